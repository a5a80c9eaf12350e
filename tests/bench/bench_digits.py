"""Mini-batches against all digits at once, by the clock: what chapter 10 says of this computer.

`python tests/bench/bench_digits.py`, part of `make bench`. Each way has its own best learning rate, and is timed to the
same cost over all 1,000 training digits. Exits non-zero where 20 at a time is not the first to arrive.
"""

import sys
from time import perf_counter

from turning_dials.data import digits
from turning_dials.descent import descend

WAYS = {"all 1,000": (None, 8, 90), "20 at a time": (20, 4, 230), "one at a time": (1, 0.4, 2750)}
TIMES = 5


def seconds(batch, rate, steps):
    """The least of several times that the run took, and the cost it came to."""
    data, least = digits.load().train, float("inf")
    for _ in range(TIMES):
        net = digits.starting_network()
        begun = perf_counter()
        history = descend(net, *data[:2], rate=rate, steps=steps, batch=batch, every=steps)
        least = min(least, perf_counter() - begun)
    return least, history[-1].cost


def main():
    """Print the seconds of each way, and how many times as long as 20 at a time it took."""
    took = {}
    for name, how in WAYS.items():
        took[name], cost = seconds(*how)
        assert cost <= 0.1, (name, cost)
    first = took["20 at a time"]
    for name, time in took.items():
        print(f"digits: {name:13}: {1000 * time:6.0f} ms to a cost of 0.1, {time / first:.1f} × 20 at a time")
    if min(took.values()) < first:
        sys.exit("20 at a time was not the first to arrive, as chapter 10 says it is")


if __name__ == "__main__":
    main()
