"""Each exercise as readers get it wrong: three attempts, and what the checker says of each.

An attempt is what a reader would write in the cell, between its imports and its check; what is said is a part of the
checker's sentence. `named` finds the attempts of a cell by the first check that it calls.
"""

CHAPTER_7 = """def backprop(weights, biases, x, y):
    a = [x]
    for w, b in zip(weights, biases, strict=True):
        a.append(1 / (1 + np.exp(-(a[-1] @ w.T + b))))
    delta, slopes = @FIRST@, []
    for layer in reversed(range(len(weights))):
        slopes = [@SLOPES@, *slopes]
        if layer > 0:
            delta = @BACK@
    return slopes"""


def _backprop(
    first="delta_last(a[-1], y)",
    slopes="weight_slopes(delta, a[layer]), bias_slopes(delta)",
    back="delta_hidden(delta, weights[layer], a[layer])",
):
    return CHAPTER_7.replace("@FIRST@", first).replace("@SLOPES@", slopes).replace("@BACK@", back)


def _function(head, *lines):
    return "\n    ".join([f"def {head}:", *lines])


def _nudged(answer, nudge="h * np.eye(len(w))[i]"):
    return _function("slopes(f, w, h)", f"return np.array([{answer} for i in range(len(w)) for nudge in [{nudge}]])")


def _without(silence, cost):
    lines = [silence, "silenced[i] = 0", f"costs.append({cost})"]
    return _function(
        "without(x, y, w, b)", "costs = []", "for i in range(len(w)):", *(f"    {one}" for one in lines), "return costs"
    )


def _walk(*lines):
    return _function("descent(X, y, w, rate, steps)", *lines)


def _found(*answers):
    return "found = " + repr(dict(zip((f"backprop_{one}" for one in "abcde"), answers, strict=False)))


def _counted(count):
    head = "table = np.zeros((10, 10), dtype=int)"
    return _function("confusion(said, labels)", head, "for i, j in zip(labels, said):", f"    {count}", "return table")


def _kept(stop, reached=">="):
    walk = ["if cost < costs[best]:", "    best = at", f"elif at - best {reached} patience:", f"    {stop}"]
    head = ["best = 0", "for at, cost in enumerate(costs):"]
    return _function("keep(costs, patience)", *head, *(f"    {one}" for one in walk), "return best")


SLOPES_6 = "2 * X.T @ (X @ w + 0.5 - y) / len(y)"
RIGHT_7 = ("untransposed weights", "wrong sign", "right", "stale activations", "missing activation slope")

ATTEMPTS = {
    "check_neuron": [
        (_function("neuron(x, w, b)", "return np.dot(w, x) + b"), "the sigmoid is still to come"),
        (_function("neuron(x, w, b)", "return 1 / (1 + np.exp(-np.dot(w, x)))"), "The bias is missing"),
        (_function("neuron(x, w, b)", "z = w * x + b", "return 1 / (1 + np.exp(-z))"), "not summed yet"),
    ],
    "check_slopes": [
        (_nudged("(f(w + nudge) - f(w)) / h"), "This nudges up alone"),
        (_nudged("(f(w + nudge) - f(w - nudge)) / h"), "the way is 2h, and you divided by h"),
        (_nudged("(f(w + nudge) - f(w - nudge)) / (2 * h)", "h"), "All numbers are nudged at once"),
    ],
    "check_without": [
        (_without("silenced = w", "np.mean((1 / (1 + np.exp(-(x @ silenced + b))) - y) ** 2)"), "start from a copy"),
        (_without("silenced = w.copy()", "np.mean((x @ silenced + b - y) ** 2)"), "The sigmoid is missing"),
        (
            _without("silenced = w.copy()", "np.sum((1 / (1 + np.exp(-(x @ silenced + b))) - y) ** 2)"),
            "The squares are summed",
        ),
    ],
    "check_fahrenheit": [
        (_function("to_fahrenheit(w, b)", "return w / 1.8, b"), "The zero has moved, too"),
        (_function("to_fahrenheit(w, b)", "return 1.8 * w, b + 32 * w"), "in the wrong way round"),
        (_function("to_fahrenheit(w, b)", "return w / 1.8, b - 32 * w"), "it meets the new weight, not the old one"),
    ],
    "check_collapse": [
        (_function("collapse(W1, b1, W2, b2)", "return W1 @ W2, W2 @ b1 + b2"), "The order is wrong"),
        (_function("collapse(W1, b1, W2, b2)", "return W2 @ W1, b1 + b2"), "The first biases pass through W2"),
        (_function("collapse(W1, b1, W2, b2)", "return W2 * W1, W2 @ b1 + b2"), "goes entry by entry"),
    ],
    "check_cost": [
        (_function("cost(a, y)", "return np.sum((a - y) ** 2)"), "The squares are summed"),
        (_function("cost(a, y)", "return np.mean(abs(a - y))"), "This is the mean distance"),
        (_function("cost(a, y)", "return (a - y) ** 2"), "These are squares, one for each output"),
    ],
    "check_cross_entropy": [
        (
            _function("cross_entropy(a, y)", "return np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))"),
            "The minus is missing",
        ),
        (
            _function("cross_entropy(a, y)", "return np.mean(-y * np.log10(a) - (1 - y) * np.log10(1 - a))"),
            "the logarithm to base 10",
        ),
        (_function("cross_entropy(a, y)", "return -np.mean(y * np.log(a))"), "Answers that should be 0 cost nothing"),
    ],
    "check_descent": [
        (_walk("for _ in range(steps):", f"    w = w + rate * {SLOPES_6}", "return w"), "This walk climbs"),
        (
            _walk(f"slopes = {SLOPES_6}", "for _ in range(steps):", "    w = w - rate * slopes", "return w"),
            "computed once, before the loop",
        ),
        (
            _walk("for _ in range(steps):", f"    w = w - rate * {SLOPES_6}", "    return w"),
            "where the first step",
        ),
    ],
    "check_pencil": [
        ("pencil = [-16, -8, -32, -16, -8, -16, -16, -8, -8]", "These are the turns"),
        ("pencil = [8, 4, 16, 8, 4, 8, 8, 4, 4]", "All are half too small"),
        ("pencil = [16, 32, 8, 16, 8, 16, 16, 8, 8]", "stand in another order"),
    ],
    "check_delta_last": [
        (_function("delta_last(a, y)", "return 2 * (a - y) / a.size"), "times the slope of the sigmoid"),
        (_function("delta_last(a, y)", "return 2 * (y - a) / a.size * a * (1 - a)"), "The sign is turned round"),
        (_function("delta_last(a, y)", "return 2 * (a - y) * a * (1 - a)"), "divide by a.size"),
    ],
    "check_delta_hidden": [
        (_function("delta_hidden(delta_next, w_next, a)", "return delta_next @ w_next"), "still to pass the sigmoid"),
        (
            _function("delta_hidden(delta_next, w_next, a)", "return (delta_next @ w_next.T) * a * (1 - a)"),
            "The weights are turned the wrong way",
        ),
        (_function("delta_hidden(delta_next, w_next, a)", "return (delta_next @ w_next) * a"), "both factors"),
    ],
    "check_bias_slopes": [
        (_function("bias_slopes(delta)", "return delta.mean(axis=0)"), "Sum, and do not average"),
        (_function("bias_slopes(delta)", "return delta.sum(axis=1)"), "You summed over the neurons"),
        (_function("bias_slopes(delta)", "return delta.sum()"), "That is one number for the layer"),
    ],
    "check_weight_slopes": [
        (_function("weight_slopes(delta, a_before)", "return a_before.T @ delta"), "the matrix lies on its side"),
        (_function("weight_slopes(delta, a_before)", "return delta.T @ a_before / len(delta)"), "do not average"),
        (_function("weight_slopes(delta, a_before)", "return np.outer(delta[0], a_before[0])"), "the first example's"),
    ],
    "check_backprop": [
        (_backprop(first="-delta_last(a[-1], y)"), "wrong sign"),
        (_backprop(slopes="weight_slopes(delta, a[layer])"), "one slope a dial"),
        (_backprop(back="delta_hidden(delta, weights[layer].T, a[layer])"), "not transposed on the way back"),
    ],
    "check_hunt": [
        (_found(*["wrong sign"] * 5), "not that. No dial disagrees"),
        (_found(*((fault, "bias slopes") for fault in RIGHT_7)), "yes, but not there"),
        (_found(RIGHT_7[0]), "backprop_b: still to do."),
    ],
    "check_slope_pictures": [
        (_function("slope_pictures(errors, pictures)", "return errors.T @ pictures"), "Lay each row out"),
        (
            _function("slope_pictures(errors, pictures)", "return (pictures.T @ errors).reshape(20, 25, 25)"),
            "the numbers of different neurons are mixed",
        ),
        (
            _function(
                "slope_pictures(errors, pictures)",
                "return (errors.T @ pictures).reshape(20, 25, 25) / len(pictures)",
            ),
            "Divided by m twice",
        ),
    ],
    "check_confusion": [
        (_counted("table[j, i] += 1"), "Rows and columns are swapped"),
        (_counted("table[i, j] = 1"), "Each pair is counted once"),
        (_function("confusion(said, labels)", "return np.mean(said == labels)"), "the share that is right"),
    ],
    "check_stopping": [
        (_function("keep(costs, patience)", "return int(np.argmin(costs))"), "That is the lowest of all"),
        (_kept("return at"), "That is where the rule stops"),
        (_kept("break", ">"), "You wait one reading too long"),
    ],
}
