"""What chapter 1 says is what the package computes."""

import numpy as np
import pytest
from support.descents import cost_after, steps_below
from support.prose import Prose

from turning_dials import Network
from turning_dials.data import iris

ROWS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
AND, OR, XOR = (np.array(t, dtype=float).reshape(4, 1) for t in ([0, 0, 0, 1], [0, 1, 1, 1], [0, 1, 1, 0]))


def neuron(*parameters):
    network = Network([len(parameters) - 1, 1])
    network.parameters = parameters
    return network


def right(network, inputs, targets):
    return int(np.sum((network.forward(inputs) > 0.5) == (targets > 0.5)))


def test_the_numbers_in_the_prose():
    prose = Prose("01-neurons")
    network, x, y = neuron(1.1, -0.8, 0.4, -0.6), np.array([[0.9, 0.2, 0.7]]), np.array([[1.0]])
    z, a = network.trace(x).z[0][0, 0], network.forward(x)[0, 0]
    cost, slopes = network.cost(x, y), network.gradient(x, y)
    prose.says(f"the **cost**, {cost:.4f} to begin with")
    prose.says("the largest weight, $w_1 = 1.1$")
    prose.says("the weakest, 0.20")
    assert np.argmax(np.abs(slopes)) == 3 and np.argmin(np.abs(slopes)) == 1
    prose.says(rf"$z = 1.1 \cdot 0.9 - 0.8 \cdot 0.2 + 0.4 \cdot 0.7 - 0.6 = {z:.2f}$")
    prose.says(f"Ours, {z:.2f}, becomes $a = {a:.3f}$")
    prose.says(f"$$C = (a - y)^2 = ({a:.3f} - 1)^2 = {cost:.4f}$$")
    prose.says(
        f"the bias has slope −{-slopes[3]:.3f}: turn it up by 0.1, and the cost falls by about {-slopes[3] / 10:.4f}"
    )
    prose.says(rf"For $w_1$ that is $-{-slopes[3]:.3f} \cdot 0.9 = -{-slopes[0]:.3f}$")
    prose.says(rf"for $w_2$ it is $-{-slopes[3]:.3f} \cdot 0.2 = -{-slopes[1]:.3f}$")
    prose.says(f"{a:.3f} is a lukewarm yes")
    prose.says("toward zero, where every row gets the answer one half and the cost stands at 0.25")
    prose.says("you can also come as close to 0.25 as you like by getting three rows right")
    steps = steps_below(neuron(0.5, 0.5, -0.2), ROWS, AND, rate=1, below=0.05)
    prose.says("a cost below 0.05 by hand, slopes hidden, in at most six turns")
    prose.says(f"Descent at rate 1 needs {steps} steps, each a turn of all three dials. Three turns are enough")
    assert cost_after(neuron(0.5, 0.5, -0.2), ROWS, AND, [(0, 6), (1, 6), (2, -9)]) < 0.05
    flowers = iris.split()
    second = flowers.train_inputs[1]
    prose.says(f"The second flower's row is −{-second[0]:g} and −{-second[1]:g}, so with the weights −0.6 and 0.6")
    prose.says(rf"its number is $-0.6 \cdot ({second[0]:g}) + 0.6 \cdot ({second[1]:g}) = {second @ [-0.6, 0.6]:.3f}$")
    prose.says(f"The result is a list of {len(flowers.train_inputs)} numbers")
    prose.says(
        f"The board holds {len(flowers.train_inputs)} of the flowers. The other {len(flowers.test_inputs)} are kept"
    )
    prose.says("({:.1f} cm long, {:.1f} cm wide)".format(*flowers.middle))
    prose.says("one unit is {:.1f} cm of length or {:.1f} cm of width".format(*flowers.spread))
    prose.says(f"how many of the {len(flowers.train_inputs)} you can get right")
    prose.plain("In 1936 R. A. Fisher", "limits in 1969", 'problems", 1936', "MIT Press, 1969")
    assert prose.left() == []


def test_a_bend_that_falls_again_solves_xor_alone():
    # What keeps a sigmoid from XOR is that it only rises: f(z) = exp(-z²) with z = x₁ + x₂ − 1 gets all four.
    answers = np.exp(-((ROWS.sum(axis=1) - 1) ** 2))
    assert np.array_equal(answers > 0.5, XOR[:, 0] > 0.5)


def test_the_bias_is_the_one_dial_that_mends_the_and_board():
    network = neuron(0.5, 0.5, -0.2)
    assert np.sum(network.forward(ROWS) > 0.5) == 3 and right(network, ROWS, AND) == 2
    slopes = network.gradient(ROWS, AND)
    assert np.argmax(np.abs(slopes)) == 2 and slopes[2] > 0
    assert right(neuron(0.5, 0.5, -0.7), ROWS, AND) == 4
    assert right(network, ROWS, OR) == 4, "the same dials are good at OR"


def test_one_neuron_cannot_do_xor():
    draws = np.random.default_rng(0).normal(scale=5, size=(5000, 3))
    scores = ((draws[:, :2] @ ROWS.T + draws[:, 2:]) > 0) == (XOR[:, 0] > 0.5)
    assert scores.sum(axis=1).max() == 3
    costs = [neuron(*draw).cost(ROWS, XOR) for draw in draws]
    assert min(costs) >= 0.25
    steep = neuron(40, 40, -20)
    assert right(steep, ROWS, XOR) == 3 and steep.cost(ROWS, XOR) == pytest.approx(0.25)


def test_descent_on_xor_turns_every_dial_toward_zero():
    network = neuron(0.5, 0.5, -0.2)
    for _ in range(3000):
        network.parameters -= network.gradient(ROWS, XOR)
    assert np.abs(network.parameters).max() < 1e-3
    assert network.cost(ROWS, XOR) == pytest.approx(0.25)


def test_descent_lays_the_line_between_the_irises_in_a_few_steps():
    flowers = iris.split()
    network = neuron(-0.6, 0.6, 0)
    counts, costs = [], []
    for _ in range(201):
        counts.append(right(network, flowers.train_inputs, flowers.train_targets))
        costs.append(network.cost(flowers.train_inputs, flowers.train_targets))
        network.parameters -= network.gradient(flowers.train_inputs, flowers.train_targets)
    assert counts[0] < 35 and min(counts[5:]) >= 53
    assert max(counts[5:]) - min(counts[5:]) <= 2, "the count hardly changes"
    assert costs[200] < costs[5] / 1.5, "and the cost still falls"


def test_weights_that_are_all_positive_say_yes_to_every_row():
    draws = np.random.default_rng(1).uniform(0, 1, size=(200, 3))
    assert all(neuron(*draw).forward(ROWS).min() >= 0.5 for draw in draws)
