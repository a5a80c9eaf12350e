"""What a neuron does with its weighted sum z: `value(z)` gives its output a, `slope(z, a)` gives da/dz.

All arrays are (m, n): m examples, n neurons. A slope is handed a as well, so that no exponential is computed twice.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from turning_dials.arrays import Array

LEAK = 0.01


class Activation(NamedTuple):
    """A pair of functions: value(z) -> a, and slope(z, a) -> da/dz."""

    value: Callable[[Array], Array]
    slope: Callable[[Array, Array], Array]


def sigmoid(z: Array) -> Array:
    """1 / (1 + exp(-z)), between 0 and 1."""
    # Where exp(-z) overflows to inf, 1 / inf is the 0 that is meant.
    return 1.0 / (1.0 + np.exp(-z))


def relu(z: Array) -> Array:
    """z where it is positive, otherwise 0."""
    return np.maximum(z, 0.0)


def leaky_relu(z: Array) -> Array:
    """z where it is positive, otherwise a hundredth of it."""
    return np.where(z > 0, z, LEAK * z)


def softmax(z: Array) -> Array:
    """Shares that are positive and sum to 1 over each example's neurons."""
    # Taking the largest away leaves the shares as they are, and no exponential can overflow.
    grown = np.exp(z - z.max(axis=1, keepdims=True))
    shares: Array = grown / grown.sum(axis=1, keepdims=True)
    return shares


# Softmax is missing: there one z moves every a, so it has no slope of one neuron. See `activate` and `deactivate`.
ACTIVATIONS = {
    "sigmoid": Activation(sigmoid, lambda z, a: a * (1.0 - a)),
    "tanh": Activation(np.tanh, lambda z, a: 1.0 - a * a),
    # At exactly 0 a ReLU has no slope of its own; this book takes 0, as most libraries do.
    "relu": Activation(relu, lambda z, a: np.where(z > 0, 1.0, 0.0)),
    "leaky_relu": Activation(leaky_relu, lambda z, a: np.where(z > 0, 1.0, LEAK)),
    "identity": Activation(lambda z: z, lambda z, a: np.ones_like(z)),
}
NAMES = (*ACTIVATIONS, "softmax")


def activate(name: str, z: Array) -> Array:
    """The outputs a for the sums z."""
    return softmax(z) if name == "softmax" else ACTIVATIONS[name].value(z)


def deactivate(name: str, error: Array, z: Array, a: Array) -> Array:
    """delta = dC/dz from error = dC/da."""
    if name == "softmax":
        mean: Array = (error * a).sum(axis=1, keepdims=True)
        return a * (error - mean)
    return error * ACTIVATIONS[name].slope(z, a)
