"""What the boards have in common whose dials are no network's: no input comes before them."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from turning_dials.arrays import Array
from turning_dials.boards.board import Board, as_bytes


class DialsBoard(Board):
    """Dials with a cost of their own, computed from them alone.

    `network` says what the view computes with: `sizes`, `activation` and `cost`; `start` are the dials, (n,), and
    `targets` what they are judged by. The options are those of every board, `own` those of the subclass (see Board).
    """

    def __init__(
        self,
        network: Mapping[str, Any],
        start: ArrayLike,
        targets: ArrayLike,
        *,
        title: str | None,
        rate: float,
        show_slopes: bool,
        choices: Mapping[str, object] | None,
        own: Mapping[str, object],
    ) -> None:
        dials = as_bytes(start)
        traits = {
            "_network": dict(network),
            "_start": dials,
            "_parameters": dials,
            "_inputs": b"",
            "_targets": as_bytes(targets),
        }
        super().__init__(traits, title=title, rate=rate, show_slopes=show_slopes, choices=choices, own=own)

    @property
    def inputs(self) -> Array:
        """One example without inputs, (1, 0): the cost depends on the dials alone."""
        return np.zeros((1, 0))
