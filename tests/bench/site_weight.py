"""How soon a chapter's first board is ready, and what a reader's browser loads for it.

A cold cache at 10 Mbit/s with 40 ms of latency and a processor four times slower, as Chromium's own throttles make
them.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench import default_book
from bench.default_book import CHAPTER
from bench.packed import Packed, served
from bench.table import Row, in_turns, row
from playwright.sync_api import sync_playwright
from support.book_site import pages

from publish.needs import find_chrome
from publish.serve import Handler
from publish.stills import BROWSER

BOOK = Path(__file__).resolve().parents[2]
NOTE = """\
**First board.** Each page that shows one unscrolled, opened cold, at 10 Mbit/s with 40 ms of latency and a processor
four times slower, from a server on this computer that packs text as hosts of pages do, until its first board is live;
and the bytes as sent that had arrived by then. The default Jupyter Book is chapter 1 alone; all that it asks of other
hosts is on that server."""
WHY = {
    "first board of": """\
a quarter of a second goes to the line, until a board's script has come; the rest is the
processor at a quarter of its speed: a view is compiled, builds its dials and is laid out, a tenth of a second of a
desktop's. Tried, in pairs: the rest of the page left out, the scripts that come later left out, the board's scripts
in the way of the page instead of beside it; none makes a difference that is larger than the spread. Stills of first
boards are no longer loaded, and training pictures come after the board: chapter 9 stood at 1.6 s.""",
    "bytes before it": """\
a page's text is 20 to 30 kB, its styles 25 kB, questions 20 kB, a view 30 to 60 kB and two fonts of formulas 44 kB.
In chapters 8 and 9 the 13,150 dials at their random start are 106 kB more, and random numbers do not pack; in
chapters 4 to 7 and 10 the first sum alone is about the limit. Tried: stills of first boards left out,
training pictures after the board (chapter 9 sent 1.3 MB before its first board, chapter 2 250 kB), and a minifier,
tdewolff/minify 2.24, which would save a fifth of each view and moved a declaration behind its use.""",
}
ROUNDS = 5
NETWORK = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
# Notes the time at which the first board says that it is ready, in ms from the start of the navigation.
WATCH = """new MutationObserver((_, watch) => {
    if (!document.querySelector("[data-board][data-ready]")) return;
    watch.disconnect();
    window.readyAfter = performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready"] });"""


class First(NamedTuple):
    """A first visit: seconds until the first board is live, the bytes loaded by then, and the bytes in all."""

    seconds: float
    before: int
    whole: int


def first_visit(browser, address, slower=1, whole=True):
    """Open the page once, cold, by a slow line, the processor so many times slower; `whole` waits for all of it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    devtools.send("Network.emulateNetworkConditions", NETWORK)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    weight = []
    devtools.on("Network.loadingFinished", lambda event: weight.append(event["encodedDataLength"]))
    page.add_init_script(WATCH)
    page.goto(address, wait_until="commit")
    seconds = page.wait_for_function("() => window.readyAfter").json_value() / 1000
    before = sum(weight)
    if whole:
        page.wait_for_load_state("networkidle")
    context.close()
    return First(seconds, before, sum(weight))


def has_board(browser, address):
    """Whether a page of the site shows a board without being scrolled."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(500)
    found = page.locator("[data-board][data-ready]").count()
    page.close()
    return found > 0


def rows(small: bool = False) -> Iterator[Row]:
    """Every row of this file, measured now on the site in _build/html."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        default = default_book.build(Path(folder))
        browser = playwright.chromium.launch(executable_path=find_chrome(), args=BROWSER)
        with served(partial(Site, directory=str(BOOK / "_build" / "html"))) as root:
            with served(partial(default_book.Handler, directory=folder)) as other:
                yield from rows_beside_default(browser, f"{root}/chapters/{CHAPTER}.html", f"{other}/{default}")
            yield from rows_of_every_page(browser, root)
        browser.close()


class Site(Packed, Handler):
    """The book's site as a host of pages sends it."""


def rows_beside_default(browser, ours, theirs):
    """The first chapter, beside the same notebook as Jupyter Book builds it by default."""
    first = partial(first_visit, browser, slower=4, whole=False)
    here, there = in_turns(ROUNDS, lambda: first(ours), lambda: first(theirs))
    beside = "as Jupyter Book builds it by default"
    work = f"first board of {CHAPTER} is live"
    yield row(work, beside, [one.seconds for one in here], [one.seconds for one in there], 4, "s")
    kilobytes = [[one.before / 1000 for one in side] for side in (here, there)]
    yield row(f"bytes before it, {CHAPTER}", beside, *kilobytes, 4, "kB")


def rows_of_every_page(browser, root):
    """Each page of the site, beside the limits that the book sets itself."""
    names = [name for name in pages() if has_board(browser, f"{root}/{name}.html")]
    acts = [partial(first_visit, browser, f"{root}/{name}.html", slower=4, whole=False) for name in names]
    for name, found in zip(names, in_turns(ROUNDS, *acts), strict=True):
        page = name.rpartition("/")[2]
        yield row(f"first board of {page} is live", "the book's limit", [one.seconds for one in found], 0.5, 1, "s")
        yield row(f"bytes before it, {page}", "the book's limit", [one.before / 1000 for one in found], 150, 1, "kB")
