"""Which executed notebooks may be used again, and what is said of a cell that fails.

jupyter-cache runs a notebook again when its cells change, but not when the package they import does. So the cache has a
folder for each state of the package's Python and data. And Sphinx is told of every change in the package and in the
static files, which it would not look for.
"""

import hashlib
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ import NbMetadataCollector
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from publish import notebooks
from publish.site.boards import elements

LOGGER = logging.getLogger(__name__)
SRC = Path(__file__).parents[2]
# A view or a stylesheet changes no result; `hoist` always takes the present ones.
VIEWS = {".js", ".css", ".html"}


def fingerprint(app: Sphinx, config: Config) -> None:
    """Name the cache after the state of the package, forget the caches of other states."""
    results, everything = hashlib.sha256(), hashlib.sha256()
    for file in _files(SRC):
        content = file.relative_to(SRC).as_posix().encode() + b"\0" + file.read_bytes()
        everything.update(content)
        if file.suffix not in VIEWS and file.relative_to(SRC).parts[0] != "publish":
            results.update(content)
    for folder in config.html_static_path:
        for file in _files(Path(app.srcdir) / folder):
            everything.update(file.read_bytes())
    config.turning_dials_package = everything.hexdigest()
    caches = Path(app.outdir).parent / ".executed"
    mine = caches / results.hexdigest()[:16]
    if caches.is_dir():
        for other in caches.iterdir():
            if other != mine:
                shutil.rmtree(other, ignore_errors=True)
    config.nb_execution_cache_path = str(mine)


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts)


def announce(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Say which pages are read, each before it is: a chapter that runs for the first time takes some seconds."""
    if docnames:
        print(f"Reading {len(docnames)} of {len(env.found_docs)} pages; a chapter that has changed is run.", flush=True)
    app.connect("source-read", lambda app, docname, source: print(f"  {docname}", flush=True))


class Failures(SphinxPostTransform):
    """Fail the build where a cell failed or wrote to stderr, with one sentence that says which cell and what it said.

    myst-nb would name the cell without the text, or give the whole traceback, and only when the page is read.
    """

    default_priority = 1  # before `boards` moves parts of a cell
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        page = Path(self.env.doc2path(self.env.docname)).relative_to(self.app.srcdir).as_posix()
        named = False
        for cell in elements(self.document, "cell_code"):
            begins = next(iter(cell.astext().strip().splitlines()), "")
            which = f"{page}: cell {cell['cell_index']}, which begins with `{begins}`,"
            for output in cell.findall(nodes.literal_block):
                text = output.astext().strip()
                if "traceback" in output["classes"]:
                    LOGGER.error("%s fails: %s%s", which, text.splitlines()[-1], self._way_out(page))
                    named = True
                elif "stderr" in output["classes"]:
                    LOGGER.error("%s writes to stderr: %s", which, text)
        ran = NbMetadataCollector.get_exec_data(self.env, self.env.docname)
        if ran and not ran["succeeded"] and not named:
            LOGGER.error("%s fails: %s%s", page, ran["traceback"].strip().splitlines()[-1], self._way_out(page))

    def _way_out(self, page: str) -> str:
        name, book = Path(page).stem, Path(self.app.srcdir)
        if name in notebooks.names(book) and notebooks.edited(name, book):
            return f"\nThe chapter was edited there: mend the cell, or drop the edits with `git checkout {page}`."
        return ""
