"""How long the site takes to build: from nothing, and again after one chapter's text has changed."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.peers import BOOK
from bench.table import Row, in_turns, row

NOTE = """\
**Builds.** In a copy of the book: every notebook run, every page written; then again after a word was added to one."""
CHAPTER = "02-weights"


def rows(small: bool = False) -> Iterator[Row]:
    """Every row of this file, measured now."""
    with TemporaryDirectory() as folder:
        book = Path(folder) / "book"
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=BOOK, capture_output=True, text=True, check=True)
        for name in filter(None, listed.stdout.split("\0")):
            (book / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(BOOK / name, book / name)
        cold, again = in_turns(5, lambda: from_nothing(book), lambda: after_a_word(book))
    yield row("the site built from nothing", "the book's limit", cold, 90, 1, "s")
    yield row("the site built again after one chapter", "the book's limit", again, 15, 1, "s")


def from_nothing(book: Path) -> float:
    """Seconds of a build with nothing there."""
    shutil.rmtree(book / "_build", ignore_errors=True)
    (book / "_build").mkdir()
    return built(book)


def after_a_word(book: Path) -> float:
    """Seconds of a build after a chapter has got a word more."""
    file = book / "chapters" / f"{CHAPTER}.ipynb"
    notebook = json.loads(file.read_text(encoding="utf-8"))
    last = next(cell for cell in reversed(notebook["cells"]) if cell["cell_type"] == "markdown")
    last["source"].append("\n\nAgain.")
    file.write_text(json.dumps(notebook), encoding="utf-8")
    return built(book)


def built(book: Path) -> float:
    """Seconds of one build. Raises CalledProcessError where it fails."""
    start = time.perf_counter()
    command = [BOOK / ".venv" / "bin" / "python", "-m", "publish.build"]
    settings = {**os.environ, "PYTHONPATH": str(book / "src")}
    subprocess.run(command, cwd=book, env=settings, check=True, capture_output=True, timeout=600)
    return time.perf_counter() - start
