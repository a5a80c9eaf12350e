"""Questions that come again: each chapter begins with three from earlier ones."""

from typing import Any

import traitlets

from turning_dials.quiz.quiz import Question, chapters, questions
from turning_dials.view import View


class Retrieval(View):
    """Three questions from the chapters before `chapter`: what this reader got wrong first.

    Candidates are the questions that their file marks with `again = true`. Raises ValueError for a chapter that has no
    questions, or none before it.
    """

    view = "quiz/retrieval.js"

    _chapter = traitlets.Unicode().tag(sync=True)
    _before: Any = traitlets.List().tag(sync=True)
    _candidates: Any = traitlets.List().tag(sync=True)

    def __init__(self, chapter: str) -> None:
        order = list(chapters())
        if chapter not in order:
            raise ValueError(f"chapter: expected one of {', '.join(order)}, got {chapter!r}")
        before = order[: order.index(chapter)]
        names = [name for each in before for name, asked in questions(each).items() if asked.get("again")]
        if not names:
            raise ValueError(f"chapter: no question comes before {chapter!r}")
        asked: list[dict[str, Any]] = [Question(name, "From an earlier chapter")._question for name in names]
        super().__init__(_chapter=chapter, _before=before, _candidates=asked)

    def __repr__(self) -> str:
        return "Three questions from earlier chapters (answer them above, in the live page)"


def retrieve(chapter: str) -> Retrieval:
    """Three questions from the chapters before `chapter`, to be answered before reading on."""
    return Retrieval(chapter)
