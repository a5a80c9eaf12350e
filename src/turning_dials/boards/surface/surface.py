"""The board of a cost surface: two dials of a network as a map, with the point where they stand and the way down."""

from collections.abc import Mapping, Sequence
from typing import Any, Never, Self

import numpy as np
from numpy.typing import ArrayLike

from turning_dials.arguments import as_count, as_number, as_numbers, shown
from turning_dials.arrays import Array
from turning_dials.boards.board import NetworkBoard, as_in_hand
from turning_dials.boards.options import (
    as_flag,
    as_list,
    as_names,
    as_one_of,
    as_text,
    optional,
    refuse_unknown,
)
from turning_dials.boards.surface.presets import Preset, presets
from turning_dials.network import Network

MOST_DIALS = 6
BATCHES = (1, 4, 16)


class SurfaceBoard(NetworkBoard):
    """A network's cost over two of its dials, drawn from its examples: contours, the slope as an arrow, the path taken.

    The dials not on the map are held: descent leaves them, the reader may turn them, and the map follows. Options:

    * `dials`, the two places in the flat vector; `center` and `reach`, the middle and the half-width of their map;
    * `momentum` and `batch` (None for all examples, 1, 4 or 16), what the controls begin with, as with `rate`;
    * `axes` and `held`, the signs of the dials on the map and of the others, in order; `names` of the inputs;
      `answers`, the words for target 0 and 1; `caption`, what to look at;
    * `compact`, whether to leave out the flowers and what can be read off the place; those of every board (see Board).

    Raises ValueError for a network of more than 6 dials or for options that do not fit.

    `SurfaceBoard.preset(key)` makes the book's own board, on which all its presets can be chosen.
    """

    name = "surface"
    choice_names = ("preset", "momentum", "batch_size", "race")

    def __init__(
        self,
        network: Network,
        inputs: ArrayLike,
        targets: ArrayLike,
        *,
        dials: tuple[int, int] | None = None,
        momentum: float = 0.0,
        batch: int | None = None,
        center: tuple[float, float] = (0.0, 0.0),
        reach: float | None = None,
        axes: Sequence[str] | None = None,
        held: Sequence[str] | None = None,
        names: Sequence[str] | None = None,
        answers: Sequence[str] = ("0", "1"),
        caption: str = "",
        compact: bool = False,
        title: str | None = None,
        rate: float = 1.0,
        show_slopes: bool = True,
        choices: Mapping[str, object] | None = None,
        **unknown: Never,
    ) -> None:
        refuse_unknown(type(self), unknown)
        x, y = as_in_hand(network, inputs, targets)
        count = network.parameters.size
        if count > MOST_DIALS:
            raise ValueError(f"network: expected at most {MOST_DIALS} dials, two of them on the map, got {count}")
        on_map = _weights(network)[:2] if dials is None else _as_dials(dials, count)
        others = [place for place in range(count) if place not in on_map]
        middle = _as_center(center)
        ground = Preset(
            title="this network",
            network=network,
            inputs=x,
            targets=y,
            dials=on_map,
            rate=as_number(rate, "rate", above=0),
            momentum=as_number(momentum, "momentum", least=0, below=1),
            batch=optional(_as_batch, batch, "batch", len(x)),
            center=middle,
            reach=_as_reach(reach, np.abs(network.parameters[list(on_map)] - middle).max()),
            axes=_as_signs(axes, "axes", network, on_map),
            held=_as_signs(held, "held", network, others),
            names=optional(as_names, names, "names", network.sizes[0]),
            answers=as_names(answers, "answers", 2),
            caption=as_text(caption, "caption"),
        )
        own = {"compact": as_flag(compact, "compact"), "preset": "own", **_handed_over({"own": ground})}
        super().__init__(
            network, inputs, targets, title=title, rate=rate, show_slopes=show_slopes, choices=choices, own=own
        )

    @classmethod
    def preset(cls, key: str = "right", others: Sequence[str] | None = None, *, compact: bool = False) -> Self:
        """The book's board, opened at one of its presets: small, right, large, plateau, valley or saddle.

        `others` are the further presets to choose from, all of them unless given. A `compact` board has the map, the
        dials, the controls and the walks, without the flowers and what can be read off the place.
        """
        known = presets()
        keys = list(known)
        further = keys if others is None else as_list(others, "others", "a list of keys of presets")
        wanted = [as_one_of(key, "key", keys), *(as_one_of(each, "others", keys) for each in further)]
        offered = {each: preset for each, preset in known.items() if each in wanted}
        first = offered[key]
        title = f"cost surface board: {first.title}"
        board = cls(first.network, first.inputs, first.targets, title=title, rate=first.rate, compact=compact)
        board._options = {**board._options, "preset": key, **_handed_over(offered)}
        return board


def _weights(network: Network) -> list[int]:
    return [
        place
        for _, kind, offset, rows, columns in network.layout
        if kind == "weight"
        for place in range(offset, offset + rows * columns)
    ]


def _as_dials(dials: object, count: int) -> list[int]:
    places = [as_count(each, "dials", 0) for each in as_list(dials, "dials", "two places in the flat vector")]
    if len(places) != 2 or places[0] == places[1] or max(places) >= count:
        raise ValueError(f"dials: expected two different places from 0 to {count - 1}, got {shown(dials)}")
    return places


def _as_batch(batch: object, name: str, count: int) -> int:
    size = as_count(batch, name, 1)
    offered = [n for n in BATCHES if n < count]
    if size not in offered:
        words = ", ".join(["None for all", *map(str, offered)])
        raise ValueError(f"{name}: expected one of {words} of {count} examples, got {size}")
    return size


def _as_center(center: ArrayLike) -> Array:
    middle = as_numbers(center, "center")
    if middle.shape != (2,):
        raise ValueError(f"center: expected two numbers, one for each dial on the map, got {shown(center)}")
    return middle


def _as_reach(reach: float | None, away: float) -> float:
    """The half-width of the map: that given, or such that the start, so far from the middle, lies well inside."""
    if reach is None:
        return float(max(1.0, 1.4 * away))
    half = as_number(reach, "reach", above=0)
    if half < away:
        raise ValueError(f"reach: expected at least {away:g}, so that the start lies on the map, got {half:g}")
    return half


def _as_signs(given: object, name: str, network: Network, places: list[int]) -> list[str]:
    if given is None:
        return [_sign(network, place) for place in places]
    return as_names(given, name, len(places))


def _sign(network: Network, place: int) -> str:
    layer, _, _, from_ = network.place(place)
    alone = len(network.sizes) == 2
    digits = "₀₁₂₃₄₅₆₇₈₉"
    if from_ is None:
        return "b" if alone else f"b{digits[layer + 1]}"
    return f"w{digits[(from_ if alone else place) + 1]}"


def _handed_over(grounds: Mapping[str, Preset]) -> dict[str, Any]:
    """The presets as the view takes them; examples that several share travel once."""
    examples: list[dict[str, Any]] = []
    given = {}
    for key, preset in grounds.items():
        pair = {"inputs": np.asarray(preset.inputs).tolist(), "targets": np.asarray(preset.targets).tolist()}
        if pair not in examples:
            examples.append(pair)
        network = preset.network
        given[key] = {
            "title": preset.title,
            "network": {"sizes": list(network.sizes), "activation": network.activation, "cost": network.cost_name},
            "start": network.parameters.tolist(),
            "examples": examples.index(pair),
            "rate": preset.rate,
            "momentum": preset.momentum,
            "batch": preset.batch or 0,
            "dials": list(preset.dials),
            "center": list(preset.center),
            "reach": preset.reach,
            "axes": list(preset.axes),
            "held": list(preset.held),
            "names": list(preset.names) if preset.names else None,
            "answers": list(preset.answers),
            "caption": preset.caption,
        }
    return {"presets": given, "examples": examples}
