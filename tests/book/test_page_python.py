"""The page's own Python as a reader meets it: cells, boards and errors as in JupyterLab."""

import json

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from support.book_site import bring, pages
from support.python_page import PythonPage

from turning_dials import Network

NAME = next(name for name in pages() if name.endswith("-biases"))
READ = "print(*board.parameters.tolist())"
PARAMETERS = "(root) => [...root.machine.parameters]"
SAID = "() => document.querySelector('.td-live-region')?.textContent"


@pytest.fixture(scope="module")
def context(browser, served):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    yield context
    context.close()


@pytest.fixture(scope="module")
def shown(context, served):
    """One page for the tests of this file, in their order: what one leaves, the next finds, as a reader would."""
    shown = PythonPage(context, served, NAME)
    shown.asked = []
    shown.page.on("request", lambda one: shown.asked.append(one.url))
    shown.page.reload()
    shown.boards = bring(shown.page)
    shown.page.wait_for_load_state("networkidle")
    shown.board = next(n for n in shown.numbers if shown.cell(n).locator("[data-board]").count())
    shown.next = next(
        n for n in shown.numbers if n > shown.board and "board" in shown.cell(n).evaluate("(c) => c.source")
    )
    return shown


def turn(shown, key="ArrowUp", times=3):
    """Turn the first dial of the page's first board by the keyboard. Returns where all its dials then stand."""
    board = shown.cell(shown.board).locator("[data-board]")
    board.locator("input[data-dial]").first.focus()
    for _ in range(times):
        shown.page.keyboard.press(key)
    return board.evaluate(PARAMETERS)


def numbers(told):
    assert told["ran"] == "ok", told
    return [float(one) for one in told["text"].split()]


def test_nothing_of_it_comes_before_a_reader_asks(shown):
    assert shown.page.evaluate("() => document.documentElement.dataset.python") == "idle"
    assert [url for url in shown.asked if "/python/" in url] == []
    added = shown.page.evaluate("""async () => {
        const text = await (await fetch(document.querySelector('script[src*="site.js"]').src)).text();
        return text.slice(text.indexOf("// ---- python")).length;
    }""")
    assert 0 < added < 4500, "characters of launch.js, comments and all: the one thing that every page has of it"


def test_a_dial_turned_by_hand_is_what_the_next_cell_reads(shown):
    before = shown.cell(shown.board).locator("[data-board]").element_handle()
    turned = turn(shown)
    assert numbers(shown.run(shown.next, READ)) == turned
    assert before.evaluate("(root) => root.isConnected"), "running what is above leaves the board where it is"
    again = turn(shown, "ArrowDown", 5)
    assert numbers(shown.run(shown.next)) == again
    assert shown.page.evaluate(SAID).startswith("Done. ")


def test_a_cell_moves_the_dials_and_the_two_agree_on_cost_and_slopes(shown):
    board = shown.cell(shown.board).locator("[data-board]")
    told = shown.run(shown.next, "board.parameters = [1.5, -3.25]\nprint(board.cost, *board.gradient.tolist())")
    machine = board.evaluate("(root) => [[...root.machine.parameters], root.machine.cost, [...root.machine.gradient]]")
    assert machine[0] == [1.5, -3.25]
    cost, *slopes = numbers(told)
    assert machine[1] == pytest.approx(cost, rel=1e-12)
    assert machine[2] == pytest.approx(slopes, rel=1e-12)
    shown.run(shown.next, "board.rewind()")
    assert board.evaluate(PARAMETERS) == board.evaluate("(root) => [...root.machine.start]")
    turned = turn(shown, "ArrowUp", 1)
    assert numbers(shown.run(shown.next, READ)) == turned


def test_what_a_page_sends_is_checked_and_what_python_refuses_is_said(shown):
    told = shown.run(shown.next, "board.parameters = [1, float('nan')]")
    assert told["ran"] == "error"
    assert "ValueError" in told["text"].splitlines()[-1]
    assert np.isfinite(numbers(shown.run(shown.next, READ))).all()


def test_a_new_board_takes_the_place_of_the_old_one(shown):
    old = shown.cell(shown.board).locator("[data-board]").element_handle()
    source = shown.cell(shown.board).evaluate("(cell) => cell.source")
    assert shown.run(shown.board)["ran"] == "ok"
    board = shown.cell(shown.board).locator("[data-board][data-ready]")
    board.wait_for()
    assert not old.evaluate("(root) => root.isConnected")
    assert numbers(shown.run(shown.next, READ)) == board.evaluate("(root) => [...root.machine.start]")
    turned = turn(shown, "PageUp", 1)
    assert numbers(shown.run(shown.next, READ)) == turned
    # One of other dials, from a text that the reader wrote.
    assert shown.run(shown.board, source.replace("parameters = [2, -2]", "parameters = [-1, 0.5]"))["ran"] == "ok"
    board.wait_for()
    assert board.evaluate(PARAMETERS) == [-1, 0.5]
    assert numbers(shown.run(shown.next, READ)) == [-1, 0.5]


def test_restore_brings_back_the_cell_its_output_and_its_board(shown):
    cell = shown.cell(shown.board)
    first = cell.evaluate("(cell) => cell.querySelector('pre').textContent")
    cell.locator("details.td-code > summary").click()
    cell.locator("[data-restore]").click()
    assert "parameters = [2, -2]" in cell.evaluate("(cell) => cell.source")
    assert cell.evaluate("(cell) => cell.querySelector('pre').textContent") != first
    board = cell.locator("[data-board]")
    assert board.evaluate("(root) => [...root.machine.start]") == [2, -2]
    index = board.locator("input[data-dial]").first
    index.focus()
    before = board.evaluate(PARAMETERS)
    shown.page.keyboard.press("ArrowUp")
    assert board.evaluate(PARAMETERS) != before, "the board that came back is live"
    shown.cell(shown.next).locator("[data-restore]").click()
    assert "threshold" in shown.cell(shown.next).evaluate("(cell) => cell.querySelector('[data-output]').textContent")
    assert shown.cell(shown.next).locator("[data-restore]").is_hidden()


def test_an_error_shows_the_cell_s_own_lines_and_nothing_of_what_runs_it(shown):
    told = shown.run(shown.next, "def share(x):\n    return 1 / x\n\n\nprint('before')\nshare(0)")
    assert told["ran"] == "error"
    lines = told["text"].splitlines()
    assert lines[0] == "before"
    assert lines[-1] == "ZeroDivisionError: division by zero"
    assert any("share(0)" in line for line in lines)
    assert any("return 1 / x" in line for line in lines)
    assert "line 2, in share" in told["text"]
    assert "pagekernel" not in told["text"]
    assert shown.page.evaluate(SAID) == "Error. ZeroDivisionError: division by zero"
    told = shown.run(shown.next, "x = (1,\ny = 2")
    assert told["text"].splitlines()[-1].startswith("SyntaxError: ")
    assert "x = (1," in told["text"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("input('name?')", "no terminal"),
        ("import urllib.request\nurllib.request.urlopen('https://example.org')", "no other computer"),
        ("import js\nawait js.fetch('https://example.org')", "no other computer"),
        ("import js\njs.XMLHttpRequest.new()", "no other computer"),
        ("import socket\nsocket.create_connection(('example.org', 80))", "no other computer"),
        ("import ipywidgets", "JupyterLab"),
        ("import sklearn", "open the chapter in JupyterLab"),
    ],
)
def test_what_a_page_cannot_do_is_said_in_words(shown, source, words):
    told = shown.run(shown.next, source)
    assert told["ran"] == "error"
    assert words in told["text"]
    assert shown.page.strangers == []


def test_outputs_are_text_tables_figures_and_boards(shown):
    cell = shown.cell(shown.next)
    told = shown.run(
        shown.next,
        "import sys\nfrom IPython.display import HTML, display\n"
        "print('out')\nprint('err', file=sys.stderr)\n"
        "display(HTML('<table><tr><th id=\"x\">a<td>1</table><script>document.title = 1</script>'"
        " '<img src=\"https://example.org/x.png\">'))\n"
        "{'b': 2}",
    )
    assert told["ran"] == "ok", told
    assert cell.locator("[data-stream='stdout'] pre").inner_text().strip() == "out"
    assert cell.locator("[data-stream='stderr'] pre").inner_text().strip() == "err"
    assert cell.locator(".td-markup table").evaluate("(table) => table.outerHTML").count("id=") == 0
    assert cell.locator(".td-markup :is(script, img)").count() == 0
    assert told["text"].endswith("{'b': 2}")
    told = shown.run(shown.next, "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2])\nplt.title('Three');")
    image = cell.locator("img")
    assert "Three" in image.get_attribute("alt")
    assert image.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") > 300
    drawn = next(n for n in shown.numbers if "show(" in shown.cell(n).evaluate("(cell) => cell.source"))
    assert shown.run(drawn)["ran"] == "ok"
    image = shown.cell(drawn).locator("img")
    assert len(image.get_attribute("alt")) > 40
    assert image.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") > 300


def test_an_endless_loop_is_stopped_and_the_boards_keep_their_dials(shown):
    turned = turn(shown, "ArrowUp", 2)
    cell = shown.cell(shown.next)
    shown.begin(shown.next, "while True:\n    print('again')")
    stop = cell.locator("[data-stop]")
    stop.wait_for()
    cell.locator("[data-stream]").wait_for()
    turned = turn(shown, "ArrowUp", 2)  # the page is not held up
    stop.click()
    told = shown.end(shown.next)
    assert told["ran"] == "error"
    assert "Stopped" in told["state"]
    shown.page.wait_for_function("() => document.documentElement.dataset.python === 'ready'")
    assert shown.cell(shown.board).locator("[data-board]").evaluate(PARAMETERS) == turned
    assert numbers(shown.run(shown.next, READ)) == turned, (
        "what is above runs again, and takes the board over as it stands"
    )
    assert numbers(shown.run(shown.next)) == turned


def test_run_all_above_and_restart_are_in_the_menu(shown):
    cell = shown.cell(shown.next)
    cell.locator("[data-more]").click()
    cell.get_by_text("Restart Python").click()
    shown.page.wait_for_function(f"() => ({SAID})().startsWith('Python has begun anew')")
    cell.locator("[data-more]").click()
    cell.get_by_text("Run all above").click()
    shown.end(shown.next)
    ran = shown.page.evaluate("() => [...document.querySelectorAll('[data-ran]')].map((one) => +one.dataset.cell)")
    assert ran == [n for n in shown.numbers if n <= shown.next]


def test_a_cell_is_edited_and_run_by_the_keyboard(shown):
    cell = shown.cell(shown.next)
    cell.locator("[data-edit]").focus()
    shown.page.keyboard.press("Enter")
    editor = cell.locator(".cm-content")
    editor.wait_for()
    assert editor.evaluate("(one) => one === document.activeElement")
    assert "Tab indents, Escape leaves" in editor.get_attribute("aria-label")
    shown.page.keyboard.press("Control+a")
    shown.page.keyboard.type("for n in range(3):\nprint(n * n, end=' ')")  # the editor indents the second line
    assert cell.evaluate("(cell) => cell.source") == "for n in range(3):\n    print(n * n, end=' ')"
    cell.evaluate("(cell) => { delete cell.dataset.ran; }")
    shown.page.keyboard.press("Shift+Enter")
    assert shown.end(shown.next)["text"] == "0 1 4 "
    shown.page.keyboard.press("Escape")
    assert cell.locator("[data-run]").evaluate("(one) => one === document.activeElement")
    assert shown.page.evaluate(SAID) == "Done. 0 1 4"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_of_it_stands_in_anyone_s_way(shown, theme):
    shown.page.emulate_media(color_scheme=theme)
    found = Axe().run(shown.page).response["violations"]
    bad = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], [node["html"][:160] for node in one["nodes"]][:4]) for one in bad] == []


def test_on_a_phone_it_all_fits(shown):
    shown.page.set_viewport_size({"width": 320, "height": 640})
    cell = shown.cell(shown.next)
    cell.scroll_into_view_if_needed()
    cell.locator("[data-more]").click()
    for part in cell.locator(":scope :is(button, summary):visible").all():
        box = part.bounding_box()
        assert box["x"] >= 0, part.inner_text()
        assert box["x"] + box["width"] <= 320, part.inner_text()
    assert shown.page.evaluate("() => document.documentElement.scrollWidth") <= 320
    cell.locator("[data-more]").click()
    shown.page.set_viewport_size({"width": 1280, "height": 900})


def test_what_a_reader_wrote_is_kept_and_goes_into_the_notebook(shown):
    cell = shown.cell(shown.next)
    cell.evaluate("(cell) => { cell.source = 'mine = 1'; }")
    with shown.page.expect_download() as saving:
        shown.page.locator("a[download][href$='.ipynb']").first.click()
    saved = json.loads(saving.value.path().read_text(encoding="utf-8"))
    assert saved["cells"][shown.next]["source"] == "mine = 1"
    assert saving.value.suggested_filename.endswith("-biases.ipynb")
    shown.page.reload()
    shown.page.wait_for_function(f"() => document.querySelector('[data-cell=\"{shown.next}\"]').source === 'mine = 1'")
    assert shown.page.evaluate("() => document.documentElement.dataset.python") == "idle", (
        "kept text asks for no Python"
    )
    # The book has changed that cell: the text is kept, and it says so.
    shown.page.evaluate("""() => {
        const key = Object.keys(localStorage).find((name) => name.startsWith("td-code"));
        localStorage.setItem(key, localStorage.getItem(key).replace(/"committed":"/, '"committed":"older '));
    }""")
    shown.page.reload()
    state = cell.locator(".td-cell-state")
    state.filter(has_text="The book has changed this cell").wait_for()
    assert cell.evaluate("(cell) => cell.source") == "mine = 1"
    cell.locator("[data-restore]").click()
    assert shown.page.evaluate("() => Object.keys(localStorage).filter((name) => name.startsWith('td-code'))") == []


def test_in_all_this_no_other_host_was_asked_and_nothing_went_wrong(shown):
    assert (shown.page.said, shown.page.strangers) == ([], [])


def test_from_a_folder_too(browser, site):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    shown = PythonPage(context, site.as_uri(), NAME)
    board = bring(shown.page)[0]
    index = board.locator("input[data-dial]").first
    index.focus()
    shown.page.keyboard.press("ArrowUp")
    number = next(n for n in shown.numbers if "print(" in shown.cell(n).evaluate("(cell) => cell.source"))
    told = shown.run(number, READ)
    assert [float(one) for one in told["text"].split()] == board.evaluate(PARAMETERS), told
    assert (shown.page.said, shown.page.strangers) == ([], [])
    context.close()


def test_where_python_cannot_start_the_cell_names_the_two_ways_that_work(browser, served):
    context = browser.new_context()
    context.add_init_script("window.Worker = class { constructor() { throw new Error('no workers here'); } };")
    shown = PythonPage(context, served, NAME)
    told = shown.run(shown.numbers[-1])
    assert told["ran"] == "error"
    assert "no workers here" in told["state"]
    assert "http.server" in told["state"]
    assert "JupyterLab" in told["state"]
    assert shown.page.evaluate("() => document.documentElement.dataset.python") == "failed"
    context.close()


def test_in_firefox(browsers, served):
    context = browsers["firefox"].new_context(viewport={"width": 1280, "height": 900})
    shown = PythonPage(context, served, NAME)
    bring(shown.page)
    shown.board = next(n for n in shown.numbers if shown.cell(n).locator("[data-board]").count())
    turned = turn(shown)
    number = next(n for n in shown.numbers if n > shown.board)
    assert numbers(shown.run(number, READ)) == turned
    told = shown.run(number, "board.parameters = [0.5, 0.25]\nprint(board.cost)")
    board = shown.cell(shown.board).locator("[data-board]")
    assert board.evaluate(PARAMETERS) == [0.5, 0.25]
    assert board.evaluate("(root) => root.machine.cost") == pytest.approx(numbers(told)[0], rel=1e-12)
    assert shown.page.strangers == []
    context.close()


def test_the_licenses_of_what_is_shipped_are_listed(browser, served):
    page = browser.new_page()
    page.goto(f"{served}/{NAME}.html")
    page.locator("a", has_text="Licenses of the software").click()
    listed = page.locator("main table").inner_text()
    for name in ("pyodide", "numpy", "matplotlib", "pillow", "@codemirror/view", "traitlets", "python-dateutil"):
        assert name in listed
    rows = [row.locator("td").all_inner_texts() for row in page.locator("main tbody tr").all()]
    assert [row for row in rows if not all(row[:3])] == []
    assert [name for name, _, _, text in rows if not text] == ["pyodide"]  # whose license is linked in the text below
    for link in page.locator("main table a").all():
        assert len(page.request.get(link.evaluate("(one) => one.href")).text()) > 300
    page.close()


def test_python_on_the_page_has_the_network_of_the_book(shown):
    net = Network([2, 3, 1], seed=4)
    told = shown.run(
        shown.next, "from turning_dials import Network\nprint(*Network([2, 3, 1], seed=4).parameters.tolist())"
    )
    assert numbers(told) == pytest.approx(net.parameters.tolist(), rel=1e-15)
