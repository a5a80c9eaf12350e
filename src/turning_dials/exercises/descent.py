"""Chapter 6: checkers for one step, and for gradient descent of a neuron with two weights and no bend."""

from typing import Any

import numpy as np

from turning_dials.exercises.verdict import Verdict, check_function

BIAS = 0.5


def slopes(X: Any, y: Any, w: Any) -> Any:
    """The slopes of the mean squared error for the weights w of a neuron X @ w + 0.5: an array shaped like w."""
    return 2 * X.T @ (X @ w + BIAS - y) / len(y)


def _walk(step: Any) -> Any:
    """A walk of `steps` steps, each made by `step(X, y, w, rate, number)`."""

    def walk(X: Any, y: Any, w: Any, rate: Any, steps: Any) -> Any:
        for number in range(steps):
            w = step(X, y, w, rate, number)
        return w

    return walk


def _one_after_the_other(X: Any, y: Any, w: Any, rate: Any, number: Any) -> Any:
    w = w.copy()
    for i in range(len(w)):
        w[i] -= rate * slopes(X, y, w)[i]
    return w


def _first_slopes_only(X: Any, y: Any, w: Any, rate: Any, steps: Any) -> Any:
    return w - steps * rate * slopes(X, y, w)


def check_step(step: Any) -> Verdict:
    """Chapter 6: are the dials one step further down after `step(parameters, gradient, rate)`? Returns a Verdict."""

    def right(parameters: Any, gradient: Any, rate: Any) -> Any:
        return parameters - rate * gradient

    cases = [(np.array([0.5, -1.0, 2.0]), np.array([0.2, -0.4, 0.1]), 0.3), (np.array([1.0]), np.array([-3.0]), 2.0)]
    mistakes = [
        (lambda p, g, r: p + r * g, "This goes uphill: a positive slope says that turning down lowers the cost."),
        (lambda p, g, r: p - g, "The rate is missing: it says how much of the slope to turn."),
        (lambda p, g, r: -r * g, "This is the turn itself; the dials after it are parameters + turn."),
        (lambda p, g, r: p - r * np.sign(g), "Every dial turns as far; a steeper slope should turn further."),
        (lambda p, g, r: p - g / r, "The slope is divided by the rate; a larger rate is to make a larger step."),
        (lambda p, g, r: r * (p - g), "The rate scales the slope only, not the dials."),
    ]
    return check_function(step, right, cases, mistakes, "step")


def check_descent(descent: Any) -> Verdict:
    """Does `descent(X, y, w, rate, steps)` give the weights after so many steps of gradient descent? Returns a Verdict.

    X is (m, 2), y (m,), w (2,); the neuron is a = X @ w + 0.5 and the cost the mean of (a - y)².
    """
    down = _walk(lambda X, y, w, rate, number: w - rate * slopes(X, y, w))

    def right(X: Any, y: Any, w: Any, rate: Any, steps: Any) -> Any:
        return down(X, y, w, rate, steps)

    X = np.array([[1.0, 0.5], [-0.5, 1.5], [0.25, -1.0], [2.0, 0.0], [-1.5, -0.5]])
    y = np.array([1.0, 0.0, 1.0, 1.0, 0.0])
    cases = [
        (X, y, np.array([-1.0, 0.5]), 0.1, 1),
        (X, y, np.array([0.3, -0.7]), 0.2, 3),
        (X[:2], y[:2], np.array([0.0, 2.0]), 0.05, 7),
    ]
    mistakes = [
        (
            _walk(lambda X, y, w, rate, number: w + rate * slopes(X, y, w)),
            "This walk climbs. A slope says which way is up; a step goes the other way, so it is subtracted.",
        ),
        (
            _walk(lambda X, y, w, rate, number: w - rate * rate * slopes(X, y, w)),
            "The rate is used twice: once in the slope and again in the step. Once is enough.",
        ),
        (
            _walk(lambda X, y, w, rate, number: w - slopes(X, y, w)),
            "The rate is missing: it says how much of the slope to turn.",
        ),
        (
            _walk(_one_after_the_other),
            "The first weight is turned before the second weight's slope is computed, so that slope belongs to another "
            "place. Compute both slopes first, then turn both weights.",
        ),
        (
            _first_slopes_only,
            "The slopes are computed once, before the loop. Each step stands on other ground: compute them inside.",
        ),
        (
            lambda X, y, w, rate, steps: down(X, y, w, rate, 1),
            "This is where the first step ends. Does a return stand inside the loop, or does each step start from the "
            "same w again?",
        ),
        (
            lambda X, y, w, rate, steps: down(X, y, w, rate, steps + 1),
            "That is one step too many. range(steps) already counts from 0 to steps - 1.",
        ),
        (
            lambda X, y, w, rate, steps: down(X, y, w, rate, steps - 1),
            "That is one step too few. range(1, steps) leaves the last one out; range(steps) does not.",
        ),
        (
            _walk(lambda X, y, w, rate, number: w - rate * len(y) * slopes(X, y, w)),
            "The slopes of the examples are summed here. The cost is their mean, so divide by len(y).",
        ),
        (
            _walk(lambda X, y, w, rate, number: w - rate * slopes(X, y, w) / 2),
            "A factor of 2 is missing: the slope of a square (a - y)² is 2 (a - y).",
        ),
        (
            _walk(lambda X, y, w, rate, number: w - rate * 2 * X.T @ (X @ w - y) / len(y)),
            "The neuron has lost its bias: a is X @ w + 0.5.",
        ),
        (
            lambda X, y, w, rate, steps: w - down(X, y, w, rate, steps),
            "This is how far the weights moved. Return where they are.",
        ),
        (
            _walk(lambda X, y, w, rate, number: w - rate * np.sign(slopes(X, y, w))),
            "Each weight turns equally far here. A steeper slope is to turn its weight further.",
        ),
    ]
    return check_function(descent, right, cases, mistakes, "descent")
