"""The numpy engine in the page's own Python, beside itself in CPython; and how soon that Python has run its first cell.

Cold is a browser that has never seen the site, warm the same browser on another page of it. The step is that of
engines.py; the page's clock reads no finer than 0.1 ms, so a round is a hundred steps.
"""

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Thread

from bench.table import Row, row
from playwright.sync_api import sync_playwright
from support.book_site import pages

from publish.needs import find_chrome
from publish.serve import Handler, Server
from publish.stills import BROWSER

BOOK = Path(__file__).resolve().parents[2]
NOTE = """\
**Python on the page.** From *Run*, on a page at rest and over the loopback, to the result of its first cell; a
browser anew for each cold start. The step there is WebAssembly on one thread, without the processor's own matrix
kernels: nothing is promised."""
ROUNDS = 5
# The same text runs in both Pythons; it leaves the milliseconds of a step, round by round.
STEP = f"""
import time
import numpy as np
from turning_dials import Network
net, draw = Network([625, 20, 20, 10]), np.random.default_rng(0)
x, y = draw.random((1, 625)), draw.random((1, 10))
def rounds():
    start = time.perf_counter()
    for _ in range(100):
        net.parameters -= 0.1 * net.gradient(x, y)
    return (time.perf_counter() - start) * 10
rounds()
took = [rounds() for _ in range({2 * ROUNDS})]
"""


def rows(small: bool = False) -> Iterator[Row]:
    """Every row of this file, measured now on the site in _build/html."""
    server = Server(("127.0.0.1", 0), partial(Handler, directory=str(BOOK / "_build" / "html")))
    Thread(target=server.serve_forever, daemon=True).start()
    name = next(name for name in pages() if name.endswith("-biases"))
    address = f"http://127.0.0.1:{server.server_port}/{name}.html"
    cold, warm, here, there = [], [], [], []
    with sync_playwright() as playwright:
        for _ in range(ROUNDS):
            browser = playwright.chromium.launch(executable_path=find_chrome(), args=BROWSER)
            context = browser.new_context()
            cold.append(seconds(context, address, "import numpy\nprint(numpy.arange(3).sum())")[0])
            took, page = seconds(context, address, STEP + "print(sorted(took)[len(took) // 2])")
            warm.append(took)
            here.append(1000 * float(page))
            names: dict = {}
            exec(STEP, names)
            there.append(1000 * sorted(names["took"])[ROUNDS])
            browser.close()
    server.shutdown()
    yield row("numpy engine in CPython, one example", "the same in the page's Python", there, here, None, "µs")
    yield row("first result of the page's Python, cold", "the book's limit", cold, 5, 1, "s")
    yield row("first result of the page's Python, warm", "the book's limit", warm, 3, 1, "s")


def seconds(context, address, source):
    """Seconds from Run to the result of the page's last cell, holding `source`; and what it printed."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    cell = page.locator("[data-cell]").last
    cell.evaluate("(cell, source) => { cell.source = source; }", source)
    page.wait_for_function("() => document.querySelector('[data-more]')")  # the buttons' own script
    began = time.perf_counter()
    cell.evaluate("(cell) => cell.querySelector('[data-run]').click()")
    page.wait_for_function("(cell) => cell.dataset.ran", arg=cell.element_handle(), timeout=120_000)
    took = time.perf_counter() - began
    told = cell.locator("[data-output]").inner_text()
    if cell.get_attribute("data-ran") != "ok":
        raise RuntimeError(f"the page's Python could not run the cell: {told[-300:]}")
    cell.evaluate("(cell) => { cell.source = ''; }")
    page.wait_for_timeout(500)
    page.close()
    return took, told
