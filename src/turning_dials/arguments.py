"""Turn what a caller passed into what it was meant to be, or say in a sentence what was wrong with it."""

import operator
from collections.abc import Sequence
from difflib import get_close_matches
from itertools import pairwise
from math import inf, isfinite
from typing import Any

import numpy as np

from turning_dials.activations import NAMES
from turning_dials.arrays import Array
from turning_dials.costs import COSTS

# What fits, with its gradient and the numbers of a pass, into the memory of a small computer.
MOST_DIALS = 100_000_000
_NOT_NUMBERS = {"b": "truth values; write .astype(float)", "c": "complex numbers", "U": "text", "S": "bytes"}


def shown(value: object) -> str:
    """How `value` is written in a message: as Python writes it, cut short; an array by its shape."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    try:
        text = repr(value)
    except ValueError:  # Python writes no whole number of more than some thousand digits.
        return f"a {type(value).__name__} of more digits than can be written"
    return text if len(text) <= 100 else f"{text[:80].rstrip()}... ({len(text):,} characters)"


def as_numbers(values: Any, name: str) -> Array:
    """`values` as a float64 array of whatever shape; `name` is what the messages call it.

    Raises TypeError for what is not an array of real numbers, ValueError for rows of unequal length and for numbers
    that are not finite.
    """
    if type(values) is np.ndarray and values.dtype == np.float64 and values.size:
        array = values
    else:
        array = _converted(values, name)
    # The sum of the squares is finite only if all numbers are, and needs no second array. It may overflow where none of
    # them is infinite, so the slow look decides.
    if not isfinite(np.vdot(array, array)) and not np.isfinite(array).all():
        place = np.unravel_index(int(np.argmin(np.isfinite(array))), array.shape)
        where = f" at [{', '.join(map(str, place))}]" if place else ""
        raise ValueError(f"{name}: expected finite numbers, got {array[place]}{where}")
    return array


def _converted(values: Any, name: str) -> Array:
    if hasattr(values, "toarray"):
        raise TypeError(f"{name}: expected an ordinary array, got a sparse one; pass .toarray()")
    if np.ma.is_masked(values):
        raise ValueError(f"{name}: expected a number in every place, got a masked array with holes")
    try:
        array = np.asarray(values)
    except (ValueError, TypeError) as error:
        raise ValueError(f"{name}: expected rows of equal length, got rows of different lengths") from error
    if array.size == 0:
        raise ValueError(f"{name}: expected at least one number, got an empty array of shape {array.shape}")
    if array.dtype.kind not in "fiu":
        what = _NOT_NUMBERS.get(array.dtype.kind, f"a {type(values).__name__} of type {array.dtype}")
        raise TypeError(f"{name}: expected real numbers, got {what}")
    with np.errstate(over="ignore"):
        return array.astype(np.float64, copy=False)


def as_examples(values: Any, n: int, name: str) -> Array:
    """`values`, one example (n,) or many (m, n), as a float64 array of shape (m, n); `name` is what messages call it.

    Raises TypeError for what is not an array of real numbers, ValueError for another shape, no examples, or numbers
    that are not finite.
    """
    array = as_numbers(values, name)
    if array.ndim == 2 and array.shape[1] == n:
        return array
    if array.ndim == 1 and len(array) == n:
        return array.reshape(1, n)
    hint = f"; for {len(array)} examples of one number each, pass .reshape(-1, 1)" if array.ndim == 1 and n == 1 else ""
    got = f"shape {array.shape}" if array.ndim else f"the single number {array}"
    raise ValueError(f"{name}: expected shape ({n},) or (m, {n}), got {got}{hint}")


def as_pair(x: Any, y: Any, n_in: int, n_out: int) -> tuple[Array, Array]:
    """Inputs and targets as (m, n_in) and (m, n_out). Raises as `as_examples` does, and ValueError for unequal m."""
    x, y = as_examples(x, n_in, "inputs"), as_examples(y, n_out, "targets")
    if len(x) != len(y):
        raise ValueError(f"inputs and targets: expected as many rows in both, got {len(x)} and {len(y)}")
    return x, y


def as_targets(y: Array, cost: str) -> Array:
    """`y` itself. Raises ValueError for targets that `cost`, a cost's name, cannot mean anything by."""
    if cost == "mean_squared_error":
        return y
    if y.min() < 0 or y.max() > 1:
        raise ValueError(f"targets: {cost} expects numbers from 0 to 1, got {y.min():g} to {y.max():g}")
    if cost == "categorical_cross_entropy" and np.abs(y.sum(axis=1) - 1).max() > 1e-6:
        row = int(np.abs(y.sum(axis=1) - 1).argmax())
        raise ValueError(
            "targets: categorical_cross_entropy expects a 1 for the right class and 0 elsewhere in each row, "
            f"but row {row} sums to {y[row].sum():g}"
        )
    return y


def as_count(value: Any, name: str, least: int) -> int:
    """`value` as an int that is at least `least`. Raises TypeError for what is no whole number, bools included."""
    if isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name}: expected a whole number, got the truth value {value}")
    try:
        count = operator.index(value)
    except TypeError:
        raise TypeError(f"{name}: expected a whole number, got {shown(value)}") from None
    if count < least:
        raise ValueError(f"{name}: expected a whole number of at least {least}, got {shown(count)}")
    return count


def as_below(value: Any, end: int, name: str) -> int:
    """`value` as an int from 0 to `end` - 1, or ValueError; TypeError as `as_count`."""
    count = as_count(value, name, 0)
    if count >= end:
        raise ValueError(f"{name}: expected a whole number from 0 to {end - 1}, got {shown(count)}")
    return count


def as_number(
    value: Any, name: str, above: float | None = None, least: float | None = None, below: float | None = None
) -> float:
    """`value` as a finite float within bounds. Raises TypeError for what is no real number, ValueError outside them."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise TypeError(f"{name}: expected a number, got {shown(value)}")
    try:
        number = float(value)
    except OverflowError:  # a whole number may be larger than any float
        number = inf if value > 0 else -inf
    bounds = [("more than", above), ("at least", least), ("less than", below)]
    wanted = " and ".join(f"{words} {bound:g}" for words, bound in bounds if bound is not None)
    inside = (above is None or number > above) and (least is None or number >= least)
    if not isfinite(number) or not inside or (below is not None and number >= below):
        got = f"{number:g}" if isfinite(number) or not isinstance(value, int) else "a number too large for a float"
        raise ValueError(f"{name}: expected a finite number {wanted}, got {got}".replace(" ,", ","))
    return number


def as_sizes(sizes: Any) -> tuple[int, ...]:
    """The sizes of a network as ints: its inputs, then the neurons of each layer."""
    listed = isinstance(sizes, (Sequence, np.ndarray)) and not isinstance(sizes, (str, bytes))
    if not listed or getattr(sizes, "ndim", 1) != 1:
        raise TypeError(f"sizes: expected a list such as [2, 3, 1], got {shown(sizes)}")
    if len(sizes) < 2:
        raise ValueError(f"sizes: expected at least two, the inputs and one layer of neurons, got {list(sizes)}")
    made = tuple(as_count(size, f"sizes[{place}]", 1) for place, size in enumerate(sizes))
    dials = sum(rows * (columns + 1) for columns, rows in pairwise(made))
    if dials > MOST_DIALS:
        raise ValueError(
            f"sizes: expected at most {MOST_DIALS:,} dials, which take {8 * MOST_DIALS:,} bytes, "
            f"got {shown(list(made))} with {_large(dials)} dials, which take {_large(8 * dials)} bytes"
        )
    return made


def _large(number: int) -> str:
    return f"{number:,}" if number < 10**15 else f"over 10 to the {len(shown(number)) - 1}"


def as_activation(activation: Any, layers: int) -> tuple[str, ...]:
    """The name of each layer's activation, from one name for all or a list with one for each."""
    if isinstance(activation, str):
        names = (activation,) * layers
    elif isinstance(activation, (list, tuple)):
        names = tuple(activation)
        if len(names) != layers:
            raise ValueError(f"activation: expected one name for each of {layers} layers, got a list of {len(names)}")
    else:
        raise TypeError(f"activation: expected a name or a list of names, got {shown(activation)}")
    for name in names:
        check_name(name, NAMES, "activation")
    if "softmax" in names[:-1]:
        raise ValueError(f"activation: softmax may stand on the last layer only, got {list(names)}")
    return names


def as_cost(cost: Any, last: str) -> str:
    """The name of a cost that goes with `last`, the activation of the last layer."""
    check_name(cost, COSTS, "cost")
    partner = COSTS[cost].partner
    if partner not in (None, last):
        raise ValueError(f"cost: {cost} goes with {partner} on the last layer, got {last}")
    return str(cost)


def check_name(name: Any, known: Any, what: str) -> None:
    """Raise TypeError or ValueError unless `name` is one of `known`."""
    if not isinstance(name, str):
        raise TypeError(f"{what}: expected a name, got {shown(name)}")
    if name not in known:
        raise ValueError(f"{what}: expected one of {', '.join(known)}, got {shown(name)}")


def check_assigned(owner: object, name: str) -> None:
    """Raise AttributeError where owner.name = ... would turn nothing: a property to be read, or a name mistyped."""
    known = getattr(type(owner), name, None)
    if name.startswith("_") or (known is not None and not isinstance(known, property) and not callable(known)):
        return
    if isinstance(known, property):
        if known.fset is None:
            how = f"{name}[0][:] = ..." if name in ("weights", "biases") else "a new Network"
            raise AttributeError(f"{name}: expected it to be read, got a value for it; to change it, write {how}")
        return
    if callable(known):
        raise AttributeError(f"{name}: expected it to be called, got a value for it")
    near = get_close_matches(name, dir(type(owner)), 1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise AttributeError(f"{type(owner).__name__}: expected a name that it has, got {name!r}{hint}")
