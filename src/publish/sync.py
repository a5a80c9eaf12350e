"""Bring edits from chapters/ back into nbsrc/: `python -m publish.sync`, or `make sync`.

Only a notebook that was edited since it was made is read, and never over a text that was edited too: whichever file is
newer says little, as git and unpacking change the times.
"""

import sys
from pathlib import Path

import jupytext
import nbformat

from publish import notebooks

# What a source says of itself and its cells; as in jupytext.toml.
FILTERS = {"notebook_metadata_filter": "kernelspec,-all", "cell_metadata_filter": "tags,-all"}


def text(notebook: nbformat.NotebookNode) -> str:
    """The text source of a notebook."""
    cells = [notebooks.bare(cell) for cell in notebook.cells if cell.source != notebooks.BEGIN]
    metadata = {"kernelspec": notebooks.METADATA["kernelspec"], "jupytext": FILTERS}
    written: str = jupytext.writes(nbformat.v4.new_notebook(cells=cells, metadata=metadata), fmt="md:myst")
    return written


def sync(name: str, book: Path = notebooks.BOOK) -> bool:
    """Bring the edits of one chapter's notebook into its source. Returns whether there were any.

    Raises notebooks.UnsyncedError if the source was edited too since the notebook was made.
    """
    source, target = notebooks.paths(name, book)
    if not notebooks.edited(name, book):
        return False
    notebook = nbformat.read(target, as_version=4)
    made_from = notebook.metadata.get("made_from")
    if made_from is not None and made_from != notebooks.digest(notebooks.read(source).cells):
        raise notebooks.UnsyncedError(
            f"chapters/{name}.ipynb and nbsrc/{name}.md were both edited since the notebook was made. See how they "
            f"differ with `.venv/bin/jupytext --to md:myst --output - chapters/{name}.ipynb | diff nbsrc/{name}.md -`, "
            f"bring the two together in the text, then `git checkout chapters/{name}.ipynb`."
        )
    source.write_text(text(notebook), encoding="utf-8")
    return True


def main() -> int:
    """Sync every chapter. Returns the exit code."""
    code = 0
    for name in notebooks.names():
        try:
            if sync(name):
                print(f"nbsrc/{name}.md now says what chapters/{name}.ipynb says: `make notebooks` makes that anew.")
        except notebooks.UnsyncedError as error:
            print(error, file=sys.stderr)
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
