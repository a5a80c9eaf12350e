"""Check a board's options before the board exists, and say in a sentence what was wrong with one.

A board names each of its options in the signature of its `__init__` and gathers the rest in `**unknown`, which
`refuse_unknown` turns down by name. The checks take what came and the option's name, and return it as the view reads
it: numbers, truth values, texts, lists and dicts, all of which travel as JSON. Numbers are checked in `arguments`.
"""

import difflib
import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np

from turning_dials.arguments import as_count, as_examples, as_pair, shown
from turning_dials.arrays import Array

T = TypeVar("T")


def refuse_unknown(board: type, unknown: Mapping[str, object]) -> None:
    """Raise TypeError for an option that the class `board` does not name; the message says the nearest that it has."""
    if not unknown:
        return
    # A reader's class that hands its options on as **options has those of the board that it extends.
    signatures = (inspect.signature(kind) for kind in board.__mro__ if "__init__" in vars(kind))
    names = ([p.name for p in one.parameters.values() if p.kind is p.KEYWORD_ONLY] for one in signatures)
    known = next(filter(None, names))
    name = next(iter(unknown))
    near = difflib.get_close_matches(name, known, n=1, cutoff=0)
    raise TypeError(
        f"{name}: {board.__name__} has no option of this name; the nearest is {near[0]}. "
        f"Expected some of {', '.join(known)}, got {name}={shown(unknown[name])}"
    )


def optional(check: Callable[..., T], value: object, name: str, *rest: object) -> T | None:
    """None as it is, anything else as `check` returns it."""
    return None if value is None else check(value, name, *rest)


def as_text(value: object, name: str) -> str:
    """`value` as a str. Raises TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError(f"{name}: expected a text, got {shown(value)}")
    return str(value)


def as_flag(value: object, name: str) -> bool:
    """`value` as a bool. Raises TypeError for anything but True and False, 1 and 0 included."""
    if not isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name}: expected True or False, got {shown(value)}")
    return bool(value)


def as_one_of(value: object, name: str, known: Sequence[str]) -> str:
    """The text of `known` that `value` is. Raises ValueError or TypeError that lists them."""
    if not isinstance(value, str):
        raise TypeError(f"{name}: expected one of {', '.join(known)}, got {shown(value)}")
    if value not in known:
        raise ValueError(f"{name}: expected one of {', '.join(known)}, got {shown(value)}")
    return str(value)


def as_list(value: object, name: str, of: str) -> list[object]:
    """A list, tuple or flat array as a list; `of` says in the message what it should be. Raises TypeError."""
    if isinstance(value, np.ndarray) and value.ndim == 1:
        return list(value)
    if not isinstance(value, (list, tuple)):
        raise TypeError(f"{name}: expected {of}, got {shown(value)}")
    return list(value)


def as_names(values: object, name: str, count: int) -> list[str]:
    """`count` texts as a list. Raises TypeError for other kinds, ValueError for another number of them."""
    names = as_list(values, name, f"a list of {count} names")
    if len(names) != count:
        raise ValueError(f"{name}: expected {count} names, got {len(names)}: {shown(names)}")
    return [as_text(each, f"{name}[{place}]") for place, each in enumerate(names)]


def as_dict(values: object, name: str, to: str) -> dict[str, object]:
    """A dict whose keys are texts; `to` says in the message what they should lead to. Raises TypeError."""
    if not isinstance(values, Mapping):
        raise TypeError(f"{name}: expected a dict from a name to {to}, got {shown(values)}")
    for key in values:
        if not isinstance(key, str):
            raise TypeError(f"{name}: expected texts as names, got {shown(key)}")
    return dict(values)


def as_targets_by_name(values: object, name: str, count: int) -> dict[str, list[float]]:
    """A dict from a name to other targets for the same `count` examples of one output. Raises TypeError, ValueError."""
    made = {}
    for key, targets in as_dict(values, name, "targets").items():
        column = as_examples(targets, 1, f"{name}[{key!r}]")
        if len(column) != count:
            raise ValueError(f"{name}[{key!r}]: expected {count} targets, got {len(column)}")
        made[key] = column[:, 0].tolist()
    return made


def as_set(given: object, name: str, n_in: int, n_out: int) -> tuple[Array, Array]:
    """(inputs, targets) as (m, n_in) and (m, n_out). What is wrong with them is said under the option's name."""
    pair: list[Any] = as_list(given, name, "two arrays, (inputs, targets)")
    if len(pair) != 2:
        raise ValueError(f"{name}: expected two arrays, (inputs, targets), got {len(pair)}")
    try:
        return as_pair(pair[0], pair[1], n_in, n_out)
    except (ValueError, TypeError) as error:
        raise type(error)(f"{name}: {error}") from None


def as_choices(values: object, name: str, known: Sequence[str]) -> dict[str, object]:
    """What a reader has chosen already, by the control's name: texts, finite numbers, truth values, or lists of these.

    `known` are the names that the board has; in them # stands for a number. Raises TypeError or ValueError for anything
    else, which no page could send either.
    """
    chosen = as_dict(values, name, "a text, a number, True or False, None, or a list of these")
    for key in chosen:
        if key not in known and re.sub(r"\d+$", "#", key) not in known:
            raise ValueError(f"{name}: expected some of {', '.join(known)}, got {key!r}")
    return {key: _as_choice(value, f"{name}[{key!r}]") for key, value in chosen.items()}


def _as_choice(value: object, name: str) -> object:
    if isinstance(value, (list, tuple)):
        return [_as_choice(each, f"{name}[{place}]") for place, each in enumerate(value)]
    if isinstance(value, np.generic):
        value = value.item()
    if value is not None and not isinstance(value, (str, bool, int, float)):
        raise TypeError(
            f"{name}: expected a text, a number, True or False, None, or a list of these, got {shown(value)}"
        )
    if isinstance(value, float) and not np.isfinite(value):
        raise ValueError(f"{name}: expected a finite number, got {value}")
    return value


def as_shape(shape: object, name: str, pixels: int) -> list[int]:
    """(rows, columns) of a picture of so many pixels as a list. Raises TypeError or ValueError for other shapes."""
    sides = as_list(shape, name, "two whole numbers, (rows, columns)")
    if len(sides) != 2:
        raise ValueError(f"{name}: expected (rows, columns), got {shown(shape)}")
    rows, columns = (as_count(each, name, 1) for each in sides)
    if rows * columns != pixels:
        raise ValueError(
            f"{name}: expected rows × columns to be {pixels}, the inputs of the network, "
            f"got {rows} × {columns}, which is {rows * columns}"
        )
    return [rows, columns]
