"""Turning Dials: an interactive textbook on neural networks and backpropagation, with your hands on the weights."""

from importlib import import_module
from typing import Any

from turning_dials.network import Network

__version__ = "0.1.0"

# The rest is imported when it is first asked for, so that the mathematics needs numpy alone.
_ON_DEMAND = {
    "BackpropBoard": "turning_dials.boards.backprop.backprop",
    "ControlBoard": "turning_dials.boards.control.control",
    "CostBoard": "turning_dials.boards.cost.cost",
    "CurveBoard": "turning_dials.boards.curve.curve",
    "DepthBoard": "turning_dials.boards.depth.depth",
    "FaceBoard": "turning_dials.boards.faces.faces",
    "GraphBoard": "turning_dials.boards.graph.graph",
    "NeuronBoard": "turning_dials.boards.neuron.neuron",
    "PlaneBoard": "turning_dials.boards.plane.plane",
    "RaceBoard": "turning_dials.boards.race.race",
    "SharesBoard": "turning_dials.boards.shares.shares",
    "SlopeBoard": "turning_dials.boards.slope.slope",
    "SurfaceBoard": "turning_dials.boards.surface.surface",
    "ThresholdBoard": "turning_dials.boards.threshold.threshold",
    "from_json": "turning_dials.models",
    "from_model": "turning_dials.models",
    "from_table": "turning_dials.data.table",
    "predict": "turning_dials.quiz.quiz",
    "question": "turning_dials.quiz.quiz",
    "retrieve": "turning_dials.quiz.retrieval",
    "story": "turning_dials.quiz.story",
    "story_again": "turning_dials.quiz.story",
    "to_json": "turning_dials.models",
    "to_numpy": "turning_dials.models",
    "to_torch": "turning_dials.models",
}
__all__ = ["Network", *_ON_DEMAND]


def __getattr__(name: str) -> Any:
    if name in _ON_DEMAND:
        return getattr(import_module(_ON_DEMAND[name]), name)
    raise AttributeError(f"turning_dials has no {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
