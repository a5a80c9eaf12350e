"""Chapter 4: a checker for the one layer that two layers without a bend collapse into."""

from typing import Any

import numpy as np

from turning_dials.exercises.verdict import Verdict, check_function


def check_collapse(collapse: Any) -> Verdict:
    """Does `collapse(W1, b1, W2, b2)` return the weights and the biases of the one layer? Returns a Verdict."""

    def right(W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
        return _table(W2 @ W1, W2 @ b1 + b2)

    # A table holds both: the weights, and the biases as one more column.
    def packed(W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
        answer = collapse(W1, b1, W2, b2)
        if answer is None or answer is Ellipsis:
            return answer
        if not isinstance(answer, (tuple, list)) or len(answer) != 2:
            raise TypeError("expected two arrays, W and b")
        if any(part is None or part is Ellipsis for part in answer):
            return ...
        W, b = (np.asarray(part, dtype=float) for part in answer)
        if W.shape != (len(W2), W1.shape[1]) or b.shape != (len(W2),):
            wanted = f"W of shape {(len(W2), W1.shape[1])} and b of shape {(len(W2),)}"
            raise ValueError(f"expected {wanted}, got {W.shape} and {b.shape}")
        return _table(W, b)

    draw = np.random.default_rng(4)
    # Square matrices, so that the wrong order gives an answer too and can be told.
    cases = [tuple(draw.integers(-4, 5, size=size) / 2 for size in ((n, n), n, (n, n), n)) for n in (2, 3)]
    order = "The order is wrong: the first layer acts first, so W1 stands next to x."
    fine = "The weights are right. "
    mistakes = [
        (lambda W1, b1, W2, b2: _table(W1 @ W2, W2 @ b1 + b2), order),
        (lambda W1, b1, W2, b2: _table(W1 @ W2, W1 @ b1 + b2), order),
        (lambda W1, b1, W2, b2: _table(W1 @ W2, W1 @ b2 + b1), "Here the second layer acts first; x meets W1 first."),
        (lambda W1, b1, W2, b2: _table(W2 @ W1, b1 + b2), fine + "The first biases pass through W2 as well."),
        (lambda W1, b1, W2, b2: _table(W2 @ W1, b2), fine + "The first layer's biases are lost; they pass through W2."),
        (lambda W1, b1, W2, b2: _table(W2 @ W1, W1 @ b1 + b2), fine + "The first biases come after W1, before W2."),
        (lambda W1, b1, W2, b2: _table(W2 @ W1, W2 @ (b1 + b2)), fine + "The second biases come after W2."),
        (
            lambda W1, b1, W2, b2: _table(W2 * W1, W2 @ b1 + b2),
            "W2 * W1 goes entry by entry; use the matrix product, @.",
        ),
        (
            lambda W1, b1, W2, b2: _table(W2 + W1, W2 @ b1 + b2),
            "The weights are added; one layer after another multiplies.",
        ),
    ]
    if callable(collapse):
        packed.__name__ = getattr(collapse, "__name__", "collapse")
        return check_function(packed, right, cases, mistakes, "collapse")
    return check_function(collapse, right, cases, mistakes, "collapse")


def _table(W: Any, b: Any) -> Any:
    return np.column_stack([W, b])
