"""The board of a network that follows a curve: one input, a row of hidden neurons, one output."""

from turning_dials.arguments import as_examples
from turning_dials.boards.board import Board

MOST = 6


class CurveBoard(Board):
    """A network that is to follow a target curve, with its answer, what each hidden neuron adds, and where each stands.

    `network` has sizes [1, n, 1] with n from 1 to 6, any activation but softmax on its hidden layer and identity on its
    output, and mean squared error; the reader may bend it otherwise. `inputs` and `targets` are points of the curve.

    Options: `curves`, a dict from a name to other targets for the same inputs, among which the reader may choose; `x`,
    the place that is looked at first; `title`; `rate`, the learning rate to begin with. Raises ValueError for a network
    of another kind, for inputs that are all the same, and for curves of another length.
    """

    name = "curve"

    def __init__(self, network, inputs, targets, *, curves=None, rate=0.1, **options):
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
        others = {name: as_examples(values, 1, f"curves[{name!r}]") for name, values in (curves or {}).items()}
        for name, values in others.items():
            if len(values) != len(self.inputs):
                raise ValueError(f"curves[{name!r}]: expected {len(self.inputs)} targets, got {len(values)}")
        self._options = {**self._options, "curves": {name: values[:, 0].tolist() for name, values in others.items()}}
