"""How long one cost and all slopes take, in numpy: `python tests/bench/bench_engine.py`, part of `make bench`."""

from time import perf_counter

import numpy as np

from turning_dials import Network

CASES = [([25, 4, 1], 56), ([625, 20, 20, 10], 1), ([625, 20, 20, 10], 64), ([625, 20, 20, 10], 1000)]


def seconds(act, times=50):
    """The shortest of several runs, which is the one that the rest of the machine disturbed least."""
    best = float("inf")
    for _ in range(times):
        start = perf_counter()
        act()
        best = min(best, perf_counter() - start)
    return best


def main():
    """Print the time of one gradient for networks and examples of the book's sizes."""
    print("One gradient in numpy (best of 50):")
    rng = np.random.default_rng(0)
    for sizes, m in CASES:
        net = Network(sizes)
        x, y = rng.random((m, sizes[0])), rng.random((m, sizes[-1]))
        took = seconds(lambda net=net, x=x, y=y: net.gradient(x, y))
        name = "-".join(map(str, sizes))
        print(f"  {name:14} {net.parameters.size:6,} dials, {m:4} examples   {took * 1e3:7.3f} ms")


if __name__ == "__main__":
    main()
