"""What the checkers of the exercises are made of, which look at the reader's own code.

A checker answers with a Verdict, whose repr is a sentence for the reader: right, still to do, or what was noticed. It
compares the answer with what known mistakes would give, so that it can name the mistake. A chapter adds a checker of
its own as one call of `check` or `check_function` with its mistakes.
"""

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from turning_dials.arguments import as_numbers, shown
from turning_dials.exercises.gradient_hints import hint_on_gradient
from turning_dials.network import Network, as_network

Mistakes = Sequence[tuple[Any, str]]

CLOSE = 1e-6


class Verdict:
    """What a checker has to say: `text`, a sentence or two, and `right`, which is also its truth value."""

    def __init__(self, right: bool, text: str) -> None:
        self.right, self.text = right, text

    def __bool__(self) -> bool:
        return self.right

    def __repr__(self) -> str:
        return self.text


def check(answer: Any, expected: Any, mistakes: Mistakes = (), what: str = "your answer") -> Verdict:
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


def check_function(
    function: Any, right: Callable[..., Any], cases: Sequence[tuple[Any, ...]], mistakes: Mistakes, what: str
) -> Verdict:
    """Try the reader's `function` on each of `cases`, beside the function `right`. Returns a Verdict.

    A case is a tuple of arguments. `mistakes` are pairs (a function with the mistake in it, the sentence to say when
    that agrees with every answer). `what` is the function's name in the exercise.
    """
    if not callable(function):
        return not_a_function(function, what)
    name = getattr(function, "__name__", what)
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


def not_a_function(given: Any, what: str) -> Verdict:
    """What is said where a function was to be passed: there is none yet, or it has been called."""
    if _is_to_do(given):
        return _to_do(what)
    return Verdict(
        False, f"Not yet. Expected the function {what}, got {_kind(given)}: pass its name without calling it."
    )


def check_gradient(gradient: Any, net: Network, x: Any, y: Any) -> Verdict:
    """Compare the reader's gradient with backpropagation's for the same network and examples. Returns a Verdict.

    `gradient` is flat, laid out as net.parameters, or a list of arrays in that order: weights, biases, weights, biases.
    """
    expected = as_network(net).gradient(x, y)
    if _is_to_do(gradient):
        return _to_do("the gradient")
    try:
        if isinstance(gradient, (list, tuple)) and any(np.ndim(part) for part in gradient):
            gradient = np.concatenate([np.ravel(as_numbers(part, "gradient")) for part in gradient])
        own = as_numbers(gradient, "gradient")
    except (TypeError, ValueError) as error:
        return Verdict(False, f"Not yet. {error}.")
    if own.shape != expected.shape:
        return Verdict(False, f"Not yet. The gradient: expected {_kind(expected)}, one slope a dial, got {_kind(own)}.")
    if _matches(own, expected):
        return Verdict(True, f"Right: all {own.size:,} slopes agree with backpropagation.")
    return Verdict(False, f"Not yet. {hint_on_gradient(own, expected, net, x, y)}")


def _is_to_do(value: Any) -> bool:
    if value is None or value is Ellipsis or value is NotImplemented:
        return True
    return isinstance(value, (list, tuple)) and any(_is_to_do(each) for each in value)


def _to_do(what: str) -> Verdict:
    return Verdict(False, f"Still to do: {what}. Put your own code in place of the dots and run this cell again.")


def _matches(answer: Any, wanted: Any) -> bool:
    try:
        answer, wanted = np.asarray(answer, dtype=float), np.asarray(wanted, dtype=float)
    except (TypeError, ValueError):
        return False
    if answer.shape != wanted.shape or not np.isfinite(answer).all():
        return False
    return bool(np.abs(answer - wanted).max(initial=0) <= CLOSE * np.abs(wanted).max(initial=0))


def _told(function: Callable[..., Any], case: tuple[Any, ...]) -> str:
    names = inspect.signature(function).parameters
    return "For " + ", ".join(f"{name} = {_shown(each)}" for name, each in zip(names, case, strict=True)) + ": "


def _shown(value: Any) -> str:
    if callable(value):
        return str(value.__name__)
    plain: Any = {"float_kind": lambda number: f"{number:.6g}"}
    text = np.array2string(np.asarray(value), separator=", ", threshold=12, formatter=plain)
    return text.replace("\n", "")


def _kind(value: Any) -> str:
    if callable(value):
        return f"the function {getattr(value, '__name__', shown(value))}"
    try:
        array = np.asarray(value)
    except ValueError:
        return shown(value)
    if array.dtype.kind not in "biuf":
        return shown(value)
    return f"an array of shape {array.shape}" if array.shape else "one number"
