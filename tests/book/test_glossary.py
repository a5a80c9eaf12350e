"""The glossary: each term is explained once, introduced where it says, and used on no chapter's page before that."""

import re

import pytest
from support.book_site import pages
from support.prose import BOOK

from publish.site import glossary

GLOSSARY = (BOOK / "chapters" / "glossary.md").read_text(encoding="utf-8")
TERMS = glossary.read(GLOSSARY)
# The chapters in the order of the book. The landing page and the story speak before anything has been introduced.
ORDER = [name for name in (page.removeprefix("chapters/") for page in pages()) if re.match(r"0[1-9]|10", name)]


def prose(name):
    """A page's words, without code, links' addresses and what it says of later chapters by their titles."""
    text = (BOOK / "nbsrc" / f"{name}.md").read_text(encoding="utf-8")
    text = re.sub(r"\A---\n.*?\n---\n|^```.*?^```|\*Sources?:.*?\*\Z", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"\[[^\]]*\]\([^)]*\)", "", text)
    return " ".join(re.sub(r"After this chapter you can .*", "", text).split())


def used(term, text):
    return re.search(glossary.pattern(term), text, re.IGNORECASE)


def test_terms_stand_in_their_order_and_say_something():
    assert list(TERMS) == sorted(TERMS, key=str.lower) and len(TERMS) >= 40
    assert len(TERMS) == GLOSSARY.count("\n**") and all(len(term.said) > 25 for term in TERMS.values())


@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_introduced_where_it_says_and_not_used_before(term):
    page = TERMS[term].page
    assert used(term, prose(page)), f"{page} does not use {term}"
    before = ORDER[: ORDER.index(page)] if page in ORDER else []
    early = [name for name in before if used(term, prose(name))]
    assert early == [], f"{term} is used in {', '.join(early)} before {page} introduces it"


@pytest.mark.parametrize(
    ("symbol", "page"),
    [(r"\\partial", "01-toolbox"), (r"\\sum", "01-toolbox"), (r"\\ln\b", "01-toolbox"),
     (r"\\eta", "06-gradient-descent"),
     (r"\\delta", "01-neurons"), (r"\\odot", "07-backpropagation"), (r"\\mathsf", "07-backpropagation"),
     (r"\\lambda", "06-gradient-descent"), (r"\\mu", "06-gradient-descent"), (r"W\^", "07-backpropagation")],
)  # fmt: skip
def test_no_symbol_is_used_before_it_is_introduced(symbol, page):
    early = [name for name in ORDER[: ORDER.index(page)] if re.search(symbol, prose(name))]
    assert early == [], early
