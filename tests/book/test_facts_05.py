"""What chapter 5 says is what the package computes."""

import re
from pathlib import Path

import numpy as np
import pytest
from support.prose import Prose

from turning_dials import CostBoard, Network, SharesBoard
from turning_dials.data import dogs
from turning_dials.descent import descend
from turning_dials.exercises.cost import check_cost, check_cross_entropy

ANSWERS = np.array([0.3, 0.8, 0.5, 0.2, 0.3, 0.6, 0.3, 0.3, 0.4, 0.7])
BEAGLE = dogs.BREEDS.index("beagle")
TARGET = np.eye(10)[BEAGLE]
SOURCE = (Path(__file__).parents[2] / "nbsrc" / "05-cost.md").read_text(encoding="utf-8")


def board(cost="mean_squared_error", answers=ANSWERS):
    network = Network([1, 10], cost=cost)
    network.weights[0][:] = 0
    network.biases[0][:] = np.log(answers / (1 - answers))
    return CostBoard(network, [0], TARGET, output_names=dogs.BREEDS)


def sharing():
    network = Network([1, 10])
    network.weights[0][:] = 0
    network.biases[0][:] = np.log(ANSWERS / (1 - ANSWERS))
    return SharesBoard(network, [0], TARGET, output_names=dogs.BREEDS)


def turned(index, value, cost="mean_squared_error"):
    answers = ANSWERS.copy()
    answers[index] = value
    return board(cost, answers)


def plain(number, decimals):
    return f"{number:.{decimals}f}".replace("-", "−")


@pytest.fixture(scope="module")
def runs():
    many = dogs.load(train=500, validation=1, test=1).train
    start = dogs.starting_network()
    for_one, for_all = start.copy(), start.copy()
    descend(for_one, dogs.beagle().ravel(), TARGET, rate=5, steps=200)
    descend(for_all, many.inputs, many.targets, rate=5, steps=10)
    return many, start, for_one, for_all


def test_the_numbers_in_the_prose(runs):
    prose = Prose("05-cost")
    squared, entropy = board(), board("binary_cross_entropy")
    a, slopes, at_z = squared.parameters, squared.gradient, squared.delta
    misses, steep = a - TARGET, a * (1 - a)
    for j, breed in enumerate(dogs.BREEDS):
        bold, best = ("**" if each else "" for each in (j == BEAGLE, j == np.abs(at_z).argmax()))
        name = f"{bold}{breed}{bold}"
        prose.says(f"| {name} | {bold}{a[j]:.1f}{bold} | {bold}{TARGET[j]:.0f}{bold} |")
        name, second = f"{bold or best}{breed}{bold or best}", f"{best}{plain(at_z[j], 4)}{best}"
        prose.says(f"| {name} | {a[j]:.1f} | {plain(slopes[j], 2)} | {steep[j]:.2f} | {second} |")
    labrador, dachshund, shepherd, golden = (
        dogs.BREEDS.index(breed) for breed in ("Labrador retriever", "dachshund", "German shepherd", "golden retriever")
    )
    assert a.argmin() == BEAGLE, "it comes last of ten"

    kinder = turned(BEAGLE, 0.3)
    fall = squared.cost - kinder.cost
    prose.says(f"turn its answer up from {a[BEAGLE]:.1f} to 0.3")
    prose.says(f"The slope {plain(slopes[BEAGLE], 2)} promises that the cost will fall by {-slopes[BEAGLE] * 0.1:.3f}")
    prose.says(f"It falls from {squared.cost:.2f} to {kinder.cost:.3f}, which is {fall:.3f}")
    mean = (slopes[BEAGLE] + kinder.gradient[BEAGLE]) / 2
    assert mean * 0.1 == pytest.approx(-fall)
    prose.says(f"on arrival it is {plain(kinder.gradient[BEAGLE], 2)}, and over the whole way it was {plain(mean, 2)}")

    total = np.sum(misses**2)
    prose.says(f"The ten squares sum to {total:.2f}. Some books take half of that, {total / 2:.2f}, because")
    prose.says(rf"= \frac{{{total:.2f}}}{{10}} = {squared.cost:.2f}$$")
    share = misses**2 / total
    prose.says(f"The Labrador's {a[labrador]:.1f} and the beagle's {a[BEAGLE]:.1f} both miss by 0.8")
    prose.says(f"they make up {100 * (share[labrador] + share[BEAGLE]):.0f} % of the cost")
    prose.says(f"the German shepherd's {a[shepherd]:.1f} adds {100 * share[shepherd]:.0f} %")
    assert np.abs(misses[[labrador, BEAGLE]]) == pytest.approx([0.8, 0.8])
    prose.says(f"tie at {slopes[labrador]:.2f} in size: 0.2 has 0.8 of room up, 0.8 has 0.8 of room down")
    assert np.abs(slopes).max() == pytest.approx(-slopes[BEAGLE]) == pytest.approx(slopes[labrador])
    prose.says(f"The dachshund wins with {at_z[dachshund]:.4f}. Its miss of {misses[dachshund]:.1f} is smaller")
    prose.says(f"at 0.7 the sigmoid is steeper ({steep[dachshund]:.2f}) than at 0.8 or 0.2 ({steep[labrador]:.2f})")
    assert steep[labrador] == pytest.approx(steep[BEAGLE])
    order = np.argsort(-np.abs(at_z).round(12), kind="stable")
    assert list(order[:4]) == [dachshund, golden, labrador, BEAGLE]
    prose.says(f"the golden retriever's {a[golden]:.1f} comes before the two that missed by most")

    lowest = turned(BEAGLE, 0.001), turned(BEAGLE, 0.001, "binary_cross_entropy")
    prose.says("beagle down to 0.001")
    prose.says(
        f"0.2 costs {-np.log(0.2):.2f}, 0.001 costs {-np.log(0.001):.2f}, and each further zero after the point adds "
        f"another {np.log(10):.2f}"
    )
    prose.says(f"the same ten answers now cost {entropy.cost:.3f}")
    assert np.allclose(entropy.delta, misses / 10, rtol=0, atol=1e-15)
    third = np.argsort(-np.abs(entropy.delta).round(12), kind="stable")[2]
    assert third == dachshund
    prose.says(f"the pair that missed by 0.8 leads again, with +{entropy.delta[labrador]:.2f} for the Labrador")
    prose.says(f"and {plain(entropy.delta[BEAGLE], 2)} for the beagle")
    prose.says(f"the dachshund is third with {entropy.delta[dachshund]:.2f}")
    soft, hard = (one.delta[BEAGLE] for one in lowest)
    prose.says(f"With the beagle at 0.001 its error is {plain(soft, 4)} under the mean squared error")
    prose.says(f"and {plain(hard, 4)} under cross-entropy, about {round(hard / soft, -1):.0f} times as much")
    prose.says(f"The dots are the beagle's {a[BEAGLE]:.1f}")

    one = sharing()
    odds, errors = np.exp(one.parameters), one.gradient
    prose.says(f"its ten answers add up to {a.sum():.1f}")
    prose.says(f"The Labrador's $z$ is {one.parameters[labrador]:.2f} and its $e^z$ is {odds[labrador]:.0f}")
    prose.says(f"the beagle's $e^z$ is {odds[BEAGLE]:.2f}. All ten add up to {odds.sum():.2f}")
    prose.says(f"the Labrador's share is {one.answers[labrador]:.3f} and the beagle's {one.answers[BEAGLE]:.3f}")
    prose.says(f"the bar runs past the mark at 1, to {a.sum():.2f}")
    prose.says(f"ten answers that add up to {a.sum():.1f} cannot be its work")
    prose.says(rf"$-\ln {one.answers[BEAGLE]:.4f} = {one.cost:.2f}$")
    prose.says(f"{plain(errors[BEAGLE], 3)} for the beagle, +{errors[labrador]:.3f} for the Labrador")
    prose.says(f"+{errors[dachshund]:.3f} for the dachshund")
    assert np.array_equal(errors, one.answers - TARGET) and abs(errors.sum()) < 1e-15
    prose.says(f"it gives the Labrador {one.answers[labrador]:.3f} and the beagle {one.answers[BEAGLE]:.3f}")
    leads = []
    for _ in range(3):
        one.parameters = one.parameters - one.gradient
        leads.append(one.answers.argmax() == BEAGLE)
    assert leads == [False, False, True]
    prose.says(f"after three steps the beagle leads with {one.answers[BEAGLE]:.2f}")

    many, start, for_one, for_all = runs
    per = np.bincount(many.labels)
    assert len(set(per)) == 1
    prose.says(f"Here are {len(many.labels)} drawn dogs, {per[0]} of each breed")
    at_start, costs_for_one, costs_for_all = (
        np.mean((net.forward(many.inputs) - many.targets) ** 2, axis=1) for net in (start, for_one, for_all)
    )
    by_breed = [at_start[many.labels == breed].mean() for breed in range(10)]
    assert np.argmax(by_breed) == BEAGLE and np.argmin(by_breed) == labrador
    assert start.forward(many.inputs).std(axis=0).max() < 0.01, "nearly the same ten numbers for every dog"
    prose.says(
        f"{by_breed[BEAGLE]:.2f} for a beagle, which makes it the worst of the ten, {by_breed[labrador]:.2f} for a "
        f"Labrador, which the {ANSWERS[labrador]:.1f} happens to suit. The mean is {at_start.mean():.3f}"
    )
    assert np.all(for_one.classify(many.inputs) == BEAGLE), "it says beagle to every dog"
    assert costs_for_one[many.labels == BEAGLE].max() < 0.001
    others = {round(costs_for_one[many.labels == breed].mean(), 2) for breed in range(10) if breed != BEAGLE}
    assert len(others) == 1
    prose.says(f"says it to all {len(many.labels)}. The other nine breeds cost about {others.pop():.2f} each")
    prose.says(f"the mean falls from {at_start.mean():.3f} to {costs_for_all.mean():.3f} in 10 steps")
    assert dogs.accuracy(for_all, many) == 0.1
    answers = for_all.forward(many.inputs)
    assert answers.min() > 0.1 and answers.max() < 0.17, "a little above 0.1"
    prose.says("answer a little above 0.1 to every question. One question in ten should have been answered with 1, and")
    prose.says("misses by 0.9; nine miss by 0.1.")
    prose.says(rf"$0.1 \cdot 0.9^2 + 0.9 \cdot 0.1^2 = {0.1 * 0.9**2 + 0.9 * 0.1**2:.2f}$")
    for_all_500 = for_all.cost(many.inputs, many.targets)
    assert for_all_500 == pytest.approx(costs_for_all.mean(), abs=1e-12)
    prose.says(f"came down to {for_all_500:.3f} and could not tell a poodle from a Great Dane")
    prose.says(f"and says {total:.2f}, or halves them")
    prose.says(f"Ten answers that sum to {a.sum():.1f} are no probabilities")
    prose.says(f"{squared.cost:.2f} for the one beagle, {at_start.mean():.3f} for 500 dogs")
    prose.says("that put the 0.7 before the 0.8")
    prose.says("knowing nothing costs 0.09")
    prose.plain("2015, chapter 3")
    assert prose.left() == []


def test_the_ten_answers_are_the_dog_network_s_own():
    network = dogs.starting_network()
    assert np.abs(network.forward(dogs.beagle().ravel()) - ANSWERS).max() < 1e-12


def test_always_answering_a_tenth_is_the_cheapest_way_to_know_nothing():
    y = np.eye(10)
    constant = np.linspace(0, 1, 1001)
    costs = [np.mean((answer - y) ** 2) for answer in constant]
    assert constant[np.argmin(costs)] == pytest.approx(0.1)
    assert min(costs) == pytest.approx(0.09)


def test_what_the_alternative_texts_of_the_figures_say(runs):
    tug = lambda a: 2 * (1 - a) * a * (1 - a)  # noqa: E731
    grid = np.linspace(0, 1, 3001)
    assert grid[tug(grid).argmax()] == pytest.approx(1 / 3) and "largest at one third" in SOURCE
    many, start, _, for_all = runs
    first, last = (np.mean((net.forward(many.inputs) - many.targets) ** 2, axis=1) for net in (start, for_all))
    assert f"columns from {first.min():.2f} to {first.max():.2f}" in SOURCE
    assert f"the mean at {first.mean():.2f}" in SOURCE
    assert last.round(2).min() == last.round(2).max() == 0.09 and "stand together near 0.09" in SOURCE


def test_what_the_questions_claim():
    lowest = turned(BEAGLE, 0.001)
    assert round(lowest.delta[BEAGLE], 4) == -0.0002
    steep = lambda a: a * (1 - a)  # noqa: E731
    assert round(steep(0.2) / steep(0.001)) == 160 and round(0.999 / 0.8, 2) == 1.25
    assert round(-np.log(0.37), 2) == 0.99 and -np.log(0.36) > 1
    assert round(-np.log(0.1), 2) == 2.30 and round(-np.log(0.001), 2) == 6.91
    assert round(2 * 0.5 / 10 * steep(0.5), 4) == 0.0250
    one, labrador = sharing(), dogs.BREEDS.index("Labrador retriever")
    (low, high), shares = one.parameters[[BEAGLE, labrador]], one.answers
    assert (round(high, 2), round(low, 2), round(high - low, 2)) == (1.39, -1.39, 2.77)
    assert np.exp([high, low]) == pytest.approx([4, 0.25]) and shares[labrador] / shares[BEAGLE] == pytest.approx(16)
    assert shares[[labrador, BEAGLE]].round(3).tolist() == [0.349, 0.022]
    assert (ANSWERS[[labrador, BEAGLE]] / ANSWERS.sum()).round(3).tolist() == [0.182, 0.045]
    assert round(np.exp(0.6), 1) == 1.8 and round(np.exp(2), 2) == 7.39
    three = Network([1, 3], "softmax", "categorical_cross_entropy")
    three.weights[0][:], three.biases[0][:] = 0, [2, 1, 1]
    assert three.forward([0])[1] == pytest.approx(0.212, abs=5e-4)
    assert three.gradient([0], [0, 1, 0])[4] == pytest.approx(-0.7881, abs=5e-5)
    random = np.random.default_rng(0).uniform(size=(2000, 10))
    assert np.mean((random - np.eye(10)[np.arange(2000) % 10]) ** 2) == pytest.approx(0.33, abs=0.01)
    # Beside equally many others, half of the votes want a poodle.
    net = Network([2, 3, 2], seed=1)
    x, y = np.array([[0.2, 0.9], [0.7, 0.1]]), np.array([[1.0, 0.0], [0.0, 1.0]])
    both = net.gradient(x, y)
    assert np.allclose(net.gradient(np.repeat(x, 2, axis=0), np.repeat(y, 2, axis=0)), both)
    more = net.gradient(x[[0, 1, 1, 1]], y[[0, 1, 1, 1]])
    assert np.allclose(more, (net.gradient(x[0], y[0]) + 3 * net.gradient(x[1], y[1])) / 4)
    assert np.all(more != both), "every dial hears of it"


def test_the_hidden_solutions_are_right():
    space = {"np": np}
    for solution in re.findall(r"<summary>Solution</summary>\s+```python\n(.*?)```", SOURCE, re.DOTALL):
        exec(solution, space)
    assert check_cost(space["cost"])
    assert check_cross_entropy(space["cross_entropy"])


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        (lambda a, y: ..., "Still to do"),
        (lambda a, y: np.mean(y * np.log(a) + (1 - y) * np.log(1 - a)), "minus is missing"),
        (lambda a, y: np.sum(-y * np.log(a) - (1 - y) * np.log(1 - a)), "their mean"),
        (lambda a, y: -np.mean(y * np.log(a)), "cost nothing here"),
        (lambda a, y: -np.mean(y * np.log10(a) + (1 - y) * np.log10(1 - a)), "base 10"),
        (lambda a, y: -np.mean((1 - y) * np.log(a) + y * np.log(1 - a)), "swapped"),
        (lambda a, y: np.mean((a - y) ** 2), "squared error"),
        (lambda a, y: 1 / 0, "ZeroDivisionError"),
    ],
)
def test_the_exercise_s_hints(answer, hint):
    verdict = check_cross_entropy(answer)
    assert not verdict and hint in repr(verdict)
