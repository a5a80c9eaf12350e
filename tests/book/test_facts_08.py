"""What chapter 8 says is what the package computes."""

import re
import tomllib
from pathlib import Path

import numpy as np
import pytest
from support.prose import Prose

from turning_dials import Network
from turning_dials.data import dogs
from turning_dials.data.dog_network import EPOCHS, RATES, TUNED
from turning_dials.descent import descend, largest_weights_together, one_dial_at_a_time
from turning_dials.exercises.dog_breeds import MISTAKES, check_slope_pictures

BOOK = Path(__file__).parents[2]
SOURCE = (BOOK / "nbsrc" / "08-dog-breeds.md").read_text(encoding="utf-8")
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


@pytest.fixture(scope="module")
def trained():
    data = dogs.load()
    nets = {"network": dogs.starting_network(cost="binary_cross_entropy"), "linear": dogs.linear_classifier()}
    judged = {name: [] for name in nets}
    costs = {
        name: dogs.train(net, data.train, watch=lambda net, name=name: judged[name].append(_judge(net, data)))
        for name, net in nets.items()
    }
    return data, nets, costs, {name: np.array(each) for name, each in judged.items()}


def _judge(net, data):
    return net.cost(*data.validation[:2]), dogs.accuracy(net, data.validation)


@pytest.fixture(scope="module")
def race():
    fifty = dogs.load(train=50, validation=1, test=1).train
    x, y = fifty.inputs, fifty.targets

    def begin():
        return dogs.starting_network(cost="binary_cross_entropy")

    return {
        "rule": largest_weights_together(begin(), x, y, k=130, size=1, steps=2000),
        "small rule": largest_weights_together(begin(), x, y, k=130, size=0.1, steps=2000),
        "dial": one_dial_at_a_time(begin(), x, y, size=1, steps=2000),
        "descent": descend(begin(), x, y, rate=1, steps=1000),
    }


def within(run, evaluations=2000):
    return run[np.flatnonzero(run.evaluations <= evaluations)[-1]]


def test_the_numbers_in_the_prose(start, slopes, weights, trained, race):
    prose = Prose("08-dog-breeds")
    dials, sizes = start.parameters, start.sizes
    prose.says(f"What do {dials.size:,} dials look like")
    prose.says("a picture of 25×25 pixels and answers with ten numbers")
    prose.says("Between lie two layers of 20 neurons. Each of the first 20 has 625 weights")
    assert sizes == (625, 20, 20, 10) and PICTURE.size == 625 == 25 * 25
    prose.says(f"{dogs.ANSWERS[0]} for the German shepherd, {dogs.ANSWERS[1]} for the Labrador")
    prose.says(f"down to {dogs.ANSWERS[9]} for the dachshund. The other {dials.size - 10:,} dials")
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
    prose.says(f"by the dachshund, {errors[2][0, DACHSHUND]:.4f}.")
    steepest = np.argsort(-np.abs(slopes), kind="stable")
    assert [start.place(int(index))[1] for index in steepest[:6]] == ["bias"] * 5 + ["weight"]
    assert start.place(int(steepest[0])) == (2, "bias", DACHSHUND, None)
    assert start.place(int(steepest[5])) == (2, "weight", DACHSHUND, 17)
    first, size = steepest[5], np.abs(dials[weights])
    largest = weights[size.argmax()]
    rank = int(np.flatnonzero(steepest == largest)[0]) + 1
    prose.says(f"Its value, {dials[first]:.3f}, is nothing special: {np.sum(size > dials[first])} weights are larger")
    prose.says(f"the largest of all, {signed(dials[largest], 3)}, comes {rank}th")
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
    prose.says("Turn the 130 largest, one in a hundred, up by 0.1")
    alone = sum(_turned(start, index) < cost for index in top)
    prose.says(f"Here one of the 130 largest helped {alone} times of 130")
    prose.says(f"all together raised the cost to {_turned(start, top):.4f}. Over 60 seeded networks")

    prose.plain("Add up 625 products", "dimmed to a mean of 0.3", "and so are all 12,500 slopes behind them")
    prose.says("At 0.1 a trace is left, about $10^{-13}$")

    data, nets, costs, judged = trained
    prose.says(f"about {len(data.test.labels):,} dogs that it has never seen, {np.sum(data.test.labels == 0)} of each")
    prose.says("since 0.8 was the largest of its ten numbers")
    prose.says("right about 10 % of the dogs, as before")
    prose.says(
        f"There are {len(data.train.labels):,} dogs to learn from, {len(data.validation.labels):,} to choose the"
    )
    prose.says(f"and {len(data.test.labels):,} to judge by")
    assert len(RATES) == 7
    prose.says(
        f"seven learning rates from {min(RATES)} to {max(RATES):g}, "
        f"each for {EPOCHS[0]}, {EPOCHS[1]} and {EPOCHS[2]} rounds"
    )
    assert TUNED["network"][1] == TUNED["linear"][1] == 80
    prose.says(f"that is rate {TUNED['network'][0]:g}, for the rival {TUNED['linear'][0]}, and 80 rounds for both")
    prose.plain("Steps are made on 20 dogs at a time", "the ignorant answer, 0.1 for everything")
    held_out = {name: dogs.accuracy(net, data.test) for name, net in nets.items()}
    named = {name: f"{share:.1%}".replace("%", " %") for name, share in held_out.items()}
    prose.says(f"Of 2,000 dogs that neither had any part in, the network names {named['network']}")
    prose.says(f"the linear classifier {named['linear']}. Guessing would name 10 %")
    prose.says(
        f"the network names {named['network']} of those it never saw; "
        f"the linear classifier {named['linear']}, one picture 10 %"
    )
    assert held_out["network"] >= 0.85 and held_out["network"] - held_out["linear"] >= 0.1
    ignorant = -(0.1 * np.log(0.1) + 0.9 * np.log(0.9))
    prose.says(f"what the ignorant answer costs, {ignorant:.3f}; one round gets below it")
    assert judged["network"][0, 0] < ignorant
    late = judged["network"][40:, 0]
    assert late[-1] < late[0] - 0.005 and late[-1] > 1.5 * costs["network"][-1], "still falls, above the other"
    table = dogs.confusion(nets["network"], data.test)
    assert table.diagonal().argmin() == 1 and dogs.BREEDS[5] == "golden retriever"
    prose.says(f"{table[1, 1]} of {table[1].sum()} are named, and {table[1, 5]} are taken for golden retrievers")

    prose.plain("what have the 12,500 dials on the pixels become")
    prose.says(f"have a correlation of {_mirrored(nets['network']):.2f} where they began with next to none")
    assert abs(_mirrored(start)) < 0.05
    prose.plain("with 1,200 training dogs and 300 for validation", "Around step 6,000 some 85 % of the validation dogs")
    prose.says("It is shrunk to 25×25 gray levels here in your browser")
    prose.plain("turn the 130 largest weights up together", "then try the next 130")
    answers = np.array(dogs.ANSWERS)
    prose.says(f"to come *down*, from {answers.mean():.2f} on average to 0.1")
    prose.says(f"Turning by 0.1 at a try, it ends at {within(race['small rule']).cost:.2f}")
    tenth = within(race["dial"]).step / dials.size
    assert 0.09 < tenth < 0.12
    prose.says(
        "2,000 evaluations took it through a tenth of the dials, "
        f"and once through all of them would take {dials.size:,}"
    )
    descent = race["descent"]
    flat = descent.evaluations[(descent.costs > 0.315) & (descent.costs < 0.33)]
    assert 350 < flat[-1] - flat[0] < 450
    prose.says("it waits near 0.32 for some 400 evaluations")
    prose.says("when the cost is down to 0.2")

    prose.says(f"The story's own example has {dials.size:,}")
    layer = slice(0, count[0])
    prose.says(f"have a correlation of {np.corrcoef(np.abs(dials[layer]), np.abs(slopes[layer]))[0, 1]:.2f}")
    prose.says("After a few steps on one beagle all 2,000 dogs were beagles, and 10 % of the answers right")
    prose.says(f"It took 5,000 dogs to get to {named['network']} on others")
    prose.plain(f"Each of {dials.size:,} dials has a slope", f"Trained on {len(data.train.labels):,} drawn dogs")
    prose.plain(
        'errors", 1986',
        'BackProp", 1998',
        "is an array (m, 20)",
        "(m, 625). What comes back is (20, 25, 25)",
    )
    prose.plain("layer 1: pixels to 20 neurons", "The 625 slopes of a neuron are the 625 pixels times")
    assert prose.left() == []


def _mirrored(net):
    layer = net.weights[0].reshape(20, 25, 25)
    return np.corrcoef(layer.ravel(), layer[:, :, ::-1].ravel())[0, 1]


def _turned(start, dials):
    tried = start.copy()
    tried.parameters[dials] += 0.1
    return tried.cost(PICTURE, TARGET)


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


def test_one_beagle_teaches_one_answer(start):
    test = dogs.load().test
    alone = start.copy()
    assert set(alone.classify(test.inputs)) == {1}
    for _ in range(3):
        alone.parameters -= 5 * alone.gradient(PICTURE, TARGET)
    assert set(alone.classify(test.inputs)) == {BEAGLE}
    assert alone.cost(PICTURE, TARGET) < 0.05 and dogs.accuracy(alone, test) == 0.1


def test_what_the_reader_s_own_run_comes_to():
    few = dogs.load(train=1200, validation=300, test=30)
    net = dogs.starting_network(cost="binary_cross_entropy")
    assert np.sum(net.classify(few.test.inputs) == few.test.labels) == 3
    history = descend(
        net, *few.train[:2], rate=2, steps=6000, batch=20, every=300,
        watch=lambda net: dogs.accuracy(net, few.validation),
    )  # fmt: skip
    assert history.watched[2] < 0.5 and abs(history.watched[-1] - 0.85) < 0.04
    assert np.any(np.diff(history.costs) > 0), "the curve jumps"


def test_squared_error_is_slow_to_leave_the_ignorant_answer():
    few = dogs.load(train=1200, validation=1, test=2000)
    shares = []
    for cost in ("mean_squared_error", "binary_cross_entropy"):
        net = dogs.starting_network(cost=cost)
        dogs.train(net, few.train, rate=2, epochs=20)
        shares.append(dogs.accuracy(net, few.test))
    assert shares[1] > shares[0] + 0.1


def test_the_race(race):
    costs = {name: within(run).cost for name, run in race.items()}
    assert costs["descent"] < costs["dial"] < costs["rule"] < costs["small rule"]
    assert f"{race['descent'][0].cost:.3f}" == "0.684" and f"{costs['dial']:.2f}" == "0.40"
    descent = race["descent"]
    assert descent.evaluations[descent.costs <= costs["dial"]][0] == 14
    assert 0.6 < costs["rule"] < 0.65 and 0.19 < costs["descent"] < 0.21
    assert 1350 < within(race["dial"]).step < 1450, "question 3: some 1,400 of the dials"


def test_what_the_questions_claim(start, slopes, weights, trained):
    asked = tomllib.loads((BOOK / "src/turning_dials/quiz/questions/08-dog-breeds.toml").read_text(encoding="utf-8"))

    def feedback(number, option):
        return " ".join(asked[f"dog-breeds-{number}"]["options"][option]["feedback"].split())

    assert f"Its own {np.abs(start.parameters[weights]).max():.2f} does" in feedback(2, 0)
    assert f"a slope of {np.abs(slopes[:12500]).max():.4f}" in feedback(2, 1) and PICTURE.max() == 1
    assert f"third place with {signed(slopes[-10 + BEAGLE], 4)}" in feedback(2, 2)
    activations = start.trace(PICTURE).a[2][0]
    assert activations.argmax() == 17 and f"{activations.max():.3f}. That makes {0.739 * 0.0294:.4f}" in feedback(2, 3)
    data, nets, _, _ = trained
    shares = [100 * dogs.accuracy(nets["network"], part) for part in data]
    told = asked["dog-breeds-8"]["prompt"]
    assert all(f"{share:.1f} %" in told for share in shares)
    assert asked["dog-breeds-8"]["options"][3]["text"].startswith(f"{np.mean(shares):.1f} %")
    share = shares[2] / 100
    assert 0.4 < 100 * np.sqrt(share * (1 - share) / 2000) < 0.6, "half a point either way"
    assert len(RATES) * len(EPOCHS) == 21


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
