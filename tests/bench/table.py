"""The table of `make bench`: its rows, how they are measured, how they are printed and written.

A row is this book beside a peer or beside a limit. The two sides of a row take turns, so that what else the computer
does falls on both; their medians are compared.
"""

import math
import os
import platform
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

FEWEST = 5


class Row(NamedTuple):
    """A line of the table. Less is better on both sides, in `unit`; they hold one number for each round."""

    work: str
    beside: str
    ours: Sequence[float]
    theirs: Sequence[float]
    at_least: float | None  # None where nothing is promised
    unit: str

    @property
    def times(self) -> float:
        """How many times better this book is."""
        return median(self.theirs) / median(self.ours)

    @property
    def short(self) -> bool:
        """Whether the promise is broken."""
        return self.at_least is not None and self.times < self.at_least


def row(
    work: str,
    beside: str,
    ours: Sequence[float],
    theirs: Sequence[float] | float,
    at_least: float | None,
    unit: str = "ms",
) -> Row:
    """A row of measurements. `theirs` is one number where it is a limit that the book sets itself.

    Raises ValueError for fewer than five measurements: a median of less says little, its spread nothing.
    """
    limit = not isinstance(theirs, Sequence)
    for side, found in (("this book", ours), (beside, ours if limit else theirs)):
        if len(found) < FEWEST:
            raise ValueError(f"{work}: expected at least {FEWEST} measurements of {side}, got {len(found)}")
    return Row(work, beside, ours, [theirs] if limit else theirs, at_least, unit)


def in_turns(rounds: int, *acts: Callable[[], float]) -> list[list[float]]:
    """What each act returns, a list for each act with one number for each round; in a round they take turns."""
    found: list[list[float]] = [[] for _ in acts]
    for _ in range(rounds):
        for act, numbers in zip(acts, found, strict=True):
            numbers.append(act())
    return found


def timed(act: Callable[[], object], times: int = 1, clock: Callable[[], float] = perf_counter) -> Callable[[], float]:
    """A function that does `act` so many times and returns the milliseconds of one."""

    def run() -> float:
        start = clock()
        for _ in range(times):
            act()
        return (clock() - start) / times * 1000

    return run


def share(values: Sequence[float], part: float) -> float:
    """The value below which that part of the values lies."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def number(value: float) -> str:
    """Three digits that count, without a power of ten."""
    if value == 0:
        return "0"
    return f"{value:,.{max(0, 2 - math.floor(math.log10(abs(value))))}f}"


def spread(values: Sequence[float], unit: str) -> str:
    """The median with its unit, and from where to where the numbers go; a limit is one number."""
    middle = f"{number(median(values))} {unit}".strip()
    return middle if len(values) == 1 else f"{middle} ({number(min(values))} to {number(max(values))})"


def cells(one: Row) -> list[str]:
    """A row as texts: the work, this book, beside what, the other side, the ratio, the promise, whether it is kept."""
    promise = "" if one.at_least is None else f"{one.at_least:g}"
    kept = "" if one.at_least is None else ("FALLS SHORT" if one.short else "kept")
    other = spread(one.theirs, one.unit)
    return [one.work, spread(one.ours, one.unit), one.beside, other, f"{one.times:.2f}", promise, kept]


HEAD = ["work", "this book", "beside", "it", "times", "at least", ""]


def printed(one: Row) -> str:
    """A row for the terminal."""
    work, ours, beside, theirs, times, promise, kept = cells(one)
    asked = f", at least {promise}: {kept}" if promise else ""
    return f"{work}: {ours}; {beside}: {theirs}; {times} times{asked}"


def document(rows: Sequence[Row], notes: Sequence[str], about: Sequence[str]) -> str:
    """RESULTS.md: what it was measured with, the table, a line of method for each part, and what is not measured."""
    lines = [
        "# Measured",
        "",
        "`make bench` writes this page. Each row is this book beside a peer or a limit, the same work in the same",
        "run, the two sides in turns: the median and, in brackets, the least and the most of at least five rounds.",
        "Less is better; `times` is how many times less the book takes. Where a ratio falls short, `make bench` ends",
        "with an error.",
        "",
        *[f"* {one}" for one in about],
        "",
        f"| {' | '.join(HEAD)} |",
        f"|{' --- |' * len(HEAD)}",
        *[f"| {' | '.join(cells(one))} |" for one in rows],
        "",
        *[line for note in notes for line in (note, "")],
    ]
    return "\n".join(lines).rstrip() + "\n"


def reasons(rows: Sequence[Row], why: dict[str, str]) -> list[str]:
    """A paragraph for each kind of work that falls short, from `why`: what its rows begin with, and the reason."""
    found = []
    for begin, text in why.items():
        short = [one for one in rows if one.short and one.work.startswith(begin)]
        if short:
            found.append(f"**Short, {begin}** ({len(short)} of the rows): {text}")
    told = tuple(why)
    found += [
        f"**Short, {one.work}**: no reason is known." for one in rows if one.short and not one.work.startswith(told)
    ]
    return found


def processor() -> str:
    """What the processor calls itself, and how many of its cores there are."""
    file = Path("/proc/cpuinfo")
    named = (
        [line.partition(":")[2].strip() for line in file.read_text().splitlines() if line.startswith("model name")]
        if file.is_file()
        else []
    )
    return f"{named[0] if named else platform.processor() or platform.machine()}, {os.cpu_count()} cores"


def versions(names: Sequence[str]) -> str:
    """The versions of installed Python packages; one that is missing is said to be."""

    def of(name: str) -> str:
        try:
            return f"{name} {version(name)}"
        except PackageNotFoundError:
            return f"{name} missing"

    return ", ".join([f"Python {platform.python_version()}", *map(of, names)])


def complain(message: str) -> None:
    """A line for whoever waits, where it is no part of the table."""
    print(message, file=sys.stderr, flush=True)
