"""Chapter 10: a checker for the rule that says when a run has learned enough."""

from typing import Any

import numpy as np

from turning_dials.exercises.verdict import Verdict, check_function


def right(costs: Any, patience: int) -> int:
    """The place of the lowest cost until `patience` readings in a row have brought no new one."""
    best = 0
    for at, cost in enumerate(costs):
        if cost < costs[best]:
            best = at
        elif at - best >= patience:
            break
    return best


def _stop(costs: Any, patience: int) -> int:
    """The place at which the rule stops."""
    return int(min(right(costs, patience) + patience, len(costs) - 1))


def _rises(costs: Any, patience: int) -> int:
    """The rule with a patience that counts rises on the reading before, and not readings without a new lowest."""
    best = waited = 0
    for at in range(1, len(costs)):
        best = at if costs[at] < costs[best] else best
        waited = waited + 1 if costs[at] > costs[at - 1] else 0
        if waited >= patience:
            break
    return best


def _in_all(costs: Any, patience: int) -> int:
    """The rule with a patience that is used up once for the whole run."""
    best, left = 0, patience
    for at in range(1, len(costs)):
        if costs[at] < costs[best]:
            best = at
        else:
            left -= 1
        if left <= 0:
            break
    return best


MISTAKES = (
    (
        lambda costs, patience: int(np.argmin(costs)),
        "That is the lowest of all. A run that has stopped never sees what would have come: `patience` ends it.",
    ),
    (
        _stop,
        "That is where the rule stops. The dials to keep are the older ones, from where the cost was lowest.",
    ),
    (
        lambda costs, patience: costs[right(costs, patience)],
        "That is the lowest cost itself. Asked for is its place in the list.",
    ),
    (
        lambda costs, patience: right(costs, patience + 1),
        "You wait one reading too long: stop at the reading that makes it `patience` in a row, with >=.",
    ),
    (
        lambda costs, patience: right(costs, 1),
        "You stop at the first reading that is no new lowest. Costs jitter: wait for `patience` of them in a row.",
    ),
    (
        _rises,
        "You count readings above the one before. Count those since the lowest, whether they rise or sink a little.",
    ),
    (
        _in_all,
        "Your patience is used up once for the whole run. Each new lowest cost has to fill it again.",
    ),
)


def check_stopping(keep: Any) -> Verdict:
    """Is `keep(costs, patience)` the place of the lowest cost before the rule stops? Returns a Verdict.

    `costs` are (m,) validation costs in the order they were read, `patience` is a whole number of at least 1.
    """
    draw = np.random.default_rng(10)
    steps = np.arange(40)
    valley = 0.5 + (steps - 15) ** 2 / 400
    cases = [
        (np.array([0.9, 0.6, 0.7, 0.65, 0.5, 0.55, 0.54, 0.53, 0.3]), 3),
        (np.array([0.9, 0.6, 0.7, 0.5, 0.6, 0.4, 0.5, 0.45, 0.2]), 2),
        *((np.round(valley + draw.normal(0, 0.12, size=40), 3), patience) for patience in (1, 3, 5)),
        (np.array([0.9, 0.8, 0.7, 0.6]), 2),
    ]
    return check_function(keep, right, cases, MISTAKES, "keep")
