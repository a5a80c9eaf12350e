"""Questions: a cell asks by name, the reader answers on the page, and no kernel is needed.

The questions and the feedback to each answer stand in questions/NN-chapter.toml, so that no answer is in view in a cell
or in a notebook's output. The kinds are a choice, a number and an order;
tests/book/test_questions.py says what each holds.
"""

import hashlib
import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import traitlets

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

    Raises ValueError when there is no file for the chapter.
    """
    found = {path.name: path for path in QUESTIONS.iterdir() if path.name.endswith(".toml")}
    for file_name, path in found.items():
        if file_name.removesuffix(".toml").partition("-")[2] == chapter:
            return tomllib.loads(path.read_text(encoding="utf-8"))
    raise ValueError(f"no questions for a chapter {chapter!r}; there are {', '.join(sorted(found)) or 'none'}")


class Question(View):
    """One question on the page. `name` is a chapter and a number, such as "neurons-1"; `heading` stands above it.

    Raises ValueError for a name that no file holds.
    """

    view = "quiz/quiz.js"

    _question = traitlets.Dict().tag(sync=True)

    def __init__(self, name: str, heading: str = "Question") -> None:
        if not isinstance(name, str):
            raise TypeError(f'name: expected a text such as "neurons-1", got {type(name).__name__}')
        asked = questions(name.rpartition("-")[0])
        if name not in asked:
            raise ValueError(f"no question {name!r}; this chapter has {', '.join(asked)}")
        shown = _without_work(asked[name])
        # An answer remembered by the browser counts only for the question as it was asked.
        digest = hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:12]
        super().__init__(_question={"name": name, "heading": heading, "digest": digest, **shown})

    @property
    def name(self) -> str:
        """The question's name."""
        return self._question["name"]

    def __repr__(self) -> str:
        asked = self._question
        wanted = {
            "choice": lambda: f"one choice of {len(asked['options'])}",
            "number": lambda: "a number",
            "order": lambda: f"{len(asked['items'])} lines to put in order",
        }[asked["kind"]]()
        return f"Question {self.name}: {wanted} (answer it above, in the live page)"


def _without_work(value: Any) -> Any:
    # `work` is how a test recomputes a number; a page has no use for it.
    if isinstance(value, dict):
        return {key: _without_work(inner) for key, inner in value.items() if key != "work"}
    if isinstance(value, list):
        return [_without_work(inner) for inner in value]
    return value
