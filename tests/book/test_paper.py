"""The paper about the book: its citations are listed and used, it has the parts a journal asks for, and it is short."""

import re

import yaml
from support.prose import BOOK

from turning_dials import Network

PAPER = (BOOK / "paper" / "paper.md").read_text(encoding="utf-8")
LISTED = (BOOK / "paper" / "paper.bib").read_text(encoding="utf-8")
_, HEAD, BODY = PAPER.split("---\n", 2)


def test_every_citation_is_listed_and_every_entry_is_cited():
    cited = set(re.findall(r"@(\w+)", BODY))
    assert cited == set(re.findall(r"^@\w+\{(\w+),", LISTED, re.MULTILINE))


def test_an_entry_says_who_what_when_and_where():
    for entry in re.split(r"\n(?=@)", LISTED.strip()):
        fields = set(re.findall(r"^  (\w+) = \{", entry, re.MULTILINE))
        assert {"author", "title", "year"} <= fields, entry
        assert fields & {"doi", "url", "publisher"}, entry
        assert entry.count("{") == entry.count("}")


def test_it_has_the_parts_that_a_journal_of_open_education_asks_for_and_is_short():
    head = yaml.safe_load(HEAD)
    citation = yaml.safe_load((BOOK / "CITATION.cff").read_text(encoding="utf-8"))
    assert head["title"] == citation["title"]
    assert (BOOK / "paper" / head["bibliography"]).is_file()
    parts = re.findall(r"^# (.+)$", BODY, re.MULTILINE)
    for part in (
        "Summary",
        "Statement of need",
        "Audience and learning objectives",
        "Instructional design",
        "Adoption",
    ):
        assert part in parts
    assert len(BODY.split()) <= 1000


def test_its_one_number_is_the_package_s():
    assert re.findall(r"\d[\d,]{3,}", re.sub(r"@\w+", "", BODY)) == [f"{Network([625, 20, 20, 10]).parameters.size:,}"]
