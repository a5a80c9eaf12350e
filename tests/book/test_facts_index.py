"""What the landing page says is what the package computes."""

from itertools import pairwise

import numpy as np
from support.prose import Prose

from turning_dials import Network
from turning_dials.data import dogs, faces


def test_the_numbers_in_the_prose():
    prose = Prose("index")
    network, pictures = Network([25, 4, 1], seed=39), faces.split()
    dials = network.parameters.size
    prose.says("Its weights stand at random and its biases at 0, so it is no better than a coin toss")
    assert not any(bias.any() for bias in network.biases)
    right = (network.forward(pictures.train_inputs) > 0.5) == (pictures.train_targets > 0.5)
    assert np.mean(right) == 0.5
    prose.says(f"All {dials} dials turn at once")
    prose.says(f"with {dials} dials, or {dogs.starting_network().parameters.size:,}, or a billion")
    prose.says(f"[8 · {dogs.starting_network().parameters.size:,} dials")
    prose.says(f"What do {dogs.starting_network().parameters.size:,} dials look like?")
    prose.plain("Try to get below 0.2", "Count on 30 to 70 minutes a chapter")  # test_reading.py
    assert prose.left() == []


def test_following_the_slopes_gets_below_a_fifth_within_a_minute_of_pressing():
    network, pictures = Network([25, 4, 1], seed=39), faces.split()
    costs = []
    for _ in range(60):
        costs.append(network.cost(pictures.train_inputs, pictures.train_targets))
        network.parameters -= 5 * network.gradient(pictures.train_inputs, pictures.train_targets)
    assert costs[0] > 0.29 and costs[20] < 0.2 and costs[-1] < 0.03
    assert all(later < earlier for earlier, later in pairwise(costs)), "and it never rises"


def test_most_dials_show_on_the_screen_that_they_were_turned():
    network, pictures = Network([25, 4, 1], seed=39), faces.split()
    at_rest = network.cost(pictures.train_inputs, pictures.train_targets)
    seen = []
    for dial, value in enumerate(network.parameters.tolist()):
        costs = []
        for turned in (value - 1, value + 1):
            network.parameters[dial] = turned
            costs.append(network.cost(pictures.train_inputs, pictures.train_targets))
        network.parameters[dial] = value
        seen.append(max(abs(cost - at_rest) for cost in costs) > 0.002)
    assert np.mean(seen) > 0.7, "whoever drags any of them sees the cost move in its third digit"
