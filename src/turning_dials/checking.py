"""Ways to check a number: nudging dials to see slopes without any calculus, and checkers for the reader's own code.

A checker answers with a Verdict, whose repr is a sentence for the reader: right, still to do, or what was noticed. It
compares the answer with what known mistakes would give, so that it can name the mistake. A chapter adds a checker of
its own as one call of `check` or `check_function` with its mistakes.
"""

import inspect

import numpy as np

from turning_dials.arguments import as_count, as_number, as_numbers
from turning_dials.exercises.gradient_hints import hint_on_gradient

CLOSE = 1e-6


class Verdict:
    """What a checker has to say: `text`, a sentence or two, and `right`, which is also its truth value."""

    def __init__(self, right, text):
        self.right, self.text = right, text

    def __bool__(self):
        return self.right

    def __repr__(self):
        return self.text


def finite_difference(net, x, y, nudge=1e-5, indices=None):
    """The slope of the cost for every dial, or for those at `indices`, found by turning each a little: flat float64.

    Central differences: (cost at +nudge - cost at -nudge) / (2 nudge), so two costs for each dial. The error falls with
    the square of the nudge until rounding, which grows as 1/nudge, takes over. The dials of `net` stay as they are.
    """
    nudge = as_number(nudge, "nudge", above=0)
    size = net.parameters.size
    places = range(size) if indices is None else [as_count(index, "indices", 0) for index in np.ravel(indices)]
    if len(places) and max(places) >= size:
        raise ValueError(f"indices: expected whole numbers from 0 to {size - 1}, got {max(places)}")
    nudged = net.copy()
    slopes = np.empty(len(places))
    for place, index in enumerate(places):
        start = nudged.parameters[index]
        costs = []
        for turned in (start + nudge, start - nudge):
            nudged.parameters[index] = turned
            costs.append(nudged.cost(x, y))
        nudged.parameters[index] = start
        slopes[place] = (costs[0] - costs[1]) / (2 * nudge)
    return slopes


def difference(one, other):
    """The largest difference between two arrays of numbers, as a share of the largest entry in either: a float."""
    one, other = as_numbers(one, "one"), as_numbers(other, "other")
    if one.shape != other.shape:
        raise ValueError(f"one and other: expected the same shape, got {one.shape} and {other.shape}")
    largest = max(np.abs(one).max(), np.abs(other).max())
    return float(np.abs(one - other).max() / largest) if largest else 0.0


def check(answer, expected, mistakes=(), what="your answer"):
    """Compare a number or an array with the expected one. Returns a Verdict.

    `mistakes` are pairs (what a mistake gives, the sentence to say then); the first that matches is told.
    """
    if _is_to_do(answer):
        return _to_do(what)
    try:
        answer = as_numbers(answer, what)
    except (TypeError, ValueError) as error:
        return Verdict(False, f"Not yet. {error}.")
    expected = np.asarray(expected, dtype=float)
    if _matches(answer, expected):
        return Verdict(True, f"Right: {what} is {_shown(expected)}.")
    for wrong, sentence in mistakes:
        if _matches(answer, wrong):
            return Verdict(False, f"Not yet. {sentence}")
    if answer.shape != expected.shape:
        return Verdict(False, f"Not yet. {what}: expected {_kind(expected)}, got {_kind(answer)}.")
    return Verdict(False, f"Not yet: {what} is {_shown(answer)}, expected {_shown(expected)}.")


def check_function(function, right, cases, mistakes=()):
    """Try the reader's `function` on each of `cases`, beside the function `right`. Returns a Verdict.

    A case is a tuple of arguments. `mistakes` are pairs (a function with the mistake in it, the sentence to say when
    that agrees with every answer).
    """
    if _is_to_do(function):
        return _to_do(right.__name__)
    if not callable(function):
        return Verdict(False, f"Not yet. Expected a function, got {_kind(function)}: pass its name without calling it.")
    name = getattr(function, "__name__", "the function")
    answers = []
    for case in cases:
        try:
            answer = function(*(np.copy(each) if isinstance(each, np.ndarray) else each for each in case))
        except NotImplementedError:
            return _to_do(name)
        except Exception as error:  # Whatever the reader's code does wrong is for the reader to see, in a sentence.
            if "ellipsis" in str(error):
                return _to_do(name)
            return Verdict(False, f"Not yet. {_told(right, case)}{name} stopped with {type(error).__name__}: {error}")
        if _is_to_do(answer):
            return _to_do(name)
        answers.append(answer)
    verdicts = [check(answer, right(*case), what=name) for answer, case in zip(answers, cases, strict=True)]
    if all(verdicts):
        return Verdict(True, f"Right: {name} agrees on all {len(answers)} cases tried.")
    for wrong, sentence in mistakes:
        if all(_matches(answer, wrong(*case)) for answer, case in zip(answers, cases, strict=True)):
            return Verdict(False, f"Not yet. {sentence}")
    case, verdict = next(pair for pair in zip(cases, verdicts, strict=True) if not pair[1])
    return Verdict(False, f"{_told(right, case)}{verdict}")


def check_gradient(gradient, net, x, y):
    """Compare the reader's gradient with backpropagation's for the same network and examples. Returns a Verdict.

    `gradient` is flat, laid out as net.parameters, or a list of arrays in that order: weights, biases, weights, biases.
    """
    if _is_to_do(gradient):
        return _to_do("the gradient")
    try:
        if isinstance(gradient, (list, tuple)) and any(np.ndim(part) for part in gradient):
            gradient = np.concatenate([np.ravel(as_numbers(part, "gradient")) for part in gradient])
        own = as_numbers(gradient, "gradient")
    except (TypeError, ValueError) as error:
        return Verdict(False, f"Not yet. {error}.")
    expected = net.gradient(x, y)
    if own.shape != expected.shape:
        return Verdict(False, f"Not yet. The gradient: expected {_kind(expected)}, one slope a dial, got {_kind(own)}.")
    if _matches(own, expected):
        return Verdict(True, f"Right: all {own.size:,} slopes agree with backpropagation.")
    return Verdict(False, f"Not yet. {hint_on_gradient(own, expected, net, x, y)}")


def check_neuron(neuron):
    """Chapter 1: is `neuron(x, w, b)` the activation of one sigmoid neuron? Returns a Verdict."""

    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    def right(x, w, b):
        return sigmoid(np.dot(w, x) + b)

    cases = [
        (np.array([0.5, -1.0, 2.0]), np.array([1.5, 0.25, -0.75]), 0.6),
        (np.array([1.0, 0.0]), np.array([-2.0, 3.0]), 0.5),
        (np.array([-0.3]), np.array([4.0]), -1.1),
    ]
    mistakes = [
        (lambda x, w, b: np.dot(w, x) + b, "This is the weighted sum z; the sigmoid is still to come."),
        (lambda x, w, b: sigmoid(np.dot(w, x)), "The bias is missing: z is w·x + b."),
        (lambda x, w, b: np.dot(w, x), "This is w·x: the bias and the sigmoid are missing."),
        (lambda x, w, b: sigmoid(np.dot(w, x) - b), "The bias is subtracted here; z is w·x + b."),
        (lambda x, w, b: sigmoid(np.dot(w, x)) + b, "The bias is added after the sigmoid; it belongs to z, before it."),
        (lambda x, w, b: sigmoid(np.sum(w + x) + b), "Weights and inputs are added; each weight multiplies its input."),
        (lambda x, w, b: sigmoid(w * x + b), "The products are not summed yet: one neuron has one z."),
        (lambda x, w, b: sigmoid(-np.dot(w, x) - b), "The sign of z in the exponential is lost: exp(-z), not exp(z)."),
        (lambda x, w, b: float(np.dot(w, x) + b > 0), "This jumps from 0 to 1; the sigmoid gives all shades between."),
        (lambda x, w, b: np.tanh(np.dot(w, x) + b), "This is tanh, from -1 to 1; the sigmoid goes from 0 to 1."),
    ]
    return check_function(neuron, right, cases, mistakes)


def check_cost(cost):
    """Chapter 5: is `cost(a, y)` the mean squared error, over outputs and examples? Returns a Verdict."""

    def right(a, y):
        return np.mean((a - y) ** 2)

    cases = [
        (np.array([0.2, 0.7, 0.9]), np.array([1.0, 0.0, 0.0])),
        (np.array([[0.1, 0.6], [0.8, 0.3], [0.5, 0.5]]), np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])),
    ]
    mistakes = [
        (lambda a, y: np.sum((a - y) ** 2), "The squares are summed; the mean divides that by how many there are."),
        (lambda a, y: np.sum((a - y) ** 2) / 2, "This is half the sum of the squares; the screen shows their mean."),
        (lambda a, y: np.sum((a - y) ** 2) / len(a), "Divided by the examples only: it is a mean over outputs, too."),
        (lambda a, y: np.mean(a - y), "Without the square, a miss upward and one downward cancel."),
        (lambda a, y: np.mean(np.abs(a - y)), "This is the mean distance; the squared error squares each distance."),
        (lambda a, y: np.mean(a - y) ** 2, "The mean is squared here; square each miss first, then take the mean."),
        (lambda a, y: np.sqrt(np.mean((a - y) ** 2)), "Leave out the root: the cost is the mean of the squares."),
        (lambda a, y: (a - y) ** 2, "These are squares, one for each output; the cost is their mean."),
    ]
    return check_function(cost, right, cases, mistakes)


def check_step(step):
    """Chapter 6: are the dials one step further down after `step(parameters, gradient, rate)`? Returns a Verdict."""

    def right(parameters, gradient, rate):
        return parameters - rate * gradient

    cases = [(np.array([0.5, -1.0, 2.0]), np.array([0.2, -0.4, 0.1]), 0.3), (np.array([1.0]), np.array([-3.0]), 2.0)]
    mistakes = [
        (lambda p, g, r: p + r * g, "This goes uphill: a positive slope says that turning down lowers the cost."),
        (lambda p, g, r: p - g, "The rate is missing: it says how much of the slope to turn."),
        (lambda p, g, r: -r * g, "This is the turn itself; the dials after it are parameters + turn."),
        (lambda p, g, r: p - r * np.sign(g), "Every dial turns as far; a steeper slope should turn further."),
        (lambda p, g, r: p - g / r, "The slope is divided by the rate; a larger rate is to make a larger step."),
        (lambda p, g, r: r * (p - g), "The rate scales the slope only, not the dials."),
    ]
    return check_function(step, right, cases, mistakes)


def _is_to_do(value):
    if value is None or value is Ellipsis or value is NotImplemented:
        return True
    return isinstance(value, (list, tuple)) and any(_is_to_do(each) for each in value)


def _to_do(what):
    return Verdict(False, f"Still to do: {what}. Put your own code in place of the dots and run this cell again.")


def _matches(answer, wanted):
    try:
        answer, wanted = np.asarray(answer, dtype=float), np.asarray(wanted, dtype=float)
    except (TypeError, ValueError):
        return False
    if answer.shape != wanted.shape or not np.isfinite(answer).all():
        return False
    return bool(np.abs(answer - wanted).max(initial=0) <= CLOSE * np.abs(wanted).max(initial=0))


def _told(function, case):
    names = inspect.signature(function).parameters
    return "For " + ", ".join(f"{name} = {_shown(each)}" for name, each in zip(names, case, strict=True)) + ": "


def _shown(value):
    plain = {"float_kind": lambda number: f"{number:.6g}"}
    return np.array2string(np.asarray(value), separator=", ", threshold=12, formatter=plain).replace("\n", "")


def _kind(value):
    shape = np.shape(value)
    return f"an array of shape {shape}" if shape else "one number"
