"""What chapter 7 says is what the package computes."""

import re
from pathlib import Path

import numpy as np
import pytest
from support.chain_page import Page
from support.prose import Prose

from turning_dials import Network
from turning_dials.boards.graph.presets import PRESETS
from turning_dials.checking import difference, finite_difference
from turning_dials.counting import multiplications
from turning_dials.data import mazur
from turning_dials.exercises import backprop as exercise
from turning_dials.exercises import faulty
from turning_dials.quiz.quiz import questions

SOURCE = Path(__file__).parents[2] / "nbsrc" / "07-backpropagation.md"
X, Y = np.array([mazur.INPUTS]), np.array([mazur.TARGETS])


def worked():
    net = Network(mazur.SIZES)
    net.parameters = mazur.PARAMETERS
    return net


def test_the_numbers_in_the_prose():
    prose = Prose("07-backpropagation")
    net = worked()
    trace, gradient = net.trace(X, Y), net.gradient(X, Y)
    a1, a2, (d1, d2) = trace.a[1][0], trace.a[2][0], (delta[0] for delta in trace.delta)
    size = np.abs(gradient)
    second, first = size[6:].mean(), size[:6].mean()
    prose.says(f"have an average size of {second:.3f}, those of the first layer {first:.4f}")
    prose.says(f"That is {second / first:.0f} times less")
    prose.says(f"that makes {gradient.size} dials")
    bend1, bend2 = a1[0] * (1 - a1[0]), a2[0] * (1 - a2[0])
    pull = a2[0] - Y[0, 0]
    prose.says(rf"= {a1[0]:.4f} \cdot {bend2:.4f} \cdot {pull:.4f} = {gradient[6]:.4f}$$")
    prose.says(f"what arrives on its wire, $a^1_1 = {a1[0]:.4f}$")
    prose.says(f"$f'(z) = a(1 - a) = {bend2:.4f}$")
    prose.says(f"$2(a - y)/2 = {a2[0]:.4f} - {Y[0, 0]} = {pull:.4f}$")
    prose.says(f"Here it is {d2[0]:.4f}. For an output")
    arrives = net.weights[1][:, 0] * d2
    prose.says(rf"= 0.4 \cdot {d2[0]:.4f} + 0.5 \cdot (-{-d2[1]:.4f}) = {arrives.sum():.4f}$$")
    prose.says(f"wants it lower, by {arrives[0]:.4f}")
    prose.says(f"wants it higher, by {-arrives[1]:.4f}")
    assert a2[0] > Y[0, 0] and a2[1] < Y[0, 1]
    prose.says(f"the slope of the neuron's own sigmoid, {bend1:.4f}")
    prose.says(f"That gives {d1[0]:.5f}")
    prose.says(f"times the input 0.05: {gradient[0]:.6f}")
    assert gradient[4] == d1[0] and gradient[0] == pytest.approx(0.05 * d1[0])
    prose.says(f"board it is {bend1:.4f} at the first hidden neuron")
    assert 0.7 < 1 - bend1 < 0.8, "three quarters of the error stay there"
    prose.says(f"The first output's error is {d2[0]:.4f}. The wires bring {arrives.sum():.4f} to the hidden neuron")
    prose.says(f"lets {d1[0]:.5f} of that through: a sixteenth")
    assert round(d2[0] / d1[0]) == 16 and round(a1[0] / 0.05) == 12
    prose.says(f"at $w^2_{{11}}$ is {a1[0]:.4f}, what arrives at $w^1_{{11}}$ is the input 0.05: a twelfth")
    prose.says(f"makes a slope {gradient[6] / gradient[0]:.0f} times smaller")
    prose.says("The sigmoid's slope is never more than 0.25")
    prose.says(f"and of the slope {gradient[6]:.4f} about three digits are left")
    for rate, says in ((0.5, "promises to lower the cost by {:.4f}"), (20, "At rate 20 the promise is {:.3f}")):
        prose.says(says.format(rate * gradient @ gradient))
    miss = [abs(finite_difference(net, X, Y, h, indices=[6])[0] - gradient[6]) for h in (1, 0.001)]
    prose.says(f"from {miss[0]:.4f} at $h = 1$ to {miss[1]:.10f} at $h = 0.001$")
    turned = net.copy()
    turned.parameters = net.parameters - 0.5 * gradient
    prose.says(f"and lowers it by {net.cost(X, Y) - turned.cost(X, Y):.4f}")
    assert 2 < 20 * gradient @ gradient / net.cost(X, Y) < 3, "more than twice what there is to lose"
    assert net.weights[1][:, 0].tolist() == [0.4, 0.5]
    prose.says("the row of hidden neuron 1 is 0.4 and 0.5")
    counts_of_the_prose(prose)
    the_worked_examples(prose)
    the_graphs(prose)
    prose.plain(
        "one step at rate 0.5",
        "Matt Mazur worked out by hand in 2015",
        "printed as 0.291027924",
        "above it is 0.291027774",
    )
    prose.plain(
        "known in 1986",
        "in 1970",
        "in 1974",
        "Nature 323, 1986",
        ", 2015. A. G. Baydin",
        'survey", 2018, arXiv [1502.05767',
    )
    prose.plain(
        "$h = 10^{-5}$", "nudges by $10^{-5}$", "about 16 digits", "$10^{-17}$", "$h = 10^{-12}$", "some $10^{-5}$"
    )
    prose.says(f"through {Network([625, 20, 20, 10]).parameters.size:,} dials, and a picture")
    prose.says(f"What do {Network([625, 20, 20, 10]).parameters.size:,} dials look like?")
    prose.plain("from right to left: 0.028, 0.0029, 0.00056", "read them again: 0.026, 0.016, 0.029")  # see below
    prose.says(f"Go back to the network of {Network([4, 6, 6, 4]).parameters.size} dials")
    # Held by test_the_health_that_the_marks_show.
    prose.plain("it is 0.11 in the hidden layer", "100 dials 0.026 and 0.099", "with ReLUs 0.71 and 0.57")
    prose.plain("so 0.00 is agreement", "the same factor, −1: it begins")
    prose.plain("_{11}", "_{12}", "_{21}")  # which neuron to which
    assert prose.left() == []


def the_worked_examples(prose):
    chain = Network([1, 1, 1], activation="relu")
    chain.parameters = [0.5, 0, 3, 0]
    trace, slopes = chain.trace([2.0], [1.0]), chain.gradient([2.0], [1.0])
    (z1, z2), (d1, d2) = ([part[0, 0] for part in parts] for parts in (trace.z, trace.delta))
    cost = chain.cost([2.0], [1.0])
    for row in (
        rf"$0.5 \cdot 2 = {z1:g}$ | $\delta^2 = 2(a^2 - y) \cdot f'(z^2)$ | $2 \cdot 2 \cdot 1 = {d2:g}$",
        rf"$a^1 = f(z^1)$ | ${z1:g}$ | slope of $w^2$: $a^1 \delta^2$ | $1 \cdot 4 = {slopes[2]:g}$",
        rf"$3 \cdot 1 = {z2:g}$ | slope of $b^2$: $\delta^2$ | ${slopes[3]:g}$",
        rf"$a^2 = f(z^2)$ | ${z2:g}$ | $\delta^1 = w^2 \delta^2 \cdot f'(z^1)$ | $3 \cdot 4 \cdot 1 = {d1:g}$",
        rf"$C = (a^2 - y)^2$ | $(3 - 1)^2 = {cost:g}$ | slope of $w^1$: $x \delta^1$ | $2 \cdot 12 = {slopes[0]:g}$",
    ):
        prose.says(row)
    prose.plain("$z^1 = w^1 x$", "$z^2 = w^2 a^1$")
    chain.parameters[1] += 0.01
    after = chain.cost([2.0], [1.0])
    prose.says(
        f"has slope {slopes[1]:g}, its error: nudge it up by 0.01, and the cost rises from {cost:g} to {after:.4f}"
    )
    prose.says(f"by about 0.01 · {slopes[1]:g}")
    gap = Network([2, 2, 1], activation="relu")
    gap.parameters = [1, 0.5, 2, 0, 0, 0, 0.5, 1, 0]
    trace = gap.trace([1.0, 2.0], [1.0])
    (a1, a2), (d1, d2), out = trace.a[1][0], trace.delta[0][0], trace.delta[1][0, 0]
    prose.says(rf"| first | 1 and 0.5 | $1 \cdot 1 + 0.5 \cdot 2 = {a1:g}$ | 0.5 | $0.5 \cdot {out:g} = {d1:g}$ |")
    prose.says(rf"| second | 2 and 0 | $2 \cdot 1 + 0 \cdot 2 = {a2:g}$ | 1 | **?** |")
    prose.says(rf"The output is $0.5 \cdot 2 + 1 \cdot 2 = {trace.a[2][0, 0]:g}$, so its error is $2(3 - 1) = {out:g}$")
    assert questions("backpropagation")["backpropagation-2"]["value"] == d2
    net = exercise.pencil_network()
    trace = net.trace(*exercise.PENCIL)
    (a1, a2), (d1, d2), out = trace.a[1][0], trace.delta[0][0], trace.delta[1][0, 0]
    prose.says(rf"$0.5 \cdot 2 + 1 \cdot 1 = {a1:g}$ and $1 \cdot 2 - 1 \cdot 1 = {a2:g}$")
    prose.says(rf"the output is $1 \cdot 2 + 2 \cdot 1 = {trace.a[2][0, 0]:g}$. Its error is $2 \cdot 4 = {out:g}$")
    prose.says(rf"The hidden errors are $1 \cdot 8 = {d1:g}$ and $2 \cdot 8 = {d2:g}$")
    prose.plain("weights 0.5 and 1 into the first hidden neuron, 1 and −1 into the second")


def preset(key):
    """A preset of the graph board: its network, inputs and targets."""
    given = PRESETS[key]
    net = Network(given["sizes"], given["activation"])
    net.parameters = given["parameters"]
    return net, np.array([given["inputs"]]), np.array([given["targets"]])


def the_graphs(prose):
    net, x, y = preset("2-2-2")
    weights, neurons = sum(w.size for w in net.weights), sum(b.size for b in net.biases)
    made, given = weights + 2 * neurons + 1, net.parameters.size + x.size + y.size
    prose.says(f"makes {made} numbers of the {given} that are given")
    shares = net.weights[1][:, 0] * net.trace(x, y).delta[1][0]
    prose.says("so by {:g} and by {:g}".format(*net.weights[1][:, 0]))
    prose.says(f"a share, {shares[0]:.4f} from the first and −{-shares[1]:.4f} from the second")
    prose.says(f"the shares add up to {shares.sum():.4f}: the sum of BP2")
    net, x, y = preset("2-2-1")
    given = net.weights[0][:, 0] * net.trace(x, y).delta[0][0]
    prose.says("feeds two products, {:g} from one and {:g} from the other".format(*given))
    prose.says(f"gives it a slope, {given.sum():g}")
    net, x, y = preset("XOR")
    slopes = net.gradient(x, y)
    prose.says(f"the answer should be {y[0, 0]:g}, and it is {net.forward(x)[0, 0]:g}")
    prose.says(f"is $w^2_{{12}}$, at −{-net.parameters[7]:g} in place of −2")
    prose.says(f"Its slope is {slopes[7]:g}, and that of $w^2_{{11}}$, which is right, is {slopes[6]:g}")


def counts_of_the_prose(prose):
    big, dogs = multiplications([4, 6, 6, 4]), multiplications([625, 20, 20, 10])
    prose.says(f"It has {big.dials} dials and 165 steps")
    prose.says("In a 4-6-6-4 network, $6 \\cdot 4 = 24$ paths")
    prose.says(f"There are {6 * 5} such dials: {6 * 5 * 24} paths")
    prose.says(f"stands in {7 + 30 + 42} of the {big.dials} receipts")
    prose.says(f"gets its {dogs.dials:,} slopes for {dogs.both:,} multiplications")
    assert dogs.nudging == (dogs.dials + 1) * dogs.forward
    prose.says(f"{dogs.dials + 1:,} passes of {dogs.forward:,} multiplications make {dogs.nudging:,}")
    prose.says(f"which is {dogs.nudging / dogs.both:,.0f} times as many")
    prose.says("In the network with 625 inputs nearly all weights are first-layer weights")
    prose.says(f"the way back takes {100 * (dogs.backward / dogs.forward - 1):.0f} percent more than the way there")
    small = multiplications([2, 2, 2])
    assert small.backward == 2 * small.forward and 1.85 < big.backward / big.forward < 2
    prose.says(f"In the 2-2-2 network it takes twice as much, {small.backward} against {small.forward}")
    prose.says(f"in 4-6-6-4 nearly twice, {big.backward} against {big.forward}")


def test_the_steps_that_the_prose_counts():
    # 2-2-2: a z and an a for each neuron and the cost; then an error and a delta for each, and a slope for each dial.
    assert 2 * 4 + 1 == 9 and 2 * 4 + 12 == 20
    assert 2 * 16 + 1 + 2 * 16 + 100 == 165


def test_an_input_of_zero_silences_two_slopes():
    x = np.array([[0.0, 0.1]])
    assert np.flatnonzero(worked().gradient(x, Y) == 0).tolist() == [0, 2]


def test_turning_down_one_weight_turns_three_arrows_round():
    net = worked()
    before = net.gradient(X, Y)
    net.parameters[6] = 0.05
    after = net.gradient(X, Y)
    assert np.flatnonzero(np.sign(before) != np.sign(after)).tolist() == [0, 1, 4]


def test_the_miss_shrinks_a_hundredfold_until_rounding():
    net = worked()
    slope = net.gradient(X, Y)[6]

    def misses(h):
        return abs(finite_difference(net, X, Y, h, indices=[6])[0] - slope)

    for h in (1.0, 0.1, 0.01):
        assert 95 < misses(h) / misses(h / 10) < 105
    assert misses(1e-5) < 1e-10
    assert 1e-6 < misses(1e-12) < 1e-3 and misses(1e-12) > 1e4 * misses(1e-5)


def test_the_fading_that_the_reader_is_sent_to_look_at():
    prose = Prose("07-backpropagation")
    with Page() as page:
        for curve, says in (("sigmoid", "from right to left: {}"), ("relu", "and read them again: {}")):
            asked = {"activation": curve, "cost": "mean_squared_error", "kept": [X[0].tolist(), Y[0].tolist()]}
            size = np.abs(page(kind="start", sizes=[4, 6, 6, 4], **asked)["gradient"])
            means = [size[start:end].mean() for start, end in ((72, 100), (30, 72), (0, 30))]
            prose.says(says.format(", ".join(f"{mean:#.2g}" for mean in means)))


def test_the_health_that_the_marks_show():
    prose = Prose("07-backpropagation")
    (delta1, delta2) = (np.abs(delta).mean() for delta in worked().trace(X, Y).delta)
    prose.says(f"Of the worked example it is {delta1 / delta2:.2f} in the hidden layer")
    with Page() as page:
        asked = {"cost": "mean_squared_error", "kept": [X[0].tolist(), Y[0].tolist()]}
        for curve, says in (("sigmoid", "the network of 100 dials {} and {}"), ("relu", "with ReLUs {} and {}")):
            start = page(kind="start", sizes=[4, 6, 6, 4], activation=curve, **asked)
            net = Network([4, 6, 6, 4], start["activations"])
            net.parameters = start["dials"]
            trace = net.trace([start["inputs"]], [start["targets"]])
            first, second, last = (np.abs(delta).mean() for delta in trace.delta)
            prose.says(says.format(f"{first / last:.2g}", f"{second / last:.2g}"))
        dead = [(z <= 0).sum() for z in trace.z[:2]]
        prose.says(f"{dead[0]} and {dead[1]} of 6 neurons are dead for this example")


def test_the_graph_in_python_is_what_the_package_says():
    text = SOURCE.read_text(encoding="utf-8")
    (node, use) = (
        cell for cell in re.findall(r"```\{code-cell\}\n(.*?)```", text, flags=re.DOTALL)
        if "class Node" in cell or "carry_back(cost)" in cell
    )  # fmt: skip
    lines = [line for line in node.splitlines() if line.strip()]
    assert len(lines) <= 25, "some twenty lines"
    net = worked()
    space = {"np": np, "mazur": mazur, "network": net, "x": X, "y": Y, "gradient": net.gradient(X, Y)}
    exec(node + use, space)
    assert np.abs(space["slopes"] - net.gradient(X, Y)).max() < 1e-15
    # Each use of a number adds up, whatever the shape of the computation; and tanh is as the prose says.
    draw = np.random.default_rng(3)
    for _ in range(100):
        a, b = draw.normal(size=2)
        one, other = space["Node"](a), space["Node"](b)
        twice = one * other + one * one
        space["carry_back"](twice * twice)
        assert one.slope == pytest.approx(2 * (a * b + a * a) * (b + 2 * a)), (a, b)
        assert other.slope == pytest.approx(2 * (a * b + a * a) * a), (a, b)


def test_a_falling_cost_proves_nothing():
    falls = {}
    for name, suspect in exercise.suspects().items():
        faulty._kept.clear()
        net, x, y = exercise.example([3, 3, 3])
        before = net.cost(x, y)
        for _ in range(30):
            net.parameters -= 0.5 * suspect(net, x, y)
        falls[name] = before - net.cost(x, y)
    lower = [name for name, fall in falls.items() if fall > 0]
    assert lower == ["backprop_a", "backprop_c", "backprop_d", "backprop_e"]
    assert [name for name in lower if falls[name] > falls["backprop_c"]] == ["backprop_e"]


def solutions():
    text = SOURCE.read_text(encoding="utf-8")
    return re.findall(r"<details>.*?```python\n(.*?)```.*?</details>", text, flags=re.DOTALL)


def test_every_hidden_solution_passes_its_checker():
    text = SOURCE.read_text(encoding="utf-8")
    space = {"np": np}
    for block in solutions():
        exec(block, space)
    (whole,) = re.findall(r"^(def backprop\(.*?\n    return slopes\n)", text, flags=re.DOTALL | re.MULTILINE)
    exec(whole, space)
    assert exercise.check_pencil(space["pencil"])
    for name in ("delta_last", "delta_hidden", "bias_slopes", "weight_slopes", "backprop"):
        assert getattr(exercise, f"check_{name}")(space[name]), name
    assert exercise.check_hunt(space["found"])
    assert len(solutions()) == text.count("<summary>Solution</summary>") == 6


def test_what_the_questions_claim():
    # backpropagation-5: an input of 0 silences one weight, a weight of 0 does not.
    net = Network([3, 2, 1], seed=1)
    x, y = np.array([[0.5, 0.0, -0.4]]), np.array([[1.0]])
    net.parameters[net.index(0, "weight", 0, 0)] = 0.0
    gradient = net.gradient(x, y)
    silent = {net.index(0, "weight", j, 1) for j in range(2)}
    assert set(np.flatnonzero(gradient == 0)) == silent
    net.parameters[net.index(1, "weight", 0, 0)] = 0.0
    own = [net.index(0, "weight", 0, i) for i in range(3)] + [net.index(0, "bias", 0)]
    assert not net.gradient(x, y)[own].any(), "a silent way on silences every dial of the neuron"
    # backpropagation-6: a ReLU at -2 is silent on both sides.
    net = Network([1, 1, 1], ["relu", "sigmoid"])
    net.parameters = [1.0, -3.0, 0.7, 0.2]
    one = np.ones((1, 1))
    assert net.trace(one).z[0][0, 0] == -2
    assert np.flatnonzero(net.gradient(one, 0 * one)).tolist() == [3], "only the bias of the output hears"
    # backpropagation-7: a sum for a mean makes everything too large by one factor.
    net, x, y = exercise.example([3, 3, 3])
    assert np.allclose(4 * net.gradient(x, y), sum(net.gradient(x[[e]], y[[e]]) for e in range(4)))
    # backpropagation-1 and the short story: as many forward passes as dials, and one more.
    count = multiplications([625, 20, 20, 10])
    assert count.nudging == 13151 * 13100 and count.both == 26850 and round(count.nudging / 1e6) == 172


def test_nudging_agrees_to_eight_digits():
    net = worked()
    assert difference(finite_difference(net, X, Y), net.gradient(X, Y)) < 1e-8
    nudged, slopes = finite_difference(net, X, Y).round(8), net.gradient(X, Y).round(8)
    assert (nudged == slopes).all()
