"""A board under a reader's hands: turn its dials, press its verbs, and see that numpy agrees with what it holds."""

import numpy as np
import pytest
from support.bare_page import MACHINE

from turning_dials import Network


def settled(page):
    """What the machine holds once the page has painted it; numpy agrees."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    machine = page.board.evaluate(MACHINE)
    network = Network(machine["sizes"])
    network.parameters = machine["parameters"]
    x, y = np.array(machine["inputs"], float), np.array(machine["targets"], float)
    assert machine["cost"] == pytest.approx(network.cost(x, y), rel=1e-12, abs=1e-15)
    gradient = network.gradient(x, y)
    assert np.abs(machine["gradient"] - gradient).max() <= 1e-12 * np.abs(gradient).max()
    return machine


def turn(page, values):
    page.board.evaluate("(root, values) => root.machine.replace(values)", values)
    return settled(page)


def verb(page, name):
    page.board.locator(f"[data-verb='{name}']").click()


def agrees_after_random_turns(page, start):
    """Turn all dials at random, follow the slopes, and rewind to `start`, while numpy agrees."""
    rng = np.random.default_rng(4)
    for _ in range(6):
        turn(page, rng.normal(scale=4, size=len(start)).tolist())
    verb(page, "follow the slopes")
    settled(page)
    verb(page, "rewind")
    assert settled(page)["parameters"] == start


def fits(page, start, width):
    """With long numbers on its dials, the board is no wider than the page, and no control is too small for a finger."""
    turn(page, [123.456] + [-987.6] * (len(start) - 1))
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    # The way past a board shows for the keyboard alone.
    small = page.board.evaluate(
        """(root) => [...root.querySelectorAll("button, select")].filter((one) => one.checkVisibility()
            && !one.matches(".td-dial-value, .td-skip") && one.getBoundingClientRect().height < 44)
            .map((one) => one.textContent)"""
    )
    assert small == [], f"less than 44 px high: {small}"


def painted(root):
    root.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return root


def state(root):
    """What the machine holds, once it is known to agree with numpy."""
    held = painted(root).evaluate(MACHINE)
    net = Network(held["sizes"], activation=held["activation"], cost=held["costName"])
    net.parameters = held["parameters"]
    x, y = np.array(held["inputs"]), np.array(held["targets"])
    gradient = net.gradient(x, y)
    assert held["cost"] == pytest.approx(net.cost(x, y), rel=1e-12, abs=1e-15)
    assert np.abs(np.array(held["gradient"]) - gradient).max() <= 1e-12 * np.abs(gradient).max()
    return held


def turn_each(root, values):
    root.evaluate("(root, values) => values.forEach((value, index) => root.machine.set(index, value))", list(values))


def slide(root, control, value):
    root.locator(f"[data-control={control}]").evaluate(
        """(input, value) => { input.value = value; input.dispatchEvent(new Event("input", { bubbles: true })); }""",
        str(value),
    )
