"""The board of a threshold: labeled points on a line, and one neuron whose curve is drawn over them."""

from collections.abc import Mapping, Sequence
from typing import Never

import numpy as np
from numpy.typing import ArrayLike

from turning_dials.arguments import as_numbers, shown
from turning_dials.arrays import Array
from turning_dials.boards.board import NetworkBoard, as_in_hand
from turning_dials.boards.options import as_names, as_text, refuse_unknown
from turning_dials.network import Network


class ThresholdBoard(NetworkBoard):
    """One sigmoid neuron with one input, judged by labeled points on a line, which the reader may move.

    `network` has sizes [1, 1]; `inputs` are the places of the points, (m, 1), and `targets` their labels, 0 or 1. The
    threshold, where the neuron's output is one half, is marked, and the bias can be locked at 0.

    Options: `span`, the two ends of the line, which must hold all points; `unit`, what stands under the line;
    `answers`, the words for 0 and 1; those of every board (see Board). Raises ValueError or TypeError for another
    network, other labels, or a span that leaves points out.
    """

    name = "threshold"
    choice_names = ("points", "locked")

    def __init__(
        self,
        network: Network,
        inputs: ArrayLike,
        targets: ArrayLike,
        *,
        span: ArrayLike | None = None,
        unit: str = "x",
        answers: Sequence[str] = ("no", "yes"),
        title: str | None = None,
        rate: float = 2.0,
        show_slopes: bool = True,
        choices: Mapping[str, object] | None = None,
        **unknown: Never,
    ) -> None:
        refuse_unknown(type(self), unknown)
        x, y = as_in_hand(network, inputs, targets)
        if network.sizes != (1, 1) or network.activation != ["sigmoid"]:
            raise ValueError(
                f"network: expected sizes [1, 1] with sigmoid on a threshold board, "
                f"got {list(network.sizes)} with {', '.join(network.activation)}"
            )
        if not np.isin(y, (0, 1)).all():
            raise ValueError("targets: expected labels 0 or 1, got other numbers")
        points = x[:, 0]
        own = {
            "span": _as_span(span, points),
            "unit": as_text(unit, "unit"),
            "answers": as_names(answers, "answers", 2),
            # The view puts the points back here when it rewinds; the inputs themselves follow the reader's hand.
            "points": points.tolist(),
        }
        super().__init__(
            network, inputs, targets, title=title, rate=rate, show_slopes=show_slopes, choices=choices, own=own
        )


def _as_span(span: ArrayLike | None, points: Array) -> list[float]:
    """The two ends of the line: those given, or such that all points and 0 lie well inside."""
    if span is None:
        low, high = min(0.0, points.min()), max(0.0, points.max())
        margin = 0.1 * (high - low or 1.0)
        return [float(low - margin), float(high + margin)]
    ends = as_numbers(span, "span")
    if ends.shape != (2,) or ends[0] >= ends[1]:
        raise ValueError(f"span: expected two numbers, the smaller first, got {shown(span)}")
    if points.min() < ends[0] or points.max() > ends[1]:
        raise ValueError(
            f"span: expected all points from {ends[0]:g} to {ends[1]:g}, got {points.min():g} to {points.max():g}"
        )
    return [float(ends[0]), float(ends[1])]
