"""A random reader on every board: keys, drags, typed values, every control, links and files, in any order.

`make test` does 500 things to each board, always the same; `make monkey` 100,000, with another seed each time.
"""

import os

import pytest
from support.every_board import BOARDS
from support.monkey import BURST, Reader

ACTIONS = int(os.environ.get("TURNING_DIALS_ACTIONS", 500))
SEED = int(os.environ.get("TURNING_DIALS_SEED", 1))


@pytest.mark.parametrize("name", BOARDS)
def test_a_board_stays_true_whatever_a_reader_does(browser, name):
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    reader = Reader(context, BOARDS[name](), SEED)
    for number in range(ACTIONS // BURST):
        wrong = reader.burst()
        if wrong:
            did = "\n".join(reader.did()[-40:])
            pytest.fail(f"seed {SEED}, burst {number}: " + "\n".join(wrong) + f"\n\nthe last of what it did:\n{did}")
    context.close()
