"""The drawn faces: balanced, repeatable, fit to be learned, and honest about what their labels rest on."""

import numpy as np
import pytest

from turning_dials import Network
from turning_dials.data import faces


def descend(net, inputs, targets, rate, steps):
    for _ in range(steps):
        net.parameters = net.parameters - rate * net.gradient(inputs, targets)
    return net.cost(inputs, targets)


def test_shapes_give_nothing_away_but_the_mouth():
    shapes = faces.shapes()
    assert len(shapes) == 14
    drawn = {np.concatenate([eyes + mouth]).tobytes() for eyes, *mouths in shapes for mouth in mouths}
    assert len(drawn) == 28
    for eyes, smile, frown in shapes:
        assert smile.sum() == frown.sum() and not np.array_equal(smile, frown)
        assert np.array_equal(smile.any(axis=1), frown.any(axis=1))
        assert not (eyes * (smile + frown)).any()


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_split(seed):
    parts = faces.split(seed)
    for inputs, targets in (parts[:2], parts[2:]):
        assert inputs.shape == (56, 25) and targets.shape == (56, 1)
        assert inputs.min() >= 0 and inputs.max() <= 1
        assert targets.sum() == 28
    assert len(np.unique(np.concatenate([parts.train_inputs, parts.validation_inputs]), axis=0)) == 112


def test_load_is_both_parts():
    inputs, targets = faces.load(3)
    parts = faces.split(3)
    assert inputs.shape == (112, 25) and targets.shape == (112, 1)
    assert np.array_equal(inputs[:56], parts.train_inputs) and np.array_equal(targets[56:], parts.validation_targets)
    assert not np.array_equal(inputs, faces.load(4)[0])


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_control_board_learns_them(seed):
    parts = faces.split()
    net = Network([25, 4, 1], seed=seed)
    assert len(net.parameters) == 109
    assert net.cost(parts.train_inputs, parts.train_targets) == pytest.approx(0.25, abs=0.02)
    assert descend(net, parts.train_inputs, parts.train_targets, rate=5.0, steps=100) < 0.02
    assert net.cost(parts.validation_inputs, parts.validation_targets) < 0.02
    right = (net.forward(parts.validation_inputs) > 0.5) == (parts.validation_targets == 1)
    assert right.mean() > 0.95


@pytest.mark.parametrize("seed", [0, 1, 15])
def test_gallery_pairs_share_what_does_not_matter(seed):
    inputs, targets = faces.gallery(seed)
    assert inputs.shape == (32, len(faces.FEATURES)) and targets.shape == (32, 1)
    assert inputs.min() >= 0 and inputs.max() <= 1
    smiling = targets[:, 0] == 1
    rest = inputs[:, 2:]
    assert sorted(map(tuple, rest[smiling])) == sorted(map(tuple, rest[~smiling]))
    # The groups overlap in mouth and in eyes, so no single feature decides.
    for column, sign in ((0, 1), (1, -1)):
        values = sign * inputs[:, column]
        assert values[smiling].mean() > values[~smiling].mean() + 0.15
        assert values[smiling].min() < values[~smiling].max()


def test_gallery_means_are_those_documented():
    inputs, targets = faces.gallery(0, pairs=4000)
    for mood, target in (("smile", 1), ("frown", 0)):
        mean = inputs[targets[:, 0] == target].mean(axis=0)
        assert mean[0] == pytest.approx(faces.MOUTH[mood], abs=0.01)
        assert mean[1] == pytest.approx(faces.EYE[mood], abs=0.01)
        assert mean[2:] == pytest.approx([0.5] * 3, abs=0.02)


@pytest.mark.parametrize("seed", [0, 15])
def test_one_neuron_finds_mouth_and_eyes(seed):
    inputs, targets = faces.gallery(seed)
    net = Network([5, 1])
    net.parameters = np.zeros(6)
    assert descend(net, inputs, targets, rate=5.0, steps=200) < 0.08
    mouth, eyes, *rest = net.weights[0][0]
    assert mouth > 6 and eyes < -3
    assert np.abs(rest).max() < min(mouth, -eyes) / 5
    assert ((net.forward(inputs) > 0.5) == (targets == 1)).mean() > 0.85
