"""The wheel: what a reader installs shows every board, and holds nothing of what makes the book."""

import re
import subprocess
import sys
import zipfile
from email import message_from_string

import pytest
from support.every_board import BOARDS, kinds

# Makes a page of one board of each class from the package in the folder that is given, with this tree's out of reach.
SCRIPT = """
import sys
from importlib.util import find_spec
from pathlib import Path

target, tests, pages = map(Path, sys.argv[1:])
sys.path = [str(target), str(tests), *(path for path in sys.path if Path(path) != tests.parent / "src")]
import turning_dials
assert Path(turning_dials.__file__).is_relative_to(target), turning_dials.__file__
assert find_spec("publish") is None, "what makes the book is no part of the wheel"
from support.bare_page import text_of
from support.every_board import BOARDS
for make in BOARDS.values():
    board = make()
    (pages / f"{type(board).__name__}.html").write_text(text_of(board), encoding="utf-8")
    assert repr(board).startswith(type(board).__name__)
from turning_dials import predict
assert "options" in predict("neurons-1")._question
"""


@pytest.fixture(scope="module")
def wheel(book, tmp_path_factory):
    """The wheel of this tree, built with no network."""
    folder = tmp_path_factory.mktemp("wheel")
    run = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(run, cwd=book, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = folder.glob("*.whl")
    return made


def test_it_holds_the_package_whole_and_nothing_else(wheel, book):
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    package = book / "src" / "turning_dials"
    wanted = {path.relative_to(package.parent).as_posix() for path in package.rglob("*") if path.is_file()}
    assert held == {name for name in wanted if "__pycache__" not in name and ".ipynb_checkpoints" not in name}
    assert {name.rpartition(".")[2] for name in held} == {"py", "js", "css", "csv", "json", "toml", "mplstyle", "typed"}
    assert not [name for name in held if name.startswith("publish")]


def test_it_needs_what_the_project_says_and_brings_its_licenses(wheel):
    content = zipfile.ZipFile(wheel)
    (place,) = (name for name in content.namelist() if name.endswith(".dist-info/METADATA"))
    about = message_from_string(content.read(place).decode())
    needs = {re.match(r"[\w-]+", need)[0] for need in about.get_all("Requires-Dist") if "extra" not in need}
    assert needs == {"anywidget", "ipywidgets", "matplotlib", "numpy"}
    assert about["Requires-Python"] == ">=3.11" and about["License-Expression"]
    assert len([name for name in content.namelist() if "/licenses/" in name]) == 2


def test_installed_alone_it_shows_every_board(wheel, book, browser, tmp_path):
    target, pages = tmp_path / "installed", tmp_path / "pages"
    zipfile.ZipFile(wheel).extractall(target)
    pages.mkdir()
    run = [sys.executable, "-c", SCRIPT, str(target), str(book / "tests"), str(pages)]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert sorted(path.stem for path in pages.iterdir()) == kinds() and len(BOARDS) >= len(kinds())
    context = browser.new_context()
    for path in pages.iterdir():
        page = context.new_page()
        errors = []
        page.on("pageerror", lambda error, errors=errors: errors.append(str(error)))
        page.set_content(path.read_text(encoding="utf-8"))
        board = page.locator("[data-board][data-ready]")
        board.wait_for()
        assert board.locator("[data-cost]").count() == 1 and board.locator("input[data-dial]").count() > 0, path.stem
        assert errors == [], path.stem
        page.close()
    context.close()
