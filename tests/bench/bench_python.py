"""How soon the page's Python has run its first cell: `python tests/bench/bench_python.py`, part of `make bench`.

Cold is a browser that has never seen the site, warm the same browser on another page of it.
"""

import sys
import time
from functools import partial
from statistics import median
from threading import Thread

from playwright.sync_api import sync_playwright
from support.book_site import pages

from publish.needs import find_chrome
from publish.serve import Handler, Server
from publish.stills import BROWSER

COLD, WARM = 5.0, 3.0  # seconds that the book promises
TIMES = 3


def first_result(context, address):
    """Seconds from Run, on a page that is at rest, to the result of its first cell that prints."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    cell = page.locator("[data-cell]").last
    cell.evaluate("(cell) => { cell.source = 'import numpy\\nprint(numpy.arange(3).sum())'; }")
    page.wait_for_function("() => document.querySelector('[data-more]')")  # the buttons' own script
    began = time.perf_counter()
    cell.evaluate("(cell) => cell.querySelector('[data-run]').click()")
    page.wait_for_function("(cell) => cell.dataset.ran", arg=cell.element_handle(), timeout=120_000)
    seconds = time.perf_counter() - began
    assert cell.get_attribute("data-ran") == "ok"
    cell.evaluate("(cell) => { cell.source = ''; }")
    page.wait_for_timeout(500)
    page.close()
    return seconds


def main():
    """Print both, and fail where the page is slower than the book says."""
    server = Server(("127.0.0.1", 0), partial(Handler, directory="_build/html"))
    Thread(target=server.serve_forever, daemon=True).start()
    name = next(name for name in pages() if name.endswith("-biases"))
    address = f"http://127.0.0.1:{server.server_port}/{name}.html"
    cold, warm = [], []
    with sync_playwright() as playwright:
        for _ in range(TIMES):
            browser = playwright.chromium.launch(executable_path=find_chrome(), args=BROWSER)
            context = browser.new_context()
            cold.append(first_result(context, address))
            warm.append(first_result(context, address))
            browser.close()
    server.shutdown()
    print(f"First result of Python on the page (median of {TIMES}):")
    print(f"  cold {median(cold):.1f} s (at most {COLD:.0f})   warm {median(warm):.1f} s (at most {WARM:.0f})")
    if median(cold) > COLD or median(warm) > WARM:
        sys.exit("Python on the page is slower than the book says.")


if __name__ == "__main__":
    main()
