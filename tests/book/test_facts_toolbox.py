"""What the toolbox for slopes says is what the package computes."""

import re

import numpy as np
import pytest
from support.prose import BOOK, Prose

from turning_dials import Network
from turning_dials.exercises.toolbox import MISTAKES, check_slopes

SOURCE = (BOOK / "nbsrc" / "01-toolbox.md").read_text(encoding="utf-8")
X, Y = np.array([[0.9, 0.2, 0.7]]), np.array([[1.0]])


def neuron():
    net = Network([3, 1])
    net.parameters = [1.1, -0.8, 0.4, -0.6]
    return net


def minus(number, decimals):
    return f"{number:.{decimals}f}".replace("-", "−")


def test_the_numbers_in_the_prose():
    prose = Prose("01-toolbox")
    prose.says(f"the cost rises from 9 to {3.1**2:.2f}, by about 0.1 · 6")
    rate = 0.1
    prose.says(f"by 0.1 times the slope: from 3 to {3 - rate * 6:.1f}. Set the rate to 1.1")
    prose.says(f"the dial lands on {minus(3 - 1.1 * 6, 1)}")
    prose.says(f"$h = 0.01$ that is $({3.01**2:.4f} - {2.99**2:.4f}) / 0.02 = 6$")
    prose.says("The number $e$ is 2.71828 and some more")
    assert f"{np.e:.5f}" == "2.71828"
    assert abs((np.exp(np.log(5) + 0.01) - 5) - 0.05) < 0.001
    prose.says("a nudge of 0.01 lifts it by about 0.05")
    prose.says(f"the curve is 5 high, about {np.log(5):.3f}")
    net = neuron()
    trace = net.trace(X)
    z, a = trace.z[0][0, 0], trace.a[1][0, 0]
    prose.says(f"where the neuron of chapter 1 stood, {z:.2f}, and the slope comes out as {a * (1 - a):.4f}")
    prose.says(f"its answer there, $a = {a:.4f}$, and what that lacks to 1, which is {1 - a:.4f}. Their product is")
    prose.plain("Their product is 0.2344", "slope 0.2344; $a$ drives")
    prose.says("In a product $w x$, turning $w$ up by 0.1 adds $0.1 \\cdot x$")
    prose.says("with slope $x_1 = 0.9$")
    miss = 2 * (a - 1)
    prose.says(f"which is {minus(miss, 4)}. So $w_1$ drives")
    slopes = net.gradient(X, Y)
    prose.says(rf"slope $0.9 \cdot {a * (1 - a):.4f} \cdot ({miss:.4f}) = {slopes[0]:.3f}$")
    prose.says("slopes {}, {}, {} and {}. Turn".format(*(minus(slope, 3) for slope in slopes)))
    turned = net.copy()
    turned.parameters += [0.1, -0.1, 0, 0]
    parts = slopes[0] * 0.1, slopes[1] * -0.1
    prose.says("Turn the first up by 0.1, the second down by 0.1")
    prose.says(f"promises ${parts[0]:.4f} + {parts[1]:.4f} = {sum(parts):.4f}$")
    prose.says(f"The cost really falls by {net.cost(X, Y) - turned.cost(X, Y):.4f}")
    prose.says(f"at $w = 3$ a turn of −0.1 was promised to save 0.6 and saves {9 - 2.9**2:.2f}")
    assert (3 - 6) ** 2 == 9
    prose.says("a turn of −6 was promised to save 36 and saves nothing")
    prose.plain("in 1684", "in 1841", "Turn the dial up by 0.1: the cost")
    prose.plain("At $w = -3$ the slope is −6", "cosine of the angle", "the cosine is −1", "$1/a$ changes by $-1/a^2$")
    assert prose.left() == []


def test_steepest_is_in_proportion_to_the_slopes():
    net, draw = neuron(), np.random.default_rng(0)
    slopes, start = net.gradient(X, Y), net.cost(X, Y)

    def saved(way):
        turned = net.copy()
        turned.parameters += 1e-4 * way / np.linalg.norm(way)
        return start - turned.cost(X, Y)

    best = saved(-slopes)
    assert all(saved(draw.normal(size=4)) < best for _ in range(200))
    assert saved(-np.sign(slopes)) < best, "all dials by the same amount is not the steepest"


# ---- the exercise


def solution():
    space = {"np": np}
    exec(re.search(r"<summary>Solution</summary>\n\n```python\n(.*?)```", SOURCE, re.DOTALL)[1], space)
    return space["slopes"]


def test_the_hidden_solution_is_right():
    assert check_slopes(solution())


def test_the_unfilled_exercise_says_what_is_to_do():
    assert "Still to do" in check_slopes(lambda f, w, h: ...).text


@pytest.mark.parametrize(("mistake", "hint"), MISTAKES)
def test_each_mistake_gets_its_hint(mistake, hint):
    assert check_slopes(mistake).text.endswith(hint)
