"""Boards in JupyterLab with a real kernel: what is turned in the page is read in Python, and the other way round."""

import json
import re

import pytest
from playwright.sync_api import TimeoutError as TooLate
from support.canvas import consoles
from support.jupyterlab import run_all, tab_of
from support.sight import cut_choices, lacking

from publish import notebooks

# Every chapter whose first board is called `board`, as the house asks.
NAMES = [
    name
    for name in notebooks.names()
    if re.search(r"^board = ", notebooks.paths(name)[0].read_text(encoding="utf-8"), re.MULTILINE)
]
ADD_CELL = """async (source) => {
  const notebook = jupyterapp.shell.currentWidget.content;
  notebook.activeCellIndex = notebook.widgets.length - 1;
  await jupyterapp.commands.execute("notebook:insert-cell-below");
  notebook.activeCell.model.sharedModel.setSource(source);
  await jupyterapp.commands.execute("notebook:run-cell");
  const outputs = notebook.activeCell.model.sharedModel.getOutputs();
  return outputs.map((output) => output.text ?? output.traceback?.join("\\n") ?? "").flat().join("");
}"""
THEME = """async (theme) => {
  await jupyterapp.commands.execute("apputils:change-theme", { theme });
  const wanted = String(theme.endsWith("Light"));
  while (document.body.dataset.jpThemeLight !== wanted) await new Promise(requestAnimationFrame);
  // The board draws in the frame after.
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
PANEL = "(board) => getComputedStyle(board).backgroundColor"
ACTIVE_CELL = "() => jupyterapp.shell.currentWidget.content.activeCellIndex"
FIRST_BOARD = "document.querySelector('[data-board]')"
SHOWS_ITS_COST = f"""() => {{
  const board = {FIRST_BOARD};
  return Math.abs(Number(board.querySelector("[data-cost]").textContent) - board.machine.cost) < 1e-3;
}}"""


@pytest.fixture(scope="module", params=NAMES)
def page(request, lab, browser):
    """A chapter in JupyterLab after Restart Kernel and Run All Cells, with all other hosts out of reach."""
    with tab_of(browser) as tab:
        try:
            run_all(tab, f"{lab}/lab/tree/{request.param}.ipynb?reset")
        except TooLate:  # Lab's first start on a busy machine is slow now and then; a second failure is one of ours
            run_all(tab, f"{lab}/lab/tree/{request.param}.ipynb?reset")
        yield tab
        tab.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()")


def asked(page, code):
    """What a new cell with this code prints."""
    return page.evaluate(ADD_CELL, code)


def parameters(page):
    return page.evaluate(f"() => [...{FIRST_BOARD}.machine.parameters]")


def test_every_cell_runs_and_every_board_is_live(page):
    assert page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count() == 0
    assert page.get_by_text("Error displaying widget").count() == 0
    boards = page.locator("[data-board]")
    assert boards.count() >= 1
    assert page.locator("[data-board][data-ready]").count() == boards.count()


def test_every_board_is_in_color_in_both_themes(page):
    shown = {}
    for theme in ("JupyterLab Light", "JupyterLab Dark", "JupyterLab Light"):
        page.evaluate(THEME, theme)
        boards = page.locator("[data-board]").all()
        look = [(board.evaluate(PANEL), consoles(board)) for board in boards]
        assert shown.setdefault(theme, look) == look, "the same theme looks the same again"
    for light, dark in zip(shown["JupyterLab Light"], shown["JupyterLab Dark"], strict=True):
        assert light[0] != dark[0]
        assert light[1] != dark[1] or not light[1]


def test_screen_and_verbs_stay_in_sight_while_the_notebook_scrolls(page):
    for board in page.locator("[data-board]").all():
        board.scroll_into_view_if_needed()
        assert lacking(page, board) == []
        assert cut_choices(page, board) == []


def test_a_turn_is_seen_on_the_console(page):
    board = page.locator("[data-board]").first
    before = consoles(board)
    page.locator("[data-board]").first.evaluate("(board) => board.machine.set(0, board.machine.parameters[0] + 0.5)")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert consoles(board) != before or not before
    board.evaluate("(board) => board.machine.rewind()")


def test_a_turned_dial_is_read_by_the_next_cell(page):
    dial = page.locator("[data-board]").first.locator("input[data-dial]").first
    index = int(dial.get_attribute("data-dial"))
    before = parameters(page)
    dial.scroll_into_view_if_needed()
    dial.focus()
    cell = page.evaluate(ACTIVE_CELL)
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    after = parameters(page)
    assert after[index] > before[index]
    assert [value for at, value in enumerate(after) if at != index] == [
        value for at, value in enumerate(before) if at != index
    ]
    assert page.evaluate(ACTIVE_CELL) == cell, "the arrow keys moved the notebook's selection"
    assert page.evaluate("() => document.activeElement.matches('[data-board] input[data-dial]')"), (
        "a dial keeps the focus"
    )
    page.wait_for_timeout(200)  # the page tells Python at most every 30 ms
    assert json.loads(asked(page, "print(board.parameters.tolist())")) == after
    cost = page.evaluate(f"() => {FIRST_BOARD}.machine.cost")
    assert float(asked(page, "print(board.cost)")) == pytest.approx(cost, rel=1e-12)


def test_parameters_set_in_a_cell_move_the_dials(page):
    wanted = json.loads(
        asked(page, "board.parameters = 0.9 * board.parameters + 0.05\nprint(board.parameters.tolist())")
    )
    page.wait_for_function(
        f"(wanted) => wanted.every((value, i) => value === {FIRST_BOARD}.machine.parameters[i])", arg=wanted
    )
    page.wait_for_function(SHOWS_ITS_COST)
    cost = page.evaluate(f"() => {FIRST_BOARD}.machine.cost")
    assert float(asked(page, "print(board.cost)")) == pytest.approx(cost, rel=1e-12)
    said = page.locator("[data-board]").first.locator("input[data-dial]").first.get_attribute("aria-valuetext")
    assert said, "a dial says its value"


def test_what_cannot_be_is_an_error_in_the_cell_and_leaves_the_board_as_it_was(page):
    before = parameters(page)
    said = asked(page, "board.parameters = [float('nan')] * len(board.parameters)")
    assert "ValueError" in said
    assert "finite" in said
    assert parameters(page) == before


def test_rewind_in_a_cell_rewinds_the_page(page):
    wanted = json.loads(asked(page, "board.rewind()\nprint(board.parameters.tolist())"))
    page.wait_for_function(
        f"(wanted) => wanted.every((value, i) => value === {FIRST_BOARD}.machine.parameters[i])", arg=wanted
    )
    assert wanted == page.evaluate(f"() => [...{FIRST_BOARD}.machine.start]")
