"""How a board in JupyterLab answers, beside ipywidgets.

Turn to paint: from a key on a dial, or on a slider that has matplotlib draw, to the frame that shows what follows.
Until Python has it: from that key to the kernel's observer of the value, by the one clock of this computer.
"""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import nbformat
from bench.peers import BOOK
from bench.table import Row, row
from playwright.sync_api import sync_playwright
from support.every_board import BOARDS
from support.jupyterlab import IDLE, PATIENCE, SETTLED, jupyterlab, tab_of

from publish.needs import find_chrome
from publish.notebooks import METADATA
from publish.stills import BROWSER

NOTE = """\
**JupyterLab.** All boards and both peers stand in one notebook and are turned in turns by a key on a dial or a
slider, in a browser that waits for no display: at 60 frames a second both sides would wait up to 17 ms more, and the
quicker one would wait for most of its time. `interact` draws a curve with matplotlib inline, as its introduction does;
ipympl moves that curve on a live canvas. No slower than FloatSlider is promised; two medians of the same work differ by
some percent, hence 0.9. *make lab* is the start of JupyterLab, the landing page opened, run, and its board live."""
WHY = {
    "JupyterLab, turn to paint": """\
the promise asks for less than the frame itself takes. From the key to the paint JupyterLab's page needs some 10 ms
whatever has changed on it (traced: style and layout of some 1,700 boxes, layers, commit), of which a board's own
work is 3 to 8 ms; matplotlib takes 90 to 180 ms. Tried: a browser that does not wait for a display, a page at rest
before each key, colors without a branch for the large console. Not tried: drawing dials on one canvas, which would
cost the reader the text and the focus that each dial has now.""",
    "turn a dial until Python has it": """\
both sides send one message over the same socket; their medians differ by some milliseconds from run to run, either
way.""",
}
ROUNDS = 15
# Frames as soon as they are asked for.
AT_ONCE = ["--disable-gpu-vsync", "--disable-frame-rate-limit"]
LARGEST = "control of 13,150 dials"
CELLS = [
    """\
import time
from IPython.display import display
from ipywidgets import FloatSlider, interact
import matplotlib.pyplot as plt
import numpy as np
from support.every_board import BOARDS

heard = {"dial": [], "slider": []}
board = BOARDS["neuron"]()
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
    """\
from ipympl.backend_nbagg import Canvas, FigureManager
from matplotlib.figure import Figure

figure = Figure()
canvas = Canvas(figure)
manager = FigureManager(canvas, 0)
(line,) = figure.subplots().plot(z, 1 / (1 + np.exp(-z)))
live = FloatSlider(min=-2, max=2, step=0.01)

def follow(change):
    line.set_ydata(1 / (1 + np.exp(-change["new"] * z)))
    canvas.draw_idle()

live.observe(follow, "value")
display(live, canvas)""",
]
CELL = ".jp-CodeCell:nth-of-type({}) .jp-OutputArea"
FIRST = len(CELLS) + 1  # the cell of the first board of all
# Press a key on an element; the milliseconds until `seen` has changed (a canvas of matplotlib's: has been drawn on) and
# the frame after it is on the screen.
TURN = """async ([from, key, seen]) => {
  const shown = document.querySelector(seen);
  const board = shown.matches("[data-board]") ? shown : null;
  // The steepest dial, whose turn is seen in the cost. A large board draws the input of the dial in hand alone.
  const steeper = (at, slope, k, all) => Math.abs(slope) > Math.abs(all[at]) ? k : at;
  const steepest = board?.machine.gradient.reduce(steeper, 0);
  const dial = `input[data-dial="${steepest}"]`;
  if (board && !board.querySelector(dial)) board.machine.pick(steepest);
  const element = board ? board.querySelector(dial) : document.querySelector(from);
  element.focus();
  await new Promise((done) => setTimeout(done, 100)); // a reader turns a dial of a page at rest
  const changed = shown.querySelector("canvas") && !board ? drawnOn() : new Promise((done) => {
    const watch = new MutationObserver(() => { watch.disconnect(); done(); });
    watch.observe(shown, { childList: true, subtree: true, characterData: true, attributes: true });
  });
  function drawnOn() {
    const { prototype } = CanvasRenderingContext2D;
    const { drawImage } = prototype;
    return new Promise((done) => {
      prototype.drawImage = function (...what) {
        drawImage.apply(this, what);
        if (!shown.contains(this.canvas)) return;
        prototype.drawImage = drawImage;
        done();
      };
    });
  }
  const start = performance.now();
  element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error(`${seen} shows nothing after 10 s`)), 10_000));
  await Promise.race([changed, late]);
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
SLIDER = [f"{CELL.format(2)} .noUi-handle", "ArrowRight", f"{CELL.format(2)} .widget-readout"]
PEERS = {
    "interact": [f"{CELL.format(3)} .noUi-handle", "ArrowRight", f"{CELL.format(3)} .widget-output"],
    "ipympl": [f"{CELL.format(4)} .noUi-handle", "ArrowRight", f"{CELL.format(4)} .jupyter-matplotlib"],
}


def rows(small: bool = False) -> Iterator[Row]:
    """Every row of this file, measured now."""
    names = one_of_each()
    sources = [*CELLS, *(f"BOARDS[{name!r}]()" for name in names)]
    notebook = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, sources)), metadata=METADATA)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chrome(), args=[*BROWSER, *AT_ONCE])
        firsts = []
        for _ in range(5):
            with TemporaryDirectory() as home:
                lab = chapters_of(Path(home), notebook)
                start = time.perf_counter()
                with jupyterlab(lab, Path(home)) as address, tab_of(browser) as tab:
                    run(tab, f"{address}/lab/tree/index.ipynb")
                    firsts.append(time.perf_counter() - start)
                    if len(firsts) == 5:
                        run(tab, f"{address}/lab/tree/bench.ipynb?reset")
                        yield from turned(tab, names)
        browser.close()
    yield row("make lab, set up, to the first live board", "the book's limit", firsts, 10, 1, "s")


def one_of_each():
    """The names of the first board of each kind, as the tests know them; of control boards, the largest."""
    first = {make().name: name for name, make in reversed(BOARDS.items())}
    return [*reversed({**first, "control": LARGEST}.values())]


def chapters_of(home, notebook):
    """A book with this notebook and the landing page alone."""
    chapters = home / "book" / "chapters"
    chapters.mkdir(parents=True)
    (chapters / "bench.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
    (chapters / "index.ipynb").write_bytes((BOOK / "chapters" / "index.ipynb").read_bytes())
    return chapters.parent


def run(tab, address):
    """Open a notebook and run all its cells, as soon as it can be."""
    tab.goto(address)
    tab.wait_for_selector(".jp-Notebook .jp-Cell", timeout=PATIENCE)
    tab.wait_for_function(IDLE, timeout=PATIENCE)
    tab.evaluate("() => void jupyterapp.commands.execute('notebook:run-all-cells')")
    tab.wait_for_function(SETTLED, timeout=PATIENCE)


def turned(tab, names):
    """The rows of the boards of these names and of the peers, turned in turns."""
    for peer, thing in (("interact", "img"), ("ipympl", "canvas")):
        tab.wait_for_selector(f"{PEERS[peer][2]} {thing}", timeout=PATIENCE)
    boards = {name: f"{CELL.format(FIRST + k)} [data-board]" for k, name in enumerate(names)}
    ways = {"dial": ["", "ArrowUp", f"{CELL.format(1)} [data-board]"], "slider": SLIDER, **PEERS}
    ways |= {name: ["", "ArrowUp", seen] for name, seen in boards.items()}
    for how in ways.values():  # once each, before the clock starts
        tab.evaluate(TURN, how)
    tab.wait_for_timeout(500)
    tab.evaluate(TOLD, "heard['dial'].clear(); heard['slider'].clear()")
    took = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, how in ways.items():
            took[name].append(tab.evaluate(TURN, how))
            tab.wait_for_timeout(150)  # what is under way is not to delay the next
    heard = json.loads(tab.evaluate(TOLD, "import json; print(json.dumps(heard))"))
    delays = {
        name: [1000 * (at - turn) for at, (_, turn) in zip(heard[name], took[name], strict=True)] for name in heard
    }
    painted = {name: [ms for ms, _ in taken] for name, taken in took.items()}
    for name in names:
        yield row(
            f"JupyterLab, turn to paint, {name}", "interact and matplotlib", painted[name], painted["interact"], 10
        )
    slowest = max(names, key=lambda name: median(painted[name]))
    work = f"JupyterLab, turn to paint, the slowest board ({slowest})"
    yield row(work, "ipympl", painted[slowest], painted["ipympl"], 10)
    yield row("turn a dial until Python has it", "FloatSlider", delays["dial"], delays["slider"], 0.9)
