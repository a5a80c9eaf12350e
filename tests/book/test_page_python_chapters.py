"""Every code cell of every page, run in a browser by the page's own Python, puts out what the notebook holds.

Each exercise is then solved, and failed in three ways; what is said is what the book's package says here. Cells that
train the whole dog network are left to `make test-python`, which runs them too and prints how long they took.
"""

import ast
import importlib.util
import os
import re
import time

import nbformat
import pytest
from support.book_site import BOOK, pages
from support.python_page import PythonPage

# Thousands of drawn dogs, or many epochs.
LONG = re.compile(r"\bdogs\.load\(|\bepochs=")
EVERYTHING = bool(os.environ.get("TURNING_DIALS_LONG"))
SOLUTION = re.compile(r"<summary>Solution</summary>\s+.*?```python\n(.*?)```", re.DOTALL)
# What a beginner's function does that is not yet right: it gives a wrong number, no number, or an error.
FAILURES = ("lambda *given: 0.5", "lambda *given: 'wrong'", "lambda *given: given[99]")


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


def exercises(cells):
    """(place of the cell, its text solved, name of the function or None) for each exercise with a solution."""
    for place, cell in enumerate(cells):
        asked = cell.cell_type == "code" and re.search(r"^check_\w+\((\w+)\)\s*\Z", cell.source, re.MULTILINE)
        after = next((SOLUTION.search(one.source) for one in cells[place + 1 : place + 2]), None)
        if asked and after:
            function = asked[1] if f"def {asked[1]}(" in cell.source else None
            yield place, f"{imports(cell.source)}\n{after[1]}\n{asked[0]}", function


def imports(source):
    """The imports of a cell, as text."""
    return "\n".join(
        ast.unparse(one) for one in ast.parse(source).body if isinstance(one, (ast.Import, ast.ImportFrom))
    )


def said_here(before, sources):
    """What the last of these cells shows, run here and now, with all that the cells before them import."""
    space = {}
    for cell in before:
        if cell.cell_type == "code":
            exec(imports(cell.source), space)
    for source in sources[:-1]:
        exec(source, space)
    head, _, last = sources[-1].rstrip().rpartition("\n")
    exec(head, space)
    return repr(eval(last, space))


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
    solved = []
    for number, solution, function in exercises(cells):
        body, _, check = solution.rstrip().rpartition("\n")
        if not EVERYTHING and is_long([*cells[:number], {"cell_type": "code", "source": solution}], number):
            continue
        wrong = [f"{body}\n\n\n{function} = {failure}\n{check}" for failure in FAILURES if function]
        for attempt in [*wrong, solution]:
            told = shown.run(number, attempt)
            assert (told["ran"], told["text"]) == ("ok", said_here(cells[:number], [*solved, attempt])), attempt
        solved.append(solution)
