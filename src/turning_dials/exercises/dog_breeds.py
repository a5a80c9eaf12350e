"""Chapter 9: a checker for the table of who is taken for whom."""

from typing import Any

import numpy as np

from turning_dials.exercises.verdict import Verdict, check_function


def right(said: Any, labels: Any) -> Any:
    """The counts, (10, 10): breed by breed, what the dogs were taken for."""
    return np.bincount(10 * labels + said, minlength=100).reshape(10, 10)


MISTAKES = (
    (
        lambda s, t: right(t, s),
        "Rows and columns are swapped: a row belongs to what the dogs are, a column to what is said.",
    ),
    (
        lambda s, t: right(s, t) / np.maximum(right(s, t).sum(axis=1, keepdims=True), 1),
        "These are shares of each breed. Asked for are counts, whole dogs.",
    ),
    (
        lambda s, t: np.minimum(right(s, t), 1),
        "Each pair is counted once, however often it occurs: add 1 every time, with +=.",
    ),
    (
        lambda s, t: np.diag(np.diag(right(s, t))),
        "These are the right ones alone. The mistakes belong in the table, too.",
    ),
    (
        lambda s, t: right(s, t) - np.diag(np.diag(right(s, t))),
        "The right ones are missing: they stand on the diagonal.",
    ),
    (lambda s, t: np.trace(right(s, t)), "That is how many are right, one number. Asked for is the whole table."),
    (lambda s, t: np.mean(s == t), "That is the share that is right, one number. Asked for is the whole table."),
)


def check_confusion(confusion: Any) -> Verdict:
    """Is `confusion(said, labels)` the counts (10, 10), rows the breed, columns what is said? Returns a Verdict.

    `said` and `labels` are (m,) whole numbers from 0 to 9.
    """
    draw = np.random.default_rng(10)
    cases = []
    for m in (12, 300):
        labels = draw.integers(10, size=m)
        cases.append((np.where(draw.uniform(size=m) < 0.6, labels, draw.integers(10, size=m)), labels))
    return check_function(confusion, right, cases, MISTAKES, "confusion")
