"""Drawn dogs: ten breeds at 25×25 gray levels, as many pictures as are asked for, the same ones from the same seed.

They are drawings, not photographs: code paints them from a table of what a person would name (dog_traits.py), so that
they can be passed on freely and varied at will. Breeds differ in ears, muzzle, neck, height, length, build, tail and
coat. Pictures of one breed differ in pose, proportions, size, place, facing, coat, shade, background and noise. A dog
may face either way before a light or a dark wall, so no single pixel says much about the breed.

A pixel is 0 for black and 1 for white, in steps of 1/255; the 625 inputs are the rows of the picture, top row first.
"""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from turning_dials.arguments import as_count, as_numbers
from turning_dials.arrays import Array
from turning_dials.data.dog_network import (
    ANSWERS,
    linear_classifier,
    starting_network,
    train,
    tune,
)
from turning_dials.data.dog_pictures import BREEDS, beagle, draw, painted
from turning_dials.data.drawing import SIDE
from turning_dials.data.parts import Part, accuracy, confusion
from turning_dials.progress import told

__all__ = [
    "ANSWERS", "BREEDS", "SIDE", "Dogs", "Part", "accuracy", "as_bytes", "beagle", "confusion", "contact_sheet", "draw",
    "linear_classifier", "load", "starting_network", "train", "tune",
]  # fmt: skip

PER_PART = 1_000_000  # seeds set aside for each part of each data set, so that no two share one
AT_ONCE = 50  # pictures painted together: few enough for the arrays to stay in the processor's cache


class Dogs(NamedTuple):
    """Pictures to learn from, to choose settings by, and to judge by. No picture is in two of them."""

    train: Part
    validation: Part
    test: Part


def load(seed: int = 0, train: int = 5000, validation: int = 1000, test: int = 2000) -> Dogs:
    """Pictures in three parts of the sizes asked for: Dogs(train, validation, test). They are kept, and read-only.

    The breeds take turns in the order of BREEDS, so that any first pictures are as good as balanced. Picture i of a
    part is draw(BREEDS[i % 10], first + i), where first is (3 * seed + part) * 1,000,000 and part 0, 1 or 2: asking for
    more pictures does not change those that were there. Raises ValueError or TypeError for what is no size or seed.
    """
    first = 3 * as_count(seed, "seed", 0)
    sizes = {"train": train, "validation": validation, "test": test}
    for name, size in sizes.items():
        if as_count(size, name, 1) > PER_PART:
            raise ValueError(f"{name}: expected at most {PER_PART:,} pictures, got {size:,}")
    return Dogs(*(_part((first + number) * PER_PART, int(size)) for number, size in enumerate(sizes.values())))


def as_bytes(pictures: Any) -> NDArray[np.uint8]:
    """Gray levels from 0 to 1 as whole numbers from 0 to 255 (uint8), as a page gets them; / 255 leads back exactly."""
    return np.rint(as_numbers(pictures, "pictures") * 255).astype(np.uint8)


def contact_sheet(columns: int = 8, seed: int = 0) -> Array:
    """One large picture with a row for each breed: `columns` dogs of each, parted by white lines one pixel wide.

    They are the first training pictures of load(seed). Returns gray levels, (10 * 26 + 1, columns * 26 + 1).
    """
    count = len(BREEDS) * as_count(columns, "columns", 1)
    pictures = load(seed, count, 1, 1).train.inputs.reshape(-1, len(BREEDS), SIDE, SIDE).swapaxes(0, 1)
    framed = np.pad(pictures, ((0, 0), (0, 0), (1, 0), (1, 0)), constant_values=1.0)
    return np.pad(np.block([list(row) for row in framed]), ((0, 1), (0, 1)), constant_values=1.0)


@lru_cache(maxsize=6)
def _part(first: int, size: int) -> Part:
    labels = np.arange(size) % len(BREEDS)
    try:
        inputs = np.empty((size, SIDE * SIDE))
    except MemoryError:
        took = f"{8 * size * SIDE * SIDE:,} bytes"
        raise MemoryError(f"{size:,} pictures take {took}, more than this computer has; ask for fewer") from None
    starts = range(0, size, AT_ONCE * len(BREEDS))
    groups = [(number, start + number) for start in starts for number in range(len(BREEDS)) if start + number < size]
    for number, start in told(groups, size, "picture", each=AT_ONCE):
        chosen = np.arange(start, min(start + AT_ONCE * len(BREEDS), size), len(BREEDS))
        inputs[chosen] = painted(number, [first + int(place) for place in chosen])
    part = Part(inputs, np.eye(len(BREEDS))[labels], labels)
    for array in part:
        array.flags.writeable = False
    return part
