"""Control boards on a bare page, for their tests and for the measurements."""

import numpy as np

from turning_dials import ControlBoard, Network
from turning_dials.data import dogs, faces


def faces_board(**options):
    """The board of the landing page: 109 dials and 56 faces."""
    parts = faces.split()
    options = {"input_shape": (5, 5), "output_names": ["smile"], "show_slopes": False, "rate": 5, **options}
    return ControlBoard(Network([25, 4, 1], seed=3), parts.train_inputs, parts.train_targets, **options)


def dogs_board(in_hand=None, **options):
    """The dog network, 13,150 dials, with the beagle in hand, or so many training pictures."""
    data = dogs.load(0, 200, 60, 10)
    beagle, target = dogs.beagle().ravel(), np.eye(10)[3]
    if in_hand:
        inputs, targets = data.train.inputs[:in_hand], data.train.targets[:in_hand]
    else:
        inputs, targets = beagle, target
        album = np.vstack([beagle, data.validation.inputs[:11]]), np.vstack([target, data.validation.targets[:11]])
        options = {"album": album, "training": data.train[:2], "validation": data.validation[:2], **options}
    options = {"input_shape": (25, 25), "output_names": dogs.BREEDS, "ink": False, "own_picture": True, **options}
    return ControlBoard(dogs.starting_network(), inputs, targets, **options)


def million_board():
    """A network of 987,210 dials."""
    net = Network([784, 1000, 200, 10], seed=0)
    picture = np.random.default_rng(0).uniform(0, 1, 784)
    return ControlBoard(net, picture, np.eye(10)[2], input_shape=(28, 28))
