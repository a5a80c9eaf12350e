"""Write a release's version wherever it stands: `python3 src/publish/release.py 1.2.3`, or `make release VERSION=...`.

With --is it is only compared, which the release workflow does with its tag. Runs before anything is installed.
"""

import argparse
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

BOOK = Path(__file__).resolve().parents[2]
# The file, and what stands before and behind the version in it, on a line of its own.
PLACES = {
    "pyproject.toml": r'(?m)^(version = ")([^"]+)(")$',
    "src/turning_dials/__init__.py": r'(?m)^(__version__ = ")([^"]+)(")$',
    "CITATION.cff": r"(?m)^(version: )(\S+)()$",
    ".zenodo.json": r'(?m)^(  "version": ")([^"]+)(",)$',
}


def versions(book: Path = BOOK) -> dict[str, str]:
    """{file: the version that it states}. Raises ValueError for a file that states none."""
    found = {}
    for name, pattern in PLACES.items():
        stated = re.search(pattern, (book / name).read_text(encoding="utf-8"))
        if not stated:
            raise ValueError(f"{name} states no version")
        found[name] = stated[2]
    return found


def problem(version: str, book: Path = BOOK) -> str | None:
    """Why `version` cannot be the next one, in a sentence, or None."""
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        return f"VERSION={version} is no version: give three numbers, such as VERSION=1.2.3"
    now = versions(book)["pyproject.toml"]
    if tuple(map(int, version.split("."))) <= tuple(map(int, now.split("."))):
        return f"VERSION={version} is not later than {now}, which the book has now"
    return None


def write(version: str, book: Path = BOOK, today: str | None = None) -> None:
    """Write the version into every file that states it, and the day into CITATION.cff."""
    today = today or datetime.now(UTC).date().isoformat()
    for name, pattern in PLACES.items():
        path = book / name
        text = re.sub(pattern, lambda stated: stated[1] + version + stated[3], path.read_text(encoding="utf-8"))
        if name == "CITATION.cff":
            text = re.sub(r"(?m)^date-released: .*\n", "", text)
            text = re.sub(r"(?m)^(version: .*\n)", rf"\g<1>date-released: {today}\n", text)
        path.write_text(text, encoding="utf-8")


def main(arguments: list[str] | None = None, book: Path = BOOK) -> int:
    """Write or compare. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="release.py", description=__doc__)
    parser.add_argument("version")
    parser.add_argument("--is", action="store_true", dest="compare", help="only say whether every file states it")
    given = parser.parse_args(arguments)
    if given.compare:
        others = {name: stated for name, stated in versions(book).items() if stated != given.version}
        for name, stated in others.items():
            print(f"{name} states {stated}, not {given.version}", file=sys.stderr)
        return 1 if others else 0
    said = problem(given.version, book)
    if said:
        print(said, file=sys.stderr)
        return 1
    write(given.version, book)
    tag = f"v{given.version}"
    print(f"{', '.join(PLACES)} now state {given.version}. Look at them, then publish it with\n")
    print(f'    git commit -am "Release {given.version}" && git tag {tag} && git push origin main {tag}\n')
    return 0


if __name__ == "__main__":
    sys.exit(main())
