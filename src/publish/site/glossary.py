"""A term's first use on a page leads to what the glossary says of it, and carries that along.

Nothing of this stands in the chapters' sources: the terms, and what is said of them, are read from the glossary. In the
browser, `terms.js` shows it where the word stands; without JavaScript the word is a link with a title.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

HOME = "chapters/glossary"
ENTRY = re.compile(r"^\*\*(.+?)\*\* \(\[(.+?)\]\((.+?)\.ipynb\)\): (.+?)(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)
# What has other forms than a plural in s, or is a plain word too and is meant in the sense of the term only. A text is
# read as Markdown has it: **strong**, $formula$.
SENSES = {
    "backpropagation": r"\bbackprop(?:agation)?\b",
    "batch": r"\b(?:mini-)?batch(?:es)?\b",
    "cost": r"(?<!\bto )(?<!\bwould )(?<!\bnot )(?<!\bit )(?<!\bsetting )\bcosts?\b(?! (?:less|next|nothing|\d))",
    "dial": r"(?<!Turning )\bdials?\b",
    "error": r"\berror(?= \$?\\?(?:δ|delta))|(?<=\bits )error\b|(?<=\*\*)error(?=\*\*)",
    "matrix": r"\bmatri(?:x|ces)\b",
    "nudge": r"\bnudg(?:e[sd]?|ing)\b",
    "saturated": r"\bsaturat(?:e[sd]?|ing|ion)\b",
    "screen": r"\bscreens?\b(?! readers?)",
}


class Term(NamedTuple):
    """An entry of the glossary: the page that introduces it, by title and name, and what is said, as plain text."""

    title: str
    page: str
    said: str


class Use(NamedTuple):
    """Where a term stands in a text."""

    term: str
    start: int
    end: int


def read(text: str) -> dict[str, Term]:
    """{term: entry} of the glossary's Markdown."""
    found = {}
    for term, title, page, said in ENTRY.findall(text):
        found[term] = Term(title, page, " ".join(re.sub(r"[*`$]", "", said).replace("'", "’").split()))
    return found


def pattern(term: str) -> str:
    """What finds the uses of a term in a text, whatever its case: in the singular and in the plural."""
    words = r"\s+".join(map(re.escape, term.split()))
    return SENSES.get(term, rf"\b{words}(?:e?s)?\b")


@cache
def _any(terms: tuple[str, ...]) -> re.Pattern[str]:
    # The longest first: "gradient descent" is no use of "gradient".
    longest = sorted(range(len(terms)), key=lambda place: -len(terms[place]))
    return re.compile("|".join(f"(?P<t{place}>{pattern(terms[place])})" for place in longest), re.IGNORECASE)


def uses(text: str, terms: Iterable[str]) -> Iterator[Use]:
    """Every use of a term in `text`, in their order; a term within a longer one is not one."""
    names = tuple(terms)
    for match in _any(names).finditer(text):
        yield Use(names[int(str(match.lastgroup)[1:])], match.start(), match.end())


def anchor(term: str) -> str:
    """The fragment of a term's place in the glossary."""
    return f"term-{term.lower().replace(' ', '-')}"


class Terms(SphinxPostTransform):
    """Give the glossary's entries their places, and make each term's first use on any other page a link there."""

    default_priority = 310  # after the formulas and their punctuation
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        source = Path(self.env.srcdir) / f"{HOME}.md"
        if not source.is_file():
            return
        terms = read(source.read_text(encoding="utf-8"))
        paragraphs = [one for one in self.document.findall(nodes.paragraph) if _is_prose(one)]
        if self.env.docname == HOME:
            for paragraph in paragraphs:
                first = paragraph.next_node(nodes.strong)
                term = first.astext() if first else ""
                if term in terms and paragraph.astext().startswith(term):
                    paragraph["ids"].append(anchor(term))
            return
        open_terms = set(terms)
        address = self.app.builder.get_relative_uri(self.env.docname, HOME)
        for paragraph in paragraphs:
            text, places = _flat(paragraph)
            found: dict[nodes.Text, list[tuple[int, int, str]]] = {}
            for term, start, end in uses(text, terms):
                home = next((node for node, at in places if at <= start and end <= at + len(node)), None)
                if term in open_terms and home is not None:
                    open_terms.remove(term)
                    at = dict(places)[home]
                    found.setdefault(home, []).append((start - at, end - at, term))
            for node, spans in found.items():
                _link(node, spans, address, terms)


def _is_prose(paragraph: nodes.paragraph) -> bool:
    """Whether a paragraph is the author's: no output of a cell, no docstring, no list of sources."""
    around: nodes.Node | None = paragraph
    while around is not None:
        if isinstance(around, addnodes.desc) or (
            isinstance(around, nodes.container) and around.get("nb_element", "").startswith("cell_")
        ):
            return False
        around = around.parent
    return re.match(r"Sources?:", paragraph.astext()) is None


def _flat(paragraph: nodes.Element) -> tuple[str, list[tuple[nodes.Text, int]]]:
    """A paragraph's text as Markdown has it, and where in it the texts stand that may hold a link."""
    parts: list[str] = []
    places: list[tuple[nodes.Text, int]] = []

    def add(node: nodes.Node) -> None:
        if isinstance(node, nodes.Text):
            places.append((node, sum(map(len, parts))))
            parts.append(str(node))
        elif isinstance(node, nodes.math):
            parts.append(f"${node.astext()}$")
        elif isinstance(node, (nodes.strong, nodes.emphasis, nodes.paragraph)):
            mark = "**" * isinstance(node, nodes.strong)
            parts.append(mark)
            _join_texts(node)
            for child in node.children:
                add(child)
            parts.append(mark)
        else:  # code, a link, a picture: no place for another link
            parts.append("\0")

    add(paragraph)
    return "".join(parts), places


def _join_texts(element: nodes.Element) -> None:
    """Make one text of neighbors: the end of a line of the source is a text of its own."""
    joined: list[nodes.Node] = []
    for child in element.children:
        if isinstance(child, nodes.Text) and joined and isinstance(joined[-1], nodes.Text):
            joined[-1] = nodes.Text(joined[-1] + child)
        else:
            joined.append(child)
    element.children = []
    element.extend(joined)


def _link(node: nodes.Text, spans: list[tuple[int, int, str]], address: str, terms: dict[str, Term]) -> None:
    text, last = str(node), 0
    pieces: list[nodes.Node] = []
    for start, end, term in spans:
        pieces.append(nodes.Text(text[last:start]))
        to = {"refuri": f"{address}#{anchor(term)}", "reftitle": terms[term].said}
        pieces.append(nodes.reference("", text[start:end], internal=True, classes=["td-term"], **to))
        last = end
    pieces.append(nodes.Text(text[last:]))
    node.parent.replace(node, pieces)
