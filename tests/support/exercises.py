"""The exercises of a chapter's notebook: their cells, solved and attempted, and what the checkers say of them here."""

import ast
import contextlib
import io
import re
from dataclasses import dataclass

from support.attempts import ATTEMPTS

SOLUTION = re.compile(r"<summary>Solution</summary>\s+.*?```python\n(.*?)```", re.DOTALL)
# A verdict ends its cell and is not printed: what a cell answers wraps on a phone, what it prints may be a table.
CHECK = re.compile(r"^(check_\w+)\((\w+)\)\s*$", re.MULTILINE)


@dataclass
class Exercise:
    """A cell that ends with the checks of what a reader is to write; `place` is its place in the notebook."""

    place: int
    name: str
    solved: str
    attempts: list[tuple[str, str]]  # the cell's text, a part of what is said of it


def exercises(cells):
    """Every exercise of a notebook's cells, in order.

    Its solution stands in the next cell; where none does, as in chapter 7, the cell is complete and waits for others.
    """
    for place, cell in enumerate(cells):
        checks = list(CHECK.finditer(cell.source)) if cell.cell_type == "code" else []
        if not checks:
            continue
        name, check = checks[0][1], cell.source[checks[0].start() :]
        found = SOLUTION.search(cells[place + 1].source) if place + 1 < len(cells) else None
        assert name in ATTEMPTS, f"{name}: put the three usual wrong attempts into tests/support/attempts.py"
        texts = [found[1] if found else None, *(text for text, _ in ATTEMPTS[name])]
        head = imports(cell.source)
        solved, *wrong = (cell.source if text is None else f"{head}\n\n\n{text.strip()}\n\n\n{check}" for text in texts)
        hints = (hint for _, hint in ATTEMPTS[name])
        yield Exercise(place, name, solved, list(zip(wrong, hints, strict=True)))


def imports(source):
    """The imports of a cell, as text."""
    return "\n".join(
        ast.unparse(one) for one in ast.parse(source).body if isinstance(one, (ast.Import, ast.ImportFrom))
    )


class Here:
    """A namespace with all that the cells before an exercise import, in which cells are run here and now."""

    def __init__(self):
        self.names = {}

    def read(self, cells):
        """Import what these cells import."""
        for cell in cells:
            if cell.cell_type == "code":
                exec(imports(cell.source), self.names)

    def says(self, source):
        """What a cell puts out: what it prints, and the repr of its last expression."""
        tree = ast.parse(source)
        last = tree.body.pop()
        assert isinstance(last, ast.Expr)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(tree, "cell", "exec"), self.names)
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), self.names)
        return printed.getvalue() + ("" if value is None else repr(value))
