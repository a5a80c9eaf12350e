"""Chapter 1: a checker for one neuron."""

from typing import Any

import numpy as np

from turning_dials.exercises.verdict import Verdict, check_function


def check_neuron(neuron: Any) -> Verdict:
    """Chapter 1: is `neuron(x, w, b)` the activation of one sigmoid neuron? Returns a Verdict."""

    def sigmoid(z: Any) -> Any:
        return 1 / (1 + np.exp(-z))

    def right(x: Any, w: Any, b: Any) -> Any:
        return sigmoid(np.dot(w, x) + b)

    cases = [
        (np.array([0.5, -1.0, 2.0]), np.array([1.5, 0.25, -0.75]), 0.6),
        (np.array([1.0, 0.0]), np.array([-2.0, 3.0]), 0.5),
        (np.array([-0.3]), np.array([4.0]), -1.1),
    ]
    mistakes = [
        (lambda x, w, b: np.dot(w, x) + b, "This is the weighted sum z; the sigmoid is still to come."),
        (lambda x, w, b: sigmoid(np.dot(w, x)), "The bias is missing: z is w·x + b."),
        (lambda x, w, b: np.dot(w, x), "This is w·x: the bias and the sigmoid are missing."),
        (lambda x, w, b: sigmoid(np.dot(w, x) - b), "The bias is subtracted here; z is w·x + b."),
        (lambda x, w, b: sigmoid(np.dot(w, x)) + b, "The bias is added after the sigmoid; it belongs to z, before it."),
        (lambda x, w, b: sigmoid(np.sum(w + x) + b), "Weights and inputs are added; each weight multiplies its input."),
        (lambda x, w, b: sigmoid(w * x + b), "The products are not summed yet: one neuron has one z."),
        (lambda x, w, b: sigmoid(-np.dot(w, x) - b), "The sign of z in the exponential is lost: exp(-z), not exp(z)."),
        (lambda x, w, b: float(np.dot(w, x) + b > 0), "This jumps from 0 to 1; the sigmoid gives all shades between."),
        (lambda x, w, b: np.tanh(np.dot(w, x) + b), "This is tanh, from -1 to 1; the sigmoid goes from 0 to 1."),
    ]
    return check_function(neuron, right, cases, mistakes, "neuron")
