"""The popular story of how a network learns, sentence by sentence: marked before the book, and again after it.

The sentences, the verdicts and what the book found stand in story.toml; tests/book/test_story.py recomputes
the numbers.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import traitlets

from turning_dials.view import View

MARKS = ("true", "half true", "false")


@cache
def sentences() -> list[dict[str, Any]]:
    """The story's sentences in order: name, text, verdict (one of MARKS), because."""
    text = (files("turning_dials") / "quiz" / "story.toml").read_text(encoding="utf-8")
    told: list[dict[str, Any]] = tomllib.loads(text)["sentence"]
    return told


class Story(View):
    """The story's sentences with three marks each; with `again`, what was marked before and what the book found."""

    view = "quiz/story.js"

    _again = traitlets.Bool().tag(sync=True)
    _sentences: Any = traitlets.List().tag(sync=True)

    def __init__(self, again: bool = False) -> None:
        told = sentences()
        if not again:  # what the book found is not in view before the reader has marked
            told = [{"name": one["name"], "text": one["text"]} for one in told]
        super().__init__(_again=again, _sentences=told)

    def __repr__(self) -> str:
        return f"Story: {len(self._sentences)} sentences to mark true, half true or false (above, in the live page)"


def story() -> Story:
    """The story, to be marked before the book."""
    return Story()


def story_again() -> Story:
    """The same sentences once more: then, now, and what the book found."""
    return Story(again=True)
