"""The board of one neuron: inputs on wires, a weight on each, a bias, an activation, an output, a target."""

from collections.abc import Mapping, Sequence
from typing import Never

from numpy.typing import ArrayLike

from turning_dials.boards.board import NetworkBoard, as_in_hand
from turning_dials.boards.options import as_flag, as_names, as_targets_by_name, optional, refuse_unknown
from turning_dials.network import Network


class NeuronBoard(NetworkBoard):
    """One neuron with 1 to 6 inputs, judged by one example or by several.

    `network` has sizes [n, 1]. With one example the reader moves its inputs; with several the board shows one at a
    time, and the cost is their mean. With two inputs the examples are drawn as points, with the line where z = 0.

    Options: `input_names`, one for each input; `example_names`, one for each example; `answers`, the words for target 0
    and target 1; `tables`, a dict from a name to other targets for the same inputs, for the reader to choose from;
    `choose_activation`, whether the reader may bend the neuron otherwise; those of every board (see Board). Raises
    ValueError for a network of another shape or names of another number.
    """

    name = "neuron"
    choice_names = ("input_#", "example", "table", "activation")

    def __init__(
        self,
        network: Network,
        inputs: ArrayLike,
        targets: ArrayLike,
        *,
        input_names: Sequence[str] | None = None,
        example_names: Sequence[str] | None = None,
        answers: Sequence[str] = ("0", "1"),
        tables: Mapping[str, ArrayLike] | None = None,
        choose_activation: bool = False,
        title: str | None = None,
        rate: float = 1.0,
        show_slopes: bool = True,
        choices: Mapping[str, object] | None = None,
        **unknown: Never,
    ) -> None:
        refuse_unknown(type(self), unknown)
        x, _ = as_in_hand(network, inputs, targets)
        sizes = list(network.sizes)
        if len(sizes) != 2 or sizes[1] != 1 or sizes[0] > 6:
            raise ValueError(f"network: expected sizes [n, 1] with n from 1 to 6 on a neuron board, got {sizes}")
        own = {
            "input_names": optional(as_names, input_names, "input_names", sizes[0]),
            "example_names": optional(as_names, example_names, "example_names", len(x)),
            "answers": as_names(answers, "answers", 2),
            "tables": optional(as_targets_by_name, tables, "tables", len(x)) or {},
            "choose_activation": as_flag(choose_activation, "choose_activation"),
        }
        super().__init__(
            network, inputs, targets, title=title, rate=rate, show_slopes=show_slopes, choices=choices, own=own
        )
