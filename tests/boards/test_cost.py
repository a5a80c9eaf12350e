"""The cost board: its dials are outputs, Python and the page agree on both costs, what is wrong is said in words."""

import json
import subprocess

import numpy as np
import pytest
import traitlets
from support.agreement import number
from support.bare_page import MACHINE
from support.under_hand import painted, turn_each

from turning_dials import CostBoard, Network

ANSWERS = np.array([0.3, 0.8, 0.5, 0.2, 0.3, 0.6, 0.3, 0.3, 0.4, 0.7])
TARGET = np.eye(10)[3]
COSTS = ["mean_squared_error", "binary_cross_entropy"]


def answering(answers=ANSWERS, cost=COSTS[0]):
    network = Network([1, len(answers)], cost=cost)
    network.weights[0][:] = 0
    network.biases[0][:] = np.log(answers / (1 - answers))
    return network


@pytest.mark.parametrize("cost", COSTS)
def test_numbers_are_those_of_the_network_that_the_outputs_came_from(cost):
    board = CostBoard(answering(cost=cost), [0], TARGET)
    drawn = np.random.default_rng(5).uniform(0.001, 0.999, size=(20, 10))
    for answers in drawn:
        board.parameters = answers
        network = answering(answers, cost)
        assert board.cost == pytest.approx(network.cost([0], TARGET), rel=1e-12)
        assert np.allclose(board.delta, network.gradient([0], TARGET)[10:], rtol=1e-11, atol=1e-15)
        nudges = 1e-7 * np.eye(10)
        costs = [answering(answers + one, cost).cost([0], TARGET) for one in (*nudges, *-nudges)]
        tried = np.subtract(costs[:10], costs[10:]) / 2e-7
        assert np.allclose(board.gradient, tried, rtol=1e-4, atol=1e-6)
    board.rewind()
    assert np.allclose(board.parameters, ANSWERS, rtol=0, atol=1e-15)


@pytest.mark.parametrize("cost", COSTS)
def test_the_page_s_numbers_are_python_s(node, book, cost):
    board = CostBoard(answering(cost=cost), [0], TARGET)
    drawn = np.random.default_rng(6).uniform(0.001, 0.999, size=(50, 10))
    kit = (book / "src" / "turning_dials" / "boards" / "cost" / "outputs.js").as_uri()
    program = f"""
        import {{ Outputs }} from {json.dumps(kit)};
        const {{ drawn, target }} = {json.dumps({"drawn": drawn.tolist(), "target": TARGET.tolist()})};
        console.log(JSON.stringify(drawn.map((answers) => {{
          const model = new Outputs(Float64Array.from(answers), Float64Array.from(target), {json.dumps(cost)});
          model.evaluate();
          return {{ cost: model.cost, gradient: [...model.gradient], z: [...model.delta] }};
        }})));
    """
    run = subprocess.run([node, "--input-type=module", "-e", program], capture_output=True, text=True, check=True)
    for answers, said in zip(drawn, json.loads(run.stdout), strict=True):
        board.parameters = answers
        assert said["cost"] == pytest.approx(board.cost, rel=1e-12)
        for name, wanted in (("gradient", board.gradient), ("z", board.delta)):
            assert np.abs(np.array(said[name]) - wanted).max() <= 1e-12 * np.abs(wanted).max()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: CostBoard(answering(), [[0], [0]], [TARGET, TARGET]),
            "one example, which a cost board shows, got 2",
        ),
        (lambda: CostBoard(Network([1, 10], "tanh"), [0], TARGET), "expected sigmoid on the last layer, got tanh"),
        (lambda: CostBoard(answering(), [0], TARGET / 2), "expected zeros and ones"),
        (lambda: CostBoard(answering(np.full(10, 0.9999)), [0], TARGET), "expected outputs from 0.001 to 0.999"),
        (lambda: CostBoard(answering(), [0], TARGET, output_names=["beagle"]), "expected 10 names, got 1"),
    ],
)
def test_bad_input_is_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize("bad", [[0.5] * 9, [0.5] * 9 + [1.0], [0.5] * 9 + [np.nan], [[0.5] * 10] * 2, "abc"])
def test_wrong_parameters_are_refused_and_the_good_ones_stay(bad):
    board = CostBoard(answering(), [0], TARGET)
    with pytest.raises((ValueError, TypeError), match="parameters"):
        board.parameters = bad
    with pytest.raises(
        traitlets.TraitError,
        match=r"cost board: parameters: expected outputs from 0\.001 to 0\.999, got 0\.5000 to 1\.5000",
    ):
        board._parameters = np.array([0.5] * 9 + [1.5]).tobytes()
    assert np.allclose(board.parameters, ANSWERS)


def test_it_has_no_network():
    board = CostBoard(answering(), [0], TARGET)
    assert not hasattr(board, "network")
    assert repr(board) == "CostBoard 10: 10 dials, cost 0.2900 (turn a dial, then ask board.cost)"
    assert board.inputs.shape == (1, 0)


# ---- in a browser


@pytest.mark.parametrize("cost", COSTS)
def test_the_cost_board_shows_both_slopes_and_marks_the_largest(shown, cost):
    board = CostBoard(answering(), [0], TARGET)
    root = shown(board)
    root.locator("[data-control=cost]").select_option(cost)
    board._network = {**board._network, "cost": cost}
    for seed in (None, 1, 2):
        answers = ANSWERS if seed is None else np.random.default_rng(seed).uniform(0.01, 0.99, 10).round(3)
        turn_each(root, answers)
        board.parameters = answers
        held = painted(root).evaluate(MACHINE)
        assert held["cost"] == pytest.approx(board.cost, rel=1e-12)
        assert np.abs(np.array(held["gradient"]) - board.gradient).max() <= 1e-12 * np.abs(board.gradient).max()
        said = [number(text) for text in root.locator(".td-cost-second b").all_inner_texts()]
        assert said == pytest.approx(board.delta, abs=6e-5)
        shares = [
            float(text.replace("under 1", "0").split(" ")[0]) for text in root.locator("[data-share]").all_inner_texts()
        ]
        assert sum(shares) == pytest.approx(100, abs=5)
        largest = np.abs(board.delta)
        marked = root.locator(".td-cost-card").evaluate_all(
            "(all) => all.flatMap((card, j) => card.classList.contains('td-cost-largest') ? [j] : [])"
        )
        assert marked == np.flatnonzero(largest >= largest.max() * (1 - 1e-9)).tolist()


def test_an_output_stays_between_its_ends(shown):
    root = shown(CostBoard(answering(), [0], TARGET))
    root.get_by_role("button", name="type a value for output output 4, now 0.20").click()
    field = root.locator(".td-dial-line input")
    field.fill("1.2")
    field.press("Enter")
    assert "goes from 0.001 to 0.999" in painted(root).locator("[role=alert]").inner_text()
    assert root.evaluate("(root) => root.machine.parameters[3]") == pytest.approx(0.2)
    root.locator("input[data-dial='3']").press("End")
    assert root.evaluate("(root) => root.machine.parameters[3]") == 0.999
