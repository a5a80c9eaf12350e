"""The whole book on one page: every page once, nothing folded, nothing answered before the end; and printed."""

import re

import pytest
from bs4 import BeautifulSoup
from support.book_site import BOOK, opened, pages

from publish import pdf
from publish.site import asked, whole
from turning_dials.quiz.quiz import Question, chapters, questions
from turning_dials.quiz.story import sentences

HELD = [page.rpartition("/")[2] for page in pages() if page not in whole.LEFT_OUT]
SHEET = 643  # the width in pixels that an A4 sheet has between its margins


@pytest.fixture(scope="module")
def text(site):
    return (site / f"{whole.NAME}.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def soup(text):
    return BeautifulSoup(text, "html.parser")


def test_every_page_is_there_once_in_the_order_of_the_book(soup):
    sheets = soup.select(".td-sheet")
    assert [sheet["id"] for sheet in sheets] == [*HELD, "answers", "solutions"]
    assert all(len(sheet.select("h1")) == 1 for sheet in sheets)
    assert [link["href"] for link in soup.select("nav a")] == [f"#{sheet['id']}" for sheet in sheets]


def test_its_places_are_unique_and_its_links_stay_within_it(soup, site):
    ids = [one["id"] for one in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    for link in soup.select("a[href]"):
        address = link["href"]
        if address.startswith("#"):
            assert address[1:] in ids, address
        elif not re.match(r"https?:|mailto:", address):
            assert address.partition("#")[0].removesuffix(".html") not in HELD, address
            assert (site / "chapters" / address.partition("#")[0]).resolve().is_file(), address


def test_nothing_on_it_needs_a_screen(soup, text):
    assert not soup.select("script, noscript, button, .headerlink, [loading]")
    assert all(one.has_attr("open") for one in soup.select("details"))
    stills = soup.select(".td-place img.td-still")
    assert len(stills) == len(soup.select(".td-place")) > 20 and "Without JavaScript" not in text


def test_what_is_asked_is_text_where_it_is_asked_and_nothing_says_which_is_right(soup):
    [other] = soup.select(".td-place:not([data-kind=board])")
    assert "MajorityBoard" in other.img["alt"], "the board that a reader builds alone is none of the book's"
    for page in HELD:
        sheet = soup.find(id=page)
        source = BOOK / "nbsrc" / f"{page}.md"
        names = re.findall(r'(?:predict|question)\("([\w-]+)"\)', source.read_text("utf-8")) if source.is_file() else []
        boxes = [box for box in sheet.select(".td-asked") if box.p and "earlier" not in box.p.get_text()]
        assert len(boxes) == len(names), page
        for name, box in zip(names, boxes, strict=True):
            told = Question(name)._question
            shown = [" ".join(item.get_text().strip("□ ").split()) for item in box.select("li")]
            wanted = [one["text"] for one in told.get("options", ())] or told.get("items", ())
            plain = [BeautifulSoup(asked.marked(one), "html.parser").get_text() for one in wanted]
            assert shown == plain if told["kind"] == "choice" else sorted(shown) == sorted(plain), name
            assert told["kind"] != "order" or shown != plain, name
            assert not box.select("strong")
    for page in ("00-the-story", "11-the-story-again"):
        assert len(soup.find(id=page).select(".td-asked-story li")) == len(sentences())


def test_answers_and_solutions_come_at_the_end_and_none_before(soup):
    answers = soup.find(id="answers")
    asked_of = sum(len(questions(chapter)) for chapter in chapters()) + len(sentences())
    assert len(answers.select("ol > li > p:first-child")) == asked_of
    for chapter in chapters():
        for told in questions(chapter).values():
            said = next((one["feedback"] for one in told.get("options", ()) if one.get("right")), told.get("feedback"))
            plain = " ".join(BeautifulSoup(asked.marked(said), "html.parser").get_text().split())
            assert plain in " ".join(answers.get_text().split())
    solutions = soup.find(id="solutions")
    told = sum(path.read_text("utf-8").count("<summary>Solution") for path in (BOOK / "nbsrc").glob("*.md"))
    assert abs(len(solutions.select("h3")) - told) <= 2  # notebooks may be made of the sources of a moment ago
    assert not [one for one in soup.select("summary") if one.get_text().strip() == "Solution"]


def test_on_paper_it_is_white_and_no_wider_than_a_sheet(browser, site):
    context = browser.new_context(viewport={"width": SHEET, "height": 900})
    page = opened(context, site.as_uri())
    page.emulate_media(media="print")
    page.goto(f"{site.as_uri()}/{whole.NAME}.html", wait_until="networkidle")
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("() => document.documentElement.scrollWidth") <= SHEET
    wide = page.evaluate(
        """(most) => [...document.querySelectorAll(".td-still, .highlight pre, table, .cell_output img")]
            .filter((one) => one.getBoundingClientRect().right > most + 1).map((one) => one.outerHTML.slice(0, 100))""",
        SHEET,
    )
    assert wide == []
    # What lies left of the text is not printed: the longest number of each list has room before its item.
    cut = page.evaluate(
        """() => [...document.querySelectorAll("ol")].filter((list) => {
            const pen = document.createElement("canvas").getContext("2d");
            pen.font = getComputedStyle(list).font;
            const left = (one) => one.getBoundingClientRect().left;
            const room = left(list.lastElementChild) - left(document.querySelector("main"));
            const needed = pen.measureText(`${list.children.length}. `).width;
            return getComputedStyle(list).listStyleType === "decimal" && room < needed;
        }).map((list) => list.outerHTML.slice(0, 100))"""
    )
    assert cut == []
    assert page.evaluate("() => [...document.images].filter((one) => one.naturalWidth === 0).length") == 0
    assert (page.said, page.strangers) == ([], [])
    context.close()


def test_it_is_printed_with_an_outline(browser, site, tmp_path):
    sheets = pdf.draw(browser, site, tmp_path / "book.pdf")
    printed = (tmp_path / "book.pdf").read_bytes()
    assert printed.startswith(b"%PDF")
    assert 100 < sheets < 400
    assert b"/Outlines" in printed
