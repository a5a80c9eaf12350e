"""Build the site to _build/html, strictly: `python -m publish.build`. A warning fails the build, and says why.

It is what `jupyter-book build . --warningiserror --nitpick --keep-going` does, but for three things: it says little,
the next build repeats what one that failed or was interrupted had to say, and nothing old is left in the folder.
"""

import shutil
import sys
from pathlib import Path

from jupyter_book.sphinx import build_sphinx

BOOK = Path(__file__).resolve().parents[2]


def build(book: Path = BOOK) -> int:
    """Build the site of `book`. Returns the exit code."""
    folder = book / "_build"
    # Sphinx keeps what it read. Of a build that did not end well that is not to be kept: a page that is not read again
    # warns of nothing, and the build would pass.
    sound = folder / ".sound"
    if not sound.exists():
        shutil.rmtree(folder / ".doctrees", ignore_errors=True)
    sound.unlink(missing_ok=True)
    # Every page is written at every build. What Sphinx would leave in the folder is what has gone from the book, and
    # old copies of scripts and style sheets.
    shutil.rmtree(folder / "html", ignore_errors=True)
    result = build_sphinx(
        book,
        folder / "html",
        noconfig=True,
        path_config=book / "_config.yml",
        confoverrides={
            "external_toc_path": (book / "_toc.yml").as_posix(),
            "latex_individualpages": False,
            "nitpicky": True,
        },
        warningiserror=True,
        keep_going=True,
        quiet=True,
    )
    if isinstance(result, KeyboardInterrupt):
        return 130
    if result != 0:
        print("\nThe site was not built: mend what is said above.", file=sys.stderr)
        return 1
    sound.touch()
    print("The site is in _build/html.")
    return 0


if __name__ == "__main__":
    sys.exit(build())
