"""How quick the board of backpropagation is: `python tests/bench/bench_backprop.py`, part of `make bench`.

Scrubbing: what the page spends on one move of the slider over the 165 steps of a 4-6-6-4 network, up to the paint.
One pass back against one evaluation per dial, in numpy, for the networks whose multiplications chapter 7 counts.
"""

from statistics import median
from time import perf_counter

import numpy as np
from playwright.sync_api import sync_playwright
from support.backprop_page import busy, large_board, scrubbing
from support.bare_page import opened

from publish.needs import find_chrome
from publish.stills import BROWSER
from turning_dials import Network
from turning_dials.checking import finite_difference


def scrub():
    """Milliseconds for each place of the slider, sorted; and the work in one, by the processor's time."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chrome(), args=BROWSER)
        page = opened(browser.new_context(), large_board())
        took, work = sorted(scrubbing(page, 320)), busy(page)
        browser.close()
    return took, work


def passes(sizes, dials=200):
    """Seconds for the whole gradient, and for one evaluation per dial, scaled up from so many of them."""
    net, draw = Network(sizes), np.random.default_rng(0)
    x, y = draw.uniform(size=(1, sizes[0])), draw.uniform(size=(1, sizes[-1]))
    some = np.arange(min(dials, net.parameters.size))
    best = [np.inf, np.inf]
    for _ in range(5):
        start = perf_counter()
        net.gradient(x, y)
        middle = perf_counter()
        finite_difference(net, x, y, indices=some)
        best = [min(best[0], middle - start), min(best[1], perf_counter() - middle)]
    # finite_difference evaluates twice for each dial.
    return best[0], best[1] / 2 / len(some) * net.parameters.size


def main():
    took, work = scrub()
    print("Scrubbing a 4-6-6-4 network, one place of the slider up to the paint:")
    print(f"  median {median(took):.1f} ms, 95 of 100 within {took[int(0.95 * len(took))]:.1f} ms; a frame has 16.7")
    print(f"  the page's own work in that: {work:.1f} ms")
    print("Every slope of a network, one example, numpy:")
    for sizes in ([2, 2, 2], [25, 4, 1], [625, 20, 20, 10]):
        pass_, nudging = passes(sizes)
        name = "-".join(map(str, sizes))
        print(f"  {name:14} one pass {1e3 * pass_:6.2f} ms   one evaluation per dial {1e3 * nudging:8.1f} ms")


if __name__ == "__main__":
    main()
