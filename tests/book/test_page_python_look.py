"""Cells that run as a reader meets them by eye, by hand and by ear, and how little of it a page loads before."""

import re

import pytest
from support.book_site import bring, pages, settled
from support.python_page import PythonPage

NAME = next(name for name in pages() if name.endswith("-weights"))
OWN = "chapters/progress"
LIMIT = 5000  # bytes
# What is computed of an element's style, and the edges of its box.
STYLE = "(one, names) => names.map((name) => getComputedStyle(one)[name])"
# Where words stand in an element, by the first place of each: [left, top, width].
WORDS = """(root, words) => words.map((word) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(word);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + word.length);
    const box = range.getBoundingClientRect();
    return [box.left + scrollX, box.top + scrollY, box.width];
  }
  return null;
})"""


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def shown(request, browsers, served):
    """A page with an exercise, in each browser; `exercise` is its last cell."""
    context = browsers[request.param].new_context(viewport={"width": 1280, "height": 900})
    shown = PythonPage(context, served, NAME)
    bring(shown.page)
    shown.exercise = shown.numbers[-1]
    yield shown
    context.close()


def test_what_a_page_loads_of_it_before_a_reader_asks_is_little(site):
    script = (site / "_static" / "site.js").read_text(encoding="utf-8").partition("\n// ---- python\n")[2]
    sheet = (site / "_static" / "launch.css").read_text(encoding="utf-8")
    assert script
    assert sheet in (site / "_static" / "site-bundle.css").read_text(encoding="utf-8")
    for name in pages():
        text = (site / f"{name}.html").read_text(encoding="utf-8")
        marks = re.findall(r' data-cell="\d+"', text)
        assert sum(len(part.encode()) for part in (script, sheet, *marks)) <= LIMIT, name
        assert not re.search(r'(?:src|href)="[^"]*_static/python/', text), name


def test_run_edit_and_save_are_of_one_kind(browsers, served):
    """But for the edge of Run, which is what to do first, and for the room that many cells leave them."""
    context = browsers["chromium"].new_context()
    page = context.new_page()
    kinds = []
    names = ["borderRadius", "borderTopWidth", "color", "backgroundColor", "fontFamily", "cursor", "paddingLeft"]
    for name, button in ((NAME, "[data-run]"), (NAME, "[data-edit]"), (OWN, ".td-come-verbs button")):
        page.goto(f"{served}/{name}.html")
        kinds.append(page.locator(button).first.evaluate(STYLE, names))
    assert kinds[0] == kinds[1] == kinds[2] and kinds[0][0] != "0px"
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_buttons_are_the_book_s_own(shown, theme):
    shown.page.emulate_media(color_scheme=theme)
    settled(shown.page)
    bar = shown.cell(shown.exercise).locator(".td-cell-bar")
    run, edit = bar.locator("[data-run]"), bar.locator("[data-edit]")
    names = ["backgroundColor", "borderRadius", "fontFamily"]
    root = shown.page.locator("body").evaluate(STYLE, names)
    for button in (run, edit):
        background, radius, family = button.evaluate(STYLE, names)
        assert [background, family] == [root[0], root[2]]
        assert radius != "0px"
    assert run.evaluate(STYLE, ["borderTopColor"]) != edit.evaluate(STYLE, ["borderTopColor"]), "what to do first"
    code = shown.cell(shown.exercise).locator("pre").first.bounding_box()
    first, second = run.bounding_box(), edit.bounding_box()
    assert first["x"] == pytest.approx(code["x"], abs=1)
    assert first["y"] >= code["y"] + code["height"] + 4
    assert second["x"] >= first["x"] + first["width"] + 4
    assert first["height"] >= 32


def test_opening_the_editor_moves_no_letter(shown):
    cell = shown.cell(shown.exercise)
    words = ["import", "def", "return", "without"]
    pre = cell.locator("pre").first
    before = pre.evaluate(WORDS, words)
    size = "(one) => [one.offsetWidth, one.offsetHeight]"
    box, look = pre.evaluate(size), pre.evaluate(STYLE, ["backgroundColor", "borderTopColor"])
    cell.locator("[data-edit]").click()
    editor = cell.locator(".cm-editor")
    editor.wait_for()
    settled(shown.page)
    after = editor.evaluate(WORDS, words)
    for word, one, other in zip(words, before, after, strict=True):
        assert other == pytest.approx(one, abs=1), word
    assert editor.evaluate(size) == pytest.approx(box, abs=1)
    assert editor.evaluate(STYLE, ["backgroundColor", "borderTopColor"]) == look


def test_a_hint_is_read_without_scrolling_sideways(shown):
    cell = shown.cell(shown.exercise)
    source = cell.evaluate("(cell) => cell.source")
    told = shown.run(shown.exercise, source.replace("return ...", "return w @ x"))
    assert told["ran"] == "ok" and len(told["text"]) > 120, told
    for width in (1280, 320):
        shown.page.set_viewport_size({"width": width, "height": 800})
        settled(shown.page)
        assert cell.locator("[data-output] pre").evaluate("(pre) => pre.scrollWidth <= pre.clientWidth"), width
    shown.page.set_viewport_size({"width": 1280, "height": 900})


def test_a_cell_is_run_broken_stopped_and_restored_by_keys_alone(shown):
    cell, page = shown.cell(shown.exercise), shown.page
    on = "(one) => one === document.activeElement"
    cell.locator("[data-edit]").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("while True:\n    pass")
    page.keyboard.press("Escape")
    assert cell.locator("[data-run]").evaluate(on)
    page.keyboard.press("Enter")
    cell.locator("[data-stop]").wait_for()
    cell.locator(".td-cell-state").filter(has_text="Running").wait_for()
    assert cell.locator("[data-stop]").evaluate(on), "what was Run is Stop now, and the focus is on it"
    page.keyboard.press("Enter")
    assert "Stopped" in shown.end(shown.exercise)["state"]
    assert cell.locator("[data-run]").evaluate(on)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert cell.locator("[data-restore]").evaluate(on)
    page.keyboard.press("Enter")
    assert "return ..." in cell.evaluate("(cell) => cell.source")
    assert cell.locator("[data-run]").evaluate(on)
    assert "Still to do" in cell.locator("[data-output]").inner_text()


def test_who_hears_the_page_is_told_which_cell_a_button_runs(shown):
    groups = [shown.cell(number).locator(".td-cell-bar[role=group]") for number in shown.numbers]
    names = [group.get_attribute("aria-label") for group in groups]
    assert len(set(names)) == len(names), names
    assert names[-1] == "Cell: check_without(without)"
    assert groups[-1].get_by_role("button", name="Run", exact=True).count() == 1
    assert shown.page.locator(".td-live-region").get_attribute("role") == "status"


def test_a_finger_finds_every_button(browser, served):
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    shown = PythonPage(context, served, NAME)
    cell = shown.cell(shown.numbers[-1])
    assert shown.run(shown.numbers[-1])["ran"] == "ok"
    cell.locator("[data-more]").tap()
    for button in cell.locator(".td-cell-bar button:visible").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44, button.inner_text()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 320, button.inner_text()
    context.close()


def test_a_question_can_be_asked_again_by_its_own_cell(shown):
    number = next(n for n in shown.numbers if shown.cell(n).evaluate("(cell) => cell.source.startsWith('question(')"))
    told = shown.run(number, 'question("neurons-1")')
    assert told["ran"] == "ok", told
    assert told["text"].startswith("Question neurons-1: ")
    place = shown.cell(number).locator(".td-place.td-is-live")
    place.wait_for()
    assert place.locator(".td-quiz").count() == 1


def test_what_was_written_in_a_folded_cell_is_in_view_when_the_reader_comes_back(shown):
    number = next(n for n in shown.numbers if shown.cell(n).evaluate("(cell) => cell.source.startsWith('question(')"))
    cell = shown.cell(number)
    cell.evaluate("(cell) => { cell.source = 'mine = 1'; }")
    shown.page.reload()
    cell.locator("[data-restore]").wait_for()
    assert cell.locator(".cell_input pre").is_visible()
    assert cell.locator(".cell_input pre").inner_text().strip() == "mine = 1"
    cell.locator("[data-restore]").click()
    assert cell.evaluate("(cell) => cell.source").startswith("question(")
