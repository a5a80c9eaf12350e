"""A chapter as Jupyter Book builds it by default, served from this computer with all that it asks of other hosts.

By default a page loads require.js, the widgets' manager, each widget's package and MathJax from content delivery
networks. Here they come from the packages of package.json, by the same slow line as the book's own pages.
"""

import re
import subprocess
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from bench.packed import Packed
from bench.peers import BOOK, HOME

CHAPTER = "01-neurons"
CONFIG = """\
title: A chapter
execute:
  execute_notebooks: force
  timeout: 300
"""
# The addresses in the page -> the package's file that stands for each.
ELSEWHERE = {
    r' integrity="[^"]*"': "",  # npm has require.js as it was written, and the networks have it minified
    r"https://cdnjs\.cloudflare\.com/ajax/libs/require\.js/[\d.]+/require\.min\.js": "/cdn/requirejs/require.js",
    r"https://cdn\.jsdelivr\.net/npm/": "/cdn/",
}


def build(folder: Path) -> str:
    """Build the chapter in `folder` with Jupyter Book's own settings. Returns its page's path below the folder."""
    (folder / "_config.yml").write_text(CONFIG, encoding="utf-8")
    (folder / "_toc.yml").write_text(f"format: jb-book\nroot: {CHAPTER}\n", encoding="utf-8")
    (folder / f"{CHAPTER}.ipynb").write_bytes((BOOK / "chapters" / f"{CHAPTER}.ipynb").read_bytes())
    command = [BOOK / ".venv" / "bin" / "jupyter-book", "build", folder]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=400)
    page = folder / "_build" / "html" / f"{CHAPTER}.html"
    if run.returncode or not page.is_file():
        raise RuntimeError(f"Jupyter Book could not build the chapter: {(run.stdout + run.stderr)[-2000:]}")
    text = page.read_text(encoding="utf-8")
    for address, near in ELSEWHERE.items():
        text = re.sub(address, near, text)
    page.write_text(text, encoding="utf-8")
    return f"_build/html/{CHAPTER}.html"


class Handler(Packed, SimpleHTTPRequestHandler):
    """Files of the folder; below /cdn/, of the packages: /cdn/NAME@VERSION/FILE, as the networks name them."""

    def translate_path(self, path: str) -> str:
        """The file of an address."""
        bare = path.partition("?")[0]
        if not bare.startswith("/cdn/"):
            return super().translate_path(path)
        file = re.sub(r"(?<=[^/@])@[^/]+", "", bare.removeprefix("/cdn/"), count=1)
        return str(HOME / "node_modules" / file)

    def log_message(self, *_: object) -> None:
        """Nothing: the widgets' manager asks for files beside the page first, where there are none."""
