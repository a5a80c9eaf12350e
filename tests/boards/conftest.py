"""What the tests of small boards share: a page to open them on, on which nothing may go wrong."""

import pytest
from support.bare_page import opened as on_a_page
from support.bare_page import text_of


@pytest.fixture
def opened(browser):
    """A function that opens a board on a page of some width; nothing may have gone wrong in the end."""
    context = browser.new_context(viewport={"width": 792, "height": 1000}, has_touch=True)
    pages = []

    def start(board, width=792, kernel=False):
        page = on_a_page(context, board, width, height=1000, kernel=kernel)
        pages.append(page)
        return page

    yield start
    assert [page.errors for page in pages if page.errors] == []
    context.close()


@pytest.fixture
def shown(browser):
    """A function that shows a board on one page, at which motion is not welcome; returns the board's root."""
    context = browser.new_context(viewport={"width": 760, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)

    def show(board):
        page.set_content(text_of(board))
        root = page.locator("[data-board][data-ready]")
        root.wait_for()
        return root

    yield show
    assert errors == []
    context.close()
