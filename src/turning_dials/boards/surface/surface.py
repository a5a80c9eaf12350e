"""The board of a cost surface: two dials of a network as a map, with the point where they stand and the way down."""

import numpy as np

from turning_dials.boards.board import IN_HAND, Board
from turning_dials.boards.surface.presets import Preset, presets

MOST_DIALS = 6


class SurfaceBoard(Board):
    """A network's cost over two of its dials, drawn from its examples: contours, the slope as an arrow, the path taken.

    The dials not on the map are held: descent leaves them, the reader may turn them, and the map follows. Options:
    `dials`, the two places in the flat vector; `rate`, `momentum` and `batch` (None: all examples) to begin with;
    `center` and `reach`, the middle and the half-width of the map; `axes` and `held`, the dials' signs; `names` of the
    inputs; `answers`, the words for target 0 and 1; `caption`; `title`. Raises ValueError for a network of more than 6
    dials or for options that do not fit.

    `SurfaceBoard.preset(key)` makes the book's own board, on which all its presets can be chosen.
    """

    name = "surface"

    def __init__(self, network, inputs, targets, *, presets=None, preset=None, compact=False, **options):
        known = {*Preset._fields, "choices"} - {"network", "inputs", "targets"}
        unknown = sorted(set(options) - known)
        if unknown:
            raise TypeError(f"options: expected some of {', '.join(sorted(known))}, got {', '.join(unknown)}")
        choices = options.pop("choices", None)
        super().__init__(network, inputs, targets, choices=choices)
        own = {"title": "this network", "rate": 1.0, "caption": "", **options}
        if presets is None:
            first = Preset(network=network, inputs=self.inputs, targets=self.targets, **_completed(network, own))
            presets, preset = {"own": first}, "own"
        self._options = {
            "preset": preset,
            "title": "cost surface board",
            "compact": bool(compact),
            **_handed_over(presets),
        }

    @classmethod
    def preset(cls, key="right", others=None, *, compact=False):
        """The book's board, opened at one of its presets: small, right, large, plateau, valley or saddle.

        `others` are the further presets to choose from, all of them unless given. A `compact` board has the map, the
        dials, the controls and the walks, without the flowers and what can be read off the place.
        """
        known = presets()
        wanted = [key, *(known if others is None else others)]
        for each in wanted:
            if each not in known:
                raise ValueError(f"key: expected one of {', '.join(known)}, got {each!r}")
        offered = {each: preset for each, preset in known.items() if each in wanted}
        first = offered[key]
        return cls(first.network, first.inputs, first.targets, presets=offered, preset=key, compact=compact)


def _completed(network, own):
    """The options of a board of one's own, with what was left out filled in, or a ValueError."""
    count = network.parameters.size
    if count > MOST_DIALS:
        raise ValueError(f"network: expected at most {MOST_DIALS} dials, two of them on the map, got {count}")
    weights = [place for _, kind, offset, rows, columns in network.layout if kind == "weight"
               for place in range(offset, offset + rows * columns)]  # fmt: skip
    dials = tuple(own.get("dials", weights[:2]))
    if len(dials) != 2 or dials[0] == dials[1] or not all(isinstance(d, int) and 0 <= d < count for d in dials):
        raise ValueError(f"dials: expected two different places from 0 to {count - 1}, got {dials}")
    at = network.parameters[list(dials)]
    center = tuple(float(value) for value in own.get("center", (0.0, 0.0)))
    away = np.abs(at - center).max()
    others = [place for place in range(count) if place not in dials]
    filled = {"reach": float(max(1.0, 1.4 * away)), "held": tuple(_sign(network, place) for place in others)}
    filled["axes"] = tuple(_sign(network, place) for place in dials)
    made = {**filled, **own, "dials": dials, "center": center}
    if made["reach"] < away:
        raise ValueError(f"reach: expected at least {away:g}, so that the start lies on the map, got {made['reach']:g}")
    for option, least, below in (("rate", 0, np.inf), ("momentum", 0, 1)):
        if not least <= made.get(option, 0) < below:
            raise ValueError(f"{option}: expected a number from {least} to less than {below:g}, got {made[option]!r}")
    return made


def _sign(network, place):
    layer, kind, _, from_ = network.place(place)
    alone = len(network.sizes) == 2
    digits = "₀₁₂₃₄₅₆₇₈₉"
    if kind == "bias":
        return "b" if alone else f"b{digits[layer + 1]}"
    return f"w{digits[(from_ if alone else place) + 1]}"


def _handed_over(grounds):
    """The presets as the view takes them; examples that several share travel once."""
    examples, given = [], {}
    for key, preset in grounds.items():
        pair = {"inputs": np.asarray(preset.inputs).tolist(), "targets": np.asarray(preset.targets).tolist()}
        if len(pair["inputs"]) > IN_HAND:
            raise ValueError(f"presets: expected at most {IN_HAND} examples, got {len(pair['inputs'])} for {key}")
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
