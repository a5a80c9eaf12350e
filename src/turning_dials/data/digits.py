"""Handwritten digits: 1,797 pictures of 8×8 gray levels, written by 13 people on paper forms.

They are the test set of E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning
Repository, 1998, doi 10.24432/C50P49, published under CC BY 4.0; scikit-learn brings the same table. In digits.csv a
row is a digit: what it is, and its 64 levels, top row first, each as one character, 0 to 9 and a to g for 0 to 16.

A form was scanned in black and white, each digit cut out and made 32 pixels high; a level is how many of the 4×4 pixels
of a cell are ink. An input is level / 16: 0 for paper, 1 for ink. Every digit touches the top and the bottom row.
"""

import csv
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from turning_dials.arguments import as_count, as_examples, shown
from turning_dials.arrays import Array
from turning_dials.data.parts import Part, accuracy, confusion
from turning_dials.network import Network

__all__ = ["COUNT", "NAMES", "SIDE", "Digits", "Part", "accuracy", "confusion", "load", "shifted", "starting_network"]

SIDE = 8
LEVELS = 16
COUNT = 1797
NAMES = tuple("0123456789")
SIZES = (SIDE * SIDE, 30, len(NAMES))


class Digits(NamedTuple):
    """Digits to learn from, to choose settings by, and to judge by. No picture is in two of them."""

    train: Part
    validation: Part
    test: Part


def load(seed: int = 0, train: int = 1000, validation: int = 297, test: int = 500) -> Digits:
    """The digits, shuffled with `seed`, in three parts of the sizes asked for: Digits(train, validation, test).

    The test digits come first, then those for validation, so that asking for fewer to train on changes neither. The
    three parts together may have 1,797. Every part holds digits of all 13 people, since the table does not say whose
    they are: a stranger's hand is harder. Raises ValueError or TypeError for what is no size or seed, and for more
    digits than there are.
    """
    order = np.random.default_rng(as_count(seed, "seed", 0)).permutation(COUNT)
    sizes = [as_count(test, "test", 1), as_count(validation, "validation", 1), as_count(train, "train", 1)]
    if sum(sizes) > COUNT:
        raise ValueError(f"train, validation, test: expected at most {COUNT:,} digits together, got {sum(sizes):,}")
    inputs, labels = _table()
    to_test, to_choose, to_learn = np.split(order, np.cumsum(sizes))[:3]
    return Digits(*(Part(inputs[r], np.eye(len(NAMES))[labels[r]], labels[r]) for r in (to_learn, to_choose, to_test)))


def starting_network(seed: int = 0) -> Network:
    """A network of 64, 30 and 10 that has learned nothing: 30 sigmoids, then softmax with its cross-entropy."""
    return Network(SIZES, ["sigmoid", "softmax"], "categorical_cross_entropy", seed=seed)


def shifted(inputs: Array, right: int = 0, down: int = 0) -> Array:
    """Pictures (m, 64) moved by whole pixels; what leaves the 8×8 cells is lost, and paper comes in.

    `right` and `down` may be negative, from -8 to 8. Raises ValueError or TypeError for other moves and other shapes.
    """
    pictures = as_examples(inputs, SIDE * SIDE, "inputs").reshape(-1, SIDE, SIDE)
    moves = _move(down, "down"), _move(right, "right")
    framed = np.pad(pictures, ((0, 0), (SIDE, SIDE), (SIDE, SIDE)))
    top, left = (SIDE - move for move in moves)
    return framed[:, top : top + SIDE, left : left + SIDE].reshape(-1, SIDE * SIDE)


def _move(value: int, name: str) -> int:
    if as_count(value, name, -SIDE) > SIDE:
        raise ValueError(f"{name}: expected a whole number of at most {SIDE}, got {shown(value)}")
    return int(value)


def _table() -> tuple[Array, NDArray[np.int_]]:
    """All inputs (1797, 64) and labels (1797,), in the order of the source."""
    text = (files("turning_dials.data") / "digits.csv").read_text(encoding="ascii")
    rows = list(csv.DictReader(text.splitlines()))
    levels = [[int(mark, LEVELS + 1) for mark in row["levels"]] for row in rows]
    return np.array(levels) / LEVELS, np.array([int(row["digit"]) for row in rows])
