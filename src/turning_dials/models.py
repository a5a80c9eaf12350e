"""Networks of other libraries as a Network and back, and a Network as text that needs no library but numpy, or none.

Neither scikit-learn nor PyTorch is imported unless a model of it is passed, or asked for.
"""

import json
from typing import Any

import numpy as np

from turning_dials.arguments import as_numbers, shown
from turning_dials.arrays import Array
from turning_dials.layout import views
from turning_dials.network import Network, as_network

FORMAT = "turning-dials network 1"
_SKLEARN = {"logistic": "sigmoid", "tanh": "tanh", "relu": "relu", "identity": "identity", "softmax": "softmax"}
_TORCH = {
    "Sigmoid": "sigmoid",
    "Tanh": "tanh",
    "ReLU": "relu",
    "LeakyReLU": "leaky_relu",
    "Identity": "identity",
    "Softmax": "softmax",
}

Layer = tuple[Array, Array, str]  # weights (n_out, n_in), biases (n_out,) and the activation's name


def from_model(model: Any, cost: str | None = None) -> Network:
    """A trained model of another library as a Network that gives the same outputs and the same gradients.

    `model` is scikit-learn's MLPClassifier or MLPRegressor, fitted, or PyTorch's nn.Sequential of Linear and of
    Sigmoid, Tanh, ReLU, LeakyReLU(0.01), Identity and, last, Softmax. `cost` is that of the Network; unless given, a
    classifier's is the cross-entropy that goes with its outputs, and otherwise it is the mean squared error, since a
    Sequential has none of its own. Raises TypeError or ValueError that names the part that has no place in a Network.
    """
    kinds = [(kind.__module__.partition(".")[0], kind.__name__) for kind in type(model).__mro__]
    if ("sklearn", "MLPClassifier") in kinds or ("sklearn", "MLPRegressor") in kinds:
        layers, own = _of_sklearn(model, type(model).__name__)
    elif ("torch", "Module") in kinds:
        layers, own = _of_torch(model), "mean_squared_error"
    else:
        raise TypeError(
            "model: expected scikit-learn's MLPClassifier or MLPRegressor, or PyTorch's nn.Sequential, "
            f"got {_article(type(model).__name__)}"
        )
    return _made(layers, own if cost is None else cost)


def _made(layers: list[Layer], cost: str) -> Network:
    sizes = [layers[0][0].shape[1], *(len(biases) for _, biases, _ in layers)]
    net = Network(sizes, [name for _, _, name in layers], cost)
    net.parameters = np.concatenate([np.ravel(part) for weights, biases, _ in layers for part in (weights, biases)])
    return net


def _of_sklearn(model: Any, kind: str) -> tuple[list[Layer], str]:
    if not hasattr(model, "coefs_"):
        raise ValueError(f"model: expected a trained {kind}, got one that has no weights yet; call its fit(X, y) first")
    last = model.out_activation_
    names = [model.activation] * (len(model.coefs_) - 1) + [last]
    for name in names:
        if name not in _SKLEARN:
            raise ValueError(f"model: a Network has no activation like {kind}'s {shown(name)}")
    loss = getattr(model, "loss", "squared_error")
    if loss not in ("squared_error", "log_loss"):
        raise ValueError(f"model: a Network has no cost like {kind}'s loss={shown(loss)}")
    # scikit-learn's weights are (n_in, n_out).
    parts = zip(model.coefs_, model.intercepts_, names, strict=True)
    layers = [(np.asarray(w).T.astype(float), np.asarray(b).astype(float), _SKLEARN[name]) for w, b, name in parts]
    costs = {"logistic": "binary_cross_entropy", "softmax": "categorical_cross_entropy"}
    return layers, costs.get(last, "mean_squared_error") if loss == "log_loss" else "mean_squared_error"


def _of_torch(model: Any) -> list[Layer]:
    layers: list[Layer] = []
    bent = True  # whether the latest layer has its activation
    for part, name in _parts(model, "model"):
        kind = type(part).__name__
        if kind == "Linear":
            weights, biases = _numbers(part.weight), _numbers(part.bias) if part.bias is not None else None
            arriving = len(layers[-1][1]) if layers else weights.shape[1]
            if weights.shape[1] != arriving:
                raise ValueError(f"{name}: Linear expects {weights.shape[1]} inputs, but {arriving} arrive")
            layers.append((weights, np.zeros(len(weights)) if biases is None else biases, "identity"))
            bent = False
            continue
        if bent:
            before = "an activation" if layers else "nothing"
            raise ValueError(f"{name}: expected a Linear before each activation, got {kind} after {before}")
        layers[-1] = (*layers[-1][:2], _TORCH[kind])
        bent = True
    if not layers:
        raise ValueError("model: expected at least one Linear, got a Sequential without any")
    return layers


def _parts(model: Any, name: str) -> list[tuple[Any, str]]:
    """The Linears and activations of a Sequential in order, those of a Sequential within it too, and their names."""
    kind = type(model)
    if not kind.__module__.startswith("torch.nn.modules.") or kind.__name__ not in ("Sequential", "Linear", *_TORCH):
        raise TypeError(
            f"{name}: expected a Sequential of Linear and {', '.join(_TORCH)}, got {_article(kind.__name__)}"
        )
    if model._forward_hooks or model._forward_pre_hooks:
        raise ValueError(f"{name}: a Network has no place for the hooks of this {kind.__name__}")
    if kind.__name__ == "Sequential":
        # Not named_children(), which leaves out a part that comes a second time.
        named = model._modules.items()
        return [each for part, child in named for each in _parts(child, f"{name}[{part}]")]
    if name == "model":
        raise TypeError(
            f"model: expected a Sequential, got {_article(kind.__name__)} alone; put it into nn.Sequential(...)"
        )
    if kind.__name__ == "LeakyReLU" and model.negative_slope != 0.01:
        raise ValueError(f"{name}: a Network's leaky_relu has slope 0.01, got LeakyReLU({model.negative_slope:g})")
    if kind.__name__ == "Softmax" and model.dim not in (1, -1):
        raise ValueError(f"{name}: a Network's softmax goes over the outputs, dim=-1, got dim={model.dim}")
    return [(model, name)]


def _numbers(tensor: Any) -> Array:
    if tensor.is_complex():
        raise ValueError("model: expected real weights, got complex ones")
    return np.array(tensor.detach().cpu().double().numpy())


def _article(name: str) -> str:
    return f"{'an' if name[:1] in 'AEIOU' else 'a'} {name}"


def to_torch(net: Network) -> Any:
    """The network as PyTorch's nn.Sequential, in float64. Raises ImportError where PyTorch is not installed."""
    as_network(net)
    try:
        import torch
    except ImportError:
        raise ImportError("to_torch: PyTorch is not installed; pip install torch") from None
    kinds = {name: getattr(torch.nn, kind) for kind, name in _TORCH.items()}
    parts: list[Any] = []
    for weights, biases, name in _layers(net):
        linear = torch.nn.Linear(weights.shape[1], len(biases), dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weights))
            linear.bias.copy_(torch.from_numpy(biases))
        parts += [linear, kinds[name](dim=-1) if name == "softmax" else kinds[name]()]
    return torch.nn.Sequential(*parts)


def _layers(net: Network) -> list[Layer]:
    dials = as_numbers(net.parameters, "parameters")
    weights, biases = (views(dials, net.layout, kind) for kind in ("weight", "bias"))
    return list(zip(weights, biases, net.activation, strict=True))


def to_json(net: Network) -> str:
    """The network as JSON, for any language: for each layer its weights row by row, its biases and its activation."""
    as_network(net)
    layers = [{"weights": w.tolist(), "biases": b.tolist(), "activation": name} for w, b, name in _layers(net)]
    return json.dumps({"format": FORMAT, "cost": net.cost_name, "layers": layers})


def from_json(text: str | bytes) -> Network:
    """The network that `to_json` wrote. Raises ValueError for other text."""
    try:
        told = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        raise ValueError(f"text: expected the JSON that to_json writes, got {shown(text)}") from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ValueError(f"text: expected JSON with the format {FORMAT!r}, got {shown(told)}")
    layers: list[Layer] = []
    for number, layer in enumerate(told.get("layers") or [{}]):
        if not isinstance(layer, dict) or not {"weights", "biases", "activation"} <= layer.keys():
            raise ValueError(f"layers[{number}]: expected weights, biases and activation, got {shown(layer)}")
        weights, biases = (as_numbers(layer[part], f"layers[{number}].{part}") for part in ("weights", "biases"))
        arriving = len(layers[-1][1]) if layers else weights.shape[-1]
        if weights.ndim != 2 or weights.shape != (biases.size, arriving) or biases.ndim != 1:
            raise ValueError(
                f"layers[{number}]: expected weights (n_out, {arriving}) and biases (n_out,), "
                f"got {weights.shape} and {biases.shape}"
            )
        layers.append((weights, biases, layer["activation"]))
    return _made(layers, told.get("cost", "mean_squared_error"))


_CODE = {
    "sigmoid": """with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))""",
    "tanh": "return np.tanh(z)",
    "relu": "return np.maximum(z, 0)",
    "leaky_relu": "return np.where(z > 0, z, 0.01 * z)",
    "identity": "return z",
    "softmax": """grown = np.exp(z - z.max(axis=-1, keepdims=True))
    return grown / grown.sum(axis=-1, keepdims=True)""",
}


def to_numpy(net: Network) -> str:
    """The network as a program of plain numpy, with a function `forward(x)` for (n_in,) or (m, n_in)."""
    as_network(net)
    names = list(dict.fromkeys(net.activation))
    lines = [f'"""A network {"-".join(map(str, net.sizes))} as plain numpy: forward(x) gives its outputs."""', ""]
    lines += ["import numpy as np", ""]
    for name in names:
        lines += ["", f"def {name}(z):", f"    {_CODE[name]}", ""]
    steps = []
    for number, (weights, biases, name) in enumerate(_layers(net), 1):
        # tolist writes every digit, so that the numbers are the very same.
        lines += ["", f"W{number} = np.array({weights.tolist()})", f"b{number} = np.array({biases.tolist()})"]
        steps.append(f"    a = {name}(a @ W{number}.T + b{number})")
    lines += ["", "", "def forward(x):", "    a = np.asarray(x, dtype=float)", *steps, "    return a", ""]
    return "\n".join(lines)
