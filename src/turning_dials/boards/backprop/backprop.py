"""The board of backpropagation: a small network that steps forward and backward, and a receipt for every slope."""

from collections.abc import Mapping, Sequence
from typing import Any, Never

from numpy.typing import ArrayLike

from turning_dials.boards.board import NetworkBoard, as_one_in_hand
from turning_dials.boards.options import refuse_unknown
from turning_dials.boards.worked import as_presets
from turning_dials.network import Network

LARGEST = (4, 6, 6, 4)


class BackpropBoard(NetworkBoard):
    """A network of up to 4-6-6-4 and one example: every quantity of a pass forward and back, one step at a time.

    `network` has 1 to 4 inputs, up to two hidden layers of 1 to 6 neurons, and 1 to 4 outputs; `inputs` and `targets`
    hold one example. The reader may choose other sizes, another activation or cost, another example; `board.network`
    and `board.cost` follow.

    Options: `presets`, a list of dicts with `name`, `sizes`, `activation`, `cost`, `parameters`, `inputs` and
    `targets` that the reader may call up; those of every board (see Board). Raises ValueError for a network outside of
    these sizes and for several examples.
    """

    name = "backprop"
    choice_names = ("network", "proof", "nudge", "step")

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


def _check_fits(network: Network, inputs: ArrayLike, targets: ArrayLike) -> None:
    as_one_in_hand(network, inputs, targets, BackpropBoard.name)
    n_in, *hidden, n_out = network.sizes
    if n_in > LARGEST[0] or n_out > LARGEST[-1] or len(hidden) > 2 or max(hidden, default=1) > LARGEST[1]:
        sizes = "-".join(map(str, network.sizes))
        raise ValueError(f"network: expected sizes up to 4-6-6-4 on a backprop board, got {sizes}")
