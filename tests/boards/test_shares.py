"""The shares board: its dials are sums, its answers share one or stand alone, and Python and the page agree on both."""

import json
import subprocess

import numpy as np
import pytest
import traitlets
from support.agreement import number
from support.bare_page import MACHINE
from support.under_hand import painted, turn_each

from turning_dials import Network, SharesBoard

ANSWERS = np.array([0.3, 0.8, 0.5, 0.2, 0.3, 0.6, 0.3, 0.3, 0.4, 0.7])
SUMS = np.log(ANSWERS / (1 - ANSWERS))
TARGET = np.eye(10)[3]
PARTNERS = {"softmax": "categorical_cross_entropy", "sigmoid": "binary_cross_entropy"}


def saying(sums=SUMS, activation="sigmoid", cost="mean_squared_error"):
    """A network whose sums for the input 0 are these."""
    network = Network([1, len(sums)], activation, cost)
    network.weights[0][:] = 0
    network.biases[0][:] = sums
    return network


def board(activation="softmax"):
    made = SharesBoard(saying(), [0], TARGET)
    made._network = {**made._network, "activation": activation, "cost": PARTNERS[activation]}
    return made


@pytest.mark.parametrize("activation", PARTNERS)
def test_numbers_are_those_of_a_network_with_these_sums(activation):
    made = board(activation)
    for sums in np.random.default_rng(5).normal(scale=3, size=(20, 10)):
        made.parameters = sums
        network = saying(sums, activation, PARTNERS[activation])
        assert np.array_equal(made.answers, network.forward([0]))
        assert made.cost == network.cost([0], TARGET)
        assert np.array_equal(made.gradient, network.gradient([0], TARGET)[10:])
        nudges = 1e-6 * np.eye(10)
        costs = [saying(sums + one, activation, PARTNERS[activation]).cost([0], TARGET) for one in (*nudges, *-nudges)]
        assert np.allclose(made.gradient, np.subtract(costs[:10], costs[10:]) / 2e-6, rtol=1e-6, atol=1e-8)
    made.rewind()
    assert np.allclose(made.parameters, SUMS, rtol=0, atol=1e-15)


@pytest.mark.parametrize("activation", PARTNERS)
def test_the_page_s_numbers_are_python_s(node, book, activation):
    made = board(activation)
    drawn = [*np.random.default_rng(6).normal(scale=4, size=(50, 10)), 1e5 * np.arange(10), np.full(10, -1e6)]
    drawn = [each.tolist() for each in drawn]
    kit = (book / "src" / "turning_dials" / "boards" / "shares" / "scores.js").as_uri()
    program = f"""
        import {{ Scores }} from {json.dumps(kit)};
        const {{ drawn, target }} = {json.dumps({"drawn": drawn, "target": TARGET.tolist()})};
        console.log(JSON.stringify(drawn.map((sums) => {{
          const model = new Scores(Float64Array.from(sums), Float64Array.from(target), {json.dumps(activation)});
          model.evaluate();
          return {{ cost: model.cost, gradient: [...model.gradient], answers: [...model.answers] }};
        }})));
    """
    run = subprocess.run([node, "--input-type=module", "-e", program], capture_output=True, text=True, check=True)
    for sums, said in zip(drawn, json.loads(run.stdout), strict=True):
        made.parameters = sums
        assert said["cost"] == pytest.approx(made.cost, rel=1e-12)
        for name, wanted in (("gradient", made.gradient), ("answers", made.answers)):
            assert np.abs(np.array(said[name]) - wanted).max() <= 1e-12 * np.abs(wanted).max()


def test_shares_add_up_to_one_wherever_the_dials_stand():
    made = board()
    for sums in np.random.default_rng(7).normal(scale=20, size=(200, 10)):
        made.parameters = sums
        assert made.answers.min() >= 0 and made.answers.sum() == pytest.approx(1, abs=1e-14)
        assert made.gradient.sum() == pytest.approx(0, abs=1e-14)
        assert np.array_equal(made.gradient, made.answers - TARGET)
        answers = made.answers
        made.parameters = sums + 1
        assert np.allclose(made.answers, answers, rtol=1e-12, atol=0), "only differences between sums count"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: SharesBoard(saying(), [[0], [0]], [TARGET] * 2), "one example, which a shares board shows, got 2"),
        (lambda: SharesBoard(saying(activation="tanh"), [0], TARGET), "softmax or sigmoid on the last layer, got tanh"),
        (lambda: SharesBoard(saying(), [0], TARGET * 0), "categorical_cross_entropy expects a 1"),
        (lambda: SharesBoard(saying(), [0], np.full(10, 0.1)), "targets: expected zeros and ones"),
        (lambda: SharesBoard(Network([1, 1]), [0], [1]), "at least 2 outputs, which share one, got 1"),
        (lambda: SharesBoard(saying(1e6 * SUMS), [0], TARGET), r"network: expected sums from −1e6 to 1e6, got -1\.38"),
        (lambda: SharesBoard(saying(), [0], TARGET, output_names=["beagle"]), "expected 10 names, got 1"),
    ],
)
def test_bad_input_is_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize("bad", [[0.5] * 9, [0.5] * 9 + [np.inf], [0.5] * 9 + [1e7], [[0.5] * 10] * 2, "abc"])
def test_wrong_parameters_are_refused_and_the_good_ones_stay(bad):
    made = board()
    with pytest.raises((ValueError, TypeError), match="parameters"):
        made.parameters = bad
    with pytest.raises(traitlets.TraitError, match="shares board: parameters: expected finite numbers"):
        made._parameters = np.array([np.nan] * 10).tobytes()
    assert np.allclose(made.parameters, SUMS)


def test_it_has_no_network():
    made = board()
    assert not hasattr(made, "network") and made.inputs.shape == (1, 0)
    assert repr(made) == "SharesBoard 0-10: 10 dials, cost 3.8255 (turn a dial, then ask board.cost)"


# ---- in a browser


@pytest.mark.parametrize("activation", PARTNERS)
def test_every_card_shows_its_answer_and_its_miss(shown, activation):
    made = board(activation)
    root = shown(SharesBoard(saying(), [0], TARGET))
    root.locator("[data-control=answers]").select_option(activation)
    for seed in (None, 1, 2):
        sums = SUMS if seed is None else np.random.default_rng(seed).normal(scale=2, size=10).round(3)
        turn_each(root, sums)
        made.parameters = sums
        held = painted(root).evaluate(MACHINE)
        assert (held["activation"], held["costName"]) == (activation, PARTNERS[activation])
        assert held["cost"] == pytest.approx(made.cost, rel=1e-12)
        assert np.abs(np.array(held["gradient"]) - made.gradient).max() <= 1e-12 * np.abs(made.gradient).max()
        said = [number(text) for text in root.locator("[data-output]").all_inner_texts()]
        assert said == pytest.approx(made.answers, abs=6e-4)
        total = root.locator(".td-shares-sums").inner_text()
        assert f"add up to {made.answers.sum():.2f}." in total


def widths(root):
    """How wide the bar and each of its pieces are, and how far from its start the mark at 1 stands."""
    return painted(root).evaluate(
        """(root) => {
            const bar = root.querySelector(".td-whole-bar");
            const box = (one) => one.getBoundingClientRect();
            const mark = box(root.querySelector(".td-whole-mark")).right - box(bar).left - bar.clientLeft;
            return { whole: bar.clientWidth, mark, pieces: [...bar.children].map((one) => box(one).width) };
        }"""
    )


def test_the_bar_ends_at_one_if_the_answers_share_it(shown):
    root = shown(SharesBoard(saying(), [0], TARGET))
    for _ in range(2):
        seen = widths(root)
        assert sum(seen["pieces"]) == pytest.approx(seen["whole"], abs=1)
        assert seen["mark"] == pytest.approx(seen["whole"], abs=1)
        turn_each(root, [3, -1, 0.5, 2, 9, 0, 0, -4, 1, 1])
    root.get_by_role("button", name="Rewind").click()
    root.locator("[data-control=answers]").select_option("sigmoid")
    seen = widths(root)
    assert seen["mark"] == pytest.approx(seen["whole"] / 4.4, abs=1), "ten answers of their own run past 1"
    assert np.array(seen["pieces"]) / seen["whole"] == pytest.approx(ANSWERS / 4.4, abs=0.003)
    turn_each(root, [-4] * 10)
    seen = widths(root)
    assert sum(seen["pieces"]) == pytest.approx(10 / (1 + np.exp(4)) * seen["whole"], abs=2), "or stop short of it"


def test_one_dial_moves_every_share_and_adding_to_all_moves_none(shown):
    root = shown(SharesBoard(saying(), [0], TARGET))
    answers = lambda: np.array(painted(root).evaluate("(root) => [...root.machine.model.answers]"))  # noqa: E731
    before = answers()
    root.get_by_role("button", name="Add 1 to every sum").click()
    assert answers() == pytest.approx(before, rel=1e-12)
    assert root.evaluate("(root) => root.machine.parameters[3]") == pytest.approx(SUMS[3] + 1)
    # What differs by as much looks so: all dials keep one scale, though only one of them has left the first.
    assert set(root.locator("input[data-dial]").evaluate_all("(all) => all.map((one) => one.max)")) == {"4"}
    root.locator("input[data-dial='3']").press("PageUp")
    after = answers()
    assert after[3] > before[3] and np.all(np.delete(after, 3) < np.delete(before, 3))
    root.locator("[data-control=answers]").select_option("sigmoid")
    before = answers()
    root.locator("input[data-dial='3']").press("PageUp")
    assert np.flatnonzero(answers() != before).tolist() == [3]
