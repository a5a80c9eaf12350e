"""Small PyTorch models with what PyTorch answers for them: real ones where it is installed, recorded ones always.

PyTorch is no part of the locked environment: its wheel of PyPI brings gigabytes. So its answers are recorded in
torch_models.json, by `python tests/support/torch_models.py` in an environment with PyTorch, and read again through
objects that have the attributes of its modules that `from_model` reads.
"""

import json
from importlib.util import find_spec
from pathlib import Path

import numpy as np

RECORDED = Path(__file__).with_name("torch_models.json")
# Modules in order: sizes for a Linear, and names of the others; then the type of the numbers.
MODELS = {
    "one layer": ([(3, 2)], "float64"),
    "sigmoids": ([(3, 4), "Sigmoid", (4, 2), "Sigmoid"], "float64"),
    "in float32": ([(3, 5), "Tanh", (5, 4), "ReLU", (4, 2)], "float32"),
    "a leak and a softmax": ([(2, 3), "LeakyReLU", (3, 3), "Softmax"], "float64"),
    "two lines in a row": ([(2, 3), (3, 2), "Identity"], "float64"),
}


def stand_in(kind, **attributes):
    """An object that `from_model` takes for PyTorch's module of that name."""
    where = {"Linear": "linear", "Sequential": "container"}.get(kind, "activation")
    base = type("Module", (), {"__module__": "torch.nn.modules.module"})
    made = type(kind, (base,), {"__module__": f"torch.nn.modules.{where}"})()
    vars(made).update({"_forward_hooks": {}, "_forward_pre_hooks": {}, **attributes})
    return made


class Tensor(np.ndarray):
    """Numbers with the methods of a tensor."""

    detach = cpu = double = lambda self: self

    def numpy(self):
        return np.asarray(self)

    def is_complex(self):
        return np.iscomplexobj(self)


def tensor(values):
    return np.array(values).view(Tensor)


def recorded(name):
    """The model as stand-ins, inputs, targets, and PyTorch's outputs and gradient of the mean squared error."""
    told = json.loads(RECORDED.read_text(encoding="utf-8"))[name]
    parts, numbers = [], iter(told["parameters"])
    for part in MODELS[name][0]:
        if isinstance(part, str):
            parts.append(stand_in(part, negative_slope=0.01, dim=-1))
        else:
            parts.append(stand_in("Linear", weight=tensor(next(numbers)), bias=tensor(next(numbers))))
    model = stand_in("Sequential", _modules={str(place): part for place, part in enumerate(parts)})
    return model, *(np.array(told[key]) for key in ("inputs", "targets", "outputs", "gradient"))


def real(name):
    """The same from PyTorch itself."""
    import torch

    parts, dtype = MODELS[name]
    dtype = getattr(torch, dtype)
    torch.manual_seed(len(name))
    settings = {"Softmax": {"dim": -1}}
    model = torch.nn.Sequential(
        *(
            getattr(torch.nn, part)(**settings.get(part, {}))
            if isinstance(part, str)
            else torch.nn.Linear(*part, dtype=dtype)
            for part in parts
        )
    )
    x, y = torch.randn(5, parts[0][0], dtype=dtype), torch.rand(5, model(torch.zeros(parts[0][0], dtype=dtype)).numel())
    torch.nn.functional.mse_loss(model(x), y.to(dtype)).backward()
    gradient = torch.cat([each.grad.ravel() for each in model.parameters()])
    numbers = [x, y, model(x).detach(), gradient]
    return model, *(each.double().numpy() for each in numbers)


SOURCES = {"recorded": recorded, **({"torch": real} if find_spec("torch") else {})}


def main():
    """Write torch_models.json anew."""
    told = {}
    for name in MODELS:
        model, *numbers = real(name)
        told[name] = dict(
            parameters=[each.detach().double().tolist() for each in model.parameters()],
            **dict(zip(("inputs", "targets", "outputs", "gradient"), (each.tolist() for each in numbers), strict=True)),
        )
    RECORDED.write_text(json.dumps(told) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
