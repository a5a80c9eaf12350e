"""The threshold on a line on a bare page, under a reader's hands."""

import numpy as np
import pytest
from support.under_hand import agrees_after_random_turns, fits, settled, turn, verb

from turning_dials import Network, ThresholdBoard

DAYS = np.array([3, 6, 9, 12, 14, 16, 20, 15, 19, 22, 24, 27, 30, 33]).reshape(-1, 1) / 10
OPEN = np.array([0] * 7 + [1] * 7).reshape(-1, 1)
START = [2, -2]


def made():
    network = Network([1, 1])
    network.parameters = START
    return ThresholdBoard(network, DAYS, OPEN, span=[-0.5, 4], answers=("closed", "open"))


def test_it_agrees_with_numpy_after_random_turns(opened):
    agrees_after_random_turns(opened(made()), START)


@pytest.mark.parametrize("width", [320, 500, 1100])
def test_it_fits_its_place(opened, width):
    fits(opened(made(), width), START, width)


def place(page, x):
    """Where x is on the page, for the points labeled 0."""
    box = page.board.locator(".td-threshold-line svg").bounding_box()
    inner = box["width"] - 40 - 14
    return box["x"] + 40 + inner * (x + 0.5) / 4.5, box["y"] + 222


def test_a_point_is_dragged_and_the_inputs_follow(opened):
    page = opened(made())
    before = settled(page)
    page.mouse.move(*place(page, 2.0))
    page.mouse.down()
    page.mouse.move(*place(page, 1.5), steps=4)
    page.mouse.move(*place(page, 1.0), steps=4)
    page.mouse.up()
    after = settled(page)
    assert after["inputs"][6][0] == pytest.approx(1.0, abs=0.02) and after["inputs"][:6] == before["inputs"][:6]
    assert after["cost"] < before["cost"] and after["parameters"] == before["parameters"]
    page.mouse.move(*place(page, 1.0))
    page.mouse.down()
    page.mouse.move(5000, 300)
    page.mouse.up()
    assert settled(page)["inputs"][6][0] == 4, "a point stays on the line"
    verb(page, "rewind")
    assert settled(page)["inputs"] == before["inputs"]


def test_with_a_kernel_a_moved_point_reaches_python(opened):
    page = opened(made(), kernel=True)
    page.board.locator("[data-control='point_1']").focus()
    page.keyboard.press("End")
    page.wait_for_function("() => new Float64Array(model.get('_inputs').buffer)[0] === 4")
    sent = page.evaluate("() => [...new Uint8Array(model.get('_inputs').buffer)]")
    board = made()
    board._inputs = memoryview(bytes(sent))
    expected = DAYS.copy()
    expected[0] = 4
    assert np.array_equal(board.inputs, expected)
    assert board.cost == pytest.approx(settled(page)["cost"], rel=1e-12)


def test_a_point_is_moved_by_keys_and_told_in_words(opened):
    page = opened(made())
    point = page.board.locator("[data-control='point_8']")
    point.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert settled(page)["inputs"][7][0] == pytest.approx(1.65)
    assert "labeled open" in point.get_attribute("aria-label")
    assert point.get_attribute("aria-valuetext").startswith("1.65, output 0.79, right")


def test_the_threshold_is_marked_at_minus_b_over_w(opened):
    page = opened(made())
    words = page.board.locator(".td-threshold-words")
    for w, b in [(2, -2), (4, -2), (-1, 2.5), (0.5, -0.1)]:
        turn(page, [w, b])
        assert words.text_content() == f"threshold {-b / w:.2f}"
        x = page.board.locator(".td-threshold-mark").evaluate("(path) => path.getBBox().x")
        inner = page.board.locator(".td-threshold-line svg").bounding_box()["width"] - 54
        assert x == pytest.approx(40 + inner * (-b / w + 0.5) / 4.5, abs=0.6)
    turn(page, [0, 1])
    assert "no threshold: w is 0" in words.text_content()
    assert "every point gets the same answer, 0.731" in page.board.inner_text()


def test_with_the_bias_locked_the_best_that_is_left_is_told_and_reached(opened):
    page = opened(made())
    page.board.locator("[data-control='locked']").click()
    assert settled(page)["parameters"] == [2, 0]
    assert page.board.locator("input[data-dial='1']").is_disabled()
    for _ in range(60):
        verb(page, "follow the slopes")
    machine = settled(page)
    assert machine["parameters"][1] == 0, "descent does not follow the bias's slope"
    said = page.board.locator(".td-threshold-locked").inner_text()
    assert f"{machine['cost']:.4f}" in said and f"w = {machine['parameters'][0]:.2f}" in said and "0.0985" in said
    page.board.evaluate("(root) => root.machine.undo()")
    page.board.evaluate("(root) => root.machine.set(1, -1)")
    settled(page)
    assert not page.board.locator("input[data-dial='1']").is_disabled(), "a bias from elsewhere opens the lock"


def test_the_best_that_is_left_follows_the_points(opened):
    page = opened(made())
    page.board.locator("[data-control='locked']").click()
    settled(page)
    said = page.board.locator(".td-threshold-locked")
    before = said.inner_text()
    cold = page.board.locator("[data-control='point_1']")
    cold.focus()
    page.keyboard.press("Home")
    assert settled(page)["inputs"][0][0] == -0.5
    assert said.inner_text() != before
