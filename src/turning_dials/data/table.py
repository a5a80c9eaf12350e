"""Your own table as inputs and targets for a network: from numpy or pandas, with names, scaled, and said how."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from turning_dials.arguments import as_numbers, shown
from turning_dials.arrays import Array


class Table(NamedTuple):
    """`inputs` (m, n), each column less its `middle` and over its `spread`, and `targets` (m, k), with their names.

    A numeric target keeps its numbers. A target of words becomes 0 or 1 where there are two different words (1 for the
    second in alphabetical order), otherwise one column for each word, with a 1 in that of the row's own.
    """

    inputs: Array
    targets: Array
    input_names: list[str]
    target_names: list[str]
    middle: Array
    spread: Array

    def scale(self, rows: Any) -> Array:
        """The inputs for rows as they were measured, (..., n)."""
        return (as_numbers(rows, "rows") - self.middle) / self.spread

    def unscale(self, inputs: Any) -> Array:
        """The rows as they were measured for inputs, (..., n)."""
        return as_numbers(inputs, "inputs") * self.spread + self.middle

    def __repr__(self) -> str:
        scaled = zip(self.input_names, self.middle, self.spread, strict=True)
        how = "; ".join(f"{name}: less {middle:.4g}, over {spread:.4g}" for name, middle, spread in scaled)
        return f"{len(self.inputs):,} rows. Inputs: {how}. Targets: {', '.join(self.target_names)}."


def from_table(table: Any, target: Any, names: Sequence[str] | None = None) -> Table:
    """Inputs and targets from a table: a pandas DataFrame, a structured array, or a 2-D array with `names` of columns.

    `target` is the column to be answered, by name or, without names, by number; every other column is an input, less
    its mean and over its standard deviation (1 where a column is constant). Raises ValueError or TypeError that names
    the column, and the row, that is no number, is missing or is not there.
    """
    if not isinstance(target, (str, int, np.integer, tuple)):
        raise TypeError(f"target: expected a column's name or number, got {shown(target)}")
    if names is not None and (isinstance(names, str) or not isinstance(names, Sequence)):
        raise TypeError(f"names: expected a list of names, got {shown(names)}")
    columns = _columns(table, names)
    if target not in columns:
        raise ValueError(f"target: expected one of the columns {', '.join(map(str, columns))}, got {shown(target)}")
    if len(columns) < 2:
        raise ValueError("table: expected a column to answer and at least one to answer from, got one column")
    inputs = np.column_stack([_numeric(values, name) for name, values in columns.items() if name != target])
    targets, target_names = _targets(columns[target], target)
    middle, spread = inputs.mean(axis=0), inputs.std(axis=0)
    spread[spread == 0] = 1
    input_names = [str(name) for name in columns if name != target]
    return Table((inputs - middle) / spread, targets, input_names, target_names, middle, spread)


def _columns(table: Any, names: Sequence[str] | None) -> dict[Any, Any]:
    if hasattr(table, "columns") and hasattr(table, "to_numpy"):
        if len(set(table.columns)) != len(table.columns):
            raise ValueError("table: expected a name of its own for each column, got the same name twice")
        found = {name: table[name].to_numpy() for name in table.columns}
    elif isinstance(table, np.ndarray) and table.dtype.names:
        found = {name: table[name] for name in table.dtype.names}
    else:
        array = table if isinstance(table, np.ndarray) else np.array(table, dtype=object)
        if array.ndim != 2:
            raise ValueError(f"table: expected rows and columns, shape (m, n), got shape {array.shape}")
        own = list(range(array.shape[1])) if names is None else list(map(str, names))
        if len(set(own)) != array.shape[1]:
            raise ValueError(f"names: expected {array.shape[1]} different names, one a column, got {shown(names)}")
        return _with_rows({name: array[:, place] for place, name in enumerate(own)})
    if names is not None:
        raise ValueError("names: expected none, since this table has names of its own")
    return _with_rows(found)


def _with_rows(columns: dict[Any, Any]) -> dict[Any, Any]:
    if not columns or not len(next(iter(columns.values()))):
        raise ValueError("table: expected at least one row and one column, got an empty table")
    return columns


def _numeric(values: Any, name: Any) -> Array:
    numbers = np.empty(len(values))
    for row, value in enumerate(values):
        if _is_missing(value):
            raise ValueError(f"column {name}: expected a number in every row, got none in row {row}")
        try:
            numbers[row] = value
        except (TypeError, ValueError):
            raise TypeError(f"column {name}: expected numbers, got {shown(value)} in row {row}") from None
    return as_numbers(numbers, f"column {name}")


def _is_missing(value: Any) -> bool:
    # None, not-a-number, and what pandas calls NA or NaT: the last three are not equal to themselves, or say neither.
    return value is None or type(value).__name__ in ("NAType", "NaTType") or bool(value != value)


def _targets(values: Any, name: Any) -> tuple[Array, list[str]]:
    if not any(isinstance(value, str) for value in values):
        return _numeric(values, name)[:, np.newaxis], [str(name)]
    for row, value in enumerate(values):
        if not isinstance(value, str):
            raise ValueError(f"column {name}: expected a word in every row, got {shown(value)} in row {row}")
    words = sorted(set(values))
    if len(words) == 1:
        raise ValueError(f"column {name}: expected two different words or more, got {words[0]!r} in every row")
    places = np.array([words.index(value) for value in values])
    if len(words) == 2:
        return places.astype(float)[:, np.newaxis], [f"{words[1]} (or else {words[0]})"]
    return np.eye(len(words))[places], words
