"""The words of boards and questions, in English and in any other language that has a catalog.

A view says a text as t`Cost ${cost}` (kit/model/language.js). `en.json` beside this file lists them all, and is written
by `make words`; a translation is a copy of it under the name of its language, `de.json`, with the right sides filled
in.
"""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

ENGLISH = "en"
FOLDER = Path(__file__).parent
SETTING = "TURNING_DIALS_LANGUAGE"
# A template with the tag t, outside of a comment.
TAG = re.compile(r"(?<![\w$.`])t`")
COMMENT = re.compile(r"[ \t]*(?://|/\*|\*)")
STRING = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""")


class Catalog(NamedTuple):
    """The texts of one language by the English ones, in which ${0} stands for the first value.

    A text is a str, or a dict with one for each form that the language has for a number, as kit/model/language.js says.
    """

    language: str
    texts: Mapping[str, Any]


def asked_for() -> Catalog | None:
    """The catalog of the language that TURNING_DIALS_LANGUAGE asks for, such as "de"; None for English.

    Raises ValueError for a language that has no catalog.
    """
    language = os.environ.get(SETTING) or ENGLISH
    if language == ENGLISH:
        return None
    known = sorted(path.stem for path in FOLDER.glob("*.json"))
    if language not in known:
        raise ValueError(f"{SETTING}: expected one of {', '.join(known)}, got {language!r}")
    return Catalog(language, json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8")))


def texts(source: str) -> list[str]:
    """The texts that a JavaScript module says as t`...`, each once, in their order; ${0} stands for the first value.

    Raises ValueError where a text does not end.
    """
    found: dict[str, None] = {}
    for tag in TAG.finditer(source):
        if COMMENT.match(source, source.rfind("\n", 0, tag.start()) + 1):
            continue
        try:
            found[_template(source, tag.end())[0]] = None
        except IndexError:
            raise ValueError(f"the text at {source[tag.start() : tag.start() + 40]!r} does not end") from None
    return list(found)


def _template(source: str, place: int) -> tuple[str, int]:
    """The text of the template whose first character is at `place`, and where it has ended."""
    text, values = "", 0
    while source[place] != "`":
        if source.startswith("${", place):
            place = _past_value(source, place + 2)
            text += f"${{{values}}}"
            values += 1
        elif source[place] == "\\":
            text += {"n": "\n"}.get(source[place + 1], source[place + 1])
            place += 2
        else:
            text += source[place]
            place += 1
    return text, place + 1


def _past_value(source: str, place: int) -> int:
    """Where the expression that begins at `place`, within ${ and }, has ended."""
    depth = 1
    while depth:
        if source[place] == "`":
            place = _template(source, place + 1)[1]
        elif string := STRING.match(source, place):
            place = string.end()
        else:
            depth += (source[place] == "{") - (source[place] == "}")
            place += 1
    return place
