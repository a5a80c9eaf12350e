"""The board of the smile detector: a gallery of drawn faces, and a neuron with one weight for each feature."""

from collections.abc import Mapping
from typing import Never

import numpy as np
from numpy.typing import ArrayLike

from turning_dials.arguments import as_below
from turning_dials.boards.board import NetworkBoard, as_in_hand
from turning_dials.boards.options import refuse_unknown
from turning_dials.data.faces import FEATURES
from turning_dials.network import Network


class FaceBoard(NetworkBoard):
    """One sigmoid neuron that tells smiles from frowns by five features, judged by a gallery of faces.

    `network` has sizes [5, 1]; its inputs are the features of turning_dials.data.faces.FEATURES, each from 0 to 1, and
    a target is 1 for a smile, 0 for a frown. The reader sees which faces the neuron gets right, takes one in hand and
    bends it, and may limit all dials to the range from 0 to 1.

    Options: `face`, the number of the face in hand at first; those of every board (see Board). Raises ValueError or
    TypeError for another network, features or targets outside their range, or no such face.
    """

    name = "faces"
    choice_names = ("face", "own", "limited")

    def __init__(
        self,
        network: Network,
        inputs: ArrayLike,
        targets: ArrayLike,
        *,
        face: int = 0,
        title: str | None = None,
        rate: float = 5.0,
        show_slopes: bool = True,
        choices: Mapping[str, object] | None = None,
        **unknown: Never,
    ) -> None:
        refuse_unknown(type(self), unknown)
        x, y = as_in_hand(network, inputs, targets)
        if network.sizes != (len(FEATURES), 1) or network.activation != ["sigmoid"]:
            raise ValueError(
                f"network: expected sizes [{len(FEATURES)}, 1] with sigmoid on a face board, one input for each of "
                f"{', '.join(FEATURES)}; got {list(network.sizes)} with {', '.join(network.activation)}"
            )
        if x.min() < 0 or x.max() > 1:
            raise ValueError(f"inputs: expected features from 0 to 1, got {x.min():g} to {x.max():g}")
        if not np.isin(y, (0, 1)).all():
            raise ValueError("targets: expected 1 for a smile and 0 for a frown, got other numbers")
        own = {"face": as_below(face, len(x), "face"), "names": list(FEATURES)}
        super().__init__(
            network, inputs, targets, title=title, rate=rate, show_slopes=show_slopes, choices=choices, own=own
        )
