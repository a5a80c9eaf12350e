"""Ways to turn the dials so that the cost falls: by the slopes, and by two kinds of trial and error.

Each turns the dials of the network it is given, and returns a History with the cost on the way and the evaluations that
were spent: a pass through the network, over all the examples, counts as one evaluation. A gradient counts as two, one
pass forward and one back. (The pass back is at most twice the work of one forward; in 625-20-20-10 it is 1.05 times.)
Costs that are only read, to be written into the history, are not counted.

A run may be interrupted: the dials then stand as they did after the last step that was done.
"""

from collections.abc import Callable, Iterator
from itertools import count, repeat
from typing import Any, NamedTuple

import numpy as np

from turning_dials.arguments import as_count, as_number, as_pair, check_name, shown
from turning_dials.arrays import Array
from turning_dials.network import Network, as_network
from turning_dials.progress import told


class Record(NamedTuple):
    """One line of a history: the cost over all examples after `step` steps, and what had been spent by then."""

    step: int
    cost: float
    evaluations: float
    watched: Any = None


class History(list[Record]):
    """Records in order. `costs`, `steps` and `evaluations` are arrays over them; `stopped` says why a run ended early.

    `watched` lists what the caller's own `watch(net)` returned each time.
    """

    stopped: str | None = None

    @property
    def steps(self) -> Any:
        """The number of steps made at each record."""
        return np.array([record.step for record in self])

    @property
    def costs(self) -> Array:
        """The cost over all examples at each record."""
        return np.array([record.cost for record in self])

    @property
    def evaluations(self) -> Array:
        """The evaluations spent at each record."""
        return np.array([record.evaluations for record in self])

    @property
    def watched(self) -> list[Any]:
        """What `watch` returned at each record."""
        return [record.watched for record in self]

    def __repr__(self) -> str:
        first, last = self[0], self[-1]
        text = f"{last.step:,} steps, {last.evaluations:,.10g} evaluations: cost {first.cost:.4f} -> {last.cost:.4f}"
        return f"{text} ({self.stopped})" if self.stopped else text


def descend(
    net: Network,
    x: Any,
    y: Any,
    rate: float = 1.0,
    steps: int = 100,
    momentum: float = 0.0,
    batch: int | None = None,
    seed: int = 0,
    every: int = 1,
    watch: Callable[[Network], Any] | None = None,
    weight_penalty: float = 0.0,
) -> History:
    """Gradient descent: each step turns every dial by -rate × slope. Turns the dials of `net`; returns a History.

    `momentum` (0 to less than 1) keeps that share of the last turn; `batch` examples at a time instead of all, in an
    order shuffled anew by `seed` each time round; every so many steps, and at the end, a Record is made, for which
    `watch(net)` is called. A run that overflows turns the dials back to the last Record, and History.stopped says so.

    `weight_penalty` (at least 0) adds itself × w to the slope of each weight w, as if half of it times the sum of all
    squared weights were part of the cost; biases are left alone, and costs in the history are those without it.
    """
    x, y = _examples(net, x, y)
    penalty = _penalties(net, as_number(weight_penalty, "weight_penalty", least=0))
    rate, momentum = as_number(rate, "rate", above=0), as_number(momentum, "momentum", least=0, below=1)
    steps, every = as_count(steps, "steps", 0), as_count(every, "every", 1)
    batches = _batches(len(x), batch, np.random.default_rng(as_count(seed, "seed", 0)))
    run = _Run(net, x, y, watch, spent=0)
    turn = np.zeros_like(net.parameters)
    for step in told(range(1, steps + 1), steps, "step"):
        rows = next(batches)
        with np.errstate(over="ignore", invalid="ignore"):
            slopes = net.gradient(x[rows], y[rows])
            if penalty is not None:
                slopes = slopes + penalty * net.parameters
            turn = momentum * turn - rate * slopes
            dials = net.parameters + turn
        finite = np.isfinite(dials).all()
        if finite:
            net.parameters = dials
            run.spent += 2 if batch is None else 2 * len(x[rows]) / len(x)
        if not finite or ((step % every == 0 or step == steps) and not run.record(step, net.cost(x, y))):
            run.turn_back(f"step {step} overflowed; try a smaller rate than {rate:g}")
            break
    return run.history


def one_dial_at_a_time(
    net: Network,
    x: Any,
    y: Any,
    size: float = 0.1,
    steps: int | None = None,
    seed: int = 0,
    every: int = 1,
    watch: Callable[[Network], Any] | None = None,
) -> History:
    """Trial and error, dial by dial: turn one up by `size`; if the cost did not fall, down; if neither helped, back.

    A step is one dial's turn, in an order that `seed` shuffles anew for each round of all dials; `steps` is one round
    unless given. After a round in which no turn helped, `size` is halved. Turns the dials of `net`; returns a History.
    """
    x, y = _examples(net, x, y)
    size, every = as_number(size, "size", above=0), as_count(every, "every", 1)
    dials = net.parameters
    steps = dials.size if steps is None else as_count(steps, "steps", 0)
    draw = np.random.default_rng(as_count(seed, "seed", 0))
    run = _Run(net, x, y, watch, spent=1)
    order, helped = np.arange(0), True
    for step in told(range(1, steps + 1), steps, "step"):
        if not len(order):
            order, size, helped = draw.permutation(dials.size), size if helped else size / 2, False
        place, order = order[:1], order[1:]
        helped = run.try_out(place, (size, -size)) or helped
        if step % every == 0 or step == steps:
            run.record(step, run.best)
    return run.history


def largest_weights_together(
    net: Network,
    x: Any,
    y: Any,
    k: int = 130,
    size: float = 0.1,
    steps: int = 100,
    otherwise: str = "down",
    every: int = 1,
    watch: Callable[[Network], Any] | None = None,
) -> History:
    """The short story's rule: turn the `k` largest weights up together by `size`; if that did not help, down a little.

    `otherwise` says how "down" is read: "down" turns them below where they stood, by `size`, which is a second
    evaluation, and back if that did not help either; "back" turns them only to where they stood. A step is a group's
    turn. After one that helped, the largest are looked for anew; after one that did not, the k next largest are tried,
    and when every weight has been in a group in vain the run stops, as History.stopped says. Turns the dials of `net`;
    returns a History.
    """
    x, y = _examples(net, x, y)
    size, every = as_number(size, "size", above=0), as_count(every, "every", 1)
    steps, k = as_count(steps, "steps", 0), as_count(k, "k", 1)
    check_name(otherwise, ("down", "back"), "otherwise")
    weights = [part for part in net.layout if part.kind == "weight"]
    places = np.concatenate([np.arange(part.offset, part.offset + part.rows * part.columns) for part in weights])
    if k > len(places):
        raise ValueError(f"k: expected at most {len(places)}, the weights of this network, got {shown(k)}")
    run = _Run(net, x, y, watch, spent=1)
    passed = 0
    for step in told(range(1, steps + 1), steps, "step"):
        group = places[np.argsort(-net.parameters[places], kind="stable")][passed : passed + k]
        passed = 0 if run.try_out(group, (size, -size) if otherwise == "down" else (size,)) else passed + k
        if step % every == 0 or step == steps or passed >= len(places):
            run.record(step, run.best)
        if passed >= len(places):
            run.history.stopped = f"no group of {k} weights helps any more"
            break
    return run.history


class _Run:
    """A history in the making, what its records are read from, and how much has been `spent`."""

    def __init__(self, net: Network, x: Array, y: Array, watch: Callable[[Network], Any] | None, spent: float) -> None:
        if watch is not None and not callable(watch):
            raise TypeError(f"watch: expected a function of the network, got {shown(watch)}")
        self.net, self.x, self.y, self.watch, self.spent = net, x, y, watch, spent
        self.history = History()
        self.best = net.cost(x, y)
        if not self.record(0, self.best):
            raise ValueError("net: its cost overflows before the first step; start from smaller dials")

    def record(self, step: int, cost: float) -> bool:
        """Write a line, unless the cost has overflowed; say whether it was written."""
        if not np.isfinite(cost):
            return False
        self.history.append(Record(step, cost, self.spent, self.watch(self.net) if self.watch else None))
        self.kept = self.net.parameters.copy()
        return True

    def try_out(self, places: Any, turns: tuple[float, ...]) -> bool:
        """Turn the dials at `places` by each of `turns` until the cost falls, else back; say whether one helped."""
        dials = self.net.parameters
        start, helped = dials[places], False
        try:
            for turn in turns:
                dials[places] = start + turn
                cost = self.net.cost(self.x, self.y)
                self.spent += 1
                if cost < self.best:
                    self.best = cost
                    helped = True
                    break
        finally:  # also when it is interrupted
            if not helped:
                dials[places] = start
        return helped

    def turn_back(self, why: str) -> None:
        """Put the dials where they were at the last record, whose cost is finite, and say why."""
        self.net.parameters = self.kept
        self.history.stopped = why


def _examples(net: Any, x: Any, y: Any) -> tuple[Array, Array]:
    return as_pair(x, y, as_network(net).sizes[0], net.sizes[-1])


def _penalties(net: Network, weight_penalty: float) -> Array | None:
    """What each dial times its own value adds to its slope: `weight_penalty` for weights, 0 for biases; None for 0."""
    if weight_penalty == 0:
        return None
    penalty = np.zeros_like(net.parameters)
    for part in net.layout:
        if part.kind == "weight":
            penalty[part.offset : part.offset + part.rows * part.columns] = weight_penalty
    return penalty


def _batches(m: int, size: int | None, draw: np.random.Generator) -> Iterator[Any]:
    """Rows of one batch after another, without end: every example once in each round, the last batch what is left."""
    if size is None:
        return repeat(slice(None))
    length = as_count(size, "batch", 1)
    if length > m:
        raise ValueError(f"batch: expected at most {m}, the examples there are, got {shown(size)}")
    rounds = (draw.permutation(m) for _ in count())
    return (order[start : start + length] for order in rounds for start in range(0, m, length))
