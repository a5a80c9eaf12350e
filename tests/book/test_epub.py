"""The book for e-readers: a whole package, well-formed, every link and picture in it, nothing that needs a browser."""

import re
from datetime import UTC, datetime
from posixpath import join
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
from bs4 import BeautifulSoup
from support.book_site import opened, pages

from publish import epub
from publish.site import whole

MADE = datetime(2026, 11, 26, tzinfo=UTC)
HELD = [page.rpartition("/")[2] for page in pages() if page not in whole.LEFT_OUT]
SHEETS = [*HELD, "answers", "solutions"]
OPF, XHTML, MATH = (
    f"{{{name}}}"
    for name in (
        "http://www.idpf.org/2007/opf",
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/1998/Math/MathML",
    )
)


@pytest.fixture(scope="module")
def book(site, tmp_path_factory):
    """The folder that the EPUB unpacks to; the EPUB itself stands beside it."""
    folder = tmp_path_factory.mktemp("epub")
    assert epub.bind(site, folder / "book.epub", MADE) == len(SHEETS)
    with ZipFile(folder / "book.epub") as packed:
        assert packed.testzip() is None
        packed.extractall(folder / "unpacked")
    return folder / "unpacked"


@pytest.fixture(scope="module")
def package(book):
    [place] = ElementTree.parse(book / "META-INF" / "container.xml").iter(
        "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
    )
    return ElementTree.parse(book / place.get("full-path")).getroot()


@pytest.fixture(scope="module")
def texts(book):
    """Each page's tree; what is not well-formed raises."""
    return {path.name: ElementTree.parse(path).getroot() for path in sorted((book / "book").glob("*.xhtml"))}


def test_what_it_is_stands_first_and_is_not_packed(book):
    with ZipFile(book.parent / "book.epub") as packed:
        first = packed.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
        assert packed.read(first) == b"application/epub+zip"


def test_the_same_site_is_the_same_book(site, book, tmp_path):
    epub.bind(site, tmp_path / "again.epub", MADE)
    assert (tmp_path / "again.epub").read_bytes() == (book.parent / "book.epub").read_bytes()


def test_the_package_names_every_file_once_and_itself(book, package):
    items = list(package.iter(f"{OPF}item"))
    named = [item.get("href") for item in items]
    there = {path.relative_to(book / "book").as_posix() for path in (book / "book").rglob("*") if path.is_file()}
    assert sorted(named) == sorted(there - {"book.opf"})
    assert len({item.get("id") for item in items}) == len(items)
    said = {tag: [one.text for one in package.iter(f"{{http://purl.org/dc/elements/1.1/}}{tag}")] for tag in
            ("title", "creator", "language", "identifier")}  # fmt: skip
    assert (said["title"], said["creator"], said["language"]) == (
        ["Turning Dials"], ["the Turning Dials authors"], ["en"],
    )  # fmt: skip
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", said["identifier"][0])
    [made] = [one.text for one in package.iter(f"{OPF}meta") if one.get("property") == "dcterms:modified"]
    assert made == "2026-11-26T00:00:00Z"
    [cover] = [item.get("href") for item in items if "cover-image" in item.get("properties", "")]
    assert "still" in cover


def test_every_page_is_there_in_the_order_of_the_book_and_among_the_contents(package, texts):
    places = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    order = [places[one.get("idref")] for one in package.iter(f"{OPF}itemref")]
    assert order == [f"{name}.xhtml" for name in ("title", "contents", *SHEETS)]
    links = [link.get("href") for link in texts["contents.xhtml"].iter(f"{XHTML}a")]
    assert [link for link in links if "#" not in link] == order[2:]
    assert len(links) > 150
    for name in SHEETS:
        [heading] = texts[f"{name}.xhtml"].iter(f"{XHTML}h1")
        assert "".join(heading.itertext()).strip()


def test_every_link_and_picture_leads_to_what_is_there(book, texts):
    ids = {name: [one.get("id") for one in tree.iter() if one.get("id") is not None] for name, tree in texts.items()}
    for name, tree in texts.items():
        assert len(ids[name]) == len(set(ids[name])), name
        for link in tree.iter(f"{XHTML}a"):
            address = link.get("href", "")
            if re.match(r"https?:|mailto:", address):
                continue
            page, _, place = address.partition("#")
            assert page in texts, address
            assert not place or place in ids[page], address
        for picture in tree.iter(f"{XHTML}img"):
            assert (book / join("book", picture.get("src"))).read_bytes().startswith(b"\x89PNG")
            assert len(picture.get("alt")) > 20


def test_nothing_in_it_needs_a_browser_and_formulas_are_mathml(site, package, texts):
    formulas = 0
    for name, tree in texts.items():
        tags = {one.tag for one in tree.iter()}
        assert not tags & {f"{XHTML}{tag}" for tag in ("script", "button", "details", "summary", "noscript", "form")}
        maths = list(tree.iter(f"{MATH}math"))
        formulas += len(maths)
        assert all(math.get("alttext") for math in maths)
        [item] = [item for item in package.iter(f"{OPF}item") if item.get("href") == name]
        assert ("mathml" in item.get("properties", "")) == bool(maths), name
    shown = BeautifulSoup((site / f"{whole.NAME}.html").read_text(encoding="utf-8"), "html.parser")
    assert formulas == len(shown.select(".katex")) > 400


@pytest.mark.parametrize("name", ["index", "05-cost", "07-backpropagation", "answers", "api", "contents"])
def test_a_page_fits_a_small_screen_with_all_its_pictures(browser, book, name):
    context = browser.new_context(viewport={"width": 400, "height": 600})
    page = opened(context, book.as_uri())
    page.goto((book / "book" / f"{name}.xhtml").as_uri(), wait_until="networkidle")
    assert page.evaluate("() => [...document.images].filter((one) => one.naturalWidth === 0).length") == 0
    wide = page.evaluate(
        """() => [...document.querySelectorAll("img, pre, p, table, li, div")].filter((one) =>
            !one.closest(".pst-scrollable-table-container > *") && one.getBoundingClientRect().right > innerWidth + 1
        ).map((one) => one.outerHTML)"""
    )
    assert wide == []
    # Chapters have numbers of their own, and what a cell printed begins at the left, as code does.
    odd = page.evaluate(
        """() => [...document.querySelectorAll("nav ol, .output pre")].filter((one) => one.localName === "ol"
            ? getComputedStyle(one).listStyleType !== "none" : getComputedStyle(one).textAlign === "center").length"""
    )
    assert odd == 0
    low = page.evaluate(
        "() => [...document.querySelectorAll('math')].filter((one) => one.getBoundingClientRect().height < 5).length"
    )
    assert low == 0, "every formula is drawn"
    assert (page.said, page.strangers) == ([], [])
    context.close()
