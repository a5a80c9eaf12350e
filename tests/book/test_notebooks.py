"""The notebooks are what nbsrc/ says, were run, hold nothing that differs from run to run; no still is stale."""

import base64
import copy
import io
import subprocess
import sys

import nbformat
import pytest
from PIL import Image

from publish import notebooks, stills, sync
from publish.stills import Artist

NAMES = notebooks.names()
SOURCE = """\
---
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# A board

The same words.

+++

The same words.

+++

The same words.

```{code-cell}
from turning_dials import Network
from turning_dials.boards.neuron.neuron import NeuronBoard

board = NeuronBoard(Network([2, 1], seed=1), [[0, 1], [1, 0]], [[1], [0]])
board
```

```{code-cell}
:tags: [remove-input]

print(f"cost {board.cost:.4f}")
```

```{code-cell}
import matplotlib.pyplot as plt
from turning_dials.figures import show

plt.style.use("turning_dials.figures")
fig, ax = plt.subplots()
ax.plot([0, 1], [1, 0])
show(fig, alt="A line falls from 1 to 0.")
```
"""


def committed(name):
    return nbformat.read(notebooks.paths(name)[1], as_version=4)


def pictures(notebook):
    """(cell, output, what is said of the picture) for each picture of a notebook."""
    return [
        (cell, output, output.metadata.get(notebooks.PNG, {}))
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if notebooks.PNG in output.get("data", {})
    ]


@pytest.fixture(scope="module")
def small(tmp_path_factory, browser):
    """A book of one small chapter, and its notebook as it was first made."""
    book = tmp_path_factory.mktemp("book")
    (book / "nbsrc").mkdir()
    (book / "chapters").mkdir()
    (book / "nbsrc" / "small.md").write_text(SOURCE, encoding="utf-8")
    artist = Artist(browser)
    assert notebooks.make("small", artist, book)
    return book, (book / "chapters" / "small.ipynb").read_bytes(), artist


# ---- the committed notebooks


def test_every_source_has_its_notebook_and_every_notebook_its_source(book):
    assert [path.stem for path in sorted((book / "chapters").glob("*.ipynb"))] == NAMES


def test_every_chapter_is_in_the_table_of_contents(book):
    listed = (book / "_toc.yml").read_text(encoding="utf-8")
    for name in NAMES:
        assert f"chapters/{name}\n" in listed


@pytest.mark.parametrize("name", NAMES)
def test_the_notebook_says_what_its_source_says(name):
    source, target = notebooks.paths(name)
    says = [
        (cell.cell_type, cell.source, cell.metadata.get("tags", []), cell.id) for cell in notebooks.read(source).cells
    ]
    made = [(cell.cell_type, cell.source, cell.metadata.get("tags", []), cell.id) for cell in committed(name).cells]
    assert made == says, f"{target.name} differs from {source.name}: run make notebooks"


@pytest.mark.parametrize("name", NAMES)
def test_the_notebook_was_run_and_holds_nothing_of_the_run_but_its_outputs(name):
    notebook = committed(name)
    nbformat.validate(notebook)
    assert notebook.metadata == notebooks.read(notebooks.paths(name)[0]).metadata
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"tags", "mystnb"}
        for output in cell.get("outputs", []):
            assert output.output_type != "error"
            assert output.get("name") != "stderr"
            assert notebooks.VIEW not in output.get("data", {})
            assert " at 0x" not in str(output.get("data", {}).get("text/plain", ""))


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_has_words_and_its_size(name):
    for cell, output, about in pictures(committed(name)):
        assert about.get("alt", "").strip(), cell.source
        picture = Image.open(io.BytesIO(base64.b64decode(output.data[notebooks.PNG])))
        assert picture.width / about["width"] == pytest.approx(picture.height / about["height"], rel=0.01), cell.source


@pytest.mark.parametrize("name", NAMES)
def test_no_still_is_stale(name):
    """Runs the chapter and compares what its boards now show with what the stills were drawn from; needs no browser."""
    source, target = notebooks.paths(name)
    fresh = notebooks.read(source)
    notebooks.run(fresh, target.parent)
    assert digests(committed(name)) == digests(fresh), f"a board of {target.name} has changed: run make notebooks"


def digests(notebook):
    return [
        [output.get("metadata", {}).get(notebooks.PNG, {}).get("drawn_from") for output in cell.get("outputs", [])]
        for cell in notebook.cells
    ]


# ---- the making


def test_making_again_changes_nothing(small):
    book, first, artist = small
    target = book / "chapters" / "small.ipynb"
    assert not notebooks.make("small", artist, book), "nothing has changed since"
    (book / "_build" / "notebooks" / "small").unlink()
    assert notebooks.make("small", artist, book)
    assert target.read_bytes() == first
    # Not even the pictures, when they are all drawn anew.
    target.unlink()
    assert notebooks.make("small", artist, book)
    assert target.read_bytes() == first


def test_a_made_board_is_its_repr_and_a_still_with_words(small):
    _, first, _ = small
    notebook = nbformat.reads(first.decode(), as_version=4)
    (_, board, still), (cell, figure, drawn) = pictures(notebook)
    assert set(board.data) == {"text/plain", "image/png"}
    assert board.data["text/plain"].startswith("NeuronBoard 2-1: 3 dials, cost 0.")
    assert still["width"] == stills.WIDTH
    assert still["alt"].startswith("Still picture. ")
    assert "NeuronBoard 2-1" in still["alt"]
    assert len(board.data[notebooks.PNG]) < 200_000
    assert figure.data["text/plain"] == "Figure: A line falls from 1 to 0."
    assert cell.metadata["mystnb"] == {"image": {"alt": drawn["alt"], "width": "640px"}}


def test_a_still_shows_the_board(small):
    _, first, _ = small
    (_, board, still), _ = pictures(nbformat.reads(first.decode(), as_version=4))
    picture = Image.open(io.BytesIO(base64.b64decode(board.data[notebooks.PNG]))).convert("RGB")
    assert picture.width == stills.WIDTH * stills.DENSITY
    assert picture.height == pytest.approx(still["height"] * stills.DENSITY, abs=2)
    # The screen's dark panel, the slopes' green, the paper: a blank or broken board has none of them.
    colors = {color for _, color in picture.getcolors(1 << 16)}
    for wanted in [(20, 32, 28), (8, 116, 90), (244, 241, 234)]:
        assert any(max(abs(a - b) for a, b in zip(wanted, color, strict=True)) < 12 for color in colors), wanted


def test_cells_that_say_the_same_have_ids_of_their_own(small):
    book, _, _ = small
    ids = [cell.id for cell in notebooks.read(book / "nbsrc" / "small.md").cells]
    assert len(set(ids)) == len(ids)
    assert sum(one.startswith(ids[2]) for one in ids) >= 2


def test_a_still_goes_stale_with_its_view_its_styles_and_its_traits():
    numbers = base64.b64encode(bytes.fromhex("9a9999999999b93f" * 2)).decode()  # 0.1 twice
    state = {"_esm": "export default 1", "_css": ".td-a {}", "_options": {"rate": 0.5}, "layout": "IPY_MODEL_1"}
    model = {"state": state, "buffers": [{"path": ["_parameters"], "data": numbers, "encoding": "base64"}]}
    first = stills.drawn_from(model)

    other = copy.deepcopy(model)
    other["state"]["layout"] = "IPY_MODEL_2"
    other["state"]["_options"]["rate"] = 0.5 + 1e-12
    nearly = bytes.fromhex("9b9999999999b93f9a9999999999b93f")
    other["buffers"][0]["data"] = base64.b64encode(nearly).decode()
    assert stills.drawn_from(other) == first, "another processor's last bit is the same picture"

    for change in [
        lambda m: m["state"].update(_esm="export default 2"),
        lambda m: m["state"].update(_css=".td-b {}"),
        lambda m: m["state"]["_options"].update(rate=0.6),
        lambda m: m["buffers"][0].update(data=base64.b64encode(bytes(16)).decode()),
    ]:
        other = copy.deepcopy(model)
        change(other)
        assert stills.drawn_from(other) != first


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import ipywidgets\nipywidgets.IntSlider()", "cell 0 shows IntSlider"),
        ("import matplotlib.pyplot as plt\nplt.plot([1, 2]);", "cell 0 shows a picture without words"),
        ("import sys\nprint('hm', file=sys.stderr)", "cell 0 writes to stderr: hm"),
    ],
)
def test_what_a_page_could_not_show_is_refused(tmp_path, code, message):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    with pytest.raises(ValueError, match=message):
        notebooks.run(notebook, tmp_path)


def test_a_view_that_fails_draws_no_still(browser):
    model = {"state": {"_esm": "export default { render() { throw new Error('no dials'); } };", "_css": ""}}
    with pytest.raises(RuntimeError, match=r"a view fails: .*no dials"):
        Artist(browser).draw(model)


@pytest.fixture
def lab(small, tmp_path):
    """A book of the small chapter as a reader has it: `edit(book, ...)` is what JupyterLab saves."""
    for folder in ("nbsrc", "chapters"):
        (tmp_path / folder).mkdir()
    source, target = notebooks.paths("small", tmp_path)
    source.write_text(SOURCE, encoding="utf-8")
    target.write_bytes(small[1])
    return tmp_path


def edit(book, change):
    target = notebooks.paths("small", book)[1]
    notebook = nbformat.read(target, as_version=4)
    change(notebook)
    nbformat.write(notebook, target)


def more(notebook):
    notebook.cells[1].source += "\n\nEdited."


EDITS = {
    "a word": (more, lambda text: text.replace("The same words.", "The same words.\n\nEdited.", 1)),
    "a tag": (
        lambda notebook: notebook.cells[-1].metadata.update(tags=["hide-input"]),
        lambda text: text.replace("import matplotlib", ":tags: [hide-input]\n\nimport matplotlib"),
    ),
    "a cell less": (
        lambda notebook: notebook.cells.pop(),
        lambda text: text[: text.rindex("\n```{code-cell}")],
    ),
    "a cell more": (
        lambda notebook: notebook.cells.append(nbformat.v4.new_code_cell("1 + 1")),
        lambda text: text + "\n```{code-cell}\n1 + 1\n```\n",
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_not_overwritten_and_syncs_back_with_nothing_lost(lab, name, browser):
    change, expected = EDITS[name]
    source, target = notebooks.paths("small", lab)
    edit(lab, change)
    saved = target.read_bytes()
    with pytest.raises(
        notebooks.UnsyncedError, match=r"chapters/small.ipynb was edited.*`make sync`.*`rm chapters/small.ipynb`"
    ):
        notebooks.make("small", Artist(browser), lab)
    assert target.read_bytes() == saved
    assert sync.sync("small", lab)
    assert source.read_text(encoding="utf-8") == expected(SOURCE)
    assert not sync.sync("small", lab), "all is in the text"
    assert notebooks.make("small", Artist(browser), lab)
    assert not notebooks.edited("small", lab)


def test_a_run_in_jupyterlab_is_no_edit(lab):
    edit(lab, lambda notebook: notebook.cells[-1].outputs.clear())
    assert not notebooks.edited("small", lab)


def test_a_notebook_that_a_tool_stripped_of_its_mark_is_known_by_its_cells(lab):
    edit(lab, lambda notebook: notebook.metadata.pop("made_from"))
    assert not notebooks.edited("small", lab)
    edit(lab, more)
    assert notebooks.edited("small", lab)


def test_an_edit_on_both_sides_is_left_to_the_author(lab):
    source, target = notebooks.paths("small", lab)
    edit(lab, more)
    source.write_text(SOURCE.replace("# A board", "# Our board"), encoding="utf-8")
    before = source.read_bytes(), target.read_bytes()
    with pytest.raises(notebooks.UnsyncedError, match="were both edited since"):
        sync.sync("small", lab)
    assert (source.read_bytes(), target.read_bytes()) == before


def test_a_new_source_is_no_edit_of_the_notebook(lab):
    notebooks.paths("small", lab)[0].write_text(SOURCE.replace("# A board", "# Our board"), encoding="utf-8")
    assert not notebooks.edited("small", lab)
    assert not sync.sync("small", lab)


def test_the_commands_refuse_in_a_sentence_and_make_nothing(lab, monkeypatch, capsys):
    edit(lab, more)
    monkeypatch.setattr(notebooks, "edited", lambda name: name == "01-neurons")
    assert notebooks.main(["01-neurons"]) == 1
    said = capsys.readouterr()
    assert said.err == notebooks.refusal("01-neurons") + "\n"
    assert said.out == ""


def test_syncing_writes_what_jupytext_would(lab, book):
    (lab / "jupytext.toml").write_text((book / "jupytext.toml").read_text(encoding="utf-8"), encoding="utf-8")
    source, target = notebooks.paths("small", lab)
    edit(lab, more)
    command = [sys.executable, "-m", "jupytext", "--sync", str(target)]
    subprocess.run(command, cwd=lab, check=True, capture_output=True, timeout=120)
    written = source.read_text(encoding="utf-8")
    source.write_text(SOURCE, encoding="utf-8")
    assert sync.sync("small", lab)
    # But for the cell that says how to begin, which every notebook gets and no source has.
    begin = f'+++ {{"tags": ["remove-cell"]}}\n\n{notebooks.BEGIN.strip()}\n\n+++\n\n'
    assert begin in written
    assert source.read_text(encoding="utf-8") == written.replace(begin, "", 1)


# ---- nbval


def test_nbval_fails_when_an_output_was_altered(small, tmp_path):
    (tmp_path / "untouched.ipynb").write_bytes(small[1])
    for name, old, new in [
        ("a_printed_number", "\ncost 0.", "\ncost 9."),
        ("the_repr_of_a_board", "3 dials", "4 dials"),
        ("the_words_of_a_figure", "from 1 to 0", "from 2 to 0"),
    ]:
        notebook = nbformat.reads(small[1].decode(), as_version=4)
        altered = 0
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                holder, key = (output.data, "text/plain") if "data" in output else (output, "text")
                words = f"\n{holder[key]}"
                altered += old in words
                holder[key] = words.replace(old, new)[1:]
        assert altered == 1, name
        nbformat.write(notebook, tmp_path / f"{name}.ipynb")
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", "."]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)
    failed = sorted(line.split("::")[0] for line in run.stdout.splitlines() if line.startswith("FAILED "))
    wanted = ["FAILED a_printed_number.ipynb", "FAILED the_repr_of_a_board.ipynb", "FAILED the_words_of_a_figure.ipynb"]
    assert failed == wanted, run.stdout


def test_nbval_ignores_no_cell():
    for name in NAMES:
        for cell in committed(name).cells:
            assert not any("nbval" in tag.lower() or tag == "raises-exception" for tag in cell.metadata.get("tags", []))
            assert "NBVAL_" not in cell.source
