"""The board of the smile detector: a gallery of drawn faces, and a neuron with one weight for each feature."""

import numpy as np

from turning_dials.boards.board import Board
from turning_dials.data.faces import FEATURES


class FaceBoard(Board):
    """One sigmoid neuron that tells smiles from frowns by five features, judged by a gallery of faces.

    `network` has sizes [5, 1]; its inputs are the features of turning_dials.data.faces.FEATURES, each from 0 to 1, and
    a target is 1 for a smile, 0 for a frown. The reader sees which faces the neuron gets right, takes one in hand and
    bends it, and may limit all dials to the range from 0 to 1.

    Options: `rate`, the learning rate to begin with; `face`, the number of the face in hand at first; `title`. Raises
    ValueError or TypeError for another network, features or targets outside their range, or no such face.
    """

    name = "faces"

    def __init__(self, network, inputs, targets, *, rate=5.0, face=0, title="Smile detector", choices=None):
        super().__init__(network, inputs, targets, choices=choices, rate=float(rate), face=face, title=title)
        if network.sizes != (len(FEATURES), 1) or network.activation != ["sigmoid"]:
            raise ValueError(
                f"network: a face board takes sizes [{len(FEATURES)}, 1] with sigmoid, one input for each of "
                f"{', '.join(FEATURES)}; got {list(network.sizes)} with {', '.join(network.activation)}"
            )
        if self.inputs.min() < 0 or self.inputs.max() > 1:
            raise ValueError(
                f"inputs: expected features from 0 to 1, got {self.inputs.min():g} to {self.inputs.max():g}"
            )
        if not np.isin(self.targets, (0, 1)).all():
            raise ValueError("targets: expected 1 for a smile and 0 for a frown, got other numbers")
        if isinstance(face, bool) or not isinstance(face, int) or not 0 <= face < len(self.inputs):
            raise ValueError(f"face: expected a whole number from 0 to {len(self.inputs) - 1}, got {face!r}")
        self._options = {**self._options, "names": list(FEATURES)}
