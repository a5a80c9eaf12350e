"""The numpy engine in the page's own Python, beside itself in CPython; and how soon that Python has run its first cell.

Cold is a browser that has never seen the site, warm the same browser on another page of it. The step is that of
engines.py; the page's clock reads no finer than 0.1 ms, so a round is a hundred steps.
"""

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from bench.packed import served
from bench.table import Row, row
from playwright.sync_api import sync_playwright
from support.book_site import pages
from support.python_page import PythonPage

from publish.needs import find_chrome
from publish.serve import Handler
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
    name = next(name for name in pages() if name.endswith("-biases"))
    cold, warm, here, there = [], [], [], []
    site = partial(Handler, directory=str(BOOK / "_build" / "html"))
    with sync_playwright() as playwright, served(site) as root:
        for _ in range(ROUNDS):
            browser = playwright.chromium.launch(executable_path=find_chrome(), args=BROWSER)
            context = browser.new_context()
            for found in (cold, warm):
                shown = PythonPage(context, root, name)
                shown.page.wait_for_load_state("networkidle")
                found.append(first_result(shown))
                if found is warm:
                    there.append(float(printed(shown, STEP + "print(1000 * sorted(took)[len(took) // 2])")))
                shown.page.close()
            names: dict = {}
            exec(STEP, names)
            here.append(1000 * median(names["took"]))
            browser.close()
    yield row("numpy engine in CPython, one example", "the same in the page's Python", here, there, None, "µs")
    yield row("first result of the page's Python, cold", "the book's limit", cold, 5, 1, "s")
    yield row("first result of the page's Python, warm", "the book's limit", warm, 3, 1, "s")


def first_result(shown):
    """Seconds from Run to the result of the page's last cell."""
    began = time.perf_counter()
    printed(shown, "import numpy\nprint(numpy.arange(3).sum())")
    return time.perf_counter() - began


def printed(shown, source):
    """What `source` prints in the page's last cell. Raises RuntimeError where it fails there."""
    told = shown.run(shown.numbers[-1], source)
    if told["ran"] != "ok":
        raise RuntimeError(f"the page's Python could not run the cell: {told['text'][-300:]}")
    return told["text"]
