"""What chapter 4 says is what the package computes."""

import re
from pathlib import Path

import numpy as np
import pytest
from support.descents import cost_after, steps_below
from support.prose import Prose

from turning_dials import CurveBoard, DepthBoard, Network
from turning_dials.descent import descend
from turning_dials.exercises.activations import check_collapse

PACKAGE = Path(__file__).parents[2] / "src" / "turning_dials"
SOURCE = (Path(__file__).parents[2] / "nbsrc" / "04-activations.md").read_text(encoding="utf-8")
X = np.linspace(-2, 2, 41).reshape(-1, 1)
Y = np.sin(1.5 * X)
START = np.array([1.2, 0.6, -0.5, -0.6, -0.1, 1.5, -0.1, -0.9, -0.5, 0.3, -0.9, 0.4, 0.0])


def curve(name, parameters=START):
    network = Network([1, 4, 1], activation=[name, "identity"])
    network.parameters = parameters
    return network


def chain(name, layers, weight=1.0):
    """The slopes at z of a chain, first layer first."""
    network = Network([1] * (layers + 1), activation=name)
    network.parameters = [weight, 0.0] * layers
    return np.array([delta[0, 0] for delta in network.trace([1.0], [0.0]).delta])


def steep(z):
    """How steep the sigmoid is at z, as the package computes it."""
    neuron = Network([1, 1])
    neuron.parameters = [1.0, 0.0]
    a = neuron.forward(np.reshape(z, (-1, 1)).astype(float))[:, 0]
    return a * (1 - a)


def saturated():
    parameters = START.copy()
    parameters[4:8] = np.where(parameters[4:8] < 0, -8, 8)
    return curve("sigmoid", parameters)


def plain(number, decimals):
    return f"{number:.{decimals}f}".replace("-", "−")


@pytest.fixture(scope="module")
def costs():
    """The cost of each activation at the start, after 1000 steps and after 5000."""
    found = {}
    for name in ("identity", "sigmoid", "tanh", "relu", "leaky_relu"):
        history = descend(curve(name), X, Y, rate=0.1, steps=5000, every=1000)
        found[name] = history.costs[[0, 1, -1]]
    return found


ROWS, XOR = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])


def solved(hidden, seed, steps=3000):
    net = Network([2, hidden, 1], seed=seed)
    for _ in range(steps):
        net.parameters -= 5 * net.gradient(ROWS, XOR)
    return net.cost(ROWS, XOR) < 0.01


def claims_of_xor(prose):
    assert Network([2, 2, 1]).parameters.size == 9
    two, three = (sum(solved(hidden, seed) for seed in range(20)) for hidden in (2, 3))
    prose.says(f"From 20 random starts, descent at rate 5 solves XOR within 3,000 steps {two} times")
    prose.says(f"With three hidden neurons it is {three} of 20")
    start = Network([2, 2, 1], seed=2)
    steps = steps_below(start, ROWS, XOR, rate=5, below=0.05)
    prose.says(f"at rate 5 it is below 0.05 after {steps} steps, each a turn of all nine dials. *Take the challenge*")
    either, both, not_both = [6, 6, -3], [6, 6, -9], [6, -6, -3]
    jobs = np.array([*either[:2], *both[:2], either[2], both[2], *not_both])
    prose.says("Nine turns are enough if one hidden neuron says")
    assert cost_after(start, ROWS, XOR, enumerate(jobs)) < 0.05
    equal = Network([2, 2, 1])
    equal.parameters = np.full(9, 0.5)
    for _ in range(1000):
        equal.parameters -= 5 * equal.gradient(ROWS, XOR)
    assert np.array_equal(equal.weights[0][0], equal.weights[0][1]) and np.ptp(equal.biases[0]) == 0
    prose.says("All nine dials stand at 0.5")
    prose.says(f"the cost stands at {equal.cost(ROWS, XOR):.3f}: two neurons do the work of one")
    draw = np.random.default_rng(0)
    many, wanted = draw.normal(size=(64, 50)), draw.normal(size=(64, 50))
    spread, errors = {}, {}
    for size in (0.3, 1, 3):
        net = Network([50] * 11, activation="tanh", seed=0)
        net.parameters = size * net.parameters
        trace = net.trace(many, wanted)
        spread[size] = [np.std(a) for a in trace.a[1:]]
        sizes = [np.abs(delta).mean() for delta in trace.delta]
        errors[size] = sizes[0] / sizes[-1]
    prose.says("Take ten layers of 50 tanh neurons. Drawn at random around 0 with variance 1/50, written N(0, 1/50)")
    prose.says(f"shrink from {spread[1][0]:.2f} to {spread[1][-1]:.2f} on the way")
    assert 0.2 < errors[1] < 0.3, "a quarter"
    prose.says(f"With all weights 0.3 times that, they die out: {spread[0.3][0]:.2f} in the first layer")
    assert 0 < spread[0.3][-1] < 0.0001
    prose.says("less than 0.0001 in the tenth")
    prose.says(f"the errors shrink by {round(1 / errors[0.3], -3):,.0f} on their way back")
    assert round(spread[3][-1], 2) == 0.84 and 11 < errors[3] < 13
    prose.says("the neurons saturate at 0.84, and errors grow twelvefold")
    typical = {}
    for rule, variance in ((1, 1 / 50), (2, 2 / 50)):
        net = Network([50] * 11, activation="relu", seed=0)
        net.parameters = np.sqrt(50 * variance) * net.parameters
        typical[rule] = [np.sqrt(np.mean(a**2)) for a in net.trace(many, wanted).a[1:]]
    prose.says(f"1/n lets the typical activation fall from {typical[1][0]:.2f} to {typical[1][-1]:.2f}")
    assert np.ptp(np.round([typical[2][0], typical[2][-1]], 2)) == 0
    prose.says(f"2/n keeps it at {typical[2][0]:.2f}")
    prose.says("In ten layers of 50 ReLUs")
    prose.plain('BackProp", 1998', 'networks", 2010', 'rectifiers", 2015, arXiv [1502.01852')


def claims_of_health(prose):
    def layers(slopes, far):
        return [layer for layer, share in enumerate(slopes / slopes[-1], start=1) if far(share)]

    assert layers(chain("sigmoid", 6), lambda share: share < 1 / 100) == [1, 2]
    prose.says("With six sigmoids that is so in layers 1 and 2")
    assert layers(chain("relu", 10, 2.0), lambda share: share > 100) == [1, 2, 3]
    prose.says("with ten ReLUs and all weights at 2, layers 1 to 3 explode")
    assert not chain("relu", 6, -1.0).any()
    prose.says("set every weight to −1 under ReLU")
    health = (PACKAGE / "kit" / "model" / "health.js").read_text(encoding="utf-8")
    assert "export const FAR = 100;" in health
    prose.plain("Below a hundredth it says *vanishing*, above a hundredfold *exploding*")


def test_the_numbers_in_the_prose(costs):
    prose = Prose("04-activations")
    claims_of_xor(prose)
    assert curve("identity").parameters.size == 13
    prose.says("That makes 13 dials")
    prose.says(f"for {len(X)} inputs $x$ from −2 to 2")
    prose.plain(r"$\sin(1.5\,x)$")
    line = np.linalg.lstsq(np.hstack([X, np.ones_like(X)]), Y, rcond=None)[0]
    best = np.mean((np.hstack([X, np.ones_like(X)]) @ line - Y) ** 2)
    assert best == pytest.approx(costs["identity"][1], abs=1e-6)
    prose.says(f"the cost comes down from {costs['identity'][0]:.4f} to {best:.4f}, and there it ends")
    w, b, v, c = np.split(START, [4, 8, 12])
    prose.says(f"{plain(v @ w, 3)}·x + {v @ b + c[0]:.3f} at the start")
    for name, formula, of, most in (
        ("identity", "$z$", "$1$", 1),
        ("sigmoid", "$1/(1 + e^{-z})$", "$a(1 - a)$", 0.25),
        ("tanh", "$(e^z - e^{-z})/(e^z + e^{-z})$", "$1 - a^2$", 1),
        ("ReLU", "$z$ if $z > 0$, else $0$", "$1$ if $z > 0$, else $0$", 1),
        ("leaky ReLU", r"$z$ if $z > 0$, else $0.01\,z$", "$1$ if $z > 0$, else $0.01$", 1),
    ):
        prose.says(f"| {name} | {formula} | {of} | {most} |")
        network = Network([1, 1], activation=name.lower().replace(" ", "_"))
        network.parameters = [1.0, 0.0]
        z = np.linspace(-9, 9, 3601)
        answers = network.forward(z.reshape(-1, 1))[:, 0]
        nudged = np.diff(answers) / np.diff(z)
        assert nudged.max() == pytest.approx(most, abs=1e-4)

    prose.says(
        f"there its slope is {steep(0)[0]:.2f}. At $z = 2$ it is {steep(2)[0]:.3f}, at $z = 5$ it is {steep(5)[0]:.4f}"
    )
    assert steep(36)[0] > 0 and steep(37)[0] == 0
    prose.says("from about $z = 37$ on the computer gets exactly 0")
    flat = saturated()
    a = flat.trace(X).a[1]
    prose.says("with all four biases at 8 or −8")
    prose.says(f"No hidden neuron now has a slope above {(a * (1 - a)).max():.4f}")
    history = descend(flat, X, Y, rate=0.1, steps=1000)
    prose.says(f"bring the cost from {history.costs[0]:.4f} to {history.costs[-1]:.4f}")
    turned = np.abs(flat.parameters - saturated().parameters)
    assert turned[12] > 0.1 and turned[8:12].max() > 2 * turned[:8].max()
    prose.says(f"{np.var(Y):.4f} is what the flat line at the mean would cost")
    prose.says(f"below zero for all {len(X)} inputs")

    six, ten = chain("sigmoid", 6), chain("sigmoid", 10)
    factors = six[:-1] / six[1:]
    assert factors[1:].round(2).tolist() == [0.22] * 4 and factors[0] == pytest.approx(0.2, abs=0.005)
    prose.says(
        f"the factor is about {factors.mean():.2f}, and five of them leave {100 * six[0] / six[-1]:.3f} % of the last"
    )
    prose.says(f"With ten layers it is {100 * ten[0] / ten[-1]:.5f} %, about a millionth")
    assert 0.9e-6 < ten[0] / ten[-1] < 1.3e-6
    tanh, relu, doubled = chain("tanh", 6), chain("relu", 6), chain("relu", 6, 2.0)
    prose.says(f"tanh leaves {100 * tanh[0] / tanh[-1]:.1f} % at six layers, ReLU everything")
    assert relu[0] == relu[-1] and np.allclose(doubled[:-1] / doubled[1:], 2)
    claims_of_health(prose)
    deep = Network([3, 5, 4, 2], activation="identity")
    prose.says(f"for each of the {len(X)} answers")
    prose.says(f"3-5-4-2 with {deep.parameters.size} dials, against the one layer")
    prose.says("from the same 13 dials")
    by_cost = sorted(costs, key=lambda name: costs[name][1].round(4))
    assert {by_cost[0], by_cost[1]} == {"relu", "leaky_relu"} and by_cost[-2:] == ["sigmoid", "identity"]
    prose.says(f"given 5,000 steps tanh comes down to {costs['tanh'][2]:.4f}")
    prose.says(f"which has only corners to make a wave of, stays at {costs['relu'][2]:.4f}")
    hill, corner = 2 * np.exp(-1.5 * X**2) - 1, np.abs(X - 0.4) - 1
    other = {
        (name, kind): descend(curve(name), X, target, rate=0.1, steps=1000)[-1].cost
        for name in ("tanh", "relu")
        for kind, target in (("hill", hill), ("corner", corner))
    }
    prose.says(
        f"On the board's hill tanh arrives at {other['tanh', 'hill']:.4f} in a thousand steps and ReLU at "
        f"{other['relu', 'hill']:.4f}; on the corner it is {other['tanh', 'corner']:.4f} for tanh and "
        f"{other['relu', 'corner']:.4f} for ReLU"
    )
    for target in ("2 * np.exp(-1.5 * x**2) - 1", "np.abs(x - 0.4) - 1"):
        assert target in SOURCE
    prose.says(f"{deep.parameters.size} dials or {Network([3, 2]).parameters.size}, the answers are the same to 1e-12")
    prose.says(f"at most {steep(0)[0]:.2f} in a sigmoid, exactly 0 in a ReLU that is off")
    prose.plain("its two hidden layers of 20", 'errors", 1986', 'networks", 2011', "Cybenko in 1989")
    assert prose.left() == []


def test_what_the_board_shows_is_what_the_chapter_says_it_does():
    board = CurveBoard(curve("identity"), X, Y)
    assert repr(board).startswith("CurveBoard 1-4-1: 13 dials, cost 0.9112")
    network = Network([1] * 7)
    network.parameters = [1.0, 0.0] * 6
    assert repr(DepthBoard(network, [1.0], [0.0])).startswith("DepthBoard 1-1-1-1-1-1-1: 12 dials")


def test_a_dead_relu_never_turns_and_a_leaky_one_does():
    start, third = START.copy(), [2, 6, 10]
    start[6] = -1.5
    assert start[6] == pytest.approx(-0.5 - (start[2] * X).max()), "the board's verb does the same"
    for name, moves in (("relu", False), ("leaky_relu", True)):
        network = curve(name, start)
        assert np.any(network.gradient(X, Y)[third] != 0) == moves
        descend(network, X, Y, rate=0.1, steps=1000)
        assert np.array_equal(network.parameters[third], start[third]) != moves


def test_layers_without_a_bend_are_one_layer_and_layers_with_one_are_not():
    draw = np.random.default_rng(0)
    for sizes in ([3, 5, 4, 2], [2, 3, 3], [4, 9, 9, 9, 1]):
        for name in ("identity", "tanh"):
            deep = Network(sizes, activation=[name] * (len(sizes) - 2) + ["identity"])
            for bias in deep.biases:
                bias[:] = draw.normal(size=bias.shape)
            W, b = np.eye(sizes[0]), np.zeros(sizes[0])
            for weights, biases in zip(deep.weights, deep.biases, strict=True):
                W, b = weights @ W, weights @ b + biases
            x = draw.normal(size=(100, sizes[0]))
            apart = np.abs(deep.forward(x) - (x @ W.T + b)).max()
            assert (apart < 1e-12) == (name == "identity")


def test_what_the_questions_claim():
    six = chain("sigmoid", 6)
    assert six[-1].round(1) == 0.3 and round(six[0], 5) == 0.00014
    assert 1900 < six[-1] / six[0] < 2100, "two thousand times shorter"
    assert 0.5 * 2 - 1.5 < 0 < 0.5 * 2 - 0.5
    assert steep(0.5 * 2 - 10)[0] <= 0.00013
    ten = chain("relu", 10, 2.0)
    assert ten[0] / ten[-1] == pytest.approx(512)
    assert 10 * 50 + 50 * 50 + 50 * 2 == 3100


def test_the_hidden_solution_is_right():
    solution = re.search(r"<summary>Solution</summary>\s+```python\n(.*?)```", SOURCE, re.DOTALL)[1]
    space = {"np": np}
    exec(solution, space)
    assert check_collapse(space["collapse"])


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        (lambda W1, b1, W2, b2: (..., ...), "Still to do"),
        (..., "Still to do"),
        (lambda W1, b1, W2, b2: (W1 @ W2, W2 @ b1 + b2), "order is wrong"),
        (lambda W1, b1, W2, b2: (W2 @ W1, b1 + b2), "pass through W2"),
        (lambda W1, b1, W2, b2: (W2 @ W1, b2), "are lost"),
        (lambda W1, b1, W2, b2: (W2 @ W1, W2 @ (b1 + b2)), "come after W2"),
        (lambda W1, b1, W2, b2: (W2 * W1, W2 @ b1 + b2), "entry by entry"),
        (lambda W1, b1, W2, b2: W2 @ W1, "expected two arrays, W and b"),
        (lambda W1, b1, W2, b2: (W2 @ W1, 0), "expected W of shape"),
    ],
)
def test_the_exercise_s_hints(answer, hint):
    verdict = check_collapse(answer)
    assert not verdict and hint in repr(verdict)
