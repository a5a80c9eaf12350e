"""The board of one dial: its steps, its point that can be dragged, and Python's numbers beside the page's."""

import numpy as np
import pytest
from support.bare_page import opened

from turning_dials import SlopeBoard


@pytest.fixture
def context(browser):
    made = browser.new_context()
    yield made
    made.close()


@pytest.mark.parametrize(("rate", "lands"), [(0.1, 2.4), (1.1, -3.6)])
def test_one_step_from_3(context, rate, lands):
    page = opened(context, SlopeBoard(start=3, rate=rate))
    page.get_by_role("button", name="Follow the slopes").click()
    assert page.board.evaluate("(root) => root.machine.parameters[0]") == pytest.approx(lands, abs=1e-12)
    assert page.errors == []


def test_the_point_is_dragged_along_the_curve_in_one_entry_of_undo(context):
    page = opened(context, SlopeBoard(start=3))
    box = page.locator(".td-slope-plot").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.8, middle[1])
    page.mouse.down()
    for share in (0.7, 0.6, 0.5):
        page.mouse.move(box["x"] + box["width"] * share, middle[1])
    page.mouse.up()
    assert page.board.evaluate("(root) => root.machine.cost") == pytest.approx(0, abs=1e-6)
    page.get_by_role("button", name="Undo").click()
    assert page.board.evaluate("(root) => root.machine.parameters[0]") == 3


@pytest.mark.parametrize("curve", ["square", "sigmoid"])
def test_python_and_the_page_agree(context, curve):
    board = SlopeBoard(start=-1.3, curve=curve)
    page = opened(context, board)
    there = page.board.evaluate("(root) => [root.machine.cost, root.machine.gradient[0]]")
    assert there == pytest.approx([board.cost, board.gradient[0]], rel=1e-14)
    nudged = [SlopeBoard(start=-1.3 + h, curve=curve).cost for h in (1e-6, -1e-6)]
    assert board.gradient[0] == pytest.approx((nudged[0] - nudged[1]) / 2e-6, rel=1e-7)
    board.parameters = [0.5]
    assert np.array_equal(board.parameters, [0.5])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"curve": "cube"}, "curve: expected one of square, sigmoid, got 'cube'"),
        ({"start": 2e6}, "start: expected a number from −1e6 to 1e6"),
        ({"start": float("nan")}, "start"),
        ({"strat": 3}, "strat"),
    ],
)
def test_what_does_not_fit_is_refused(given, words):
    with pytest.raises((TypeError, ValueError), match=words):
        SlopeBoard(**given)
