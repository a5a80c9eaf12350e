"""Five implementations of backpropagation for networks of sigmoids with mean squared error. Which can be trusted?

Each takes a Network, examples x (m, n_in) and targets y (m, n_out), and returns a flat gradient laid out as
`net.parameters`. Four of them hold one mistake each of a kind that people really make; chapter 7 hunts them. Nothing in
the book uses them for anything else.
"""

from typing import Any

import numpy as np

from turning_dials.arrays import Array
from turning_dials.network import Network

_kept: dict[tuple[bytes, tuple[int, ...]], list[Array]] = {}


def sigmoid(z: Array) -> Array:
    """1 / (1 + exp(-z))."""
    return 1 / (1 + np.exp(-z))


def forward(net: Network, x: Any) -> list[Array]:
    """The activations of every layer: a[0] holds the inputs."""
    a = [np.asarray(x, dtype=float)]
    for w, b in zip(net.weights, net.biases, strict=True):
        a.append(sigmoid(a[-1] @ w.T + b))
    return a


def backprop_a(net: Network, x: Any, y: Any) -> Array:
    """The slope of the cost for every dial."""
    a = forward(net, x)
    delta = 2 * (a[-1] - y) / a[-1].size * a[-1] * (1 - a[-1])
    slopes: list[Array] = []
    for layer in reversed(range(len(net.weights))):
        slopes = [delta.T @ a[layer], delta.sum(axis=0), *slopes]
        if layer > 0:
            delta = delta @ net.weights[layer].T * a[layer] * (1 - a[layer])
    return np.concatenate([part.ravel() for part in slopes])


def backprop_b(net: Network, x: Any, y: Any) -> Array:
    """The slope of the cost for every dial."""
    a = forward(net, x)
    delta = 2 * (y - a[-1]) / a[-1].size * a[-1] * (1 - a[-1])
    slopes: list[Array] = []
    for layer in reversed(range(len(net.weights))):
        slopes = [delta.T @ a[layer], delta.sum(axis=0), *slopes]
        if layer > 0:
            delta = delta @ net.weights[layer] * a[layer] * (1 - a[layer])
    return np.concatenate([part.ravel() for part in slopes])


def backprop_c(net: Network, x: Any, y: Any) -> Array:
    """The slope of the cost for every dial."""
    a = forward(net, x)
    delta = 2 * (a[-1] - y) / a[-1].size * a[-1] * (1 - a[-1])
    slopes: list[Array] = []
    for layer in reversed(range(len(net.weights))):
        slopes = [delta.T @ a[layer], delta.sum(axis=0), *slopes]
        if layer > 0:
            delta = delta @ net.weights[layer] * a[layer] * (1 - a[layer])
    return np.concatenate([part.ravel() for part in slopes])


def backprop_d(net: Network, x: Any, y: Any) -> Array:
    """The slope of the cost for every dial."""
    key = np.asarray(x, dtype=float).tobytes(), net.sizes
    if key not in _kept:
        _kept[key] = forward(net, x)
    a = _kept[key]
    delta = 2 * (a[-1] - y) / a[-1].size * a[-1] * (1 - a[-1])
    slopes: list[Array] = []
    for layer in reversed(range(len(net.weights))):
        slopes = [delta.T @ a[layer], delta.sum(axis=0), *slopes]
        if layer > 0:
            delta = delta @ net.weights[layer] * a[layer] * (1 - a[layer])
    return np.concatenate([part.ravel() for part in slopes])


def backprop_e(net: Network, x: Any, y: Any) -> Array:
    """The slope of the cost for every dial."""
    a = forward(net, x)
    delta = 2 * (a[-1] - y) / a[-1].size
    slopes: list[Array] = []
    for layer in reversed(range(len(net.weights))):
        slopes = [delta.T @ a[layer], delta.sum(axis=0), *slopes]
        if layer > 0:
            delta = delta @ net.weights[layer] * a[layer] * (1 - a[layer])
    return np.concatenate([part.ravel() for part in slopes])
