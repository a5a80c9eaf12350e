"""Where slopes cancel, what is left of them is rounding: no board writes or says it, and every board says 0."""

import re

import numpy as np
import pytest
from support.bare_page import MACHINE, opened

from turning_dials import BackpropBoard, DepthBoard, GraphBoard, Network, SharesBoard

# All that is written or spoken, every receipt unfolded.
SAID = """async (root) => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (let level = 0; level < 8; level++) {
    for (const one of root.querySelectorAll("details:not([open])")) one.open = true;
    await frame();
  }
  const all = [...root.querySelectorAll("*")];
  const spoken = all.flatMap((one) => ["aria-label", "aria-valuetext", "title"].map((name) => one.getAttribute(name)));
  const written = all.filter((one) => !one.children.length).map((one) => one.textContent);
  return [...written, ...spoken].filter(Boolean);
}"""
POWER = re.compile(r"×10⁻|\de-\d|0\.0000000")


def cancelling(kind):
    """Of two outputs' errors a neuron gets 0.1 · 3 − 0.3 · 1, which is not quite 0 in a computer's digits."""
    network = Network([1, 1, 2], "identity")
    network.parameters = [1, -1, 0.1, -0.3, 0, 0]
    return kind(network, [1], [-3, -1])


def on_their_own():
    """Three answers by sigmoids that add up to 1, so that their slopes add up to nearly 0."""
    answers = np.array([0.7, 0.2, 0.1])
    network = Network([1, 3])
    network.parameters = [0, 0, 0, *np.log(answers / (1 - answers))]
    return SharesBoard(network, [0], [1, 0, 0], choices={"answers": "sigmoid"})


def resting():
    """At the best place from the first: there is no slope that a full arrow could be measured by."""
    network = Network([1, 1, 2], "identity")
    network.parameters = [1, -1, 0.1, -0.3, 0.1, 0]
    return BackpropBoard(network, [1.0], [0.3 - 0.2, 0])


@pytest.mark.parametrize("make", [lambda: cancelling(BackpropBoard), lambda: cancelling(GraphBoard), on_their_own])
def test_rounding_is_shown_as_0(browser, make):
    context = browser.new_context(reduced_motion="reduce")
    page = opened(context, make())
    slopes = np.array(page.board.evaluate(MACHINE)["gradient"])
    left = np.abs([*slopes, slopes.sum()])
    assert left[left > 0].min() < 1e-15, "there is something left"
    assert [text for text in page.board.evaluate(SAID) if POWER.search(text)] == []
    assert page.errors == []
    context.close()


def test_where_all_slopes_are_rounding_no_arrow_is_drawn(browser):
    context = browser.new_context()
    page = opened(context, resting())
    largest = np.abs(page.board.evaluate(MACHINE)["gradient"]).max()
    assert 0 < largest < 1e-15
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert "A full arrow is a slope of 0.1 or more." in page.board.locator(".td-legend").inner_text()
    spoken = page.board.locator("[data-dial]").evaluate_all("(all) => all.map((one) => one.ariaValueText)")
    assert len(spoken) == 6 and all("turning it a little changes nothing" in one for one in spoken), spoken
    arrows = page.board.locator(".td-dial-head").evaluate_all("(all) => all.map((one) => one.getAttribute('d'))")
    assert arrows == [""] * 6
    context.close()


def test_in_single_file_a_slope_stays_a_slope_however_small(browser):
    context = browser.new_context()
    network = Network([1] * 11)
    network.parameters = [0.1, 0.0] * 10
    page = opened(context, DepthBoard(network, [1.0], [0.0]))
    first = page.board.evaluate(MACHINE)["gradient"][0]
    assert 0 < first < 1e-15
    spoken = page.locator('[data-dial="0"]').get_attribute("aria-valuetext")
    assert f"slope {first:.1e}" in spoken and spoken.endswith("turn down to lower the cost")
    context.close()
