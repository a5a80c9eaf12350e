"""The race: three ways to turn the dials, side by side from one start, by the evaluations that each of them spends."""

from turning_dials.arguments import as_count, as_number
from turning_dials.boards.board import Board
from turning_dials.boards.control.control import as_shape


class RaceBoard(Board):
    """The same network three times, and three runners that turn its dials, each by a rule of its own.

    * the story's: turn the `k` largest weights up together by `size`, and down again if that did not help;
    * one dial at a time: up by `size`; if the cost did not fall, down; if neither helped, back;
    * by the slopes: gradient descent, all dials at once by −`rate` × slope, the slopes by backpropagation.

    The rules and the way of counting are those of `turning_dials.descent`: a pass through the network over all examples
    is one evaluation, a gradient two. The board's dials, cost and slopes are those of the third runner.

    `network` may have up to 100,000 dials; `inputs` and `targets` are the examples that all three are judged by, at
    most 64. Options: `goal`, the cost at which a runner has arrived (a tenth of the first, unless given);
    `most`, the evaluations after which the race is over; `input_shape`, `output_names`, `rate`, `title`.
    Raises ValueError or TypeError for what does not fit.
    """

    name = "race"

    def __init__(
        self,
        network,
        inputs,
        targets,
        *,
        k=130,
        size=0.1,
        goal=None,
        most=100_000,
        input_shape=None,
        output_names=None,
        **options,
    ):
        super().__init__(network, inputs, targets, **options)
        sizes = network.sizes
        if network.parameters.size > 100_000:
            raise ValueError(f"network: {network.parameters.size:,} dials are too many for a race; at most 100,000")
        weights = network.parameters.size - sum(sizes[1:])
        if as_count(k, "k", 1) > weights:
            raise ValueError(f"k: expected at most {weights:,}, the weights of this network, got {k:,}")
        if output_names is not None and len(output_names) != sizes[-1]:
            raise ValueError(f"output_names: expected {sizes[-1]} names, got {len(output_names)}")
        self._options = {
            **self._options,
            "k": int(k),
            "size": as_number(size, "size", above=0),
            "goal": self.cost / 10 if goal is None else as_number(goal, "goal", above=0),
            "most": as_count(most, "most", 1),
            "input_shape": as_shape(input_shape, sizes[0]),
            "output_names": None if output_names is None else [str(each) for each in output_names],
        }
