"""The computation as a graph: values and slopes of every node are numpy's, and what a nudge says."""

import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.chain_page import CURVES, SIZES, Page, case

from turning_dials import Network
from turning_dials.checking import finite_difference


@pytest.fixture(scope="module")
def page():
    with Page() as asked:
        yield asked


def ask(page, net, x, y):
    """The nodes of the page's graph by (op, kind, layer, to, from), and the answer itself."""
    answer = page(
        kind="graph", sizes=net.sizes, activation=net.activation, cost=net.cost_name,
        parameters=net.parameters.tolist(), inputs=x[0].tolist(), targets=y[0].tolist(),
    )  # fmt: skip
    nodes = {(node["op"], *node["q"].values()): node for node in answer["nodes"]}
    assert len(nodes) == len(answer["nodes"]), "every node is there once"
    return nodes, answer


def numpy_says(net, x, y):
    """Value and slope of every node but the given numbers' slopes at the ends, by the same keys."""
    trace, gradient, last = net.trace(x, y), net.gradient(x, y), len(net.weights) - 1
    miss = 2 * (trace.a[-1] - y)[0] / y.size
    says = {("cost", "cost", last, 0, 0): (net.cost(x, y), 1.0)}
    for layer, w in enumerate(net.weights):
        a_before, z, a, delta = trace.a[layer][0], trace.z[layer][0], trace.a[layer + 1][0], trace.delta[layer][0]
        error = miss if layer == last else trace.delta[layer + 1][0] @ net.weights[layer + 1]
        for j, i in itertools.product(*map(range, w.shape)):
            says["given", "w", layer, j, i] = w[j, i], gradient[net.index(layer, "weight", j, i)]
            says["product", "w", layer, j, i] = w[j, i] * a_before[i], delta[j]
        for j in range(len(w)):
            says["given", "b", layer, j, 0] = net.biases[layer][j], gradient[net.index(layer, "bias", j)]
            says["sum", "z", layer, j, 0] = z[j], delta[j]
            says["bend", "a", layer, j, 0] = a[j], error[j]
    for j, target in enumerate(y[0]):
        says["given", "y", last, j, 0] = target, -miss[j]
    for i, value in enumerate(x[0]):
        says["given", "x", 0, i, 0] = value, trace.delta[0][0] @ net.weights[0][:, i]
    return says


def hold(page, net, x, y):
    nodes, answer = ask(page, net, x, y)
    says = numpy_says(net, x, y)
    assert nodes.keys() == says.keys()
    largest = [max(abs(pair[which]) for pair in says.values()) for which in (0, 1)]
    for key, node in nodes.items():
        assert abs(node["value"] - says[key][0]) <= 1e-12 * largest[0], key
        assert abs(node["slope"] - says[key][1]) <= 1e-12 * largest[1], key
        if node["op"] != "cost":
            assert sum(node["shares"]) == pytest.approx(node["slope"], rel=1e-12, abs=1e-15 * largest[1]), key
    return answer


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.sampled_from(SIZES), curve=st.sampled_from(CURVES), seed=st.integers(0, 2**32 - 1))
def test_every_value_and_slope_is_numpys(page, sizes, curve, seed):
    hold(page, *case(sizes, curve, "mean_squared_error", seed))


@pytest.mark.parametrize("curve", CURVES)
def test_every_slope_is_what_a_nudge_says(page, curve):
    net, x, y = case([2, 2, 2], curve, "mean_squared_error", 5)
    nodes, _ = ask(page, net, x, y)
    nudged = finite_difference(net, x, y)
    h = 1e-6
    for (op, kind, layer, to, source), node in nodes.items():
        if op != "given":
            continue
        if kind in "wb":
            index = net.index(layer, *(("weight", to, source) if kind == "w" else ("bias", to)))
            wanted = nudged[index]
        else:
            step = np.zeros(2)
            step[to] = h
            up, down = ((x + s, y) if kind == "x" else (x, y + s) for s in (step, -step))
            wanted = (net.cost(*up) - net.cost(*down)) / (2 * h)
        assert node["slope"] == pytest.approx(wanted, abs=1e-7), (op, kind, layer, to, source)


def test_a_node_comes_after_its_parts_and_every_step_belongs_to_one(page):
    net, x, y = case([2, 2, 2], "sigmoid", "mean_squared_error", 3)
    answer = hold(page, net, x, y)
    nodes = answer["nodes"]
    assert all(part < place for place, node in enumerate(nodes) for part in node["parts"])
    # 8 weights, 4 biases, 2 inputs and 2 targets; 8 products, 4 sums, 4 bends and the cost.
    assert len(nodes) == 16 + 17
    assert len(answer["found"]) == 29 and min(answer["found"]) >= 0
    for node in nodes:
        value, slope = node["steps"]
        assert slope >= 8 and (value is None) == (node["op"] == "given")
        if node["op"] == "cost":
            assert value == slope == 8, "the cost is the ninth step, and its slope needs no other"
        assert 0 <= node["dial"] < 12
    # Where a step makes a node's value or its slope, the step leads to that node.
    for place, node in enumerate(nodes):
        if node["op"] != "product" and node["q"]["kind"] not in "xy":
            assert all(answer["found"][step] == place for step in node["steps"] if step is not None)


def test_a_number_used_twice_adds_up_what_both_uses_say(page):
    net = Network([1, 2, 1], "identity")
    net.parameters = [1, 1, 0, 0, 3, 4, 0]
    nodes, _ = ask(page, net, np.array([[1.0]]), np.array([[6.0]]))
    # The output is 7 and its slope 2: input 1 gets 3 · 2 through one neuron and 4 · 2 through the other.
    assert nodes["given", "x", 0, 0, 0]["shares"] == [6, 8] and nodes["given", "x", 0, 0, 0]["slope"] == 14
