"""The control board: every dial of a network, from one to two million, on one console."""

from collections.abc import Mapping, Sequence
from typing import Never

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from turning_dials.arguments import as_count, as_number, shown
from turning_dials.arrays import Array
from turning_dials.boards.board import IN_HAND, NetworkBoard, as_in_hand
from turning_dials.boards.options import as_flag, as_names, as_set, as_shape, optional, refuse_unknown
from turning_dials.network import Network

MOST_DIALS = 2_000_000


class ControlBoard(NetworkBoard):
    """The whole network as a console of dials, with the pictures in hand, its answers, and one cost.

    `network` may have any sizes up to two million dials. A small one shows each dial as a knob; a large one shows its
    matrices as pictures, down to single knobs as the reader comes closer.

    `inputs` and `targets` are the examples in hand, at most 64: what cost and slopes refer to. Options:

    * `input_shape`: (rows, columns) of an input picture; the weights into each first neuron are then a picture too;
    * `output_names`, one for each output; `answers`, for a network of one output the words for target 0 and target 1;
    * `picture_names`, one for each picture of the album, or of those in hand where there is no album;
    * `album`: (inputs, targets) of at most 64 pictures that the reader may bring into hand one at a time;
    * `training`, `validation`: (inputs, targets), any number; with `training` the reader may run mini-batches;
    * `ink`: True where 1 is dark, as in a drawing; False where 1 is bright, as in a photograph;
    * `own_picture`: whether the reader may bring a picture of their own, of `input_shape`;
    * `drawing`: with `own_picture`, whether a pad stands open, and what is drawn on it is moved to the middle, made as
      tall as the picture and as thick as handwritten digits are;
    * `amounts`, `batches`, `penalties`: with `training`, lists of what the reader may choose from besides all training
      pictures, `batch` pictures a step, and no weight penalty: numbers of training pictures, the first of them, of
      pictures a step, and of weight penalties (see descend);
    * `momentum`, `batch`: what Run over the training pictures begins with; those of every board (see Board).

    Raises ValueError or TypeError for a network too large to draw, for shapes that do not fit, and for names of
    another number.
    """

    name = "control"
    later = ("_training", "_validation")
    choice_names = (
        "picture", "together", "overlay", "learn_from", "amount", "batch", "penalty", "own_picture",
    )  # fmt: skip

    # Sets of pictures: rows of inputs and targets together, as bytes of 1/255 or 1/16 where exact, else as float64.
    _album = traitlets.CBytes().tag(sync=True)
    _training = traitlets.CBytes().tag(sync=True)
    _validation = traitlets.CBytes().tag(sync=True)

    def __init__(
        self,
        network: Network,
        inputs: ArrayLike,
        targets: ArrayLike,
        *,
        input_shape: tuple[int, int] | None = None,
        output_names: Sequence[str] | None = None,
        answers: Sequence[str] | None = None,
        picture_names: Sequence[str] | None = None,
        album: tuple[ArrayLike, ArrayLike] | None = None,
        training: tuple[ArrayLike, ArrayLike] | None = None,
        validation: tuple[ArrayLike, ArrayLike] | None = None,
        ink: bool = True,
        own_picture: bool = False,
        drawing: bool = False,
        amounts: Sequence[int] | None = None,
        batches: Sequence[int] | None = None,
        penalties: Sequence[float] | None = None,
        momentum: float = 0.0,
        batch: int = 20,
        title: str | None = None,
        rate: float = 1.0,
        show_slopes: bool = True,
        choices: Mapping[str, object] | None = None,
        **unknown: Never,
    ) -> None:
        refuse_unknown(type(self), unknown)
        x, _ = as_in_hand(network, inputs, targets)
        if network.parameters.size > MOST_DIALS:
            raise ValueError(f"network: {network.parameters.size:,} dials are too many to draw; at most {MOST_DIALS:,}")
        n_in, *_, n_out = network.sizes
        given = {"album": album, "training": training, "validation": validation}
        sets = {name: np.hstack(as_set(pair, name, n_in, n_out)) for name, pair in given.items() if pair is not None}
        if "validation" in sets and "training" not in sets:
            raise ValueError("validation: expected only beside training pictures, got it without training")
        if "album" in sets and len(sets["album"]) > IN_HAND:
            raise ValueError(f"album: expected at most {IN_HAND} pictures, got {len(sets['album'])}; pass fewer")
        if answers is not None and n_out != 1:
            raise ValueError(
                f"answers: expected only for a network of one output, got one of {n_out}; see output_names"
            )
        if as_flag(own_picture, "own_picture") and input_shape is None:
            raise ValueError("own_picture: expected only with an input_shape, (rows, columns), got none")
        if as_flag(drawing, "drawing") and not own_picture:
            raise ValueError("drawing: expected only with own_picture, got it without")
        studies = {"amounts": amounts, "batches": batches, "penalties": penalties}
        most = len(sets.get("training", ()))
        packed = {name: _packed(rows) for name, rows in sets.items()}
        own = {
            "input_shape": optional(as_shape, input_shape, "input_shape", n_in),
            "output_names": optional(as_names, output_names, "output_names", n_out),
            "answers": optional(as_names, answers, "answers", 2),
            "picture_names": optional(as_names, picture_names, "picture_names", len(sets.get("album", x))),
            "ink": as_flag(ink, "ink"),
            "own_picture": bool(own_picture),
            "drawing": bool(drawing),
            **{name: None if values is None else _offered(values, name, most) for name, values in studies.items()},
            "momentum": as_number(momentum, "momentum", least=0, below=1),
            "batch": as_count(batch, "batch", 1),
            **{name: {"count": len(sets[name]), "kind": packed[name][0]} if name in sets else None for name in given},
        }
        super().__init__(
            network, inputs, targets, title=title, rate=rate, show_slopes=show_slopes, choices=choices, own=own
        )
        for name, (_, data) in packed.items():
            setattr(self, f"_{name}", data)


def _offered(values: Sequence[float], name: str, most: int) -> list[float]:
    """Numbers to choose from: whole ones from 1 to the `most` training pictures, or weight penalties of at least 0."""
    if not most:
        raise ValueError(f"{name}: expected only beside training pictures, got it without training")
    if not isinstance(values, (list, tuple)) or not values:
        raise TypeError(f"{name}: expected a list of numbers to choose from, got {shown(values)}")
    if name == "penalties":
        return [as_number(value, f"{name}[{i}]", least=0) for i, value in enumerate(values)]
    found = [as_count(value, f"{name}[{i}]", 1) for i, value in enumerate(values)]
    if max(found) > most:
        raise ValueError(f"{name}: expected at most {most:,}, the training pictures there are, got {max(found):,}")
    return list(found)


def _packed(rows: Array) -> tuple[str, bytes]:
    levels = np.rint(np.clip(rows, 0, 1) * 255)
    if np.array_equal(levels / 255, rows):
        return "uint8", levels.astype(np.uint8).tobytes()
    levels = np.rint(np.clip(rows, 0, 1) * 16)
    if np.array_equal(levels / 16, rows):
        return "sixteenths", levels.astype(np.uint8).tobytes()
    return "float64", rows.astype("<f8").tobytes()
