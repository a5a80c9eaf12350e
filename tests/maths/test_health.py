"""The health of layers, as the page has it, is what numpy's traced pass says."""

import numpy as np
import pytest
from support.chain_page import CURVES, SIZES, Page, case

from turning_dials import Network
from turning_dials.activations import ACTIVATIONS


@pytest.fixture(scope="module")
def page():
    with Page() as asked:
        yield asked


def ask(page, net, x, y):
    return page(
        kind="health", sizes=net.sizes, activation=net.activation, cost=net.cost_name,
        parameters=net.parameters.tolist(), inputs=x.tolist(), targets=y.tolist(),
    )  # fmt: skip


def numpy_says(net, x, y):
    """For each layer mean |δ| ÷ that of the last layer, and how many neurons no example moves."""
    trace = net.trace(x, y)
    means = [np.abs(delta).mean() for delta in trace.delta]
    slopes = [ACTIVATIONS[name].slope(z, a) for name, z, a in zip(net.activation, trace.z, trace.a[1:], strict=True)]
    return [(size / means[-1], int((slope == 0).all(axis=0).sum())) for size, slope in zip(means, slopes, strict=True)]


@pytest.mark.parametrize("curve", CURVES)
def test_ratios_and_dead_neurons_are_numpys(page, curve):
    draw = np.random.default_rng(7)
    for seed, sizes in enumerate(SIZES[::23]):
        net, _, _ = case(sizes, curve, "mean_squared_error", seed, spread=2)
        x, y = draw.uniform(-1, 1, (5, sizes[0])), draw.uniform(0, 1, (5, sizes[-1]))
        if not np.abs(net.trace(x, y).delta[-1]).any():
            continue
        for health, (ratio, dead) in zip(ask(page, net, x, y), numpy_says(net, x, y), strict=True):
            assert health["ratio"] == pytest.approx(ratio, rel=1e-10)
            assert health["dead"] == dead


@pytest.mark.parametrize(
    ("curve", "weight", "layers", "states"),
    [
        ("sigmoid", 1, 6, ["vanishing", "vanishing", "fine", "fine", "fine", "fine"]),
        ("tanh", 1, 6, ["fine"] * 6),
        ("relu", 1, 10, ["fine"] * 10),
        ("relu", 2, 10, ["exploding"] * 3 + ["fine"] * 7),
        ("relu", -1, 3, ["dead"] * 3),
    ],
)
def test_the_states_of_a_chain(page, curve, weight, layers, states):
    net = Network([1] * (layers + 1), curve)
    net.parameters = [weight, 0.0] * layers
    found = ask(page, net, np.array([[1.0]]), np.array([[0.0]]))
    assert [health["state"] for health in found] == states


def test_behind_a_dead_layer_errors_have_vanished(page):
    net = Network([1, 2, 2, 1], ["tanh", "relu", "identity"])
    net.parameters = [0.5, -0.5, 0, 0, 1, 1, 1, 1, -9, -9, 1, 1, 0]
    states = [(each["state"], each["ratio"]) for each in ask(page, net, np.array([[1.0]]), np.array([[1.0]]))]
    assert states == [("vanishing", 0), ("dead", 0), ("fine", 1)]
    net.parameters[8] = 9
    one = ask(page, net, np.array([[1.0]]), np.array([[1.0]]))[1]
    assert (one["state"], one["dead"], one["neurons"]) == ("fine", 1, 2)


def test_without_an_error_there_is_nothing_to_compare(page):
    net = Network([1, 1, 1], "identity")
    net.parameters = [1, 0, 1, 0]
    assert [each["state"] for each in ask(page, net, np.array([[1.0]]), np.array([[1.0]]))] == ["none", "none"]
