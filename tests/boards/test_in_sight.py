"""Whoever turns a dial sees the screen and has the verbs at hand: in one window, on every board, at every width."""

import pytest
from support.bare_page import opened
from support.browsers import EVERY
from support.every_board import BOARDS
from support.sight import lacking

# As wide as a board may be where the window is 1440 and 1280 px wide; then in JupyterLab, and on two phones.
WINDOWS = {"1440": (1144, 842), "1280": (984, 662), "760": (760, 660), "phone": (390, 844), "small phone": (320, 640)}
# The tightest, in which the other browsers show whether they lay a board out in another way than the first.
TIGHT = ("1280", "small phone")


@pytest.fixture(scope="module", params=[(browser, board) for browser in EVERY for board in BOARDS], ids="-".join)
def page(request, browsers):
    browser, board = request.param
    context = browsers[browser].new_context()
    page = opened(context, BOARDS[board]())
    page.windows = WINDOWS if browser == EVERY[0] else TIGHT
    yield page
    context.close()


def test_screen_verbs_and_the_dial_in_hand_are_in_one_window(page):
    for window in page.windows:
        width, height = WINDOWS[window]
        page.set_viewport_size({"width": width, "height": height})
        assert lacking(page, page.board) == [], window
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, window
    assert page.errors == []
