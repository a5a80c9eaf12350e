"""How much work a slope is: multiplications counted by formula, and the same counted while they happen."""

from typing import Any, NamedTuple

from turning_dials.arguments import as_sizes
from turning_dials.layout import layout


class Multiplications(NamedTuple):
    """Counts for one example: one pass forward, one back, both together, and one evaluation per dial."""

    dials: int
    forward: int
    backward: int
    both: int
    nudging: int


def multiplications(sizes: Any) -> Multiplications:
    """Multiplications for one example through a network of these sizes: a Multiplications.

    Counted are those by a weight, by an activation that arrives and by the slope of an activation. What goes on
    inside an activation or the cost is left out: a few for each neuron, the same for everyone. `nudging` is one forward
    pass at the dials as they stand and one for each dial turned a little.
    """
    forward = backward = dials = 0
    for layer, kind, _, rows, columns in layout(as_sizes(sizes)):
        dials += rows * columns
        if kind == "bias":
            continue
        forward += rows * columns
        # Each delta times a slope; each delta times what arrives; and, except at the inputs, each weight times a delta.
        backward += rows + rows * columns + (rows * columns if layer else 0)
    return Multiplications(dials, forward, backward, forward + backward, (dials + 1) * forward)
