"""What leaves the house: the zip that opens from a folder, the site at its address, the workflows that make both."""

import os
from functools import partial
from http.server import ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from conftest import Quiet
from support.book_site import bring, opened, pages

from publish import links
from publish.archive import archive

FIRST = pages()[0]


@pytest.fixture(scope="module")
def unpacked(site, tmp_path_factory):
    """The folder that the zip of the site unpacks to, where a path has a blank and an umlaut."""
    folder = tmp_path_factory.mktemp("mein Ordner für Bücher")
    archive(site, folder / "book.zip")
    with ZipFile(folder / "book.zip") as packed:
        packed.extractall(folder)
    return folder / "turning-dials"


def test_the_same_site_is_the_same_zip(site, tmp_path):
    for name in ("a.zip", "b.zip"):
        archive(site, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize("which", ["chromium", "firefox"])
@pytest.mark.parametrize("name", [FIRST, pages()[1]])
def test_the_zip_opens_from_a_folder_with_its_boards_live(unpacked, browsers, which, name):
    context = browsers[which].new_context(viewport={"width": 1280, "height": 900})
    page = opened(context, unpacked.as_uri())
    page.goto((unpacked / "index.html" if name == FIRST else unpacked / f"{name}.html").as_uri())
    page.wait_for_url(f"**/{name}.html")
    for board in bring(page):
        cost = board.locator("[data-cost]").inner_text()
        board.evaluate("(root) => root.machine.set(0, root.machine.parameters[0] + 1)")
        board.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert board.locator("[data-cost]").inner_text() != cost
    assert (page.said, page.strangers) == ([], [])
    context.close()


def test_every_link_within_the_site_leads_somewhere(site):
    wrong, _ = links.check(site, urlsplit(os.environ.get("TURNING_DIALS_URL", "")).path.rstrip("/") + "/")
    assert wrong == []


@pytest.fixture
def small(tmp_path):
    """A site of two pages, each of whose links is wrong in its own way or right."""
    (tmp_path / "a.html").write_text(
        '<a href="b.html#here">1</a><a href="b.html#there">2</a><a href="c.html">3</a><a href="#top">4</a>'
        '<img src="none.png"><a href="https://example.org/x">5</a><a href="/book/b.html">6</a><a href="mailto:a@b">',
        encoding="utf-8",
    )
    (tmp_path / "b.html").write_text('<p id="here"></p>', encoding="utf-8")
    return tmp_path


def test_a_link_that_leads_nowhere_is_named(small):
    wrong, elsewhere = links.check(small, "/book/")
    assert wrong == [
        "a.html: b.html#there: the page has no such place",
        "a.html: c.html is not there",
        "a.html: none.png is not there",
    ]
    assert elsewhere == {"https://example.org/x": "a.html"}


def test_an_address_on_another_host_is_asked_for(small, capsys):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(small)))
    Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}"
    (small / "a.html").write_text(f'<a href="{root}/b.html">1</a><a href="{root}/gone">2</a>', encoding="utf-8")
    assert links.main(["--site", str(small), "--others"]) == 1
    server.shutdown()
    server.server_close()
    said = capsys.readouterr().out
    assert said.splitlines()[0] == f"a.html: {root}/gone answers 404"
    assert links.main(["--site", str(small)]) == 0
    assert links.ask(f"{root}/b.html").startswith("does not answer: ")
