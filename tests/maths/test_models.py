"""Models of other libraries become Networks with the same outputs and gradients, and Networks leave the package."""

import json
import subprocess
import sys
import warnings

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from support.alone import forward_alone
from support.torch_models import MODELS, SOURCES, real, recorded, stand_in, tensor

from turning_dials import BackpropBoard, Network, from_json, from_model, to_json, to_numpy, to_torch
from turning_dials.checking import difference, finite_difference

IRIS = load_iris()
KINDS = {
    "two classes": (MLPClassifier, IRIS.data[:100], IRIS.target[:100]),
    "three classes": (MLPClassifier, IRIS.data, IRIS.target),
    "several labels": (MLPClassifier, IRIS.data, np.column_stack([IRIS.target > 0, IRIS.target > 1]).astype(int)),
    "one number": (MLPRegressor, IRIS.data[:, :3], IRIS.data[:, 3]),
    "two numbers": (MLPRegressor, IRIS.data[:, :2], IRIS.data[:, 2:]),
}


def fitted(kind, activation="relu", dtype=float, **settings):
    make, x, y = KINDS[kind]
    model = make(hidden_layer_sizes=(5, 4), activation=activation, max_iter=20, random_state=0, **settings)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that twenty rounds are few is known
        return model.fit(x.astype(dtype), y), x.astype(dtype)


def answers(model, x):
    if not hasattr(model, "predict_proba"):
        return model.predict(x).reshape(len(x), -1)
    told = model.predict_proba(x)
    return told[:, 1:] if model.n_outputs_ == 1 else told


@pytest.mark.parametrize("activation", ["logistic", "tanh", "relu", "identity"])
@pytest.mark.parametrize("kind", KINDS)
def test_scikit_learn_s_models_give_the_same_outputs(kind, activation):
    model, x = fitted(kind, activation)
    net = from_model(model)
    assert difference(net.forward(x), answers(model, x)) <= 1e-12
    assert net.sizes[1:3] == (5, 4) and net.activation[0] == {"logistic": "sigmoid"}.get(activation, activation)
    costs = {"logistic": "binary_cross_entropy", "softmax": "categorical_cross_entropy"}
    assert net.cost_name == costs.get(model.out_activation_, "mean_squared_error")


@pytest.mark.parametrize("kind", KINDS)
def test_a_model_of_float32_agrees_to_its_own_digits(kind):
    model, x = fitted(kind, dtype=np.float32)
    assert model.coefs_[0].dtype == np.float32
    assert difference(from_model(model).forward(x), answers(model, x)) <= 1e-6


@pytest.mark.parametrize("kind", KINDS)
def test_scikit_learn_s_gradient_is_the_network_s(kind):
    """Read from one step of scikit-learn's own gradient descent, whose cost weighs the outputs otherwise."""
    make, x, y = KINDS[kind]
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    step = {"solver": "sgd", "momentum": 0, "alpha": 0, "learning_rate_init": 0.5, "batch_size": len(x)}
    model = make(hidden_layer_sizes=(5, 4), activation="tanh", random_state=0, **step)
    known = {"classes": np.arange(y.max() + 1 if y.ndim == 1 else 2)} if make is MLPClassifier else {}
    model.partial_fit(x, y, **known)
    before = from_model(model)
    model.partial_fit(x, y)
    targets = y.reshape(len(x), -1).astype(float)
    if kind == "three classes":
        targets = np.eye(3)[y]
    # An example's cost is the sum over the outputs there, and here their mean; of squares it takes half.
    share = 1 if kind == "three classes" else targets.shape[1] if make is MLPClassifier else targets.shape[1] / 2
    turned = (before.parameters - from_model(model).parameters) / 0.5
    assert difference(turned, share * before.gradient(x, targets)) <= 1e-12


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("name", MODELS)
def test_pytorch_s_models_give_the_same_outputs_and_gradients(name, source):
    model, x, y, outputs, gradient = SOURCES[source](name)
    net = from_model(model)
    allowed = 1e-6 if MODELS[name][1] == "float32" else 1e-12
    assert difference(net.forward(x), outputs) <= allowed
    assert net.cost_name == "mean_squared_error"
    assert difference(net.gradient(x, y), gradient) <= allowed
    assert difference(net.gradient(x, y), finite_difference(net, x, y)) <= 1e-7


def test_the_cost_may_be_chosen():
    model, *_ = recorded("sigmoids")
    assert from_model(model, cost="binary_cross_entropy").cost_name == "binary_cross_entropy"
    with pytest.raises(ValueError, match="categorical_cross_entropy goes with softmax"):
        from_model(model, cost="categorical_cross_entropy")


LINE = {"weight": tensor([[1.0, 2.0]]), "bias": tensor([3.0])}


def sequential(*parts):
    return stand_in("Sequential", _modules={str(place): part for place, part in enumerate(parts)})


def test_a_linear_without_biases_has_zeros_and_a_sequential_may_hold_another():
    inner = sequential(stand_in("Linear", weight=tensor([[1.0, 2.0]]), bias=None), stand_in("Tanh"))
    net = from_model(sequential(inner, stand_in("Linear", weight=tensor([[4.0]]), bias=tensor([5.0]))))
    assert net.parameters.tolist() == [1, 2, 0, 4, 5] and net.activation == ["tanh", "identity"]


class Own(MLPRegressor):
    pass


@pytest.mark.parametrize(
    ("model", "kind", "says"),
    [
        (None, TypeError, "model: expected scikit-learn's MLPClassifier .* got a NoneType"),
        (StandardScaler(), TypeError, "got a StandardScaler"),
        (make_pipeline(StandardScaler(), MLPRegressor()), TypeError, "got a Pipeline"),
        (MLPRegressor(), ValueError, r"expected a trained MLPRegressor, .* call its fit\(X, y\) first"),
        (Own(), ValueError, "expected a trained Own"),
        (stand_in("Linear", **LINE), TypeError, "expected a Sequential, got a Linear alone"),
        (stand_in("Conv2d"), TypeError, "model: expected a Sequential of Linear and .*, got a Conv2d"),
        (sequential(), ValueError, "at least one Linear"),
        (sequential(stand_in("Linear", **LINE), stand_in("Dropout")), TypeError, r"model\[1\]: .*got a Dropout"),
        (
            sequential(stand_in("ReLU")),
            ValueError,
            r"model\[0\]: .*a Linear before each .* got ReLU after nothing",
        ),
        (
            sequential(stand_in("Linear", **LINE), stand_in("ReLU"), stand_in("Tanh")),
            ValueError,
            r"model\[2\]: .*got Tanh after an activation",
        ),
        (
            sequential(stand_in("Linear", **LINE), stand_in("Linear", **LINE)),
            ValueError,
            "expects 2 inputs, but 1 arrive",
        ),
        (
            sequential(stand_in("Linear", **LINE), stand_in("LeakyReLU", negative_slope=0.2)),
            ValueError,
            r"slope 0.01, got LeakyReLU\(0.2\)",
        ),
        (sequential(stand_in("Linear", **LINE), stand_in("Softmax", dim=0)), ValueError, "dim=-1, got dim=0"),
        (
            sequential(stand_in("Linear", **LINE), stand_in("Tanh", _forward_hooks={1: print})),
            ValueError,
            "no place for the hooks of this Tanh",
        ),
        (
            sequential(stand_in("Linear", weight=tensor([[np.nan]]), bias=tensor([0.0]))),
            ValueError,
            r"parameters: expected finite numbers, got nan at \[0\]",
        ),
        (sequential(stand_in("Linear", weight=tensor([[1j]]), bias=tensor([0j]))), ValueError, "real weights"),
    ],
)
def test_what_has_no_place_in_a_network_is_named(model, kind, says):
    with pytest.raises(kind, match=says):
        from_model(model)


def test_a_cost_that_a_network_lacks_is_named():
    model, _ = fitted("one number", loss="poisson")
    with pytest.raises(ValueError, match=r"no (activation|cost) like MLPRegressor's"):
        from_model(model)


def test_neither_library_is_imported_unless_a_model_of_it_is_passed():
    code = (
        "import sys, turning_dials as t\n"
        "net = t.from_json(t.to_json(t.Network([2, 2, 1]))); t.to_numpy(net)\n"
        "try: t.from_model(3)\nexcept TypeError: pass\n"
        "assert not {'sklearn', 'torch', 'pandas'} & set(sys.modules), sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def every_kind():
    rng = np.random.default_rng(3)
    for names, cost in [
        (["sigmoid", "tanh", "identity"], "mean_squared_error"),
        (["relu", "leaky_relu", "softmax"], "categorical_cross_entropy"),
        (["sigmoid", "sigmoid", "sigmoid"], "binary_cross_entropy"),
    ]:
        net = Network([4, 3, 3, 2], names, cost)
        net.parameters = rng.normal(0, 2, net.parameters.size)
        yield net, rng.normal(size=(7, 4))


def test_json_there_and_back_is_the_same_network():
    for net, x in every_kind():
        told = json.loads(to_json(net))
        assert [layer["activation"] for layer in told["layers"]] == net.activation
        back = from_json(json.dumps(told))
        assert np.array_equal(back.parameters, net.parameters) and repr(back) == repr(net)
        assert np.array_equal(back.forward(x), net.forward(x))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "expected the JSON that to_json writes, got ''"),
        (None, "got None"),
        ("[" * 100_000, "expected the JSON"),
        ("[]", "with the format 'turning-dials network 1'"),
        ('{"format": "turning-dials network 1"}', r"layers\[0\]: expected weights, biases and activation"),
        ('{"format": "turning-dials network 1", "layers": [3]}', r"layers\[0\]: expected weights"),
        (
            '{"format": "turning-dials network 1", '
            '"layers": [{"weights": [[1]], "biases": [1, 2], "activation": "relu"}]}',
            r"layers\[0\]: expected weights \(n_out, 1\) and biases",
        ),
    ],
)
def test_other_text_is_no_network(text, says):
    with pytest.raises(ValueError, match=says):
        from_json(text)


def test_the_numpy_code_gives_the_same_outputs_where_there_is_numpy_alone(tmp_path):
    for number, (net, x) in enumerate(every_kind()):
        folder = tmp_path / str(number)
        folder.mkdir()
        many, one = forward_alone(to_numpy(net), [x, x[0]], folder)
        assert difference(many, net.forward(x)) <= 1e-12 and difference(one, net.forward(x[0])) <= 1e-12


def test_a_model_stands_on_a_board_in_one_line():
    model, x = fitted("two classes")
    board = BackpropBoard(from_model(model), x[:1], [[1]])
    assert board.cost == from_model(model).cost(x[:1], [[1]])


if "torch" in SOURCES:

    def test_pytorch_there_and_back_is_the_same_network():
        import torch

        for net, x in every_kind():
            model = to_torch(net)
            assert difference(model(torch.from_numpy(x)).detach().numpy(), net.forward(x)) <= 1e-12
            assert np.array_equal(from_model(model).parameters, net.parameters)

    def test_a_part_that_stands_twice_is_taken_twice():
        import torch

        bend = torch.nn.ReLU()
        model = torch.nn.Sequential(torch.nn.Linear(2, 2), bend, torch.nn.Linear(2, 2), bend)
        assert from_model(model).activation == ["relu", "relu"]

    def test_what_is_recorded_is_what_pytorch_says():
        for name in MODELS:
            _, *now = real(name)
            for one, other in zip(now, recorded(name)[1:], strict=True):
                assert difference(one, other) <= 1e-6

else:

    def test_without_pytorch_to_torch_says_how_to_get_it():
        with pytest.raises(ImportError, match="pip install torch"):
            to_torch(Network([2, 1]))
