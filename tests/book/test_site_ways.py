"""The same pages otherwise: from a folder, without JavaScript, by a mangled address, by searching; and how heavy."""

import io
import re

import numpy as np
import pytest
from bench.site_weight import first_visit
from PIL import Image
from playwright.sync_api import expect
from support.agreement import MACHINE, agree, steepest
from support.book_site import bring, opened, pages

from publish.serve import POLICY


@pytest.mark.parametrize("name", ["chapters/index", "chapters/01-neurons"])
def test_a_first_load_is_light_and_its_board_soon_ready(browser, served, name):
    # `make bench` measures; this only notices when something heavy has come in, on a busy machine too.
    visit = first_visit(browser, f"{served}/{name}.html")
    assert visit.whole < 700_000
    assert visit.seconds < 3


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
    assert [one for one in page.said if not re.search(r"\.js(\?v=\w+)?: csp$", one)] == []
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
    page.locator("#td-search input").fill("neuron")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=neuron")
    page.locator("#search-results li a").first.wait_for()
    page.wait_for_timeout(300)  # summaries come after the list
    assert (page.said, page.strangers) == ([], [])
    context.close()


def test_the_policy_it_is_served_with_allows_no_other_host_no_eval_and_no_script_in_the_page(browser, served):
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(f"{served}/{pages()[0]}.html")
    assert answer.headers["content-security-policy"] == POLICY
    refused = page.evaluate(
        """async () => {
            const refused = [];
            document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
            const wait = () => new Promise((done) => setTimeout(done, 50));
            await wait();  // what the tests evaluate directly is let off the policy
            try { (0, eval)("1"); refused.push("eval ran"); } catch { refused.push("eval"); }
            await fetch("https://elsewhere.test/").catch(() => {});
            document.body.append(Object.assign(document.createElement("script"), { textContent: "window.ran = 1" }));
            document.body.append(Object.assign(new Image(), { src: "https://elsewhere.test/x.png" }));
            await wait();
            return [...new Set(refused)].sort().concat(window.ran ?? []);
        }"""
    )
    assert refused == ["connect-src", "eval", "img-src", "script-src", "script-src-elem"]
    context.close()


@pytest.mark.parametrize("browser_name", ["chromium", "firefox"])
@pytest.mark.parametrize("how", ["get() { throw new DOMException('blocked', 'SecurityError'); }", "value: FULL"])
def test_search_works_where_a_browser_keeps_nothing(browsers, served, browser_name, how):
    context = browsers[browser_name].new_context()
    page = opened(context, served)
    full = "{ getItem: () => null, setItem() { throw new DOMException('full', 'QuotaExceededError'); } }"
    page.add_init_script(
        f"""for (const name of ["localStorage", "sessionStorage"])
            Object.defineProperty(window, name, {{ configurable: true, {how.replace("FULL", full)} }});"""
    )
    page.goto(f"{served}/search.html?q=neuron")
    page.locator("#search-results li a").first.wait_for()
    assert page.said == []
    context.close()


@pytest.mark.parametrize("browser_name", ["chromium", "firefox"])
def test_in_the_dark_the_chapters_have_no_light_edge(browsers, served, browser_name):
    context = browsers[browser_name].new_context(viewport={"width": 1280, "height": 500})
    page = context.new_page()
    page.goto(f"{served}/chapters/01-neurons.html")
    page.evaluate("() => { document.documentElement.dataset.theme = 'dark'; }")
    side = page.locator("#td-side")
    assert side.evaluate("(side) => side.scrollHeight > side.clientHeight"), "long enough to be scrolled"
    picture = np.array(Image.open(io.BytesIO(side.screenshot())).convert("L"))
    assert picture[:, -14:].mean() < 80
    context.close()


@pytest.mark.parametrize("come", [True, False])
def test_a_board_stands_before_its_training_pictures_and_trains_once_they_have_come(browser, served, come):
    context = browser.new_context()
    page = opened(context, served)
    held = []
    # The training pictures of chapter 10, as its page names them.
    page.goto(f"{served}/chapters/10-real-data.html")
    far = page.evaluate(
        "() => Object.values(JSON.parse(document.getElementById('td-page').textContent).models).flatMap(({far}) => far)"
    )
    later = {file for [trait], file, form in far if form == "later" and trait == "_training"}
    assert len(later) == 1
    page.wait_for_load_state("networkidle")
    page.route(f"**/{later.pop()}.js", lambda route: held.append(route))
    page.reload(wait_until="commit")  # loaded it is when all have come
    board = page.locator("[data-board='control']").first
    board.locator("[data-verb='run']").click()
    step = board.locator(".td-reading-step")
    assert step.inner_text() == "pictures are on their way"
    cost = board.evaluate("(root) => root.machine.cost")
    page.wait_for_timeout(200)
    assert board.evaluate("(root) => root.machine.cost") == cost
    if come:
        held[0].continue_()
        page.wait_for_function("([root, cost]) => root.machine.cost !== cost", arg=[board.element_handle(), cost])
        board.locator("[data-verb='run']").click()
        expect(step).to_contain_text("counted at step")
        assert page.said == []
    else:
        held[0].abort()
        expect(board.locator(".td-trouble")).to_have_text(
            "The training pictures could not be loaded. Load the page again to train."
        )
    context.close()
