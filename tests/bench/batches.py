"""Mini-batches beside all digits at once and beside one at a time: what chapter 10 says of the clock."""

from collections.abc import Iterator

from bench.table import Row, in_turns, row, timed

from turning_dials.data import digits
from turning_dials.descent import descend

NOTE = """\
**Batches.** The time until the handwritten digits' cost is down to 0.1 over all 1,000 for training, in numpy. Each way
of making steps has the learning rate that suits it best."""
# The pictures a step, the rate, and the steps until the cost is there; tests/book/test_facts_10.py finds them anew.
WAYS = {"20 at a time": (20, 4, 230), "all 1,000 at once": (None, 8, 90), "one at a time": (1, 0.4, 2750)}


def rows(small: bool = False) -> Iterator[Row]:
    """Every row of this file, measured now; `small` takes the fewest rounds."""
    few, *others = in_turns(5 if small else 15, *(timed(run(*how)) for how in WAYS.values()))
    for name, times in zip(list(WAYS)[1:], others, strict=True):
        yield row("numpy engine, 20 digits a step to a cost of 0.1", name, few, times, 2)


def run(batch, rate, steps):
    """A function that trains a new network in this way, and looks that the cost has come down."""
    train = digits.load().train

    def train_one():
        history = descend(digits.starting_network(), *train[:2], rate=rate, steps=steps, batch=batch, every=steps)
        assert history[-1].cost <= 0.1, history

    return train_one
