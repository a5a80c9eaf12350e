"""The board of backpropagation: a small network that steps forward and backward, and a receipt for every slope."""

from turning_dials.boards.board import Board

LARGEST = (4, 6, 6, 4)


class BackpropBoard(Board):
    """A network of up to 4-6-6-4 and one example: every quantity of a pass forward and back, one step at a time.

    `network` has 1 to 4 inputs, up to two hidden layers of 1 to 6 neurons, and 1 to 4 outputs; `inputs` and `targets`
    hold one example. The reader may choose other sizes, another activation or cost, another example; `board.network`
    and `board.cost` follow.

    Options: `presets`, a list of dicts with `name`, `sizes`, `activation`, `cost`, `parameters`, `inputs` and
    `targets` that the reader may call up; `title`; `rate`, the learning rate to begin with. Raises ValueError for a
    network outside of these sizes and for several examples.
    """

    name = "backprop"

    def __init__(self, network, inputs, targets, *, presets=(), **options):
        super().__init__(network, inputs, targets, presets=list(presets), **options)
        sizes = self._network["sizes"]
        hidden = sizes[1:-1]
        if sizes[0] > LARGEST[0] or sizes[-1] > LARGEST[-1] or len(hidden) > 2 or max(hidden, default=1) > LARGEST[1]:
            raise ValueError(f"network: a backprop board takes sizes up to 4-6-6-4, got {'-'.join(map(str, sizes))}")
        if len(self.inputs) != 1:
            raise ValueError(f"inputs: a backprop board follows one example, got {len(self.inputs)}")
