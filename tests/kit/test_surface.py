"""The cost surface: contours, slopes and walks of the page held against numpy, and the board on Python's side."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest

from turning_dials import Network, SurfaceBoard
from turning_dials.boards.surface.presets import curvature, flowers, presets
from turning_dials.descent import descend

NODES = 33
CASES = 24


def made(seed):
    """A random network on a random piece of its surface; every fourth is a chain, every third walks by batches."""
    rng = np.random.default_rng(seed)
    sizes = [1, 1, 1] if seed % 4 == 3 else [2, 1]
    bends = ["sigmoid", "tanh", "relu", "leaky_relu", "identity"]
    cost = "binary_cross_entropy" if seed % 5 == 4 else "mean_squared_error"
    activation = [
        *rng.choice(bends, size=len(sizes) - 2).tolist(),
        "sigmoid" if seed % 5 == 4 else str(rng.choice(bends)),
    ]
    network = Network(sizes, activation, cost)
    network.parameters = rng.normal(size=network.parameters.size)
    m = int(rng.integers(3, 40))
    x, y = rng.normal(size=(m, sizes[0])), rng.integers(0, 2, size=(m, 1)).astype(float)
    dials = [0, 2] if len(sizes) == 3 else [0, 1]
    settings = {"rate": float(rng.uniform(0.01, 0.3)), "momentum": float(rng.choice([0, 0.5, 0.9])), "seed": seed}
    settings["batch"] = int(rng.integers(1, m)) if seed % 3 == 0 else 0
    window = {"center": rng.normal(size=2).tolist(), "reach": float(rng.uniform(0.5, 4))}
    return {
        "network": network, "x": x, "y": y, "dials": dials, "window": window, "settings": settings,
        "places": rng.normal(scale=2, size=(5, 2)), "start": rng.normal(size=2), "size": float(rng.uniform(0.1, 1)),
    }  # fmt: skip


@pytest.fixture(scope="module")
def pairs(node):
    cases = [made(seed) for seed in range(CASES)]
    asked = [
        {
            "spec": {
                "sizes": list(c["network"].sizes),
                "activation": c["network"].activation,
                "cost": c["network"].cost_name,
            },
            "parameters": c["network"].parameters.tolist(),
            "inputs": c["x"].tolist(),
            "targets": c["y"].tolist(),
            "nodes": NODES,
            **{name: c[name] for name in ("dials", "window", "settings", "size")},
            **{name: c[name].tolist() for name in ("places", "start")},
        }
        for c in cases
    ]
    script = Path(__file__).with_name("surface.mjs")
    run = subprocess.run(
        [node, script], input=json.dumps(asked), capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stderr
    return list(zip(cases, json.loads(run.stdout), strict=True))


def cost_at(case, place):
    network = case["network"].copy()
    network.parameters[case["dials"]] = place
    return network.cost(case["x"], case["y"])


def slope_at(case, place, rows=slice(None)):
    network = case["network"].copy()
    network.parameters[case["dials"]] = place
    return network.gradient(case["x"][rows], case["y"][rows])[case["dials"]]


def test_costs_and_slopes_are_numpys(pairs):
    for case, said in pairs:
        for place, cost, slope in zip(case["places"], said["costs"], said["slopes"], strict=True):
            assert cost == pytest.approx(cost_at(case, place), rel=1e-12, abs=1e-15)
            assert slope == pytest.approx(slope_at(case, place), rel=1e-11, abs=1e-14)


def test_the_ground_is_the_cost_at_every_node(pairs):
    for case, said in pairs:
        center, reach = np.array(case["window"]["center"]), case["window"]["reach"]
        for j, i in [(0, 0), (0, NODES - 1), (NODES - 1, 0), (7, 20), (NODES - 1, NODES - 1)]:
            place = center - reach + np.array([i, j]) * 2 * reach / (NODES - 1)
            assert said["values"][j * NODES + i] == pytest.approx(cost_at(case, place), rel=1e-10, abs=1e-14)


def inside(rings, x, y):
    """Whether (x, y) lies inside an odd number of closed rings."""
    crossings = 0
    for ring in rings:
        a = np.array(ring)
        b = np.roll(a, -1, axis=0)
        straddle = (a[:, 1] > y) != (b[:, 1] > y)
        at = a[straddle, 0] + (y - a[straddle, 1]) / (b[straddle, 1] - a[straddle, 1]) * (
            b[straddle, 0] - a[straddle, 0]
        )
        crossings += int(np.sum(at > x))
    return crossings % 2 == 1


def test_each_contour_encloses_the_nodes_above_it_and_no_other(pairs):
    counted = 0
    for case, said in pairs[::3]:
        values = np.array(said["values"]).reshape(NODES, NODES)
        for contour in said["contours"][::3]:
            for j in range(1, NODES - 1, 3):
                for i in range(1, NODES - 1, 3):
                    if abs(values[j, i] - contour["level"]) < 1e-9 * np.ptp(values):
                        continue
                    # A little off the node, where no ring runs through it.
                    assert inside(contour["rings"], i + 1e-7, j + 2e-7) == (values[j, i] > contour["level"]), (
                        case,
                        i,
                        j,
                    )
                    counted += 1
    assert counted > 1000


def test_contours_run_where_the_cost_has_that_height(pairs):
    for case, said in pairs:
        values = np.array(said["values"]).reshape(NODES, NODES)
        reach = case["window"]["reach"]
        spread = np.abs(np.diff(values, axis=0)).max() + np.abs(np.diff(values, axis=1)).max()
        for contour in said["contours"]:
            for i, j in (point for ring in contour["rings"] for point in ring[::7]):
                if min(i, j) <= 0 or max(i, j) >= NODES - 1:
                    continue
                place = np.array(case["window"]["center"]) - reach + np.array([i, j]) * 2 * reach / (NODES - 1)
                assert abs(cost_at(case, place) - contour["level"]) <= spread


def test_a_bowls_contour_is_the_ellipse(node):
    inputs, targets = flowers()
    bowl = presets()["right"].network
    case = {"network": bowl, "x": inputs, "y": targets, "dials": [0, 1]}
    nodes, window = 129, {"center": [0, 0], "reach": 1.6}
    asked = {
        "spec": {"sizes": [2, 1], "activation": "identity", "cost": "mean_squared_error"},
        "parameters": bowl.parameters.tolist(), "inputs": inputs.tolist(), "targets": targets.tolist(), "dials": [0, 1],
        "window": window, "nodes": nodes, "places": [[0.3, -0.2]], "start": [0, 0], "size": 0.1,
        "settings": {"rate": 0.1, "momentum": 0, "batch": 0, "seed": 0},
    }  # fmt: skip
    script = Path(__file__).with_name("surface.mjs")
    run = subprocess.run(
        [node, script], input=json.dumps([asked]), capture_output=True, text=True, timeout=60, check=True
    )
    said = json.loads(run.stdout)[0]
    most, least = curvature(inputs)
    assert said["bends"][0]["most"] == pytest.approx(most, rel=1e-7)
    assert said["bends"][0]["least"] == pytest.approx(least, rel=1e-7)
    best = np.linalg.lstsq(inputs, targets[:, 0] - 0.5)[0]
    assert said["lowest"] == pytest.approx(best, abs=1e-9)
    # Between two nodes a parabola lies at most h²/8 × its curvature from its chord.
    off = most * (2 * 1.6 / (nodes - 1)) ** 2 / 8
    checked = 0
    for contour in said["contours"]:
        for i, j in (point for ring in contour["rings"] for point in ring):
            if min(i, j) > 0 and max(i, j) < nodes - 1:
                place = -1.6 + np.array([i, j]) * 3.2 / (nodes - 1)
                assert abs(cost_at(case, place) - contour["level"]) <= 1.001 * off
                checked += 1
    assert checked > 500


def test_walks_are_numpys_step_by_step(pairs):
    for case, said in pairs:
        at, turn, spent = case["start"].copy(), np.zeros(2), 0.0
        for walk, rows in zip(said["walked"], [*said["batches"], None], strict=True):
            assert walk["at"] == pytest.approx(at, rel=1e-8, abs=1e-10)
            assert walk["spent"] == pytest.approx(spent)
            rows = slice(None) if rows is None else rows
            turn = case["settings"]["momentum"] * turn - case["settings"]["rate"] * slope_at(case, at, rows)
            at = at + turn
            spent += 2 * len(case["x"][rows]) / len(case["x"])


def test_a_walk_is_descend_when_the_held_dials_have_no_slope(pairs):
    inputs, targets = flowers()
    preset = presets()["right"]
    network = preset.network.copy()
    assert np.abs(network.gradient(inputs, targets)[2]) < 1e-15
    history = descend(network, inputs, targets, rate=0.5, steps=30)
    values = preset.network.parameters.copy()
    for _ in range(30):
        turned = preset.network.copy()
        turned.parameters = values
        values[:2] -= 0.5 * turned.gradient(inputs, targets)[:2]
    assert network.parameters == pytest.approx(values, abs=1e-12)
    assert history.evaluations[-1] == 60


def test_each_round_of_batches_uses_every_example_once(pairs):
    seen = 0
    for case, said in pairs:
        size, m = case["settings"]["batch"], len(case["x"])
        if not size:
            assert all(rows is None for rows in said["batches"])
            continue
        each = -(-m // size)
        for start in range(0, 40 - each + 1, each):
            rows = [row for batch in said["batches"][start : start + each] for row in batch]
            assert sorted(rows) == list(range(m))
            seen += 1
        if 2 * each <= 40 and m > 4:
            assert said["batches"][:each] != said["batches"][each : 2 * each], "each round has an order of its own"
    assert seen >= 5


def test_one_dial_at_a_time_is_trial_and_error(pairs):
    for case, said in pairs:
        at, size, spent, idle = case["start"].copy(), case["size"], 1, 0
        best = cost_at(case, at)
        for k, trial in enumerate(said["trials"]):
            assert trial["at"] == pytest.approx(at, abs=1e-12)
            assert (trial["spent"], trial["size"]) == (spent, size)
            assert trial["cost"] == pytest.approx(best, rel=1e-10, abs=1e-14)
            for way in (size, -size):
                there = at.copy()
                there[k % 2] += way
                spent += 1
                if cost_at(case, there) < best:
                    at, best, idle = there, cost_at(case, there), 0
                    break
            else:
                idle += 1
                if idle == 2:
                    size, idle = size / 2, 0


@pytest.mark.parametrize("key", list(presets()))
def test_every_preset_is_a_board(key):
    board = SurfaceBoard.preset(key)
    chosen = presets()[key]
    assert board.cost == chosen.network.cost(chosen.inputs, chosen.targets)
    assert board._options["preset"] == key and list(board._options["presets"]) == list(presets())
    given = board._options["presets"][key]
    examples = board._options["examples"][given["examples"]]
    assert examples["inputs"] == board.inputs.tolist() and examples["targets"] == board.targets.tolist()
    assert given["start"] == board.parameters.tolist()
    away = np.abs(board.parameters[list(chosen.dials)] - chosen.center).max()
    assert away <= chosen.reach, "the start lies on the map"
    assert len(chosen.held) == len(board.parameters) - 2


def test_the_saddle_has_no_slope_at_the_origin_and_is_no_bottom():
    chosen = presets()["saddle"]
    network = chosen.network.copy()
    network.parameters = np.zeros(4)
    assert not network.gradient(chosen.inputs, chosen.targets).any()
    middle = network.cost(chosen.inputs, chosen.targets)
    for along, lower in ((0.1, True), (-0.1, False)):
        network.parameters = [0.1, 0, along, 0]
        assert (network.cost(chosen.inputs, chosen.targets) < middle) == lower


def test_a_board_of_ones_own():
    network = Network([2, 1], "tanh")
    network.parameters = [3.0, -1.0, 0.0]
    board = SurfaceBoard(network, [[1, 2], [0, 1]], [[1], [0]], rate=0.3)
    own = board._options["presets"]["own"]
    assert own["reach"] > 3 and own["axes"] == ["w₁", "w₂"] and own["held"] == ["b"] and own["rate"] == 0.3
    chain = SurfaceBoard(Network([1, 1, 1]), [[1]], [[1]])
    assert chain._options["presets"]["own"]["dials"] == [0, 2]


@pytest.mark.parametrize(
    ("sizes", "options", "message"),
    [
        ([3, 2], {}, "at most 6 dials"),
        ([2, 1], {"dials": (0, 0)}, "two different places from 0 to 2"),
        ([2, 1], {"dials": (0, 5)}, "two different places"),
        ([2, 1], {"momentum": 1.0}, "momentum: expected a finite number at least 0 and less than 1, got 1"),
        ([2, 1], {"reach": 1e-9}, "so that the start lies on the map"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(sizes, options, message):
    with pytest.raises(ValueError, match=message):
        SurfaceBoard(Network(sizes), np.ones((2, sizes[0])), np.ones((2, sizes[-1])), **options)


def test_an_unknown_option_or_preset_is_named():
    with pytest.raises(TypeError, match="got speed"):
        SurfaceBoard(Network([2, 1]), [[1, 2]], [[1]], speed=3)
    for keys in (["steep"], ["right", ["steep"]]):
        with pytest.raises(ValueError, match="small, right, large"):
            SurfaceBoard.preset(*keys)


def test_a_preset_may_offer_few_others():
    assert list(SurfaceBoard.preset("valley", others=[])._options["presets"]) == ["valley"]
    few = SurfaceBoard.preset("saddle", others=["plateau"], compact=True)._options
    assert set(few["presets"]) == {"plateau", "saddle"} and few["preset"] == "saddle" and few["compact"]
