"""The iris table is Fisher's, and its split is fair."""

import numpy as np
import pytest
from sklearn.datasets import load_iris

from turning_dials import Network
from turning_dials.data import iris


def test_table_is_fishers():
    theirs = load_iris()
    kept = theirs.target > 0
    centimeters, labels = iris.load()
    assert np.array_equal(centimeters, theirs.data[kept][:, 2:])
    assert np.array_equal(labels[:, 0], theirs.target[kept] - 1)
    assert tuple(theirs.target_names[1:]) == iris.SPECIES
    assert tuple(f"{name} (cm)" for name in iris.FEATURES) == tuple(theirs.feature_names[2:])


@pytest.mark.parametrize("seed", [0, 1, 7])
def test_split_is_stratified_and_complete(seed):
    parts = iris.split(seed)
    assert parts.train_inputs.shape == (60, 2) and parts.test_inputs.shape == (40, 2)
    assert parts.train_targets.sum() == 30 and parts.test_targets.sum() == 20
    centimeters, _ = iris.load()
    together = parts.unscale(np.concatenate([parts.train_inputs, parts.test_inputs]))
    assert np.allclose(np.sort(together, axis=0), np.sort(centimeters, axis=0))
    assert np.allclose(parts.scale(together[:60]), parts.train_inputs)


def test_scale_is_what_the_docstring_says():
    parts = iris.split()
    petals = parts.unscale(parts.train_inputs)
    assert np.array_equal(parts.middle, np.round(petals.mean(axis=0), 1))
    assert np.array_equal(parts.spread, np.round(petals.std(axis=0), 1))


def test_same_seed_same_split():
    assert all(np.array_equal(one, two) for one, two in zip(iris.split(3), iris.split(3), strict=True))
    assert not np.array_equal(iris.split(0).train_inputs, iris.split(1).train_inputs)


def test_no_neuron_can_be_right_everywhere():
    centimeters, labels = iris.load()
    versicolor, virginica = (set(map(tuple, centimeters[labels[:, 0] == species])) for species in (0, 1))
    assert versicolor & virginica == {(4.8, 1.8)}


def test_one_neuron_learns_it():
    parts = iris.split()
    net = Network([2, 1])
    net.parameters = np.zeros(3)
    assert net.cost(parts.train_inputs, parts.train_targets) == 0.25
    for _ in range(200):
        net.parameters = net.parameters - 2.0 * net.gradient(parts.train_inputs, parts.train_targets)
    assert net.cost(parts.train_inputs, parts.train_targets) < 0.05
    for inputs, targets in ((parts.train_inputs, parts.train_targets), (parts.test_inputs, parts.test_targets)):
        right = (net.forward(inputs) > 0.5) == (targets == 1)
        assert right.mean() > 0.9
