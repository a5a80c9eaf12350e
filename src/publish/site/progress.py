"""Which page asks what and sets which challenges, for progress.js, which counts without opening the other pages."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from publish.reading import WORDS_A_MINUTE
from publish.site.boards import elements, model_of, widgets

# Who was on a page for less than this part of the time that its words take has not read it.
SHARE = 1 / 5


def write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write the list of the notebooks' pages, in the order of the book, into a script that every page loads."""
    if app.builder.format == "html":
        parts = [_part(env, page) for page in in_order(env, str(app.config.root_doc)) if _is_notebook(env, page)]
        text = f"self.tdProgress = {json.dumps(parts, separators=(',', ':'))};\n"
        name = f"progress-{hashlib.sha256(text.encode()).hexdigest()[:8]}.js"
        folder = Path(app.outdir) / "_static"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        app.config.turning_dials_progress = name
    return []


def in_order(env: BuildEnvironment, page: str) -> Iterator[str]:
    """The pages from `page` on, in the order of the book."""
    yield page
    for inner in env.toctree_includes.get(page, []):
        yield from in_order(env, inner)


def _is_notebook(env: BuildEnvironment, page: str) -> bool:
    return str(env.doc2path(page)).endswith(".ipynb")


def _part(env: BuildEnvironment, page: str) -> dict[str, Any]:
    """A page: its questions with the digest of how each is asked now, and where marks and challenges are kept."""
    questions: dict[str, str] = {}
    sentences: list[str] = []
    challenges: list[str] = []
    made = widgets(env, page)
    # Not all that was made is shown: a chapter's head holds questions of earlier ones.
    for bundle in elements(env.get_doctree(page), "mime_bundle"):
        state = made.get(model_of(bundle) or "", {}).get("state", {})
        if "_question" in state:
            questions[state["_question"]["name"]] = state["_question"]["digest"]
        elif "_sentences" in state:
            when = "again" if state["_again"] else "first"
            sentences += [f"story:{when}:{one['name']}" for one in state["_sentences"]]
        elif "challenge" in state.get("_options", {}):
            challenges.append(f"challenge:{state['_options']['challenge']['digest']}")
    return {
        "page": page,
        "title": env.titles[page].astext(),
        "seconds": _least(env.get_doctree(page)),
        "questions": questions,
        "sentences": sentences,
        "challenges": challenges,
    }


def _least(page: nodes.document) -> int:
    """The seconds that who reads the page is there at least. Its words are those of its paragraphs, without code."""
    words = sum(len(paragraph.astext().split()) for paragraph in page.findall(nodes.paragraph))
    return round(SHARE * 60 * words / WORDS_A_MINUTE)
