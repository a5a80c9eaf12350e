"""The network against two independent oracles, and everything that callers may rely on or get wrong."""

import copy
import pickle
import warnings

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from turning_dials import Network
from turning_dials.arguments import as_examples
from turning_dials.layout import layout

HIDDEN = ["sigmoid", "tanh", "relu", "leaky_relu", "identity"]
ENDINGS = [("mean_squared_error", last) for last in [*HIDDEN, "softmax"]]
ENDINGS += [("binary_cross_entropy", "sigmoid"), ("categorical_cross_entropy", "softmax")]

# The oracle: the formulas once more, as a book would print them, with autograd to take their derivatives.
CURVES = {
    "sigmoid": lambda z: 1 / (1 + anp.exp(-z)),
    "tanh": anp.tanh,
    "relu": lambda z: anp.where(z > 0, z, 0 * z),
    "leaky_relu": lambda z: anp.where(z > 0, z, 0.01 * z),
    "identity": lambda z: z,
    "softmax": lambda z: anp.exp(z) / anp.sum(anp.exp(z), axis=1, keepdims=True),
}
COSTS = {
    "mean_squared_error": lambda a, y: anp.mean((a - y) ** 2),
    "binary_cross_entropy": lambda a, y: -anp.mean(y * anp.log(a) + (1 - y) * anp.log(1 - a)),
    "categorical_cross_entropy": lambda a, y: -anp.sum(y * anp.log(a)) / len(y),
}


def oracle(dials, sizes, names, cost, x, y):
    a, start = x, 0
    for n_in, n_out, name in zip(sizes[:-1], sizes[1:], names, strict=True):
        w = anp.reshape(dials[start : start + n_in * n_out], (n_out, n_in))
        b = dials[start + n_in * n_out : start + n_in * n_out + n_out]
        a = CURVES[name](anp.dot(a, w.T) + b)
        start += n_in * n_out + n_out
    return COSTS[cost](a, y)


@st.composite
def networks(draw):
    cost, last = draw(st.sampled_from(ENDINGS))
    sizes = draw(st.lists(st.integers(1, 6), min_size=2, max_size=5))
    names = [*draw(st.lists(st.sampled_from(HIDDEN), min_size=len(sizes) - 2, max_size=len(sizes) - 2)), last]
    seed = draw(st.integers(0, 2**32 - 1))
    m = draw(st.integers(1, 6))
    rng = np.random.default_rng(seed)
    net = Network(sizes, names, cost, seed=seed)
    net.parameters = rng.normal(size=net.parameters.size)
    x = rng.normal(size=(m, sizes[0]))
    if cost == "categorical_cross_entropy":
        y = np.eye(sizes[-1])[rng.integers(sizes[-1], size=m)]
    else:
        y = rng.uniform(size=(m, sizes[-1]))
    return net, x, y


@settings(max_examples=200, deadline=None)
@given(networks())
def test_cost_and_gradient_agree_with_automatic_differentiation(case):
    net, x, y = case
    # The oracle's logarithms are the plain ones: they lose their digits where an output rounds to 0 or 1.
    assume(np.abs(net.trace(x).z[-1]).max() < 12)
    dials = net.parameters.copy()
    assert net.cost(x, y) == pytest.approx(oracle(dials, net.sizes, net.activation, net.cost_name, x, y), rel=1e-9)
    expected = grad(oracle)(dials, net.sizes, net.activation, net.cost_name, x, y)
    assert np.abs(net.gradient(x, y) - expected).max() <= 1e-9 * max(np.abs(expected).max(), 1e-3)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_one_example_at_a_time_averages_to_all_at_once(case):
    net, x, y = case
    pairs = list(zip(x, y, strict=True))
    assert net.cost(x, y) == pytest.approx(np.mean([net.cost(*pair) for pair in pairs]), rel=1e-10, abs=1e-12)
    apart = np.mean([net.gradient(*pair) for pair in pairs], axis=0)
    assert np.allclose(net.gradient(x, y), apart, rtol=1e-9, atol=1e-12)
    assert np.allclose(net.forward(x), [net.forward(one) for one in x], rtol=1e-12, atol=1e-14)


@settings(max_examples=60, deadline=None)
@given(networks(), st.integers(0, 10**6))
def test_every_dial_has_one_place_and_one_name(case, number):
    net, _, _ = case
    index = number % net.parameters.size
    layer, kind, to, from_ = net.place(index)
    assert net.index(layer, kind, to, from_) == index
    net.parameters[index] = 123.0
    seen = net.biases[layer][to] if kind == "bias" else net.weights[layer][to, from_]
    assert seen == 123.0


@pytest.mark.parametrize(("cost", "last"), ENDINGS)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_extreme_sums_stay_finite(cost, last, hidden):
    net = Network([1, 2, 2], [hidden, last], cost)
    x, y = np.array([[1.0], [-1.0], [0.0]]), np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    for dials in ([1000, -1000, 0, 0, 1, -1, -1, 1, 1000, -1000], [0] * 10, [-1000] * 10, [1000] * 10):
        net.parameters = dials
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert np.isfinite(net.forward(x)).all()
            assert np.isfinite(net.cost(x, y)) and np.isfinite(net.gradient(x, y)).all()


def test_cross_entropies_are_exact_where_the_output_rounds_to_its_end():
    net = Network([1, 1], "sigmoid", "binary_cross_entropy")
    net.parameters = [1000, 0]
    assert net.cost([1], [0]) == 1000 and net.cost([-1], [1]) == 1000 and net.cost([1], [1]) == 0
    net = Network([1, 2], "softmax", "categorical_cross_entropy")
    net.parameters = [1000, -1000, 0, 0]
    assert net.cost([1], [0, 1]) == 2000 and net.cost([1], [1, 0]) == 0


def test_an_overflow_is_infinite_without_a_warning():
    net = Network([1, 2, 1], "identity")
    net.parameters = [1e300, -1e300, 0, 0, 1e300, 1e300, 0]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert net.cost([1e10], [0]) == np.inf
        assert net.gradient([1e10], [0]).shape == (7,)


def test_the_slope_of_relu_at_zero_is_zero():
    net = Network([1, 1], "relu")
    net.parameters = [0, 0]
    assert net.gradient([1], [1]).tolist() == [0, 0]


def test_the_layout_is_weights_row_by_row_then_biases():
    net = Network([625, 20, 20, 10])
    assert net.parameters.shape == (13150,) and net.parameters.dtype == np.float64
    assert [w.shape for w in net.weights] == [(20, 625), (20, 20), (10, 20)]
    assert [b.shape for b in net.biases] == [(20,), (20,), (10,)]
    assert net.layout == layout([625, 20, 20, 10])
    assert net.layout[1] == (0, "bias", 12500, 20, 1)
    assert net.index(0, "weight", 1, 2) == 627 and net.index(1, "bias", 3) == 12923
    net.parameters = np.arange(13150.0)
    assert net.weights[0][1, 2] == 627 and net.biases[1][3] == 12923


def test_views_and_parameters_are_the_same_numbers():
    net = Network([2, 3, 1], seed=4)
    net.weights[1][0, 2] = 7
    net.biases[0][:] = 5
    assert net.parameters[net.index(1, "weight", 0, 2)] == 7
    assert net.parameters[6:9].tolist() == [5, 5, 5]
    net.parameters -= 1
    assert net.weights[1][0, 2] == 6
    kept = net.parameters
    net.parameters = np.zeros(13)
    assert kept is net.parameters and not kept.any()


@pytest.mark.parametrize("duplicate", [Network.copy, copy.deepcopy, lambda net: pickle.loads(pickle.dumps(net))])
def test_a_copy_has_dials_of_its_own(duplicate):
    net = Network([2, 2, 2], ["tanh", "softmax"], "categorical_cross_entropy", seed=8)
    other = duplicate(net)
    assert (other.sizes, other.activation, other.cost_name) == (net.sizes, net.activation, net.cost_name)
    assert np.array_equal(other.parameters, net.parameters)
    other.weights[0][0, 0] = 99
    assert other.parameters[0] == 99 and net.parameters[0] != 99


def test_a_seed_is_repeated_and_the_spread_is_as_named():
    assert np.array_equal(Network([3, 2], seed=5).parameters, Network([3, 2], seed=5).parameters)
    assert not np.array_equal(Network([3, 2], seed=5).parameters, Network([3, 2], seed=6).parameters)
    net = Network([400, 200, 1])
    assert net.weights[0].std() == pytest.approx(1 / 20, rel=0.02) and not net.biases[0].any()


def test_forward_keeps_the_shape_it_was_given():
    net = Network([3, 2])
    assert net.forward([1, 2, 3]).shape == (2,)
    assert net.forward([[1, 2, 3]]).shape == (1, 2)
    assert net.forward(np.ones((5, 3), dtype=np.float32)).shape == (5, 2)
    assert isinstance(net.cost([1, 2, 3], [0, 1]), float)
    assert net.classify([1, 2, 3]) in (0, 1) and net.classify(np.ones((5, 3))).shape == (5,)


def test_a_trace_tells_every_number_on_the_way():
    net = Network([3, 4, 2], "tanh", seed=2)
    x, y = np.ones((5, 3)), np.zeros((5, 2))
    z, a, delta = net.trace(x, y)
    assert [each.shape for each in z] == [each.shape for each in delta] == [(5, 4), (5, 2)]
    assert np.array_equal(a[0], x) and np.array_equal(a[2], net.forward(x)) and np.array_equal(a[1], np.tanh(z[0]))
    assert np.allclose(net.gradient(x, y)[:12].reshape(4, 3), delta[0].T @ a[0])
    assert net.trace(x).delta is None


def test_inputs_are_left_alone():
    net = Network([2, 2], "identity")
    x, y = np.ones((3, 2)), np.zeros((3, 2))
    net.gradient(x, y)
    assert (x == 1).all() and (y == 0).all()


def test_the_repr_says_what_it_is_and_where_the_dials_are():
    assert repr(Network([625, 20, 20, 10])) == (
        "Network 625-20-20-10 (sigmoid; mean_squared_error): 13,150 dials in .parameters"
    )
    assert "(relu, softmax; categorical" in repr(Network([2, 2, 2], ["relu", "softmax"], "categorical_cross_entropy"))


class Sparse:
    """Stands for a scipy matrix, which numpy would take for one odd object."""

    def toarray(self):
        return np.ones((1, 2))


@pytest.mark.parametrize(
    ("arguments", "kind", "says"),
    [
        (([2],), ValueError, "at least two"),
        (([],), ValueError, "at least two"),
        (([2, 0],), ValueError, r"sizes\[1\]: .*at least 1, got 0"),
        (([-3, 1],), ValueError, "got -3"),
        (([2.0, 1],), TypeError, "whole number, got 2.0"),
        (([True, 1],), TypeError, "truth value"),
        ((np.array([True, True]),), TypeError, "truth value"),
        ((["2", 1],), TypeError, "whole number, got '2'"),
        (("21",), TypeError, "expected a list"),
        ((5,), TypeError, "expected a list"),
        (({2, 1},), TypeError, "expected a list"),
        ((np.ones((2, 2), dtype=int),), TypeError, "expected a list"),
        (
            ([10**9, 1],),
            ValueError,
            "at most 100,000,000 dials, which take 800,000,000 bytes, got .* with 1,000,000,001 dials, which take 8",
        ),
        (([2, 10**30],), ValueError, r"at most 100,000,000 dials.*\[2, 10+\] with over 10 to the 30 dials"),
        (([2, 10**5000],), ValueError, "more digits than can be written"),
        (([2] * 1000 + ["x"],), TypeError, "whole number, got 'x'"),
        (([2, 1], "Sigmoid"), ValueError, "expected one of sigmoid, tanh"),
        (([2, 1], None), TypeError, "expected a name"),
        (([2, 1], [3]), TypeError, "expected a name, got 3"),
        (([2, 2, 1], ["tanh"]), ValueError, "each of 2 layers, got a list of 1"),
        (([2, 2, 1], "softmax"), ValueError, "last layer only"),
        (([2, 2, 1], ["softmax", "softmax"]), ValueError, "last layer only"),
        (([2, 1], "sigmoid", "squares"), ValueError, "expected one of mean_squared_error"),
        (([2, 1], "sigmoid", None), TypeError, "cost: expected a name"),
        (([2, 1], "tanh", "binary_cross_entropy"), ValueError, "goes with sigmoid"),
        (([2, 2], "softmax", "binary_cross_entropy"), ValueError, "goes with sigmoid"),
        (([2, 2], "sigmoid", "categorical_cross_entropy"), ValueError, "goes with softmax"),
        (([2, 1], "sigmoid", "mean_squared_error", -1), ValueError, "seed: .*at least 0"),
        (([2, 1], "sigmoid", "mean_squared_error", 0.5), TypeError, "seed: expected a whole number"),
        (([2, 1], "sigmoid", "mean_squared_error", True), TypeError, "seed: expected a whole number"),
        (([2, 1], "sigmoid", "mean_squared_error", None), TypeError, "seed: expected a whole number"),
    ],
)
def test_a_network_that_cannot_be_is_refused_in_a_sentence(arguments, kind, says):
    with pytest.raises(kind, match=says):
        Network(*arguments)


BAD_INPUTS = [
    ([1, 2, 3], ValueError, r"expected shape \(2,\) or \(m, 2\), got shape \(3,\)"),
    (np.ones((4, 3)), ValueError, r"got shape \(4, 3\)"),
    (np.ones((1, 1, 2)), ValueError, r"got shape \(1, 1, 2\)"),
    (np.ones((0, 2)), ValueError, "at least one number"),
    ([], ValueError, "at least one number"),
    (3.0, ValueError, "single number 3.0"),
    ([[1, 2], [3]], ValueError, "equal length"),
    ([1, np.nan], ValueError, r"finite numbers, got nan at \[1\]"),
    ([[1, 2], [np.inf, 0]], ValueError, r"got inf at \[1, 0\]"),
    (np.ma.masked_array([1.0, 2.0], mask=[0, 1]), ValueError, "holes"),
    ([True, False], TypeError, "truth values"),
    (["1", "2"], TypeError, "got text"),
    ("12", TypeError, "got text"),
    (b"12", TypeError, "got bytes"),
    ([1j, 2], TypeError, "complex"),
    ([1, None], TypeError, "got a list of type object"),
    (None, TypeError, "NoneType"),
    ({1, 2}, TypeError, "got a set"),
    (Sparse(), TypeError, "toarray"),
    (np.array(["2026-11-23", "2026-11-24"], dtype="datetime64[D]"), TypeError, "real numbers"),
]


@pytest.mark.parametrize(("values", "kind", "says"), BAD_INPUTS)
def test_inputs_that_are_wrong_are_refused_in_a_sentence(values, kind, says):
    net = Network([2, 2])
    for call in (net.forward, net.trace, net.classify):
        with pytest.raises(kind, match=f"^inputs: .*{says}"):
            call(values)
    for call in (net.cost, net.gradient):
        with pytest.raises(kind, match=f"^inputs: .*{says}"):
            call(values, [0, 1])
        with pytest.raises(kind, match=f"^targets: .*{says}"):
            call([0, 1], values)


def test_a_column_forgotten_is_hinted_at():
    with pytest.raises(ValueError, match=r"3 examples of one number each, pass .reshape\(-1, 1\)"):
        Network([1, 1]).forward([1, 2, 3])


def test_inputs_and_targets_go_in_pairs():
    with pytest.raises(ValueError, match="as many rows in both, got 3 and 2"):
        Network([2, 1]).cost(np.ones((3, 2)), np.ones((2, 1)))


def test_targets_must_mean_something_to_the_cost():
    with pytest.raises(ValueError, match="numbers from 0 to 1, got -1 to 1"):
        Network([1, 2], cost="binary_cross_entropy").cost([1], [-1, 1])
    with pytest.raises(ValueError, match="row 1 sums to 2"):
        Network([1, 2], "softmax", "categorical_cross_entropy").gradient([[1], [2]], [[0, 1], [1, 1]])


@pytest.mark.parametrize(
    ("values", "kind", "says"),
    [
        (np.zeros(2), ValueError, r"expected shape \(3,\), got \(2,\)"),
        (np.zeros((3, 1)), ValueError, r"expected shape \(3,\), got \(3, 1\)"),
        (0, ValueError, r"got \(\)"),
        ([1, 2, np.nan], ValueError, r"nan at \[2\]"),
        ([1, 2, None], TypeError, "real numbers"),
        ([True, False, True], TypeError, "truth values"),
    ],
)
def test_parameters_that_are_wrong_leave_the_dials_as_they_were(values, kind, says):
    net = Network([2, 1], seed=1)
    before = net.parameters.copy()
    with pytest.raises(kind, match=f"^parameters: .*{says}"):
        net.parameters = values
    assert np.array_equal(net.parameters, before)


def test_a_dial_that_is_not_finite_is_named_when_it_is_used():
    net = Network([2, 1])
    net.weights[0][0, 1] = np.nan
    with pytest.raises(ValueError, match=r"parameters: expected finite numbers, got nan at \[1\]"):
        net.forward([1, 2])


@pytest.mark.parametrize(
    ("place", "kind", "says"),
    [
        ((2, "bias", 0), ValueError, "layer: expected a whole number from 0 to 1"),
        ((0, "weight", 0, 2), ValueError, "from_: .* from 0 to 1, got 2"),
        ((0, "weight", 3, 0), ValueError, "to: .* from 0 to 2"),
        ((0, "weight", 0), TypeError, "from_: expected a whole number"),
        ((0, "bias", 0, 1), ValueError, "no neuron"),
        ((0, "dial", 0), ValueError, "'weight' or 'bias'"),
        ((-1, "bias", 0), ValueError, "layer: .*got -1"),
    ],
)
def test_a_place_that_is_not_there_is_refused(place, kind, says):
    with pytest.raises(kind, match=says):
        Network([2, 3, 1]).index(*place)
    with pytest.raises(ValueError, match="from 0 to 12, got 13"):
        Network([2, 3, 1]).place(13)


@pytest.mark.parametrize(
    ("statement", "kind", "says"),
    [
        ("net.weights[0] = 1", TypeError, r"weights\[0\]: expected its numbers to be written into, weights\[0\]"),
        ("net.biases[-1] = [1]", TypeError, r"biases\[-1\]: .*got another array"),
        ("net.weights = []", AttributeError, r"weights: .* write weights\[0\]\[:\] = "),
        ("net.sizes = [1, 1]", AttributeError, "sizes: expected it to be read, .* write a new Network"),
        ("net.cost = 3", AttributeError, "cost: expected it to be called, got a value"),
        ("net.parametres = [0, 0, 0]", AttributeError, "got 'parametres'; did you mean 'parameters'"),
    ],
)
def test_what_would_turn_no_dial_is_refused(statement, kind, says):
    net = Network([2, 1])
    before = net.parameters.copy()
    with pytest.raises(kind, match=says):
        exec(statement, {"net": net})
    assert np.array_equal(net.parameters, before)


def test_a_layer_s_weights_may_be_turned_in_place():
    net = Network([2, 1], seed=3)
    before = net.weights[0].copy()
    net.weights[0] += 1
    net.biases[0] -= 2
    assert net.parameters.tolist() == [*(before[0] + 1), -2]


def test_one_output_cannot_be_classified_by_the_largest():
    with pytest.raises(ValueError, match="compare forward"):
        Network([2, 1]).classify([1, 2])


def test_as_examples_serves_boards_too():
    assert as_examples([1, 2], 2, "inputs").shape == (1, 2)
    assert as_examples(np.ones((3, 2), dtype=np.uint8), 2, "inputs").dtype == np.float64
