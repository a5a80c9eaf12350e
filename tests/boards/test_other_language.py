"""Boards and questions in another language: nothing that a reader sees or hears stays in English.

The language is made up: each text of en.json, piece by piece, stands in brackets. What lies outside of them was said by
the view in English, or came from Python.
"""

import base64
import json
import re
from functools import cache
from pathlib import Path

import pytest
from support.every_board import BOARDS

from turning_dials.join import join
from turning_dials.quiz.quiz import Question
from turning_dials.quiz.retrieval import Retrieval
from turning_dials.quiz.story import Story
from turning_dials.view import PACKAGE
from turning_dials.words import FOLDER, Catalog

SCRIPT = (Path(__file__).parents[1] / "support" / "pseudo.js").read_text(encoding="utf-8")
PAGE = f"""<!doctype html><html lang="en" data-theme="light"><meta charset="utf-8"><title>Boards</title>
<style id="css"></style><body><main></main><script>{SCRIPT}</script></body></html>"""
ADDRESS = "http://boards.test/"
LANGUAGE = "en-x-brackets"
BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[A-Za-z]{3,}")
# What a formula calls a function, in every language; an address, which a link is.
NOTATION = re.compile(r"\b(tanh|sigmoid|relu|leaky relu|identity)\b|http\S+")
QUIZZES = {
    "choice": lambda: Question("neurons-1", "Predict"),
    "number": lambda: Question("neurons-3", "Check yourself"),
    "order": lambda: Question("neurons-4"),
    "retrieval": lambda: Retrieval("weights"),
    "story": Story,
    "story again": lambda: Story(again=True),
}
# A text that is handed to a reader as it stands in a module.
BARE = re.compile(
    r"""(?:new\sTrouble\(|\.trouble\(|\.textContent\s=|"aria-label",|"aria-valuetext",|\.title\s=|\.placeholder\s=
    |\b(?:label|spoken|title):|\b(?:button|label|note|worded)\()\s*["`](?:\$\{[^{}`]*\}|[^"`$])*?[A-Za-z]{3}""",
    re.VERBOSE,
)
COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)


def bracketed(text):
    """A text in the made-up language: each piece between its values stands in brackets."""
    pieces = re.split(r"(\$\{\d+\})", text)
    return "".join(piece if at % 2 or not piece else f"⟦{piece}⟧" for at, piece in enumerate(pieces))


CATALOG = Catalog(
    LANGUAGE, {text: bracketed(text) for text in json.loads((FOLDER / "en.json").read_text(encoding="utf-8"))}
)


@cache
def source(view):
    """The view that a class names, in the made-up language."""
    return join(str(PACKAGE / view), CATALOG)


def strings(value):
    """Every text in a value of JSON, the names of its parts too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from (name, *strings(inner))
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from strings(inner)


@pytest.fixture(scope="module")
def page(browser):
    """One page for all views; what goes wrong on it is in its `errors`."""
    context = browser.new_context()
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.route("**/*", lambda route: route.fulfill(status=200, content_type="text/html", body=PAGE))
    page.goto(ADDRESS)
    yield page
    context.close()


def texts_of(page, widget, own):
    """All that a reader sees or hears of a widget, without what is in brackets."""
    state = widget.get_state()
    wanted = {
        "source": source(widget.view),
        "css": widget._css,
        "state": {name: state.get(name) for name in own},
        "bytes": {name: base64.b64encode(bytes(value)).decode() for name, value in state.items() if _is_binary(value)},
    }
    said, languages = page.evaluate("textsOf", wanted)
    assert set(languages) == {LANGUAGE}
    assert any("⟦" in text for text in said), "the view says nothing of its own"
    assert page.errors == []
    return [NOTATION.sub(" ", BRACKETED.sub(" ", text)) for text in said]


def _is_binary(value):
    return isinstance(value, (bytes, bytearray, memoryview))


@pytest.mark.parametrize("name", BOARDS)
def test_a_board_says_nothing_in_english(page, name):
    board = BOARDS[name]()
    own = ("_network", "_options", "choices")
    given = sorted(
        {text for text in strings(board.get_state()["_options"]) if WORD.search(text)}, key=len, reverse=True
    )
    english = []
    for text in texts_of(page, board, own):
        left = text
        for each in given:
            left = left.replace(each, " ")
        if WORD.search(left):
            english.append(text)
    assert english == []


@pytest.mark.parametrize("name", QUIZZES)
def test_a_question_says_nothing_in_english_but_what_it_asks(page, name):
    widget = QUIZZES[name]()
    own = [
        trait
        for trait in ("_question", "_chapter", "_before", "_candidates", "_again", "_sentences")
        if widget.has_trait(trait)
    ]
    state = {trait: widget.get_state()[trait] for trait in own}
    asked = {word for text in strings(without_frame(state)) for word in WORD.findall(text)}
    english = [text for text in texts_of(page, widget, own) if set(WORD.findall(text)) - asked]
    assert english == []


def without_frame(value):
    """A question's own texts: not its heading and not a verdict, which the view calls by names of its own."""
    if isinstance(value, dict):
        return {name: without_frame(inner) for name, inner in value.items() if name not in ("heading", "verdict")}
    return [without_frame(inner) for inner in value] if isinstance(value, list) else value


def test_no_module_hands_a_bare_text_to_a_reader():
    found = [
        f"{path.relative_to(PACKAGE)}: {match[0]}"
        for path in sorted(Path(str(PACKAGE)).rglob("*.js"))
        for match in BARE.finditer(COMMENT.sub("", path.read_text(encoding="utf-8")))
    ]
    assert found == [], "write it as t`...`, with kit/model/language.js"
