"""Turn what a caller passed into float64 arrays, or say in a sentence what was wrong with it."""

import operator

import numpy as np

_NOT_NUMBERS = {"b": "truth values; write .astype(float)", "c": "complex numbers", "U": "text", "S": "bytes"}


def as_numbers(values, name):
    """`values` as a float64 array of whatever shape; `name` is what the messages call it.

    Raises TypeError for what is not an array of real numbers, ValueError for rows of unequal length and for numbers
    that are not finite.
    """
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
        array = array.astype(np.float64, copy=False)
    if not np.isfinite(array).all():
        place = np.unravel_index(int(np.argmin(np.isfinite(array))), array.shape)
        where = f" at [{', '.join(map(str, place))}]" if place else ""
        raise ValueError(f"{name}: expected finite numbers, got {array[place]}{where}")
    return array


def as_examples(values, n, name):
    """`values`, one example (n,) or many (m, n), as a float64 array of shape (m, n); `name` is what messages call it.

    Raises TypeError for what is not an array of real numbers, ValueError for another shape, no examples, or numbers
    that are not finite.
    """
    array = as_numbers(values, name)
    if array.ndim == 1 and len(array) == n:
        return array.reshape(1, n)
    if array.ndim == 2 and array.shape[1] == n:
        return array
    hint = f"; for {len(array)} examples of one number each, pass .reshape(-1, 1)" if array.ndim == 1 and n == 1 else ""
    got = f"shape {array.shape}" if array.ndim else f"the single number {array}"
    raise ValueError(f"{name}: expected shape ({n},) or (m, {n}), got {got}{hint}")


def as_pair(x, y, n_in, n_out):
    """Inputs and targets as (m, n_in) and (m, n_out). Raises as `as_examples` does, and ValueError for unequal m."""
    x, y = as_examples(x, n_in, "inputs"), as_examples(y, n_out, "targets")
    if len(x) != len(y):
        raise ValueError(f"inputs and targets: expected as many rows in both, got {len(x)} and {len(y)}")
    return x, y


def as_count(value, name, least):
    """`value` as an int that is at least `least`. Raises TypeError for what is no whole number, bools included."""
    if isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name}: expected a whole number, got the truth value {value}")
    try:
        count = operator.index(value)
    except TypeError:
        raise TypeError(f"{name}: expected a whole number, got {value!r}") from None
    if count < least:
        raise ValueError(f"{name}: expected a whole number of at least {least}, got {count}")
    return count


def as_number(value, name, above=None, least=None, below=None):
    """`value` as a finite float within bounds. Raises TypeError for what is no real number, ValueError outside them."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise TypeError(f"{name}: expected a number, got {value!r}")
    number = float(value)
    bounds = [("more than", above), ("at least", least), ("less than", below)]
    wanted = " and ".join(f"{words} {bound:g}" for words, bound in bounds if bound is not None)
    inside = (above is None or number > above) and (least is None or number >= least)
    if not np.isfinite(number) or not inside or (below is not None and number >= below):
        raise ValueError(f"{name}: expected a finite number {wanted}, got {number:g}".replace("  ", " "))
    return number
