"""Check the links of the built site: `python -m publish.links [--others]`, or `make links`.

Within the site every address and every fragment must be there. With --others, which `make links` gives, those that
lead to other hosts are asked for, too.
"""

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

# Hosts that are there and refuse to say so to a program.
SHY = {403, 429, 999}


class Reader(HTMLParser):
    """What a page links to, and the fragments that others may link to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fragments = {"", "top"}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value is not None and not (tag == "link" and ("rel", "canonical") in attrs):
                self.links.append(value)
            elif name == "id" and value:
                self.fragments.add(value)


def check(site: Path, root: str = "/") -> tuple[list[str], dict[str, str]]:
    """Read every page of a built site. Returns (what is wrong, {address elsewhere: a page that links to it}).

    `root` is where the site begins on its host: the page for what is not there names its links from there.
    """
    # The theme leaves templates of its own in _static, which are no pages.
    found = sorted(path for path in site.rglob("*.html") if path.relative_to(site).parts[0] != "_static")
    pages = {path: Reader(path.read_text(encoding="utf-8")) for path in found}
    wrong: list[str] = []
    elsewhere: dict[str, str] = {}
    for path, page in pages.items():
        where = path.relative_to(site).as_posix()
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme in ("http", "https"):
                elsewhere.setdefault(link, where)
                continue
            if parts.scheme:  # mailto:, data:
                continue
            named = unquote(parts.path)
            target = site / named.removeprefix(root) if named.startswith(root) else path.parent / named
            target = (path if not named else target).resolve()
            if not target.is_file():
                wrong.append(f"{where}: {link} is not there")
            elif target in pages and unquote(parts.fragment) not in pages[target].fragments:
                wrong.append(f"{where}: {link}: the page has no such place")
    return wrong, elsewhere


def ask(address: str) -> str | None:
    """What is wrong with an address on another host, or None."""
    try:
        with urlopen(Request(address, headers={"User-Agent": "Mozilla/5.0 (link check)"}), timeout=30):
            return None
    except HTTPError as error:
        return None if error.code in SHY else f"answers {error.code}"
    except (URLError, OSError, ValueError) as error:
        return f"does not answer: {getattr(error, 'reason', error)}"


def main(arguments: list[str] | None = None) -> int:
    """Check _build/html. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m publish.links", description=__doc__)
    parser.add_argument("--site", type=Path, default=Path("_build/html"))
    parser.add_argument("--root", default=urlsplit(os.environ.get("TURNING_DIALS_URL", "")).path.rstrip("/") + "/")
    parser.add_argument("--others", action="store_true", help="ask for the addresses on other hosts")
    given = parser.parse_args(arguments)
    wrong, elsewhere = check(given.site.resolve(), given.root)
    if given.others:
        with ThreadPoolExecutor(8) as asking:
            for (address, page), answer in zip(elsewhere.items(), asking.map(ask, elsewhere), strict=True):
                if answer:
                    wrong.append(f"{page}: {address} {answer}")
    print("\n".join([*wrong, f"{len(wrong)} of the site's links are wrong; {len(elsewhere)} lead to other hosts."]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
