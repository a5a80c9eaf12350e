"""The board of the graph: a small network's computation, number by number, with the value and the slope of each."""

from collections.abc import Mapping, Sequence
from typing import Any, Never, Self

from numpy.typing import ArrayLike

from turning_dials.boards.board import NetworkBoard, as_one_in_hand
from turning_dials.boards.graph.presets import PRESETS
from turning_dials.boards.options import as_one_of, refuse_unknown
from turning_dials.boards.worked import as_presets
from turning_dials.network import Network

WIDEST = 2
DEEPEST = 2


class GraphBoard(NetworkBoard):
    """A network of up to 2-2-2 and one example as a graph: each product, sum and bend a node, and the cost.

    Every node shows its value and its slope, how the cost follows it. An open node shows what its slope is made of: a
    share from each node that it feeds. `network` has 1 or 2 inputs, at most one hidden layer, 1 or 2 neurons in each
    layer, mean squared error and no softmax; `inputs` and `targets` hold one example.
    `GraphBoard.preset(key)` makes the book's own board, on which all its presets can be chosen.

    Options: `presets`, a list of dicts with `name`, `sizes`, `activation`, `cost`, `parameters`, `inputs` and
    `targets` that the reader may call up; those of every board (see Board). Raises ValueError for another network and
    for several examples.
    """

    name = "graph"
    choice_names = ("network", "step")

    def __init__(
        self,
        network: Network,
        inputs: ArrayLike,
        targets: ArrayLike,
        *,
        presets: Sequence[Mapping[str, Any]] = (),
        title: str | None = None,
        rate: float = 1.0,
        show_slopes: bool = True,
        choices: Mapping[str, object] | None = None,
        **unknown: Never,
    ) -> None:
        refuse_unknown(type(self), unknown)
        _check_fits(network, inputs, targets)
        own = {"presets": as_presets(presets, "presets", _check_fits)}
        super().__init__(
            network, inputs, targets, title=title, rate=rate, show_slopes=show_slopes, choices=choices, own=own
        )

    @classmethod
    def preset(cls, key: str = "2-2-2") -> Self:
        """The book's board, opened at one of its presets: neuron, 2-2-1, 2-2-2 or XOR. Raises for another key."""
        chosen = PRESETS[as_one_of(key, "key", list(PRESETS))]
        network = Network(chosen["sizes"], chosen["activation"], chosen["cost"])
        network.parameters = chosen["parameters"]
        offered = list(PRESETS.values())
        return cls(network, chosen["inputs"], chosen["targets"], presets=offered, rate=0.1, title="The graph")


def _check_fits(network: Network, inputs: ArrayLike, targets: ArrayLike) -> None:
    as_one_in_hand(network, inputs, targets, GraphBoard.name)
    sizes = "-".join(map(str, network.sizes))
    if max(network.sizes) > WIDEST or len(network.weights) > DEEPEST:
        raise ValueError(f"network: expected sizes up to 2-2-2 on a graph board, got {sizes}")
    if network.cost_name != "mean_squared_error" or "softmax" in network.activation:
        raise ValueError(
            "network: expected mean_squared_error and no softmax on a graph board, "
            f"got {network.cost_name} with {', '.join(network.activation)}"
        )
