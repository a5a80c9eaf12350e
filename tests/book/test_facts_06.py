"""What chapter 6 says is what the package computes."""

import re

import numpy as np
import pytest
from support.prose import BOOK, Prose

from turning_dials import Network
from turning_dials.boards.surface.presets import curvature, flowers, presets
from turning_dials.data import faces
from turning_dials.descent import descend, one_dial_at_a_time
from turning_dials.exercises.descent import check_descent, slopes
from turning_dials.quiz.quiz import questions

X, TARGETS = flowers()
ACROSS, ALONG = curvature(X)


def bowl(inputs=X):
    """The lowest place of the bendless neuron's bowl, and its cost."""
    w = np.linalg.lstsq(inputs, TARGETS[:, 0] - 0.5)[0]
    return w, np.mean((inputs @ w + 0.5 - TARGETS[:, 0]) ** 2)


LOWEST = bowl()[1]


def walked(key="right", rate=None, steps=2000, **how):
    preset = presets()[key]
    return descend(preset.network.copy(), preset.inputs, TARGETS, rate=rate or preset.rate, steps=steps, **how)


def arrived(history, share=1.01, lowest=LOWEST):
    """The first record after which the cost stays within `share` of the lowest, or None."""
    above = np.flatnonzero(history.costs > share * lowest)
    return int(above[-1]) + 1 if above[-1] + 1 < len(history) else None


def held(key, steps):
    """The costs of a walk over a preset's two dials, the others held."""
    preset = presets()[key]
    network, dials = preset.network.copy(), list(preset.dials)
    costs = [network.cost(preset.inputs, preset.targets)]
    for _ in range(steps):
        network.parameters[dials] -= preset.rate * network.gradient(preset.inputs, preset.targets)[dials]
        costs.append(network.cost(preset.inputs, preset.targets))
    return np.array(costs)


def downhill(w):
    """The share of the flowers whose own slope at `w` points to the side that the mean slope points to."""
    each = 2 * X * (X @ w + 0.5 - TARGETS[:, 0])[:, None]
    return np.mean(each @ each.mean(axis=0) > 0)


def minus(number, decimals):
    return f"{number:.{decimals}f}".replace("-", "−")


@pytest.fixture(scope="module")
def prose():
    return Prose("06-gradient-descent")


def test_the_numbers_in_the_prose(prose):
    start = presets()["right"].network
    gradient, (best, _) = start.gradient(X, TARGETS)[:2], bowl()
    way = best - start.parameters[:2]
    angle = np.degrees(np.arccos(-gradient @ way / np.linalg.norm(gradient) / np.linalg.norm(way)))
    prose.says(f"drawn from {len(X)} irises")
    prose.says(f"misses it by {angle:.0f} degrees")
    prose.says("the next 30 steps")
    assert "const AHEAD = 30;" in (BOOK / "src/turning_dials/boards/surface/walker.js").read_text(encoding="utf-8")
    prose.says("learning rate down to 0.02")
    prose.says("the average target, 0.5, wherever")
    prose.says(f"the slopes are {minus(gradient[0], 3)} and {minus(gradient[1], 3)}")
    once = start.parameters[:2] - 0.5 * gradient
    prose.says(rf"with $\eta = 0.5$, $w_1$ goes from −1.2 to {once[0]:.3f} and $w_2$ from 0.4 to {once[1]:.3f}")
    large, right = walked("large", steps=8).costs, walked("right", steps=1).costs
    prose.says(f"The cost falls from {right[0]:.4f} to {right[1]:.4f}")
    prose.says(f"across with curvature {ACROSS:.2f} and one along with {ALONG:.2f}")
    prose.says(f"sets the limit: $2 / {ACROSS:.2f}$, which is {2 / ACROSS:.3f}")
    prose.says(f"The quotient of the two curvatures, here {ACROSS / ALONG:.0f},")
    for rate in (0.02, 0.2, 0.45, 0.5, 0.56, 0.7):
        needed = arrived(walked(rate=rate, steps=500)) or "never"
        prose.says(f"| {rate:g} | {minus(1 - rate * ACROSS, 2)} | {minus(1 - rate * ALONG, 2)} | {needed} |")
    prose.plain("steps until within 1 % of the lowest cost")
    prose.says("Rate 0.02 is safe and slow. Around 0.45 the walk is at its fastest")
    counts = {rate: arrived(walked(rate=rate, steps=500)) for rate in np.arange(0.3, 0.56, 0.01).round(2)}
    assert min(counts.values()) >= counts[0.45] - 1 and abs(min(counts, key=counts.get) - 0.45) <= 0.03
    assert 2 / ACROSS / 0.45 == pytest.approx(1.25, abs=0.005), "the limit is a quarter higher"
    assert 1 - abs(1 - 0.56 * ACROSS) == pytest.approx(0.01, abs=0.002)
    prose.says("at 0.56 the steps still shrink, by 1 % each")
    prose.says("At 0.7 the cost goes {:.2f}, {:.2f}, {:.2f}, {:.2f}, and after 8".format(*large[:4]))
    prose.says(f"after 8 steps it stands at {large[8]:.0f}")


def test_the_valley_and_momentum(prose):
    preset = presets()["valley"]
    most, least = curvature(preset.inputs)
    assert bowl(preset.inputs)[1] == pytest.approx(LOWEST, rel=1e-12), "the same lowest cost"
    assert 0.8 < preset.rate / (2 / most) < 1
    prose.says(f"and the quotient is {most / least:.0f}. At a rate of {preset.rate:g}, close to the limit")
    needed = {m: arrived(walked("valley", momentum=m)) for m in (0, 0.5, 0.9, 0.97)}
    prose.says(f"descent takes {needed[0]:,} steps to come within 1 % of the same lowest cost")
    prose.says(rf"$\mu = 0.5$ takes {needed[0.5]} steps and $\mu = 0.9$ takes {needed[0.9]}")
    prose.says(f"0.97 takes {needed[0.97]}")


def test_plateau_and_saddle(prose):
    plateau, saddle = presets()["plateau"], presets()["saddle"]
    wrong = int(np.sum((plateau.network.forward(X) > 0.5) != (TARGETS > 0.5)))
    steep = np.hypot(*plateau.network.gradient(X, TARGETS)[:2])
    costs = held("plateau", 400)
    below = int(np.argmax(costs < 0.5))
    prose.says(
        f"is wrong about {wrong} of the {len(X)} flowers. Its cost is {costs[0]:.2f}, and its slope is {steep:.3f}"
    )
    prose.says(f"At a rate of {plateau.rate:g}, after 100 steps it still costs {costs[100]:.2f}; it takes {below}")
    middle = saddle.network.copy()
    middle.parameters = np.zeros(4)
    stopped = held("saddle", 80)[-1]
    assert stopped == pytest.approx(middle.cost(saddle.inputs, saddle.targets), abs=1e-6)
    assert not middle.gradient(saddle.inputs, saddle.targets).any()
    prose.says(f"at a cost of {stopped:.3f} seems to have arrived")


def test_a_few_examples_at_a_time(prose):
    one, every = (walked(rate=0.02, steps=600, batch=batch) for batch in (1, None))
    first = [int(np.argmax(history.costs <= 1.1 * LOWEST)) for history in (one, every)]
    spent = [history.evaluations[at] for history, at in zip((one, every), first, strict=True)]
    prose.says("At a rate of 0.02, one flower at a time comes within a tenth of the lowest cost")
    prose.says(f"after {spent[0]:.1f} evaluations; all flowers at a time need {spent[1]:.0f}")
    assert np.ptp(one.costs[-60:]) > 20 * np.ptp(every.costs[-60:]), "it never settles"
    prose.says(f"a mean over {len(X)} flowers")
    start, nearer = (round(100 * downhill(w)) for w in ([-1.2, 0.4], [0.0, 0.9]))
    prose.says(f"where the disc starts, {start} % of the flowers point downhill, and at the place (0, 0.9)")
    prose.says(f"only {nearer} % do")


def test_the_race(prose):
    smiles = faces.split()
    examples = smiles.train_inputs, smiles.train_targets
    tries = one_dial_at_a_time(presets()["right"].network.copy(), X, TARGETS, size=0.2, steps=100)
    spent = tries.evaluations[np.argmax(tries.costs <= 1.01 * LOWEST)]
    prose.says(
        f"within 1 %, after {spent} evaluations where descent at rate 0.45 takes {2 * arrived(walked(rate=0.45))}"
    )
    steps = descend(Network([25, 4, 1], seed=3), *examples, rate=4, steps=100)
    tries = one_dial_at_a_time(Network([25, 4, 1], seed=3), *examples, size=1, steps=4 * 109)
    needed = [history.evaluations[np.argmax(history.costs <= 0.05)] for history in (tries, steps)]
    prose.says(f"has {Network([25, 4, 1]).parameters.size} dials. There it takes {needed[0]} evaluations")
    prose.says(f"to bring the cost to 0.05, and descent takes {needed[1]:.0f}")
    prose.says("race with 13,150 dials")
    prose.says("with two dials and with 109")


def test_trial_and_error_wins_on_plateau_and_saddle():
    for key, size in (("plateau", 1), ("saddle", 0.5)):
        preset = presets()[key]
        network, spent = preset.network.copy(), 1
        best = network.cost(preset.inputs, preset.targets)
        costs = held(key, 40)
        for turn in range(12):
            index = preset.dials[turn % 2]
            for way in (size, -size):
                network.parameters[index] += way
                spent += 1
                cost = network.cost(preset.inputs, preset.targets)
                if cost < best:
                    best = cost
                    break
                network.parameters[index] -= way
        assert best < 0.3 * costs[spent // 2], key


def test_nothing_else_in_the_prose_is_a_number(prose):
    for test in (test_the_numbers_in_the_prose, test_the_valley_and_momentum, test_plateau_and_saddle,
                 test_a_few_examples_at_a_time, test_the_race):  # fmt: skip
        test(prose)
    prose.plain("on these 60 flowers", "from 0 to 0.9 and see")
    prose.plain(
        "compare 0.57 with the limit",
        "Comptes Rendus 25, 1847",
        'method", 1951',
        'methods", 1964',
        "Distill, 2017",
        'optimization", 2014',
        "(Dauphin and others, 2014)",
        "arXiv [1406.2572",
    )
    prose.plain("Between 0 and −1", "Below −1")
    prose.plain("$a = w_1 x_1 + w_2 x_2 + b$")
    assert prose.left() == []


def test_the_exercise_and_its_solution():
    source = (BOOK / "nbsrc" / "06-gradient-descent.md").read_text(encoding="utf-8")
    given = re.search(r"^def descent.*?(?=\n\n\ncheck)", source, re.DOTALL | re.MULTILINE)[0]
    solved = re.search(r"<summary>Solution</summary>\n\n```python\n(.*?)```", source, re.DOTALL)[1]
    space = {"np": np}
    exec(given, space)
    assert repr(check_descent(space["descent"])).startswith("Still to do")
    exec(solved, space)
    assert check_descent(space["descent"])
    w = space["descent"](X, TARGETS[:, 0], np.array([-1.2, 0.4]), 0.57, 100)
    assert np.abs(w).max() > 5, "and just above the limit it leaves"


def stale(X, y, w, rate, steps):
    for _ in range(steps):
        w = w.copy()
        w[0] -= rate * slopes(X, y, w)[0]
        w[1] -= rate * slopes(X, y, w)[1]
    return w


def uphill(X, y, w, rate, steps):
    for _ in range(steps):
        w = w + rate * slopes(X, y, w)
    return w


def twice(X, y, w, rate, steps):
    for _ in range(steps):
        turn = rate * slopes(X, y, w)
        w = w - rate * turn
    return w


def once(X, y, w, rate, steps):
    turn = slopes(X, y, w)
    for _ in range(steps):
        w = w - rate * turn
    return w


def returns_early(X, y, w, rate, steps):
    for _ in range(steps):
        w = w - rate * slopes(X, y, w)
        break
    return w


def summed(X, y, w, rate, steps):
    for _ in range(steps):
        w = w - rate * 2 * X.T @ (X @ w + 0.5 - y)
    return w


def in_place(X, y, w, rate, steps):
    for _ in range(steps):
        w -= rate * slopes(X, y, w)
    return w


@pytest.mark.parametrize(
    ("walk", "hint"),
    [
        (stale, "before the second weight's slope is computed"),
        (uphill, "This walk climbs"),
        (twice, "The rate is used twice"),
        (once, "computed once, before the loop"),
        (returns_early, "inside the loop"),
        (summed, "divide by len"),
        (lambda X, y, w, rate, steps: None, "Still to do"),
        (lambda X, y, w, rate, steps: w[0], "expected an array of shape (2,)"),
        (lambda X, y, w, rate, steps: X @ y, "stopped with"),
        (lambda X, y, w, rate, steps: np.zeros(2), "Not yet"),
    ],
)
def test_the_checker_names_the_mistake(walk, hint):
    verdict = check_descent(walk)
    assert not verdict and hint in repr(verdict)


def test_a_walk_in_place_is_right_too():
    assert check_descent(in_place)


def test_what_the_feedback_claims():
    asked = questions("gradient-descent")
    assert str(asked["gradient-descent-4"]["prompt"]).count("0.625") == 1
    assert asked["gradient-descent-3"]["value"] == 2 / 4 and 2 / 0.25 == 8
    assert 1 / (1 - 0.9) == pytest.approx(10)
    assert arrived(walked("valley", momentum=0.9)) == pytest.approx(arrived(walked("valley")) / 10, rel=0.1)
    assert Network([625, 20, 20, 10]).parameters.size == asked["gradient-descent-7"]["value"]
    with_the_first = asked["gradient-descent-7"]["mistakes"][0]
    assert with_the_first["value"] == 13_151 and "13,151 would be right" in with_the_first["feedback"]
