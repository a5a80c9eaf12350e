"""A line that says how far a long run has come. Runs of an ordinary length stay silent, whatever the computer."""

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

LONG = 50_000  # what is shorter than this says nothing: a notebook's output is the same on a slow computer
PAUSE = 2.0  # seconds before the first line, and between lines

T = TypeVar("T")


def told(things: Iterable[T], total: int, what: str, each: int = 1) -> Iterator[T]:
    """The `things`, one after another; where they are more than LONG in `total`, stderr hears how many are done.

    A thing counts as `each`. An interrupt (Kernel > Interrupt, or Control-C) ends the line and goes on to whoever runs
    this.
    """
    if total <= LONG:
        yield from things
        return
    spoken, written = monotonic(), False
    try:
        for done, thing in enumerate(things):
            # The clock is not looked at each time, since a step may take less than that.
            if done * each % 100 == 0 and monotonic() - spoken >= PAUSE:
                spoken, written = monotonic(), True
                line = f"\r{what} {done * each:,} of {total:,} ({100 * done * each / total:.1f} %); interrupt to stop"
                print(line, end="", file=sys.stderr, flush=True)
            yield thing
    finally:
        if written:
            print(file=sys.stderr)
