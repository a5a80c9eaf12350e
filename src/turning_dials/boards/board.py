"""What every board shares on Python's side: the traits, and the numbers that Python answers."""

from itertools import pairwise

import numpy as np
import traitlets

from turning_dials.arguments import as_examples
from turning_dials.arrays import Snapshot
from turning_dials.network import Network
from turning_dials.view import View

IN_HAND = 64


class Board(View):
    """A board: one network, the examples it is judged by, and a view with a dial for every parameter.

    Arguments: `network`, a Network, of which the board takes a copy; `inputs`, (m, n_in) or (n_in,); `targets`,
    (m, n_out) or (n_out,); `options`, keyword arguments that the kind of board names. At most 64 examples are in hand
    at a time, so that a turn of a dial is seen in the next frame. Raises ValueError or TypeError for other shapes and
    for numbers that are not finite.

    A subclass sets `name`; its view is boards/NAME/NAME.js.
    """

    name = ""

    _network = traitlets.Dict().tag(sync=True)
    _start = traitlets.CBytes().tag(sync=True)
    # No echo: a turn of a dial need not travel back to the page that made it.
    _parameters = traitlets.CBytes().tag(sync=True, echo_update=False)
    _inputs = traitlets.CBytes().tag(sync=True, echo_update=False)
    _targets = traitlets.CBytes().tag(sync=True, echo_update=False)
    _options = traitlets.Dict().tag(sync=True)
    choices = traitlets.Dict().tag(sync=True, echo_update=False)

    def __init_subclass__(cls, **kwargs):
        if name := cls.__dict__.get("name"):
            cls.view = f"boards/{name}/{name}.js"
        super().__init_subclass__(**kwargs)

    def __init__(self, network, inputs, targets, *, choices=None, **options):
        if not isinstance(network, Network):
            raise TypeError(f"network: expected a turning_dials.Network, got {type(network).__name__}")
        sizes = network.sizes
        x = as_examples(inputs, sizes[0], "inputs")
        y = as_examples(targets, sizes[-1], "targets")
        if len(x) != len(y):
            raise ValueError(f"inputs and targets: expected as many rows in both, got {len(x)} and {len(y)}")
        if len(x) > IN_HAND:
            raise ValueError(f"inputs: a board holds at most {IN_HAND} examples in hand, got {len(x)}; pass fewer")
        super().__init__(_options=options, choices=choices or {}, **self._given(network, x, y))

    def _given(self, network, x, y):
        """The network, its dials and the examples as traits; a board whose dials are no network's says otherwise."""
        start = _bytes(network.parameters)
        return {
            "_network": {"sizes": list(network.sizes), "activation": network.activation, "cost": network.cost_name},
            "_start": start,
            "_parameters": start,
            "_inputs": _bytes(x),
            "_targets": _bytes(y),
        }

    @property
    def network(self):
        """A new Network at the board's present parameters."""
        made = Network(self._network["sizes"], activation=self._network["activation"], cost=self._network["cost"])
        made.parameters = np.frombuffer(self._parameters, dtype="<f8")
        return made

    @property
    def parameters(self):
        """The present parameters: a read-only copy, flat float64, in the layout of `Network.parameters`."""
        return Snapshot(np.frombuffer(self._parameters, dtype="<f8"))

    @parameters.setter
    def parameters(self, values):
        made = self.network
        made.parameters = values
        self._parameters = _bytes(made.parameters)

    @property
    def inputs(self):
        """The inputs of the examples in hand, (m, n_in)."""
        return np.frombuffer(self._inputs, dtype="<f8").reshape(-1, self._network["sizes"][0])

    @property
    def targets(self):
        """The targets of the examples in hand, (m, n_out)."""
        return np.frombuffer(self._targets, dtype="<f8").reshape(-1, self._network["sizes"][-1])

    @property
    def cost(self):
        """The cost over the examples in hand at the present parameters, computed by numpy."""
        return self.network.cost(self.inputs, self.targets)

    @property
    def gradient(self):
        """The slope of the cost for every dial, flat float64, computed by numpy's backpropagation."""
        return self.network.gradient(self.inputs, self.targets)

    def rewind(self):
        """Turn every dial back to where it stood when the board was made."""
        self._parameters = self._start

    def _count(self):
        """How many dials the board has."""
        return sum(rows * (columns + 1) for columns, rows in pairwise(self._network.get("sizes", [])))

    @traitlets.validate("_parameters")
    def _checked_parameters(self, proposal):
        # What arrives from a page is checked too; a TraitError leaves the last good parameters in place.
        count = self._count()
        data = bytes(proposal["value"])
        if len(data) != 8 * count or not np.all(np.isfinite(np.frombuffer(data, dtype="<f8"))):
            raise traitlets.TraitError(f"{self.name} board: expected {count} finite float64 parameters")
        return data

    def __repr__(self):
        sizes = "-".join(map(str, self._network["sizes"]))
        dials = len(self._parameters) // 8
        return (
            f"{type(self).__name__} {sizes}: {dials:,} dials, cost {self.cost:.4f} (turn a dial, then ask board.cost)"
        )


def _bytes(values):
    return np.ascontiguousarray(values, dtype="<f8").tobytes()
