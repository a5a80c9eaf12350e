"""A network of neurons whose dials, all its weights and biases, lie in one flat vector.

Layers are counted from 0: weights[0] leads from the inputs to the first layer of neurons. The letters are the book's:
z is a neuron's weighted sum, a its output, delta the error dC/dz that backpropagation carries back to it.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from turning_dials.activations import ACTIVATIONS
from turning_dials.arguments import as_count, as_examples, as_numbers, as_pair
from turning_dials.costs import COSTS, check_targets

__all__ = ["Network", "Trace", "as_examples", "layout"]


class Trace(NamedTuple):
    """One pass through a network, for m examples at once, one array per layer.

    z[l] and delta[l] are (m, n_out of layer l) and belong to weights[l]; a[0] holds the inputs and a[l + 1] the outputs
    of layer l. delta holds dC/dz for each example's share of the mean cost; it is None where no targets were given.
    """

    z: list
    a: list
    delta: list | None


class Network:
    """Layers of neurons, each neuron joined to all of the layer before.

    Arguments: `sizes`, how many inputs, then how many neurons in each layer; `activation`, one name for every layer or
    a list with one per layer (sigmoid, tanh, relu, leaky_relu, identity, and softmax on the last layer only); `cost`,
    mean_squared_error, binary_cross_entropy (with sigmoid) or categorical_cross_entropy (with softmax); `seed`.
    A weight starts as a draw from N(0, 1/n_in), n_in being its neuron's inputs (LeCun's initialization); a bias as 0.
    Raises ValueError or TypeError that says what was expected.
    """

    def __init__(self, sizes, activation="sigmoid", cost="mean_squared_error", seed=0):
        self._sizes = _checked_sizes(sizes)
        self._activation = _checked_activation(activation, len(self._sizes) - 1)
        self._cost = _checked_cost(cost, self._activation[-1])
        draw = np.random.default_rng(as_count(seed, "seed", 0))
        _, _, offset, rows, _ = self.layout[-1]
        self._parameters = np.zeros(offset + rows)
        for w in self.weights:
            w[:] = draw.standard_normal(w.shape) / np.sqrt(w.shape[1])

    @property
    def sizes(self):
        """How many inputs, then how many neurons in each layer: a tuple of ints."""
        return self._sizes

    @property
    def activation(self):
        """The name of each layer's activation: a list, one per layer."""
        return list(self._activation)

    @property
    def cost_name(self):
        """The name of the cost."""
        return self._cost

    @property
    def parameters(self):
        """Every dial: flat float64; for each layer its weights row by row, then its biases. Writing into it turns them.

        Assigning replaces all the values, and raises ValueError or TypeError for a wrong number or kind of them.
        """
        return self._parameters

    @parameters.setter
    def parameters(self, values):
        values = as_numbers(values, "parameters")
        if values.shape != self._parameters.shape:
            raise ValueError(f"parameters: expected shape {self._parameters.shape}, got {values.shape}")
        self._parameters[:] = values

    @property
    def weights(self):
        """For each layer a view (n_out, n_in) into the parameters: weights[l][to, from]."""
        return _views(self._parameters, self._sizes, "weight")

    @property
    def biases(self):
        """For each layer a view (n_out,) into the parameters."""
        return _views(self._parameters, self._sizes, "bias")

    def forward(self, x):
        """The outputs for x: (n_in,) gives (n_out,), and (m, n_in) gives (m, n_out)."""
        a = self.trace(x).a[-1]
        return a[0] if np.ndim(x) == 1 else a

    def cost(self, x, y):
        """How far the outputs for x are from the targets y, averaged over the examples: a float, inf on overflow."""
        x, y = self._examples(x, y)
        z, a = self._forward(x)
        with np.errstate(over="ignore", invalid="ignore"):
            value = float(COSTS[self._cost].value(z[-1], a[-1], y))
        # Only inf - inf or 0 * inf can have made a nan here, after an overflow.
        return np.inf if np.isnan(value) else value

    def gradient(self, x, y):
        """The slope of the cost for every dial: flat float64, laid out as `parameters`. One pass forward, one back."""
        trace = self._traced(x, y)
        gradient = np.empty_like(self._parameters)
        slopes = zip(_views(gradient, self._sizes, "weight"), _views(gradient, self._sizes, "bias"), strict=True)
        with np.errstate(over="ignore", invalid="ignore"):
            for (w_slope, b_slope), delta, a in zip(slopes, trace.delta, trace.a, strict=False):
                w_slope[:] = delta.T @ a
                b_slope[:] = delta.sum(axis=0)
        return gradient

    def trace(self, x, y=None):
        """Every z and a on the way forward and, given targets y, every delta on the way back: a Trace."""
        if y is None:
            return Trace(*self._forward(as_examples(x, self._sizes[0], "inputs")), None)
        return self._traced(x, y)

    def classify(self, x):
        """The number of the largest output: an int for one example, an array of m for many."""
        if self._sizes[-1] == 1:
            raise ValueError("classify: expected two outputs or more, got one; compare forward(x) with 0.5 instead")
        best = self.forward(x).argmax(axis=-1)
        return int(best) if best.ndim == 0 else best

    def copy(self):
        """A network of its own with the same sizes, activations, cost and dials."""
        made = Network(self._sizes, self._activation, self._cost)
        made._parameters[:] = self._parameters
        return made

    @property
    def layout(self):
        """Where things lie in the flat vector: a list of (layer, kind, offset, rows, columns)."""
        return layout(self._sizes)

    def index(self, layer, kind, to, from_=None):
        """The place in the flat vector of the weight from neuron `from_` to neuron `to`, or of the bias of `to`."""
        if kind not in ("weight", "bias"):
            raise ValueError(f"kind: expected 'weight' or 'bias', got {kind!r}")
        layer = _below(layer, len(self._sizes) - 1, "layer")
        _, _, offset, rows, columns = self.layout[2 * layer + (kind == "bias")]
        if kind == "bias" and from_ is not None:
            raise ValueError("from_: expected nothing, since a bias comes from no neuron")
        from_ = 0 if kind == "bias" else _below(from_, columns, "from_")
        return offset + _below(to, rows, "to") * columns + from_

    def place(self, index):
        """The reverse of `index`: (layer, kind, to, from_), where from_ is None for a bias."""
        index = _below(index, self._parameters.size, "index")
        layer, kind, offset, _, columns = [part for part in self.layout if part[2] <= index][-1]
        to, from_ = divmod(index - offset, columns)
        return layer, kind, to, from_ if kind == "weight" else None

    def __repr__(self):
        sizes = "-".join(map(str, self._sizes))
        names = self._activation[0] if len(set(self._activation)) == 1 else ", ".join(self._activation)
        return f"Network {sizes} ({names}; {self._cost}): {self._parameters.size:,} dials in .parameters"

    def _examples(self, x, y):
        x, y = as_pair(x, y, self._sizes[0], self._sizes[-1])
        check_targets(self._cost, y)
        return x, y

    def _traced(self, x, y):
        x, y = self._examples(x, y)
        z, a = self._forward(x)
        return Trace(z, a, self._backward(z, a, y))

    def _forward(self, x):
        # A view can be written into without a check, so the dials are looked at here.
        as_numbers(self._parameters, "parameters")
        z, a = [], [x]
        with np.errstate(over="ignore", invalid="ignore"):
            for w, b, name in zip(self.weights, self.biases, self._activation, strict=True):
                z.append(a[-1] @ w.T + b)
                a.append(ACTIVATIONS[name].forward(z[-1]))
        return z, a

    def _backward(self, z, a, y):
        cost, w, names = COSTS[self._cost], self.weights, self._activation
        delta = [None] * len(z)
        with np.errstate(over="ignore", invalid="ignore"):
            error = cost.slope(a[-1], y)
            delta[-1] = error if cost.partner else ACTIVATIONS[names[-1]].backward(error, z[-1], a[-1])
            for layer in range(len(z) - 2, -1, -1):
                error = delta[layer + 1] @ w[layer + 1]
                delta[layer] = ACTIVATIONS[names[layer]].backward(error, z[layer], a[layer + 1])
        return delta


def layout(sizes):
    """Where the dials of a network of these sizes lie: a list of (layer, kind, offset, rows, columns), in order."""
    parts, offset = [], 0
    for layer, (columns, rows) in enumerate(pairwise(sizes)):
        parts += [(layer, "weight", offset, rows, columns), (layer, "bias", offset + rows * columns, rows, 1)]
        offset += rows * (columns + 1)
    return parts


def _views(vector, sizes, wanted):
    return tuple(
        vector[offset : offset + rows * columns].reshape((rows, columns) if kind == "weight" else rows)
        for _, kind, offset, rows, columns in layout(sizes)
        if kind == wanted
    )


def _below(value, end, name):
    value = as_count(value, name, 0)
    if value >= end:
        raise ValueError(f"{name}: expected a whole number from 0 to {end - 1}, got {value}")
    return value


def _checked_sizes(sizes):
    listed = isinstance(sizes, (Sequence, np.ndarray)) and not isinstance(sizes, (str, bytes))
    if not listed or getattr(sizes, "ndim", 1) != 1:
        raise TypeError(f"sizes: expected a list such as [2, 3, 1], got {sizes!r}")
    if len(sizes) < 2:
        raise ValueError(f"sizes: expected at least two, the inputs and one layer of neurons, got {list(sizes)}")
    return tuple(as_count(size, f"sizes[{place}]", 1) for place, size in enumerate(sizes))


def _checked_activation(activation, layers):
    if isinstance(activation, str):
        names = (activation,) * layers
    elif isinstance(activation, (list, tuple)):
        names = tuple(activation)
        if len(names) != layers:
            raise ValueError(f"activation: expected one name for each of {layers} layers, got a list of {len(names)}")
    else:
        raise TypeError(f"activation: expected a name or a list of names, got {activation!r}")
    for name in names:
        _check_name(name, ACTIVATIONS, "activation")
    if "softmax" in names[:-1]:
        raise ValueError(f"activation: softmax may stand on the last layer only, got {list(names)}")
    return names


def _checked_cost(cost, last):
    _check_name(cost, COSTS, "cost")
    partner = COSTS[cost].partner
    if partner not in (None, last):
        raise ValueError(f"cost: {cost} goes with {partner} on the last layer, got {last}")
    return cost


def _check_name(name, known, what):
    if not isinstance(name, str):
        raise TypeError(f"{what}: expected a name, got {name!r}")
    if name not in known:
        raise ValueError(f"{what}: expected one of {', '.join(known)}, got {name!r}")
