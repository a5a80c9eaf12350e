"""The board of a network that follows a curve: one input, a row of hidden neurons, one output."""

from collections.abc import Mapping
from typing import Never

from numpy.typing import ArrayLike

from turning_dials.arguments import as_number
from turning_dials.boards.board import NetworkBoard, as_in_hand
from turning_dials.boards.options import as_targets_by_name, optional, refuse_unknown
from turning_dials.network import Network

MOST = 6


class CurveBoard(NetworkBoard):
    """A network that is to follow a target curve, with its answer, what each hidden neuron adds, and where each stands.

    `network` has sizes [1, n, 1] with n from 1 to 6, any activation but softmax on its hidden layer and identity on its
    output, and mean squared error; the reader may bend it otherwise. `inputs` and `targets` are points of the curve.

    Options: `curves`, a dict from a name to other targets for the same inputs, among which the reader may choose; `x`,
    the place that is looked at first; those of every board (see Board). Raises ValueError for a network of another
    kind, for inputs that are all the same, and for curves of another length.
    """

    name = "curve"
    choice_names = ("x", "activation", "target")

    def __init__(
        self,
        network: Network,
        inputs: ArrayLike,
        targets: ArrayLike,
        *,
        curves: Mapping[str, ArrayLike] | None = None,
        x: float | None = None,
        title: str | None = None,
        rate: float = 0.1,
        show_slopes: bool = True,
        choices: Mapping[str, object] | None = None,
        **unknown: Never,
    ) -> None:
        refuse_unknown(type(self), unknown)
        places, _ = as_in_hand(network, inputs, targets)
        sizes, activation = list(network.sizes), network.activation
        if len(sizes) != 3 or sizes[0] != 1 or sizes[2] != 1 or sizes[1] > MOST:
            raise ValueError(f"network: expected sizes [1, n, 1] with n from 1 to {MOST} on a curve board, got {sizes}")
        if activation[1] != "identity":
            raise ValueError(
                f"network: expected identity on the output, so that it can reach any value, got {activation[1]}"
            )
        if network.cost_name != "mean_squared_error":
            raise ValueError(f"network: expected mean_squared_error, got {network.cost_name}")
        if places.min() == places.max():
            raise ValueError("inputs: expected at least two different places along the curve, got the same for all")
        own = {
            "curves": optional(as_targets_by_name, curves, "curves", len(places)) or {},
            "x": optional(as_number, x, "x"),
        }
        super().__init__(
            network, inputs, targets, title=title, rate=rate, show_slopes=show_slopes, choices=choices, own=own
        )
