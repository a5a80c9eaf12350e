"""What chapter 9 says is what the package computes."""

import re

import numpy as np
import pytest
from support.prose import BOOK, Prose

from turning_dials.data import dogs
from turning_dials.data.dog_network import EPOCHS, RATES, TUNED
from turning_dials.descent import descend, largest_weights_together, one_dial_at_a_time
from turning_dials.exercises.dog_breeds import MISTAKES, check_confusion
from turning_dials.quiz.quiz import questions

SOURCE = (BOOK / "nbsrc" / "09-dog-breeds.md").read_text(encoding="utf-8")
BEAGLE = dogs.BREEDS.index("beagle")
PICTURE, TARGET = dogs.beagle().ravel(), np.eye(10)[BEAGLE]
IGNORANT = -(0.1 * np.log(0.1) + 0.9 * np.log(0.9))


def percent(share, digits=0):
    return f"{share:.{digits}%}".replace("%", " %")


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
def fifty():
    return dogs.load(train=50, validation=1, test=1).train


@pytest.fixture(scope="module")
def race(fifty):
    x, y = fifty.inputs, fifty.targets

    def begin():
        return dogs.starting_network(cost="binary_cross_entropy")

    def named(net):
        return dogs.accuracy(net, fifty)

    rule = {"k": 130, "watch": named}
    return {
        "rule": largest_weights_together(begin(), x, y, size=1, steps=2000, **rule),
        "back": largest_weights_together(begin(), x, y, size=1, steps=4000, otherwise="back", **rule),
        "dial": one_dial_at_a_time(begin(), x, y, size=1, steps=2000, watch=named),
        "descent": descend(begin(), x, y, rate=1, steps=1000, watch=named),
    }


def within(run, evaluations=2000):
    return run[np.flatnonzero(run.evaluations <= evaluations)[-1]]


def test_the_numbers_in_the_prose(trained, race):
    prose = Prose("09-dog-breeds")
    data, nets, costs, judged = trained
    start = dogs.starting_network()
    prose.says(f"Can {start.parameters.size:,} dials tell ten breeds")
    per_breed = np.sum(data.validation.labels == 0)
    prose.says(f"about {len(data.validation.labels):,} dogs that it has never seen, {per_breed} of each breed")
    prose.says("since 0.8 was the largest of its ten numbers")
    prose.says("right about 10 % of the dogs, as before")
    prose.says(f"There are {len(data.train.labels):,} dogs to learn from, {len(data.validation.labels):,} to choose")
    prose.says(f"and {len(data.test.labels):,} to judge by. The {len(data.test.labels):,} stay in their drawer")
    assert len(RATES) == 7
    prose.says(
        f"seven learning rates from {min(RATES)} to {max(RATES):g}, "
        f"each for {EPOCHS[0]}, {EPOCHS[1]} and {EPOCHS[2]} rounds"
    )
    assert TUNED["network"][1] == TUNED["linear"][1] == 80
    prose.says(f"that is rate {TUNED['network'][0]:g}, for the rival {TUNED['linear'][0]}, and 80 rounds for both")
    prose.plain("Steps are made on 20 dogs at a time", "the ignorant answer, 0.1 for everything")
    held_out = {name: dogs.accuracy(net, data.test) for name, net in nets.items()}
    named = {name: percent(share, 1) for name, share in held_out.items()}
    prose.says(f"Of 2,000 dogs that neither had any part in, the network names {named['network']}")
    prose.says(f"the linear classifier {named['linear']}. Guessing would name 10 %")
    prose.says(
        f"the network names {named['network']} of those it never saw; "
        f"the linear classifier {named['linear']}, one picture 10 %"
    )
    assert held_out["network"] >= 0.85 and held_out["network"] - held_out["linear"] >= 0.1
    prose.says(f"what the ignorant answer costs, {IGNORANT:.3f}; one round gets below it")
    assert judged["network"][0, 0] < IGNORANT
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
    claims_of_the_race(prose, race, start)
    prose.says("After a few steps on one beagle all 1,000 dogs were beagles, and 10 % of the answers right")
    prose.says(f"It took 5,000 dogs to get to {named['network']} on others")
    prose.plain(f"Trained on {len(data.train.labels):,} drawn dogs", "to see 5,000 dogs eighty times each")
    prose.plain('Learning", 2015', 'Backpropagation", 2021', "What comes back is (10, 10)", "treats 130 dials as one")
    assert prose.left() == []


def claims_of_the_race(prose, race, start):
    rule = race["rule"]
    prose.plain("turn the 130 largest weights up together", "and take the 130 next largest")
    held = within(race["dial"], 2000).cost
    assert held > rule[-1].cost
    prose.says(f"after 2,000 evaluations it still stands higher, at {held:.2f}, but it is not stuck")
    prose.says(f"It gets from {rule[0].cost:.3f} to {rule[-1].cost:.3f}")
    assert rule.stopped and f"{IGNORANT:.3f}" == "0.325"
    prose.says(f"after {rule.evaluations[-1]:.0f} evaluations there is no group of 130 weights left that helps")
    prose.says(f"The gray line at {IGNORANT:.3f} is what the ignorant answer costs: 0.1 for every breed")
    prose.says(f"with {percent(rule[-1].watched)} of the fifty dogs named, where guessing names 10 %")
    prose.says(f"Lowering ten answers from {np.mean(dogs.ANSWERS):.2f} on average to 0.1 takes no knowledge")
    prose.says(f"Then it never turns anything down, and ends at {race['back'][-1].cost:.3f}")
    ahead = [within(race["rule"], spent).cost < within(race["dial"], spent).cost for spent in (20, 200, 1000)]
    assert ahead == [True, True, True] and within(race["dial"], 2000).cost > rule[-1].cost, "ahead for a long time"
    tenth = within(race["dial"]).step / start.parameters.size
    assert 0.09 < tenth < 0.12
    prose.says(
        "2,000 evaluations took it through a tenth of the dials, "
        f"and once through all of them would take {start.parameters.size:,}"
    )
    # What the figure says in words.
    told = re.sub(r'"\s+"', "", SOURCE)
    assert "drops to 0.40 in five evaluations, to 0.34 after some three hundred, and stays at 0.32" in told
    assert within(rule, 5).cost < 0.405 and 280 < rule.evaluations[np.argmax(rule.costs <= 0.34)] < 320
    descent = race["descent"]
    flat = descent.evaluations[(descent.costs > 0.315) & (descent.costs < 0.33)]
    assert 350 < flat[-1] - flat[0] < 450
    prose.says("It waits near 0.32 for some 400 evaluations")
    prose.says("when the cost is down to 0.2")


def _mirrored(net):
    layer = net.weights[0].reshape(20, 25, 25)
    return np.corrcoef(layer.ravel(), layer[:, :, ::-1].ravel())[0, 1]


def test_one_beagle_teaches_one_answer():
    others = dogs.load().validation
    alone = dogs.starting_network()
    assert set(alone.classify(others.inputs)) == {1}
    for _ in range(3):
        alone.parameters -= 5 * alone.gradient(PICTURE, TARGET)
    assert set(alone.classify(others.inputs)) == {BEAGLE}
    assert alone.cost(PICTURE, TARGET) < 0.05 and dogs.accuracy(alone, others) == 0.1


def test_the_test_dogs_stay_in_their_drawer_until_the_end():
    before = SOURCE[: SOURCE.index("trained = dogs.starting_network")]
    assert "data.test" not in before


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


def test_what_the_questions_claim(trained, race):
    asked = questions("dog-breeds")
    data, nets, _, _ = trained
    shares = [100 * dogs.accuracy(nets["network"], part) for part in data]
    told = asked["dog-breeds-3"]["prompt"]
    assert all(f"{share:.1f} %" in told for share in shares)
    assert asked["dog-breeds-3"]["options"][3]["text"].startswith(f"{np.mean(shares):.1f} %")
    share = shares[2] / 100
    assert 0.4 < 100 * np.sqrt(share * (1 - share) / 2000) < 0.6, "half a point either way"
    assert len(RATES) * len(EPOCHS) == 21
    prompt = " ".join(asked["dog-breeds-2"]["prompt"].split())
    assert f"a cost of {race['rule'][0].cost:.3f}" in prompt and f"would cost {IGNORANT:.3f}" in prompt
    assert race["descent"].costs.min() < 0.3 and race["rule"].costs.min() > 0.3
    x, y = dogs.load(train=50, validation=1, test=1).train[:2]
    tries = one_dial_at_a_time(dogs.starting_network(cost="binary_cross_entropy"), x, y, size=1, steps=4500, every=4500)
    assert tries[-1].cost < 0.3, "given enough tries"
    table = dogs.confusion(nets["network"], data.test)
    told = " ".join(asked["dog-breeds-5"]["prompt"].split())
    assert f"holds {table[1, 1]} on the diagonal and {table[1, 5]} under golden retriever" in told
    assert asked["dog-breeds-5"]["value"] == table[1].sum() - table[1, 1] - table[1, 5]
    last = " ".join(asked["dog-breeds-6"]["prompt"].split())
    assert f"from {race['rule'][0].cost:.3f} to {race['rule'][-1].cost:.3f}" in last
    assert f"names {percent(race['rule'][-1].watched)} of them" in last and 1 < np.sqrt(50 * 0.1 * 0.9) < 3


# ---- the exercise


def solution():
    space = {"np": np}
    exec(re.search(r"<summary>Solution</summary>\n\n```python\n(.*?)```", SOURCE, re.DOTALL)[1], space)
    return space["confusion"]


def test_the_hidden_solution_is_right(trained):
    assert check_confusion(solution())
    data, nets, _, _ = trained
    said = nets["linear"].classify(data.test.inputs)
    assert np.array_equal(solution()(said, data.test.labels), dogs.confusion(nets["linear"], data.test))


def test_the_unfilled_exercise_says_what_is_to_do():
    assert "Still to do" in check_confusion(lambda said, labels: ...).text


@pytest.mark.parametrize(("mistake", "hint"), MISTAKES)
def test_each_mistake_gets_its_hint(mistake, hint):
    assert check_confusion(mistake).text.endswith(hint)
