"""The board of shares: the sums behind a network's answers as dials, and answers that share one."""

from collections.abc import Mapping, Sequence
from typing import Never

import numpy as np
from numpy.typing import ArrayLike

from turning_dials.activations import activate
from turning_dials.arguments import as_numbers, as_targets
from turning_dials.arrays import Array
from turning_dials.boards.board import as_one_in_hand
from turning_dials.boards.dials import DialsBoard
from turning_dials.boards.options import as_names, refuse_unknown
from turning_dials.costs import COSTS
from turning_dials.network import Network

PARTNERS = ("sigmoid", "softmax")
FARTHEST = 1e6


class SharesBoard(DialsBoard):
    """The sums z behind a network's answers to one example: here the sums themselves are the dials.

    `network` and `inputs` say what the sums are at the start; after that the board has no network. At first softmax
    makes the answers, which share one, under the categorical cross-entropy; the reader may choose sigmoids instead,
    each on its own, under the binary one. `targets` are a 1 for the right answer and 0 for the others.
    `board.parameters` are the present sums, (n_out,), `board.answers` what they make, (n_out,), and `board.gradient`
    the slope of the cost for each sum, dC/dz: a - y, which sigmoids divide by n_out.

    Options: `output_names`, one for each answer; those of every board (see Board). Raises ValueError for several
    examples, for a last layer that is neither softmax nor sigmoid, for a single output, for sums beyond ±1e6, for
    other targets, and for another number of names.
    """

    name = "shares"
    choice_names = ("answers",)

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
        count = network.sizes[-1]
        if network.activation[-1] not in PARTNERS:
            raise ValueError(f"network: expected softmax or sigmoid on the last layer, got {network.activation[-1]}")
        if count < 2:
            raise ValueError("network: expected at least 2 outputs, which share one, got 1")
        if not np.isin(as_targets(y, "categorical_cross_entropy"), (0, 1)).all():
            raise ValueError("targets: expected zeros and ones, got other numbers")
        start = _as_sums(network.trace(x).z[-1][0], count, "network")
        # Neurons without inputs: their sums are their biases.
        made = {"sizes": [0, count], "activation": "softmax", "cost": "categorical_cross_entropy"}
        names = [f"answer {j + 1}" for j in range(count)] if output_names is None else output_names
        own = {"output_names": as_names(names, "output_names", count)}
        super().__init__(made, start, y, title=title, rate=rate, show_slopes=show_slopes, choices=choices, own=own)

    @property
    def answers(self) -> Array:
        """What the present sums make, (n_out,): shares of one, unless the reader chose sigmoids."""
        answers: Array = self._answers()[0]
        return answers

    @property
    def cost(self) -> float:
        """The cost of the present answers, by the cross-entropy that goes with what makes them."""
        return float(COSTS[self._network["cost"]].value(self.parameters[np.newaxis], self._answers(), self.targets))

    @property
    def gradient(self) -> Array:
        """The slope of the cost for each sum, dC/dz, (n_out,)."""
        slope: Array = COSTS[self._network["cost"]].slope(self._answers(), self.targets)[0]
        return slope

    def _answers(self) -> Array:
        # Where a sigmoid's exponential overflows, its answer is the 0 that is meant.
        with np.errstate(over="ignore"):
            return activate(self._network["activation"], self.parameters[np.newaxis])

    def _as_parameters(self, values: ArrayLike) -> Array:
        return _as_sums(as_numbers(values, "parameters"), self._network.get("sizes", [0])[-1], "parameters")


def _as_sums(sums: Array, count: int, name: str) -> Array:
    if sums.shape != (count,):
        raise ValueError(f"{name}: expected shape ({count},), one for each dial, got {sums.shape}")
    if np.abs(sums).max() > FARTHEST:
        raise ValueError(f"{name}: expected sums from −1e6 to 1e6, got {sums.min():g} to {sums.max():g}")
    return sums
