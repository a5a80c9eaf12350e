"""Pictures in parts, to learn from and to be judged by, and two ways to judge a network on a part."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from turning_dials.arguments import as_count, shown
from turning_dials.arrays import Array
from turning_dials.network import Network, as_network


class Part(NamedTuple):
    """m pictures of n pixels in k classes.

    `inputs` (m, n) from 0 to 1, `targets` (m, k) with a 1 at the class, `labels` (m,) from 0 to k − 1.
    """

    inputs: Array
    targets: Array
    labels: NDArray[np.int_]

    def first(self, count: int) -> "Part":
        """The first `count` pictures, as a Part; ValueError where there are fewer."""
        if as_count(count, "count", 1) > len(self.inputs):
            raise ValueError(f"count: expected at most {len(self.inputs):,} pictures, got {shown(count)}")
        return Part(self.inputs[:count], self.targets[:count], self.labels[:count])


def accuracy(net: Network, part: Part) -> float:
    """The share of pictures, from 0 to 1, for which the largest output is the right class's."""
    as_part(part)
    return float(np.mean(as_network(net).classify(part.inputs) == part.labels))


def confusion(net: Network, part: Part) -> NDArray[np.int_]:
    """How often a class (row) was taken for a class (column): (k, k) whole numbers."""
    as_part(part)
    classes = as_network(net).sizes[-1]
    table = np.zeros((classes, classes), dtype=int)
    np.add.at(table, (part.labels, net.classify(part.inputs)), 1)
    return table


def as_part(part: Any) -> Part:
    """`part` itself, if it is pictures as a Part holds them; TypeError otherwise."""
    if not all(hasattr(part, each) for each in Part._fields):
        raise TypeError(f"part: expected pictures with {', '.join(Part._fields)}, got {shown(part)}")
    return part  # type: ignore[no-any-return]
