"""The control board: every dial of a network, from one to two million, on one console."""

import numpy as np
import traitlets

from turning_dials.arguments import as_count, as_pair
from turning_dials.boards.board import IN_HAND, Board
from turning_dials.network import Network

MOST_DIALS = 2_000_000


class ControlBoard(Board):
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
    * `own_picture`: whether the reader may bring a picture of their own;
    * `rate`, `momentum`, `batch`: what Run begins with; `show_slopes`; `title`.

    Raises ValueError or TypeError for a network too large to draw, for shapes that do not fit, and for names of
    another number.
    """

    name = "control"

    # Sets of pictures: rows of inputs and targets together, as bytes of 1/255 where that is exact, else as float64.
    _album = traitlets.CBytes().tag(sync=True)
    _training = traitlets.CBytes().tag(sync=True)
    _validation = traitlets.CBytes().tag(sync=True)

    def __init__(
        self,
        network,
        inputs,
        targets,
        *,
        input_shape=None,
        output_names=None,
        picture_names=None,
        album=None,
        training=None,
        validation=None,
        ink=True,
        own_picture=False,
        **options,
    ):
        if isinstance(network, Network) and network.parameters.size > MOST_DIALS:
            raise ValueError(f"network: {network.parameters.size:,} dials are too many to draw; at most {MOST_DIALS:,}")
        super().__init__(network, inputs, targets, ink=bool(ink), own_picture=bool(own_picture), **options)
        n_in, *_, n_out = network.sizes
        more = {"input_shape": as_shape(input_shape, n_in)}
        for name, given in {"album": album, "training": training, "validation": validation}.items():
            if given is None:
                continue
            x, y = _pair(given, name, n_in, n_out)
            if name == "album" and len(x) > IN_HAND:
                raise ValueError(f"album: at most {IN_HAND} pictures, got {len(x)}; pass fewer")
            kind, packed = _packed(np.hstack([x, y]))
            setattr(self, f"_{name}", packed)
            more[name] = {"count": len(x), "kind": kind}
        shown = more["album"]["count"] if album is not None else len(self.inputs)
        for name, given, count in (("output_names", output_names, n_out), ("picture_names", picture_names, shown)):
            more[name] = None if given is None else [str(each) for each in given]
            if given is not None and len(more[name]) != count:
                raise ValueError(f"{name}: expected {count} names, got {len(more[name])}")
        self._options = {**self._options, **more}


def as_shape(shape, n_in):
    """The rows and columns of an input picture as a list, or None. Raises TypeError or ValueError for other shapes."""
    if shape is None:
        return None
    if not isinstance(shape, (tuple, list)) or len(shape) != 2:
        raise TypeError(f"input_shape: expected (rows, columns), got {shape!r}")
    rows, columns = (as_count(each, "input_shape", 1) for each in shape)
    if rows * columns != n_in:
        raise ValueError(
            f"input_shape: {rows} × {columns} is {rows * columns} pixels, but the network has {n_in} inputs"
        )
    return [rows, columns]


def _pair(given, name, n_in, n_out):
    if not isinstance(given, (tuple, list)) or len(given) != 2:
        raise TypeError(f"{name}: expected (inputs, targets), got {type(given).__name__}")
    try:
        return as_pair(*given, n_in, n_out)
    except (ValueError, TypeError) as error:
        raise type(error)(f"{name}: {error}") from None


def _packed(rows):
    levels = np.rint(np.clip(rows, 0, 1) * 255)
    if np.array_equal(levels / 255, rows):
        return "uint8", levels.astype(np.uint8).tobytes()
    return "float64", rows.astype("<f8").tobytes()
