"""The page on boards and widgets in the page's own Python: what it links stays linked under the reader's hand."""

import pytest
from support.book_site import bring, pages
from support.python_page import PythonPage

NAME = next(name for name in pages() if name.endswith("-boards-and-widgets"))
PARAMETERS = "(root) => [...root.machine.parameters]"


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def shown(request, browsers, served):
    context = browsers[request.param].new_context(viewport={"width": 1280, "height": 900})
    shown = PythonPage(context, served, NAME)
    bring(shown.page)
    yield shown
    context.close()


def cell_with(shown, text):
    """The place of the cell whose text holds this."""
    sources = {n: shown.cell(n).evaluate("(cell) => cell.source") for n in shown.numbers}
    (found,) = [n for n, source in sources.items() if text in source]
    return found


def board_of(shown, text):
    return shown.cell(cell_with(shown, text)).locator("[data-board][data-ready]")


def turn(shown, board):
    """Turn a board's first dial by a key. Returns where its dials then stand."""
    before = board.evaluate(PARAMETERS)
    board.locator("input[data-dial]").first.focus()
    shown.page.keyboard.press("ArrowUp")
    after = board.evaluate(PARAMETERS)
    assert after != before
    return after


def test_a_turn_by_hand_moves_the_other_board_through_python(shown):
    linked = cell_with(shown, "def follow")
    assert shown.run(linked)["ran"] == "ok"
    board, twin = board_of(shown, 'title="AND"'), board_of(shown, "def follow")
    twin.wait_for()
    turned = turn(shown, board)
    shown.page.wait_for_function(
        "([root, wanted]) => wanted.every((value, i) => root.machine.parameters[i] === value)",
        arg=[twin.element_handle(), turned],
    )
    assert twin.evaluate("(root) => root.machine.cost") != board.evaluate("(root) => root.machine.cost")
    told = shown.run(cell_with(shown, "costs = []"), "print(*twin.parameters.tolist())")
    assert [float(one) for one in told["text"].split()] == turned, told


def test_a_class_of_the_reader_s_own_is_drawn_as_the_board_that_it_extends(shown):
    made = cell_with(shown, "class MajorityBoard")
    assert shown.run(made)["ran"] == "ok"
    board = board_of(shown, "class MajorityBoard")
    board.wait_for()
    turn(shown, board)
    told = shown.run(cell_with(shown, "majority.right"), "majority.parameters = [4, 4, 4, -6]\nprint(majority.right)")
    assert told["text"] == "8\n", told
    assert board.evaluate(PARAMETERS) == [4, 4, 4, -6]


def test_a_new_view_cannot_live_under_the_site_s_policy_and_says_where_it_can(shown):
    source = "import anywidget\n\n\nclass Mine(anywidget.AnyWidget):\n"
    source += "    _esm = 'export default { render({ el }) { el.textContent = 1; } }'\n\n\nMine()"
    made = cell_with(shown, "majority.right")
    assert shown.run(made, source)["ran"] == "ok"
    note = shown.cell(made).locator(".td-note")
    note.wait_for()
    said = "a published page runs no script but its site's own; in JupyterLab it is live"
    assert note.inner_text() == f"This board could not be brought to life ({said})."
    assert shown.page.strangers == []
