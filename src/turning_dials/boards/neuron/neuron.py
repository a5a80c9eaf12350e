"""The board of one neuron: inputs on wires, a weight on each, a bias, an activation, an output, a target."""

from turning_dials.arguments import as_examples
from turning_dials.boards.board import Board


class NeuronBoard(Board):
    """One neuron with 1 to 6 inputs, judged by one example or by several.

    `network` has sizes [n, 1]. With one example the reader moves its inputs; with several the board shows one at a
    time, and the cost is their mean. With two inputs the examples are drawn as points, with the line where z = 0.

    Options: `input_names`, one for each input; `example_names`, one for each example; `answers`, the words for target 0
    and target 1; `tables`, a dict from a name to other targets for the same inputs, for the reader to choose from;
    `choose_activation`, whether the reader may bend the neuron otherwise; `title`; `rate`, the learning rate to begin
    with; `show_slopes`. Raises ValueError for a network of another shape or names of another number.
    """

    name = "neuron"

    def __init__(
        self, network, inputs, targets, *, input_names=None, example_names=None, answers=(0, 1), tables=None, **options
    ):
        super().__init__(network, inputs, targets, answers=[str(answer) for answer in answers], **options)
        sizes = self._network["sizes"]
        if len(sizes) != 2 or sizes[1] != 1 or sizes[0] > 6:
            raise ValueError(f"network: a neuron board takes sizes [n, 1] with n from 1 to 6, got {sizes}")
        names = {"input_names": (input_names, sizes[0]), "example_names": (example_names, len(self.inputs))}
        wanted = {name: as_examples(table, 1, f"tables[{name!r}]") for name, table in (tables or {}).items()}
        for table_name, table in wanted.items():
            if len(table) != len(self.inputs):
                raise ValueError(f"tables[{table_name!r}]: expected {len(self.inputs)} targets, got {len(table)}")
        self._options = {**self._options, "tables": {name: table[:, 0].tolist() for name, table in wanted.items()}}
        for option, (given, count) in names.items():
            if given is not None and len(given) != count:
                raise ValueError(f"{option}: expected {count} names, got {len(given)}")
            self._options = {**self._options, option: list(given) if given is not None else None}
