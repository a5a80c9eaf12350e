"""What trial and error as the popular story tells it comes to: every number that the book gives of it, made again."""

import numpy as np
import pytest

from turning_dials.data import dogs
from turning_dials.descent import largest_weights_together

BEAGLE = dogs.beagle().ravel()
TARGET = np.eye(10)[dogs.BREEDS.index("beagle")]


def largest(net, k=130):
    weights = np.concatenate([part.offset + np.arange(part.rows * part.columns) for part in net.layout[::2]])
    return weights[np.argsort(-net.parameters[weights], kind="stable")[:k]]


def test_on_the_beagle_up_hurts_and_down_helps():
    net = dogs.starting_network()
    assert round(net.cost(BEAGLE, TARGET), 4) == 0.29
    up = net.copy()
    up.parameters[largest(net)] += 0.1
    assert round(up.cost(BEAGLE, TARGET), 4) == 0.3307
    history = largest_weights_together(net, BEAGLE, TARGET, k=130, size=0.1, steps=1)
    assert round(history[-1].cost, 4) == 0.2611 and history[-1].evaluations == 3


def test_over_sixty_networks_up_never_helps_and_down_always_does():
    helped = {"up": 0, "down": 0}
    for seed in range(60):
        net = dogs.starting_network(seed)
        group, before = largest(net), net.cost(BEAGLE, TARGET)
        for way, turn in (("up", 0.1), ("down", -0.1)):
            turned = net.copy()
            turned.parameters[group] += turn
            helped[way] += turned.cost(BEAGLE, TARGET) < before
    assert helped == {"up": 0, "down": 60}


@pytest.fixture(scope="module")
def race():
    fifty = dogs.load(train=50, validation=1, test=1).train
    net = dogs.starting_network(cost="binary_cross_entropy")
    told = largest_weights_together(
        net, fifty.inputs, fifty.targets, k=130, size=1, steps=2000, watch=lambda net: dogs.accuracy(net, fifty)
    )
    return net, fifty, told


def test_in_the_race_the_rule_finds_the_ignorant_answer_and_is_stuck_for_good(race):
    net, fifty, told = race
    assert [round(told.costs[0], 3), round(told.costs[-1], 3)] == [0.684, 0.322]
    assert told.evaluations[-1] == 992 and told.stopped == "no group of 130 weights helps any more"
    tenth = np.full_like(fifty.targets, 0.1)
    ignorant = -np.mean(fifty.targets * np.log(tenth) + (1 - fifty.targets) * np.log(1 - tenth))
    assert round(ignorant, 3) == 0.325
    assert told.watched[-1] == 0.12, "beside the cost: it names hardly more dogs than one who guesses"
    again = largest_weights_together(net, fifty.inputs, fifty.targets, k=130, size=1, steps=2000)
    assert again.costs[-1] == told.costs[-1]


def test_the_other_reading_gets_next_to_nowhere(race):
    _, fifty, _ = race
    net = dogs.starting_network(cost="binary_cross_entropy")
    told = largest_weights_together(net, fifty.inputs, fifty.targets, k=130, size=1, steps=2000, otherwise="back")
    assert round(told.costs[-1], 2) == 0.62
