"""Chapter 2's exercise: what a detector costs without one of its features."""

from typing import Any

import numpy as np

from turning_dials.exercises.verdict import Verdict, check_function


def check_without(without: Any) -> Verdict:
    """Is `without(x, y, w, b)` the costs, (n,), of a sigmoid neuron with each of its n weights set to 0 in turn?

    Here x is (m, n), y (m,), w (n,) and b a number. Returns a Verdict.
    """
    rng = np.random.default_rng(2)
    cases = [
        (rng.uniform(size=(6, 3)), np.array([1.0, 0, 0, 1, 1, 0]), np.array([2.0, -1.5, 0.5]), 0.3),
        (rng.uniform(size=(4, 2)), np.array([0.0, 1, 1, 0]), np.array([-3.0, 1.25]), -0.7),
    ]
    return check_function(without, right, cases, MISTAKES, "without")


def right(x: Any, y: Any, w: Any, b: Any) -> Any:
    return np.array([_cost(x, y, _silenced(w, [i]), b) for i in range(len(w))])


def _sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def _cost(x: Any, y: Any, w: Any, b: Any) -> Any:
    return np.mean((_sigmoid(x @ w + b) - y) ** 2)


def _silenced(w: Any, places: Any) -> Any:
    silenced = w.copy()
    silenced[places] = 0
    return silenced


def _each(cost: Any) -> Any:
    """A mistake that silences each weight rightly and then computes another number of x, y, w and b."""
    return lambda x, y, w, b: np.array([cost(x, y, _silenced(w, [i]), b) for i in range(len(w))])


def _for_good(x: Any, y: Any, w: Any, b: Any) -> Any:
    return np.array([_cost(x, y, _silenced(w, list(range(i + 1))), b) for i in range(len(w))])


def _alone(x: Any, y: Any, w: Any, b: Any) -> Any:
    return np.array([_cost(x, y, np.where(np.arange(len(w)) == i, w, 0), b) for i in range(len(w))])


MISTAKES = [
    (_for_good, "Each weight stays 0 when the next one is silenced: start from a copy of w every time."),
    (_alone, "This keeps one weight and silences all the others; the question is the other way round."),
    (
        lambda x, y, w, b: right(x, y, w, b) - _cost(x, y, w, b),
        "This is by how much the cost rises; asked for is the cost itself.",
    ),
    (lambda x, y, w, b: _cost(x, y, w, b) - right(x, y, w, b), "This is a difference of costs; return the costs."),
    (
        lambda x, y, w, b: np.full(len(w), _cost(x, y, w, b)),
        "No weight is silenced: all costs are those of w as it is.",
    ),
    (lambda x, y, w, b: _cost(x, y, np.zeros(len(w)), b), "All weights are silenced at once; take them one at a time."),
    (_each(lambda x, y, w, b: np.mean((x @ w + b - y) ** 2)), "The sigmoid is missing: compare a, not z, with y."),
    (_each(lambda x, y, w, b: _cost(x, y, w, 0)), "The bias has gone as well; only the one weight is to be silenced."),
    (
        _each(lambda x, y, w, b: np.sum((_sigmoid(x @ w + b) - y) ** 2)),
        "The squares are summed; the cost is their mean.",
    ),
    (
        _each(lambda x, y, w, b: np.mean(np.abs(_sigmoid(x @ w + b) - y))),
        "These are distances; square them before the mean.",
    ),
    (lambda x, y, w, b: _sigmoid(x @ w + b), "These are the answers for the faces; return one cost for each feature."),
]
