"""Chapter 5: a checker for the cross-entropy; turning_dials.checking.check_cost is for the mean squared error."""

import numpy as np

from turning_dials.checking import check_function


def check_cross_entropy(cross_entropy):
    """Is `cross_entropy(a, y)` the binary cross-entropy, over outputs and examples? Returns a Verdict."""

    def one(a, y):
        return -y * np.log(a) - (1 - y) * np.log(1 - a)

    def right(a, y):
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
    return check_function(cross_entropy, right, cases, mistakes)
