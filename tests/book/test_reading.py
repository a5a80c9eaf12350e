"""What each chapter says of the time it takes is counted, and what it begins with is there."""

import re

import pytest
from support.prose import BOOK

from publish.reading import LINE, line

CHAPTERS = sorted(path for path in (BOOK / "nbsrc").glob("[0-9]*.md") if "Predict" in path.read_text(encoding="utf-8"))
EXPLAINED = 500  # words of a section, besides what is folded: three screens with their formulas


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_the_time_is_counted(path):
    text = path.read_text(encoding="utf-8")
    assert LINE.findall(text) == [line(text)], "run .venv/bin/python -m publish.reading"
    assert re.search(r"^After this chapter you can .*\.$", text, re.MULTILINE)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_whatever_has_a_checker_is_counted_as_an_exercise(path):
    sections = re.split(r"^###? ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    checked = [part.split("\n")[0] for part in sections if re.search(r"^(?:print\()?check_\w+\(", part, re.MULTILINE)]
    assert [title for title in checked if not title.startswith(("Exercise", "Bug hunt"))] == []
    assert f" {len(checked)} exercise" in line(path.read_text(encoding="utf-8")) or not checked


def test_the_landing_page_says_the_shortest_and_the_longest():
    minutes = [int(re.search(r"About (\d+)", line(path.read_text(encoding="utf-8")))[1]) for path in CHAPTERS]
    landing = (BOOK / "nbsrc" / "index.md").read_text(encoding="utf-8")
    assert f"Count on {min(minutes)} to {max(minutes)} minutes a chapter" in " ".join(landing.split())


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_no_section_explains_for_more_than_three_screens(path):
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"<details>.*?</details>", "", text, flags=re.DOTALL)
    long = {part.split("\n")[0]: len(part.split()) for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]}
    assert {title: words for title, words in long.items() if words > EXPLAINED} == {}


def test_what_goes_deeper_is_folded_and_marked():
    for path in CHAPTERS:
        for summary in re.findall(r"<summary>(.*?)</summary>", path.read_text(encoding="utf-8")):
            assert summary == "Solution" or re.match(r"Deeper: \w", summary), (path.name, summary)
