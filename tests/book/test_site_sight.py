"""What a reader of the site sees with a dial in hand, on every page, the page's header above it."""

import pytest
from support.book_site import bring, opened, pages
from support.sight import cut_choices, lacking

# The tightest of those in which tests/boards/test_in_sight.py looks at each board alone.
WINDOWS = {"1280": (1280, 720), "small phone": (320, 640)}
# What a reader may set, says WCAG 1.4.12; formulas are set by their own rules.
SPACED = """:not(.katex, .katex *) {
        line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important;
    }
    p { margin-bottom: 2em !important }"""


@pytest.fixture(scope="module", params=pages())
def page(request, browser, served):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = opened(context, served)
    page.goto(f"{served}/{request.param}.html")
    page.name = request.param
    page.boards = bring(page)
    yield page
    context.close()


@pytest.mark.parametrize("window", list(WINDOWS))
def test_screen_verbs_and_the_dial_in_hand_are_in_one_window(page, window):
    width, height = WINDOWS[window]
    page.set_viewport_size({"width": width, "height": height})
    assert [lacking(page, board) for board in page.boards] == [[] for _ in page.boards]
    assert [cut_choices(page, board) for board in page.boards] == [[] for _ in page.boards]


def test_the_first_window_of_the_book_holds_question_screen_dials_verbs_and_what_to_do(page):
    if page.name != pages()[0]:
        assert page.locator("main h1").count() == 1
        return
    page.set_viewport_size({"width": 1440, "height": 900})
    page.evaluate("() => scrollTo(0, 0)")
    first = page.boards[0]
    shown = [page.locator("main h1"), page.locator("main p").first, first.locator("[data-cost]")]
    shown += [first.locator(".td-console"), *first.locator(".td-verbs > button").all()]
    for one in shown:
        box = one.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 900, one
    assert "Drag one" in page.locator("main p").first.inner_text()


def test_with_everything_open_and_text_spaced_out_a_phone_scrolls_only_down(page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate("() => { for (const one of document.querySelectorAll('main details')) one.open = true; }")
    for style in ("", SPACED):
        sheet = page.add_style_tag(content=style or "/* as it is */")
        page.wait_for_timeout(100)
        wide = page.evaluate(
            """() => [...document.querySelectorAll("body *")]
                .filter((one) => one.getBoundingClientRect().right > 321 && one.checkVisibility())
                .filter((one) => !one.closest("pre, .katex-display, .pst-scrollable-table-container, dialog"))
                .slice(0, 5).map((one) => one.outerHTML.slice(0, 160))"""
        )
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, wide
        told = page.evaluate(
            """() => [...document.querySelectorAll(".cell_output pre")]
                .filter((one) => one.textContent.startsWith("Still to do") && one.scrollWidth > one.clientWidth)
                .map((one) => one.textContent)"""
        )
        assert told == [], "what a checker says is a sentence, and wraps"
        sheet.evaluate("(sheet) => sheet.remove()")


def test_regions_are_told_apart_and_all_that_is_read_lies_in_a_landmark(page):
    names = page.evaluate("() => [...document.querySelectorAll('section[aria-label]')].map((one) => one.ariaLabel)")
    assert len(set(names)) == len(names), names
    assert all(names)
    outside = page.evaluate(
        """() => [...document.querySelectorAll("body a, body button, body p")]
            .filter((one) => !one.closest("header, nav, main, footer, dialog, .td-to-text"))
            .map((one) => one.outerHTML)"""
    )
    assert outside == []


def test_on_paper_code_is_whole_and_the_cost_is_dark(page):
    page.set_viewport_size({"width": 720, "height": 900})
    page.emulate_media(media="print")
    cut = page.evaluate(
        """() => [...document.querySelectorAll("main pre")].filter((one) => one.checkVisibility())
            .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent.slice(0, 60))"""
    )
    inks = page.evaluate(
        "() => [...document.querySelectorAll('[data-cost]')].map((one) => getComputedStyle(one).color)"
    )
    page.emulate_media(media="screen")
    assert cut == []
    assert set(inks) <= {"rgb(0, 0, 0)"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_link_wears_the_colors_of_the_book(page, scheme):
    page.emulate_media(color_scheme=scheme)
    bare = page.evaluate("""() => {
        const probe = document.body.appendChild(document.createElement('span'));
        probe.style.color = 'LinkText';
        const { color } = getComputedStyle(probe);
        probe.remove();
        return [...document.links].filter((link) => getComputedStyle(link).color === color).map((link) => link.text);
    }""")
    assert bare == [], f"links in the browser's own blue: {bare}"
