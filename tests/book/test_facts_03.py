"""What chapter 3 says is what the package computes."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.prose import BOOK, Prose

from turning_dials import Network, ThresholdBoard
from turning_dials.descent import descend
from turning_dials.exercises import biases as exercise

SOURCE = (BOOK / "nbsrc" / "03-biases.md").read_text(encoding="utf-8")
X = np.array([3, 6, 9, 12, 14, 16, 20, 15, 19, 22, 24, 27, 30, 33]).reshape(-1, 1) / 10
Y = np.array([0] * 7 + [1] * 7).reshape(-1, 1)
STRAYS_HOME = np.where(X == 2.0, 1.0, np.where(X == 1.5, 2.5, X))


def neuron(w, b):
    network = Network([1, 1])
    network.parameters = [w, b]
    return network


def cost(w, b, x=X):
    return neuron(w, b).cost(x, Y)


def right(w, b, x=X):
    return int(np.sum((neuron(w, b).forward(x) > 0.5) == (Y > 0.5)))


def best_locked(x=X):
    """The weight with the lowest cost where the bias is 0: a fine scan, and no descent."""
    weights = np.linspace(-40, 40, 80_001)
    a = 1 / (1 + np.exp(-np.clip(weights * x, -700, 700)))
    costs = np.mean((a - Y) ** 2, axis=0)
    return weights[costs.argmin()], costs.min()


@pytest.fixture(scope="module")
def free():
    network = neuron(2, -2)
    descend(network, X, Y, rate=2, steps=5000, every=5000)
    return network


def test_the_days_are_those_of_the_chapter():
    assert "closed = [3, 6, 9, 12, 14, 16, 20]" in SOURCE and "opened = [15, 19, 22, 24, 27, 30, 33]" in SOURCE
    assert "network.parameters = [2, -2]" in SOURCE and "network.parameters = [2, 0]" in SOURCE and "x - 1.8" in SOURCE


def test_the_numbers_in_the_prose(free):
    prose = Prose("03-biases")
    prose.says(f"An ice cream cart opened on {int(Y.sum())} of {len(Y)} days")
    prose.says("2.0 is a day of 20 °C. The")
    prose.says("a warm one at 20 °C when the vendor was ill, and a cool one at 15 °C with")
    warm = int(np.sum((X > 1) & (Y == 0)))
    assert warm == 4
    prose.says("It stands at 1.00, ten degrees, and four days on its warm side should not be there")
    prose.says(f"It moves, to {2 / 4:.2f}, the wrong way: the cost climbs from {cost(2, -2):.4f} to {cost(4, -2):.4f}")
    prose.says(f"Turn it down to 1, and the threshold is at {2 / 1:.2f}")
    prose.says(f"At −3.6 the threshold is at {3.6 / 2:.2f}, and the cost at {cost(2, -3.6):.4f}")
    prose.says("with the weight at 3 the bias has to be −5.4.")
    prose.says(f"steeper, the cost {cost(3, -5.4):.4f}. At weight 8 and bias −14.4")
    assert 5.4 / 3 == pytest.approx(3.6 / 2) and 14.4 / 8 == pytest.approx(3.6 / 2)
    prose.says(f"and the cost is up at {cost(8, -14.4):.4f} again")
    prose.says("Drag the closed day at 20 °C home to 10, and the open one at 15 °C to 25.")
    home = neuron(2, -2)
    walk = descend(home, STRAYS_HOME, Y, rate=2, steps=2000, every=200, watch=lambda net: net.parameters[0])
    assert right(*home.parameters, STRAYS_HOME) == 14 and np.all(np.diff(walk.costs) < 0)
    prose.says(f"after 200 steps the weight is {walk.watched[1]:.1f}, after 2,000 steps {walk.watched[-1]:.1f}")
    w, lowest = best_locked()
    prose.says("with the threshold where it does well, at 1.80")
    prose.says(f"and the cost from {cost(2, -3.6):.4f} to {cost(2, 0):.4f}")
    prose.says(f"All {len(X)} temperatures are above 0")
    assert X.min() > 0 and right(1, 0) == right(-1, 0) == 7
    prose.says(f"Either way 7 of {len(X)} are right")
    prose.says(f"at weight 4 the cost is {cost(4, 0):.4f}")
    prose.says(f"a faint slope, $w = {w:.2f}$, and a cost of {lowest:.4f}")
    prose.says(f"the cost comes down to {free.cost(X, Y):.4f}, with {right(*free.parameters)} of {len(X)} right")
    centered = X - 1.8
    prose.says("Here are the same 14 days counted from 18 °C, so that 0.2 is a day of 20 °C and −0.3 one of 15:")
    prose.says(f"its slope is −{-neuron(2, 0).gradient(centered, Y)[1]:.3f}:")
    prose.says(
        f"{right(2, 0, centered)} of {len(X)} are right, and the best cost that is left is "
        f"{best_locked(centered)[1]:.4f} against {free.cost(X, Y):.4f}"
    )
    prose.says(f"With $w = 0.334$ and $b = -5.93$ the threshold was {5.93 / 0.334:.1f} °C")
    w, b = exercise.right(0.334, -5.93)
    prose.says(f"The new dials are {w:.3f} and −{-b:.2f}, with a threshold at {-b / w:.0f} °F")
    prose.says("where $F = 1.8\\,C + 32$")
    prose.says("Solve $F = 1.8\\,C + 32$ for $C$")
    prose.says("$z = w (F - 32) / 1.8 + b$")
    dials = Network([625, 20, 20, 10])
    prose.says(
        f"example, 625-20-20-10, they are {sum(b.size for b in dials.biases)} of {dials.parameters.size:,} dials"
    )
    prose.says("yet each of the 50 decides")
    prose.says("A threshold at 1.8 took a bias of −5.4 with a weight of 3")
    prose.says(f"the threshold at 1.80 a day of 20 °C gets {neuron(2, -3.6).forward([2.0])[0]:.2f}")
    prose.says("A cart that opens from 18 to 30 °C")
    prose.says(f"here {lowest:.4f} instead of {free.cost(X, Y):.4f}")
    prose.plain("The 14 days are made up", 'errors", 1986')
    assert prose.left() == []


def test_both_arrows_push_the_threshold_toward_warmer_days():
    slopes = neuron(2, -2).gradient(X, Y)
    assert np.all(slopes > 0)
    assert 2 / 1.9 > 1 and 2.1 / 2 > 1


def test_with_the_best_bias_for_each_weight_the_cost_is_low_from_3_to_6():
    lowest = {w: min(cost(w, -w * t) for t in np.linspace(-1, 4, 501)) for w in (2, 3, 3.4, 4, 6)}
    assert lowest[3.4] == min(lowest.values()) and max(lowest[3], lowest[4]) < 0.1 and lowest[6] < 0.11


def test_the_weight_keeps_finite_because_of_the_misfits(free):
    w, b = free.parameters
    assert 3 < w < 4 and np.abs(free.gradient(X, Y)).max() < 1e-8
    assert right(w, b) == 12
    assert cost(3, -5.4) < cost(2, -3.6) < cost(8, -14.4)


@settings(deadline=None)
@given(st.floats(-50, 50).filter(lambda w: abs(w) > 1e-3), st.floats(-50, 50), st.floats(-1, 1))
def test_the_threshold_is_where_the_output_is_one_half(w, b, away):
    network, at = neuron(w, b), -b / w
    assert network.forward([at])[0] == pytest.approx(0.5, abs=1e-9)
    assert (network.forward([at + away])[0] >= 0.5 - 1e-9) == (w * away >= -1e-8)


@settings(deadline=None)
@given(st.floats(0.1, 20), st.floats(-3, 3))
def test_the_curve_climbs_by_a_quarter_of_the_weight_at_the_threshold(w, t):
    network, h = neuron(w, -w * t), 1e-5
    rise = (network.forward([t + h])[0] - network.forward([t - h])[0]) / (2 * h)
    assert rise == pytest.approx(w / 4, rel=1e-4)


def test_the_slope_of_the_bias_is_that_of_a_weight_on_a_constant_1():
    wide = Network([2, 1])
    wide.parameters = [1.3, -2.1, 0]
    narrow = neuron(1.3, -2.1)
    ones = np.hstack([X, np.ones_like(X)])
    assert np.allclose(wide.gradient(ones, Y)[:2], narrow.gradient(X, Y), rtol=0, atol=1e-16)
    twos = np.full_like(X, 2.0)
    slopes = narrow.gradient(twos, Y)
    assert slopes[0] == pytest.approx(2 * slopes[1])


def test_what_the_questions_claim():
    assert neuron(4, -2).forward([1.0])[0] == pytest.approx(0.88, abs=0.005)
    assert right(2, -2) == 10 and int(np.sum((X < 1) & (Y == 0))) == 3
    assert max(right(w, 0) for w in np.linspace(-100, 100, 401) if w) == 7
    assert neuron(5, -3.6).forward([0.72])[0] == pytest.approx(0.5)
    grid = np.linspace(-4, 4, 81)
    assert np.array_equal(neuron(-2, 3).forward(grid.reshape(-1, 1))[:, 0] > 0.5, grid < 1.5)
    # Twelve cold days of fourteen: the border is not at the mean.
    cold = np.array([0.2] * 6 + [0.3] * 6 + [2.8, 3.2]).reshape(-1, 1)
    assert cold.mean() < 1


# ---- the exercise


def solution():
    space = {"np": np}
    exec(re.search(r"```python\n(def to_fahrenheit.*?)```", SOURCE, re.DOTALL)[1], space)
    return space["to_fahrenheit"]


def test_the_hidden_solution_is_right_and_gives_the_same_answers():
    assert exercise.check_fahrenheit(solution())
    celsius = np.linspace(-30, 45, 76).reshape(-1, 1)
    w, b = solution()(0.334, -5.93)
    assert neuron(w, b).forward(1.8 * celsius + 32) == pytest.approx(neuron(0.334, -5.93).forward(celsius), abs=1e-12)


def test_the_unfilled_exercise_says_what_is_to_do():
    verdict = exercise.check_fahrenheit(lambda w, b: (..., ...))
    assert not verdict and "Still to do" in verdict.text


@pytest.mark.parametrize(("mistake", "hint"), exercise.MISTAKES)
def test_each_mistake_is_named(mistake, hint):
    verdict = exercise.check_fahrenheit(mistake)
    assert not verdict and hint in verdict.text


# ---- the board on Python's side


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: ThresholdBoard(Network([2, 1]), [[0, 1]], [1]), r"sizes \[1, 1\] with sigmoid"),
        (lambda: ThresholdBoard(Network([1, 1], "relu"), X, Y), "with relu"),
        (lambda: ThresholdBoard(Network([1, 1]), X, Y * 0.5), "labels 0 or 1"),
        (lambda: ThresholdBoard(Network([1, 1]), X, Y, answers=("no",)), "answers: expected 2 names, got 1"),
        (lambda: ThresholdBoard(Network([1, 1]), X, Y, span=[0.5, 4]), "all points from 0.5 to 4, got 0.3 to 3.3"),
        (lambda: ThresholdBoard(Network([1, 1]), X, Y, span=[4, 0]), "the smaller first"),
        (lambda: ThresholdBoard(Network([1, 1]), X, Y, span="wide"), "span"),
        (lambda: ThresholdBoard(Network([1, 1]), X[:, 0], Y), "inputs"),
    ],
)
def test_bad_input_is_named(make, message):
    with pytest.raises((ValueError, TypeError), match=message):
        make()


@settings(deadline=None, max_examples=20)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20))
def test_a_line_without_a_span_holds_all_points_and_zero(points):
    board = ThresholdBoard(Network([1, 1]), np.reshape(points, (-1, 1)), np.zeros((len(points), 1)))
    low, high = board._options["span"]
    assert low < min(0, *points) <= max(0, *points) < high
    assert board._options["points"] == points
