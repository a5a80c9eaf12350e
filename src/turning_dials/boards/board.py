"""What every board shares on Python's side: the traits, and the numbers that Python answers.

A `Board` is a vector of dials with a cost; a `NetworkBoard`, as nearly all are, is one whose dials are a network's.
"""

import hashlib
from abc import abstractmethod
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, ClassVar, Never, Self

import numpy as np
import traitlets
from IPython.core.getipython import get_ipython
from numpy.typing import ArrayLike

from turning_dials.arguments import as_count, as_number, as_numbers, as_pair, as_targets
from turning_dials.arrays import Array, Snapshot
from turning_dials.boards.options import as_choices, as_flag, as_text, optional, refuse_unknown
from turning_dials.network import Network
from turning_dials.view import View

IN_HAND = 64
# A challenge is for hands; and the link that replays it has to stay short.
MOST_BY_HAND, MOST_TURNS = 100, 60


class Board(View):
    """A board: a view with a dial for every parameter, and one cost that says how wrong they are.

    `board.observe(heard, "parameters")` calls `heard(change)` after every turn, from wherever it came; `change.old` and
    `change.new` are flat float64, read-only.

    A subclass sets `name`, and its view is boards/NAME/NAME.js; `choice_names` are the controls that it adds to the
    learning rate, where "input_#" stands for input_0, input_1 and so on. It checks what it is given first and calls
    this `__init__` last, so that whatever is wrong is said before a widget exists. `traits` are those of the dials and
    the examples below; the options named here are every board's: `title`, what the board is called aloud; `rate`, the
    learning rate to begin with; `show_slopes`, whether dials show theirs from the first; `choices`, what the reader has
    chosen already, a dict by the control's name. `own` are the options that a subclass has checked itself.
    """

    name: ClassVar[str] = ""
    choice_names: ClassVar[tuple[str, ...]] = ()
    kind = "board"

    _network = traitlets.Dict().tag(sync=True)
    _start = traitlets.CBytes().tag(sync=True)
    # No echo: a turn of a dial need not travel back to the page that made it.
    _parameters = traitlets.CBytes().tag(sync=True, echo_update=False)
    _inputs = traitlets.CBytes().tag(sync=True, echo_update=False)
    _targets = traitlets.CBytes().tag(sync=True, echo_update=False)
    _options = traitlets.Dict().tag(sync=True)
    choices = traitlets.Dict().tag(sync=True, echo_update=False)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if name := cls.__dict__.get("name"):
            cls.view = f"boards/{name}/{name}.js"
        super().__init_subclass__(**kwargs)

    def __init__(
        self,
        traits: dict[str, Any],
        *,
        title: str | None,
        rate: float,
        show_slopes: bool,
        choices: Mapping[str, object] | None,
        own: Mapping[str, object],
    ) -> None:
        options = {
            "title": optional(as_text, title, "title"),
            "rate": as_number(rate, "rate", above=0),
            "show_slopes": as_flag(show_slopes, "show_slopes"),
            **own,
        }
        known = (*self.choice_names, "learning_rate")
        super().__init__(_options=options, choices=optional(as_choices, choices, "choices", known) or {}, **traits)
        self.on_msg(self._answer)

    @property
    def parameters(self) -> Array:
        """The present parameters, one for each dial: a read-only copy, flat float64. Assigning replaces them all."""
        return Snapshot(np.frombuffer(self._parameters, dtype="<f8"))

    @parameters.setter
    def parameters(self, values: ArrayLike) -> None:
        self._parameters = as_bytes(self._as_parameters(values))

    @property
    def targets(self) -> Array:
        """The targets of the examples in hand, (m, n_out)."""
        return np.frombuffer(self._targets, dtype="<f8").reshape(-1, self._network["sizes"][-1])

    @property
    @abstractmethod
    def cost(self) -> float:
        """The cost over the examples in hand at the present parameters, computed by numpy."""

    @property
    @abstractmethod
    def gradient(self) -> Array:
        """The slope of the cost for every dial, flat float64, computed by numpy."""

    @traitlets.observe("_parameters")
    def _tell(self, change: traitlets.Bunch) -> None:
        # What travels is bytes; whoever observes the board hears of numbers, under the name that it reads and assigns.
        if not change.old:
            return  # the board is being made, which is no turn
        old, new = (Snapshot(np.frombuffer(data, dtype="<f8")) for data in (change.old, change.new))
        self.notify_change(traitlets.Bunch(name="parameters", old=old, new=new, owner=self, type="change"))

    def rewind(self) -> None:
        """Turn every dial back to where it stood when the board was made."""
        self._parameters = self._start

    def challenge(self, below: float, *, turns: int = 20) -> Self:
        """Make a challenge of this board, and return it, so that a cell can end with it.

        The reader is to bring the cost below `below` by hand, with the slopes hidden, in at most `turns` turns; a turn
        is one dial, however often it is moved before another. The board counts, compares the result with gradient
        descent from the same start at the board's `rate`, and replays it from a link. To be called before the board is
        shown. Raises ValueError or TypeError for a goal that is not between 0 and the cost at the start, for a number
        of turns that is not from 1 to 60, and for a board of more than 100 dials.
        """
        count = len(self._start) // 8
        if count > MOST_BY_HAND:
            raise ValueError(f"challenge: expected a board of at most {MOST_BY_HAND} dials, got {count:,}")
        goal = as_number(below, "below", above=0)
        if as_count(turns, "turns", 1) > MOST_TURNS:
            raise ValueError(f"turns: expected a whole number from 1 to {MOST_TURNS}, got {turns}")
        present = self._parameters
        with self.hold_sync():
            self._parameters = self._start
            cost = self.cost
            self._parameters = present
        if goal >= cost:
            raise ValueError(f"below: expected a goal below the cost at the start, {cost:.4f}, got {goal:g}")
        asked = hashlib.sha256(f"{self.name} {self._network} {goal} {turns}".encode())
        for data in (self._start, self._inputs, self._targets):
            asked.update(data)
        # As a question's: a browser keeps the fewest turns under it, so a challenge that has changed is open again.
        digest = asked.hexdigest()[:12]
        self._options = {**self._options, "challenge": {"below": goal, "turns": int(turns), "digest": digest}}
        return self

    @abstractmethod
    def _as_parameters(self, values: ArrayLike) -> Array:
        """The values for all dials, or a ValueError or TypeError that says what is wrong with them."""

    @traitlets.validate("_parameters")
    def _checked_parameters(self, proposal: dict[str, Any]) -> bytes:
        # What arrives from a page is checked too; a TraitError leaves the last good parameters in place.
        data = bytes(proposal["value"])
        try:
            if len(data) % 8:
                raise ValueError(f"parameters: expected 8 bytes for each, got {len(data)} bytes")
            self._as_parameters(np.frombuffer(data, dtype="<f8"))
        except ValueError as error:
            raise traitlets.TraitError(f"{self.name} board: {error}") from None
        return data

    def _answer(self, _widget: Any, content: Any, _buffers: Any) -> None:
        # Copy as Python writes lines for the variable that holds this board.
        if content == {"ask": "variable"}:
            self.send({"variable": self._variable()})

    def _variable(self) -> str | None:
        """The name that holds this board in the reader's notebook, or None: outside of one, or where it has no name."""
        shell = get_ipython()
        names = shell.user_ns.items() if shell else ()
        return next((name for name, value in names if value is self and not name.startswith("_")), None)

    def __repr__(self) -> str:
        sizes = "-".join(map(str, self._network["sizes"]))
        dials = len(self._parameters) // 8
        return (
            f"{type(self).__name__} {sizes}: {dials:,} dials, cost {self.cost:.4f} (turn a dial, then ask board.cost)"
        )


class NetworkBoard(Board):
    """A board whose dials are a network's, with the examples it is judged by.

    Arguments: `network`, a Network, of which the board takes a copy; `inputs`, (m, n_in) or (n_in,); `targets`,
    (m, n_out) or (n_out,). At most 64 examples are in hand at a time, so that a turn of a dial is seen in the next
    frame. The options are those of every board (see Board); a subclass names its own beside them, checks them, and
    hands them on as `own`. Raises ValueError or TypeError that names the argument or option, what was expected and
    what came.
    """

    def __init__(
        self,
        network: Network,
        inputs: ArrayLike,
        targets: ArrayLike,
        *,
        title: str | None = None,
        rate: float = 1.0,
        show_slopes: bool = True,
        choices: Mapping[str, object] | None = None,
        own: Mapping[str, object] | None = None,
        **unknown: Never,
    ) -> None:
        refuse_unknown(type(self), unknown)
        x, y = as_in_hand(network, inputs, targets)
        start = as_bytes(network.parameters)
        traits = {
            "_network": {"sizes": list(network.sizes), "activation": network.activation, "cost": network.cost_name},
            "_start": start,
            "_parameters": start,
            "_inputs": as_bytes(x),
            "_targets": as_bytes(y),
        }
        super().__init__(traits, title=title, rate=rate, show_slopes=show_slopes, choices=choices, own=own or {})

    @property
    def network(self) -> Network:
        """A new Network at the board's present parameters."""
        made = Network(self._network["sizes"], activation=self._network["activation"], cost=self._network["cost"])
        made.parameters = self.parameters
        return made

    @property
    def inputs(self) -> Array:
        """The inputs of the examples in hand, (m, n_in)."""
        return np.frombuffer(self._inputs, dtype="<f8").reshape(-1, self._network["sizes"][0])

    @property
    def cost(self) -> float:
        """The cost over the examples in hand at the present parameters, computed by numpy."""
        return self.network.cost(self.inputs, self.targets)

    @property
    def gradient(self) -> Array:
        """The slope of the cost for every dial, laid out as `Network.parameters`, by numpy's backpropagation."""
        return self.network.gradient(self.inputs, self.targets)

    def _as_parameters(self, values: ArrayLike) -> Array:
        vector = as_numbers(values, "parameters")
        count = sum(rows * (columns + 1) for columns, rows in pairwise(self._network.get("sizes", [])))
        if vector.shape != (count,):
            raise ValueError(f"parameters: expected shape ({count},), one for each dial, got {vector.shape}")
        return vector


def as_in_hand(network: Network, inputs: ArrayLike, targets: ArrayLike) -> tuple[Array, Array]:
    """The examples that a board's network is judged by, as (m, n_in) and (m, n_out), m at most 64.

    Raises TypeError or ValueError for what is no Network, for a network with a dial that is not finite, and for
    examples that fit neither it nor its cost.
    """
    if not isinstance(network, Network):
        raise TypeError(
            f"network: expected a turning_dials.Network, got {type(network).__name__}; "
            "turning_dials.from_model(model) makes one of a trained scikit-learn or PyTorch model"
        )
    as_numbers(network.parameters, "network.parameters")
    x, y = as_pair(inputs, targets, network.sizes[0], network.sizes[-1])
    if len(x) > IN_HAND:
        raise ValueError(f"inputs: expected at most {IN_HAND} examples in hand, got {len(x)}; pass fewer")
    as_targets(y, network.cost_name)
    return x, y


def as_one_in_hand(network: Network, inputs: ArrayLike, targets: ArrayLike, board: str) -> tuple[Array, Array]:
    """The one example that a board of this name shows, as (1, n_in) and (1, n_out).

    Raises as `as_in_hand` does, and ValueError for several examples.
    """
    x, y = as_in_hand(network, inputs, targets)
    if len(x) != 1:
        raise ValueError(f"inputs: expected one example, which a {board} board shows, got {len(x)}")
    return x, y


def as_bytes(values: ArrayLike) -> bytes:
    """The values as little-endian float64, which is how a trait carries them."""
    return np.ascontiguousarray(values, dtype="<f8").tobytes()
