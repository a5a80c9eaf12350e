"""The board of a cost: outputs as dials, each against its target."""

from collections.abc import Mapping, Sequence
from typing import Never

import numpy as np
from numpy.typing import ArrayLike

from turning_dials.arguments import as_examples
from turning_dials.arrays import Array
from turning_dials.boards.board import as_one_in_hand
from turning_dials.boards.dials import DialsBoard
from turning_dials.boards.options import as_names, refuse_unknown
from turning_dials.costs import COSTS
from turning_dials.network import Network

LOWEST, HIGHEST = 0.001, 0.999


class CostBoard(DialsBoard):
    """A network's outputs for one example, taken out of the network: here the outputs themselves are the dials.

    `network` and `inputs` say what the outputs are at the start; after that the board has no network, and its weights
    no longer matter. `targets`, zeros and ones, are what the outputs should be. Dials go from 0.001 to 0.999, where
    both costs are finite. `board.parameters` are the present outputs, (n_out,); `board.gradient` is the slope of the
    cost for each, dC/da, and `board.delta` the slope at the sum z that a sigmoid turned into it,
    dC/dz = dC/da a(1 - a).

    Options: `output_names`, one for each output; those of every board (see Board). Raises ValueError for several
    examples, for a last layer other than a sigmoid, for outputs beyond the two ends, for other targets, and for another
    number of names.
    """

    name = "cost"
    choice_names = ("cost",)

    def __init__(
        self,
        network: Network,
        inputs: ArrayLike,
        targets: ArrayLike,
        *,
        output_names: Sequence[str] | None = None,
        title: str | None = None,
        rate: float = 1.0,
        show_slopes: bool = True,
        choices: Mapping[str, object] | None = None,
        **unknown: Never,
    ) -> None:
        refuse_unknown(type(self), unknown)
        x, y = as_one_in_hand(network, inputs, targets, self.name)
        if network.activation[-1] != "sigmoid":
            raise ValueError(f"network: expected sigmoid on the last layer, got {network.activation[-1]}")
        if not np.isin(y, (0, 1)).all():
            raise ValueError("targets: expected zeros and ones, got other numbers")
        count = network.sizes[-1]
        start = _as_outputs(network.forward(x), count, "network")
        made = {"sizes": [count], "activation": "sigmoid", "cost": network.cost_name}
        names = [f"output {j + 1}" for j in range(count)] if output_names is None else output_names
        own = {"output_names": as_names(names, "output_names", count)}
        super().__init__(made, start, y, title=title, rate=rate, show_slopes=show_slopes, choices=choices, own=own)

    @property
    def cost(self) -> float:
        """The cost of the present outputs, by the cost that the reader chose."""
        a = self.parameters[np.newaxis]
        return float(COSTS[self._network["cost"]].value(np.log(a / (1 - a)), a, self.targets))

    @property
    def gradient(self) -> Array:
        """The slope of the cost for each output, dC/da, (n_out,)."""
        return self.delta / (self.parameters * (1 - self.parameters))

    @property
    def delta(self) -> Array:
        """The slope of the cost at each output's sum, dC/dz, (n_out,)."""
        a = self.parameters[np.newaxis]
        cost = COSTS[self._network["cost"]]
        slope = cost.slope(a, self.targets)
        slope_z: Array = (slope if cost.partner else slope * a * (1 - a))[0]
        return slope_z

    def _as_parameters(self, values: ArrayLike) -> Array:
        return _as_outputs(values, self._network.get("sizes", [0])[-1], "parameters")


def _as_outputs(values: ArrayLike, count: int, name: str) -> Array:
    outputs = as_examples(values, count, name)
    if len(outputs) != 1:
        raise ValueError(f"{name}: expected {count} outputs, got {len(outputs)} rows of them")
    # A sigmoid's output may miss an end by its last digit.
    held: Array = np.clip(outputs[0], LOWEST, HIGHEST)
    if np.abs(held - outputs[0]).max() > 1e-9:
        ends = f"{outputs.min():.4f} to {outputs.max():.4f}"
        raise ValueError(f"{name}: expected outputs from {LOWEST} to {HIGHEST}, got {ends}")
    return held
