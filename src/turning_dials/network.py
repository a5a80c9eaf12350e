"""A network of neurons whose dials, all its weights and biases, lie in one flat vector.

Layers are counted from 0: weights[0] leads from the inputs to the first layer of neurons. The letters are the book's:
z is a neuron's weighted sum, a its output, delta the error dC/dz that backpropagation carries back to it.
"""

from typing import Any, NamedTuple

import numpy as np

from turning_dials.activations import activate, deactivate
from turning_dials.arguments import (
    as_activation,
    as_cost,
    as_count,
    as_examples,
    as_numbers,
    as_pair,
    as_sizes,
    as_targets,
    check_assigned,
    shown,
)
from turning_dials.arrays import Array, Biases, Views
from turning_dials.costs import COSTS
from turning_dials.layout import Part, Place, index, layout, place, views

# An overflow is told by its result, an infinite cost, and needs no warning from numpy as well.
_quietly = np.errstate(over="ignore", invalid="ignore")


class Trace(NamedTuple):
    """One pass through a network, for m examples at once, one array per layer.

    z[l] and delta[l] are (m, n_out of layer l) and belong to weights[l]; a[0] holds the inputs and a[l + 1] the outputs
    of layer l. delta holds dC/dz for each example's share of the mean cost; it is None where no targets were given.
    """

    z: list[Array]
    a: list[Array]
    delta: list[Array] | None


class Network:
    """Layers of neurons, each neuron joined to all of the layer before.

    Arguments: `sizes`, how many inputs, then how many neurons in each layer; `activation`, one name for every layer or
    a list with one per layer (sigmoid, tanh, relu, leaky_relu, identity, and softmax on the last layer only); `cost`,
    mean_squared_error, binary_cross_entropy (with sigmoid) or categorical_cross_entropy (with softmax); `seed`.
    A weight starts as a draw from N(0, 1/n_in), n_in being its neuron's inputs (LeCun's initialization); a bias as 0.
    Raises ValueError or TypeError that says what was expected.
    """

    _parameters: Array
    _weights: Views
    _biases: Biases

    def __init__(
        self, sizes: Any, activation: Any = "sigmoid", cost: str = "mean_squared_error", seed: int = 0
    ) -> None:
        self._sizes = as_sizes(sizes)
        self._activation = as_activation(activation, len(self._sizes) - 1)
        self._cost = as_cost(cost, self._activation[-1])
        draw = np.random.default_rng(as_count(seed, "seed", 0))
        self._layout = layout(self._sizes)
        self._hold(np.zeros(self._layout[-1].offset + self._sizes[-1]))
        for w in self.weights:
            w[:] = draw.standard_normal(w.shape) / np.sqrt(w.shape[1])

    def _hold(self, parameters: Array) -> None:
        # The views are made once: making them anew in every pass took longer than the pass.
        self._parameters = parameters
        self._weights = Views(views(parameters, self._layout, "weight"))
        self._biases = Biases(views(parameters, self._layout, "bias"))

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many inputs, then how many neurons in each layer."""
        return self._sizes

    @property
    def activation(self) -> list[str]:
        """The name of each layer's activation."""
        return list(self._activation)

    @property
    def cost_name(self) -> str:
        """The name of the cost."""
        return self._cost

    @property
    def parameters(self) -> Array:
        """Every dial: flat float64; for each layer its weights row by row, then its biases. Writing into it turns them.

        Assigning replaces all the values, and raises ValueError or TypeError for a wrong number or kind of them.
        """
        return self._parameters

    @parameters.setter
    def parameters(self, values: Any) -> None:
        values = as_numbers(values, "parameters")
        if values.shape != self._parameters.shape:
            raise ValueError(f"parameters: expected shape {self._parameters.shape}, got {values.shape}")
        # net.parameters -= turn has turned these very dials already.
        if values is not self._parameters:
            self._parameters[:] = values

    @property
    def weights(self) -> Views:
        """For each layer a view (n_out, n_in) into the parameters: weights[l][to, from]."""
        return self._weights

    @property
    def biases(self) -> Biases:
        """For each layer a view (n_out,) into the parameters."""
        return self._biases

    def forward(self, x: Any) -> Array:
        """The outputs for x: (n_in,) gives (n_out,), and (m, n_in) gives (m, n_out)."""
        a = self.trace(x).a[-1]
        return a[0] if np.ndim(x) == 1 else a

    @_quietly
    def cost(self, x: Any, y: Any) -> float:
        """How far the outputs for x are from the targets y, averaged over the examples: inf on overflow."""
        x, y = self._pair(x, y)
        z, a = self._forward(x)
        value = float(COSTS[self._cost].value(z[-1], a[-1], y))
        # Only inf - inf or 0 * inf can have made a nan here, after an overflow.
        return np.inf if np.isnan(value) else value

    @_quietly
    def gradient(self, x: Any, y: Any) -> Array:
        """The slope of the cost for every dial: flat float64, laid out as `parameters`. One pass forward, one back."""
        x, y = self._pair(x, y)
        z, a = self._forward(x)
        delta = self._backward(z, a, y)
        gradient = np.empty_like(self._parameters)
        weights, biases = (views(gradient, self._layout, kind) for kind in ("weight", "bias"))
        for w_slope, b_slope, error, arriving in zip(weights, biases, delta, a, strict=False):
            np.dot(error.T, arriving, out=w_slope)
            if len(error) == 1:  # the sum of one, in a fifth of the time
                b_slope[:] = error[0]
            else:
                np.add.reduce(error, axis=0, out=b_slope)
        return gradient

    @_quietly
    def trace(self, x: Any, y: Any = None) -> Trace:
        """Every z and a on the way forward and, given targets y, every delta on the way back."""
        if y is None:
            return Trace(*self._forward(as_examples(x, self._sizes[0], "inputs")), None)
        x, y = self._pair(x, y)
        z, a = self._forward(x)
        return Trace(z, a, self._backward(z, a, y))

    def _pair(self, x: Any, y: Any) -> tuple[Array, Array]:
        x, y = as_pair(x, y, self._sizes[0], self._sizes[-1])
        return x, as_targets(y, self._cost)

    # The products are np.dot and not @, which does the same and takes longer to begin; for a single example, in
    # `gradient`, it is five times slower.
    def _forward(self, x: Array) -> tuple[list[Array], list[Array]]:
        # A view can be written into without a check, so the dials are looked at here.
        as_numbers(self._parameters, "parameters")
        z, a = [], [x]
        for w, b, name in zip(self._weights, self._biases, self._activation, strict=True):
            z.append(np.dot(a[-1], w.T) + b)
            a.append(activate(name, z[-1]))
        return z, a

    def _backward(self, z: list[Array], a: list[Array], y: Array) -> list[Array]:
        _, slope, partner = COSTS[self._cost]
        error = slope(a[-1], y)
        delta = [error if partner else deactivate(self._activation[-1], error, z[-1], a[-1])]
        for layer in range(len(z) - 2, -1, -1):
            error = np.dot(delta[0], self._weights[layer + 1])
            delta.insert(0, deactivate(self._activation[layer], error, z[layer], a[layer + 1]))
        return delta

    def classify(self, x: Any) -> Any:
        """The number of the largest output: an int for one example, an array of m for many."""
        if self._sizes[-1] == 1:
            raise ValueError("classify: expected two outputs or more, got one; compare forward(x) with 0.5 instead")
        best = self.forward(x).argmax(axis=-1)
        return int(best) if best.ndim == 0 else best

    def copy(self) -> "Network":
        """A network of its own with the same sizes, activations, cost and dials."""
        made = Network(self._sizes, self._activation, self._cost)
        made._parameters[:] = self._parameters
        return made

    @property
    def layout(self) -> list[Part]:
        """Where things lie in the flat vector: a list of (layer, kind, offset, rows, columns)."""
        return list(self._layout)

    def index(self, layer: int, kind: str, to: int, from_: int | None = None) -> int:
        """The place in the flat vector of the weight from neuron `from_` to neuron `to`, or of the bias of `to`."""
        return index(self._layout, layer, kind, to, from_)

    def place(self, index: int) -> Place:
        """The reverse of `index`: `(layer, kind, to, from_)`, where `from_` is None for a bias."""
        return place(self._layout, index)

    def __repr__(self) -> str:
        sizes = "-".join(map(str, self._sizes))
        names = self._activation[0] if len(set(self._activation)) == 1 else ", ".join(self._activation)
        return f"Network {sizes} ({names}; {self._cost}): {self._parameters.size:,} dials in .parameters"

    def __setattr__(self, name: str, value: object) -> None:
        check_assigned(self, name)
        super().__setattr__(name, value)

    def __setstate__(self, state: dict[str, Any]) -> None:
        # A copy's views must lead into the copy's dials: copied, they would be arrays of their own.
        self.__dict__.update(state)
        self._hold(np.array(self._parameters))


def as_network(net: Any) -> Network:
    """`net` itself, or TypeError for what is no Network."""
    if not isinstance(net, Network):
        raise TypeError(f"net: expected a turning_dials.Network, got {shown(net)}")
    return net
