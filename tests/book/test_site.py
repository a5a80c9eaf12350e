"""The published page, for every page of _toc.yml and in each browser: live boards and no kernel, for every reader.

A page is loaded once in each browser and stays while its tests run in their order.
"""

import re

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from support.agreement import MACHINE, agree, number, steepest
from support.book_site import BOOK, bring, opened, pages, settled
from support.browsers import EVERY

# Chromium first in both lists, so that a page is loaded once for all the tests it is in.
LOADED = [(browser, name) for browser in EVERY for name in pages()]
in_every_browser = pytest.mark.parametrize("page", LOADED, indirect=True, ids="-".join, scope="module")
in_chromium = pytest.mark.parametrize(
    "page", [one for one in LOADED if one[0] == "chromium"], indirect=True, ids="-".join, scope="module"
)


@pytest.fixture(scope="module")
def page(request, browsers, served):
    browser, name = request.param
    context = browsers[browser].new_context(viewport={"width": 1280, "height": 900})
    page = opened(context, served)
    page.goto(f"{served}/{name}.html")
    page.name = name
    page.boards = bring(page)
    yield page
    context.close()


# ---- one page, as it was loaded


@in_every_browser
def test_no_other_host_is_asked(page):
    assert page.strangers == []


@in_every_browser
def test_nothing_goes_wrong(page):
    assert page.said == []


@in_every_browser
def test_nothing_but_a_cell_is_marked_as_one(page):
    assert page.locator("[data-cell]:not(.cell)").count() == 0


@in_every_browser
def test_a_live_board_stands_in_the_place_of_its_still(page):
    for place in page.locator(".td-place").all():
        live, still, note = place.evaluate(
            """(place) => {
                const seen = (part) => place.querySelector(part)?.checkVisibility() ?? false;
                return [seen(".td-live"), seen(".td-still"), place.querySelector(".td-note:not(noscript *)") !== null];
            }"""
        )
        assert (live, still, note) == (True, False, False)


@in_every_browser
def test_the_still_of_a_board_that_comes_with_the_page_is_not_loaded(page):
    kept, loaded = page.evaluate(
        """() => {
            const stills = [...document.querySelectorAll(".td-place > noscript")].map(({ textContent }) => {
                const kept = new DOMParser().parseFromString(textContent, "text/html").querySelector(".td-still");
                return kept && new URL(kept.getAttribute("src"), location.href).href;
            });
            return [stills.filter(Boolean), performance.getEntriesByType("resource").map(({ name }) => name)];
        }"""
    )
    assert len(kept) >= (1 if page.boards else 0)
    assert set(kept).isdisjoint(loaded)


@in_every_browser
def test_boards_start_where_python_left_them_and_agree_with_numpy(page):
    for board in page.boards:
        machine = board.evaluate(MACHINE)
        assert machine["parameters"] == machine["start"]
        agree(machine)


@in_every_browser
def test_a_turn_changes_cost_and_slopes_as_numpy_says_and_is_seen_in_the_next_frame(page):
    for board in page.boards:
        index = steepest(board)
        dial = board.locator(f"input[data-dial='{index}']")
        before = board.evaluate(MACHINE)
        up = before["gradient"][index] < 0
        # What the page shows right after the first frame that follows the key.
        board.evaluate(
            """(root, index) => addEventListener("keydown", () => requestAnimationFrame(() => setTimeout(() => {
                root.seen = { cost: root.querySelector("[data-cost]").textContent, truth: root.machine.cost,
                              dial: root.querySelector(`input[data-dial="${index}"]`).getAttribute("aria-valuetext"),
                              slope: root.machine.gradient[index], value: root.machine.parameters[index] };
            })), { once: true, capture: true })""",
            index,
        )
        dial.focus()
        page.keyboard.press("ArrowUp" if up else "ArrowDown")
        page.wait_for_function("(root) => root.seen", arg=board.element_handle())
        after = board.evaluate(MACHINE)
        assert after["parameters"][index] != before["parameters"][index]
        others = [i for i in range(len(before["parameters"])) if i != index]
        assert [after["parameters"][i] for i in others] == [before["parameters"][i] for i in others]
        assert after["cost"] < before["cost"], "a small turn against the slope lowers the cost"
        assert after["gradient"] != before["gradient"]
        agree(after)
        seen = board.evaluate("(root) => root.seen")
        assert seen["truth"] == after["cost"]
        assert number(seen["cost"]) == pytest.approx(after["cost"], rel=1e-3, abs=5e-5)
        assert number(seen["dial"]) == pytest.approx(after["parameters"][index], rel=1e-3, abs=5e-3)
        slope = re.search(r"slope (.+?),", seen["dial"])
        if slope:
            assert number(slope[1]) == pytest.approx(after["gradient"][index], rel=1e-2, abs=5e-4)


@in_every_browser
def test_rewind_brings_the_start_back_exactly(page):
    for board in page.boards:
        board.evaluate("(root) => root.machine.set(0, root.machine.parameters[0] + 0.123)")
        board.locator("[data-verb='rewind']").first.click()
        machine = board.evaluate(MACHINE)
        assert machine["parameters"] == machine["start"]
        agree(machine)


@in_chromium
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_stands_in_anyone_s_way(page, theme):
    page.emulate_media(color_scheme=theme)
    page.wait_for_function("(theme) => document.documentElement.dataset.theme === theme", arg=theme)
    found = Axe().run(page).response["violations"]
    bad = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], [node["html"][:160] for node in one["nodes"]][:4]) for one in bad] == []


@in_every_browser
def test_a_phone_scrolls_only_down(page):
    page.set_viewport_size({"width": 320, "height": 640})
    settled(page)
    wide = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((one) => one.getBoundingClientRect().right > 321 && one.checkVisibility())
            .filter((one) => !one.closest("pre, .katex-display, .pst-scrollable-table-container, dialog"))
            .slice(0, 5).map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, wide
    page.set_viewport_size({"width": 1280, "height": 900})


@in_every_browser
def test_the_list_of_chapters_has_every_page_and_marks_this_one(page):
    listed = page.evaluate("() => [...document.querySelectorAll('.td-chapters a:not(li li a)')].map((one) => one.href)")
    assert [one.partition("#")[0].partition("/chapters/")[2] for one in listed] == [
        f"{name.removeprefix('chapters/')}.html" for name in pages()
    ]
    marked = page.evaluate(
        "() => [...document.querySelectorAll('.td-chapters li.current > a')].map((one) => one.pathname)"
    )
    assert [one.partition("/chapters/")[2] for one in marked] == [f"{page.name.removeprefix('chapters/')}.html"]


@in_every_browser
def test_on_a_phone_the_chapters_are_one_tap_away(page):
    page.set_viewport_size({"width": 320, "height": 640})
    here = page.locator(".td-chapters li.current a").first
    assert not here.is_visible()
    page.locator(".td-menu").click()
    assert here.is_visible()
    page.keyboard.press("Escape")
    assert not here.is_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    here.wait_for()


@in_every_browser
def test_the_way_past_the_chapters_is_seen_when_it_is_reached_and_leads_to_the_text(page):
    link = page.locator(".td-to-text")
    page.evaluate("() => { document.activeElement?.blur(); scrollTo({ top: 0, behavior: 'instant' }); }")
    page.wait_for_function("() => document.getAnimations().length === 0")
    # At zero and not beyond, Firefox shows a line of it, as its height is no whole number of pixels.
    assert link.evaluate("(link) => link.getBoundingClientRect().bottom") <= -1
    link.focus()
    page.wait_for_function("(link) => link.getBoundingClientRect().top >= 0", arg=link.element_handle())
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash === '#main-content'")
    settled(page)
    box = link.bounding_box()
    assert box["y"] + box["height"] <= 0 or not link.evaluate("(link) => link.matches(':focus')")


@in_every_browser
def test_still_nothing_has_gone_wrong(page):
    assert page.said == []
    assert page.strangers == []


def test_an_old_address_leads_to_its_new_page(browser, served):
    moved = yaml.safe_load((BOOK / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]
    context = browser.new_context()
    page = context.new_page()
    for old, new in moved["turning_dials_redirects"].items():
        page.goto(f"{served}/{old}.html")
        page.wait_for_url(f"{served}/{new}.html")
    context.close()
