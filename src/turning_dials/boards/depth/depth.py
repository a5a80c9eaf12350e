"""The board of depth: neurons in a single file, one to ten of them, and the slope that arrives at each."""

from collections.abc import Mapping
from typing import Never

from numpy.typing import ArrayLike

from turning_dials.boards.board import NetworkBoard, as_one_in_hand
from turning_dials.boards.options import refuse_unknown
from turning_dials.network import Network

DEEPEST = 10


class DepthBoard(NetworkBoard):
    """A chain of layers of one neuron each, with a bar for the slope dC/dz that arrives at every layer.

    Each layer is marked by how large that is beside the last layer's: vanishing, fine, exploding or dead.

    `network` has sizes [1, 1, ...] with 1 to 10 layers and the same activation on each, any but softmax, and mean
    squared error; there is one example. The reader changes the depth and the activation. A layer that comes new starts
    with the first layer's weight and bias.

    Options: those of every board (see Board). Raises ValueError for a network of another kind and for several examples.
    """

    name = "depth"
    choice_names = ("depth", "activation", "scale")

    def __init__(
        self,
        network: Network,
        inputs: ArrayLike,
        targets: ArrayLike,
        *,
        title: str | None = None,
        rate: float = 1.0,
        show_slopes: bool = True,
        choices: Mapping[str, object] | None = None,
        **unknown: Never,
    ) -> None:
        refuse_unknown(type(self), unknown)
        as_one_in_hand(network, inputs, targets, self.name)
        sizes, activation = list(network.sizes), network.activation
        if set(sizes) != {1} or len(sizes) - 1 > DEEPEST:
            raise ValueError(
                f"network: expected 1 to {DEEPEST} layers of one neuron each on a depth board, got {sizes}"
            )
        if len(set(activation)) > 1 or activation[0] == "softmax":
            raise ValueError(f"network: expected one activation other than softmax on every layer, got {activation}")
        if network.cost_name != "mean_squared_error":
            raise ValueError(f"network: expected mean_squared_error, got {network.cost_name}")
        super().__init__(network, inputs, targets, title=title, rate=rate, show_slopes=show_slopes, choices=choices)
