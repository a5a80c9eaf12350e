"""What one reader costs a server: memory and processor time of JupyterLab while chapters are run in a browser.

Memory is what a process alone holds (its unique set size); processor time is that of user and system. The server is
counted apart from the kernel, of which a reader has one for each open chapter.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import psutil
from bench.lab import run
from bench.peers import BOOK
from bench.table import Row, row
from playwright.sync_api import sync_playwright
from support.jupyterlab import jupyterlab, tab_of

from publish.needs import find_chrome
from publish.stills import BROWSER

NOTE = """\
**A reader.** One JupyterLab runs a short chapter and the one that trains longest, as a reader would, in a browser, five
times over. The limits are what the page for teachers promises."""
ROUNDS, TURNS = 5, 100
SHORT, LONG = "01-neurons", "09-dog-breeds"
# What the page for teachers promises: the most memory in MB, the most processor time in seconds.
SERVER, KERNEL = 150, 250
CHAPTER, TURN = 60, 0.01


class Use(NamedTuple):
    """What a process holds and has used."""

    megabytes: float
    seconds: float


def use_of(process):
    """A process's memory and processor time up to now."""
    times = process.cpu_times()
    return Use(process.memory_full_info().uss / 1e6, times.user + times.system)


def rows(small: bool = False) -> Iterator[Row]:
    """Every row of this file, measured now."""
    os.environ["JUPYTERLAB_DIR"] = str(BOOK / ".venv" / "share" / "jupyter" / "lab")
    os.environ["JUPYTER_CONFIG_PATH"] = str(BOOK / ".venv" / "etc" / "jupyter")
    kernels = {SHORT: [], LONG: []}
    servers, turns = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chrome(), args=BROWSER)
        for _ in range(ROUNDS):
            with TemporaryDirectory() as home, jupyterlab(BOOK, Path(home)) as address, tab_of(browser) as tab:
                [server] = [one for one in psutil.Process().children() if "jupyterlab" in one.cmdline()]
                for name, uses in kernels.items():
                    before = set(server.children())
                    run(tab, f"{address}/lab/tree/{name}.ipynb?reset")
                    [kernel] = set(server.children()) - before
                    uses.append(use_of(kernel))
                servers.append(use_of(server).megabytes)
                turns.append(turned(tab, server, kernel))
        browser.close()
    for name, uses in kernels.items():
        yield row(f"{name}: a kernel that has run it", "limit", [one.megabytes for one in uses], KERNEL, 1, "MB")
        yield row(f"{name}: to run all its cells", "limit", [one.seconds for one in uses], CHAPTER, 1, "s of CPU")
    yield row("the server, two chapters open", "limit", servers, SERVER, 1, "MB")
    yield row("a turn of a dial, kernel and server", "limit", turns, TURN, 1, "s of CPU")


def turned(tab, server, kernel):
    """The processor time that one turn of a dial takes of the server and of the kernel together, in seconds."""
    tab.locator("[data-board] input[data-dial]").first.focus()
    before = use_of(server).seconds + use_of(kernel).seconds
    for turn in range(TURNS):
        tab.keyboard.press("ArrowUp" if turn % 2 else "ArrowDown")
        tab.wait_for_timeout(30)
    tab.wait_for_timeout(500)
    return (use_of(server).seconds + use_of(kernel).seconds - before) / TURNS
