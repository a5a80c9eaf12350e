"""Set up .venv, whole or not at all: `python3 src/publish/environment.py reading` (or `testing`, which is everything).

The Makefile runs this file before anything is installed, so it uses the standard library alone. An environment is ready
when its last step wrote what it was made from into .venv/.ready: one that was interrupted, moved or made by another
Python is made anew, and one whose list has changed is brought up to date. `environment.py settings` is for environments
that others make, such as an image's: it writes what JupyterLab and its kernels need to know beside what was installed.
"""

import argparse
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

BOOK = Path(__file__).resolve().parents[2]
# What each kind of work installs, and what a first set-up takes: minutes, gigabytes on disk.
LISTS = {"reading": "requirements-read.txt", "testing": "requirements.txt"}
COSTS = {"reading": "about 2 minutes and 0.7 GB", "testing": "about 3 minutes and 1.3 GB"}
# Settings of the kernels, which are read from the environment that they run in.
KERNELS = """\
import os, sys

# Kernels talk to this computer alone, and need not warn that others could listen.
c.IPKernelApp.log_level = "ERROR"
# Where set-up has listed the system's fonts: matplotlib says so on stderr when it has to, which fails a chapter.
os.environ.setdefault("MPLCONFIGDIR", os.path.join(sys.prefix, "var", "matplotlib"))
"""
# Settings of every JupyterLab of the environment, however it is started: lab.py opens and saves the chapters, and
# jupytext's own way of saving is off, so that a reader's changes stay in chapters/ until they are synced.
LAB = {
    "ServerApp": {
        "contents_manager_class": "publish.lab.Chapters",
        "jpserver_extensions": {"jupyterlab_jupytext": False},
    }
}


def wanted(kind: str, book: Path = BOOK) -> dict[str, str]:
    """What an environment of that kind is made from: its kind, and the digest of its list and of the package."""
    project = tomllib.loads((book / "pyproject.toml").read_text(encoding="utf-8"))
    package = [project["project"], project["build-system"], project["tool"]["hatch"], KERNELS, LAB]
    found = hashlib.sha256(json.dumps(package).encode())
    found.update((book / LISTS[kind]).read_bytes())
    return {"kind": kind, "digest": found.hexdigest()}


def ready(kind: str, book: Path = BOOK) -> bool:
    """Whether the environment has what that kind of work needs. One for testing has what reading needs."""
    try:
        made = json.loads((book / ".venv" / ".ready").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return made in [wanted(kind, book), wanted("testing", book)]


def unusable(book: Path = BOOK, named: bool = False) -> str | None:
    """Why the environment must be made anew, in words, or None. `named`: this Python and no other is to be used."""
    venv = book / ".venv"
    if not venv.exists():
        return None
    if not (venv / ".ready").exists():
        return "was never finished"
    try:
        scripts = (venv / "bin" / "pip").read_text(encoding="utf-8")[:1000]
        asked: list[str | Path] = [venv / "bin" / "python", "-c", "import sys; print(*sys.version_info[:2], sep='.')"]
        version = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "has no Python that runs"
    if f"{venv}/bin/" not in scripts:
        return "was made in another folder"
    mine = "{}.{}".format(*sys.version_info[:2])
    return f"is of Python {version}, not {mine}" if named and version != mine else None


def steps(kind: str, book: Path = BOOK) -> Iterator[list[str | Path]]:
    """The commands that make an environment, in their order."""
    venv = book / ".venv"
    pip: list[str | Path] = [venv / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if not (venv / "bin" / "pip").exists():
        yield [sys.executable, "-m", "venv", venv]
    yield [*pip, "--require-hashes", "-r", book / LISTS[kind]]
    yield [*pip, "--no-deps", "--no-build-isolation", "-e", book]
    yield [venv / "bin" / "python", "-c", "import matplotlib.font_manager"]


def settle(prefix: Path) -> None:
    """Write the settings of the kernels and of JupyterLab into the environment at `prefix`."""
    for name, text in [
        ("ipython/ipython_kernel_config.py", KERNELS),
        ("jupyter/jupyter_server_config.json", json.dumps(LAB, indent=2)),
    ]:
        file = prefix / "etc" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        # A new file: one that is shared with another environment by a hard link stays as it is.
        file.unlink(missing_ok=True)
        file.write_text(text, encoding="utf-8")


def set_up(kind: str, book: Path = BOOK, named: bool = False, run: Callable[..., object] = subprocess.run) -> None:
    """Make the environment, or bring it up to date. Raises CalledProcessError if a step fails."""
    venv = book / ".venv"
    reason = unusable(book, named)
    if reason:
        print(f"The environment in .venv {reason}: it is made anew.", flush=True)
        (venv / ".ready").unlink(missing_ok=True)  # else one that was half removed might be taken for whole
        shutil.rmtree(venv)
    if venv.exists():
        print(f"Bringing .venv up to date for {kind}.", flush=True)
    else:
        print(f"Setting up .venv for {kind}, once: this takes {COSTS[kind]}.", flush=True)
    # From here to the end there is no .ready, so that whatever interrupts this, the next run begins anew.
    (venv / ".ready").unlink(missing_ok=True)
    settings = {**os.environ, "MPLCONFIGDIR": str(venv / "var" / "matplotlib")}
    for step in steps(kind, book):
        run(step, check=True, env=settings)
    settle(venv)
    (venv / ".ready").write_text(json.dumps(wanted(kind, book)), encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Set up what is asked for, unless it is there. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="environment.py", description=__doc__)
    parser.add_argument(
        "kind", choices=[*LISTS, "settings"], help="settings: those alone, of the Python that runs this"
    )
    parser.add_argument("--named", action="store_true", help="this Python and no other is to be used")
    given = parser.parse_args(arguments)
    if given.kind == "settings":
        settle(Path(sys.prefix))
        return 0
    (BOOK / "_build").mkdir(exist_ok=True)
    # Two commands at once, make book and make lab say, must not make one environment together.
    with (BOOK / "_build" / ".setting-up").open("w") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another command that sets up .venv.", flush=True)
            fcntl.flock(turn, fcntl.LOCK_EX)
        if ready(given.kind, BOOK) and not unusable(BOOK, given.named):
            return 0
        try:
            set_up(given.kind, BOOK, given.named)
        except subprocess.CalledProcessError:
            print("\nSet-up failed, for the reason above. The same command begins it again.", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            print("\nSet-up was interrupted. The same command begins it again.", file=sys.stderr)
            return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
