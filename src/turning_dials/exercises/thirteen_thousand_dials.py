"""Chapter 8: a checker for the slopes of the first layer, laid out as pictures."""

from typing import Any

import numpy as np

from turning_dials.exercises.verdict import Verdict, check_function


def right(errors: Any, pictures: Any) -> Any:
    """The slopes of layer 1 as pictures, (neurons, 25, 25)."""
    return (errors.T @ pictures).reshape(-1, 25, 25)


MISTAKES = (
    (lambda e, p: e.T @ p, "These are the slopes, in rows of 625. Lay each row out as 25 rows of 25: reshape."),
    (
        lambda e, p: right(e, p).transpose(0, 2, 1),
        "The dogs stand on their tails: the 625 come row by row, so rows are the second axis and columns the third.",
    ),
    (
        lambda e, p: (p.T @ e).reshape(-1, 25, 25),
        "Here the numbers of different neurons are mixed: in pictures.T @ errors pixels come first, and reshape cuts "
        "that anew. Errors first.",
    ),
    (lambda e, p: -right(e, p), "This is the way to turn. The slope itself has the sign of the error."),
    (lambda e, p: right(e, p) / len(p), "Divided by m twice: the errors hold the 1/m of the mean already."),
    (
        lambda e, p: np.outer(e.sum(axis=0), p.sum(axis=0)).reshape(-1, 25, 25),
        "Errors and pictures are summed before they meet. Each dog's error goes with its own picture: multiply first.",
    ),
    (
        lambda e, p: np.outer(e.sum(axis=0), p.mean(axis=0)).reshape(-1, 25, 25),
        "This is the error of all dogs times the average dog. Each dog's error belongs to its own picture.",
    ),
    (
        lambda e, p: np.outer(e[0], p[0]).reshape(-1, 25, 25),
        "Right for the first dog. With several, add up what each of them gives.",
    ),
    (
        lambda e, p: np.repeat(p.sum(axis=0).reshape(1, 25, 25), e.shape[1], axis=0),
        "These are the dogs alone; each neuron has still to multiply them by its error.",
    ),
)


def check_slope_pictures(slope_pictures: Any) -> Verdict:
    """Is `slope_pictures(errors, pictures)` dC/dW of layer 1 as pictures, (20, 25, 25)? Returns a Verdict.

    `errors` (m, 20) is dC/dz of the first layer, each example's share of the mean; `pictures` is (m, 625).
    """
    draw = np.random.default_rng(25)
    cases = [(draw.normal(0, 0.01, (m, 20)), draw.uniform(0, 1, (m, 625))) for m in (1, 3)]
    return check_function(slope_pictures, right, cases, MISTAKES, "slope_pictures")
