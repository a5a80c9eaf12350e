"""The environment is made whole or not at all; what was left of an interrupted one is healed by the same command."""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from publish import environment, lab
from publish.environment import ready, set_up, unusable


@pytest.fixture
def project(book, tmp_path):
    """A book of nothing but its lists, in a folder whose name has a blank and an umlaut."""
    folder = tmp_path / "mein schönes Buch"
    folder.mkdir()
    for name in ("pyproject.toml", "requirements.txt", "requirements-read.txt"):
        (folder / name).write_bytes((book / name).read_bytes())
    return folder


class Installer:
    """Runs the steps of a set-up without a network: makes the environment, and only notes what would be installed."""

    def __init__(self, interrupted_at=None):
        self.interrupted_at = interrupted_at
        self.ran = []

    def __call__(self, step, check, env):
        step = [str(part) for part in step]
        name = "venv" if "venv" in step else "list" if "-r" in step else "package" if "-e" in step else "fonts"
        self.ran.append(name)
        venv = step[-1] if name == "venv" else None
        if name == self.interrupted_at:
            if venv:  # what python -m venv leaves when it is stopped before pip is there
                subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
            raise KeyboardInterrupt
        if venv:
            subprocess.run([sys.executable, "-m", "venv", venv], check=True)


@pytest.mark.parametrize("place", ["venv", "list", "package", "fonts"])
def test_an_interrupted_set_up_is_healed_by_the_same_command(project, place, capsys):
    with pytest.raises(KeyboardInterrupt):
        set_up("reading", project, run=Installer(interrupted_at=place))
    assert not ready("reading", project)
    assert unusable(project) == "was never finished"
    again = Installer()
    set_up("reading", project, run=again)
    assert again.ran == ["venv", "list", "package", "fonts"]
    assert ready("reading", project)
    assert unusable(project) is None
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"Setting up .venv for reading, once: this takes {environment.COSTS['reading']}."
    assert said[1] == "The environment in .venv was never finished: it is made anew."


def test_every_jupyterlab_of_the_environment_opens_the_chapters_as_the_book_does(project):
    set_up("reading", project, run=Installer())
    given = json.loads((project / ".venv" / "etc" / "jupyter" / "jupyter_server_config.json").read_text())["ServerApp"]
    module, _, name = given["contents_manager_class"].rpartition(".")
    assert getattr(importlib.import_module(module), name) is lab.Chapters
    assert given["jpserver_extensions"] == {"jupyterlab_jupytext": False}


def test_an_environment_that_others_made_is_given_the_same_settings(project, tmp_path, monkeypatch):
    set_up("reading", project, run=Installer())
    monkeypatch.setattr(environment.sys, "prefix", str(tmp_path / "image"))
    assert environment.main(["settings"]) == 0
    for name in ("ipython/ipython_kernel_config.py", "jupyter/jupyter_server_config.json"):
        assert (tmp_path / "image" / "etc" / name).read_bytes() == (project / ".venv" / "etc" / name).read_bytes()


def test_what_is_ready_is_left_alone_and_what_changed_is_brought_up_to_date(project):
    set_up("testing", project, run=Installer())
    assert ready("testing", project)
    assert ready("reading", project), "one for testing has all that reading needs"
    with (project / "requirements.txt").open("a", encoding="utf-8") as listed:
        listed.write("# changed\n")
    assert not ready("testing", project)
    assert unusable(project) is None
    again = Installer()
    set_up("testing", project, run=again)
    assert again.ran == ["list", "package", "fonts"]
    set_up("reading", project, run=Installer())
    assert not ready("testing", project)


def test_a_moved_environment_is_made_anew(project, capsys):
    set_up("reading", project, run=Installer())
    moved = project.rename(project.with_name("anderswo"))
    assert unusable(moved) == "was made in another folder"
    set_up("reading", moved, run=Installer())
    assert "made in another folder: it is made anew" in capsys.readouterr().out
    assert unusable(moved) is None


def test_an_environment_whose_python_is_gone_or_another_than_named_is_made_anew(project, monkeypatch):
    set_up("reading", project, run=Installer())
    with monkeypatch.context() as patch:
        patch.setattr(environment.sys, "version_info", (3, 99, 0))
        assert unusable(project) is None
        assert unusable(project, named=True).endswith(", not 3.99")
    python = project / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/usr/bin/python-that-was-removed")
    assert unusable(project) == "has no Python that runs"


def test_a_failed_step_is_said_in_a_sentence(project, monkeypatch, capsys):
    monkeypatch.setattr(environment, "BOOK", project)

    def fails(*_):
        raise subprocess.CalledProcessError(1, "pip")

    monkeypatch.setattr(environment, "set_up", fails)
    assert environment.main(["reading"]) == 1
    assert capsys.readouterr().err.strip() == "Set-up failed, for the reason above. The same command begins it again."


def test_pip_installs_by_hashes_and_nothing_else(project):
    steps = [[str(part) for part in step] for step in environment.steps("reading", project)]
    [listed] = [step for step in steps if "-r" in step]
    assert listed[-3:] == ["--require-hashes", "-r", str(project / "requirements-read.txt")]
    [package] = [step for step in steps if "-e" in step]
    assert "--no-deps" in package


def test_a_figure_says_nothing_where_the_home_cannot_be_written(book, tmp_path):
    """Runs a kernel as `make` would for a user whose home nobody can write: matplotlib finds its fonts listed."""
    makefile = tmp_path / "Makefile"
    makefile.write_text("include Makefile\nrun:\n\t@$(BIN)/python $(SCRIPT)\n", encoding="utf-8")
    script = tmp_path / "run.py"
    script.write_text(
        "import json, nbformat\n"
        "from publish import notebooks\n"
        "code = 'import matplotlib; import matplotlib.font_manager; print(matplotlib.get_cachedir())'\n"
        "notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])\n"
        f"notebooks.run(notebook, {str(tmp_path)!r})\n"
        "print(json.dumps([output.text for output in notebook.cells[0].outputs]))\n",
        encoding="utf-8",
    )
    gone = {"HOME": "/proc/none", "PATH": "/usr/bin:/bin", "PYTHON": sys.executable}
    command = ["make", "-s", "-f", str(makefile), "run", f"SCRIPT={script}"]
    run = subprocess.run(command, cwd=book, env=gone, capture_output=True, text=True, check=False, timeout=120)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout.splitlines()[-1]) == [f"{sys.prefix}/var/matplotlib\n"], run.stdout


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["book", "PORT=abc"], "PORT=abc is no port: give a number from 1 to 65535, such as PORT=8001"),
        (["site", "PYTHON={older}"], "PYTHON={older} is no Python of at least 3.11: name another"),
        (["site", "PYTHON=/nowhere/python"], "PYTHON=/nowhere/python is no Python of at least 3.11: name another"),
    ],
)
def test_what_make_is_given_is_refused_in_a_sentence_before_anything_is_set_up(book, tmp_path, asked, sentence):
    older = tmp_path / "python3.10"
    older.write_text(
        "#!/bin/sh\nexit 1\n", encoding="utf-8"
    )  # what 3.10 answers when it is asked whether it is new enough
    older.chmod(0o755)
    command = ["make", "-s", *(part.format(older=older) for part in asked)]
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}
    run = subprocess.run(command, cwd=book, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert run.returncode != 0
    said = run.stderr.splitlines()
    assert said[0].startswith(sentence.format(older=older)), run.stderr
    assert len(said) == 2 and said[1].startswith("make: ***"), run.stderr
    assert run.stdout == ""
