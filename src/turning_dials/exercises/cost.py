"""Chapter 5: checkers for the mean squared error and for the cross-entropy."""

from typing import Any

import numpy as np

from turning_dials.exercises.verdict import Verdict, check_function


def check_cost(cost: Any) -> Verdict:
    """Chapter 5: is `cost(a, y)` the mean squared error, over outputs and examples? Returns a Verdict."""

    def right(a: Any, y: Any) -> Any:
        return np.mean((a - y) ** 2)

    cases = [
        (np.array([0.2, 0.7, 0.9]), np.array([1.0, 0.0, 0.0])),
        (np.array([[0.1, 0.6], [0.8, 0.3], [0.5, 0.5]]), np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])),
    ]
    mistakes = [
        (lambda a, y: np.sum((a - y) ** 2), "The squares are summed; the mean divides that by how many there are."),
        (lambda a, y: np.sum((a - y) ** 2) / 2, "This is half the sum of the squares; the screen shows their mean."),
        (lambda a, y: np.sum((a - y) ** 2) / len(a), "Divided by the examples only: it is a mean over outputs, too."),
        (lambda a, y: np.mean(a - y), "Without the square, a miss upward and one downward cancel."),
        (lambda a, y: np.mean(np.abs(a - y)), "This is the mean distance; the squared error squares each distance."),
        (lambda a, y: np.mean(a - y) ** 2, "The mean is squared here; square each miss first, then take the mean."),
        (lambda a, y: np.sqrt(np.mean((a - y) ** 2)), "Leave out the root: the cost is the mean of the squares."),
        (lambda a, y: (a - y) ** 2, "These are squares, one for each output; the cost is their mean."),
    ]
    return check_function(cost, right, cases, mistakes, "cost")


def check_cross_entropy(cross_entropy: Any) -> Verdict:
    """Is `cross_entropy(a, y)` the binary cross-entropy, over outputs and examples? Returns a Verdict."""

    def one(a: Any, y: Any) -> Any:
        return -y * np.log(a) - (1 - y) * np.log(1 - a)

    def right(a: Any, y: Any) -> Any:
        return np.mean(one(a, y))

    cases = [
        (np.array([0.2, 0.7, 0.9]), np.array([1.0, 0.0, 0.0])),
        (np.array([[0.1, 0.6], [0.8, 0.3], [0.5, 0.25]]), np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])),
    ]
    mistakes = [
        (lambda a, y: -np.mean(one(a, y)), "The minus is missing: the logarithm of a number below 1 is negative."),
        (lambda a, y: np.sum(one(a, y)), "These are all the prices added up; the cost is their mean."),
        (one, "This is a price for each answer; the cost is the mean of them, one number."),
        (lambda a, y: -np.mean(y * np.log(a)), "Answers that should be 0 cost nothing here; they pay -ln(1 - a)."),
        (lambda a, y: np.mean(one(1 - a, y)), "The two prices are swapped: -ln a is for answers that should be 1."),
        (
            lambda a, y: np.mean(-y * np.log(a) + (1 - y) * np.log(1 - a)),
            "The second price has the wrong sign: it is taken away too.",
        ),
        (lambda a, y: right(a, y) / np.log(10), "This is the logarithm to base 10, np.log10; ln is np.log."),
        (lambda a, y: right(a, y) / np.log(2), "This is the logarithm to base 2, np.log2; ln is np.log."),
        (
            lambda a, y: np.sum(one(a, y)) / len(a),
            "Divided by the rows only: the mean runs over outputs and examples, a.size of them.",
        ),
        (lambda a, y: np.mean((a - y) ** 2), "This is the mean squared error, which ends at 1; here logarithms count."),
    ]
    return check_function(cross_entropy, right, cases, mistakes, "cross_entropy")
