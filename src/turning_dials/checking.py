"""Slopes found without any calculus, by nudging dials, and how far two answers differ."""

from typing import Any

import numpy as np

from turning_dials.arguments import as_below, as_number, as_numbers
from turning_dials.arrays import Array
from turning_dials.network import Network, as_network


def finite_difference(net: Network, x: Any, y: Any, nudge: float = 1e-5, indices: Any = None) -> Array:
    """The slope of the cost for every dial, or for those at `indices`, found by turning each a little: flat float64.

    Central differences: (cost at +nudge - cost at -nudge) / (2 nudge), so two costs for each dial. The error falls with
    the square of the nudge until rounding, which grows as 1/nudge, takes over. The dials of `net` stay as they are.
    Raises ValueError or TypeError for what is no network, no examples of it, no nudge or no index.
    """
    nudged = as_network(net).copy()
    nudge = as_number(nudge, "nudge", above=0)
    size = nudged.parameters.size
    wanted = range(size) if indices is None else np.array(indices, dtype=object).ravel()
    places = [as_below(index, size, "indices") for index in wanted]
    slopes = np.empty(len(places))
    for place, index in enumerate(places):
        start = nudged.parameters[index]
        costs = []
        for turned in (start + nudge, start - nudge):
            nudged.parameters[index] = turned
            costs.append(nudged.cost(x, y))
        nudged.parameters[index] = start
        slopes[place] = (costs[0] - costs[1]) / (2 * nudge)
    return slopes


def difference(one: Any, other: Any) -> float:
    """The largest difference between two arrays of numbers, as a share of the largest entry in either."""
    one, other = as_numbers(one, "one"), as_numbers(other, "other")
    if one.shape != other.shape:
        raise ValueError(f"one and other: expected the same shape, got {one.shape} and {other.shape}")
    largest = max(np.abs(one).max(), np.abs(other).max())
    return float(np.abs(one - other).max() / largest) if largest else 0.0
