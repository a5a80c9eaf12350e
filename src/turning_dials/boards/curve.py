"""The board of a network that follows a curve: one input, a row of hidden neurons, one output."""

from turning_dials.boards.board import Board

MOST = 6


class CurveBoard(Board):
    """A network that is to follow a target curve, with its answer, what each hidden neuron adds, and where each stands.

    `network` has sizes [1, n, 1] with n from 1 to 6, any activation but softmax on its hidden layer and identity on its
    output, and mean squared error; the reader may bend it otherwise. `inputs` and `targets` are points of the curve.

    Options: `x`, the place that is looked at first; `title`; `rate`, the learning rate to begin with. Raises ValueError
    for a network of another kind and for inputs that are all the same.
    """

    name = "curve"

    def __init__(self, network, inputs, targets, *, rate=0.1, **options):
        super().__init__(network, inputs, targets, rate=rate, **options)
        sizes, activation = self._network["sizes"], self._network["activation"]
        if len(sizes) != 3 or sizes[0] != 1 or sizes[2] != 1 or sizes[1] > MOST:
            raise ValueError(f"network: a curve board takes sizes [1, n, 1] with n from 1 to {MOST}, got {sizes}")
        if activation[1] != "identity":
            raise ValueError(
                f"network: expected identity on the output, so that it can reach any value, got {activation[1]}"
            )
        if self._network["cost"] != "mean_squared_error":
            raise ValueError(f"network: expected mean_squared_error, got {self._network['cost']}")
        if self.inputs.min() == self.inputs.max():
            raise ValueError("inputs: expected at least two different places along the curve")
