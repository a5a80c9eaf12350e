"""The board of a cost: outputs as dials, each against its target."""

import numpy as np
import traitlets

from turning_dials.arguments import as_examples
from turning_dials.arrays import Snapshot
from turning_dials.boards.board import Board
from turning_dials.costs import COSTS

LOWEST, HIGHEST = 0.001, 0.999


class CostBoard(Board):
    """A network's outputs for one example, taken out of the network: here the outputs themselves are the dials.

    `network` and `inputs` say what the outputs are at the start; `targets`, zeros and ones, what they should be. Dials
    go from 0.001 to 0.999, where both costs are finite. `board.gradient` is the slope of the cost for each output,
    dC/da, and `board.gradient_z` the slope at the sum z that a sigmoid turned into it, dC/dz = dC/da a(1 - a).

    Options: `output_names`, one for each output; `title`; `rate`. Raises ValueError for several examples, for a last
    layer other than a sigmoid, for outputs beyond the two ends, for other targets, and for another number of names.
    """

    name = "cost"

    def __init__(self, network, inputs, targets, *, output_names=None, **options):
        super().__init__(network, inputs, targets, **options)
        count = self._count()
        if output_names is not None and len(output_names) != count:
            raise ValueError(f"output_names: expected {count} names, got {len(output_names)}")
        names = list(output_names) if output_names is not None else [f"output {j + 1}" for j in range(count)]
        self._options = {**self._options, "output_names": names}

    def _given(self, network, x, y):
        if len(x) != 1:
            raise ValueError(f"inputs: a cost board shows one example, got {len(x)}")
        if network.activation[-1] != "sigmoid":
            raise ValueError(f"network: expected sigmoid on the last layer, got {network.activation[-1]}")
        if not np.isin(y, (0, 1)).all():
            raise ValueError("targets: expected zeros and ones")
        start = _checked(network.forward(x), network.sizes[-1], "network").tobytes()
        return super()._given(network, x, y) | {
            "_network": {"sizes": [network.sizes[-1]], "activation": "sigmoid", "cost": network.cost_name},
            "_start": start,
            "_parameters": start,
            "_inputs": b"",
        }

    def _count(self):
        return self._network.get("sizes", [0])[-1]

    @property
    def network(self):
        """There is none: the outputs were taken out of their network, and its weights no longer matter."""
        raise AttributeError("a CostBoard has no network: its dials are the outputs themselves, board.parameters")

    @property
    def inputs(self):
        """One example without inputs, (1, 0): nothing that came before the outputs matters here."""
        return np.zeros((1, 0))

    @property
    def parameters(self):
        """The present outputs: a read-only copy, (n_out,)."""
        return Snapshot(np.frombuffer(self._parameters, dtype="<f8"))

    @parameters.setter
    def parameters(self, values):
        self._parameters = _checked(values, self._count(), "parameters").tobytes()

    @property
    def cost(self):
        """The cost of the present outputs, by the cost that the reader chose."""
        a = self.parameters[np.newaxis]
        return float(COSTS[self._network["cost"]].value(np.log(a / (1 - a)), a, self.targets))

    @property
    def gradient(self):
        """The slope of the cost for each output, dC/da, (n_out,)."""
        return self.gradient_z / (self.parameters * (1 - self.parameters))

    @property
    def gradient_z(self):
        """The slope of the cost at each output's sum, dC/dz, (n_out,)."""
        a = self.parameters[np.newaxis]
        cost = COSTS[self._network["cost"]]
        slope = cost.slope(a, self.targets)
        return (slope if cost.partner else slope * a * (1 - a))[0]

    @traitlets.validate("_parameters")
    def _checked_parameters(self, proposal):
        data = bytes(proposal["value"])
        values = np.frombuffer(data, dtype="<f8") if len(data) == 8 * self._count() else np.array([np.nan])
        if not np.all((values >= LOWEST) & (values <= HIGHEST)):
            raise traitlets.TraitError(f"cost board: expected {self._count()} outputs from {LOWEST} to {HIGHEST}")
        return data


def _checked(values, count, name):
    outputs = as_examples(values, count, name)
    if len(outputs) != 1:
        raise ValueError(f"{name}: expected {count} outputs, got {len(outputs)} rows of them")
    # A sigmoid's output may miss an end by its last digit.
    held = np.clip(outputs[0], LOWEST, HIGHEST)
    if np.abs(held - outputs[0]).max() > 1e-9:
        ends = f"{outputs.min():.4f} to {outputs.max():.4f}"
        raise ValueError(f"{name}: expected outputs from {LOWEST} to {HIGHEST}, got {ends}")
    return held.astype("<f8")
