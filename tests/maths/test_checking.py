"""Checkers: right is right, a known mistake is named, and an exercise not yet filled in says what is to do."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from turning_dials import Network
from turning_dials.checking import difference, finite_difference
from turning_dials.exercises import activations, backprop, biases, cost, descent, dog_breeds, neurons, weights
from turning_dials.exercises.cost import check_cost
from turning_dials.exercises.descent import check_step
from turning_dials.exercises.gradient_hints import _backprop
from turning_dials.exercises.neurons import check_neuron
from turning_dials.exercises.verdict import Verdict, check, check_function, check_gradient

SMOOTH = ["sigmoid", "tanh", "identity"]


def net_and_examples(sizes=(3, 3, 2), activation="sigmoid", m=4, cost="mean_squared_error", seed=0):
    rng = np.random.default_rng(seed)
    net = Network(sizes, activation, cost, seed=seed)
    net.parameters = rng.normal(size=net.parameters.size)
    return net, rng.normal(size=(m, sizes[0])), np.eye(sizes[-1])[rng.integers(sizes[-1], size=m)]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(SMOOTH), st.sampled_from([(2, 1), (3, 4, 2), (2, 3, 3, 2)]))
def test_nudging_each_dial_agrees_with_backpropagation(seed, activation, sizes):
    net, x, y = net_and_examples(sizes, activation, seed=seed)
    gradient = net.gradient(x, y)
    tried = finite_difference(net, x, y)
    assert np.abs(tried - gradient).max() <= 1e-7 * max(1, np.abs(gradient).max())


@pytest.mark.parametrize(
    ("cost", "last"),
    [
        ("binary_cross_entropy", "sigmoid"),
        ("categorical_cross_entropy", "softmax"),
        ("mean_squared_error", "softmax"),
        ("mean_squared_error", "leaky_relu"),
    ],
)
@pytest.mark.parametrize("hidden", ["relu", "leaky_relu", "tanh"])
def test_nudging_agrees_for_the_other_endings(cost, last, hidden):
    net, x, y = net_and_examples((3, 4, 3), [hidden, last], cost=cost)
    assert difference(finite_difference(net, x, y), net.gradient(x, y)) < 1e-8


def test_some_dials_only_and_all_as_they_were():
    net, x, y = net_and_examples()
    before = net.parameters.copy()
    assert np.array_equal(finite_difference(net, x, y, indices=[5, 0]), finite_difference(net, x, y)[[5, 0]])
    assert np.array_equal(net.parameters, before)


def test_the_error_falls_with_the_nudge_and_then_rises_again():
    net, x, y = net_and_examples()
    gradient = net.gradient(x, y)
    large, best, small = (difference(finite_difference(net, x, y, nudge), gradient) for nudge in (1e-1, 1e-5, 1e-12))
    assert best < 1e-8 and large > 1e-4 and small > 1e-6


def test_wrong_arguments_are_refused():
    net, x, y = net_and_examples()
    for nudge, kind in ((0, ValueError), (-1, ValueError), ("a", TypeError)):
        with pytest.raises(kind, match="nudge: expected a"):
            finite_difference(net, x, y, nudge)
    with pytest.raises(ValueError, match="from 0 to 19, got 20"):
        finite_difference(net, x, y, indices=[20])
    with pytest.raises(ValueError, match="same shape"):
        difference([1, 2], [1, 2, 3])
    assert difference([0, 0], [0, 0]) == 0 and difference([1, 2], [1, 4]) == 0.5


@pytest.mark.parametrize("empty", [None, ..., NotImplemented, [..., ...], (None, 1)])
def test_an_exercise_not_filled_in_says_so(empty):
    net, x, y = net_and_examples()
    said = [check(empty, 1), check_gradient(empty, net, x, y)]
    said += [checker(lambda *_: empty) for checker in (check_neuron, check_cost, check_step)]
    if not isinstance(empty, (list, tuple)):
        said.append(check_neuron(empty))
    for verdict in said:
        assert not verdict and repr(verdict).startswith("Still to do: "), verdict


def test_other_ways_to_leave_it_open():
    def raising(x, w, b):
        raise NotImplementedError

    def dots(x, w, b):
        return 1 / (1 + ...)

    assert repr(check_neuron(raising)).startswith("Still to do: raising")
    assert repr(check_neuron(dots)).startswith("Still to do: dots")


def test_an_answer_is_compared_and_a_mistake_named():
    assert repr(check(0.29, 0.29)) == "Right: your answer is 0.29."
    assert repr(check(0.3, 0.29)) == "Not yet: your answer is 0.3, expected 0.29."
    assert repr(check(2.9, 0.29, [(2.9, "That is the sum.")])) == "Not yet. That is the sum."
    assert "expected one number, got an array of shape (2,)" in repr(check([1, 2], 0.29))
    assert "expected real numbers, got text" in repr(check("0.29", 0.29))
    assert "expected finite numbers, got nan." in repr(check(np.nan, 0.29))
    assert isinstance(check(1, 1), Verdict) and check(1, 1).right is True


def neuron(x, w, b):
    z = np.dot(w, x) + b
    return 1 / (1 + np.exp(-z))


def test_the_neuron_of_chapter_1():
    assert repr(check_neuron(neuron)) == "Right: neuron agrees on all 3 cases tried."


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda x, w, b: np.dot(w, x) + b, "the sigmoid is still to come"),
        (lambda x, w, b: neuron(x, w, 0), "The bias is missing"),
        (lambda x, w, b: np.dot(w, x), "bias and the sigmoid are missing"),
        (lambda x, w, b: neuron(x, w, -b), "subtracted"),
        (lambda x, w, b: neuron(x, w, 0) + b, "after the sigmoid"),
        (lambda x, w, b: 1 / (1 + np.exp(-np.sum(w + x) - b)), "each weight multiplies"),
        (lambda x, w, b: 1 / (1 + np.exp(-w * x - b)), "not summed yet"),
        (lambda x, w, b: 1 - neuron(x, w, b), r"exp\(-z\), not exp\(z\)"),
        (lambda x, w, b: 1.0 if np.dot(w, x) + b > 0 else 0.0, "jumps"),
        (lambda x, w, b: np.tanh(np.dot(w, x) + b), "tanh"),
        (lambda x, w, b: 0.5, r"^For x = \[0.5, -1, 2\], w = .*, b = 0.6: Not yet: <lambda> is 0.5, expected 0.401312"),
        (lambda x, w, b: x[7], "stopped with IndexError"),
        (3, "Expected the function neuron, got one number"),
    ],
)
def test_mistakes_with_a_neuron_are_named(wrong, says):
    verdict = check_neuron(wrong)
    assert not verdict
    assert re.search(says, repr(verdict)), verdict


def test_the_cost_of_chapter_5():
    assert check_cost(lambda a, y: ((a - y) ** 2).mean())
    for wrong, says in [
        (lambda a, y: ((a - y) ** 2).sum(), "summed"),
        (lambda a, y: ((a - y) ** 2).sum() / 2, "half the sum"),
        (lambda a, y: (a - y).mean(), "cancel"),
        (lambda a, y: np.abs(a - y).mean(), "distance"),
        (lambda a, y: (a - y) ** 2, "one for each output"),
    ]:
        assert says in repr(check_cost(wrong))


def test_the_step_of_chapter_6():
    assert check_step(lambda parameters, gradient, rate: parameters - rate * gradient)
    for wrong, says in [
        (lambda p, g, r: p + r * g, "uphill"),
        (lambda p, g, r: p - g, "rate is missing"),
        (lambda p, g, r: -r * g, "the turn itself"),
        (lambda p, g, r: p - r * np.sign(g), "steeper"),
    ]:
        assert says in repr(check_step(wrong))


def test_a_function_that_writes_into_its_arguments_spoils_no_case():
    def greedy(parameters, gradient, rate):
        parameters -= rate * gradient
        return parameters

    assert check_step(greedy) and check_step(greedy)


def test_a_chapter_adds_a_checker_in_one_call():
    def double(number):
        return 2 * number

    verdict = check_function(
        lambda number: number**2, double, [(3.0,), (4.0,)], [(np.square, "That is the square.")], "double"
    )
    assert repr(verdict) == "Not yet. That is the square."


def test_a_gradient_is_right_flat_or_in_parts():
    net, x, y = net_and_examples()
    flat = net.gradient(x, y)
    assert repr(check_gradient(flat, net, x, y)) == "Right: all 20 slopes agree with backpropagation."
    assert check_gradient(finite_difference(net, x, y), net, x, y)
    trace = net.trace(x, y)
    parts = []
    for delta, a in zip(trace.delta, trace.a, strict=False):
        parts += [delta.T @ a, delta.sum(axis=0)]
    assert check_gradient(parts, net, x, y)


@pytest.mark.parametrize(
    ("factor", "says"),
    [
        (-1, "wrong sign"),
        (4, "4 examples"),
        (2, "2 outputs|factor 2 too many"),
        (8, "mean over both"),
        (0.5, "factor 2"),
        (0.25, "once too often"),
        (3.3, "3.3 times"),
    ],
)
def test_a_ratio_is_explained(factor, says):
    net, x, y = net_and_examples()
    assert re.search(says, repr(check_gradient(factor * net.gradient(x, y), net, x, y)))


@pytest.mark.parametrize(
    ("mistake", "says"),
    [
        ({"no_slope": "last"}, "last layer's activation is missing"),
        ({"no_slope": "hidden"}, "passes a hidden layer"),
        ({"no_slope": "all"}, "in every layer"),
        ({"slope_at": "a"}, "taken at a"),
        ({"turned": True}, "not transposed"),
        ({"arriving": "z"}, "by the z that arrives"),
        ({"arriving": "later"}, "its own layer's activations"),
        ({"first": True}, "one example's gradient"),
    ],
)
def test_a_broken_backpropagation_is_recognized(mistake, says):
    net, x, y = net_and_examples((3, 3, 3, 3))
    assert np.allclose(_backprop(net, net.trace(x, y), y), net.gradient(x, y), rtol=1e-12)
    verdict = check_gradient(_backprop(net, net.trace(x, y), y, **mistake), net, x, y)
    assert not verdict and says in repr(verdict)


def test_otherwise_it_says_where_to_look():
    net, x, y = net_and_examples((3, 4, 2))
    own = net.gradient(x, y)
    own[net.index(0, "weight", 2, 1)] += 1
    told = repr(check_gradient(own, net, x, y))
    assert "Right so far: biases of layer 0, weights of layer 1, biases of layer 1." in told
    assert "Furthest off: layer 0, weight to neuron 2 from 1" in told and "activations it is multiplied by" in told
    own[:16] = 1
    told = repr(check_gradient(own, net, x, y))
    assert "The last layer is right, so look at how the error travels back" in told
    own[:] = np.arange(26)
    assert "No layer is right yet." in repr(check_gradient(own, net, x, y))
    own = net.gradient(x, y)
    own[:12] = own[:12].reshape(4, 3).T.ravel()
    assert "slopes of layer 0 are transposed" in repr(check_gradient(own, net, x, y))


def test_a_gradient_of_another_kind_is_refused_in_words():
    net, x, y = net_and_examples()
    assert "expected an array of shape (20,), one slope a dial, got an array of shape (3,)" in repr(
        check_gradient([1, 2, 3], net, x, y)
    )
    assert "got text" in repr(check_gradient(["a"] * 20, net, x, y))
    assert "nan at [3]" in repr(check_gradient(np.where(np.arange(20) == 3, np.nan, 1), net, x, y))


CHECKERS = [
    getattr(module, name)
    for module in (activations, backprop, biases, cost, descent, dog_breeds, neurons, weights)
    for name in vars(module)
    if name.startswith("check_") and name not in ("check_function", "check_gradient", "check_hunt", "check_pencil")
]


@pytest.mark.parametrize("checker", CHECKERS, ids=lambda checker: checker.__name__)
def test_every_checker_has_a_sentence_for_whatever_it_is_given(checker):
    what = {"check_fahrenheit": "to_fahrenheit"}.get(checker.__name__, checker.__name__.removeprefix("check_"))
    for nothing in (None, ...):
        assert repr(checker(nothing)).startswith(f"Still to do: {what}. Put your own code")
    for given_, kind in [(3, "one number"), ("abc", "'abc'"), ([[1], [2, 3]], r"[[1], [2, 3]]"), ({}, "{}")]:
        verdict = checker(given_)
        assert not verdict
        assert f"Expected the function {what}, got {kind}: pass its name without calling it." in repr(verdict)
    assert "stopped" in repr(checker(lambda: 0))


@pytest.mark.parametrize("nothing", [None, 3, "net"])
def test_what_is_no_network_is_refused(nothing):
    for act in (finite_difference, lambda *given_: check_gradient(np.zeros(3), *given_)):
        with pytest.raises(TypeError, match=r"net: expected a turning_dials\.Network, got"):
            act(nothing, [0, 1], [1])


@pytest.mark.parametrize(
    ("given_", "kind", "says"),
    [
        ({"nudge": 0}, ValueError, "nudge: expected a finite number more than 0"),
        ({"nudge": 10**400}, ValueError, "nudge: .*a number too large for a float"),
        ({"indices": [13]}, ValueError, "indices: expected a whole number from 0 to 12, got 13"),
        ({"indices": "a"}, TypeError, "indices: expected a whole number"),
        ({"indices": [0.5]}, TypeError, "indices: expected a whole number"),
    ],
)
def test_what_cannot_be_nudged_is_refused(given_, kind, says):
    with pytest.raises(kind, match=says):
        finite_difference(Network([2, 3, 1]), [0, 1], [1], **given_)


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (3, "Expected a dict from each name to (fault, quantity), got 3."),
        ("right", "got 'right'."),
        ({"backprop_z": "right"}, "'backprop_z': expected a name from backprop_a, backprop_b"),
        ({"backprop_a": 3}, "backprop_a: expected a pair (fault, quantity), got 3."),
        ({"backprop_a": []}, "backprop_a: expected a fault of right, missing"),
    ],
)
def test_a_hunt_that_is_none_is_told_what_it_should_be(found, says):
    verdict = backprop.check_hunt(found)
    assert not verdict and says in repr(verdict)


def test_a_hint_is_given_for_dials_that_saturate():
    net, x, y = net_and_examples((3, 3, 2))
    net.parameters *= 1e4
    assert repr(check_gradient(np.ones(20), net, x, y)).startswith("Not yet.")
