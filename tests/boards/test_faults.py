"""Each fault of tests/README.md is committed anew: the board says what that table says, and goes on."""

import os

import pytest
from support import faults

WRITING = "TURNING_DIALS_WRITE_FAULTS" in os.environ


@pytest.fixture(scope="module")
def answers():
    """What each fault of this run was answered with; `make faults` writes it down."""
    rows = []
    yield rows
    if WRITING:
        faults.write(rows)


@pytest.mark.parametrize("name", faults.FAULTS)
def test_a_fault_is_answered_as_the_table_says(browser, answers, name):
    words, errors = faults.commit(browser, name)
    assert errors == []
    answers.append((name, words))
    [row] = faults.table([(name, words)]).splitlines()[2:]
    assert WRITING or row in faults.written().splitlines()


def test_the_table_holds_no_fault_that_is_not_tried():
    assert WRITING or len(faults.written().splitlines()) == 2 + len(faults.FAULTS)
