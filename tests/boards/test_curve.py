"""The board that follows a curve in a browser: what it shows is what numpy says, whatever the reader chooses."""

import numpy as np
import pytest
from support.under_hand import painted, slide, state, turn_each

from turning_dials import CurveBoard, Network

X = np.linspace(-2, 2, 41).reshape(-1, 1)
Y = np.sin(1.5 * X)
START = [1.2, 0.6, -0.5, -0.6, -0.1, 1.5, -0.1, -0.9, -0.5, 0.3, -0.9, 0.4, 0.0]


def curve_board():
    network = Network([1, 4, 1], activation=["identity", "identity"])
    network.parameters = START
    return CurveBoard(network, X, Y, curves={"a wave": Y, "a corner": np.abs(X - 0.4) - 1})


@pytest.mark.parametrize("activation", ["identity", "sigmoid", "tanh", "relu", "leaky_relu"])
def test_the_curve_board_agrees_with_numpy_under_each_activation(shown, activation):
    root = shown(curve_board())
    root.locator("[data-control=activation]").select_option(activation)
    assert state(root)["activation"] == ("identity" if activation == "identity" else [activation, "identity"])
    for seed in range(3):
        dials = np.random.default_rng(seed).normal(scale=2, size=13)
        turn_each(root, dials)
        held = state(root)
        slide(root, "x", 0.5)
        net = Network([1, 4, 1], held["activation"] if isinstance(held["activation"], list) else "identity")
        net.parameters = dials
        answer = float(painted(root).locator("[data-output='0']").inner_text().replace("−", "-"))
        assert answer == pytest.approx(net.forward([0.5])[0], abs=0.0051)


def test_without_a_bend_the_board_names_the_one_line(shown):
    root = shown(curve_board())
    w, b, v, c = np.split(np.array(START), [4, 8, 12])
    line = f"{v @ w:.3f}·x + {v @ b + c[0]:.3f}".replace("-", "−")
    assert line in painted(root).locator(".td-follow-say").inner_text()
    assert root.locator("input[data-dial]").count() == 13


def test_another_target_is_followed_with_the_same_dials(shown):
    root = shown(curve_board())
    assert root.locator("[data-control=target]").input_value() == "a wave"
    root.locator("[data-control=target]").select_option("a corner")
    held = state(root)
    assert np.allclose(held["targets"], np.abs(X - 0.4) - 1)
    assert held["parameters"] == START
    root.get_by_role("button", name="Rewind").click()
    assert state(root)["targets"] == held["targets"]


def test_a_dead_relu_has_slopes_of_exactly_zero_and_never_moves(shown):
    root = shown(curve_board())
    root.get_by_role("button", name="Show a dead ReLU").click()
    before = state(root)
    dead = [2, 6, 10]
    assert before["activation"] == ["relu", "identity"]
    assert [before["gradient"][index] for index in dead] == [0, 0, 0]
    assert "dead" in root.locator(".td-follow-card").nth(2).inner_text()
    root.evaluate("(root) => { for (let i = 0; i < 200; i++) root.machine.step(0.1); }")
    after = state(root)
    assert after["cost"] < before["cost"]
    assert [after["parameters"][index] for index in dead] == [before["parameters"][index] for index in dead]
    root.locator("[data-control=activation]").select_option("leaky_relu")
    assert all(state(root)["gradient"][index] != 0 for index in dead)


def test_saturation_leaves_hardly_a_slope(shown):
    root = shown(curve_board())
    plain = state(root)
    root.get_by_role("button", name="Show saturation").click()
    flat = state(root)
    assert flat["activation"] == ["sigmoid", "identity"]
    assert np.abs(flat["gradient"][:8]).max() < 0.001 < np.abs(plain["gradient"][:8]).max()
    assert root.locator(".td-follow-stuck").count() == 4
    root.get_by_role("button", name="Rewind").click()
    assert state(root)["parameters"] == START


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: CurveBoard(Network([2, 4, 1], "identity"), np.zeros((3, 2)), np.zeros((3, 1))),
            r"expected sizes \[1",
        ),
        (lambda: CurveBoard(Network([1, 7, 1], "identity"), X, Y), "n from 1 to 6"),
        (lambda: CurveBoard(Network([1, 4, 1], "tanh"), X, Y), "expected identity on the output"),
        (lambda: CurveBoard(Network([1, 4, 1], ["tanh", "identity"]), [[1], [1]], [[0], [1]]), "two different places"),
        (lambda: CurveBoard(Network([1, 4, 1], "identity"), X, Y, curves={"dot": [0.0]}), r"\['dot'\]: expected 41"),
    ],
)
def test_bad_input_is_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()
