"""What one reader costs a server: `python tests/bench/bench_reader.py`, part of `make bench`.

A JupyterLab of the book's own runs a chapter as a reader would, in a browser. Memory is what the process alone holds
(its unique set size), CPU is user and system time. The server is counted apart from the kernel, of which a reader has
one for each open chapter.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import psutil
from bench.bench_lab import run
from playwright.sync_api import sync_playwright
from support.jupyterlab import jupyterlab, tab_of

from publish.needs import find_chrome
from publish.stills import BROWSER

BOOK = Path(__file__).resolve().parents[2]
CHAPTERS = ("01-neurons", "07-backpropagation", "09-dog-breeds")
TURNS = 200
# What the page for teachers promises: the most memory in MB, the most CPU in seconds.
SERVER, KERNEL = 150, 250
CHAPTER, TURN = 60, 0.01


class Row(NamedTuple):
    """A line of the table: what is measured, its unit, what was measured, and the most that is promised."""

    what: str
    unit: str
    found: float
    most: float

    @property
    def over(self):
        """Whether the promise is broken."""
        return self.found > self.most


class Use(NamedTuple):
    """What a process holds and has used."""

    megabytes: float
    seconds: float


def use_of(process):
    """A process's memory and CPU time up to now."""
    times = process.cpu_times()
    return Use(process.memory_full_info().uss / 1e6, times.user + times.system)


def rows():
    """Every row of this file, measured now."""
    found = []
    with TemporaryDirectory() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chrome(), args=BROWSER)
        with jupyterlab(BOOK, Path(home)) as address, tab_of(browser) as tab:
            [server] = [one for one in psutil.Process().children() if "jupyterlab" in one.cmdline()]
            for name in CHAPTERS:
                before = set(server.children())
                run(tab, f"{address}/lab/tree/{name}.ipynb?reset")
                [kernel] = set(server.children()) - before
                use = use_of(kernel)
                found.append(Row(f"{name}: a kernel that has run it", "MB", use.megabytes, KERNEL))
                found.append(Row(f"{name}: to run all its cells", "s of CPU", use.seconds, CHAPTER))
            found.append(Row("the server, three chapters open", "MB", use_of(server).megabytes, SERVER))
            found.append(turned(tab, server, kernel))
        browser.close()
    return found


def turned(tab, server, kernel):
    """The CPU that one turn of a dial takes of the server and of the kernel together."""
    tab.locator("[data-board] input[data-dial]").first.focus()
    before = use_of(server).seconds + use_of(kernel).seconds
    for turn in range(TURNS):
        tab.keyboard.press("ArrowUp" if turn % 2 else "ArrowDown")
        tab.wait_for_timeout(30)
    tab.wait_for_timeout(500)
    spent = use_of(server).seconds + use_of(kernel).seconds - before
    return Row("a turn of a dial, kernel and server", "s of CPU", spent / TURNS, TURN)


def main():
    """Print the table. Returns the exit code: 1 where more is used than the book says."""
    found = rows()
    for row in found:
        over = "   MORE THAN THE BOOK SAYS" if row.over else ""
        print(f"{row.what:44} {row.found:8.3f} {row.unit:9} at most {row.most:g}{over}")
    return int(any(row.over for row in found))


if __name__ == "__main__":
    sys.exit(main())
