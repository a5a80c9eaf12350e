"""The board of a plane: two inputs, a few hidden neurons, one answer, and the plane as the hidden neurons see it."""

from collections.abc import Mapping, Sequence
from typing import Never

from numpy.typing import ArrayLike

from turning_dials.boards.board import IN_HAND, NetworkBoard, as_in_hand
from turning_dials.boards.options import as_dict, as_names, as_set, optional, refuse_unknown
from turning_dials.network import Network

MOST_HIDDEN = 4


class PlaneBoard(NetworkBoard):
    """Points of a plane, told apart by a network of sizes [2, h, 1] with h from 2 to 4 hidden neurons.

    One picture shows the plane of the inputs, shaded by the answer, with each hidden neuron's line where its z is 0.
    Beside it stand the same points by what the first two hidden neurons make of them; with two hidden neurons, the line
    there is where the output's z is 0. `inputs` is (m, 2), `targets` (m, 1), zeros and ones.

    Options: `answers`, the words for target 0 and target 1; `points`, a dict from a name to (inputs, targets), other
    points for the reader to choose from; those of every board (see Board). Raises ValueError or TypeError for a network
    of another shape, and for points of another.
    """

    name = "plane"
    choice_names = ("hidden", "points")

    def __init__(
        self,
        network: Network,
        inputs: ArrayLike,
        targets: ArrayLike,
        *,
        answers: Sequence[str] = ("0", "1"),
        points: Mapping[str, tuple[ArrayLike, ArrayLike]] | None = None,
        title: str | None = None,
        rate: float = 1.0,
        show_slopes: bool = True,
        choices: Mapping[str, object] | None = None,
        **unknown: Never,
    ) -> None:
        refuse_unknown(type(self), unknown)
        as_in_hand(network, inputs, targets)
        sizes = list(network.sizes)
        if len(sizes) != 3 or sizes[0] != 2 or sizes[2] != 1 or not 2 <= sizes[1] <= MOST_HIDDEN:
            raise ValueError(
                f"network: expected sizes [2, h, 1] with h from 2 to {MOST_HIDDEN} on a plane board, got {sizes}"
            )
        own = {"answers": as_names(answers, "answers", 2), "points": optional(_as_points, points, "points") or {}}
        super().__init__(
            network, inputs, targets, title=title, rate=rate, show_slopes=show_slopes, choices=choices, own=own
        )


def _as_points(points: object, name: str) -> dict[str, list[list[float]]]:
    found = {}
    for key, given in as_dict(points, name, "(inputs, targets)").items():
        x, y = as_set(given, f"{name}[{key!r}]", 2, 1)
        if len(x) > IN_HAND:
            raise ValueError(f"{name}[{key!r}]: expected at most {IN_HAND} points, got {len(x)}")
        found[key] = [x.ravel().tolist(), y.ravel().tolist()]
    return found
