"""The pages behind the chapters: what they say of the book is what the book holds."""

import re

import pytest
from bench import reader
from bs4 import BeautifulSoup
from support.book_site import pages
from support.prose import BOOK, Prose

import turning_dials
from publish import reading
from turning_dials.quiz.quiz import chapters, questions

LINK = re.compile(r"\[[^\]]+\]\(([\w-]+)\.ipynb\)")
# What the chapters' order is to signs and sources; the landing page and the story speak before anything is introduced.
ORDER = [name for name in (page.removeprefix("chapters/") for page in pages()) if re.match(r"0[1-9]|1\d", name)]
SOURCES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((BOOK / "nbsrc").glob("*.md"))}


def text_of(name):
    return (BOOK / "chapters" / f"{name}.md").read_text(encoding="utf-8")


def tables(text):
    """The tables of a page, each a list of rows, without their heads."""
    parts = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    return [[re.split(r"(?<!\\) ?\| ?", line.strip("|\n")) for line in part.splitlines()[2:]] for part in parts]


# ---- notation


def formulas(name):
    """The formulas of a chapter, without what only sets them."""
    text = re.sub(r"\A---\n.*?\n---\n|^```.*?^```", "", SOURCES[name], flags=re.DOTALL | re.MULTILINE)
    return "\n".join(a or b for a, b in re.findall(r"\$\$(.+?)\$\$|\$([^$]+?)\$", text, re.DOTALL))


SIGNS = [(row[0].strip(" $"), LINK.search(row[2])[1]) for row in tables(text_of("notation"))[0]]
# A row that stands for a way of writing is looked for by its kind.
LOOK = {
    "a_j": r"(?<![A-Za-z\\])a_j",
    "w_{ji}": r"w_\{ji\}|w\^2_\{ji\}",
    "a^1": r"(?<![A-Za-z\\])a\^1(?!\d)",
    "\\sum": r"\\sum",
    "f'": r"\bf'",
}


def test_the_table_of_signs_is_as_long_as_the_book_needs():
    assert len(SIGNS) == len(dict(SIGNS)) and len(SIGNS) >= 25
    met = [ORDER.index(page) for _, page in SIGNS]
    assert met == sorted(met), "the signs stand in the order in which they are met"


@pytest.mark.parametrize(("sign", "page"), SIGNS, ids=[sign for sign, _ in SIGNS])
def test_a_sign_is_first_used_where_the_table_says(sign, page):
    look = LOOK.get(sign) or rf"(?<![A-Za-z\\]){re.escape(sign)}(?![A-Za-z])"
    first = next(name for name in ORDER if re.search(look, formulas(name)))
    assert first == page


def test_no_greek_letter_and_no_operator_of_a_formula_is_missing():
    used = {sign for name in ORDER for sign in re.findall(r"\\[A-Za-z]+", formulas(name))}
    # What only sets a formula, and what school has taught.
    school = """cdot dots ldots cdots times frac tfrac begin end cases text textbf mathsf left right bigl bigr Bigl Bigr
        quad qquad le ge lt gt ne pm to in sin cos exp max min sqrt"""
    named = " ".join(sign for sign, _ in SIGNS)
    missing = {sign for sign in used if sign[1:] not in school.split() and sign not in named and sign != "\\Sigma"}
    assert missing == set()


def test_the_order_of_the_dials_is_the_package_s():
    network = turning_dials.Network([2, 2, 1])
    said = re.search(r"^\$\$(w\^1_\{11\}.*?)\$\$", text_of("notation"), re.MULTILINE)[1]
    made = []
    for layer, kind, _, to, start in network.layout:
        number = layer + 1
        if kind == "weight":
            made += [f"w^{number}_{{{j + 1}{i + 1}}}" for j in range(to) for i in range(start)]
        else:
            made += [f"b^{number}_{j + 1}" for j in range(to)]
    assert re.findall(r"[wb]\^\d_(?:\{\d+\}|\d)", said) == made
    assert len(made) == network.parameters.size == 9
    assert network.weights[1][0, 1] == network.parameters[7]
    assert made[7] == "w^2_{12}"


# ---- references

WORKS, _, _ = text_of("references").partition("## Tools")
ENTRIES = re.findall(r"^\* (.+?)(?=\n\* |\n\n|\Z)", WORKS, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry[:30])
def test_a_reference_says_what_for_and_is_named_where_it_says(entry):
    used = LINK.findall(entry)
    assert used, "a reference says on which page it is used"
    assert re.search(r"\b(?:1[6-9]|20)\d\d\b", entry), "a reference has its year"
    last_name = re.match(r"(?:[A-Z][\w.-]* )+?(\w[\w'-]+)(?=,| and |\. )", entry, re.UNICODE)[1]
    for page in used:
        assert last_name in SOURCES[page], f"{page} does not name {last_name}"


@pytest.mark.parametrize("name", SOURCES)
def test_every_address_that_a_chapter_cites_is_among_the_references(name):
    cited = set(re.findall(r"\((https?://(?!example)[^\s)]+)\)", SOURCES[name]))
    assert {address for address in cited if address not in text_of("references")} == set()


def test_every_source_that_a_chapter_names_is_among_the_references():
    known = "\n".join(ENTRIES)
    for name, text in SOURCES.items():
        said = re.search(r"^\*Sources?: (.*)\*\s*\Z", text, re.MULTILINE | re.DOTALL)
        for title in re.findall(r'"([^"]+)"', said[1] if said else ""):
            plain = " ".join(title.rstrip(",").split()).lower()
            assert plain in " ".join(known.split()).lower(), f"{name} cites {title}"


# ---- for teachers

TEACHERS = text_of("for-teachers")


def test_what_the_chapters_promise_is_what_they_say():
    said = reading.PROMISES.search(TEACHERS)[0]
    assert said.strip() == reading.promises().strip(), "run python -m publish.reading"
    assert LINK.findall(said) == [name for name in ORDER if "After this chapter" in SOURCES[name]]


@pytest.mark.parametrize(("heading", "hours"), [("One hour", 1), ("Three hours", 3), ("Eight hours", 8)])
def test_a_plan_takes_as_long_as_it_says(heading, hours):
    plan = re.search(rf"### {heading}.*?(?=\n##)", TEACHERS, re.DOTALL)[0]
    minutes = [int(one) for one in re.findall(r"^1\. \*(\d+) minutes\.\*", plan, re.MULTILINE)]
    assert sum(minutes) == 60 * hours and len(minutes) == plan.count("\n1. ")
    for session in plan.split("two hours**")[1:]:
        assert sum(int(one) for one in re.findall(r"\*(\d+) minutes", session)) == 120
    assert {f"chapters/{page}" for page in LINK.findall(plan)} <= set(pages())


def test_every_question_named_is_there_and_of_the_chapter_it_stands_by():
    section = TEACHERS.partition("## Mistakes")[2].partition("\n## ")[0]
    named = {}
    for page, items in re.findall(r"^\[[^\]]+\]\(\d\d-(.+)\.ipynb\)\n\n((?:\* .*\n)+)", section, re.MULTILINE):
        named[page] = re.findall(r"`([\w-]+)`$", items, re.MULTILINE)
        assert len(named[page]) == items.count("* ")
    for chapter, names in named.items():
        assert set(names) <= set(questions(chapter)), chapter
        assert len(names) >= 2 and len(names) == len(set(names))
    assert set(chapters()) - {"index"} == set(named)
    for name in re.findall(r"`([a-z-]+-\d)`", TEACHERS.partition("## Mistakes")[0]):
        assert name in questions(name.rpartition("-")[0])


def test_what_a_reader_costs_is_what_the_bench_promises():
    page = Prose("for-teachers")
    page.says(f"a server of less than {reader.SERVER} MB of memory")
    page.says(f"a kernel of less than {reader.KERNEL} MB")
    page.says(f"at most {reader.CHAPTER} seconds of one processor")
    page.says(f"a turn of a dial at most {reader.TURN}")
    # The minutes of its lists have tests of their own, above.
    page.plain(*set(re.findall(r"\d+ minutes", page.text)), "Sentences 1 and 11", "13,150 dials", "CC BY 4.0")
    assert "below 0.2" in SOURCES["index"]
    page.says("below 0.2 by hand")
    assert page.left() == []


def test_a_chapter_builds_on_chapters_before_it():
    table = tables(TEACHERS)[-1]
    names = [re.search(r"\[(.+?)\]", row[0])[1] for row in table]
    for place, row in enumerate(table):
        needs = [] if row[1].strip() == "nothing" else row[1].strip().split("; ")
        assert set(needs) <= set(names[:place]), row
    assert [LINK.search(row[0])[1] for row in table] == [name for name in ORDER if "After this" in SOURCES[name]]


@pytest.mark.parametrize("heading", ["Three hours", "Eight hours"])
def test_a_plan_brings_what_a_chapter_builds_on_before_it(heading):
    plan = re.search(rf"### {heading}.*?(?=\n##)", TEACHERS, re.DOTALL)[0]
    order = LINK.findall(plan)
    rows = tables(TEACHERS)[-1]
    page = {re.search(r"\[(.+?)\]", row[0])[1]: LINK.search(row[0])[1] for row in rows}
    for row in rows:
        chapter, needs = LINK.search(row[0])[1], row[1].strip()
        if chapter in order and needs != "nothing":
            assert {page[one] for one in needs.split("; ")} <= set(order[: order.index(chapter)]), (heading, chapter)
    if heading == "Eight hours":
        assert set(page.values()) <= set(order)


# ---- the package


def test_the_package_s_page_has_every_name_and_says_something_of_it(site):
    page = BeautifulSoup((site / "chapters" / "api.html").read_text(encoding="utf-8"), "html.parser")
    there = [one["id"].removeprefix("turning_dials.") for one in page.select("dt.sig[id^='turning_dials.']")]
    tops = [name for name in there if "." not in name]
    assert sorted(tops) == sorted(turning_dials.__all__)
    for name in tops:
        said = page.find(id=f"turning_dials.{name}").find_next_sibling("dd").get_text()
        assert len(said.split()) > 5, name
    assert {"Network.forward", "Network.cost", "Network.gradient", "Network.parameters"} <= set(there)


def test_a_front_door_leads_to_the_page_for_teachers():
    assert "(for-teachers.md)" in SOURCES["index"]
    assert "(chapters/for-teachers.md)" in (BOOK / "README.md").read_text(encoding="utf-8")
