"""Every board where nobody prepared a place for it: on a page with no more than what an anywidget host gives."""

import re

import pytest
from support.bare_page import HOSTS, opened
from support.canvas import consoles
from support.every_board import BOARDS

# Two frames: a change of the theme is painted in the next one.
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
DRESS = """([html, body]) => {
  for (const [element, text] of [[document.documentElement, html], [document.body, body]]) {
    for (const name of ["data-theme", "theme", "class", "data-jp-theme-light", "data-vscode-theme-kind"]) {
      element.removeAttribute(name);
    }
    for (const [, name, value] of text.matchAll(/([\\w-]+)="([^"]*)"/g)) element.setAttribute(name, value);
  }
}"""
COLORS = """(board) => {
  const style = getComputedStyle(board);
  return [style.color, style.backgroundColor].map((color) => {
    const [red, green, blue] = color.match(/\\d+/g).map(Number);
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  });
}"""


@pytest.fixture
def host(browser):
    """A function that opens a board in a host; nothing may have gone wrong on its page in the end."""
    context = browser.new_context(color_scheme="dark", reduced_motion="reduce")
    pages = []

    def begin(board, name):
        pages.append(opened(context, board, host=name, outside=True))
        pages[-1].wait_for_function("() => document.querySelector('[data-board]')?.isConnected")
        return pages[-1]

    yield begin
    assert [error for page in pages for error in page.errors] == []
    context.close()


def is_dressed(page, theme):
    """The board has the theme's ink and panel, and its consoles have colors; returns what the consoles show."""
    page.evaluate(PAINTED)
    ink, panel = page.board.evaluate(COLORS)
    assert (ink < 0.2 and panel > 0.8) if theme == "light" else (ink > 0.8 and panel < 0.2), (ink, panel, theme)
    return consoles(page.board)


@pytest.mark.parametrize("board", BOARDS)
def test_a_board_is_in_color_and_live_in_every_host(board, host):
    page = host(BOARDS[board](), "VS Code, dark")
    shown = {"dark": is_dressed(page, "dark"), "light": None}
    for html, body, theme in HOSTS.values():
        page.evaluate(DRESS, [html, body])
        shown[theme or "dark"] = is_dressed(page, theme or "dark")
    page.emulate_media(color_scheme="light")
    assert is_dressed(page, "light") == shown["light"]
    before = page.board.evaluate("(board) => [...board.machine.parameters]")
    page.locator("input[data-dial]").last.focus()
    for _ in range(5):
        page.keyboard.press("ArrowUp")
    page.wait_for_function("() => !document.querySelector('[data-board]').getAnimations({ subtree: true }).length")
    page.evaluate(PAINTED)
    assert page.board.evaluate("(board) => [...board.machine.parameters]") != before
    said = page.locator("[data-cost]").inner_text()
    assert float(re.sub("\u2212", "-", said)) == pytest.approx(
        page.board.evaluate("(board) => board.machine.cost"), abs=1e-3
    )
    # The other two runners of a race stand where they stood: only the reader's own console follows a turn.
    after = consoles(page.board)
    assert len(after) == len(shown["light"])
    assert after != shown["light"] or not after
