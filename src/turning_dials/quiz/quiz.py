"""Questions: a cell asks by name, the reader answers on the page, and no kernel is needed.

The questions and the feedback to each answer stand in questions/NN-chapter.toml, so that no answer is in view in a cell
or in a notebook's output. The kinds are a choice, a number and an order;
tests/book/test_questions.py says what each holds.
"""

import difflib
import hashlib
import json
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import traitlets

from turning_dials.arguments import shown
from turning_dials.view import View

QUESTIONS = files("turning_dials") / "quiz" / "questions"


def predict(name: str) -> "Question":
    """The question `name`, to be answered before looking: the reader commits first, then reads about that answer."""
    return Question(name, "Predict")


def question(name: str) -> "Question":
    """The question `name` of a chapter's section "Check yourself"."""
    return Question(name, "Check yourself")


@cache
def questions(chapter: str) -> dict[str, Any]:
    """Every question of a chapter ("neurons", "gradient-descent"): a dict from name to its table as written.

    Raises ValueError for a chapter that has none.
    """
    found = chapters()
    if chapter not in found:
        raise ValueError(f"chapter: expected one of {', '.join(found)}, got {shown(chapter)}")
    return tomllib.loads((QUESTIONS / found[chapter]).read_text(encoding="utf-8"))


@cache
def chapters() -> dict[str, str]:
    """The chapters that have questions, in the book's order: a dict from "neurons" to the file that holds them."""
    found = sorted(path.name for path in QUESTIONS.iterdir() if path.name.endswith(".toml"))
    return {name.removesuffix(".toml").partition("-")[2]: name for name in found}


class Question(View):
    """One question on the page. `name` is a chapter and a number, such as "neurons-1"; `heading` stands above it.

    The options of a choice come shuffled, in the same order for every reader and at every visit. Raises TypeError or
    ValueError, which says the nearest names, for a name that no question has.
    """

    view = "quiz/quiz.js"
    kind = "question"

    _question = traitlets.Dict().tag(sync=True)

    def __init__(self, name: str, heading: str = "Question") -> None:
        if not isinstance(name, str):
            raise TypeError(f"name: expected a text such as 'neurons-1', got {shown(name)}")
        asked = {one: table for chapter in chapters() for one, table in questions(chapter).items()}
        if name not in asked:
            near = ", ".join(difflib.get_close_matches(name, asked, n=3, cutoff=0))
            raise ValueError(
                f"name: expected a question such as 'neurons-1', got {shown(name)}; the nearest are {near}"
            )
        table = _shuffled(name, _without_work(asked[name]))
        # An answer remembered by the browser counts only for the question as it was asked, and is kept by its place.
        digest = hashlib.sha256(json.dumps(table, sort_keys=True).encode()).hexdigest()[:12]
        super().__init__(_question={"name": name, "heading": heading, "digest": digest, **table})

    @property
    def name(self) -> str:
        """The question's name."""
        return str(self._question["name"])

    def __repr__(self) -> str:
        asked = self._question
        wanted: dict[str, Callable[[], str]] = {
            "choice": lambda: f"one choice of {len(asked['options'])}",
            "number": lambda: "a number",
            "order": lambda: f"{len(asked['items'])} lines to put in order",
        }
        return f"Question {self.name}: {wanted[asked['kind']]()} (answer it above, in the live page)"


def _shuffled(name: str, table: dict[str, Any]) -> dict[str, Any]:
    # By a digest of what stands there: authors tend to put the right option third, and few put it first.
    if "options" not in table:
        return table
    order = sorted(table["options"], key=lambda option: hashlib.sha256(f"{name}:{option['text']}".encode()).digest())
    return {**table, "options": order}


def _without_work(value: Any) -> Any:
    # For a page neither `work`, how a test recomputes a number, nor `again`, whether the question may come back.
    if isinstance(value, dict):
        return {key: _without_work(inner) for key, inner in value.items() if key not in ("work", "again")}
    if isinstance(value, list):
        return [_without_work(inner) for inner in value]
    return value
