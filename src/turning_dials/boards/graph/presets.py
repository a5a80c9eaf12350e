"""The networks whose graphs the book shows, from one neuron to one that solves XOR but for one dial."""

from typing import Any

from turning_dials.data import mazur


def _preset(
    name: str, sizes: list[int], activation: str, parameters: list[float], inputs: list[float], target: float
) -> dict[str, Any]:
    return {
        "name": name,
        "sizes": sizes,
        "activation": activation,
        "cost": "mean_squared_error",
        "parameters": parameters,
        "inputs": inputs,
        "targets": [target],
    }


# XOR with ReLUs is exactly solved by the weights 1 and 1 into both hidden neurons, the biases 0 and -1, and 1 and -2 on
# the way out. Here the last one stands at -1.5, and the example is the one that shows it: (1, 1).
PRESETS = {
    "neuron": _preset("one neuron", [2, 1], "sigmoid", [0.5, -0.25, 0.0], [1.0, 2.0], 1.0),
    "2-2-1": _preset("2-2-1, all ReLUs", [2, 2, 1], "relu", [1, 0.5, 2, 0, 0, 0, 0.5, 1, 0], [1.0, 2.0], 1.0),
    "2-2-2": {**mazur.PRESET, "name": "2-2-2, Mazur 2015"},
    "XOR": _preset("XOR, one dial wrong", [2, 2, 1], "relu", [1, 1, 1, 1, 0, -1, 1, -1.5, 0], [1.0, 1.0], 0.0),
}
