"""The toolbox's exercise: the slopes of a function of several numbers, by nudging."""

from collections.abc import Callable
from typing import Any

import numpy as np

from turning_dials.arrays import Array
from turning_dials.exercises.verdict import Verdict, check_function


def right(f: Callable[[Array], float], w: Array, h: float) -> Array:
    """The slopes of `f` at `w`, (n,), each by nudging one number up and down by `h`."""
    nudges = h * np.eye(len(w))
    return np.array([(f(w + nudge) - f(w - nudge)) / (2 * h) for nudge in nudges])


def _upward(f: Callable[[Array], float], w: Array, h: float) -> Array:
    return np.array([(f(w + nudge) - f(w)) / h for nudge in h * np.eye(len(w))])


def _together(f: Callable[[Array], float], w: Array, h: float) -> Array:
    return np.full(len(w), (f(w + h) - f(w - h)) / (2 * h))


MISTAKES = (
    (lambda f, w, h: -right(f, w, h), "This is the way to turn. The slope itself is the rise as a number goes up."),
    (lambda f, w, h: 2 * right(f, w, h), "From w − h to w + h the way is 2h, and you divided by h."),
    (lambda f, w, h: 2 * h * right(f, w, h), "This is the change of f. A slope is the change divided by the way, 2h."),
    (_upward, "This nudges up alone. Nudge down, too, and divide by 2h: that is much closer for the same h."),
    (_together, "All numbers are nudged at once. Nudge one while the others rest; the index says which."),
)


def check_slopes(slopes: Any) -> Verdict:
    """Is `slopes(f, w, h)` the slopes of `f` at `w`, (n,), by nudging up and down by `h`? Returns a Verdict."""

    def bowl(w: Array) -> float:
        return float((w - 1) @ (w * [1.0, 2.0, 0.5]))

    def curved(w: Array) -> float:
        return float(np.exp(w[0]) * w[1] + w[1] ** 3)

    cases = [(bowl, np.array([0.5, -1.0, 2.0]), 0.1), (curved, np.array([0.3, 1.2]), 0.2)]
    return check_function(slopes, right, cases, MISTAKES, "slopes")
