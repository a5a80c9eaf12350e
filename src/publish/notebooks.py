"""Make chapters/*.ipynb from nbsrc/*.md: read, run, and leave out all that would differ the next time.

    python -m publish.notebooks [NAME ...]

A made notebook holds its outputs and no widget state; a board's output is its repr and a still (see stills.py). A
notebook that was edited in JupyterLab is not made anew before its edits are in the text (see sync.py), or dropped.
"""

import base64
import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbclient import NotebookClient

from publish.stills import Artist, drawn_from
from turning_dials.words import SETTING

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
PNG = "image/png"
BOOK = Path(__file__).resolve().parents[2]
# Of a notebook: the widgets that it shows, by cell and output; its stills, by digest, each with what is said of it.
Shown = dict[tuple[int, int], dict[str, Any]]
Stills = dict[str, tuple[str, dict[str, Any]]]
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# Every notebook says first how to begin; a page of the site, whose boards are live, leaves it out.
BEGIN = """\
> **To begin**, choose *Run ▸ Run All Cells* in the menu. Until then the boards and questions below are still \
pictures. After that their dials turn, and the next cell reads what you have turned."""
# What a notebook is made from besides its source.
INGREDIENTS = ("src/**/*", "requirements.txt")


def names(book: Path = BOOK) -> list[str]:
    """The names of the chapters that have a text source."""
    return sorted(path.stem for path in (book / "nbsrc").glob("*.md"))


def paths(name: str, book: Path = BOOK) -> tuple[Path, Path]:
    """The text source of a chapter and its notebook."""
    return book / "nbsrc" / f"{name}.md", book / "chapters" / f"{name}.ipynb"


def read(source: Path) -> nbformat.NotebookNode:
    """The notebook of a text source, not yet run: what it says decides its cells' ids."""
    written = jupytext.read(source, fmt="md:myst")
    cells = [nbformat.v4.new_markdown_cell(BEGIN, metadata={"tags": ["remove-cell"]}), *map(bare, written.cells)]
    for cell, name in zip(cells, ids(cells), strict=True):
        cell.id = name
    metadata = {**METADATA, "made_from": digest(cells)}
    made: nbformat.NotebookNode = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    return made


def ids(cells: Sequence[nbformat.NotebookNode]) -> list[str]:
    """The id of each cell, which what it says decides."""
    seen: Counter[str] = Counter()
    found = []
    for cell in cells:
        key = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:8]
        seen[key] += 1
        found.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return found


def digest(cells: Sequence[nbformat.NotebookNode]) -> str:
    """What a notebook's cells say, tags included, in 16 letters: a made notebook keeps it, so that an edit shows."""
    says = [[cell.cell_type, cell.source, list(cell.metadata.get("tags", []))] for cell in cells]
    return hashlib.sha256(json.dumps(says).encode()).hexdigest()[:16]


def edited(name: str, book: Path = BOOK) -> bool:
    """Whether a chapter's notebook was edited since it was made, and its source does not say so."""
    source, target = paths(name, book)
    if not target.is_file():
        return False
    notebook = nbformat.read(target, as_version=4)
    says, made_from = digest(notebook.cells), notebook.metadata.get("made_from")
    if made_from is None:  # stripped by a tool, or made before notebooks kept it
        untouched = [cell.get("id") for cell in notebook.cells] == ids(notebook.cells)
    else:
        untouched = bool(says == made_from)
    return not untouched and says != digest(read(source).cells)


def refusal(name: str) -> str:
    """Why an edited notebook is not made anew, and the ways on."""
    return (
        f"chapters/{name}.ipynb was edited, and nbsrc/{name}.md does not say so yet. `make sync` brings the edits into "
        f"the text; `rm chapters/{name}.ipynb` drops them, and the notebook is made of the text alone."
    )


def bare(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A cell without what a run or a tool adds: its kind, its source, its tags."""
    make: Callable[..., nbformat.NotebookNode] = {
        "code": nbformat.v4.new_code_cell,
        "markdown": nbformat.v4.new_markdown_cell,
        "raw": nbformat.v4.new_raw_cell,
    }[cell.cell_type]
    tags = cell.metadata.get("tags")
    return make(cell.source, metadata={"tags": list(tags)} if tags else {})


def run(notebook: nbformat.NotebookNode, folder: Path) -> Shown:
    """Run a notebook's cells in `folder`. Returns the state of its widgets by model id; the notebook keeps none of it.

    Each board's output is left with its repr, and with the digest of what its still shows. Raises nbclient's
    CellExecutionError if a cell does, and ValueError for what a page or GitHub could not show.
    """
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=600, kernel_name="python3", record_timing=False, resources=resources).execute()
    widgets = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    # Without the widgets' state and without the version of Python, which a run leaves here.
    notebook.metadata = nbformat.from_dict({**METADATA, "made_from": digest(notebook.cells)})
    shown = {}
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        cell.outputs = _whole_texts(cell.outputs)
        for order, output in enumerate(cell.outputs):
            if output.get("name") == "stderr":
                raise ValueError(f"cell {place} writes to stderr: {output.text.strip().splitlines()[-1]}")
            view = output.get("data", {}).pop(VIEW, None)
            if view is not None:
                model = widgets[view["model_id"]]
                if "_esm" not in model["state"]:
                    raise ValueError(f"cell {place} shows {output.data['text/plain']}, which a published page cannot")
                output.metadata = {PNG: {"drawn_from": drawn_from(model)}}
                shown[place, order] = model
            elif PNG in output.get("data", {}):
                _tell_site(cell, place, output.metadata.get(PNG, {}))
    return shown


def _whole_texts(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """What a cell printed as one text, into however many messages the kernel happened to cut it."""
    whole: list[nbformat.NotebookNode] = []
    for output in outputs:
        if output.output_type == "stream" and whole and whole[-1].get("name") == output.name:
            whole[-1].text += output.text
        else:
            whole.append(output)
    return whole


def _tell_site(cell: nbformat.NotebookNode, place: int, about: dict[str, Any]) -> None:
    # myst-nb takes the words and the width of a cell's picture from the cell.
    if not about.get("alt"):
        raise ValueError(f"cell {place} shows a picture without words: use turning_dials.figures.show(fig, alt=...)")
    if "mystnb" in cell.metadata:
        raise ValueError(f"cell {place} shows two pictures: give each a cell of its own, so that each has its words")
    cell.metadata["mystnb"] = {"image": {"alt": about["alt"], "width": f"{about['width']}px"}}


def stills(notebook: nbformat.NotebookNode) -> Stills:
    """The committed stills of a notebook: the digest of what each was drawn from -> its PNG and what is said of it."""
    found = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            about = output.get("metadata", {}).get(PNG, {})
            if "drawn_from" in about and PNG in output.data:
                found[about["drawn_from"]] = output.data[PNG], about
    return found


def draw(notebook: nbformat.NotebookNode, shown: Shown, known: Stills, artist: Artist) -> None:
    """Give each board its still: the one of `known` that was drawn from the same, else a new one."""
    for (place, order), model in shown.items():
        output = notebook.cells[place].outputs[order]
        digest = output.metadata[PNG]["drawn_from"]
        if digest not in known:
            png, width, height, label = artist.draw(model)
            words = output.data["text/plain"].partition(" (")[0]
            alt = f"Still picture. {label}: {words}" if label else f"Still picture. {words}"
            about = {"alt": alt, "drawn_from": digest, "height": height, "width": width}
            known[digest] = base64.b64encode(png).decode(), about
        output.data[PNG], output.metadata[PNG] = known[digest]


class UnsyncedError(Exception):
    """A notebook holds edits that its text source does not."""


def make(name: str, artist: Artist, book: Path = BOOK) -> bool:
    """Make one chapter's notebook. Returns False if it was made from the very same before, and is left alone.

    Raises UnsyncedError if the notebook holds edits, made before this began or since.
    """
    source, target = paths(name, book)
    stamp = book / "_build" / "notebooks" / name
    if target.is_file() and stamp.is_file() and stamp.read_text() == _ingredients(source, target, book):
        return False
    notebook = read(source)
    shown = run(notebook, target.parent)
    known = stills(nbformat.read(target, as_version=4)) if target.is_file() else {}
    draw(notebook, shown, known, artist)
    nbformat.validate(notebook)
    if edited(name, book):
        raise UnsyncedError(refusal(name))
    target.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(_ingredients(source, target, book))
    return True


def _ingredients(source: Path, target: Path, book: Path) -> str:
    # The boards' language too, which their stills speak.
    found = hashlib.sha256(os.environ.get(SETTING, "").encode())
    rest = sorted(path for pattern in INGREDIENTS for path in book.glob(pattern) if "__pycache__" not in path.parts)
    for path in (source, target, *filter(Path.is_file, rest)):
        found.update(path.relative_to(book).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def main(wanted: list[str]) -> int:
    """Make the notebooks of that name, or all; none if one of them holds edits. Returns the exit code."""
    wanted = wanted or names()
    try:
        for name in wanted:
            if edited(name):
                raise UnsyncedError(refusal(name))
        with Artist() as artist:
            for name in wanted:
                print(f"chapters/{name}.ipynb", "made" if make(name, artist) else "is up to date", flush=True)
    except UnsyncedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
