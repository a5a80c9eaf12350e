"""Worked examples that a board offers: networks with one example each, which the reader may call up."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from turning_dials.arguments import shown
from turning_dials.boards.options import as_dict, as_list, as_text
from turning_dials.network import Network

PARTS = ("name", "sizes", "activation", "cost", "parameters", "inputs", "targets")


def as_presets(
    presets: object, option: str, check_fits: Callable[[Network, ArrayLike, ArrayLike], None]
) -> list[dict[str, Any]]:
    """A list of dicts with the keys of PARTS, as the view reads them: numbers in flat lists.

    `check_fits` takes network, inputs and targets, and raises ValueError for what the board cannot hold. Whatever is
    wrong with a preset is raised as TypeError or ValueError, under the option's name.
    """
    given = as_list(presets, option, "a list of dicts")
    return [_as_preset(each, f"{option}[{place}]", check_fits) for place, each in enumerate(given)]


def _as_preset(
    given: object, option: str, check_fits: Callable[[Network, ArrayLike, ArrayLike], None]
) -> dict[str, Any]:
    preset = as_dict(given, option, f"a preset's {', '.join(PARTS)}")
    if set(preset) != set(PARTS):
        raise ValueError(f"{option}: expected {', '.join(PARTS)}, got {shown(sorted(preset))}")
    made: dict[str, Any] = {**preset, "name": as_text(preset["name"], f"{option}['name']")}
    try:
        network = Network(made["sizes"], made["activation"], made["cost"])
        network.parameters = made["parameters"]
        check_fits(network, made["inputs"], made["targets"])
    except (ValueError, TypeError) as error:
        raise type(error)(f"{option}: {error}") from None
    flat = {part: np.asarray(made[part], dtype=float).ravel().tolist() for part in ("parameters", "inputs", "targets")}
    return {**made, "sizes": list(network.sizes), **flat}
