"""Ways to turn the dials so that the cost falls: by the slopes, and by two kinds of trial and error.

Each turns the dials of the network it is given, and returns a History with the cost on the way and the evaluations that
were spent: a pass through the network, over all the examples, counts as one evaluation. A gradient counts as two, one
pass forward and one back. (The pass back is at most twice the work of one forward; in 625-20-20-10 it is 1.05 times.)
Costs that are only read, to be written into the history, are not counted.
"""

from itertools import count, repeat
from typing import Any, NamedTuple

import numpy as np

from turning_dials.arguments import as_count, as_number, as_pair
from turning_dials.network import Network


class Record(NamedTuple):
    """One line of a history: the cost over all examples after `step` steps, and what had been spent by then."""

    step: int
    cost: float
    evaluations: float
    watched: Any = None


class History(list):
    """Records in order. `costs`, `steps` and `evaluations` are arrays over them; `stopped` says why a run ended early.

    `watched` lists what the caller's own `watch(net)` returned each time.
    """

    stopped = None

    @property
    def steps(self):
        """The number of steps made at each record."""
        return np.array([record.step for record in self])

    @property
    def costs(self):
        """The cost over all examples at each record."""
        return np.array([record.cost for record in self])

    @property
    def evaluations(self):
        """The evaluations spent at each record."""
        return np.array([record.evaluations for record in self])

    @property
    def watched(self):
        """What `watch` returned at each record."""
        return [record.watched for record in self]

    def __repr__(self):
        first, last = self[0], self[-1]
        text = f"{last.step:,} steps, {last.evaluations:,.10g} evaluations: cost {first.cost:.4f} -> {last.cost:.4f}"
        return f"{text} ({self.stopped})" if self.stopped else text


def descend(net, x, y, rate=1.0, steps=100, momentum=0.0, batch=None, seed=0, every=1, watch=None):
    """Gradient descent: each step turns every dial by -rate × slope. Turns the dials of `net`; returns a History.

    `momentum` (0 to less than 1) keeps that share of the last turn; `batch` examples at a time instead of all, in an
    order shuffled anew by `seed` each time round; every so many steps, and at the end, a Record is made, for which
    `watch(net)` is called. A run that overflows turns the dials back to the last Record, and History.stopped says so.
    """
    x, y = _examples(net, x, y)
    rate, momentum = as_number(rate, "rate", above=0), as_number(momentum, "momentum", least=0, below=1)
    steps, every = as_count(steps, "steps", 0), as_count(every, "every", 1)
    batches = _batches(len(x), batch, np.random.default_rng(as_count(seed, "seed", 0)))
    run = _Run(net, x, y, watch)
    turn, spent = np.zeros_like(net.parameters), 0
    for step in range(1, steps + 1):
        rows = next(batches)
        with np.errstate(over="ignore", invalid="ignore"):
            turn = momentum * turn - rate * net.gradient(x[rows], y[rows])
            dials = net.parameters + turn
        finite = np.isfinite(dials).all()
        if finite:
            net.parameters = dials
            spent += 2 if batch is None else 2 * len(rows) / len(x)
        if not finite or ((step % every == 0 or step == steps) and not run.record(step, spent)):
            run.turn_back(f"step {step} overflowed; try a smaller rate than {rate:g}")
            break
    return run.history


def one_dial_at_a_time(net, x, y, size=0.1, steps=None, seed=0, every=1, watch=None):
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
    best, spent, order, helped = run.history[0].cost, 1, [], True
    for step in range(1, steps + 1):
        if not len(order):
            order, size, helped = draw.permutation(dials.size), size if helped else size / 2, False
        index, order = order[0], order[1:]
        start = dials[index]
        for tried in (start + size, start - size):
            dials[index] = tried
            cost, spent = net.cost(x, y), spent + 1
            if cost < best:
                best, helped = cost, True
                break
            dials[index] = start
        if step % every == 0 or step == steps:
            run.record(step, spent, best)
    return run.history


def largest_weights_together(net, x, y, k=130, size=0.1, steps=100, every=1, watch=None):
    """The short story's rule: turn the `k` largest weights up together by `size`, and down again if that did not help.

    A step is one such try and one evaluation. After a try that helped, the largest are looked for anew; after one that
    did not, the k next largest are tried, and when every weight has been in a group in vain the run stops, as
    History.stopped says. Turns the dials of `net`; returns a History.
    """
    x, y = _examples(net, x, y)
    size, every = as_number(size, "size", above=0), as_count(every, "every", 1)
    steps, k = as_count(steps, "steps", 0), as_count(k, "k", 1)
    weights = [part for part in net.layout if part[1] == "weight"]
    places = np.concatenate([np.arange(offset, offset + rows * columns) for _, _, offset, rows, columns in weights])
    if k > len(places):
        raise ValueError(f"k: expected at most {len(places)}, the weights of this network, got {k}")
    dials = net.parameters
    run = _Run(net, x, y, watch, spent=1)
    best, passed = run.history[0].cost, 0
    for step in range(1, steps + 1):
        group = places[np.argsort(-dials[places], kind="stable")][passed : passed + k]
        start = dials[group]
        dials[group] += size
        cost = net.cost(x, y)
        if cost < best:
            best, passed = cost, 0
        else:
            dials[group] = start
            passed += k
        if step % every == 0 or step == steps or passed >= len(places):
            run.record(step, step + 1, best)
        if passed >= len(places):
            run.history.stopped = f"no group of {k} weights helps any more"
            break
    return run.history


class _Run:
    """A history in the making, and what its records are read from."""

    def __init__(self, net, x, y, watch, spent=0):
        if watch is not None and not callable(watch):
            raise TypeError(f"watch: expected a function of the network, got {watch!r}")
        self.net, self.x, self.y, self.watch = net, x, y, watch
        self.history = History()
        if not self.record(0, spent):
            raise ValueError("net: its cost overflows before the first step; start from smaller dials")

    def record(self, step, spent, cost=None):
        """Write a line, unless the cost has overflowed; say whether it was written."""
        cost = self.net.cost(self.x, self.y) if cost is None else cost
        if not np.isfinite(cost):
            return False
        self.history.append(Record(step, cost, spent, self.watch(self.net) if self.watch else None))
        self.kept = self.net.parameters.copy()
        return True

    def turn_back(self, why):
        """Put the dials where they were at the last record, whose cost is finite, and say why."""
        self.net.parameters = self.kept
        self.history.stopped = why


def _examples(net, x, y):
    if not isinstance(net, Network):
        raise TypeError(f"net: expected a turning_dials.Network, got {type(net).__name__}")
    return as_pair(x, y, net.sizes[0], net.sizes[-1])


def _batches(m, size, draw):
    """Rows of one batch after another, without end: every example once in each round, the last batch what is left."""
    if size is None:
        return repeat(slice(None))
    size = as_count(size, "batch", 1)
    if size > m:
        raise ValueError(f"batch: expected at most {m}, the examples there are, got {size}")
    rounds = (draw.permutation(m) for _ in count())
    return (order[start : start + size] for order in rounds for start in range(0, m, size))
