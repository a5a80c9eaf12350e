"""The digits are those that scikit-learn brings, their parts share no picture, and the network learns them."""

import numpy as np
import pytest
from sklearn.datasets import load_digits

from turning_dials.data import digits
from turning_dials.descent import descend


def together(parts):
    return np.concatenate([part.inputs for part in parts])


def in_order(rows):
    return rows[np.lexsort(rows.T)]


def test_the_table_is_the_one_that_scikit_learn_brings():
    theirs = load_digits()
    parts = digits.load(train=digits.COUNT - 2, validation=1, test=1)
    rows = np.column_stack([together(parts), np.concatenate([part.labels for part in parts])])
    assert np.array_equal(in_order(rows), in_order(np.column_stack([theirs.data / 16, theirs.target])))


@pytest.mark.parametrize("seed", [0, 7])
def test_parts_are_fair(seed):
    parts = digits.load(seed)
    assert [len(part.inputs) for part in parts] == [1000, 297, 500]
    for part in parts:
        assert part.inputs.min() == 0 and part.inputs.max() == 1
        assert np.array_equal(part.targets.argmax(axis=1), part.labels) and np.all(part.targets.sum(axis=1) == 1)
        assert np.bincount(part.labels, minlength=10).min() > 0.06 * len(part.labels), "every digit is there"
    # The table itself holds no picture twice, so that none can be in two parts.
    assert len(np.unique(together(parts), axis=0)) == digits.COUNT


def test_fewer_to_train_on_change_nobody_elses_digits():
    few, all_ = digits.load(train=60), digits.load()
    assert np.array_equal(few.train.inputs, all_.train.first(60).inputs)
    assert all(np.array_equal(one, two) for one, two in zip(few.test, all_.test, strict=True))
    assert all(np.array_equal(one, two) for one, two in zip(few.validation, all_.validation, strict=True))


def test_another_seed_gives_another_split():
    assert not np.array_equal(digits.load(0).test.inputs, digits.load(1).test.inputs)


def test_every_digit_is_as_tall_as_its_picture_and_nearly_in_the_middle():
    pictures = together(digits.load()).reshape(-1, 8, 8)
    assert np.all(pictures[:, [0, 7]].max(axis=2) > 0), "what is drawn by hand is made so, too"
    columns = np.arange(8) * (pictures.max(axis=1) > 0)
    left = np.argmax(columns + (pictures.max(axis=1) > 0) > 0, axis=1)
    middle = (left + columns.max(axis=1)) / 2
    assert np.mean(np.abs(middle - 3.5) <= 1) > 0.99


def test_shifted_moves_whole_pixels_and_brings_paper():
    picture = np.arange(64.0).reshape(1, 64)
    moved = digits.shifted(picture, right=2, down=-1).reshape(8, 8)
    assert np.array_equal(moved[:7, 2:], picture.reshape(8, 8)[1:, :6])
    assert np.all(moved[7] == 0) and np.all(moved[:, :2] == 0)
    assert np.array_equal(digits.shifted(picture), picture)


def test_a_network_learns_them():
    data = digits.load()
    net = digits.starting_network()
    assert digits.accuracy(net, data.test) < 0.3
    descend(net, *data.train[:2], rate=1, steps=1500, batch=20, every=1500)
    assert digits.accuracy(net, data.test) >= 0.95
    table = digits.confusion(net, data.test)
    assert table.sum() == 500 and np.trace(table) == round(500 * digits.accuracy(net, data.test))
