"""Every code cell of every page, run in a browser by the page's own Python, puts out what the notebook holds.

Each exercise is then failed in its three usual ways and in one more, and solved; what is said is what the book's
package says here. Cells that train the whole dog network are left to `make test-python`, which runs them too and
prints how long they took.
"""

import importlib.util
import os
import re
import time

import nbformat
import pytest
from support.book_site import BOOK, pages
from support.exercises import CHECK, Here, exercises
from support.python_page import PythonPage

# Thousands of drawn dogs, or many epochs.
LONG = re.compile(r"\bdogs\.load\(|\bepochs=")
EVERYTHING = bool(os.environ.get("TURNING_DIALS_LONG"))
# A beginner's function that stops with an error; the usual mistakes are in support/attempts.py.
STOPS = "lambda *given: given[99]"


def needs():
    """The module by which the page finds out what a cell needs of those above it."""
    path = BOOK / "src" / "publish" / "python" / "inside" / "pagekernel" / "needs.py"
    spec = importlib.util.spec_from_file_location("needs", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def notebook(name):
    return nbformat.read(BOOK / f"{name}.ipynb", as_version=4)


def committed(cell):
    """What a notebook's cell has put out, as text."""
    return "".join(out.get("text") or out.get("data", {}).get("text/plain", "") for out in cell.outputs)


NAMES = [name for name in pages() if (BOOK / f"{name}.ipynb").is_file()]


@pytest.fixture(scope="module")
def context(browser, served):
    # One context: what the browser keeps of Python after its first start serves the other pages, as it serves a reader.
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_puts_out_on_the_page_what_the_notebook_holds(context, served, name):
    cells = notebook(name).cells
    shown = PythonPage(context, served, name)
    left = []
    for number in shown.numbers:
        source = cells[number].source
        if not EVERYTHING and is_long(cells, number):
            continue
        began = time.perf_counter()
        told = shown.run(number)
        if EVERYTHING and LONG.search(source):
            print(f"\n{name}, cell {number}: {time.perf_counter() - began:.0f} s on the page")
        if (told["ran"], told["text"]) != ("ok", committed(cells[number])):
            left.append((number, told, committed(cells[number])))
    assert left == []
    assert (shown.page.said, shown.page.strangers) == ([], [])
    solve(shown, cells)
    assert (shown.page.said, shown.page.strangers) == ([], [])
    shown.page.close()


def is_long(cells, number):
    """Does a cell train for long, or need one that does?"""
    sources = [one["source"] for one in cells[: number + 1] if one["cell_type"] == "code"]
    return any(LONG.search(sources[place]) for place in [*needs().plan(sources, set()), len(sources) - 1])


def solve(shown, cells):
    here = Here()
    for exercise in exercises(cells):
        if not EVERYTHING and is_long([*cells[: exercise.place], as_code(exercise.solved)], exercise.place):
            continue
        here.read(cells[: exercise.place + 1])
        stops = [stopping(exercise.solved)] if "\ndef " in exercise.solved else []
        for text in [*(text for text, _ in exercise.attempts), *stops, exercise.solved]:
            told = shown.run(exercise.place, text)
            assert (told["ran"], told["text"].rstrip("\n")) == ("ok", here.says(text).rstrip("\n")), text
        assert "Right" in told["text"], exercise.name


def as_code(source):
    return {"cell_type": "code", "source": source}


def stopping(solved):
    """The cell with each function that is checked put in the place of one that stops."""
    return CHECK.sub(lambda check: f"{check[2]} = {STOPS}\n{check[0]}", solved)
