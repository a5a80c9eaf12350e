"""What a board's machine says, and what numpy says of the same network: the two must agree."""

import re

import numpy as np
import pytest

from turning_dials import Network
from turning_dials.boards.slope.slope import CURVES

MACHINE = """(root) => {
    const { parameters, gradient, cost, sizes, activation, costName, inputs, targets, start } = root.machine;
    return { parameters: [...parameters], gradient: [...gradient], cost, sizes, activation, costName, inputs, targets,
             start: [...start] };
}"""


def numpy_says(machine):
    """The cost and the gradient of what a machine holds, computed in Python."""
    if machine["costName"] in CURVES:
        value, slope = CURVES[machine["costName"]]
        (w,) = machine["parameters"]
        return value(w), np.array([slope(w)])
    if machine["sizes"][0] == 0:
        return numpy_says_of_sums(machine)
    if len(machine["sizes"]) == 1:
        return numpy_says_of_outputs(np.array(machine["parameters"]), np.array(machine["targets"]), machine["costName"])
    net = Network(machine["sizes"], activation=machine["activation"], cost=machine["costName"])
    net.parameters = machine["parameters"]
    x, y = np.array(machine["inputs"], float), np.array(machine["targets"], float)
    return net.cost(x, y), net.gradient(x, y)


def numpy_says_of_outputs(a, y, cost):
    """The same for the board whose dials are the outputs themselves."""
    if cost == "mean_squared_error":
        return np.mean((a - y) ** 2), (2 * (a - y) / a.size).ravel()
    assert cost == "binary_cross_entropy"
    return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a)), ((a - y) / (a * (1 - a)) / a.size).ravel()


def numpy_says_of_sums(machine):
    """The same for the board whose dials are sums: those of neurons without inputs, which are their biases."""
    count = machine["sizes"][1]
    net = Network([1, count], activation=machine["activation"], cost=machine["costName"])
    net.parameters = [*[0.0] * count, *machine["parameters"]]
    return net.cost([[0]], machine["targets"]), net.gradient([[0]], machine["targets"])[count:]


def agree(machine):
    """Assert that numpy has the same cost and the same slopes for what a machine holds."""
    cost, gradient = numpy_says(machine)
    assert machine["cost"] == pytest.approx(cost, rel=1e-12, abs=1e-15), "the page's cost is not numpy's"
    off = np.max(np.abs(machine["gradient"] - gradient))
    assert off <= 1e-12 * np.max(np.abs(gradient)), f"a slope on the page is off numpy's by {off}"


def steepest(board):
    """The index of the dial on the page whose slope is the largest: the one where a turn is seen best."""
    return board.evaluate(
        """(root) => [...root.querySelectorAll("input[data-dial]")]
            .filter((dial) => dial.checkVisibility())
            .map((dial) => Number(dial.dataset.dial))
            .sort((one, other) => Math.abs(root.machine.gradient[other]) - Math.abs(root.machine.gradient[one]))[0]
        """
    )


SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def number(text):
    """The first number in a text that writes or says its minus, and writes a small one as 1.4×10⁻⁴."""
    plain = re.sub("×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda power: f"e{power[1].translate(SUPERSCRIPTS)}", text)
    plain = plain.replace("−", "-").replace("minus ", "-")
    return float(re.search(r"-?\d+(\.\d+)?(e[-+]?\d+)?", plain)[0])
