"""Faces that smile or frown: 5×5 pictures for the control board, and a gallery of faces told by five features.

Both are drawn by code from a seed, so that anyone can draw them again, and more of them.
"""

from typing import NamedTuple

import numpy as np

from turning_dials.arguments import as_count, shown
from turning_dials.arrays import Array

SIDE = 5
MOST_PAIRS = 10_000

# Smiling mouths, row by row. A frown is the same mouth upside down in the same rows, so that neither the amount of ink
# nor where the mouth sits gives a face away: only the shape does.
MOUTHS = (
    ("X.X", ".X."),
    ("X...X", ".XXX."),
    ("X...X", ".X.X.", "..X.."),
)
EYES = ((1, 3), (0, 4))

FEATURES = ("mouth", "eyes", "nose", "chin", "hair")
# The mean feature of a smiling and of a frowning face, and how far single faces stray from it. A smile lifts the mouth
# (1 is corners all the way up) and narrows the eyes (1 is wide open).
MOUTH = {"smile": 0.70, "frown": 0.30, "stray": 0.16}
EYE = {"smile": 0.36, "frown": 0.64, "stray": 0.20}


class Split(NamedTuple):
    """Faces to learn from and faces to be judged on.

    Inputs are (m, 25), each pixel from 0 (paper) to 1 (ink), row by row; targets are (m, 1), 1 for a smile.
    """

    train_inputs: Array
    train_targets: Array
    validation_inputs: Array
    validation_targets: Array


def split(seed: int = 0) -> Split:
    """56 faces to train on (few enough for a board) and 56 to validate on, half of each smiling, as a Split.

    There are 14 faces by shape (mouth, height of the mouth, distance and height of the eyes). Both parts show each of
    them twice smiling and twice frowning, but always in another light: ink, paper, eyes and every pixel vary.
    """
    rng = np.random.default_rng(as_count(seed, "seed", 0))
    return Split(*_part(rng), *_part(rng))


def load(seed: int = 0) -> tuple[Array, Array]:
    """All 112 faces as (inputs, targets), the training faces first; see `split`."""
    parts = split(seed)
    inputs = np.concatenate([parts.train_inputs, parts.validation_inputs])
    return inputs, np.concatenate([parts.train_targets, parts.validation_targets])


def shapes() -> list[tuple[Array, Array, Array]]:
    """The 14 faces by shape: a list of (eyes, smile, frown), each (5, 5) with 1 where there is ink."""
    faces = []
    for mouth in MOUTHS:
        lines = np.array([[mark == "X" for mark in line] for line in mouth], dtype=float)
        left = (SIDE - lines.shape[1]) // 2
        for bottom in (3, 4):
            top = bottom + 1 - len(lines)
            # At least one empty row stays between eyes and mouth.
            for eye_row in range(top - 1):
                for columns in EYES:
                    eyes, smile, frown = np.zeros((3, SIDE, SIDE))
                    eyes[eye_row, columns] = 1
                    smile[top : bottom + 1, left : SIDE - left] = lines
                    frown[top : bottom + 1, left : SIDE - left] = lines[::-1]
                    faces.append((eyes, smile, frown))
    return faces


def _part(rng: np.random.Generator, times: int = 2) -> tuple[Array, Array]:
    pictures, targets = [], []
    for eyes, smile, frown in shapes() * times:
        for mouth, smiling in ((smile, 1.0), (frown, 0.0)):
            paper = rng.uniform(0.0, 0.2)
            ink = rng.uniform(0.6, 1.0)
            eye_ink = ink * rng.uniform(0.7, 1.0)
            clean = paper + (ink - paper) * mouth + (eye_ink - paper) * eyes
            pictures.append(clean + rng.normal(0, 0.05, size=clean.shape))
            targets.append([smiling])
    order = rng.permutation(len(pictures))
    inputs = np.clip(pictures, 0, 1).round(2).reshape(len(pictures), SIDE * SIDE)
    return inputs[order], np.array(targets)[order]


def gallery(seed: int = 0, pairs: int = 16) -> tuple[Array, Array]:
    """Faces told by FEATURES, each from 0 to 1: inputs (2·pairs, 5) and targets (2·pairs, 1), 1 for a smile; 32 faces.

    How the labels are made: the label comes first, and the face is drawn to suit it. Faces come in pairs, one smiling
    and one frowning. Mouth and eyes are normal draws around the means of MOUTH and EYE, so that the groups overlap and
    a few faces mislead. Nose, chin and hair are drawn once for both faces of a pair: whatever they are, they stand
    beside a smile as often as beside a frown, and so tell nothing. Values are cut to 0.02..0.98 and have two decimals.
    """
    rng = np.random.default_rng(as_count(seed, "seed", 0))
    inputs, targets = [], []
    if as_count(pairs, "pairs", 1) > MOST_PAIRS:
        raise ValueError(f"pairs: expected at most {MOST_PAIRS:,}, got {shown(pairs)}")
    for _ in range(pairs):
        rest = rng.uniform(0, 1, size=3)
        for smiling, mood in ((1.0, "smile"), (0.0, "frown")):
            mouth = rng.normal(MOUTH[mood], MOUTH["stray"])
            eyes = rng.normal(EYE[mood], EYE["stray"])
            inputs.append([mouth, eyes, *rest])
            targets.append([smiling])
    order = rng.permutation(2 * pairs)
    return np.clip(inputs, 0.02, 0.98).round(2)[order], np.array(targets)[order]
