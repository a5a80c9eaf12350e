"""The published page, for every page of _toc.yml: live boards and no kernel, no other host, for every reader.

A page is loaded once and stays while its tests run in their order.
"""

import re

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from bench_site import ready
from support.book_site import bring, opened, pages

from turning_dials import Network

MACHINE = """(root) => {
    const { parameters, gradient, cost, sizes, activation, costName, inputs, targets, start } = root.machine;
    return { parameters: [...parameters], gradient: [...gradient], cost, sizes, activation, costName, inputs, targets,
             start: [...start] };
}"""


@pytest.fixture(scope="module", params=pages())
def page(request, browser, served):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = opened(context, served)
    page.goto(f"{served}/{request.param}.html")
    page.boards = bring(page)
    yield page
    context.close()


def numpy_says(machine):
    """The cost and the gradient of what a machine holds, computed in Python."""
    if len(machine["sizes"]) == 1:
        return numpy_says_of_outputs(np.array(machine["parameters"]), np.array(machine["targets"]), machine["costName"])
    net = Network(machine["sizes"], activation=machine["activation"], cost=machine["costName"])
    net.parameters = machine["parameters"]
    x, y = np.array(machine["inputs"], float), np.array(machine["targets"], float)
    return net.cost(x, y), net.gradient(x, y)


def numpy_says_of_outputs(a, y, cost):
    """The same for the board whose dials are the outputs themselves."""
    if cost == "mean_squared_error":
        return np.mean((a - y) ** 2), (2 * (a - y) / a.size).ravel()
    assert cost == "binary_cross_entropy"
    return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a)), ((a - y) / (a * (1 - a)) / a.size).ravel()


def agree(machine):
    cost, gradient = numpy_says(machine)
    assert machine["cost"] == pytest.approx(cost, rel=1e-12, abs=1e-15)
    assert np.max(np.abs(machine["gradient"] - gradient)) <= 1e-12 * np.max(np.abs(gradient))


def steepest(board):
    """The index of the dial on the page whose slope is the largest: the one where a turn is seen best."""
    return board.evaluate(
        """(root) => [...root.querySelectorAll("input[data-dial]")]
            .filter((dial) => dial.checkVisibility())
            .map((dial) => Number(dial.dataset.dial))
            .sort((one, other) => Math.abs(root.machine.gradient[other]) - Math.abs(root.machine.gradient[one]))[0]
        """
    )


# ---- one page, as it was loaded


def test_no_other_host_is_asked(page):
    assert page.strangers == []


def test_nothing_goes_wrong(page):
    assert page.said == []


def test_a_live_board_stands_in_the_place_of_its_still(page):
    for place in page.locator(".td-place").all():
        assert place.locator(".td-live").is_visible()
        assert not place.locator(".td-still").is_visible()
        assert place.locator(".td-note").count() == 0


def test_boards_start_where_python_left_them_and_agree_with_numpy(page):
    for board in page.boards:
        machine = board.evaluate(MACHINE)
        assert machine["parameters"] == machine["start"]
        agree(machine)


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


def number(text):
    """The first number in a text that writes or says its minus."""
    return float(re.search(r"-?\d+(\.\d+)?(e[-+]?\d+)?", text.replace("−", "-").replace("minus ", "-"))[0])


def test_rewind_brings_the_start_back_exactly(page):
    for board in page.boards:
        board.evaluate("(root) => root.machine.set(0, root.machine.parameters[0] + 0.123)")
        board.locator("[data-verb='rewind']").first.click()
        machine = board.evaluate(MACHINE)
        assert machine["parameters"] == machine["start"]
        agree(machine)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_stands_in_anyone_s_way(page, theme):
    page.emulate_media(color_scheme=theme)
    page.wait_for_function("(theme) => document.documentElement.dataset.theme === theme", arg=theme)
    found = Axe().run(page).response["violations"]
    bad = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], [node["html"][:160] for node in one["nodes"]][:4]) for one in bad] == []


def test_a_phone_scrolls_only_down(page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_timeout(50)
    wide = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((one) => one.getBoundingClientRect().right > 321 && one.checkVisibility())
            .filter((one) => !one.closest("pre, .katex-display, .pst-scrollable-table-container, dialog"))
            .slice(0, 5).map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, wide
    page.set_viewport_size({"width": 1280, "height": 900})


def test_on_a_phone_the_chapters_are_one_tap_away(page):
    page.set_viewport_size({"width": 320, "height": 640})
    here = page.locator("nav.bd-docs-nav li.current a").first
    assert not here.is_visible()
    page.locator(".primary-toggle").click()
    assert here.is_visible()
    page.keyboard.press("Escape")
    assert not here.is_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    assert here.is_visible()


def test_still_nothing_has_gone_wrong(page):
    assert page.said == []
    assert page.strangers == []


# ---- the same pages otherwise


@pytest.mark.parametrize("name", pages()[:2])
def test_a_first_load_is_light_and_its_board_soon_ready(browser, served, name):
    # `make bench` measures; this only notices when something heavy has come in, on a busy machine too.
    seconds, weight = ready(browser, f"{served}/{name}.html")
    assert weight < 700_000
    assert seconds < 3


@pytest.mark.parametrize("name", pages())
def test_boards_are_live_in_a_page_opened_from_a_folder(browser, site, name):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = opened(context, site.as_uri())
    page.goto(f"{site.as_uri()}/{name}.html")
    for board in bring(page):
        before = board.evaluate("(root) => root.machine.cost")
        index = steepest(board)
        board.locator(f"input[data-dial='{index}']").focus()
        page.keyboard.press("ArrowUp")
        assert board.evaluate("(root) => root.machine.cost") != before
    assert (page.said, page.strangers) == ([], [])
    context.close()


@pytest.mark.parametrize("name", pages())
def test_without_javascript_each_board_is_a_picture_with_words(browser, served, name):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page = opened(context, served)
    page.goto(f"{served}/{name}.html")
    for place in page.locator(".td-place").all():
        still = place.locator("img.td-still")
        still.scroll_into_view_if_needed()
        assert len(still.get_attribute("alt")) > 20
        box = still.bounding_box()
        assert box["width"] > 200
        assert box["height"] > 40
        address = still.evaluate("(img) => img.currentSrc || img.src")
        assert context.request.get(address).body().startswith(b"\x89PNG")
        assert place.locator(".td-note").is_visible()
    # Chromium calls a script that it was told not to load a failed request.
    assert [one for one in page.said if not one.endswith(".js: csp") and "mount.js" not in one] == []
    context.close()


@pytest.mark.parametrize("fragment", ["%E0%A4%A", "not-a-state", "~" * 50])
def test_a_mangled_address_is_said_and_leaves_the_board_usable(browser, served, fragment):
    context = browser.new_context()
    page = opened(context, served)
    page.goto(f"{served}/{pages()[0]}.html")
    board = bring(page)[0]
    board.evaluate("(root) => root.machine.set(0, root.machine.parameters[0] + 0.5)")
    board.get_by_text("Copy link").click()
    page.wait_for_function("() => location.hash.includes('=')")
    key = page.evaluate("() => location.hash.slice(1).split('=')[0]")
    turned = board.evaluate(MACHINE)["parameters"]
    page.wait_for_load_state("networkidle")  # a page that is left too soon has asked for its icon in vain
    page.reload()
    board = bring(page)[0]
    assert board.evaluate(MACHINE)["parameters"] == turned, "a whole link brings the turned dials back"

    page.wait_for_load_state("networkidle")
    page.goto("about:blank")
    page.goto(f"{served}/{pages()[0]}.html#{key}={fragment}")
    board = bring(page)[0]
    assert board.locator("[role=alert]").is_visible()
    assert len(board.locator("[role=alert]").inner_text()) > 20
    machine = board.evaluate(MACHINE)
    assert machine["parameters"] == machine["start"]
    board.locator("input[data-dial]").first.focus()
    page.keyboard.press("ArrowUp")
    agree(board.evaluate(MACHINE))
    assert board.evaluate(MACHINE)["cost"] != machine["cost"]
    assert page.said == []
    context.close()


@pytest.mark.parametrize("over", ["http", "file"])
def test_the_root_opens_the_first_page_and_search_finds_a_chapter(browser, site, served, over):
    start = served if over == "http" else site.as_uri()
    context = browser.new_context()
    page = opened(context, start)
    page.goto(start + ("/" if over == "http" else "/index.html"))
    page.wait_for_url(f"**/{pages()[0]}.html")
    page.keyboard.press("Control+k")
    page.locator("#pst-search-dialog input").fill("neuron")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=neuron")
    page.locator("#search-results li a").first.wait_for()
    page.wait_for_timeout(300)  # summaries come after the list
    assert (page.said, page.strangers) == ([], [])
    context.close()
