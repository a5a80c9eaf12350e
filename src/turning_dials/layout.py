"""Where the dials of a network lie in its one flat vector: for each layer its weights row by row, then its biases."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from turning_dials.arguments import as_below, shown
from turning_dials.arrays import Array


class Part(NamedTuple):
    """The weights or the biases of a layer: `rows` × `columns` dials from `offset` on; `kind` is "weight" or "bias"."""

    layer: int
    kind: str
    offset: int
    rows: int
    columns: int


class Place(NamedTuple):
    """One dial: the weight from neuron `from_` to neuron `to`, or the bias of `to`, which comes from None."""

    layer: int
    kind: str
    to: int
    from_: int | None


def layout(sizes: Sequence[int]) -> list[Part]:
    """Where the dials of a network of these sizes lie: its parts in order, (layer, kind, offset, rows, columns)."""
    parts, offset = [], 0
    for layer, (columns, rows) in enumerate(pairwise(sizes)):
        parts += [Part(layer, "weight", offset, rows, columns), Part(layer, "bias", offset + rows * columns, rows, 1)]
        offset += rows * (columns + 1)
    return parts


def views(vector: Array, parts: list[Part], kind: str) -> list[Array]:
    """Views into a flat vector, one for each layer: its weights (n_out, n_in), or its biases (n_out,)."""
    # Weights and biases take turns in the layout. Every pass comes through here, so nothing is looked at twice.
    if kind == "bias":
        return [vector[offset : offset + rows] for _, _, offset, rows, _ in parts[1::2]]
    return [
        vector[offset : offset + rows * columns].reshape(rows, columns) for _, _, offset, rows, columns in parts[::2]
    ]


def index(parts: list[Part], layer: int, kind: str, to: int, from_: int | None = None) -> int:
    """The place in the flat vector of the weight from neuron `from_` to neuron `to`, or of the bias of `to`."""
    if not isinstance(kind, str) or kind not in ("weight", "bias"):
        raise ValueError(f"kind: expected 'weight' or 'bias', got {shown(kind)}")
    layer = as_below(layer, len(parts) // 2, "layer")
    _, _, offset, rows, columns = parts[2 * layer + (kind == "bias")]
    if kind == "bias" and from_ is not None:
        raise ValueError("from_: expected nothing, since a bias comes from no neuron")
    column = 0 if kind == "bias" else as_below(from_, columns, "from_")
    return offset + as_below(to, rows, "to") * columns + column


def place(parts: list[Part], dial: int) -> Place:
    """The reverse of `index`: the (layer, kind, to, from_) of a dial, where from_ is None for a bias."""
    last = parts[-1]
    dial = as_below(dial, last.offset + last.rows, "index")
    layer, kind, offset, _, columns = [part for part in parts if part.offset <= dial][-1]
    to, from_ = divmod(dial - offset, columns)
    return Place(layer, kind, to, from_ if kind == "weight" else None)
