"""Two species of iris, 50 flowers each, told apart by one petal: Fisher's measurements of 1936.

The numbers, in iris.csv, were taken in the field by E. Anderson and published by R. A. Fisher, "The use of multiple
measurements in taxonomic problems", Annals of Eugenics 7 (1936), 179-188, doi 10.1111/j.1469-1809.1936.tb02137.x;
they are in the public domain. The well-known copy at UCI differs from the paper in two flowers, its 35th and 38th. Both
are setosa, the third species, left out here because any line tells it apart: the errors do not reach this table.
"""

import csv
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

from turning_dials.arguments import as_count, as_numbers
from turning_dials.arrays import Array

FEATURES = ("petal length", "petal width")
SPECIES = ("versicolor", "virginica")
PER_SPECIES_IN_TRAINING = 30


class Flowers(NamedTuple):
    """The table as measured: `centimeters` (100, 2), a row per flower, and `labels` (100, 1), 1 for virginica."""

    centimeters: Array
    labels: Array


class Split(NamedTuple):
    """Flowers to learn from and flowers to be judged on; inputs (m, 2) are scaled, targets (m, 1) are 1 for virginica.

    An input is (centimeters - middle) / spread. `middle` and `spread`, both (2,), are the mean and the standard
    deviation of the training flowers, rounded to a tenth of a centimeter so that a weight can be read without a
    calculator: it says how much z rises when a petal is one spread longer or wider.
    """

    train_inputs: Array
    train_targets: Array
    test_inputs: Array
    test_targets: Array
    middle: Array
    spread: Array

    def scale(self, centimeters: Any) -> Array:
        """The inputs for petals of (..., 2) centimeters."""
        return (_petals(centimeters, "centimeters") - self.middle) / self.spread

    def unscale(self, inputs: Any) -> Array:
        """The centimeters for inputs of (..., 2)."""
        return _petals(inputs, "inputs") * self.spread + self.middle


def load() -> Flowers:
    """All 100 flowers in the order of the paper, as Flowers(centimeters, labels): 50 versicolor, then 50 virginica."""
    table = (files("turning_dials.data") / "iris.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    centimeters = [[float(row["petal_length_cm"]), float(row["petal_width_cm"])] for row in rows]
    labels = [[float(SPECIES.index(row["species"]))] for row in rows]
    return Flowers(np.array(centimeters), np.array(labels))


def split(seed: int = 0) -> Split:
    """60 flowers to train on (few enough for a board) and 40 to test on, half of each species in both, as a Split.

    The flowers of each species are shuffled with `seed`; nothing about the test flowers enters the scaling. Raises
    ValueError or TypeError for what is no seed.
    """
    centimeters, labels = load()
    rng = np.random.default_rng(as_count(seed, "seed", 0))
    trains, tests = [], []
    for species in range(len(SPECIES)):
        shuffled = rng.permutation(np.flatnonzero(labels[:, 0] == species))
        trains.append(shuffled[:PER_SPECIES_IN_TRAINING])
        tests.append(shuffled[PER_SPECIES_IN_TRAINING:])
    train, test = np.concatenate(trains), np.concatenate(tests)
    middle = np.round(centimeters[train].mean(axis=0), 1)
    spread = np.round(centimeters[train].std(axis=0), 1)
    scaled = (centimeters - middle) / spread
    return Split(scaled[train], labels[train], scaled[test], labels[test], middle, spread)


def _petals(values: Any, name: str) -> Array:
    petals = as_numbers(values, name)
    if petals.shape[-1:] != (len(FEATURES),):
        raise ValueError(f"{name}: expected shape (..., 2), {' and '.join(FEATURES)}, got {petals.shape}")
    return petals
