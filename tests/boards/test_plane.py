"""The plane board: both pictures follow a turn in the same frame, and neurons that start alike stay alike, exactly."""

import numpy as np
import pytest
from support.bare_page import MACHINE, opened
from support.every_board import plane

from turning_dials import Network, PlaneBoard

ROWS, XOR = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]


@pytest.fixture
def page(browser):
    context = browser.new_context()
    yield opened(context, plane())
    context.close()


def test_both_pictures_follow_a_turn_in_the_next_frame(page):
    seen = """(root) => [...root.querySelectorAll(".td-plane-square")].map((one) =>
        one.querySelector("svg").innerHTML + one.querySelector("canvas").toDataURL())"""
    before = page.board.evaluate(seen)
    after = page.board.evaluate(
        f"""async (root) => {{
          root.machine.set(0, 2.5);
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          return ({seen})(root);
        }}"""
    )
    assert before[0] != after[0] and before[1] != after[1]
    assert page.errors == []


@pytest.mark.parametrize("width", [360, 792, 1100])
def test_both_squares_stand_level_and_hold_the_names_of_their_lines(opened, width):
    page = opened(plane(), width)
    turns = [6, 6, 6, -1.73, 0, 0, 1.27, 0.81, 0], [1, 0, 0, 1, -0.5, -0.5, 0, 3, -2], [1, 0, 0, 1, 0, 0, 3, 0, 0]
    for dials in turns:
        page.board.evaluate("(root, dials) => root.machine.replace(dials)", dials)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        seen = page.board.evaluate(
            """(root) => [...root.querySelectorAll(".td-plane-square")].map((square) => {
                const frame = square.querySelector(".td-plane-frame").getBoundingClientRect();
                const out = [...square.querySelectorAll(".td-plane-lines text")].filter((name) => {
                  const box = name.getBoundingClientRect();
                  return box.left < frame.left || box.right > frame.right || box.top < frame.top ||
                    box.bottom > frame.bottom;
                }).map((name) => name.textContent);
                return { left: frame.left, bottom: frame.bottom, out };
            })"""
        )
        assert [square["out"] for square in seen] == [[], []]
        assert width < 500 or seen[0]["bottom"] == pytest.approx(seen[1]["bottom"], abs=0.5)


def test_an_equal_start_is_never_parted(page):
    page.get_by_role("button", name="Start all equal").click()
    parameters = page.board.evaluate(
        """(root) => {
          for (let step = 0; step < 1000; step++) root.machine.step(5);
          return [...root.machine.parameters];
        }"""
    )
    assert parameters[0] == parameters[2] and parameters[1] == parameters[3] and parameters[4] == parameters[5]
    assert parameters[6] == parameters[7] and parameters[0] != 0.5
    here = Network([2, 2, 1])
    here.parameters = np.full(9, 0.5)
    for _ in range(1000):
        here.parameters -= 5 * here.gradient(ROWS, XOR)
    assert np.allclose(parameters, here.parameters, rtol=1e-9)


def test_more_hidden_neurons_and_other_points_are_judged_as_numpy_does(page):
    page.locator("[data-control='hidden']").select_option("3")
    page.locator("[data-control='points']").select_option("a ring")
    page.wait_for_timeout(100)
    machine = page.board.evaluate(MACHINE)
    assert machine["sizes"] == [2, 3, 1] and len(machine["inputs"]) == 24
    net = Network([2, 3, 1])
    net.parameters = machine["parameters"]
    x, y = np.array(machine["inputs"]), np.array(machine["targets"])
    assert machine["cost"] == pytest.approx(net.cost(x, y), rel=1e-12)
    assert np.allclose(machine["gradient"], net.gradient(x, y), rtol=0, atol=1e-12)
    assert page.locator("[data-dial]").count() == 13 and page.errors == []


@pytest.mark.parametrize(
    ("sizes", "options", "words"),
    [
        ([2, 5, 1], {}, "expected sizes \\[2, h, 1\\] with h from 2 to 4 on a plane board, got \\[2, 5, 1\\]"),
        ([3, 2, 1], {}, "inputs"),
        ([2, 2, 1], {"points": {"a": ([[1, 2, 3]], [[1]])}}, "points\\['a'\\]: "),
        ([2, 2, 1], {"points": {"a": (np.zeros((65, 2)), np.zeros((65, 1)))}}, "expected at most 64 points, got 65"),
    ],
)
def test_what_does_not_fit_is_refused(sizes, options, words):
    with pytest.raises((TypeError, ValueError), match=words):
        PlaneBoard(Network(sizes), ROWS, XOR, **options)
