"""Six grounds to walk on, each a network with its examples and a start: what a learning rate meets.

All but the last are about the 60 flowers of `data.iris`, petal length and width in, 1 for virginica out. The inputs are
moved so that each averages 0, which makes the best bias of a neuron without a bend the average target, 0.5, wherever
its weights stand: two dials are left, and their cost is a surface.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from turning_dials.arrays import Array
from turning_dials.data import iris
from turning_dials.network import Network


class Preset(NamedTuple):
    """A network at its start with its examples; `dials`, the two on the map; and what the controls begin with.

    The map is the square of half-width `reach` around `center`. `batch` None means all examples. `axes` names the two
    dials and `held` the others, in the order of the flat vector. `caption` says what to look at.
    """

    title: str
    network: Network
    inputs: Array
    targets: Array
    rate: float
    caption: str
    dials: Sequence[int] = (0, 1)
    momentum: float = 0.0
    batch: int | None = None
    center: Sequence[float] | Array = (0.0, 0.0)
    reach: float = 1.6
    axes: Sequence[str] = ("w₁", "w₂")
    held: Sequence[str] = ("b",)
    names: Sequence[str] | None = None
    answers: Sequence[str] = ("0", "1")


def flowers() -> tuple[Array, Array]:
    """The 60 training flowers: inputs (60, 2) with mean 0 and standard deviation 1, targets (60, 1) with mean 0.5."""
    chosen = iris.split()
    inputs = chosen.train_inputs - chosen.train_inputs.mean(axis=0)
    return inputs / inputs.std(axis=0), chosen.train_targets


def centimeters() -> Array:
    """The same flowers in centimeters, (60, 2), each column with mean 0."""
    chosen = iris.split()
    measured = chosen.unscale(chosen.train_inputs)
    middle: Array = measured.mean(axis=0)
    return measured - middle


def curvature(inputs: Array) -> tuple[float, float]:
    """The largest and the smallest curvature of a bendless neuron's mean squared error over its weights.

    They are the eigenvalues of the Hessian, 2/m XᵀX, for `inputs` (m, n) that average 0. A step of `rate` multiplies
    what is left of the way along the first by 1 - rate × largest: beyond 2/largest the steps grow.
    """
    values = np.linalg.eigvalsh(2 / len(inputs) * inputs.T @ inputs)
    return values[-1], values[0]


def presets() -> dict[str, Preset]:
    """The presets by key: small, right, large, plateau, valley, saddle. New networks each time."""
    inputs, targets = flowers()
    large, small = curvature(inputs)
    petals = ("petal length", "petal width")
    bowl: dict[str, Any] = {
        "network": _at([2, 1], "identity", [-1.2, 0.4, 0.5]),
        "inputs": inputs,
        "targets": targets,
        "names": petals,
        "answers": iris.SPECIES,
    }
    millimeters = centimeters() * [10.0, 1.0]
    steep, flat = curvature(millimeters)
    numbers = np.array([[-1.0], [-0.5], [0.5], [1.0]])
    return {
        "small": Preset(
            "a rate too small", rate=0.02, **bowl,
            caption="Each hollow dot is a step to come. They go the right way, and get nowhere: where the ground is "
            "less steep, the steps shrink with the slope.",
        ),
        "right": Preset(
            "a rate that fits", rate=0.5, **bowl,
            caption="The arrow crosses the contour at a right angle, so it points past the lowest place (×): this bowl "
            f"is {large / small:.0f} times as curved across as along. The hollow dots are the steps to come.",
        ),
        "large": Preset(
            "a rate too large", rate=0.7, **bowl,
            caption=f"Same bowl, same start, same arrow. Here a rate above {2 / large:.2f} lands higher on the other "
            "side than it set out, and the next slope is steeper still.",
        ),
        "plateau": Preset(
            "a plateau", rate=2.0, network=_at([2, 1], "sigmoid", [-5.0, -5.0, 0.0]), inputs=inputs, targets=targets,
            reach=8.0, names=petals, answers=iris.SPECIES,
            caption="A sigmoid neuron that is wrong about nearly every flower, and sure of it. The cost is close to "
            "its highest, yet there is hardly an arrow: a saturated sigmoid passes no slope on.",
        ),
        "valley": Preset(
            "a narrow valley", rate=0.014, network=_at([2, 1], "identity", [0.5, -0.1, 0.5]), inputs=millimeters,
            targets=targets, center=(0.0, 0.4), reach=0.8, names=("length (mm)", "width (cm)"), answers=iris.SPECIES,
            caption=f"Length in millimeters, width in centimeters. Now the ground is {steep / flat:.0f} times as "
            "curved across as along: the steps cross the valley and hardly move down it. Try momentum 0.9.",
        ),
        "saddle": Preset(
            "a saddle", rate=0.1, network=_at([1, 1, 1], "identity", [1.2, 0.0, -1.2, 0.0]), inputs=numbers,
            targets=numbers, dials=(0, 2), reach=1.8, held=("b₁", "b₂"),
            caption="Two neurons in a row that should pass a number on, so w₁w₂ should be 1. From here descent runs to "
            "the middle and stops: both slopes are 0, and it is not the bottom. Move the point a little.",
        ),
    }  # fmt: skip


def _at(sizes: list[int], activation: str, parameters: list[float]) -> Network:
    network = Network(sizes, activation)
    network.parameters = parameters
    return network
