"""Which executed notebooks may be used again.

jupyter-cache runs a notebook again when its cells change, but not when the package they import does. So the cache has a
folder for each state of the package's Python and data. And Sphinx is told of every change in the package and in the
static files, which it would not look for.
"""

import hashlib
import shutil
from pathlib import Path

SRC = Path(__file__).parents[2]
# A view or a stylesheet changes no result; `hoist` always takes the present ones.
VIEWS = {".js", ".css", ".html"}


def fingerprint(app, config):
    """Name the cache after the state of the package, forget the caches of other states."""
    results, everything = hashlib.sha256(), hashlib.sha256()
    for file in _files(SRC):
        content = file.relative_to(SRC).as_posix().encode() + b"\0" + file.read_bytes()
        everything.update(content)
        if file.suffix not in VIEWS and file.relative_to(SRC).parts[0] != "publish":
            results.update(content)
    for folder in config.html_static_path:
        for file in _files(Path(app.srcdir) / folder):
            everything.update(file.read_bytes())
    config.turning_dials_package = everything.hexdigest()
    caches = Path(app.outdir).parent / ".executed"
    mine = caches / results.hexdigest()[:16]
    if caches.is_dir():
        for other in caches.iterdir():
            if other != mine:
                shutil.rmtree(other, ignore_errors=True)
    config.nb_execution_cache_path = str(mine)


def _files(folder):
    return sorted(file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
