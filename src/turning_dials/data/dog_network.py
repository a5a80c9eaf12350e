"""The dog network, 625-20-20-10: its start, its training, and the linear classifier that it is held against."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from turning_dials.arguments import as_count, as_examples, as_number, as_numbers, shown
from turning_dials.arrays import Array
from turning_dials.data.dog_pictures import beagle
from turning_dials.data.parts import Part, accuracy, as_part
from turning_dials.descent import descend
from turning_dials.network import Network, as_network
from turning_dials.progress import told

SIZES = (625, 20, 20, 10)
# What the network of the well-known example answers for a picture of a beagle, in the order of dogs.BREEDS.
ANSWERS = (0.3, 0.8, 0.5, 0.2, 0.3, 0.6, 0.3, 0.3, 0.4, 0.7)

BATCH = 20
# Rates above 2 are left out: there, what one processor rounds otherwise than another grows step by step until it shows
# in the accuracy.
RATES, EPOCHS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0), (20, 40, 80)
TUNED = {"network": (2.0, 80), "linear": (0.05, 80)}  # (rate, epochs) that did best on validation pictures in `tune`


def starting_network(seed: int = 0, cost: str = "mean_squared_error", picture: Any = None) -> Network:
    """The network that chapter 8 starts from: 625-20-20-10, all sigmoids, weights drawn with `seed`.

    Its ten output biases are solved so that its answer for `picture` ((25, 25) or (625,), the book's beagle unless
    given) is ANSWERS; everything else about it is as Network makes it. The dials do not depend on `cost`, which is
    "mean_squared_error" or "binary_cross_entropy"; the second trains faster and more surely.
    """
    x = as_examples(as_numbers(beagle() if picture is None else picture, "picture").ravel(), SIZES[0], "picture")
    net = Network(SIZES, activation="sigmoid", cost=cost, seed=seed)
    wanted = np.array(ANSWERS)
    net.biases[-1][:] += np.log(wanted / (1 - wanted)) - net.trace(x).z[-1][0]
    return net


def linear_classifier(seed: int = 0) -> Network:
    """Softmax regression: ten neurons that look at the 625 pixels themselves, with nothing between."""
    return Network((SIZES[0], SIZES[-1]), activation="softmax", cost="categorical_cross_entropy", seed=seed)


def train(
    net: Network,
    part: Part,
    rate: float | None = None,
    epochs: int | None = None,
    seed: int = 0,
    watch: Callable[[Network], Any] | None = None,
) -> Array:
    """Mini-batch gradient descent on `part` (inputs, targets, labels): turns the dials of `net`, returns its costs.

    Once round all pictures is one epoch, `BATCH` pictures a step; the rate falls from `rate` in a straight line toward
    0, so that the dials come to rest. `rate` and `epochs` are the tuned ones unless given: of the dog network with
    binary cross-entropy for nets with hidden layers, of the linear classifier for nets without. `watch(net)` is called
    after each epoch. The costs are those over all of `part`, before the first epoch and after each.
    """
    as_network(net)
    as_part(part)
    tuned_rate, tuned_epochs = TUNED["network" if len(net.sizes) > 2 else "linear"]
    rate = as_number(tuned_rate if rate is None else rate, "rate", above=0)
    epochs = as_count(tuned_epochs if epochs is None else epochs, "epochs", 1)
    seed = as_count(seed, "seed", 0)
    if watch is not None and not callable(watch):
        raise TypeError(f"watch: expected a function of the network, got {shown(watch)}")
    steps = -(-len(part.inputs) // BATCH)
    costs = [net.cost(part.inputs, part.targets)]
    for epoch in told(range(epochs), epochs, "epoch"):
        history = descend(
            net, part.inputs, part.targets, rate=rate * (1 - epoch / epochs), steps=steps, every=steps,
            batch=min(BATCH, len(part.inputs)), seed=seed * 100_000 + epoch,
        )  # fmt: skip
        costs.append(history[-1].cost)
        if watch is not None:
            watch(net)
    return np.array(costs)


def tune(
    make: Callable[[], Network], data: Any, rates: Sequence[float] = RATES, epochs: Sequence[int] = EPOCHS
) -> list[tuple[float, float, int]]:
    """Train a net from make() with every rate and number of epochs: a list of (validation accuracy, rate, epochs).

    The best comes first. Only data.train and data.validation are looked at; data.test is for the one judgment after.
    The full grid takes a minute or two for the dog network.
    """
    results = []
    for rate in rates:
        for count in epochs:
            net = make()
            train(net, data.train, rate, count)
            results.append((accuracy(net, data.validation), rate, count))
    return sorted(results, key=lambda result: -result[0])
