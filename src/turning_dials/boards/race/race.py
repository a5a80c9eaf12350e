"""The race: three ways to turn the dials, side by side from one start, by the evaluations that each of them spends."""

from collections.abc import Mapping, Sequence
from typing import Never

from numpy.typing import ArrayLike

from turning_dials.arguments import as_count, as_number
from turning_dials.boards.board import NetworkBoard, as_in_hand
from turning_dials.boards.options import as_names, as_shape, optional, refuse_unknown
from turning_dials.network import Network

MOST_DIALS = 100_000


class RaceBoard(NetworkBoard):
    """The same network three times, and three runners that turn its dials, each by a rule of its own.

    * the story's: turn the `k` largest weights up together by `size`; if that did not help, down by `size`;
    * one dial at a time: up by `size`; if the cost did not fall, down; if neither helped, back;
    * by the slopes: gradient descent, all dials at once by −`rate` × slope, the slopes by backpropagation.

    The rules and the way of counting are those of `turning_dials.descent`: a pass through the network over all examples
    is one evaluation, a gradient two. The board's dials, cost and slopes are those of the third runner.

    `network` may have up to 100,000 dials; `inputs` and `targets` are the examples that all three are judged by, at
    most 64. Options: `goal`, the cost at which a runner has arrived (a tenth of the first, unless given);
    `most`, the evaluations after which the race is over; `input_shape`, (rows, columns) of an input picture;
    `output_names`, one for each output; those of every board (see Board). Raises ValueError or TypeError for what does
    not fit.
    """

    name = "race"
    choice_names = ("size", "k")

    def __init__(
        self,
        network: Network,
        inputs: ArrayLike,
        targets: ArrayLike,
        *,
        k: int = 130,
        size: float = 0.1,
        goal: float | None = None,
        most: int = 100_000,
        input_shape: tuple[int, int] | None = None,
        output_names: Sequence[str] | None = None,
        title: str | None = None,
        rate: float = 1.0,
        show_slopes: bool = True,
        choices: Mapping[str, object] | None = None,
        **unknown: Never,
    ) -> None:
        refuse_unknown(type(self), unknown)
        x, y = as_in_hand(network, inputs, targets)
        dials = network.parameters.size
        if dials > MOST_DIALS:
            raise ValueError(f"network: expected at most {MOST_DIALS:,} dials in a race, got {dials:,}")
        weights = dials - sum(network.sizes[1:])
        if as_count(k, "k", 1) > weights:
            raise ValueError(f"k: expected at most {weights:,}, the weights of this network, got {k:,}")
        own = {
            "k": int(k),
            "size": as_number(size, "size", above=0),
            "goal": network.cost(x, y) / 10 if goal is None else as_number(goal, "goal", above=0),
            "most": as_count(most, "most", 1),
            "input_shape": optional(as_shape, input_shape, "input_shape", network.sizes[0]),
            "output_names": optional(as_names, output_names, "output_names", network.sizes[-1]),
        }
        super().__init__(
            network, inputs, targets, title=title, rate=rate, show_slopes=show_slopes, choices=choices, own=own
        )
