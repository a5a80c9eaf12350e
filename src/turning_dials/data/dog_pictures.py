"""One drawn dog, or several of one breed: the same picture from the same seed (see dogs.py)."""

from collections.abc import Sequence

import numpy as np

from turning_dials.arguments import as_count, shown
from turning_dials.arrays import Array
from turning_dials.data.dog_body import DRAWS, paint_dogs
from turning_dials.data.dog_traits import TABLE
from turning_dials.data.drawing import SIDE

BREEDS = tuple(breed.name for breed in TABLE)
NOISE = 0.03  # standard deviation of the noise on each pixel
BEAGLE_SEED = 1_000_000_000_028  # beyond the seeds of any data set that one would load


def draw(breed: str, seed: int | None = None) -> Array:
    """One picture, (25, 25) gray levels from 0 to 1, of a breed named as in BREEDS.

    Another seed gives another dog. Without a seed it is the breed in the middle of all its ranges, and without noise.
    Raises ValueError or TypeError for an unknown breed or a seed that is not a whole number of at least 0.
    """
    seeds = [None] if seed is None else [as_count(seed, "seed", 0)]
    return painted(_breed_number(breed), seeds).reshape(SIDE, SIDE)


def beagle() -> Array:
    """The book's one beagle, (25, 25): the picture for which `starting_network` gives the ten published answers."""
    return draw("beagle", BEAGLE_SEED)


def painted(number: int, seeds: Sequence[int | None]) -> Array:
    """Pictures (m, 625) of breed `number`, one for each seed; None stands for the middle of all ranges."""
    numbers, grain = np.full((len(seeds), DRAWS), 0.5), np.zeros((len(seeds), SIDE * SIDE))
    for row, seed in enumerate(seeds):
        if seed is not None:
            rng = np.random.default_rng([seed, number])
            numbers[row], grain[row] = rng.random(DRAWS), NOISE * rng.standard_normal(SIDE * SIDE)
    # Whole steps of 1/255: the page's bytes are then the very pictures, and so are those of another processor, whose
    # sines may differ in the last place.
    return np.rint(paint_dogs(TABLE[number], numbers, grain) * 255) / 255


def _breed_number(breed: str) -> int:
    if not isinstance(breed, str):
        raise TypeError(f"breed: expected a name such as 'beagle', got {shown(breed)}")
    if breed not in BREEDS:
        raise ValueError(f"breed: expected one of {', '.join(BREEDS)}, got {shown(breed)}")
    return BREEDS.index(breed)
