"""How a board in JupyterLab answers, beside ipywidgets: `python tests/bench/bench_lab.py`, part of `make bench`.

Turn to paint: from a key on a dial, or on a slider of `interact` that draws with matplotlib, to the frame that shows
what follows. Until Python has it: from that key to the kernel's observer of the value, by the one clock of this
computer. The two sides of a row take turns; medians are compared. First board: from the start of JupyterLab to a live
landing page.
"""

import json
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

import nbformat
from playwright.sync_api import sync_playwright
from support.jupyterlab import IDLE, PATIENCE, SETTLED, jupyterlab, tab_of

from publish.needs import find_chrome
from publish.notebooks import METADATA
from publish.stills import BROWSER

BOOK = Path(__file__).resolve().parents[2]
TURNS = 25
CELLS = [
    """\
import time
from IPython.display import display
from ipywidgets import FloatSlider, interact
import matplotlib.pyplot as plt
import numpy as np
from turning_dials import Network, NeuronBoard

heard = {"dial": [], "slider": []}
board = NeuronBoard(Network([3, 1], seed=0), [0.9, 0.2, 0.7], [1])
board.observe(lambda change: heard["dial"].append(time.time()), "_parameters")
board""",
    """\
slider = FloatSlider(min=-2, max=2, step=0.01)
slider.observe(lambda change: heard["slider"].append(time.time()), "value")
slider""",
    """\
%matplotlib inline
z = np.linspace(-6, 6, 100)

@interact(w=FloatSlider(min=-2, max=2, step=0.01))
def draw(w):
    plt.plot(z, 1 / (1 + np.exp(-w * z)))
    plt.show()""",
]
# Press a key on an element; the milliseconds until `seen` has changed and the frame after it is on the screen.
TURN = """async ([from, key, seen]) => {
  const [element, shown] = [document.querySelector(from), document.querySelector(seen)];
  element.focus();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const changed = new Promise((done) => {
    const watch = new MutationObserver(() => { watch.disconnect(); done(); });
    watch.observe(shown, { childList: true, subtree: true, characterData: true, attributes: true });
  });
  const start = performance.now();
  element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  await changed;
  for (const image of shown.querySelectorAll("img")) await image.decode();
  await new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  }));
  return [performance.now() - start, (performance.timeOrigin + start) / 1000];
}"""
TOLD = """async (source) => {
  const session = jupyterapp.shell.currentWidget.sessionContext.session;
  const future = session.kernel.requestExecute({ code: source });
  let text = "";
  future.onIOPub = (message) => { text += message.content.text ?? ""; };
  await future.done;
  return text;
}"""
DIAL = ["[data-board] input[data-dial]", "ArrowUp", "[data-board] [data-cost]"]
CELL = ".jp-CodeCell:nth-of-type({}) .jp-OutputArea"
SLIDER = [f"{CELL.format(2)} .noUi-handle", "ArrowRight", f"{CELL.format(2)} .widget-readout"]
INTERACT = [f"{CELL.format(3)} .noUi-handle", "ArrowRight", f"{CELL.format(3)} .widget-output"]


class Row(NamedTuple):
    """A line of the table: what is done, beside what, the milliseconds of each, and the ratio that is promised."""

    work: str
    beside: str
    here: float
    there: float
    least: float

    @property
    def short(self):
        """Whether the promise is broken."""
        return self.there < self.least * self.here


def rows():
    """Every row of this file, measured now."""
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=METADATA)
    with TemporaryDirectory() as home, sync_playwright() as playwright:
        chapters = Path(home) / "book" / "chapters"
        chapters.mkdir(parents=True)
        (chapters / "bench.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
        (chapters / "index.ipynb").write_bytes((BOOK / "chapters" / "index.ipynb").read_bytes())
        browser = playwright.chromium.launch(executable_path=find_chrome(), args=BROWSER)
        start = time.perf_counter()
        with jupyterlab(chapters.parent, Path(home)) as address, tab_of(browser) as tab:
            run(tab, f"{address}/lab/tree/index.ipynb")
            first = time.perf_counter() - start
            run(tab, f"{address}/lab/tree/bench.ipynb?reset")
            found = [*turned(tab), Row("make lab to the first live board", "10 s", 1000 * first, 10_000, 1)]
        browser.close()
    return found


def run(tab, address):
    """Open a notebook and run all its cells, as soon as it can be."""
    tab.goto(address)
    tab.wait_for_selector(".jp-Notebook .jp-Cell", timeout=PATIENCE)
    tab.wait_for_function(IDLE, timeout=PATIENCE)
    tab.evaluate("() => void jupyterapp.commands.execute('notebook:run-all-cells')")
    tab.wait_for_function(SETTLED, timeout=PATIENCE)


def turned(tab):
    """The rows of a dial and of the two sliders, turned in turns."""
    tab.wait_for_selector(INTERACT[2] + " img", timeout=PATIENCE)
    tab.evaluate(TOLD, "heard['dial'].clear(); heard['slider'].clear()")
    took = {"dial": [], "slider": [], "interact": []}
    for _ in range(TURNS):
        for name, how in [("dial", DIAL), ("slider", SLIDER), ("interact", INTERACT)]:
            took[name].append(tab.evaluate(TURN, how))
            tab.wait_for_timeout(150)  # what is under way is not to delay the next
    heard = json.loads(tab.evaluate(TOLD, "import json; print(json.dumps(heard))"))
    delays = {
        name: [1000 * (at - turn) for at, (_, turn) in zip(heard[name], took[name], strict=True)] for name in heard
    }
    painted = {name: median(ms for ms, _ in taken) for name, taken in took.items()}
    yield Row("turn a dial to the next paint", "interact and matplotlib", painted["dial"], painted["interact"], 10)
    # No slower is promised; two medians of the same work differ by some percent from run to run.
    yield Row("turn a dial until Python has it", "FloatSlider", median(delays["dial"]), median(delays["slider"]), 0.9)


def main():
    """Print the table. Returns the exit code: 1 where a ratio falls short."""
    found = rows()
    for row in found:
        times = f"{row.there / row.here:6.1f} times, at least {row.least}{'   FALLS SHORT' if row.short else ''}"
        print(f"{row.work:34} {row.here:8.1f} ms   {row.beside:24} {row.there:8.1f} ms   {times}")
    return int(any(row.short for row in found))


if __name__ == "__main__":
    sys.exit(main())
