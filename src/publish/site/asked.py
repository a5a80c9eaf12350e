"""What a page asks, as it stands on paper: questions and the story as text to be marked, and the answers to them."""

import re
from html import escape
from typing import Any

from turning_dials.quiz.quiz import Question, chapters, questions
from turning_dials.quiz.story import MARKS, sentences

AGAIN = 3  # as many questions come again at the head of a chapter (quiz/choose.js)


def as_text(state: dict[str, Any]) -> str:
    """The text that stands in place of a widget with that state; empty for one that asks nothing.

    Of the questions that come again these are the ones that a reader sees who has answered none.
    """
    if "_sentences" in state:
        marks = " ".join(f"□ {mark}" for mark in MARKS)
        items = [f"<li>{marked(one['text'])} <span>{marks}</span></li>" for one in state["_sentences"]]
        return f'<div class="td-asked td-asked-story"><ol>{"".join(items)}</ol></div>'
    asked = [state["_question"]] if "_question" in state else state.get("_candidates", [])[-AGAIN:]
    return "".join(_question(one) for one in asked)


def _question(asked: dict[str, Any]) -> str:
    parts = [f'<p class="td-asked-heading">{escape(asked["heading"])}</p>']
    parts += [f"<p>{marked(part)}</p>" for part in re.split(r"\n\s*\n", asked["prompt"].strip())]
    if asked["kind"] == "choice":
        options = "".join(f"<li>{marked(option['text'])}</li>" for option in asked["options"])
        parts.append(f'<ol type="A">{options}</ol>')
    elif asked["kind"] == "number":
        parts.append(f"<p>Your answer: ________ {marked(asked.get('unit', ''))}</p>")
    else:
        items = "".join(f"<li>□ {marked(asked['items'][at])}</li>" for at in asked["shown"])
        parts.append(f'<ul class="td-asked-order">{items}</ul>')
    return f'<div class="td-asked">{"".join(parts)}</div>'


def answers(titles: dict[str, str]) -> str:
    """The right answer to every question of these pages (their titles by their names), with what is said to it."""
    parts = []
    for page, title in titles.items():
        name = page.rpartition("/")[2]
        chapter = name.partition("-")[2] if name[0].isdigit() else name
        items = [_answer(Question(one)._question) for one in questions(chapter)] if chapter in chapters() else []
        if chapter == "the-story-again":
            items = [
                f"<li><p>{marked(one['text'])}</p><p><strong>The book says {one['verdict']}.</strong> "
                f"{marked(one['because'])}</p></li>"
                for one in sentences()
            ]
        if items:
            parts.append(f"<h2>{escape(title)}</h2><ol>{''.join(items)}</ol>")
    return f'<div class="td-sheet" id="answers"><h1>Answers</h1>{"".join(parts)}</div>'


def _answer(asked: dict[str, Any]) -> str:
    return f"<li><p>{marked(asked['prompt'])}</p>{_right(asked)}</li>"


def _right(asked: dict[str, Any]) -> str:
    if asked["kind"] == "choice":
        [(letter, option)] = [
            (letter, one) for letter, one in zip("ABCDEFGH", asked["options"], strict=False) if one.get("right")
        ]
        return f"<p><strong>{letter}. {marked(option['text'])}</strong> {marked(option['feedback'])}</p>"
    said = marked(asked["feedback"])
    if asked["kind"] == "number":
        return f"<p><strong>{escape(str(asked['value']).replace('-', '−'))}</strong>. {said}</p>"
    return f"<ol>{''.join(f'<li>{marked(one)}</li>' for one in asked['items'])}</ol><p>{said}</p>"


def marked(text: str) -> str:
    """A question's tiny markup, as quiz/text.js shows it."""
    text = escape(" ".join(text.split()))
    text = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", text)
    text = re.sub(r"\*([^*\s][^*]*)\*", r"<em>\1</em>", text)
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
