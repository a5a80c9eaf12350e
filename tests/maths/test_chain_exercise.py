"""The exercise of chapter 7: each checker knows the right answer and the usual mistakes; every faulty one is caught."""

import numpy as np
import pytest

from turning_dials import Network
from turning_dials.checking import difference, finite_difference
from turning_dials.data import mazur
from turning_dials.exercises import faulty
from turning_dials.exercises.backprop import (
    FAULTS,
    PLACES,
    check_backprop,
    check_bias_slopes,
    check_delta_hidden,
    check_delta_last,
    check_hunt,
    check_weight_slopes,
    example,
    suspects,
)

FOUND = {
    "backprop_a": ("untransposed weights", "delta of the hidden layer"),
    "backprop_b": ("wrong sign", "delta of the last layer"),
    "backprop_c": ("right", ""),
    "backprop_d": ("stale activations", "activations"),
    "backprop_e": ("missing activation slope", "delta of the last layer"),
}


def delta_last(a, y):
    return 2 * (a - y) / a.size * a * (1 - a)


def delta_hidden(delta_next, w_next, a):
    return (delta_next @ w_next) * a * (1 - a)


def bias_slopes(delta):
    return delta.sum(axis=0)


def weight_slopes(delta, a_before):
    return delta.T @ a_before


def backprop(weights, biases, x, y):
    a = [x]
    for w, b in zip(weights, biases, strict=True):
        a.append(1 / (1 + np.exp(-(a[-1] @ w.T + b))))
    delta, slopes = delta_last(a[-1], y), []
    for layer in reversed(range(len(weights))):
        slopes = [weight_slopes(delta, a[layer]), bias_slopes(delta), *slopes]
        if layer:
            delta = delta_hidden(delta, weights[layer], a[layer])
    return slopes


CHECKS = {
    check_delta_last: delta_last,
    check_delta_hidden: delta_hidden,
    check_bias_slopes: bias_slopes,
    check_weight_slopes: weight_slopes,
    check_backprop: backprop,
}


@pytest.mark.parametrize(("check", "right"), CHECKS.items())
def test_the_right_answer_passes(check, right):
    verdict = check(right)
    assert verdict and repr(verdict).startswith("Right")


@pytest.mark.parametrize("check", CHECKS)
def test_what_is_not_filled_in_is_still_to_do(check):
    verdict = check(lambda *given: ...)
    assert not verdict and "Still to do" in repr(verdict)


def test_a_loop_around_unfilled_parts_is_still_to_do():
    def unfilled(weights, biases, x, y):
        delta = ...
        return [delta.T @ x]

    assert "Still to do" in repr(check_backprop(unfilled)) or "stopped" in repr(check_backprop(unfilled))
    assert "Still to do" in repr(check_backprop(lambda w, b, x, y: [..., ...]))


@pytest.mark.parametrize(
    ("check", "wrong", "hint"),
    [
        (check_delta_last, lambda a, y: 2 * (a - y) / a.size, "slope of the sigmoid"),
        (check_delta_last, lambda a, y: 2 * (y - a) / a.size * a * (1 - a), "sign"),
        (check_delta_last, lambda a, y: (a - y) / a.size * a * (1 - a), "2 of the square"),
        (check_delta_last, lambda a, y: 2 * (a - y) * a * (1 - a), "divide by a.size"),
        (check_delta_last, lambda a, y: 2 * (a - y) / len(a) * a * (1 - a), "outputs as well"),
        (check_delta_last, lambda a, y: 2 * (a - y) / a.shape[1] * a * (1 - a), "examples as well"),
        (check_delta_hidden, lambda d, w, a: d @ w, "still to pass the sigmoid"),
        (check_delta_hidden, lambda d, w, a: (d @ w.T) * a * (1 - a), "turned the wrong way"),
        (check_delta_hidden, lambda d, w, a: (d * a * (1 - a)) @ w, "this layer's"),
        (check_delta_hidden, lambda d, w, a: (d @ w) * a, "both factors"),
        (check_bias_slopes, lambda d: d.mean(axis=0), "do not average"),
        (check_bias_slopes, lambda d: d.sum(axis=1), "axis=0"),
        (check_bias_slopes, lambda d: d, "add up"),
        (check_weight_slopes, lambda d, a: a.T @ d, "on its side"),
        (check_weight_slopes, lambda d, a: d.T @ a / len(d), "do not average"),
        (check_weight_slopes, lambda d, a: np.outer(d[0], a[0]), "first example"),
        (check_backprop, lambda w, b, x, y: [-part for part in backprop(w, b, x, y)], "wrong sign"),
        (check_backprop, lambda w, b, x, y: backprop(w, b, x, y)[:2], "expected"),
        (check_backprop, lambda w, b, x, y: 1 / 0, "stopped"),
    ],
)
def test_a_usual_mistake_gets_its_hint(check, wrong, hint):
    verdict = check(wrong)
    assert not verdict and hint in repr(verdict), verdict


def off(function, net, x, y):
    """How far a backprop is from nudging, as a share of the largest slope, before and after a turn."""
    before = difference(function(net, x, y), finite_difference(net, x, y))
    net.parameters[:] += 0.3
    return before, difference(function(net, x, y), finite_difference(net, x, y))


@pytest.mark.parametrize("sizes", [(3, 3, 3), (4, 4, 4, 4)])
def test_each_faulty_one_is_caught_and_the_right_one_passes(sizes):
    for seed in range(12):
        for name, function in suspects().items():
            faulty._kept.clear()
            before, after = off(function, *example(sizes, seed=seed))
            if name == "backprop_c":
                assert max(before, after) < 1e-8
            elif name == "backprop_d":
                assert before < 1e-8 and after > 1e-3, "right at first, then never again"
            else:
                assert before > 1e-3 and after > 1e-3, name


def test_each_fault_lies_where_the_hunt_says():
    faulty._kept.clear()
    net, x, y = example()
    right = net.gradient(x, y)
    last = net.layout[2][2]
    a, b, c, _, e = (function(net, x, y) for function in suspects().values())
    assert np.allclose(a[last:], right[last:]) and not np.allclose(a[:last], right[:last])
    assert np.allclose(b, -right) and np.allclose(c, right)
    ratio = e[last:] / right[last:]
    assert ratio.min() > 1 and ratio.max() > 1.1 * ratio.min()


def test_the_hunt_is_judged():
    assert check_hunt(FOUND) and repr(check_hunt(FOUND)).count("Right.") == 5
    assert repr(check_hunt(dict.fromkeys(FOUND, ...))).count("still to do") == 5
    assert repr(check_hunt({})).count("still to do") == 5 and repr(check_hunt(None)).count("still to do") == 5
    for name in FOUND:
        for fault in FAULTS:
            for place in PLACES:
                verdict = check_hunt({**FOUND, name: (fault, place)})
                assert bool(verdict) == ((fault, place) == FOUND[name])
    assert "not there" in repr(check_hunt({**FOUND, "backprop_b": ("wrong sign", "bias slopes")}))
    assert "expected a fault of" in repr(check_hunt({**FOUND, "backprop_b": "a bug"}))
    assert check_hunt({**FOUND, "backprop_c": "right"})


def test_the_worked_example_comes_out_to_the_digits_printed():
    net = Network(mazur.SIZES)
    net.parameters = mazur.PARAMETERS
    trace, gradient = net.trace(mazur.INPUTS, mazur.TARGETS), net.gradient(mazur.INPUTS, mazur.TARGETS)
    ours = {
        "h1": trace.a[1][0, 0],
        "h2": trace.a[1][0, 1],
        "o1": trace.a[2][0, 0],
        "o2": trace.a[2][0, 1],
        "total error": net.cost(mazur.INPUTS, mazur.TARGETS),
        "slope of w5": gradient[net.index(1, "weight", 0, 0)],
        "slope of w1": gradient[net.index(0, "weight", 0, 0)],
    }
    assert ours.keys() == mazur.PRINTED.keys()
    for name, printed in mazur.PRINTED.items():
        assert f"{ours[name]:.{len(printed) - 2}f}" == printed, name
    weights = [0, 1, 2, 3, 6, 7, 8, 9]
    turned = net.parameters[weights] - mazur.RATE * gradient[weights]
    for value, printed in zip(turned, mazur.TURNED, strict=True):
        assert f"{value:.{len(printed) - 2}f}" == printed


def test_the_one_printed_number_that_needs_another_order():
    net = Network(mazur.SIZES)
    net.parameters = mazur.PARAMETERS
    x, y = np.array([mazur.INPUTS]), np.array([mazur.TARGETS])
    trace, gradient = net.trace(x, y), net.gradient(x, y)
    after = net.copy()
    for w, layer in zip(after.weights, (0, 1), strict=True):
        start = net.index(layer, "weight", 0, 0)
        w -= mazur.RATE * gradient[start : start + w.size].reshape(w.shape)
    assert f"{after.cost(x, y):.9f}" == "0.291027774"
    # The error carried back through output weights that have been turned already.
    late = delta_hidden(trace.delta[1], after.weights[1], trace.a[1])
    after.weights[0][:] = net.weights[0] - mazur.RATE * late.T @ x
    assert f"{after.cost(x, y):.9f}" == mazur.ERROR_AFTER
