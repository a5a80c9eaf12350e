"""The board of one dial: a curve, the point where the dial stands, the tangent there, and the next step of descent."""

from collections.abc import Callable, Mapping
from typing import Never

import numpy as np
from numpy.typing import ArrayLike

from turning_dials.arguments import as_number, as_numbers
from turning_dials.arrays import Array
from turning_dials.boards.dials import DialsBoard
from turning_dials.boards.options import as_one_of, refuse_unknown


def _sigmoid(w: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-w)))


# What one dial w may cost, and the slope of that; curves.js has the same.
CURVES: dict[str, tuple[Callable[[Array], Array], Callable[[Array], Array]]] = {
    "square": (lambda w: w**2, lambda w: 2 * w),
    "sigmoid": (
        lambda w: (_sigmoid(w) - 1) ** 2,
        lambda w: 2 * (_sigmoid(w) - 1) * _sigmoid(w) * (1 - _sigmoid(w)),
    ),
}
FARTHEST = 1e6


class SlopeBoard(DialsBoard):
    """One dial w and a cost that depends on it alone: there is no network here, and there are no examples.

    `start` is where the dial stands at first; `curve` is what it costs, "square" for w² or "sigmoid" for (σ(w) − 1)²,
    the cost of a neuron whose sum is w and whose target is 1. `board.parameters` is (1,), `board.gradient` the slope of
    the curve there, (1,). Options: those of every board (see Board). Raises ValueError for another curve and a start
    beyond ±1e6.
    """

    name = "slope"
    choice_names = ("curve",)

    def __init__(
        self,
        start: float = 3.0,
        *,
        curve: str = "square",
        title: str | None = None,
        rate: float = 0.1,
        show_slopes: bool = True,
        choices: Mapping[str, object] | None = None,
        **unknown: Never,
    ) -> None:
        refuse_unknown(type(self), unknown)
        curve = as_one_of(curve, "curve", list(CURVES))
        dial = _as_dial([as_number(start, "start")], "start")
        made = {"sizes": [1], "activation": "identity", "cost": curve}
        super().__init__(made, dial, [], title=title, rate=rate, show_slopes=show_slopes, choices=choices, own={})

    @property
    def targets(self) -> Array:
        """One example without targets, (1, 0)."""
        return np.zeros((1, 0))

    @property
    def cost(self) -> float:
        """What the dial costs where it stands."""
        value, _ = CURVES[self._network["cost"]]
        return float(value(self.parameters)[0])

    @property
    def gradient(self) -> Array:
        """The slope of the curve where the dial stands, (1,)."""
        _, slope = CURVES[self._network["cost"]]
        return np.asarray(slope(self.parameters))

    def _as_parameters(self, values: ArrayLike) -> Array:
        return _as_dial(values, "parameters")


def _as_dial(values: ArrayLike, name: str) -> Array:
    dial = as_numbers(values, name)
    if dial.shape != (1,):
        raise ValueError(f"{name}: expected one number, got an array of shape {dial.shape}")
    if abs(dial[0]) > FARTHEST:
        raise ValueError(f"{name}: expected a number from −1e6 to 1e6, got {dial[0]:g}")
    return dial
