"""How fast a step of gradient descent is, in both engines, beside what one would otherwise use; and how the work grows.

The step is forward, backward and update of a 625-20-20-10 network of sigmoids under mean squared error, with one
thread. Before it is measured, every library's dials are compared after the same steps: what is beside does the same
work.
"""

import json
import math
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import thread_time

import numpy as np
from bench.peers import HOME, node
from bench.table import Row, in_turns, row, timed
from playwright.sync_api import sync_playwright

from publish.needs import find_chrome
from turning_dials import Network
from turning_dials.checking import finite_difference
from turning_dials.join import join

SIZES = [625, 20, 20, 10]
HERE = Path(__file__).parent
RATE = 0.1
NOTE = """\
**Engines.** JavaScript in node, all libraries in one process, each as its own introduction writes the step; in
Chromium the engine and the loops alone. ConvNetJS and the book compute in float64, the others in float32. numpy and
PyTorch in float64, by the processor's time of one thread. Growth is the exponent e in time ~ dialsᵉ, from 10³ to 10⁶
dials, for one pass of backpropagation; nudging is two forward passes for each dial, timed on a sample of them and
scaled up."""
# What the page's engine promises beside each.
PROMISED = {
    "plain": ("plain loops over typed arrays", 1.2),
    "fused": ("the same loops, leaving no gradient", None),
    "ConvNetJS": ("ConvNetJS", 6),
    "TensorFlow.js cpu": ("TensorFlow.js, cpu", 15),
    "TensorFlow.js wasm-simd": ("TensorFlow.js, wasm with SIMD", 15),
    "jax-js wasm": ("jax-js, wasm", 5),
}
# Networks of about 10³, 10⁴, 10⁵ and 10⁶ dials, deep and wide alike.
GROWING = [[24, 20, 20, 4], [80, 60, 60, 20], [250, 200, 200, 40], [800, 620, 620, 100]]


WHY = {
    "numpy engine, 1 example": """\
it stands near its promise, on either side of it as the day is. A step is dozens of calls of numpy of a third of a
microsecond each around 8 µs of products, and what PyTorch takes is as fixed. Tried: views made once, np.dot for @,
the sum of one error taken as it is, one product to see that all numbers are finite, activations written in place
(no gain). What is left is to look at no input, and the book looks at what its readers type.""",
}


def rows(small: bool = False) -> Iterator[Row]:
    """Every row of this file, measured now; `small` takes the least there is, without the peers."""
    yield from javascript_rows(small)
    yield from numpy_rows(small)
    yield from growth_rows(small)


def javascript_rows(small: bool = False) -> Iterator[Row]:
    """The page's engine beside plain loops and other libraries."""
    places = {"node": in_node(5, 60, peers=False) if small else in_node(15, 1000, peers=True)}
    if not small:
        places["Chromium"] = in_chromium(15, 1000)
    for place, told in places.items():
        for name, apart in told["apart"].items():
            # float32 has seven digits.
            assert apart < (1e-9 if name in ("plain", "fused", "ConvNetJS", "engine") else 1e-5), (
                f"{name} is {apart} apart"
            )
        ours = told["micros"].pop("engine")
        for name, theirs in told["micros"].items():
            beside, least = PROMISED[name]
            yield row(f"JavaScript engine in {place}, one example", beside, ours, theirs, least, "µs")


def in_node(rounds: int, steps: int, peers: bool) -> dict[str, dict]:
    """What engine.mjs measures in node, with the peers' libraries or without."""
    home = HOME if peers else None
    with TemporaryDirectory(dir=home) as folder:
        script = Path(folder) / "measure.mjs"
        script.write_text(f"{joined()}\n", encoding="utf-8")
        # What they import is looked for in the folders above this one.
        named = shutil.copy(HERE / "peers.mjs", folder)
        code = f"import engines from {json.dumps(script.as_uri())};\n"
        code += f"import peers from {json.dumps(Path(named).as_uri())};\n" if peers else "const peers = undefined;\n"
        code += f'console.log("told " + JSON.stringify(await engines.measure({rounds}, {steps}, peers)));'
        run = subprocess.run(
            [node(), "--input-type=module", "-e", code],
            capture_output=True,
            text=True,
            check=False,
            cwd=home,
            timeout=300,
        )
    if run.returncode:
        raise RuntimeError(f"node could not measure: {run.stderr[-2000:]}")
    return json.loads(next(line[5:] for line in run.stdout.splitlines() if line.startswith("told ")))


def in_chromium(rounds: int, steps: int) -> dict[str, dict]:
    """The same in Chromium, which reads it as it reads a board: as one module from a Blob."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chrome())
        told = browser.new_page().evaluate(
            """async ([text, rounds, steps]) => {
                const module = await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
                return module.default.measure(rounds, steps);
            }""",
            [joined(), rounds, steps],
        )
        browser.close()
    return told


def joined() -> str:
    """engine.mjs and the engine as one module."""
    return join(HERE / "engine.mjs")


def numpy_rows(small: bool = False) -> Iterator[Row]:
    """The numpy engine beside PyTorch on one example, on 32 and on 1,000."""
    if small:
        return
    import torch

    torch.set_num_threads(1)
    draw = np.random.default_rng(0)
    for m, times, least in ((1, 300, 4), (32, 200, 3), (1000, 10, 1)):
        x, y = draw.random((m, SIZES[0])), draw.random((m, SIZES[-1]))
        acts = numpy_step(Network(SIZES), x, y), torch_step(torch, x, y)
        ours, theirs = in_turns(15, *(timed(act, times, thread_time) for act in acts))
        micros = [[1000 * value for value in side] for side in (ours, theirs)]
        work = f"numpy engine, {m:,} example{'s' if m > 1 else ''}"
        yield row(work, f"PyTorch {torch.__version__}", *micros, least, "µs")


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


def growth_rows(small: bool = False) -> Iterator[Row]:
    """How the time of all slopes grows with the dials, and what nudging every dial would take instead."""
    networks = GROWING[:2] if small else GROWING
    draw = np.random.default_rng(0)
    nets = [Network(sizes) for sizes in networks]
    data = [(draw.random((1, net.sizes[0])), draw.random((1, net.sizes[-1]))) for net in nets]
    acts = [
        timed(lambda net=net, x=x, y=y: net.gradient(x, y), max(1, 200_000 // net.parameters.size), thread_time)
        for net, (x, y) in zip(nets, data, strict=True)
    ]
    dials = [net.parameters.size for net in nets]
    yield growth("numpy engine", dials, in_turns(5 if small else 9, *acts))
    yield growth("JavaScript engine", dials, in_node_growing(networks, 5 if small else 9))
    net, (x, y) = nets[1], data[1]
    some = np.arange(0, net.parameters.size, net.parameters.size // 50)
    # finite_difference evaluates twice for each dial.
    whole, nudged = in_turns(
        5,
        timed(lambda: net.gradient(x, y), 20),
        timed(lambda: finite_difference(net, x, y, indices=some), 1 if small else 4),
    )
    theirs = [value / len(some) * net.parameters.size for value in nudged]
    work = f"all slopes of {net.parameters.size:,} dials, backpropagation in numpy"
    yield row(work, "nudging every dial", whole, theirs, None)


def growth(engine: str, dials: list[int], taken: list[list[float]]) -> Row:
    """The exponent of each round: the slope of the line through the logarithms."""
    powers = [
        float(np.polyfit(np.log(dials), [math.log(side[k]) for side in taken], 1)[0]) for k in range(len(taken[0]))
    ]
    work = f"growth of all slopes by backpropagation, {engine}, {dials[0]:,} to {dials[-1]:,} dials"
    return row(work, "the exponent promised", powers, 1.1, 1, "")


def in_node_growing(networks: list[list[int]], rounds: int) -> list[list[float]]:
    """Milliseconds of one pass of the page's engine for each network, round by round."""
    with TemporaryDirectory() as folder:
        script = Path(folder) / "measure.mjs"
        script.write_text(f"{joined()}\n", encoding="utf-8")
        code = f"import engines from {json.dumps(script.as_uri())};"
        code += f"console.log(JSON.stringify(engines.growing({networks}, {rounds})));"
        command = [node(), "--input-type=module", "-e", code]
        run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    return json.loads(run.stdout)
