"""Measure the book: `make bench`, or a part of it: `make bench PARTS="engines lab"`.

Prints each row as it is measured. The whole run writes tests/bench/RESULTS.md; a part of it, or `--small`, which takes
seconds and needs no peers, only prints. The exit code is 1 where a ratio falls short or a part could not be measured.
"""

import argparse
import importlib
import os
import sys
import time
from pathlib import Path

from bench.peers import jupyter, npm_versions
from bench.table import document, printed, processor, reasons, versions

RESULTS = Path(__file__).with_name("RESULTS.md")
PARTS = ("engines", "batches", "page_python", "boards", "lab", "site_weight", "reader", "builds")
SMALL = ("engines", "boards")
PACKAGES = (
    "turning-dials",
    "numpy",
    "torch",
    "ipywidgets",
    "ipympl",
    "matplotlib",
    "jupyterlab",
    "jupyter-book",
    "playwright",
)
# What is promised and not in the table, with the reason.
UNREACHED = """\
**Not in the table.** `make test`, of which ten minutes were asked, says itself how long it took; five runs of it would
take more than an hour. It takes longer: thousands of tests in two browsers, in JupyterLab and in the page's own Python
keep two cores busy. Tried: a browser without windows, fewer looks at the same, fewer actions of the random reader."""


def main(arguments: list[str] | None = None) -> int:
    """Measure and print. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="all of them, where none is named")
    parser.add_argument("--small", action="store_true", help="the least that there is to measure, in seconds")
    given = parser.parse_args(arguments)
    parts = given.parts or (SMALL if given.small else PARTS)
    rows, notes, failed = [], [], []
    for part in parts:
        start = time.perf_counter()
        try:
            module = importlib.import_module(f"bench.{part}")
            notes.append(module.NOTE)
            begun = len(rows)
            for one in module.rows(small=given.small):
                print(printed(one), flush=True)
                rows.append(one)
            notes += reasons(rows[begun:], getattr(module, "WHY", {}))
        except Exception as error:  # what one part lacks must not cost the measurements of the others
            failed.append(part)
            notes.append(
                f"**Not measured**: the rest of {part}, since {type(error).__name__}: {str(error).strip()[:300]}"
            )
            print(f"{part}: {error!r}", file=sys.stderr, flush=True)
        print(f"  ({part}: {time.perf_counter() - start:.0f} s)", flush=True)
    if parts == PARTS:
        about = [processor(), versions(PACKAGES), ", ".join(npm_versions())]
        RESULTS.write_text(document(rows, [*notes, UNREACHED], about), encoding="utf-8")
        print(f"Written to {RESULTS.name}.")
    short = [one for one in rows if one.short]
    for one in short:
        print(f"FALLS SHORT: {printed(one)}")
    return int(bool(short or failed))


if __name__ == "__main__":
    # Before a part imports numpy, which reads them once. A kind of processor that the environment names, to work around
    # old builds of OpenBLAS, would have numpy measured with another's kernels than PyTorch.
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")
    os.environ.update(OPENBLAS_CORETYPE="", OPENBLAS_L2_SIZE="")
    os.environ.update(jupyter())
    sys.exit(main())
