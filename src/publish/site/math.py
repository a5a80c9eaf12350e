"""Formulas are rendered while the book is built, so that no page needs a script for them."""

import json
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from py_mini_racer import JSEvalException, MiniRacer
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinxcontrib import katex

LOGGER = logging.getLogger(__name__)


class Renderer:
    """KaTeX in a JavaScript engine of this process.

    sphinxcontrib-katex would ask a node of its own through a socket: connected before node listens, now and then, or
    where each message waits for the acknowledgement of the one before, 86 ms for every formula.
    """

    def __init__(self) -> None:
        self._engine = MiniRacer()
        self._engine.eval(Path(katex.__file__).with_name("katex.min.js").read_text(encoding="utf-8"))

    def render(self, latex: str, options: dict[str, Any]) -> str:
        """The HTML of a formula. Raises KaTeXError for one that KaTeX refuses."""
        try:
            return str(self._engine.eval(f"katex.renderToString({json.dumps(latex)}, {json.dumps(options)})"))
        except JSEvalException as error:
            said = re.search(r"ParseError: (.*)", str(error))
            raise katex.KaTeXError(said[1] if said else str(error)) from None

    def close(self) -> None:
        """End the engine."""
        self._engine.close()


def prepare(app: Sphinx) -> None:
    """Render in this process; a formula that KaTeX refuses becomes a warning that names it."""
    renderer = Renderer()
    app.connect("build-finished", lambda app, exception: renderer.close())

    def render(latex: str, options: dict[str, Any] | None = None) -> str:
        try:
            return renderer.render(latex, {"throwOnError": True, **(options or {})})
        except katex.KaTeXError as error:
            LOGGER.warning("formula %r: %s", latex, error, type="katex", subtype="formula")
            return latex

    katex.render_latex = render


class Unbroken(SphinxPostTransform):
    """Keep a formula and the punctuation after it on one line.

    A browser may break the line between the two, so the punctuation is set with the formula, as text.
    """

    default_priority = 300
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        for formula in list(self.document.findall(nodes.math)):
            after = formula.next_node(descend=False, siblings=True)
            mark = re.match(r"[.,;:!?)]+", after) if isinstance(after, nodes.Text) else None
            if mark and isinstance(after, nodes.Text) and after.parent:
                formula.children = [nodes.Text(f"{formula.astext()}\\text{{{mark[0]}}}")]
                after.parent.replace(after, nodes.Text(after[mark.end() :]))
