"""The board of depth: neurons in a single file, one to ten of them, and the slope that arrives at each."""

from turning_dials.boards.board import Board

DEEPEST = 10


class DepthBoard(Board):
    """A chain of layers of one neuron each, with a bar for the slope dC/dz that arrives at every layer.

    `network` has sizes [1, 1, ...] with 1 to 10 layers and the same activation on each, any but softmax, and mean
    squared error; there is one example. The reader changes the depth and the activation. A layer that comes new starts
    with the first layer's weight and bias.

    Options: `title`; `rate`, the learning rate to begin with. Raises ValueError for a network of another kind and for
    several examples.
    """

    name = "depth"

    def __init__(self, network, inputs, targets, **options):
        super().__init__(network, inputs, targets, **options)
        sizes, activation = self._network["sizes"], self._network["activation"]
        if set(sizes) != {1} or len(sizes) - 1 > DEEPEST:
            raise ValueError(f"network: a depth board takes 1 to {DEEPEST} layers of one neuron each, got {sizes}")
        if len(set(activation)) > 1 or activation[0] == "softmax":
            raise ValueError(f"network: expected one activation other than softmax on every layer, got {activation}")
        if self._network["cost"] != "mean_squared_error":
            raise ValueError(f"network: expected mean_squared_error, got {self._network['cost']}")
        if len(self.inputs) != 1:
            raise ValueError(f"inputs: a depth board shows one example, got {len(self.inputs)}")
