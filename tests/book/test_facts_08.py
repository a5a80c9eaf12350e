"""What chapter 8 says is what the package computes."""

import re

import numpy as np
import pytest
from support.prose import BOOK, Prose

from turning_dials import Network
from turning_dials.data import dogs
from turning_dials.exercises.thirteen_thousand_dials import MISTAKES, check_slope_pictures
from turning_dials.quiz.quiz import questions

SOURCE = (BOOK / "nbsrc" / "08-thirteen-thousand-dials.md").read_text(encoding="utf-8")
BEAGLE, DACHSHUND = dogs.BREEDS.index("beagle"), dogs.BREEDS.index("dachshund")
PICTURE, TARGET = dogs.beagle().ravel(), np.eye(10)[BEAGLE]


def signed(number, decimals):
    return f"{number:.{decimals}f}".replace("-", "−")


@pytest.fixture(scope="module")
def start():
    return dogs.starting_network()


@pytest.fixture(scope="module")
def slopes(start):
    return start.gradient(PICTURE, TARGET)


@pytest.fixture(scope="module")
def weights(start):
    kinds = [np.full(rows * columns, kind == "weight") for _, kind, _, rows, columns in start.layout]
    return np.flatnonzero(np.concatenate(kinds))


def test_the_numbers_in_the_prose(start, slopes, weights):
    prose = Prose("08-thirteen-thousand-dials")
    dials, sizes = start.parameters, start.sizes
    prose.says(f"What do {dials.size:,} dials look like")
    prose.says("a picture of 25×25 pixels and answers with ten numbers")
    prose.says("Between lie two layers of 20 neurons. Each of the first 20 has 625 weights")
    assert sizes == (625, 20, 20, 10) and PICTURE.size == 625 == 25 * 25
    prose.says(f"{dogs.ANSWERS[0]} for the German shepherd, {dogs.ANSWERS[1]} for the Labrador")
    prose.says(f"down to {dogs.ANSWERS[9]} for the dachshund")
    prose.says(f"The other {dials.size - 10:,} dials")
    count = [w.size for w in start.weights]
    prose.says(f"625 · 20 = {count[0]:,} | 20 | twenty pictures of 25×25")
    prose.says(f"layer 2: 20 neurons to 20 | 20 · 20 = {count[1]} | 20 | a square of 20×20")
    prose.says(f"layer 3: 20 neurons to 10 breeds | 20 · 10 = {count[2]} | 10 | ten rows of 20")
    prose.says(f"| {sum(count):,} | {dials.size - sum(count)} | **{dials.size:,} dials** |")
    assert 0.95 < (count[0] + 20) / dials.size < 0.955, "nineteen in twenty"
    assert dials.size // 3600 == 3
    prose.says(f"three hours and {dials.size % 3600 // 60} minutes")

    cost = start.cost(PICTURE, TARGET)
    prose.says(f"The screen stands at {cost:.2f}, the mean of ten squared misses")
    on_answers = 2 * (np.array(dogs.ANSWERS) - TARGET) / 10
    assert sorted(np.argsort(-np.abs(on_answers.round(12)), kind="stable")[:2]) == [1, BEAGLE]
    prose.says(f"led by the beagle and the Labrador, {abs(on_answers[BEAGLE]):.2f} each")
    errors = start.trace(PICTURE, TARGET).delta
    prose.says(f"the ten errors by the dachshund's, {errors[2][0, DACHSHUND]:.4f}.")
    steepest = np.argsort(-np.abs(slopes), kind="stable")
    assert [start.place(int(index))[1] for index in steepest[:6]] == ["bias"] * 5 + ["weight"]
    assert start.place(int(steepest[0])) == (2, "bias", DACHSHUND, None)
    assert start.place(int(steepest[5])) == (2, "weight", DACHSHUND, 17)
    first, size = steepest[5], np.abs(dials[weights])
    largest = weights[size.argmax()]
    rank = int(np.flatnonzero(steepest == largest)[0]) + 1
    prose.says(
        f"Its value, {dials[first]:.3f}, is nothing special: {np.sum(size > dials[first])} weights are larger in size"
    )
    prose.says(f"the largest in size, {signed(dials[largest], 3)}, comes {rank}th")
    promised = slopes**2 / np.sum(slopes**2)
    prose.says(f"the {210} dials of the last layer would bring {promised[-210:].sum():.0%}".replace("%", " %"))
    prose.says(f"and the {count[0]:,} of the first layer {promised[: count[0]].sum():.0%}".replace("%", " %"))
    activation = start.trace(PICTURE).a[2][0, 17]
    prose.says(
        rf"from neuron 18 to the dachshund that is ${activation:.3f} \cdot {errors[2][0, 9]:.4f} = {slopes[first]:.4f}$"
    )
    prose.says(f"Written out for all {dials.size:,} dials")

    fell, after = {}, {}
    for rate in (1, 20):
        stepped = start.copy()
        stepped.parameters -= rate * slopes
        fell[rate], after[rate] = cost - stepped.cost(PICTURE, TARGET), stepped.forward(PICTURE)
    prose.says(f"At rate 1 the promise is nearly kept: {fell[1]:.4f} of {np.sum(slopes**2):.4f}. At rate 20 more is")
    assert 20 * np.sum(slopes**2) > cost
    prose.says(f"takes the beagle's answer from 0.20 to {after[20][BEAGLE]:.2f} and everyone else down")
    assert np.all(np.delete(after[20] - dogs.ANSWERS, BEAGLE) < 0)
    top = weights[np.argsort(-dials[weights], kind="stable")[:130]]
    prose.says(
        f"Take the 130 most positive, one in a hundred ({signed(dials[largest], 3)} is not among them), and turn"
    )
    assert largest not in top
    prose.plain("and turn them by 0.1:")
    prose.says(f"0.29 becomes {_turned(start, top, -0.1):.4f}")
    alone = sum(_turned(start, index) < cost for index in top)
    prose.says(f"turning up helped for {alone} of the 130 largest")
    prose.plain(f"# {dials.size:,} dials What do", "At 0.1 a trace is left: the")
    prose.says("They add up to 4.4, as ten separate sigmoids may")
    assert sum(dogs.ANSWERS) == pytest.approx(4.4)
    prose.plain("Among 60 networks drawn with other seeds", "in none and turning down in all 60")  # test_facts.py
    shy = Network([625, 20, 20, 10])
    shy.parameters = np.random.default_rng(0).uniform(size=dials.size)
    dimmed = PICTURE * 0.1 / PICTURE.mean()
    bend = np.max(shy.trace(dimmed).a[1] * (1 - shy.trace(dimmed).a[1]))
    prose.says(
        f"the steepest of the twenty sigmoids has a slope of {bend:.0e}, which is 6 divided by 10 fourteen times"
    )
    trace = np.abs(shy.gradient(dimmed, TARGET)[: count[0]]).max()
    prose.says(f"the largest of the {count[0]:,} slopes is {trace:.0e}")
    prose.plain("Add up 625 products", "dimmed to a mean of 0.3", "and so are all 12,500 slopes behind them")
    prose.says(f"The story's own example has {dials.size:,}")
    layer = slice(0, count[0])
    prose.says(f"have a correlation of {np.corrcoef(np.abs(dials[layer]), np.abs(slopes[layer]))[0, 1]:.2f}")
    prose.plain(f"Each of {dials.size:,} dials has a slope", f"they make {dials.size:,} dials, not a few hundred")
    prose.plain('errors", 1986', 'BackProp", 1998', 'Backpropagation", 2021')
    prose.plain("is an array (m, 20)", "(m, 625). What comes back is (20, 25, 25)")
    prose.plain("layer 1: pixels to 20 neurons", "The 625 slopes of a neuron are the 625 pixels times")
    assert prose.left() == []


def _turned(start, dials, turn=0.1):
    tried = start.copy()
    tried.parameters[dials] += turn
    return tried.cost(PICTURE, TARGET)


def _answers_with(start, dials, turn):
    tried = start.copy()
    tried.parameters[dials] += turn
    return tried.forward(PICTURE)


def test_the_start_answers_as_published(start):
    assert np.abs(start.forward(PICTURE) - dogs.ANSWERS).max() < 1e-12
    assert np.array_equal(start.parameters[:-10], Network([625, 20, 20, 10]).parameters[:-10]), "a plain draw"


def test_size_says_nothing_about_slope_in_any_layer(start, slopes):
    for _, kind, offset, rows, columns in start.layout:
        if kind == "weight":
            part = slice(offset, offset + rows * columns)
            assert abs(np.corrcoef(np.abs(start.parameters[part]), np.abs(slopes[part]))[0, 1]) < 0.06


def test_the_slopes_of_layer_1_are_the_picture_twenty_times(start, slopes):
    errors = start.trace(PICTURE, TARGET).delta[0][0]
    assert np.allclose(slopes[:12500].reshape(20, 625), np.outer(errors, PICTURE), rtol=0, atol=1e-18)
    assert (errors > 0).any() and (errors < 0).any(), "in one color or the other"


def test_dials_from_0_to_1_leave_layer_1_without_slopes():
    shy = Network([625, 20, 20, 10])
    shy.parameters = np.random.default_rng(0).uniform(size=13_150)
    for brightness, low, high in ((PICTURE.mean(), 0, 0), (0.3, 0, 0), (0.1, 1e-14, 1e-12)):
        dimmed = PICTURE * brightness / PICTURE.mean()
        a = shy.trace(dimmed).a[1]
        assert low <= np.max(a * (1 - a)) <= high
        largest = np.abs(shy.gradient(dimmed, TARGET)[:12_500]).max()
        assert largest == 0 if high == 0 else 0 < largest < 1e-20
    for cost in ("mean_squared_error", "binary_cross_entropy"):  # question 7: another cost is no help
        bright = Network([625, 20, 20, 10], cost=cost)
        bright.parameters = shy.parameters
        assert not bright.gradient(PICTURE, TARGET)[:12_500].any()
    assert np.abs(dogs.starting_network().trace(PICTURE).z[0]).max() < 5, "weights on both sides of 0"


def test_what_the_questions_claim(start, slopes, weights):
    asked = questions("thirteen-thousand-dials")

    def feedback(number, option):
        return " ".join(asked[f"thirteen-thousand-dials-{number}"]["options"][option]["feedback"].split())

    assert f"Its own {np.abs(start.parameters[weights]).max():.2f} does" in feedback(2, 0)
    assert f"a slope of {np.abs(slopes[:12500]).max():.4f}" in feedback(2, 1) and PICTURE.max() == 1
    assert f"third place with {signed(slopes[-10 + BEAGLE], 4)}" in feedback(2, 2)
    activations = start.trace(PICTURE).a[2][0]
    assert activations.argmax() == 17 and f"{activations.max():.3f}. That makes {0.739 * 0.0294:.4f}" in feedback(2, 3)
    top = weights[np.argsort(-start.parameters[weights], kind="stable")[:130]]
    cost, prompt = start.cost(PICTURE, TARGET), " ".join(asked["thirteen-thousand-dials-7"]["prompt"].split())
    assert f"rises from {cost:.2f} to {_turned(start, top):.4f}" in prompt
    assert f"it falls to {_turned(start, top, -0.1):.4f}" in prompt
    helped = sum(_turned(start, index) < cost for index in top)
    assert f"{helped} of the 130 lower the cost" in feedback(7, 0)
    down = start.copy()
    down.parameters[top] -= 0.1
    others = [dogs.draw(breed, seed=1).ravel() for breed in dogs.BREEDS]
    lower = down.forward(others) < start.forward(others)
    assert np.all(lower.sum(axis=1) == 9) and not lower[:, dogs.BREEDS.index("Great Dane")].any()
    assert np.sum(_answers_with(start, top, -0.1) < dogs.ANSWERS) == 9


# ---- the exercise


def solution():
    space = {"np": np}
    exec(re.search(r"<summary>Solution</summary>\n\n```python\n(.*?)```", SOURCE, re.DOTALL)[1], space)
    return space["slope_pictures"]


def test_the_hidden_solution_is_right(start, slopes):
    assert check_slope_pictures(solution())
    errors = start.trace(PICTURE, TARGET).delta[0]
    assert np.allclose(solution()(errors, PICTURE[None]).ravel(), slopes[:12500], rtol=0, atol=1e-18)


def test_the_unfilled_exercise_says_what_is_to_do():
    assert "Still to do" in check_slope_pictures(lambda errors, pictures: ...).text


@pytest.mark.parametrize(("mistake", "hint"), MISTAKES)
def test_each_mistake_gets_its_hint(mistake, hint):
    assert check_slope_pictures(mistake).text.endswith(hint)
