"""The control board in Python: what it takes, what it refuses, and that its pictures travel exactly."""

import numpy as np
import pytest
from support.control_page import dogs_board, faces_board

from turning_dials import ControlBoard, Network
from turning_dials.data import dogs


def make(**options):
    rng = np.random.default_rng(1)
    return ControlBoard(Network([6, 3, 2], seed=1), rng.uniform(size=(4, 6)), rng.uniform(size=(4, 2)), **options)


def test_it_counts_and_costs():
    board = dogs_board()
    assert repr(board) == "ControlBoard 625-20-20-10: 13,150 dials, cost 0.2900 (turn a dial, then ask board.cost)"
    assert board.gradient.shape == (13150,)
    assert "109 dials" in repr(faces_board())


def test_pictures_travel_as_bytes_where_that_is_exact_and_as_floats_where_it_is_not():
    data = dogs.load(0, 200, 60, 10)
    board = dogs_board()
    assert board._options["training"] == {"count": 200, "kind": "uint8"}
    rows = np.frombuffer(board._training, np.uint8).reshape(200, 635) / 255
    assert np.array_equal(rows[:, :625], data.train.inputs)
    assert np.array_equal(rows[:, 625:], data.train.targets)
    odd = make(album=(np.full((2, 6), 0.1), np.full((2, 2), -3.0)))
    assert odd._options["album"] == {"count": 2, "kind": "float64"}
    assert np.array_equal(
        np.frombuffer(odd._album).reshape(2, 8), np.hstack([np.full((2, 6), 0.1), np.full((2, 2), -3)])
    )


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"input_shape": (2, 4)}, ValueError, "to be 6, the inputs of the network, got 2 × 4, which is 8"),
        ({"input_shape": 6}, TypeError, r"expected two whole numbers, \(rows, columns\), got 6"),
        ({"input_shape": (2.5, 3)}, TypeError, "expected a whole number"),
        ({"output_names": ["one"]}, ValueError, "output_names: expected 2 names, got 1"),
        ({"picture_names": ["one"] * 5}, ValueError, "picture_names: expected 4 names, got 5"),
        (
            {"album": np.zeros((3, 6))},
            TypeError,
            r"album: expected two arrays, .* of shape \(3, 6\)",
        ),
        ({"album": (np.zeros((65, 6)), np.zeros((65, 2)))}, ValueError, "album: expected at most 64 pictures, got 65"),
        ({"training": (np.zeros((3, 5)), np.zeros((3, 2)))}, ValueError, r"training: inputs: expected shape \(6,\)"),
        ({"training": (np.zeros((3, 6)), np.zeros((2, 2)))}, ValueError, "training: .*as many rows"),
        ({"validation": (np.full((3, 6), np.nan), np.zeros((3, 2)))}, ValueError, "validation: .*finite"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(options, error, words):
    with pytest.raises(error, match=words):
        make(**options)


def test_targets_of_the_wrong_shape_are_refused():
    with pytest.raises(ValueError, match=r"targets: expected shape \(2,\) or \(m, 2\)"):
        ControlBoard(Network([6, 3, 2]), np.zeros((4, 6)), np.zeros((4, 3)))
    with pytest.raises(ValueError, match="at most 64 examples in hand"):
        ControlBoard(Network([6, 3, 2]), np.zeros((65, 6)), np.zeros((65, 2)))


def test_a_network_too_large_to_draw_is_refused():
    with pytest.raises(ValueError, match="2,001,997 dials are too many to draw; at most 2,000,000"):
        ControlBoard(Network([1000, 2000 - 2, 1], seed=0), np.zeros(1000), np.zeros(1))
