"""The board of a threshold: labeled points on a line, and one neuron whose curve is drawn over them."""

import numpy as np

from turning_dials.arguments import as_numbers
from turning_dials.boards.board import Board


class ThresholdBoard(Board):
    """One sigmoid neuron with one input, judged by labeled points on a line, which the reader may move.

    `network` has sizes [1, 1]; `inputs` are the places of the points, (m, 1), and `targets` their labels, 0 or 1. The
    threshold, where the neuron's output is one half, is marked, and the bias can be locked at 0.

    Options: `span`, the two ends of the line, which must hold all points; `unit`, what stands under the line;
    `answers`, the words for 0 and 1; `rate`, the learning rate to begin with; `title`. Raises ValueError or TypeError
    for another network, other labels, or a span that leaves points out.
    """

    name = "threshold"

    def __init__(
        self, network, inputs, targets, *, span=None, unit="x", answers=("no", "yes"), rate=2.0,
        title="Threshold on a line", choices=None,
    ):  # fmt: skip
        words = [str(answer) for answer in answers]
        super().__init__(
            network, inputs, targets, choices=choices, rate=float(rate), unit=str(unit), answers=words, title=title
        )
        if network.sizes != (1, 1) or network.activation != ["sigmoid"]:
            raise ValueError(
                f"network: a threshold board takes sizes [1, 1] with sigmoid, "
                f"got {list(network.sizes)} with {', '.join(network.activation)}"
            )
        if not np.isin(self.targets, (0, 1)).all():
            raise ValueError("targets: expected labels 0 or 1, got other numbers")
        if len(words) != 2:
            raise ValueError(f"answers: expected two words, for 0 and for 1, got {len(words)}")
        points = self.inputs[:, 0]
        low, high = _checked(span, points)
        # The view puts the points back here when it rewinds; the inputs themselves follow the reader's hand.
        self._options = {**self._options, "span": [low, high], "points": points.tolist()}


def _checked(span, points):
    """The two ends of the line: those given, or such that all points and 0 lie well inside."""
    if span is None:
        low, high = min(0.0, points.min()), max(0.0, points.max())
        margin = 0.1 * (high - low or 1.0)
        return float(low - margin), float(high + margin)
    ends = as_numbers(span, "span")
    if ends.shape != (2,) or ends[0] >= ends[1]:
        raise ValueError(f"span: expected two numbers, the smaller first, got {span!r}")
    if points.min() < ends[0] or points.max() > ends[1]:
        raise ValueError(
            f"span: expected all points from {ends[0]:g} to {ends[1]:g}, got {points.min():g} to {points.max():g}"
        )
    return float(ends[0]), float(ends[1])
