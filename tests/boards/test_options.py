"""Every option of every board: what is wrong with one is said in a sentence, and before any widget exists."""

import inspect
import json
from functools import partial

import numpy as np
import pytest
from ipywidgets import Widget
from support.every_board import BOARDS, kinds

import turning_dials
from turning_dials import ControlBoard, Network, NeuronBoard, SlopeBoard, SurfaceBoard, ThresholdBoard
from turning_dials.data import mazur

NAN, INF = float("nan"), float("inf")
NO_NUMBER = ["fast", NAN, INF, -INF, [1], {}, True, 1j]
NO_COUNT = ["many", NAN, 2.5, True, [1], -3]
FEW_PIXELS = ([[0.5] * 2], [[1]])

# What must be refused, by what an option is; `None` stands where an option has to be given.
WRONG = {
    "text": [3, b"text", ["a"], True, NAN],
    "positive number": [*NO_NUMBER, 0, -1, 10**400],
    "number": [*NO_NUMBER, 10**400],
    "share": [*NO_NUMBER, 7, 1, -0.1],
    "count": [*NO_COUNT, 0, None],
    "flag": [1, 0, "yes", None, []],
    "names": ["ab", 5, ["a"] * 99, [], {"a": 1}, [["a"]] * 2, [0, 1], np.array([0.5, 1])],
    "targets by name": [3, "x", ["x"], {1: [0]}, {"a": "b"}, {"a": [NAN]}, {"a": [[0]] * 99}, {"a": None}],
    "choices": ["fast", 3, ["a"], {1: 2}, *({"learning_rate": one} for one in (NAN, set(), {"b": 1}, [INF])),
                {"zebra": 1}, {"learning_rate": 1, "input_x": 1}],
    "shape": ["wide", 6, (2.5, 3), (2,), (0, 3), (70, 90), [(1, 2)] * 2],
    "set": [3, "x", (1,), (1, 2, 3), ("a", "b"), ([[NAN]], [[1]]), (np.zeros((2, 999)), np.zeros((2, 1)))],
    "presets": [3, "x", ["x"], [3], [{}], [{**mazur.PRESET, "sizes": "x"}], [{**mazur.PRESET, "inputs": [1]}],
                [{**mazur.PRESET, "name": 3}], [{**mazur.PRESET, "sizes": [9, 9]}], [{**mazur.PRESET, "more": 1}]],
    "points by name": [3, ["x"], {1: ([[0, 0]], [[0]])}, {"a": 3}, {"a": (1,)}, {"a": ([[0]], [[0]])},
                       {"a": ([[NAN, 0]], [[0]])}, {"a": (np.zeros((65, 2)), np.zeros((65, 1)))}],
    "numbers to choose from": ["ab", 3, [], [NAN], ["x"], [-1], [2]],
    "curve": [3, "cube", None, ["square"], {}],
    "span": ["wide", 5, [1], [4, 0], [NAN, 1], [0.5, 0.6], [[0, 4]]],
    "places": ["ab", 3, (0,), (0, 0), (0, 99), (0.5, 1), (-1, 0)],
    "point": ["ab", 3, (1,), (NAN, 0), ("a", "b"), (0, 0, 0)],
}  # fmt: skip
KIND = {
    "title": "text", "unit": "text", "caption": "text",
    "rate": "positive number", "size": "positive number", "goal": "positive number", "reach": "positive number",
    "x": "number", "momentum": "share",
    "k": "count", "most": "count", "batch": "count", "face": "count",
    "show_slopes": "flag", "choose_activation": "flag", "ink": "flag", "own_picture": "flag", "compact": "flag",
    "drawing": "flag", "amounts": "numbers to choose from", "batches": "numbers to choose from",
    "penalties": "numbers to choose from",
    "answers": "names", "input_names": "names", "example_names": "names", "output_names": "names",
    "picture_names": "names", "axes": "names", "held": "names", "names": "names",
    "tables": "targets by name", "curves": "targets by name",
    "choices": "choices", "input_shape": "shape", "album": "set", "training": "set", "validation": "set",
    "presets": "presets", "points": "points by name", "curve": "curve",
    "span": "span", "dials": "places", "center": "point",
}  # fmt: skip

# What the book's first network is too small to do without.
NEEDED = {"RaceBoard": {"k": 20}}


def options(kind):
    """The options that a class of boards names, with what each is unless given."""
    parameters = inspect.signature(getattr(turning_dials, kind)).parameters.values()
    return {one.name: one.default for one in parameters if one.kind is one.KEYWORD_ONLY}


def maker(kind):
    """A function of options that makes a board of this class, with the network and examples of the book's first one."""
    board = next(made for made in (make() for make in BOARDS.values()) if type(made).__name__ == kind)
    if kind == "SlopeBoard":
        return turning_dials.SlopeBoard
    if kind in ("CostBoard", "SharesBoard"):
        return partial(type(board), Network([1, board.parameters.size]), [0], board.targets)
    return partial(type(board), board.network, board.inputs, board.targets, **NEEDED.get(kind, {}))


@pytest.fixture(scope="module")
def makers():
    return {kind: maker(kind) for kind in kinds()}


@pytest.fixture
def made():
    """The widgets that were made since the test began."""
    found = []
    Widget.on_widget_constructed(found.append)
    yield found
    Widget.on_widget_constructed(None)


def refused(made, make, option, value):
    """The message with which the option is refused, after seeing that it is a whole one and came in time."""
    with pytest.raises((ValueError, TypeError)) as caught:
        make(**{option: value})
    message = str(caught.value)
    assert message.startswith(option) and "xpected" in message and "got " in message, message
    assert len(message) < 400 and "\n" not in message, message
    assert made == [], "a widget was made before its options were read"
    return message


def meant(kind, option, value):
    """Whether a value that is wrong elsewhere has a meaning of its own for this option."""
    return (value is None and options(kind)[option] is None) or (option == "face" and value == 0)


CASES = [
    pytest.param(kind, option, value, id=f"{kind}-{option}-{value!r:.30}")
    for kind in kinds()
    for option in options(kind)
    for value in WRONG[KIND[option]]
    if not meant(kind, option, value)
]


@pytest.mark.parametrize(("kind", "option", "value"), CASES)
def test_what_an_option_cannot_be_is_refused_in_a_sentence(makers, made, kind, option, value):
    refused(made, makers[kind], option, value)


@pytest.mark.parametrize("kind", kinds())
def test_an_option_that_has_to_be_given_is_not_none(makers, made, kind):
    for option, default in options(kind).items():
        if default is not None and option != "title":
            refused(made, makers[kind], option, None)


@pytest.mark.parametrize("kind", kinds())
def test_an_unknown_option_is_refused_with_the_nearest(makers, made, kind):
    message = refused(made, makers[kind], "titel", "Mine")
    assert f"{kind} has no option of this name; the nearest is title." in message and "got titel='Mine'" in message
    for option in options(kind):
        assert f"the nearest is {option}." in refused(made, makers[kind], f"{option}_", 1)
        assert option in message


@pytest.mark.parametrize("kind", kinds())
def test_every_option_stands_in_the_signature_and_its_meaning_in_the_docstring(kind):
    board = getattr(turning_dials, kind)
    rest = [one for one in inspect.signature(board).parameters.values() if one.kind is one.VAR_KEYWORD]
    assert [one.name for one in rest] == ["unknown"]
    shared = {"title", "rate", "show_slopes", "choices"}
    assert shared <= set(options(kind)), "every board has these"
    for option in set(options(kind)) - shared:
        assert f"`{option}`" in board.__doc__, f"{kind} says nothing of {option}"
    for option in shared:
        assert f"`{option}`" in turning_dials.boards.board.Board.__doc__


@pytest.mark.parametrize("name", BOARDS)
def test_what_travels_is_plain_and_finite(name):
    board = BOARDS[name]()
    assert set(options(type(board).__name__)) - {"choices"} <= {*board._options, "curve", "dials", *SURFACE_ONLY}
    json.dumps(board._options, allow_nan=False)
    json.dumps(board.choices, allow_nan=False)


SURFACE_ONLY = {"momentum", "batch", "center", "reach", "axes", "held", "names", "answers", "caption"}


def test_numpy_s_own_numbers_and_texts_are_taken_as_they_are_meant(makers):
    board = makers["NeuronBoard"](
        rate=np.float32(0.5),
        show_slopes=np.bool_(False),
        answers=np.array(["no", "yes"]),
        choices={"table": np.int64(3)},
    )
    given = board._options
    assert given["rate"] == 0.5 and given["show_slopes"] is False and given["answers"] == ["no", "yes"]
    assert board.choices == {"table": 3} and type(board.choices["table"]) is int


@pytest.mark.parametrize(
    ("kind", "option", "value", "message"),
    [
        ("NeuronBoard", "rate", "fast", "rate: expected a number, got 'fast'"),
        ("NeuronBoard", "rate", NAN, "rate: expected a finite number more than 0, got nan"),
        ("NeuronBoard", "answers", ["a"], "answers: expected 2 names, got 1: ['a']"),
        ("NeuronBoard", "input_names", 5, "input_names: expected a list of 3 names, got 5"),
        ("CostBoard", "output_names", 4, "output_names: expected a list of 10 names, got 4"),
        ("ControlBoard", "batch", -3, "batch: expected a whole number of at least 1, got -3"),
        ("ControlBoard", "momentum", 7, "momentum: expected a finite number at least 0 and less than 1, got 7"),
        ("BackpropBoard", "presets", 3, "presets: expected a list of dicts, got 3"),
        ("CurveBoard", "x", "q", "x: expected a number, got 'q'"),
        ("SurfaceBoard", "axes", ["a"], "axes: expected 2 names, got 1: ['a']"),
    ],
)
def test_the_sentence_says_what_was_expected_and_what_came(makers, made, kind, option, value, message):
    assert refused(made, makers[kind], option, value) == message


def test_a_wrong_choice_is_refused_with_the_names_that_there_are(makers):
    with pytest.raises(ValueError, match=r"^choices: expected some of answers, learning_rate, got 'answer'$"):
        makers["SharesBoard"](choices={"answer": "sigmoid"})
    assert makers["NeuronBoard"](choices={"input_1": 0.5, "learning_rate": 2}).choices["input_1"] == 0.5


def one_pixel(**options):
    """A control board with one training picture."""
    return ControlBoard(Network([2, 1]), [0, 0], [0], training=FEW_PIXELS, **options)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: ControlBoard(Network([4, 2]), [0] * 4, [0] * 2, own_picture=True),
            "own_picture: expected only with",
        ),
        (
            lambda: ControlBoard(Network([4, 2]), [0] * 4, [0] * 2, answers=("a", "b")),
            "answers: expected only for a",
        ),
        (
            lambda: ControlBoard(Network([2, 1]), [0, 0], [0], validation=FEW_PIXELS),
            "validation: expected only beside training pictures, got it without training",
        ),
        (
            lambda: ControlBoard(Network([4, 2]), [0] * 4, [0] * 2, input_shape=(2, 2), drawing=True),
            "drawing: expected only with own_picture, got it without",
        ),
        (lambda: one_pixel(amounts=[2]), "amounts: expected at most 1, the training pictures there are, got 2"),
        (lambda: one_pixel(batches=[0]), r"batches\[0\]: expected a whole number of at least 1, got 0"),
        (lambda: one_pixel(penalties=[0.1, -1]), r"penalties\[1\]: expected a finite number at least 0, got -1"),
        (
            lambda: SurfaceBoard(Network([2, 1]), [[0, 1]] * 4, [[0]] * 4, batch=4),
            "batch: expected one of None for all",
        ),
        (lambda: SlopeBoard("far"), "start: expected a number, got 'far'"),
        (lambda: SlopeBoard(1e7), "start: expected a number from −1e6 to 1e6, got 1e"),
        (lambda: SurfaceBoard.preset("steep"), "key: expected one of small, right, large, .*, got 'steep'"),
        (lambda: SurfaceBoard.preset(3), "key: expected one of small, .*, got 3"),
        (lambda: SurfaceBoard.preset("right", others=["steep"]), "others: expected one of small, .*, got 'steep'"),
        (
            lambda: SurfaceBoard.preset("right", others="valley"),
            "others: expected a list of keys .*'valley'",
        ),
        (lambda: SurfaceBoard.preset("right", compact=1), "compact: expected True or False, got 1"),
        (
            lambda: NeuronBoard(MODEL, [0, 0], [0]),
            r"network: expected .*, got MLP; .*from_model\(model\) makes",
        ),
        (lambda: ThresholdBoard(BROKEN, [[1]], [[0]]), "network.parameters: expected finite numbers, got nan"),
        (
            lambda: NeuronBoard(Network([2, 1], cost="binary_cross_entropy"), [0, 0], [3]),
            "targets: binary",
        ),
    ],
)
def test_what_does_not_go_together_is_refused_too(made, make, message):
    with pytest.raises((ValueError, TypeError), match=message):
        make()
    assert made == []


MODEL = type("MLP", (), {})()
BROKEN = Network([1, 1])
BROKEN.weights[0][:] = NAN
