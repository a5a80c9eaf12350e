"""The race: its three runners turn the dials and count evaluations as descent.py does, and the board shows them."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from support.bare_page import MACHINE, text_of

from turning_dials import Network, RaceBoard
from turning_dials.data import dogs, faces
from turning_dials.descent import descend, largest_weights_together, one_dial_at_a_time

SIZES = [6, 5, 3]
STEPS = 400


@pytest.fixture
def ask(node):
    """A function that runs a rule on the page's side, from the same start."""

    def run(rule, net, x, y, how, rounds=(), steps=STEPS):
        asked = {
            "rule": rule, "sizes": net.sizes, "activation": net.activation, "cost": net.cost_name, "steps": steps,
            "parameters": net.parameters.tolist(), "inputs": x.ravel().tolist(), "targets": y.ravel().tolist(),
            "how": how, "rounds": [each.tolist() for each in rounds],
        }  # fmt: skip
        script = Path(__file__).with_name("race.mjs")
        answer = subprocess.run([node, script], input=json.dumps(asked), capture_output=True, text=True, check=True)
        return json.loads(answer.stdout)

    return run


def start():
    rng = np.random.default_rng(5)
    return Network(SIZES, seed=4), rng.uniform(size=(7, 6)), rng.uniform(size=(7, 3))


def test_the_story_s_rule_is_the_same_in_python(ask):
    net, x, y = start()
    there = ask("story", net, x, y, {"k": 4, "size": 0.1})
    here = largest_weights_together(net, x, y, k=4, size=0.1, steps=STEPS)
    assert there["cost"] == pytest.approx(here[-1].cost, rel=1e-12)
    assert there["evaluations"] == here[-1].evaluations
    assert there["parameters"] == net.parameters.tolist()
    assert there["stopped"] == (here.stopped or "")
    assert there["accuracy"] == np.mean(net.classify(x) == y.argmax(axis=1))


def test_the_story_s_rule_is_stuck_on_the_page_where_it_is_in_python(ask):
    fifty = dogs.load(0, 50, 1, 1).train
    net = dogs.starting_network(cost="binary_cross_entropy")
    there = ask("story", net, fifty.inputs, fifty.targets, {"k": 130, "size": 1}, steps=2000)
    assert round(there["cost"], 3) == 0.322 and there["evaluations"] == 992 and there["accuracy"] == 0.12
    assert there["stopped"] == "no group of 130 weights helps any more"


def test_one_dial_at_a_time_is_the_same_in_python(ask):
    net, x, y = start()
    draw = np.random.default_rng(2)
    rounds = [draw.permutation(net.parameters.size) for _ in range(20)]
    there = ask("one", net, x, y, {"size": 0.3}, rounds)
    here = one_dial_at_a_time(net, x, y, size=0.3, steps=STEPS, seed=2)
    assert there["cost"] == pytest.approx(here[-1].cost, rel=1e-9)
    assert there["evaluations"] == here[-1].evaluations
    assert np.allclose(there["parameters"], net.parameters, atol=1e-12)


def test_gradient_descent_is_the_same_in_python(ask):
    net, x, y = start()
    there = ask("slopes", net, x, y, {"rate": 3.0}, steps=50)
    here = descend(net, x, y, rate=3.0, steps=50)
    assert there["cost"] == pytest.approx(here[-1].cost, rel=1e-9)
    assert there["evaluations"] == here[-1].evaluations == 100
    assert np.allclose(there["parameters"], net.parameters, atol=1e-9)
    evaluations = [point[0] for point in there["curve"]]
    assert evaluations == sorted(set(evaluations))


def test_steps_that_overflow_stop_the_runner_where_it_stood(ask):
    net = Network([1, 1], activation="identity")
    net.parameters = [1e150, 0]
    there = ask("slopes", net, np.array([[1e10]]), np.array([[0.0]]), {"rate": 1e10}, steps=5)
    assert "overflowed" in there["stopped"]
    assert there["parameters"] == [1e150, 0]


def race(**options):
    data = dogs.load(0, 40, 10, 10)
    options = {"input_shape": (25, 25), "output_names": dogs.BREEDS, "rate": 2, **options}
    return RaceBoard(dogs.starting_network(), data.train.inputs[:10], data.train.targets[:10], **options)


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"k": 13101}, ValueError, "k: expected at most 13,100, the weights of this network, got 13,101"),
        ({"k": 0}, ValueError, "k: expected a whole number of at least 1"),
        ({"size": 0}, ValueError, "size"),
        ({"goal": -1}, ValueError, "goal"),
        ({"output_names": ["one"]}, ValueError, "expected 10 names, got 1"),
        ({"input_shape": (5, 5)}, ValueError, "to be 625, the inputs of the network, got 5 × 5, which is 25"),
    ],
)
def test_what_does_not_fit_is_refused(options, error, words):
    with pytest.raises(error, match=words):
        race(**options)


def test_three_runners_run_side_by_side_and_go_back_together(browser):
    context = browser.new_context(viewport={"width": 760, "height": 1200})
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_content(text_of(race()))
    board = page.locator("[data-board='race'][data-ready]")
    board.wait_for()
    first = board.evaluate(MACHINE)
    numbers = """(root) => [...root.querySelectorAll(".td-lane")].map((lane) =>
        [...lane.querySelectorAll(".td-lane-numbers b")].map((one) => Number(one.textContent.replaceAll(",", ""))))"""
    assert [[lane[0], lane[2]] for lane in board.evaluate(numbers)] == [
        [pytest.approx(first["cost"], abs=1e-4), spent] for spent in (1, 1, 0)
    ]
    board.locator("[data-verb='run']").click()
    page.wait_for_function(
        "(root) => root.querySelectorAll('.td-lane-numbers b')[10].textContent > 60", arg=board.element_handle()
    )
    board.locator("[data-verb='run']").click()
    page.wait_for_timeout(100)
    story, one, slopes = board.evaluate(numbers)
    assert slopes[0] < one[0] < first["cost"]
    assert max(story[2], one[2], slopes[2]) <= 1.3 * min(story[2], one[2], slopes[2]) + 10
    machine = board.evaluate(MACHINE)
    net = Network(machine["sizes"])
    net.parameters = machine["parameters"]
    x, y = np.array(machine["inputs"]), np.array(machine["targets"])
    assert machine["cost"] == pytest.approx(net.cost(x, y), rel=1e-12)
    assert slopes[0] == pytest.approx(machine["cost"], abs=1e-4)
    right = board.locator(".td-lane-numbers b").nth(9).text_content()
    assert right == f"{100 * np.mean(net.classify(x) == y.argmax(axis=1)):.0f} %"
    board.locator("[data-verb='rewind']").click()
    page.wait_for_timeout(100)
    assert [lane[2] for lane in board.evaluate(numbers)] == [1, 1, 0]
    assert board.evaluate(MACHINE)["parameters"] == first["start"]
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    assert errors == []
    context.close()


ROOMS = """import { planConsole, roomOf } from "%s";
const [sizes, width] = JSON.parse(process.argv[1]);
const plan = planConsole(sizes, { width, least: 12, most: 190 });
const dials = sizes.slice(1).reduce((sum, n, layer) => sum + n * (sizes[layer] + 1), 0);
const rooms = Array.from({ length: dials }, (_, index) => roomOf(plan, index));
console.log(JSON.stringify(rooms.map(({ x, y, size }) => [x + size / 2, y + size / 2])));
"""
HUES = """(canvas, points) => points.map(([x, y]) => {
  const ratio = canvas.width / canvas.clientWidth;
  const [red, , blue] = canvas.getContext("2d").getImageData(x * ratio, y * ratio, 1, 1).data;
  return Math.sign(red - blue);
})"""


@pytest.mark.parametrize("width", [1144, 760, 390])
def test_a_small_lane_colors_each_dial_where_its_place_is(opened, node, book, width):
    few = faces.split()
    network = Network([25, 4, 1])
    for weights, biases in zip(network.weights, network.biases, strict=True):
        weights[:], biases[:] = 1, -1
    page = opened(RaceBoard(network, few.train_inputs, few.train_targets, k=20), width)
    lane = page.board.locator(".td-lane-console canvas").first
    asked = json.dumps([[25, 4, 1], lane.evaluate("(canvas) => canvas.clientWidth")])
    script = ROOMS % (book / "src/turning_dials/kit/console/plan.js").as_uri()
    told = subprocess.run(
        [node, "--input-type=module", "-e", script, asked], capture_output=True, text=True, check=True
    )
    hues = lane.evaluate(HUES, json.loads(told.stdout))
    assert hues == network.parameters.tolist(), "warm for a weight of 1, cool for a bias of -1"


@pytest.mark.parametrize("width", [1144, 760, 390])
def test_what_a_lane_says_stands_in_rows_that_do_not_break(opened, width):
    page = opened(race(), width)
    lanes = page.board.evaluate(
        """(root) => [...root.querySelectorAll(".td-lane")].map((lane) => {
            const numbers = [...lane.querySelectorAll(".td-lane-numbers b")];
            ["0.3219", "100 %", "100,000", "123.4"].forEach((text, at) => numbers[at].textContent = text);
            const inner = lane.getBoundingClientRect().right - 8;
            return { over: numbers.some((one) => one.getBoundingClientRect().right > inner),
                     rows: numbers.map((one) => one.getBoundingClientRect().top),
                     console: lane.querySelector(".td-lane-console").getBoundingClientRect().top };
        })"""
    )
    assert [lane["over"] for lane in lanes] == [False] * 3
    for lane in lanes:
        counts = [lane["rows"].count(top) for top in lane["rows"]]
        assert set(counts) == ({4} if width == 390 else {2}), lane
    if width != 390:
        assert len({lane["console"] for lane in lanes}) == 1, "the consoles begin at one height"
