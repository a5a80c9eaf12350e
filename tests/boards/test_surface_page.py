"""The board of the cost surface on a bare page: what it shows is what numpy says, on every ground."""

import numpy as np
import pytest
from support.bare_page import MACHINE, text_of
from support.bare_page import opened as on_a_page

from turning_dials import SurfaceBoard
from turning_dials.boards.surface.presets import curvature, flowers, presets


@pytest.fixture
def opened(browser):
    """A function that opens a preset; the page's `errors` must be empty in the end."""
    context = browser.new_context(viewport={"width": 760, "height": 1200}, has_touch=True)
    pages = []

    def start(key="right", width=760):
        page = on_a_page(context, SurfaceBoard.preset(key), width, height=1200)
        pages.append(page)
        return page

    yield start
    assert [page.errors for page in pages if page.errors] == []
    context.close()


def agree(page, key):
    """The machine is true to the preset's network and numpy agrees with its numbers. Returns the machine."""
    preset, said = presets()[key], page.board.evaluate(MACHINE)
    network = preset.network.copy()
    assert said["start"] == network.parameters.tolist()
    assert (said["sizes"], said["costName"]) == (list(network.sizes), network.cost_name)
    names = (
        said["activation"] if isinstance(said["activation"], list) else [said["activation"]] * (len(network.sizes) - 1)
    )
    assert names == network.activation
    assert said["inputs"] == preset.inputs.tolist() and said["targets"] == preset.targets.tolist()
    network.parameters = said["parameters"]
    assert said["cost"] == pytest.approx(network.cost(preset.inputs, preset.targets), rel=1e-12)
    gradient = network.gradient(preset.inputs, preset.targets)
    assert said["gradient"] == pytest.approx(gradient, rel=1e-11, abs=1e-13 * max(1, np.abs(gradient).max()))
    return said


def frame(page):
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def follow(page, times):
    page.board.locator("[data-verb='follow the slopes']").evaluate(
        "(button, times) => { for (let k = 0; k < times; k++) button.click(); }", times
    )
    frame(page)


def choose(page, key):
    page.board.locator("[data-control='preset']").select_option(key)
    frame(page)


def test_each_preset_in_turn_is_true_and_so_are_random_turns_of_it(opened):
    page = opened("right")
    rng = np.random.default_rng(4)
    for key in [*presets(), "right"]:
        choose(page, key)
        assert agree(page, key)["parameters"] == agree(page, key)["start"]
        for _ in range(5):
            index = int(rng.integers(len(presets()[key].network.parameters)))
            page.board.evaluate("(root, [i, v]) => root.machine.set(i, v)", [index, float(rng.normal(scale=2))])
            said = agree(page, key)
        frame(page)
        shown = float(page.board.locator("[data-cost]").inner_text())
        assert shown == pytest.approx(said["cost"], rel=2e-3, abs=5e-5)
        assert page.board.locator("input[data-dial]").count() == len(said["parameters"])
        page.board.locator("[data-verb='rewind']").click()
        assert agree(page, key)["parameters"] == said["start"]


def test_the_steps_of_the_button_are_descents_and_undo_takes_each_back(opened):
    page = opened("right")
    inputs, targets = flowers()
    network = presets()["right"].network.copy()
    places = [network.parameters.copy()]
    for _ in range(5):
        network.parameters[:2] -= 0.5 * network.gradient(inputs, targets)[:2]
        places.append(network.parameters.copy())
    for place in places[1:]:
        follow(page, 1)
        assert agree(page, "right")["parameters"] == pytest.approx(place, abs=1e-12)
    assert "5 steps, 10 evaluations" in page.board.locator("table").inner_text()
    for place in places[-2::-1]:
        page.board.locator("[data-verb='undo']").click()
        assert agree(page, "right")["parameters"] == pytest.approx(place, abs=1e-12)
    frame(page)
    assert "0 steps" in page.board.locator("table").inner_text()


def test_a_rate_too_large_diverges_and_is_stopped_with_a_sentence(opened):
    page = opened("large")
    page.board.locator("[data-verb='run']").click()
    page.wait_for_function("() => !document.querySelector('.td-trouble').hidden", timeout=15000)
    said = page.board.locator(".td-trouble").inner_text()
    assert "The run diverged" in said and "Rewind" in said and "smaller learning rate" in said
    assert page.board.locator("[data-verb='run']").inner_text() == "Run"
    machine = agree(page, "large")
    assert np.isfinite(machine["parameters"]).all() and machine["cost"] > 100 * 1.7
    assert "NaN" not in page.board.inner_text() and "∞" not in page.board.inner_text()
    page.board.locator("[data-verb='rewind']").click()
    frame(page)
    assert agree(page, "large")["parameters"] == machine["start"]
    ticks = page.board.locator(".td-map-ticks").text_content()
    assert "1.5" in ticks, "the map is as wide as it was"


def test_the_curvature_on_the_board_is_the_hessians(opened):
    page = opened("right")
    most, least = curvature(flowers()[0])
    text = page.board.locator("table").inner_text()
    assert f"{most:.3f}, {least:.3f}" in text and f"{2 / most:.3f}" in text


def test_the_saddle_holds_the_walk_until_it_is_moved(opened):
    page = opened("saddle")
    follow(page, 60)
    said = agree(page, "saddle")
    assert np.abs(said["gradient"]).max() < 1e-3 and said["cost"] == pytest.approx(0.625, abs=1e-5)
    page.board.evaluate("(root) => root.machine.set(0, 0.05)")
    follow(page, 60)
    assert agree(page, "saddle")["cost"] < 1e-3


def test_the_point_can_be_dragged_and_one_undo_takes_the_drag_back(opened):
    page = opened("right")
    knob = page.board.locator(".td-map-knob").bounding_box()
    x, y = knob["x"] + knob["width"] / 2, knob["y"] + knob["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for k in range(1, 8):
        page.mouse.move(x + 15 * k, y - 5 * k)
    page.mouse.up()
    frame(page)
    moved = agree(page, "right")
    assert moved["parameters"][0] > moved["start"][0] + 0.5 and moved["parameters"][1] > moved["start"][1] + 0.1
    assert moved["parameters"][2] == moved["start"][2]
    there = page.board.locator(".td-map-knob").bounding_box()
    assert there["x"] - knob["x"] == pytest.approx(105, abs=2) and there["y"] - knob["y"] == pytest.approx(-35, abs=2)
    page.board.locator("[data-verb='undo']").click()
    assert agree(page, "right")["parameters"] == moved["start"]


def test_the_arrow_crosses_the_contours_at_a_right_angle(opened):
    page = opened("right")
    gradient = agree(page, "right")["gradient"]
    d = page.board.locator("path.td-map-arrow").last.get_attribute("d")
    (x0, y0), (x1, y1) = [[float(v) for v in part.split()] for part in d[1:].split("L")]
    arrow = np.array([x1 - x0, y0 - y1])
    assert arrow / np.hypot(*arrow) == pytest.approx(-np.array(gradient[:2]) / np.hypot(*gradient[:2]), abs=1e-9)


def test_the_held_dial_moves_the_map_and_descent_leaves_it(opened):
    page = opened("right")
    page.board.evaluate("(root) => root.machine.set(2, 1.5)")
    frame(page)
    follow(page, 3)
    assert agree(page, "right")["parameters"][2] == 1.5
    heights = page.board.locator(".td-map-heights text").all_text_contents()
    assert min(map(float, heights)) > 1, "with the bias 1 too high no weights cost less than 1"


def test_the_race_counts_both_runners_evaluations(opened):
    page = opened("right")
    page.board.locator("[data-control='race']").click()
    follow(page, 10)
    text = page.board.locator("table").inner_text()
    assert "10 steps, 20 evaluations" in text and "10 turns, " in text
    assert page.board.locator("path.td-map-trial").last.get_attribute("d").count("L") == 10


@pytest.mark.parametrize("key", ["right", "saddle"])
def test_it_fits_a_phone(opened, key):
    page = opened(key, width=320)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    sizes = page.evaluate(
        """() => [...document.querySelectorAll(".td-map text, .td-surface-fit text")].map((text) => {
            const { a, b } = text.getScreenCTM();
            return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
        })"""
    )
    assert min(sizes) >= 10.5


def test_a_turn_is_drawn_within_a_frame(opened):
    page = opened("plateau")
    spent = page.evaluate(
        """async () => {
            const root = document.querySelector("[data-board]");
            const frames = [];
            for (let k = 0; k < 30; k++) {
                root.machine.set(2, 0.01 * k);
                const from = performance.now();
                await new Promise((done) => requestAnimationFrame(done));
                frames.push(performance.now() - from);
            }
            return frames.sort((a, b) => a - b)[15];
        }"""
    )
    print(f"a held dial turned, the map measured and drawn anew: {spent:.1f} ms to the next frame (median of 30)")
    assert spent < 100


def test_a_link_names_its_ground(opened):
    page = opened("right")
    choose(page, "saddle")
    page.board.evaluate("(root) => root.machine.set(2, 0.25)")
    link = page.board.evaluate("(root) => root.state")
    assert link == "v2;preset=saddle;learning_rate=0.1;2:0.25"
    other = opened("right")
    other.board.evaluate("(root, link) => { root.state = link; }", link)
    frame(other)
    assert agree(other, "saddle")["parameters"] == [1.2, 0, 0.25, 0]
    assert other.board.locator("[data-control='preset']").input_value() == "saddle"
    assert other.board.locator("input[data-dial]").count() == 4
    other.board.evaluate("(root) => { root.state = '0:0.5'; }")
    assert agree(other, "right")["parameters"] == [0.5, 0.4, 0.5]
    said = other.board.evaluate(
        "(root) => { try { root.state = 'v2;preset=valley;0:x'; } catch (error) { return error.message; } }"
    )
    assert "damaged" in said


def test_the_board_is_said_in_words(opened):
    page = opened("valley")
    page.board.locator("summary").click()
    frame(page)
    words = page.board.locator(".td-words p").inner_text()
    assert "The point is at 0.50, minus 0.10" in words and "lowest place in sight is at 0.0" in words
    assert "next step lands at a cost of" in words
    assert "held b: 0.50, slope 0" in words, "what is left of slopes that cancel is no slope"


def test_a_compact_board_offers_what_it_was_given(browser):
    context = browser.new_context(viewport={"width": 760, "height": 900})
    page = context.new_page()
    page.set_content(text_of(SurfaceBoard.preset("plateau", others=["saddle"], compact=True)))
    page.locator("[data-board][data-ready]").wait_for()
    options = page.locator("[data-control='preset'] option")
    assert options.all_text_contents() == ["a plateau", "a saddle"]
    assert page.locator(".td-surface-fit").count() == 0
    assert page.locator("table tr").count() == 1 and "0 steps" in page.locator("table").inner_text()
    context.close()
