"""A board on Python's side: its numbers come from numpy, and what is wrong is said in words."""

import numpy as np
import pytest
import traitlets

from turning_dials import Network, NeuronBoard

ROWS = [[0, 0], [0, 1], [1, 0], [1, 1]]
TARGETS = [[0], [0], [0], [1]]


@pytest.fixture
def board():
    network = Network([2, 1])
    network.parameters = [0.5, 0.5, -0.2]
    return NeuronBoard(network, ROWS, TARGETS)


def test_a_board_works_on_a_copy_and_answers_from_numpy(board):
    network = Network([2, 1])
    network.parameters = [0.5, 0.5, -0.2]
    assert board.cost == network.cost(ROWS, TARGETS)
    assert np.array_equal(board.gradient, network.gradient(ROWS, TARGETS))
    board.parameters = [1, 2, 3]
    assert board.network.parameters.tolist() == [1, 2, 3] and network.parameters[0] == 0.5
    board.rewind()
    assert board.parameters.tolist() == [0.5, 0.5, -0.2]
    assert np.array_equal(board.inputs, ROWS) and np.array_equal(board.targets, TARGETS)


@pytest.mark.parametrize(
    "write",
    [
        lambda board: board.parameters.__setitem__(0, 9),
        lambda board: board.parameters[1:].__setitem__(0, 9),
    ],
)
def test_writing_into_the_parameters_says_to_assign_the_whole_vector(board, write):
    with pytest.raises(ValueError, match="parameters: expected the whole vector at once, got one part of a read-only"):
        write(board)
    assert board.parameters.tolist() == [0.5, 0.5, -0.2]
    vector = board.parameters.copy()
    vector[0] = 9
    board.parameters = vector
    assert board.parameters.tolist() == [9, 0.5, -0.2]
    board.parameters -= 0.5
    assert board.parameters.tolist() == [8.5, 0, -0.7]


def test_parameters_are_read_as_an_ordinary_array(board):
    assert repr(board.parameters) == "array([ 0.5,  0.5, -0.2])" and board.parameters.dtype == np.float64
    for computed in (board.parameters - 0.1, np.tanh(board.parameters), board.parameters @ np.eye(3)):
        computed[0] = 9
        assert type(computed) is np.ndarray and computed[0] == 9


@pytest.mark.parametrize("bad", [[1, 2], [1, 2, np.nan], [1, 2, np.inf], "abc", None, [[1, 2, 3]]])
def test_wrong_parameters_are_refused_and_the_good_ones_stay(board, bad):
    with pytest.raises((ValueError, TypeError), match="parameters"):
        board.parameters = bad
    assert board.parameters.tolist() == [0.5, 0.5, -0.2]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (b"1234567", "expected 8 bytes for each, got 7 bytes"),
        (np.array([1, 2, np.nan]).tobytes(), r"expected finite numbers, got nan at \[2\]"),
        (np.array([1.0, 2]).tobytes(), r"expected shape \(3,\), one for each dial, got \(2,\)"),
    ],
)
def test_what_a_page_sends_is_checked_too(board, bad, message):
    with pytest.raises(traitlets.TraitError, match=f"neuron board: parameters: {message}"):
        board._parameters = bad
    assert board.parameters.tolist() == [0.5, 0.5, -0.2]


def test_a_page_may_send_a_memoryview(board):
    board._parameters = memoryview(np.array([1.0, 2, 3]).tobytes())
    assert board.parameters.tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: NeuronBoard("net", ROWS, TARGETS), "network: expected a turning_dials.Network"),
        (lambda: NeuronBoard(Network([3, 1]), ROWS, TARGETS), "inputs"),
        (lambda: NeuronBoard(Network([2, 1]), ROWS, TARGETS[:3]), "as many rows in both, got 4 and 3"),
        (lambda: NeuronBoard(Network([2, 1]), np.zeros((65, 2)), np.zeros((65, 1))), "at most 64 examples"),
        (lambda: NeuronBoard(Network([2, 1]), [[0, np.nan]], [[1]]), "inputs"),
        (lambda: NeuronBoard(Network([7, 1]), np.zeros(7), [1]), r"sizes \[n, 1\] with n from 1 to 6"),
        (lambda: NeuronBoard(Network([2, 2]), [0, 0], [1, 0]), r"sizes \[n, 1\]"),
        (lambda: NeuronBoard(Network([2, 1]), ROWS, TARGETS, input_names=["one"]), "expected 2 names, got 1"),
    ],
)
def test_bad_input_is_named(make, message):
    with pytest.raises((ValueError, TypeError), match=message):
        make()


def test_the_repr_is_short_and_stable(board):
    assert repr(board) == "NeuronBoard 2-1: 3 dials, cost 0.2397 (turn a dial, then ask board.cost)"
    assert board._repr_mimebundle_()[0]["text/plain"] == repr(board)


def test_only_the_view_and_the_state_travel(board):
    """Parameters and choices come without an echo, and nothing computed is synced."""
    synced = {
        name for name in board.keys if not name.startswith(("_model", "_view", "_dom", "layout", "tab", "tooltip"))
    }
    assert synced == {"_esm", "_css", "_anywidget_id", "_network", "_start", "_parameters", "_inputs", "_targets"} | {
        "_options",
        "choices",
    }
    for name in ("_parameters", "_inputs", "_targets", "choices"):
        assert board.trait_metadata(name, "echo_update") is False


def test_one_dial_of_a_board_is_turned_by_assigning_the_whole_vector():
    board = NeuronBoard(Network([2, 1], seed=1), [[0, 1]], [[1]])
    start = board.parameters
    with pytest.raises(ValueError, match=r"parameters: expected the whole vector at once.*board.parameters = values"):
        board.parameters[0] = 1
    assert np.array_equal(board.parameters, start)
    board.parameters -= 0.5 * board.gradient
    assert not np.array_equal(board.parameters, start)
    values = board.parameters.copy()
    values[0] = 1
    board.parameters = values
    assert board.parameters[0] == 1 and repr(board.parameters).startswith("array([1.")
    assert type(board.parameters + 1) is np.ndarray
