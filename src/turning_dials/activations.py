"""What a neuron does with its weighted sum z: one function forward, one backward.

`ACTIVATIONS[name].forward(z)` gives the outputs a. `ACTIVATIONS[name].backward(error, z, a)` takes dC/da and gives
dC/dz. All arrays are (m, n): m examples, n neurons. Backward is handed the error, and not asked for a slope, because a
softmax mixes the neurons of a layer: there, one z moves every a.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

LEAK = 0.01


class Activation(NamedTuple):
    """A pair of functions: forward(z) -> a, and backward(dC/da, z, a) -> dC/dz."""

    forward: Callable
    backward: Callable


def sigmoid(z):
    """1 / (1 + exp(-z)), between 0 and 1."""
    # exp of -|z| cannot overflow, so both ends are exact: 0 and 1.
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)


def relu(z):
    """z where it is positive, otherwise 0."""
    return np.maximum(z, 0.0)


def leaky_relu(z):
    """z where it is positive, otherwise a hundredth of it."""
    return np.where(z > 0, z, LEAK * z)


def softmax(z):
    """Shares that are positive and sum to 1 over each example's neurons."""
    # Taking the largest away leaves the shares as they are, and no exponential can overflow.
    grown = np.exp(z - z.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


def _softmax_backward(error, z, a):
    return a * (error - (error * a).sum(axis=1, keepdims=True))


ACTIVATIONS = {
    "sigmoid": Activation(sigmoid, lambda error, z, a: error * a * (1.0 - a)),
    "tanh": Activation(np.tanh, lambda error, z, a: error * (1.0 - a * a)),
    # At exactly 0 a ReLU has no slope of its own; this book takes 0, as most libraries do.
    "relu": Activation(relu, lambda error, z, a: error * (z > 0)),
    "leaky_relu": Activation(leaky_relu, lambda error, z, a: error * np.where(z > 0, 1.0, LEAK)),
    "identity": Activation(lambda z: z, lambda error, z, a: error),
    "softmax": Activation(softmax, _softmax_backward),
}
