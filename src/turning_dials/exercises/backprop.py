"""Chapter 7: a checker for each quantity of backpropagation, for the whole of it, and for the bug hunt.

All arrays are example-major as in `Network`: a and delta (m, n), weights (n_out, n_in). The network is one of sigmoids
with mean squared error, a mean over outputs and examples, so the first delta holds the division and sums need none.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from turning_dials.arguments import shown
from turning_dials.arrays import Array
from turning_dials.exercises import faulty
from turning_dials.exercises.verdict import Verdict, check, check_function, check_gradient, not_a_function
from turning_dials.network import Network

_DRAW = np.random.default_rng(1986)
_A, _Y = _DRAW.uniform(0.1, 0.9, (4, 3)), _DRAW.integers(0, 2, (4, 3)).astype(float)
_DELTA, _BEFORE = _DRAW.normal(0, 0.1, (4, 3)), _DRAW.uniform(0.1, 0.9, (4, 3))
_W = _DRAW.normal(size=(3, 3))


def check_pencil(slopes: Any) -> Verdict:
    """Are these nine numbers the slopes of the chapter's small network, worked out by hand? Returns a Verdict."""
    net = pencil_network()
    right = net.gradient(*PENCIL)
    errors = right[[4, 5]]
    mistakes = [
        (
            -right,
            "These are the turns. A slope is the rise as the dial is turned up, so its sign is that of the error.",
        ),
        (right / 2, "All are half too small: the slope of the square is 2(a − y)."),
        (
            np.concatenate([np.outer(PENCIL[0], errors).ravel(), right[4:]]),
            "The four weights of the first layer stand in another order: both weights of the first hidden neuron come "
            "first, then both of the second.",
        ),
        (
            np.concatenate([np.outer(errors[::-1], PENCIL[0]).ravel(), errors[::-1], right[6:]]),
            "The two hidden errors are swapped: each comes back through the wire of its own neuron.",
        ),
        (
            np.concatenate([np.outer([8, 8], PENCIL[0]).ravel(), [8, 8], right[6:]]),
            "On the way back the error is multiplied by the weight of the wire, 1 for one neuron and 2 for the other.",
        ),
    ]
    return check(slopes, right, mistakes, "pencil")


PENCIL = (np.array([2.0, 1.0]), np.array([0.0]))  # the input and the target


def pencil_network() -> Network:
    """The network that the reader works out by hand: 2-2-1, all ReLUs, round numbers."""
    net = Network([2, 2, 1], activation="relu")
    net.parameters = [0.5, 1.0, 1.0, -1.0, 0.0, 0.0, 1.0, 2.0, 0.0]
    return net


def check_delta_last(delta_last: Any) -> Verdict:
    """Is `delta_last(a, y)` dC/dz of a last layer of sigmoids under mean squared error? Returns a Verdict."""

    def right(a: Any, y: Any) -> Any:
        return 2 * (a - y) / a.size * a * (1 - a)

    mistakes = [
        (
            lambda a, y: 2 * (a - y) / a.size,
            "This is ∂C/∂a. BP1 goes on: times the slope of the sigmoid, a(1 - a).",
        ),
        (lambda a, y: -right(a, y), "The sign is turned round: the cost grows where a is above y, so it is a - y."),
        (
            lambda a, y: (a - y) * a * (1 - a) / a.size,
            "The 2 of the square is missing: the slope of (a - y)² is 2(a - y).",
        ),
        (lambda a, y: 2 * (a - y) * a * (1 - a), "The cost is a mean over outputs and examples: divide by a.size."),
        (
            lambda a, y: (a - y) * a * (1 - a),
            "Two things are missing: the 2 of the square, and the division by a.size.",
        ),
        (
            lambda a, y: 2 * (a - y) / len(a) * a * (1 - a),
            "You divided by the number of examples; the mean runs over the outputs as well: a.size.",
        ),
        (
            lambda a, y: 2 * (a - y) / a.shape[1] * a * (1 - a),
            "You divided by the number of outputs; the mean runs over the examples as well: a.size.",
        ),
        (
            lambda a, y: 2 * (a - y) / a.size * _sigmoid(a) * (1 - _sigmoid(a)),
            "The a that comes in has been through the sigmoid already; its slope is a(1 - a).",
        ),
        (lambda a, y: (a - y) ** 2 / a.size * a * (1 - a), "This has the square itself. Its slope is 2(a - y)."),
        (
            lambda a, y: (a - y) / a.size,
            "This belongs to binary cross-entropy, where the slope of the sigmoid cancels.",
        ),
    ]
    return check_function(delta_last, right, [(_A, _Y), (_A[:1], _Y[:1])], mistakes, "delta_last")


def check_delta_hidden(delta_hidden: Any) -> Verdict:
    """Is `delta_hidden(delta_next, w_next, a)` the error one layer back, (m, n)? Returns a Verdict.

    `delta_next` is (m, n_next), `w_next` (n_next, n) leads to the next layer, `a` (m, n) is what this layer put out.
    """

    def right(delta_next: Any, w_next: Any, a: Any) -> Any:
        return (delta_next @ w_next) * a * (1 - a)

    mistakes = [
        (
            lambda d, w, a: d @ w,
            "This is the error that arrives, ∂C/∂a. It has still to pass the sigmoid: times a(1 - a).",
        ),
        (
            lambda d, w, a: (d @ w.T) * a * (1 - a),
            "The weights are turned the wrong way. w_next[k, j] leads from j here to k there, and the error comes back "
            "from k: sum over k. With examples in rows that is delta_next @ w_next.",
        ),
        (lambda d, w, a: d @ w.T, "The weights are turned the wrong way, and the slope of the sigmoid is missing."),
        (lambda d, w, a: (d @ w) * a, "The slope of the sigmoid is a(1 - a), both factors."),
        (lambda d, w, a: (d @ w) * (1 - a), "The slope of the sigmoid is a(1 - a), both factors."),
        (
            lambda d, w, a: (d @ w) * _sigmoid(a) * (1 - _sigmoid(a)),
            "The a that comes in has been through the sigmoid already; its slope is a(1 - a).",
        ),
        (lambda d, w, a: -(d @ w) * a * (1 - a), "No sign changes on the way back."),
        (
            lambda d, w, a: (d @ w) * a * (1 - a) / len(d),
            "No division here: the mean was taken once, in the last delta, and travels with it.",
        ),
        (
            lambda d, w, a: (d * a * (1 - a)) @ w,
            "The slope of the sigmoid is this layer's, so it comes after the weights have carried the error here.",
        ),
    ]
    cases = [(_DELTA, _W, _A), (_DELTA[:1], _W, _BEFORE[:1])]
    return check_function(delta_hidden, right, cases, mistakes, "delta_hidden")


def check_bias_slopes(bias_slopes: Any) -> Verdict:
    """Are `bias_slopes(delta)` the slopes of a layer's biases, (n,), from delta (m, n)? Returns a Verdict."""

    def right(delta: Any) -> Any:
        return delta.sum(axis=0)

    mistakes = [
        (lambda d: d.mean(axis=0), "Sum, and do not average: delta holds the division of the mean already."),
        (
            lambda d: d.sum(axis=1),
            "You summed over the neurons. Each neuron has its own bias; sum over the examples, axis=0.",
        ),
        (
            lambda d: d.sum(),
            "That is one number for the layer. Each neuron has its own bias: sum over the examples, axis=0.",
        ),
        (
            lambda d: d,
            "Right for one example alone. A bias is the same for every example, so its slopes add up: axis=0.",
        ),
        (lambda d: d[0], "That is the first example's share. Sum over all of them: axis=0."),
        (
            lambda d: d.sum(axis=0, keepdims=True),
            "The numbers are right, the shape is not: (n,), as the biases themselves.",
        ),
        (lambda d: np.ones(d.shape[1]), "A bias moves z one to one, that is true; what ∂C/∂z is, delta says."),
    ]
    return check_function(bias_slopes, right, [(_DELTA,), (_DELTA[:2, :2],)], mistakes, "bias_slopes")


def check_weight_slopes(weight_slopes: Any) -> Verdict:
    """Are `weight_slopes(delta, a_before)` the slopes of a layer's weights, (n, n_before)? Returns a Verdict."""

    def right(delta: Any, a_before: Any) -> Any:
        return delta.T @ a_before

    mistakes = [
        (lambda d, a: a.T @ d, "Every number is there, the matrix lies on its side: rows are where a weight leads to."),
        (lambda d, a: d.T @ a / len(d), "Sum, and do not average: delta holds the division of the mean already."),
        (
            lambda d, a: d.T @ (a * (1 - a)),
            "a_before comes in as it is: z follows a weight by what arrives on its wire. A slope belongs to delta.",
        ),
        (
            lambda d, a: np.outer(d[0], a[0]),
            "That is the first example's share. Sum over all of them: a matrix product.",
        ),
        (lambda d, a: -(d.T @ a), "This points downhill already. A slope says which way the cost rises."),
        (lambda d, a: np.outer(d.sum(axis=0), a.sum(axis=0)), "First multiply for each example, then sum over them."),
        (lambda d, a: d.T @ d, "Both factors are delta; one of them is what arrived: a_before."),
    ]
    narrow = (_DELTA[:3, :2], _BEFORE[:3])
    return check_function(weight_slopes, right, [(_DELTA, _BEFORE), narrow], mistakes, "weight_slopes")


def check_backprop(backprop: Any) -> Verdict:
    """Is `backprop(weights, biases, x, y)` the gradient, a list of arrays or flat, for networks of sigmoids?

    It is tried on a 2-2-2 and on a 3-5-4-2 network, with one example and with several. Returns a Verdict.
    """
    if not callable(backprop):
        return not_a_function(backprop, "backprop")
    for sizes, m in (([2, 2, 2], 1), ([2, 2, 2], 3), ([3, 5, 4, 2], 6)):
        net, x, y = example(sizes, m)
        try:
            gradient = backprop(list(net.weights), list(net.biases), x, y)
        except Exception as error:  # What the reader's code does wrong is for the reader to see, in a sentence.
            if "ellipsis" in str(error) or isinstance(error, NotImplementedError):
                gradient = None
            else:
                return Verdict(False, f"Not yet. On a {'-'.join(map(str, sizes))} network it stopped: {error}")
        verdict = check_gradient(gradient, net, x, y)
        if not verdict:
            if "Still to do" in verdict.text:
                return verdict
            return Verdict(False, f"On a {'-'.join(map(str, sizes))} network, {m} in a batch: {verdict}")
    return Verdict(True, "Right: every slope of all three networks tried, up to 54 dials and 6 examples.")


def example(sizes: Sequence[int] = (3, 3, 3), m: int = 4, seed: int = 7) -> tuple[Network, Array, Array]:
    """A network of sigmoids, and examples for it: (net, x, y)."""
    draw = np.random.default_rng(seed)
    net = Network(list(sizes), seed=seed)
    net.parameters[:] += draw.normal(0, 0.5, net.parameters.size)
    return net, draw.normal(size=(m, sizes[0])), draw.integers(0, 2, (m, sizes[-1])).astype(float)


# What is amiss with each suspect, and in which quantity; the reader is to find it.
_FOUND = {
    "backprop_a": ("untransposed weights", "delta of the hidden layer"),
    "backprop_b": ("wrong sign", "delta of the last layer"),
    "backprop_c": ("right", ""),
    "backprop_d": ("stale activations", "activations"),
    "backprop_e": ("missing activation slope", "delta of the last layer"),
}
FAULTS = ("right", "missing activation slope", "untransposed weights", "wrong sign", "stale activations")
PLACES = ("", "activations", "delta of the last layer", "delta of the hidden layer", "bias slopes", "weight slopes")
_CLUES = {
    "untransposed weights": "Which layers agree, and which do not? Something goes astray between them.",
    "wrong sign": "Divide its slopes by the nudged ones and look at the ratio.",
    "right": "No dial disagrees, before the turn or after it.",
    "stale activations": "Its first answer agrees. Check again after the dials have been turned.",
    "missing activation slope": "Divide its slopes by the nudged ones: no ratio is constant, even in the last layer.",
}


def check_hunt(found: Any) -> Verdict:
    """Does `found`, a dict from each suspect's name to (fault, quantity), say what is amiss? Returns a Verdict."""
    if found is None or found is ...:
        found = {}
    if not isinstance(found, Mapping):
        return Verdict(False, f"Not yet. Expected a dict from each name to (fault, quantity), got {shown(found)}.")
    told = [f"{shown(name)}: expected a name from {', '.join(_FOUND)}." for name in found if name not in _FOUND]
    for name, (fault, quantity) in _FOUND.items():
        answer = found.get(name, ...)
        if answer is ... or answer is None:
            told.append(f"{name}: still to do.")
            continue
        if not isinstance(answer, (str, list, tuple)):
            told.append(f"{name}: expected a pair (fault, quantity), got {shown(answer)}.")
            continue
        own, where = (answer, "") if isinstance(answer, str) else (*answer, "", "")[:2]
        if own not in FAULTS or where not in PLACES:
            told.append(f"{name}: expected a fault of {', '.join(FAULTS)}, and a place of {', '.join(PLACES[1:])}.")
        elif own != fault:
            told.append(f"{name}: not that. {_CLUES[fault]}")
        elif where != quantity:
            told.append(f"{name}: {fault}, yes, but not there. Which quantity is the first to come out wrong?")
        else:
            told.append(f"{name}: {fault}{', in the ' + quantity if quantity else ''}. Right.")
    good = all(line.endswith("Right.") for line in told)
    return Verdict(good, "\n".join(told))


def suspects() -> dict[str, Callable[..., Array]]:
    """The implementations of the bug hunt: a dict from name to function."""
    return {name: getattr(faulty, name) for name in _FOUND}


def _sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))
