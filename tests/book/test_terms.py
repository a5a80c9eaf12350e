"""A term's first use on a page of the site leads to the glossary, and says there and then what it means."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from support.book_site import opened, pages, settled
from support.prose import BOOK

from publish.site import glossary

TERMS = glossary.read((BOOK / glossary.HOME).with_suffix(".md").read_text(encoding="utf-8"))
PAGE = "chapters/01-neurons"
MEANING = ".td-meaning:popover-open"


def read(site, name):
    return BeautifulSoup((site / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


def prose(article):
    """A page's text as a reader has it, without headings, code, outputs, other links and sources; formulas as $...$.

    The links of terms stand in it as ‹term|word›.
    """
    for formula in article.select(".katex"):
        formula.replace_with(f"${formula.find('annotation').get_text()}$")
    for other in article.select("h1, h2, h3, h4, pre, .cell, dl.py, a:not(.td-term)"):
        other.decompose()
    for code in article.select("code"):
        code.replace_with("\0")
    for link in article.select("a.td-term"):
        link.replace_with(f"‹{link['href'].partition('#term-')[2]}|{link.get_text()}›")
    for strong in article.select("strong"):
        strong.replace_with(f"**{strong.get_text()}**")
    blocks = [" ".join(one.get_text().split()) for one in article.select("p")]
    return "\n".join(one for one in blocks if not re.match("Sources?:", one))


@pytest.mark.parametrize("name", [name for name in pages() if name != glossary.HOME])
def test_the_first_use_of_every_term_is_a_link_and_no_later_one_is(site, name):
    text = prose(read(site, name).select_one("article"))
    bare = re.sub(r"‹[^|]*\|([^›]*)›", r"\1", text)
    linked = {term for term in TERMS if f"‹{glossary.anchor(term)[5:]}|" in text}
    longer = {term: [one for one in TERMS if term in one and term != one] for term in TERMS}
    for term in TERMS:
        # A term inside a longer one is no use of it.
        hidden = re.sub("|".join(map(glossary.pattern, longer[term])) or "$^", "\0", bare, flags=re.IGNORECASE)
        first = re.search(glossary.pattern(term), hidden, re.IGNORECASE)
        assert bool(first) == (term in linked), f"{term}: {first}"
        if first:
            assert text.count(f"‹{glossary.anchor(term)[5:]}|") == 1
            before, _, after = text.partition(f"‹{glossary.anchor(term)[5:]}|")
            before = re.sub(r"‹[^|]*\|([^›]*)›", r"\1", before)
            for one in longer[term]:
                before = re.sub(glossary.pattern(one), "\0", before, flags=re.IGNORECASE)
            assert not re.search(glossary.pattern(term), before, re.IGNORECASE), f"{term} is used before its link"
            assert after.partition("›")[0] == first[0]


def test_a_link_carries_what_the_glossary_says_and_leads_to_its_entry(site):
    home = read(site, glossary.HOME)
    assert {glossary.anchor(term) for term in TERMS} == {one["id"] for one in home.select("p[id^=term-]")}
    for link in read(site, PAGE).select("a.td-term"):
        entry = home.find(id=link["href"].partition("#")[2])
        term = entry.strong.get_text()
        assert link["title"] == TERMS[term].said
        assert link["title"] in " ".join(entry.get_text().split())
    assert not home.select("a.td-term")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gradient descent follows the gradient.", ["gradient descent", "gradient"]),
        ("What it costs is no cost of 3; would cost 0.3", ["cost"]),
        ("the squared error, and its error $\\delta$", ["error"]),
        ("Turning Dials turns dials; a screen reader reads screens.", ["dial", "screen"]),
        ("leaky ReLUs, mini-batches, matrices, nudging", ["leaky ReLU", "batch", "matrix", "nudge"]),
    ],
)  # fmt: skip
def test_a_term_is_found_in_its_own_sense(text, found):
    assert [use.term for use in glossary.uses(text, TERMS)] == found


@pytest.fixture(params=["chromium", "firefox"])
def page(request, browsers, served):
    context = browsers[request.param].new_context(viewport={"width": 1280, "height": 900})
    page = opened(context, served)
    page.goto(f"{served}/{PAGE}.html")
    page.wait_for_selector("a.td-term[aria-expanded]")
    yield page
    assert (page.said, page.strangers) == ([], [])
    context.close()


def test_the_keyboard_opens_a_meaning_goes_on_into_it_and_closes_it(page):
    link = page.locator("a.td-term", has_text="sigmoid")
    link.focus()
    page.keyboard.press("Enter")
    assert page.locator(f"{MEANING} [role=status]").inner_text() == TERMS["sigmoid"].said
    assert link.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.matches('.td-meaning a')")
    page.keyboard.press("Escape")
    assert page.locator(MEANING).count() == 0
    assert link.get_attribute("aria-expanded") == "false"
    assert page.evaluate("() => document.activeElement.textContent") == "sigmoid"
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.locator(MEANING).count() == 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary.html#term-sigmoid")


def test_a_click_opens_a_meaning_and_the_next_one_closes_it(page):
    first, second = page.locator("a.td-term", has_text="wire"), page.locator("a.td-term", has_text="weight")
    first.click()
    assert page.locator(MEANING).count() == 1
    second.click()
    assert page.locator(f"{MEANING} [role=status]").inner_text() == TERMS["weight"].said
    assert [one.get_attribute("aria-expanded") for one in (first, second)] == ["false", "true"]
    second.click()
    assert page.locator(MEANING).count() == 0
    first.click()
    page.locator("h1").click()
    assert page.locator(MEANING).count() == 0
    assert page.url.endswith(f"{PAGE}.html")


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (320, 640)])
def test_every_meaning_lies_in_the_window_beside_its_word(page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    for link in page.locator("a.td-term").all():
        link.evaluate("(link) => link.scrollIntoView({ block: 'end', behavior: 'instant' })")
        settled(page)
        link.press("Enter")
        box = page.locator(MEANING).bounding_box()
        word = link.evaluate("(link) => link.getClientRects()[0].toJSON()")
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert box["y"] >= 0 and box["y"] + box["height"] <= height
        gap = max(word["top"] - box["y"] - box["height"], box["y"] - word["bottom"])
        assert 0 <= gap < 12, "it covers its word, or stands away from it"
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        page.keyboard.press("Escape")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_open_meaning_stands_in_nobody_s_way(browser, served, theme):
    context = browser.new_context(color_scheme=theme)
    page = opened(context, served)
    page.goto(f"{served}/{PAGE}.html")
    page.locator("a.td-term[aria-expanded]", has_text="sigmoid").press("Enter")
    found = Axe().run(page, context=".td-article p:has(.td-term)").response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found] == []
    context.close()


def test_without_javascript_a_term_is_a_link_with_a_title(browser, served):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/{PAGE}.html")
    link = page.locator("a.td-term", has_text="sigmoid")
    assert link.get_attribute("title") == TERMS["sigmoid"].said
    link.click()
    page.wait_for_url("**/glossary.html#term-sigmoid")
    context.close()
