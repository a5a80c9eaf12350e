"""The build of the site: strict as often as it is run, and it says in a sentence which cell failed and what it said."""

import re
import subprocess
import sys

import nbformat
import pytest

from publish import notebooks

SOUND = "# A page\n\nIt has words.\n\n```{code-cell}\nprint('all is well')\n```\n"
HEADER = "---\nkernelspec:\n  display_name: Python 3\n  language: python\n  name: python3\n---\n\n"


@pytest.fixture(scope="module")
def small(book, tmp_path_factory):
    """A book of one chapter with the settings of ours. Each test writes its chapter."""
    folder = tmp_path_factory.mktemp("a book with a blank and an umläut")
    for name in ("_config.yml", "assets"):
        (folder / name).symlink_to(book / name)
    (folder / "_toc.yml").write_text("format: jb-book\nroot: chapters/index\n", encoding="utf-8")
    (folder / "chapters").mkdir()
    (folder / "nbsrc").mkdir()
    return folder


def write(small, text=SOUND):
    """Make the chapter of that text, not run: a build runs it."""
    source, target = notebooks.paths("index", small)
    source.write_text(HEADER + text, encoding="utf-8")
    nbformat.write(notebooks.read(source), target)
    return target


def build(small):
    """Build the book. Returns the exit code and what was said."""
    code = (
        f"import sys; from pathlib import Path; from publish.build import build; sys.exit(build(Path({str(small)!r})))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=300)
    return run.returncode, run.stdout + run.stderr


FAULTS = {
    "##### Jump\n": "Non-consecutive header level increase",
    "[nowhere](nowhere.md)\n": "cross-reference target not found",
    "$\\nope$\n": r"formula '\\\\nope': .*Undefined control sequence",
    "```{code-cell}\nimport sys\nprint('hm', file=sys.stderr)\n```\n": (
        "chapters/index.ipynb: cell 3, which begins with `import sys`, writes to stderr: hm\\b"
    ),
}


def test_a_build_that_failed_fails_again_and_says_why_again(small):
    target = write(small, "\n".join([SOUND, *FAULTS]))
    # And a reader's own cell, saved in JupyterLab.
    notebook = nbformat.read(target, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("mine = 1\nmine / 0"))
    nbformat.write(notebook, target)
    for attempt in ("first", "second"):
        code, output = build(small)
        assert code == 1, f"{attempt}: {output}"
        for said in FAULTS.values():
            assert re.search(said, output), f"{attempt}: {output}"
        assert "cell 4, which begins with `mine = 1`, fails: ZeroDivisionError: division by zero" in output
        assert "`git checkout chapters/index.ipynb`" in output
        assert "Traceback" not in output
        assert len(output.splitlines()) < 15, output
    write(small)
    code, output = build(small)
    assert code == 0, output
    assert "all is well" in (small / "_build" / "html" / "chapters" / "index.html").read_text(encoding="utf-8")
