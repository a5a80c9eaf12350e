"""A table of the reader's own: inputs and targets with names, scaled and said how, or a sentence on what it lacks."""

import numpy as np
import pytest

from turning_dials import Network, from_table

ROWS = np.array([[1.0, 10, 0], [3, 10, 1], [5, 10, 1]])


class Frame:
    """Has what `from_table` reads of a pandas DataFrame."""

    def __init__(self, columns):
        self._columns = [(name, np.array(values, dtype=object)) for name, values in columns]
        self.columns = [name for name, _ in columns]

    def to_numpy(self):
        return np.column_stack([values for _, values in self._columns])

    def __getitem__(self, name):
        values = dict(self._columns)[name]
        return type("Series", (), {"to_numpy": lambda self: values})()


def test_inputs_are_scaled_and_it_is_said_how():
    table = from_table(ROWS, "y", names=["length", "width", "y"])
    assert table.input_names == ["length", "width"] and table.target_names == ["y"]
    assert table.middle.tolist() == [3, 10] and table.spread == pytest.approx([np.sqrt(8 / 3), 1])
    assert np.allclose(table.inputs[:, 0].mean(), 0) and np.allclose(table.inputs[:, 0].std(), 1)
    assert not table.inputs[:, 1].any() and table.targets.tolist() == [[0], [1], [1]]
    assert np.allclose(table.unscale(table.inputs), ROWS[:, :2]) and np.allclose(table.scale(ROWS[:, :2]), table.inputs)
    assert repr(table) == "3 rows. Inputs: length: less 3, over 1.633; width: less 10, over 1. Targets: y."
    assert Network([2, 1]).gradient(table.inputs, table.targets).shape == (3,)


def test_columns_without_names_have_numbers_and_structured_arrays_have_their_own():
    assert from_table(ROWS, 2).input_names == ["0", "1"]
    told = np.array([(1.0, "a"), (2.0, "b")], dtype=[("x", float), ("kind", "U1")])
    table = from_table(told, "kind")
    assert table.targets.tolist() == [[0], [1]] and table.target_names == ["b (or else a)"]


def test_more_than_two_words_become_a_column_each():
    table = from_table(Frame([("size", [1, 2, 3, 4]), ("kind", ["cat", "dog", "ant", "cat"])]), "kind")
    assert table.target_names == ["ant", "cat", "dog"]
    assert table.targets.tolist() == [[0, 1, 0], [0, 0, 1], [1, 0, 0], [0, 1, 0]]


@pytest.mark.parametrize(
    ("table", "target", "names", "kind", "says"),
    [
        (ROWS, "y", None, ValueError, "target: expected one of the columns 0, 1, 2, got 'y'"),
        (ROWS, "y", ["y", "y", "x"], ValueError, "names: expected 3 different names"),
        (ROWS, "y", 3, TypeError, "names: expected a list of names, got 3"),
        (ROWS[:, 0], 0, None, ValueError, r"shape \(m, n\), got shape \(3,\)"),
        (ROWS[:, :1], 0, None, ValueError, "got one column"),
        (ROWS[:0], 0, None, ValueError, "at least one row"),
        (None, 0, None, ValueError, r"got shape \(\)"),
        (ROWS, [0], None, TypeError, r"target: expected a column's name or number, got \[0\]"),
        ([[1, "a", 2], [2, 3, 3]], 2, None, TypeError, "column 1: expected numbers, got 'a' in row 0"),
        ([[1, 2], [None, 3]], 1, None, ValueError, "column 0: expected a number in every row, got none in row 1"),
        ([[1, 2], [np.nan, 3]], 1, None, ValueError, "column 0: .* got none in row 1"),
        ([[1, 2], [np.inf, 3]], 1, None, ValueError, r"column 0: expected finite numbers, got inf at \[1\]"),
        ([[1, "a"], [2, 3]], 1, None, ValueError, "column 1: expected a word in every row, got 3 in row 1"),
        ([[1, "a"], [2, "a"]], 1, None, ValueError, "two different words or more, got 'a' in every row"),
        (Frame([("x", [1]), ("x", [2])]), "x", None, ValueError, "the same name twice"),
        (Frame([("x", [1]), ("y", [2])]), "y", ["a", "b"], ValueError, "names: expected none"),
        (Frame([]), "y", None, ValueError, "an empty table"),
    ],
)
def test_what_a_table_lacks_is_named(table, target, names, kind, says):
    with pytest.raises(kind, match=says):
        from_table(table, target, names)
