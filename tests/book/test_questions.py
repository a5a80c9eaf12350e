"""Every question is well formed, and what it says is true."""

import itertools
import math
from pathlib import Path

import numpy as np
import pytest

import turning_dials
from turning_dials import Network
from turning_dials.data import iris
from turning_dials.quiz.quiz import Question, predict, question, questions

FILES = sorted((Path(turning_dials.__file__).parent / "quiz" / "questions").glob("*.toml"))
CHAPTERS = {path: path.stem.partition("-")[2] for path in FILES}
ALL = [(name, asked) for chapter in CHAPTERS.values() for name, asked in questions(chapter).items()]
NAMES = [name for name, _ in ALL]
FIELDS = {
    "choice": {"kind", "prompt", "options"},
    "number": {"kind", "prompt", "value", "tolerance", "work", "feedback", "otherwise", "mistakes"},
    "order": {"kind", "prompt", "items", "shown", "feedback", "swapped"},
}


def close(a, b, tolerance):
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=tolerance + 1e-12)


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def recomputed(work):
    return eval(work, {"__builtins__": {}, "sigmoid": sigmoid, "math": math, "np": np})


def test_names_are_unique_and_belong_to_their_chapter():
    assert len(set(NAMES)) == len(NAMES)
    for path, chapter in CHAPTERS.items():
        names = list(questions(chapter))
        assert names == [f"{chapter}-{number}" for number in range(1, len(names) + 1)], path


@pytest.mark.parametrize(("name", "asked"), ALL, ids=NAMES)
def test_form(name, asked):
    kind = asked["kind"]
    assert set(asked) - {"unit", "again"} == FIELDS[kind]
    texts = {
        "choice": lambda: [option["feedback"] for option in asked["options"]],
        "number": lambda: [asked["feedback"], asked["otherwise"], *(made["feedback"] for made in asked["mistakes"])],
        "order": lambda: [asked["feedback"], *asked["swapped"]],
    }[kind]()
    texts = [asked["prompt"], *texts]
    assert all(len(text.strip()) > 20 for text in texts), "feedback says something"
    assert len({text.strip() for text in texts}) == len(texts), "no two alike"
    for text in texts:
        assert text.count("`") % 2 == 0 and text.count("*") % 2 == 0 and "$" not in text and "<" not in text


@pytest.mark.parametrize(("name", "asked"), [pair for pair in ALL if pair[1]["kind"] == "choice"])
def test_choice(name, asked):
    options = asked["options"]
    assert 3 <= len(options) <= 6
    assert sum(option.get("right") is True for option in options) == 1
    assert all(set(option) - {"right"} == {"text", "feedback"} for option in options)
    assert len({option["text"].strip() for option in options}) == len(options)


@pytest.mark.parametrize(("name", "asked"), [pair for pair in ALL if pair[1]["kind"] == "number"])
def test_number(name, asked):
    tolerance = asked["tolerance"]
    values = [asked["value"], *(made["value"] for made in asked["mistakes"])]
    assert len(values) >= 3
    for one, other in itertools.combinations(values, 2):
        assert abs(one - other) > 2 * tolerance, f"{one} and {other} cannot be told apart"
    assert close(recomputed(asked["work"]), asked["value"], tolerance)
    for made in asked["mistakes"]:
        assert set(made) == {"value", "work", "feedback"}
        assert close(recomputed(made["work"]), made["value"], tolerance), made["work"]


@pytest.mark.parametrize(("name", "asked"), [pair for pair in ALL if pair[1]["kind"] == "order"])
def test_order(name, asked):
    items, shown = asked["items"], asked["shown"]
    assert 3 <= len(items) <= 7 and len(set(items)) == len(items)
    assert sorted(shown) == list(range(len(items))) and shown != sorted(shown)
    assert len(asked["swapped"]) == len(items) - 1


def test_cell_and_output_hold_no_answer():
    shown = predict("neurons-1")
    assert repr(shown) == "Question neurons-1: one choice of 4 (answer it above, in the live page)"
    bundle = shown._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/plain"] == repr(shown)
    assert repr(question("neurons-3")) == "Question neurons-3: a number (answer it above, in the live page)"
    assert "5 lines to put in order" in repr(question("neurons-4"))
    assert "work" not in str(question("neurons-3")._question)
    assert shown._question["heading"] == "Predict" and question("neurons-3")._question["heading"] == "Check yourself"


@pytest.mark.parametrize(
    ("name", "error", "said"),
    [
        (
            "neuron-1",
            ValueError,
            "expected a question such as 'neurons-1', got 'neuron-1'; the nearest are neurons-1, ",
        ),
        ("weigths-4", ValueError, "got 'weigths-4'; the nearest are weights-4, "),
        ("nope", ValueError, "got 'nope'; the nearest are "),
        ("", ValueError, "got ''; the nearest are "),
        (1, TypeError, "expected a text such as 'neurons-1', got 1"),
    ],
)
def test_unknown_name(name, error, said):
    with pytest.raises(error, match=said):
        Question(name)


def test_a_chapter_without_questions_is_named():
    with pytest.raises(
        ValueError, match=r"chapter: expected one of index, neurons, toolbox, weights.*, got 'volcanoes'"
    ):
        questions("volcanoes")


def test_the_right_option_stands_anywhere():
    """In the files it stood first in 3 of 40 choices, and third in half of them."""
    places = {}
    for name, asked in ALL:
        if asked["kind"] == "choice":
            options = Question(name)._question["options"]
            assert options == Question(name)._question["options"], "the same order at every visit"
            assert sorted(one["text"] for one in options) == sorted(one["text"] for one in asked["options"])
            assert all(one in asked["options"] for one in options), "each keeps its feedback"
            right = next(place for place, option in enumerate(options) if option.get("right"))
            places.setdefault(len(options), []).append(right)
    four = [places[4].count(place) for place in range(4)]
    assert sum(four) > 30 and min(four) >= sum(four) / 8 and max(four) <= 3 * sum(four) / 8, four


# What chapter 1's questions and their feedback claim.

ROWS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)


def outputs(weights, bias, inputs=ROWS):
    net = Network([len(weights), 1])
    net.parameters = np.array([*weights, bias], dtype=float)
    return net.forward(inputs)[:, 0]


def test_zero_dials_give_a_half():
    assert np.all(outputs([0, 0, 0], 0, np.array([[0.9, 0.2, 0.7], [700, -3, 0]])) == 0.5)


def test_xor_at_most_three_rows():
    grid = np.linspace(-3, 3, 25)
    xor = np.array([False, True, True, False])
    best = max(((outputs([w1, w2], b) > 0.5) == xor).sum() for w1, w2, b in itertools.product(grid, grid, grid))
    assert best == 3
    assert ((outputs([2, 2], -1) > 0.5) == xor).tolist() == [True, True, True, False]


def test_biases_of_and():
    assert outputs([10, 10], 5).round(2).tolist() == [0.99, 1, 1, 1]
    assert outputs([10, 10], 0)[0] == 0.5 and outputs([10, 10], 0)[1] > 0.99
    assert (outputs([10, 10], -5) > 0.5).tolist() == [False, True, True, True]
    assert outputs([10, 10], -15).round(3).tolist() == [0, 0.007, 0.007, 0.993]
    assert outputs([10, 10], -25).max() < 0.01


def test_doubled_dials_and_a_larger_bias():
    flowers = iris.split().train_inputs
    before, after = outputs([5, 2.5], 0.3, flowers), outputs([10, 5], 0.6, flowers)
    assert np.array_equal(before > 0.5, after > 0.5)
    assert np.all(np.abs(after - 0.5) >= np.abs(before - 0.5))
    assert round(sigmoid(1), 2) == 0.73 and round(sigmoid(2), 2) == 0.88
    lifted = outputs([5, 2.5], 1.3, flowers)
    assert np.all(lifted > before) and (lifted > 0.5).sum() > (before > 0.5).sum()
