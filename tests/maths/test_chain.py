"""Steps, receipts and proofs of the page are numpy's numbers, for every network that the board of chapter 7 offers."""

import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.chain_page import CURVES, SIZES, Page, case

from turning_dials import Network
from turning_dials.activations import ACTIVATIONS
from turning_dials.checking import finite_difference
from turning_dials.costs import COSTS
from turning_dials.counting import multiplications

NUDGE = 1e-5


@pytest.fixture(scope="module")
def page():
    with Page() as asked:
        yield asked


def numpy_says(net, x, y):
    """Every quantity by its key (kind, layer, to, from), from the traced pass of numpy."""
    trace, last = net.trace(x, y), len(net.weights) - 1
    says = {("cost", last, 0, 0): net.cost(x, y)}
    gradient = net.gradient(x, y)
    for layer, w in enumerate(net.weights):
        z, a, delta = trace.z[layer], trace.a[layer + 1], trace.delta[layer]
        if layer < last:
            error = trace.delta[layer + 1] @ net.weights[layer + 1]
        else:
            error = None if COSTS[net.cost_name].partner else COSTS[net.cost_name].slope(a, y)
        for j in range(len(w)):
            says |= {("z", layer, j, 0): z[0, j], ("a", layer, j, 0): a[0, j], ("delta", layer, j, 0): delta[0, j]}
            if error is not None:
                says["error", layer, j, 0] = error[0, j]
            says["db", layer, j, 0] = gradient[net.index(layer, "bias", j)]
            for i in range(w.shape[1]):
                says["dw", layer, j, i] = gradient[net.index(layer, "weight", j, i)]
    return says


def ask(page, net, x, y):
    return page(
        kind="network",
        sizes=net.sizes,
        activation=net.activation,
        cost=net.cost_name,
        parameters=net.parameters.tolist(),
        inputs=x[0].tolist(),
        targets=y[0].tolist(),
        nudge=NUDGE,
    )


def hold(page, net, x, y):
    """Assert that the page agrees with numpy on every step, every receipt and every proof."""
    answer, says = ask(page, net, x, y), numpy_says(net, x, y)
    steps = {(s["kind"], s["layer"], s["to"], s["from"]): s for s in answer["steps"]}
    assert steps.keys() == says.keys() and len(answer["steps"]) == len(says), (
        "every quantity is one step, and only once"
    )
    scales = {}
    for key, value in says.items():
        scales[key[0]] = max(scales.get(key[0], 0), abs(value))
    # The engine makes a cross-entropy from z. Made from the outputs, as its formula has it, it is as exact as the
    # logarithm of an output near 0 or 1 allows.
    a = net.forward(x)
    room = 1.0 if net.cost_name == "mean_squared_error" else np.minimum(a, 1 - a).min()
    # Where a neuron saturates, a(1 - a) is exact to the last digit of 1, and not to the last of its own.
    digit = 1e-14 * max(scales.get("error", 0), scales["delta"]) * max(1, scales["a"])
    for key, step in steps.items():
        room_here = digit if key[0] in ("delta", "dw", "db", "error") else 0
        assert abs(step["value"] - says[key]) <= 1e-12 * scales[key[0]] + room_here, key
        if key[0] == "cost" and room < 1e-12:
            continue
        loose = 1e-11 if key[0] != "cost" else 1e-11 + 1e-15 / room
        assert abs(step["made"] - says[key]) <= loose * scales[key[0]] + room_here, key
    gradient = net.gradient(x, y)
    assert np.abs(np.array(answer["receipts"]) - gradient).max() <= 1e-11 * np.abs(gradient).max() + digit
    some = np.arange(0, gradient.size, max(1, gradient.size // 16))
    proof = finite_difference(net, x, y, NUDGE, indices=some)
    assert np.abs(np.array(answer["nudged"])[some] - proof).max() <= 1e-9 * max(1, scales["cost"])
    assert answer["untouched"] == net.parameters.tolist()
    return answer


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sizes=st.sampled_from(SIZES),
    curve=st.sampled_from(CURVES),
    cost=st.sampled_from(list(COSTS)),
    seed=st.integers(0, 2**32 - 1),
)
def test_random_networks_agree_with_numpy(page, sizes, curve, cost, seed):
    if cost == "categorical_cross_entropy" and sizes[-1] < 2:
        cost = "mean_squared_error"
    hold(page, *case(sizes, curve, cost, seed))


def test_every_offered_size_agrees_with_numpy(page):
    assert len(SIZES) == 688
    kinds = itertools.cycle(itertools.product(CURVES, COSTS))
    for seed, (sizes, (curve, cost)) in enumerate(zip(SIZES, kinds, strict=False)):
        hold(page, *case(sizes, curve, "mean_squared_error" if sizes[-1] == 1 else cost, seed))


@pytest.mark.parametrize("cost", list(COSTS))
@pytest.mark.parametrize("curve", CURVES)
def test_the_proof_agrees_with_backpropagation(page, curve, cost):
    net, x, y = case([3, 4, 5, 2], curve, cost, 11, spread=0.5)
    answer, gradient = hold(page, net, x, y), net.gradient(x, y)
    assert np.abs(np.array(answer["nudged"]) - gradient).max() <= 1e-6 * np.abs(gradient).max()
    # Coarse nudges err by the bend, fine ones by rounding; what is best lies between.
    errors = np.array(answer["curve"])
    assert len(errors) == 49
    if curve == "sigmoid":
        best = int(np.argmin(errors))
        assert 12 <= best <= 32 and errors[0] > 1e3 * errors[best] and errors[-1] > 1e3 * errors[best]


def test_the_path_runs_forward_then_backward_and_names_its_equations(page):
    net, x, y = case([2, 3, 2], "sigmoid", "mean_squared_error", 3)
    steps = ask(page, net, x, y)["steps"]
    kinds = [step["kind"] for step in steps]
    cost = kinds.index("cost")
    assert set(kinds[:cost]) == {"z", "a"} and "z" not in kinds[cost:] and "a" not in kinds[cost:]
    for step in steps:
        last = step["layer"] == 1
        wanted = {"error": "BP1" if last else "BP2", "delta": "BP1" if last else "BP2", "dw": "BP4", "db": "BP3"}
        assert step["equation"] == wanted.get(step["kind"], ""), step
    # What a step is made of is known before it.
    known, layers = set(), [step["layer"] for step in steps[cost + 1 :]]
    assert layers == sorted(layers, reverse=True)
    for step in steps:
        key = (step["kind"], step["layer"], step["to"], step["from"])
        assert key not in known
        known.add(key)


def test_no_formula_shows_what_is_no_number(page):
    for curve, cost in itertools.product(CURVES, COSTS):
        for texts in ask(page, *case([2, 2, 3, 3], curve, cost, 5))["texts"]:
            assert not any(word in text for text in texts for word in ("NaN", "undefined", "null", "Infinity", "-")), (
                texts
            )


@pytest.mark.parametrize("sizes", [[2, 2, 2], [4, 6, 6, 4], [25, 4, 1], [64, 32, 10], [625, 20, 20, 10]])
def test_multiplications_are_what_a_counting_run_counts(page, sizes):
    """A pass written out with one multiplication a line, each counted as it happens."""
    forward = backward = 0
    for n_in, n_out in itertools.pairwise(sizes):
        for _to, _from in itertools.product(range(n_out), range(n_in)):
            forward += 1  # weight × what arrives
    for layer in reversed(range(len(sizes) - 1)):
        for _to in range(sizes[layer + 1]):
            backward += 1  # error × slope of the activation
            for _from in range(sizes[layer]):
                backward += 1  # delta × what arrived
                if layer:
                    backward += 1  # weight × delta
    count = multiplications(sizes)
    assert (count.forward, count.backward, count.both) == (forward, backward, forward + backward)
    assert count.dials == Network(sizes).parameters.size and count.nudging == (count.dials + 1) * forward
    page_says = page(kind="counts", sizes=sizes)
    assert [page_says[key] for key in ("dials", "forward", "backward", "pass", "nudging")] == list(count)


def test_paths_and_shared_errors_are_counted(page):
    counts = page(kind="counts", sizes=[4, 6, 6, 4])
    assert counts["paths"] == [24, 4, 1]
    # A delta of layer 1 stands in its 5 own receipts; one of layer 3 in its 7 own and in those of the 72 dials before.
    assert counts["receipts"] == [5, 30 + 7, 72 + 7]


def test_nudges_run_from_one_to_a_trillionth(page):
    nudges = page(kind="nudges")
    assert nudges[0] == 1 and nudges[-1] == pytest.approx(1e-12) and all(a > b for a, b in itertools.pairwise(nudges))


@pytest.mark.parametrize(("curve", "cost"), list(itertools.product(CURVES, COSTS)))
def test_a_chosen_network_starts_the_same_every_time(page, curve, cost):
    for sizes in ([1, 2], [4, 6, 6, 4], [2, 3, 2]):
        one, other = (page(kind="start", sizes=sizes, activation=curve, cost=cost) for _ in range(2))
        assert one == other and one["again"], "and a link brings it back"
        net = Network(sizes, one["activations"], cost)
        net.parameters = one["dials"]
        assert net.cost([one["inputs"]], [one["targets"]]) == pytest.approx(one["cost"], rel=1e-12)
        weights = np.concatenate([w.ravel() * np.sqrt(w.shape[1]) for w in net.weights])
        assert all(not b.any() for b in net.biases) and np.abs(weights).max() < 4


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2-2~sigmoid~mean_squared_error~1,2~1",
        "2-9-2~sigmoid-sigmoid~mean_squared_error~1,2~1,0",
        "2-2-2-2-2~sigmoid~mean_squared_error~1,2~1,0",
        "2-2~softmax~mean_squared_error~1,2~1,0",
        "2-2~sigmoid~nothing~1,2~1,0",
        "2-2~tanh~binary_cross_entropy~1,2~1,0",
        "2-2~sigmoid~mean_squared_error~1,x~1,0",
        "2-2~constructor~mean_squared_error~1,2~1,0",
        "2-2~sigmoid~mean_squared_error~1,2~1,0~1,2,3",
    ],
)
def test_a_damaged_link_names_no_network(page, text):
    assert page(kind="state", text=text) is False


def test_slopes_in_numpy_and_the_curves_agree():
    z = np.array([[-2.0, -0.1, 0.0, 0.1, 3.0]])
    for name in CURVES:
        a = ACTIVATIONS[name].value(z)
        slope = ACTIVATIONS[name].slope(z, a)
        nudged = (ACTIVATIONS[name].value(z + 1e-6) - ACTIVATIONS[name].value(z - 1e-6)) / 2e-6
        bent = name in ("relu", "leaky_relu") and z == 0
        assert np.all((np.abs(slope - nudged) < 1e-8) | bent)
