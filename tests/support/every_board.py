"""Every kind of board, one of each and some variants: what a test of all boards goes through.

`BOARDS` maps a name to a function that makes a new board, `kinds()` names the classes that the package offers; a test
holds the two together, so that a new board is under every such test from its first day.
"""

import numpy as np
from support.backprop_page import large_board, worked_board
from support.control_page import dogs_board, faces_board

import turning_dials
from turning_dials import (
    ControlBoard,
    CostBoard,
    CurveBoard,
    DepthBoard,
    FaceBoard,
    GraphBoard,
    Network,
    NeuronBoard,
    PlaneBoard,
    RaceBoard,
    SharesBoard,
    SlopeBoard,
    SurfaceBoard,
    ThresholdBoard,
)
from turning_dials.data import digits, dogs, faces, iris

ROWS = [[0, 0], [0, 1], [1, 0], [1, 1]]
PLACES = np.linspace(-2, 2, 21)[:, None]


def kinds():
    """The names of all boards that the package offers, as "NeuronBoard"."""
    return sorted(name for name in turning_dials.__all__ if name.endswith("Board"))


def _network(sizes, parameters, *how):
    made = Network(sizes, *how)
    made.parameters = parameters
    return made


def neuron():
    """One neuron and one example, whose inputs the reader moves."""
    return NeuronBoard(_network([3, 1], [1.1, -0.8, 0.4, -0.6]), [0.9, 0.2, 0.7], [1])


def truth_table():
    """A neuron with two inputs, four examples, other targets to choose from, and other activations."""
    return NeuronBoard(
        _network([2, 1], [0.5, 0.5, -0.2]), ROWS, [[0], [0], [0], [1]], answers=("no", "yes"), choose_activation=True,
        tables={"AND": [[0], [0], [0], [1]], "OR": [[0], [1], [1], [1]]}, title="A truth table",
    )  # fmt: skip


def challenge():
    """The truth table as a challenge."""
    return truth_table().challenge(below=0.05, turns=6)


def flowers():
    """A neuron judged by 60 flowers."""
    few = iris.split()
    names = ["petal length", "petal width"]
    network = _network([2, 1], [-0.6, 0.6, 0.0])
    return NeuronBoard(network, few.train_inputs, few.train_targets, input_names=names, answers=iris.SPECIES)


def face():
    """One neuron and a gallery of faces."""
    x, y = faces.gallery(seed=15)
    return FaceBoard(_network([5, 1], [0, 0, 4, 0, 0, -2.2]), x, y, face=6)


def threshold():
    """Points on a line."""
    x = np.array([[0.2], [0.9], [1.4], [1.9], [2.6], [3.1]])
    return ThresholdBoard(_network([1, 1], [2, -2]), x, (x > 1.5).astype(float), span=[-0.5, 4])


def curve():
    """Four hidden neurons that are to follow a wave."""
    parameters = [1.2, 0.6, -0.5, -0.6, -0.1, 1.5, -0.1, -0.9, -0.5, 0.3, -0.9, 0.4, 0.0]
    curves = {"wave": np.sin(2 * PLACES), "hat": 1 - np.abs(PLACES)}
    network = _network([1, 4, 1], parameters, ["identity", "identity"])
    return CurveBoard(network, PLACES, curves["wave"], curves=curves)


def depth():
    """Six layers of one neuron each."""
    return DepthBoard(_network([1] * 7, [1.0, 0.0] * 6), [1.0], [0.0])


def answers():
    """Ten outputs as dials."""
    target = np.eye(10)[dogs.BREEDS.index("beagle")]
    return CostBoard(dogs.starting_network(), dogs.beagle().ravel(), target, output_names=dogs.BREEDS)


def shares():
    """The sums behind the ten outputs, whose answers share one."""
    target = np.eye(10)[dogs.BREEDS.index("beagle")]
    return SharesBoard(dogs.starting_network(), dogs.beagle().ravel(), target, output_names=dogs.BREEDS)


def plane():
    """XOR for two hidden neurons, and a ring around a heap to choose."""
    round_about = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    ring = 0.5 + 0.6 * np.stack([np.cos(round_about), np.sin(round_about)], axis=1), np.ones((12, 1))
    heap = 0.5 + 0.2 * np.stack([np.cos(round_about), np.sin(round_about)], axis=1), np.zeros((12, 1))
    xor = ROWS, [[0], [1], [1], [0]]
    points = {"XOR": xor, "a ring": (np.concatenate([ring[0], heap[0]]), np.concatenate([ring[1], heap[1]]))}
    return PlaneBoard(Network([2, 2, 1], seed=2), *xor, points=points, answers=("no", "yes"), rate=5)


def one_dial():
    """One dial on a parabola: dials that are no network's."""
    return SlopeBoard(start=3, rate=0.1)


def ground():
    """A cost surface, with all presets to choose from."""
    return SurfaceBoard.preset("right")


def saddle():
    """A cost surface of the reader's own: no presets, two dials held."""
    network = _network([1, 1, 1], [1.2, 0.0, -1.2, 0.0], "identity")
    numbers = [[-1.0], [-0.5], [0.5], [1.0]]
    return SurfaceBoard(network, numbers, numbers, dials=(0, 2), rate=0.1, held=("b₁", "b₂"))


def graph():
    """The worked example as a graph of 33 nodes."""
    return GraphBoard.preset("2-2-2")


def race():
    """Three runners with the landing page's network."""
    few = faces.split()
    return RaceBoard(Network([25, 4, 1], seed=3), few.train_inputs, few.train_targets, k=20, size=0.5, rate=5)


def trained():
    """A control board that runs mini-batches over a training set."""
    few = faces.split()
    training, validation = few[:2], few[2:]
    return faces_board(own_picture=True, training=training, validation=validation)


def drawn():
    """A control board of digits that the reader draws, and trains on in ways of their choice."""
    few = digits.load(train=60, validation=20, test=12)
    return ControlBoard(
        digits.starting_network(), few.test.inputs[0], few.test.targets[0], album=few.test[:2],
        picture_names=[f"a {label}" for label in few.test.labels], training=few.train[:2],
        validation=few.validation[:2], input_shape=(8, 8), output_names=digits.NAMES, own_picture=True, drawing=True,
        amounts=(10,), batches=(1, 60), penalties=(0.001, 0.01), title="Handwritten digits",
    )  # fmt: skip


# What a test goes through one by one: the name of a board and the function that makes it.
BOARDS = {
    "neuron": neuron,
    "truth table": truth_table,
    "challenge": challenge,
    "flowers": flowers,
    "faces": face,
    "threshold": threshold,
    "curve": curve,
    "depth": depth,
    "cost": answers,
    "shares": shares,
    "plane": plane,
    "slope": one_dial,
    "surface": ground,
    "saddle": saddle,
    "backprop": worked_board,
    "backprop 4-6-6-4": large_board,
    "graph": graph,
    "graph of one neuron": lambda: GraphBoard.preset("neuron"),
    "control": faces_board,
    "control with sets": trained,
    "control of 13,150 dials": dogs_board,
    "control with a pad": drawn,
    "race": race,
}
