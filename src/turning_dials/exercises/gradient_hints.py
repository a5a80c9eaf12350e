"""What may have gone wrong in a gradient: its ratio to the right one, or a backpropagation with that very mistake."""

from typing import Any

import numpy as np

from turning_dials.activations import activate, deactivate
from turning_dials.arrays import Array
from turning_dials.costs import COSTS
from turning_dials.network import Network, Trace

CLOSE = 1e-6


# A reader's dials may be large enough to overflow, which is no matter here.
@np.errstate(over="ignore", invalid="ignore")
def hint_on_gradient(own: Array, expected: Array, net: Network, x: Any, y: Any) -> str:
    """A sentence or two about `own`, a flat gradient of `net` that differs from `expected`."""
    trace = net.trace(x, y)
    ratio = _hint_on_ratio(own, expected, *trace.a[-1].shape)
    return ratio or _hint_on_mistake(own, net, trace, y) or _hint_on_parts(own, expected, net)


def _hint_on_ratio(own: Array, expected: Array, m: int, n: int) -> str | None:
    ratio = own @ expected / (expected @ expected) if expected.any() else 0
    if not ratio or not _close(own, ratio * expected):
        return None
    if np.isclose(ratio, -1):
        return "Every slope has the wrong sign: the cost grows with a - y, not with y - a."
    examples, outputs, mean = f"the {m} examples", f"the {n} outputs", "this book's cost is their mean"
    known = [
        (m, f"They are summed over {examples}; the cost is a mean, so divide by {m}."),
        (n, f"They are summed over {outputs}; the cost is a mean, so divide by {n}."),
        (m * n, f"They are summed over {examples} and {outputs}; the cost is a mean over both, so divide by {m * n}."),
        (0.5, "The derivative of a square has a factor 2."),
        (2, "There is a factor 2 too many."),
        (n / 2, f"This is the gradient of half the sum over {outputs}; {mean}."),
        (m * n / 2, f"This is the gradient of half the sum over {examples} and {outputs}; {mean}."),
        (1 / m, f"They are divided by the number of examples, {m}, once too often."),
    ]
    why = next((sentence for factor, sentence in known if np.isclose(ratio, factor)), "One factor is wrong everywhere.")
    return f"Every slope is {ratio:.4g} times what it should be. {why}"


def _hint_on_mistake(own: Array, net: Network, trace: Trace, y: Any) -> str | None:
    """Run backpropagation with one mistake at a time; name the one that gives just this gradient."""
    mistakes: list[tuple[dict[str, Any], str]] = [
        ({"no_slope": "last"}, "the slope of the last layer's activation is missing from its error"),
        ({"no_slope": "hidden"}, "the slope of the activation is missing where the error passes a hidden layer"),
        ({"no_slope": "all"}, "the slope of the activation is missing, in every layer"),
        ({"slope_at": "a"}, "the slope of the activation is taken at a; it belongs at z"),
        ({"turned": True}, "the weights are not transposed on the way back, where the error runs against them"),
        ({"arriving": "z"}, "the error is multiplied by the z that arrives; it takes the activation of that"),
        ({"arriving": "later"}, "the error is multiplied by its own layer's activations, not by those that arrive"),
        ({"first": True}, "this is one example's gradient, the first's; the cost is a mean over all of them"),
    ]
    for mistake, sentence in mistakes:
        made = _backprop(net, trace, y, **mistake)
        if made is not None and _close(own, made):
            return f"This is just what comes out when {sentence}."
    return None


def _backprop(
    net: Network,
    trace: Trace,
    y: Any,
    no_slope: str | None = None,
    slope_at: str = "z",
    turned: bool = False,
    arriving: str = "a",
    first: bool = False,
) -> Array | None:
    """A flat gradient with a mistake in it, or None where the shapes do not allow that mistake."""
    z, a, _ = trace
    cost, last = COSTS[net.cost_name], len(z) - 1
    error = cost.slope(a[-1], np.reshape(y, a[-1].shape))
    parts = []
    for layer in range(last, -1, -1):
        skip = no_slope in ("all", "last" if layer == last else "hidden")
        at = a[layer + 1] if slope_at == "a" else z[layer]
        name = net.activation[layer]
        if not skip and not (layer == last and cost.partner):
            error = deactivate(name, error, at, activate(name, at))
        before = {"a": a[layer], "z": z[layer - 1] if layer else a[0], "later": a[layer + 1]}[arriving]
        if before.shape != a[layer].shape:
            return None
        rows = slice(0, 1) if first else slice(None)
        share = len(error) if first else 1
        parts += [share * error[rows].sum(axis=0), (share * error[rows].T @ before[rows]).ravel()]
        w = net.weights[layer]
        if turned and layer and w.shape[0] != w.shape[1]:
            return None
        error = error @ (w.T if turned and layer else w)
    return np.concatenate(parts[::-1])


def _hint_on_parts(own: Array, expected: Array, net: Network) -> str:
    """Which layers are right, and which dial is furthest off: by elimination, where to look."""
    scale = np.abs(expected).max()
    right, wrong, turned = [], [], []
    for layer, kind, offset, rows, columns in net.layout:
        part = slice(offset, offset + rows * columns)
        place = (layer, kind)
        if np.abs(own[part] - expected[part]).max() <= CLOSE * scale:
            right.append(place)
            continue
        wrong.append(place)
        if kind == "weight" and min(rows, columns) > 1:
            flipped = expected[part].reshape(rows, columns).T.ravel()
            turned += [layer] if np.abs(own[part] - flipped).max() <= CLOSE * scale else []
    text = [f"Right so far: {_named(right)}." if right else "No layer is right yet."]
    last = len(net.sizes) - 2
    if turned:
        text.append(f"The weight slopes of layer {turned[0]} are transposed: row by row, one row for each to-neuron.")
    elif right and all(kind == "weight" for _, kind in wrong):
        text.append("Where biases are right, the error is: look at the activations it is multiplied by.")
    elif last > 0 and right == [(last, "weight"), (last, "bias")]:
        text.append("The last layer is right, so look at how the error travels back from it.")
    index = int(np.abs(own - expected).argmax())
    layer, kind, to, from_ = net.place(index)
    dial = f"bias of neuron {to}" if kind == "bias" else f"weight to neuron {to} from {from_}"
    text.append(f"Furthest off: layer {layer}, {dial}, {own[index]:.6g} where {expected[index]:.6g} is expected.")
    return " ".join(text)


def _named(places: list[tuple[int, str]]) -> str:
    words = {"weight": "weights", "bias": "biases"}
    return ", ".join(f"{words[kind]} of layer {layer}" for layer, kind in places)


def _close(one: Array, other: Array) -> bool:
    return bool(np.abs(one - other).max() <= CLOSE * np.abs(other).max())
