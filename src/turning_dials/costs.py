"""How wrong the outputs are, in one number, averaged over the examples.

`COSTS[name].value(z, a, y)` is that number; z and a belong to the last layer, y holds the targets, all (m, n).
`COSTS[name].slope(a, y)` is dC/da, or, for a cost with a partner, dC/dz: a cross-entropy and its partner activation
cancel so well that the product is simpler, and safer, than its two factors.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from turning_dials.arrays import Array


class Cost(NamedTuple):
    """value(z, a, y) -> a number; slope(a, y) -> (m, n); partner: the one last activation it goes with, or None."""

    value: Callable[[Array, Array, Array], Any]
    slope: Callable[[Array, Array], Array]
    partner: str | None


def mean_squared_error(z: Array, a: Array, y: Array) -> Any:
    """The mean of (a - y)² over outputs and examples."""
    return np.mean((a - y) ** 2)


def binary_cross_entropy(z: Array, a: Array, y: Array) -> Any:
    """The mean of -y ln a - (1 - y) ln(1 - a) over outputs and examples, where a = sigmoid(z)."""
    # Written in z: an a that rounds to 0 or 1 would make a logarithm infinite.
    size = np.abs(z)
    return np.mean(size * np.where(z >= 0, 1.0 - y, y) + np.log1p(np.exp(-size)))


def categorical_cross_entropy(z: Array, a: Array, y: Array) -> Any:
    """-Σ y ln a over the classes, averaged over examples, where a = softmax(z)."""
    below = z - z.max(axis=1, keepdims=True)
    log_a = below - np.log(np.exp(below).sum(axis=1, keepdims=True))
    return -np.mean((y * log_a).sum(axis=1))


COSTS = {
    "mean_squared_error": Cost(mean_squared_error, lambda a, y: (a - y) * (2.0 / a.size), None),
    "binary_cross_entropy": Cost(binary_cross_entropy, lambda a, y: (a - y) / a.size, "sigmoid"),
    "categorical_cross_entropy": Cost(
        categorical_cross_entropy, lambda a, y: (a * y.sum(axis=1, keepdims=True) - y) / len(a), "softmax"
    ),
}
