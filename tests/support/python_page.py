"""A page of the site whose own Python a test uses: run a cell, read what it put out, write another text into it."""

import os

from support.book_site import opened

# Milliseconds for Python to start and a cell to run on a busy machine; a cell that trains takes minutes.
PATIENCE = 1_200_000 if os.environ.get("TURNING_DIALS_LONG") else 120_000

READ = """(cell) => ({
  ran: cell.dataset.ran,
  text: [...cell.querySelectorAll("[data-output] > *")].map((one) =>
    one.dataset.stream ? one.querySelector("pre").textContent : (one.dataset.plain ?? one.textContent)).join(""),
  state: cell.querySelector(".td-cell-state")?.textContent ?? "",
})"""


class PythonPage:
    """A page with cells that run. `page` is Playwright's; `said` and `strangers` are those of support/book_site.py."""

    def __init__(self, context, root, name):
        self.page = opened(context, root)
        self.page.set_default_timeout(PATIENCE)
        self.page.goto(f"{root}/{name}.html")

    @property
    def numbers(self):
        """The places in the notebook of the cells that can be run."""
        return self.page.evaluate("() => [...document.querySelectorAll('[data-cell]')].map((c) => +c.dataset.cell)")

    def cell(self, number):
        """The element of a cell."""
        return self.page.locator(f"[data-cell='{number}']")

    def begin(self, number, source=None):
        """Press Run, after putting another text there if one is given."""
        cell = self.cell(number)
        if source is not None:
            cell.evaluate("(cell, source) => { cell.source = source; }", source)
        cell.evaluate("(cell) => { delete cell.dataset.ran; cell.querySelector('[data-run]').click(); }")

    def end(self, number):
        """Wait until a run has ended. Returns whether it went well ("ok" or "error"), its text, what the cell says."""
        cell = self.cell(number)
        self.page.wait_for_function("(cell) => cell.dataset.ran", arg=cell.element_handle())
        return cell.evaluate(READ)

    def run(self, number, source=None):
        """Run a cell and wait."""
        self.begin(number, source)
        return self.end(number)
