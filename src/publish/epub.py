"""The whole book as an EPUB 3, made of the site's page for paper: `python -m publish.epub`, or `make epub`.

Each sheet of that page is a file of its own. Formulas are MathML, boards are stills, what the site folds is open, and
nothing is left of what only a browser's page needs.
"""

import re
import sys
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import NamedTuple
from uuid import NAMESPACE_DNS, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from bs4 import BeautifulSoup, Comment, Tag
from pygments.formatters import HtmlFormatter

from publish.site.whole import NAME

# The same book however often it is made, which is how a reader's shelf knows it.
IDENTIFIER = f"urn:uuid:{uuid5(NAMESPACE_DNS, 'turning-dials')}"
CODE = "a11y-high-contrast-light"
FOR_SCREENS = ("data-cell", "data-kind", "data-model", "decoding", "fetchpriority")
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book" xml:lang="{language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="book">{identifier}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:creator>{author}</dc:creator>
<dc:language>{language}</dc:language>
<dc:rights>Text and figures: CC BY 4.0. Code: BSD 3-Clause license.</dc:rights>
<meta property="dcterms:modified">{made:%Y-%m-%dT%H:%M:%SZ}</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityFeature">MathML</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
</metadata>
<manifest>
{manifest}
</manifest>
<spine>
{spine}
</spine>
</package>
"""
PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
 lang="{language}" xml:lang="{language}">
<head>
<meta charset="utf-8"/>
<title>{title}</title>
<link rel="stylesheet" href="book.css"/>
</head>
<body>
{body}
</body>
</html>
"""


class Page(NamedTuple):
    """A file of the book's text: its name without the suffix, its title, its body, and what the package says of it."""

    name: str
    title: str
    body: str
    properties: str = ""


def bind(site: Path, target: Path, made: datetime) -> int:
    """Write the book of the built `site` to `target`, `made` at that time. Returns how many sheets it holds."""
    whole = BeautifulSoup((site / f"{NAME}.html").read_text(encoding="utf-8"), "html.parser")
    language, header = str(_only(whole, "html")["lang"]), _only(whole, "main > header")
    title, author = (paragraph.get_text() for paragraph in header("p")[:2])
    sheets = whole.select(".td-sheet")
    pictures: dict[str, bytes] = {}
    for sheet in sheets:
        _make_plain(sheet)
        pictures |= _pictures(sheet, site)
    pages = [
        Page("title", title, header.decode_contents()),
        Page("contents", "Contents", _contents(sheets), "nav"),
        *(_page(sheet) for sheet in sheets),
    ]
    files = {
        f"{page.name}.xhtml": PAGE.format(language=language, title=escape(page.title), body=page.body).encode()
        for page in pages
    }
    own = (Path(__file__).parent / "epub.css").read_text(encoding="utf-8")
    files["book.css"] = f"{own}{HtmlFormatter(style=CODE).get_style_defs('.highlight')}\n".encode()
    package = PACKAGE.format(
        identifier=IDENTIFIER,
        title=escape(title),
        author=escape(author.removeprefix("by ")),
        language=language,
        made=made,
        manifest="\n".join(_manifest(pages, list(pictures))),
        spine="\n".join(f'<itemref idref="page-{page.name}"/>' for page in pages),
    )
    _pack(target, {"book.opf": package.encode(), **files, **pictures})
    return len(sheets)


def _only(within: Tag, selector: str) -> Tag:
    found = within.select_one(selector)
    if found is None:
        raise ValueError(f"{NAME}.html has no {selector}")
    return found


def _make_plain(sheet: Tag) -> None:
    """Leave of a sheet what an e-reader shows."""
    for comment in sheet.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for formula in sheet.select(".katex"):
        math, source = _only(formula, "math"), _only(formula, "annotation")
        math["alttext"] = source.get_text()  # for an e-reader that knows no MathML
        source.decompose()
        _only(math, "semantics").unwrap()
        formula.replace_with(math)
    for summary in sheet.select("summary"):
        if summary.get_text().strip() == "Show the code":
            summary.decompose()
        else:
            summary.name, summary["class"] = "p", "fold-title"
    for fold in sheet.select("details"):
        fold.name = "div"
        del fold["open"]
    for link in sheet.select("a[href]"):
        address = str(link["href"])
        if address.startswith("#"):
            page, _, place = address[1:].partition(".")
            link["href"] = f"{page}.xhtml{address if place else ''}"
        elif not re.match(r"https?:|mailto:", address):
            link.unwrap()  # to a file of the site that is no page of the book
    for one in sheet.find_all(True):
        for name in FOR_SCREENS:
            del one[name]


def _pictures(sheet: Tag, site: Path) -> dict[str, bytes]:
    """The pictures of a sheet, by the names that they have in the book from now on."""
    found = {}
    for picture in sheet.select("img"):
        file = site / "chapters" / str(picture["src"])
        picture["src"] = f"pictures/{file.name}"
        found[f"pictures/{file.name}"] = file.read_bytes()
    return found


def _page(sheet: Tag) -> Page:
    math = "mathml" if sheet.select_one("math") else ""
    return Page(str(sheet["id"]), _only(sheet, "h1").get_text(), sheet.decode(), math)


def _contents(sheets: list[Tag]) -> str:
    """Every page with its sections, as e-readers show it beside the text too."""
    items = []
    for sheet in sheets:
        name, title = sheet["id"], escape(_only(sheet, "h1").get_text())
        sections = "".join(
            f'<li><a href="{name}.xhtml#{section["id"]}">{escape(_only(section, "h2").get_text())}</a></li>'
            for section in sheet.select("section[id]:has(> h2)")
        )
        items.append(f'<li><a href="{name}.xhtml">{title}</a>{f"<ol>{sections}</ol>" if sections else ""}</li>')
    return f'<nav epub:type="toc" role="doc-toc"><h1>Contents</h1><ol>{"".join(items)}</ol></nav>'


def _manifest(pages: list[Page], pictures: list[str]) -> list[str]:
    """What is in the book, file by file. Its first picture, which is a board, is what a shelf shows of it."""
    items = ['<item id="style" href="book.css" media-type="text/css"/>']
    for page in pages:
        said = f' properties="{page.properties}"' if page.properties else ""
        items.append(f'<item id="page-{page.name}" href="{page.name}.xhtml" media-type="application/xhtml+xml"{said}/>')
    for number, name in enumerate(pictures):
        said = "" if number else ' properties="cover-image"'
        items.append(f'<item id="picture-{number}" href="{name}" media-type="image/png"{said}/>')
    return items


def _pack(target: Path, files: dict[str, bytes]) -> None:
    # What it is stands first and unpacked, where programs look for it; no time is in it but the one that it names.
    first = {"mimetype": b"application/epub+zip"}
    files = first | {"META-INF/container.xml": CONTAINER.encode()} | {f"book/{name}": files[name] for name in files}
    with ZipFile(target, "w") as packed:
        for name, content in files.items():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_STORED if name in first else ZIP_DEFLATED
            packed.writestr(entry, content)


def main() -> int:
    """Bind _build/html. Returns the exit code."""
    target = Path("_build") / "turning-dials.epub"
    sheets = bind(Path("_build") / "html", target, datetime.now(UTC))
    print(f"The book is in {target}: {sheets} sheets, {target.stat().st_size / 1e6:.1f} MB.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
