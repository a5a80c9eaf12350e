"""The boards of chapters 2 and 3 on a bare page, under a reader's hands."""

import numpy as np
import pytest
from support.bare_page import MACHINE
from support.bare_page import opened as on_a_page

from turning_dials import FaceBoard, Network, ThresholdBoard
from turning_dials.data import faces

FACES = faces.gallery(seed=15)
DAYS = np.array([3, 6, 9, 12, 14, 16, 20, 15, 19, 22, 24, 27, 30, 33]).reshape(-1, 1) / 10
OPEN = np.array([0] * 7 + [1] * 7).reshape(-1, 1)
STARTS = {"faces": [0, 0, 4, 0, 0, -2.2], "threshold": [2, -2]}


def made(name):
    network = Network([5, 1] if name == "faces" else [1, 1])
    network.parameters = STARTS[name]
    if name == "faces":
        return FaceBoard(network, *FACES, face=6)
    return ThresholdBoard(network, DAYS, OPEN, span=[-0.5, 4], answers=("closed", "open"))


@pytest.fixture
def opened(browser):
    """A function that opens a board by name on a page of some width; nothing may have gone wrong in the end."""
    context = browser.new_context(viewport={"width": 792, "height": 1000}, has_touch=True)
    pages = []

    def start(name, width=792, kernel=False):
        page = on_a_page(context, made(name), width, height=1000, kernel=kernel)
        pages.append(page)
        return page

    yield start
    assert [page.errors for page in pages if page.errors] == []
    context.close()


def settled(page):
    """What the machine holds once the page has painted it; numpy agrees."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    machine = page.board.evaluate(MACHINE)
    network = Network(machine["sizes"])
    network.parameters = machine["parameters"]
    x, y = np.array(machine["inputs"], float), np.array(machine["targets"], float)
    assert machine["cost"] == pytest.approx(network.cost(x, y), rel=1e-12, abs=1e-15)
    gradient = network.gradient(x, y)
    assert np.abs(machine["gradient"] - gradient).max() <= 1e-12 * np.abs(gradient).max()
    return machine


def turn(page, values):
    page.board.evaluate("(root, values) => root.machine.replace(values)", values)
    return settled(page)


def verb(page, name):
    page.board.locator(f"[data-verb='{name}']").click()


@pytest.mark.parametrize("name", list(STARTS))
def test_it_agrees_with_numpy_after_random_turns(opened, name):
    page = opened(name)
    rng = np.random.default_rng(4)
    for _ in range(6):
        turn(page, rng.normal(scale=4, size=len(STARTS[name])).tolist())
    verb(page, "follow the slopes")
    settled(page)
    verb(page, "rewind")
    assert settled(page)["parameters"] == STARTS[name]


@pytest.mark.parametrize("name", list(STARTS))
@pytest.mark.parametrize("width", [320, 500, 1100])
def test_it_fits_its_place(opened, name, width):
    page = opened(name, width)
    turn(page, [123.456] + [-987.6] * (len(STARTS[name]) - 1))
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    small = page.board.evaluate(
        """(root) => [...root.querySelectorAll("button, select")].filter((one) => one.checkVisibility()
            && !one.matches(".td-dial-value") && one.getBoundingClientRect().height < 44)
            .map((one) => one.textContent)"""
    )
    assert small == []


# ---- faces


def marks(page):
    said = page.board.locator("[role=radio]").all_inner_texts()
    return sum("✓" in text for text in said), len(said)


def test_the_gallery_shows_which_faces_are_right(opened):
    page = opened("faces")
    settled(page)
    assert marks(page) == (16, 32)
    assert page.board.get_by_text("16 of 32 faces right").is_visible()
    trained = [8.29, -5.48, 0.34, -0.35, -0.12, -1.16]
    turn(page, trained)
    network = Network([5, 1])
    network.parameters = trained
    right = (network.forward(FACES[0]) > 0.5) == (FACES[1] > 0.5)
    assert marks(page) == (int(right.sum()), 32)
    shown = page.board.locator("[role=radio][aria-label^='face 15,']").get_attribute("aria-label")
    assert "labeled smile" in shown and "wrong" in shown and f"{network.forward(FACES[0][14])[0]:.2f}" in shown


def test_a_face_is_taken_in_hand_by_click_and_by_arrow_keys(opened):
    page = opened("faces")
    page.board.locator("[role=radio][aria-label^='face 26,']").click()
    settled(page)
    assert page.board.get_by_text("Face 26", exact=True).is_visible()
    page.keyboard.press("ArrowRight")
    settled(page)
    checked = page.board.locator("[role=radio][aria-checked=true]")
    assert checked.count() == 1 and not checked.get_attribute("aria-label").startswith("face 26,")
    assert checked.evaluate("(one) => one === document.activeElement && one.tabIndex === 0")
    assert page.board.locator("[role=radio][tabindex='0']").count() == 1, "one stop for the Tab key"


def test_a_bent_face_changes_its_own_answer_and_nothing_else(opened):
    page = opened("faces")
    before = turn(page, [8, -6, 0, 0, 0, -1])
    output = page.board.locator("[data-output='0']")
    smiling = float(output.inner_text())
    mouth = page.board.locator("[data-control='bend_mouth']")
    mouth.focus()
    for _ in range(30):
        page.keyboard.press("ArrowLeft")
    after = settled(page)
    assert page.board.get_by_text("Your own face", exact=True).is_visible()
    features = FACES[0][6].copy()
    features[0] -= 0.3
    expected = 1 / (1 + np.exp(-(features @ [8, -6, 0, 0, 0] - 1)))
    assert float(output.inner_text()) == pytest.approx(expected, abs=6e-4) and expected < smiling
    assert (after["cost"], after["inputs"]) == (before["cost"], before["inputs"])
    page.board.locator("[role=radio][aria-label^='face 7,']").click()
    settled(page)
    assert float(output.inner_text()) == pytest.approx(smiling, abs=1e-9), "the face of the gallery is as it was"


def test_the_bars_add_up_to_z(opened):
    page = opened("faces")
    turn(page, [8, -6, 0.5, 0, 0, -1])
    numbers = [float(text.replace("−", "-")) for text in page.board.locator(".td-faces-row b").all_inner_texts()]
    assert sum(numbers[:-1]) == pytest.approx(numbers[-1], abs=0.04)
    assert numbers[0] == pytest.approx(8 * FACES[0][6, 0], abs=0.006)
    assert page.board.locator(".td-faces-row .td-below").count() == 2, "eyes and bias point to a frown"


def test_dials_held_between_0_and_1_call_every_face_a_smile(opened):
    page = opened("faces")
    verb(page, "dials from 0 to 1 only")
    machine = settled(page)
    assert machine["parameters"] == [0, 0, 1, 0, 0, 0]
    for _ in range(40):
        verb(page, "follow the slopes")
    machine = settled(page)
    assert machine["parameters"] == pytest.approx([1, 0, 0, 0, 0, 0], abs=1e-6)
    assert marks(page) == (16, 32)
    said = page.board.locator(".td-faces-limited").inner_text()
    assert f"cost {machine['cost']:.4f}" in said and "mouth 1.00" in said and "16 of 32" in said
    eyes = page.board.locator("input[data-dial='1']")
    eyes.focus()
    page.keyboard.press("ArrowDown")
    assert settled(page)["parameters"][1] == 0, "no key leads out of the range"
    verb(page, "rewind")
    assert settled(page)["parameters"] == STARTS["faces"]
    toggle = page.board.locator("[data-control='limited']")
    assert toggle.get_attribute("aria-pressed") == "false", "what stands outside lifts the limit"
    eyes.focus()
    page.keyboard.press("ArrowDown")
    assert settled(page)["parameters"][1] < 0


# ---- threshold


def place(page, x):
    """Where x is on the page, for the points labeled 0."""
    box = page.board.locator(".td-threshold-line svg").bounding_box()
    inner = box["width"] - 40 - 14
    return box["x"] + 40 + inner * (x + 0.5) / 4.5, box["y"] + 222


def test_a_point_is_dragged_and_the_inputs_follow(opened):
    page = opened("threshold")
    before = settled(page)
    page.mouse.move(*place(page, 2.0))
    page.mouse.down()
    page.mouse.move(*place(page, 1.5), steps=4)
    page.mouse.move(*place(page, 1.0), steps=4)
    page.mouse.up()
    after = settled(page)
    assert after["inputs"][6][0] == pytest.approx(1.0, abs=0.02) and after["inputs"][:6] == before["inputs"][:6]
    assert after["cost"] < before["cost"] and after["parameters"] == before["parameters"]
    page.mouse.move(*place(page, 1.0))
    page.mouse.down()
    page.mouse.move(5000, 300)
    page.mouse.up()
    assert settled(page)["inputs"][6][0] == 4, "a point stays on the line"
    verb(page, "rewind")
    assert settled(page)["inputs"] == before["inputs"]


def test_with_a_kernel_a_moved_point_reaches_python(opened):
    page = opened("threshold", kernel=True)
    page.board.locator("[data-control='point_1']").focus()
    page.keyboard.press("End")
    page.wait_for_function("() => new Float64Array(model.get('_inputs').buffer)[0] === 4")
    sent = page.evaluate("() => [...new Uint8Array(model.get('_inputs').buffer)]")
    board = made("threshold")
    board._inputs = memoryview(bytes(sent))
    expected = DAYS.copy()
    expected[0] = 4
    assert np.array_equal(board.inputs, expected)
    assert board.cost == pytest.approx(settled(page)["cost"], rel=1e-12)


def test_a_point_is_moved_by_keys_and_told_in_words(opened):
    page = opened("threshold")
    point = page.board.locator("[data-control='point_8']")
    point.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert settled(page)["inputs"][7][0] == pytest.approx(1.65)
    assert "labeled open" in point.get_attribute("aria-label")
    assert point.get_attribute("aria-valuetext").startswith("1.65, output 0.79, right")


def test_the_threshold_is_marked_at_minus_b_over_w(opened):
    page = opened("threshold")
    words = page.board.locator(".td-threshold-words")
    for w, b in [(2, -2), (4, -2), (-1, 2.5), (0.5, -0.1)]:
        turn(page, [w, b])
        assert words.text_content() == f"threshold {-b / w:.2f}"
        x = page.board.locator(".td-threshold-mark").evaluate("(path) => path.getBBox().x")
        inner = page.board.locator(".td-threshold-line svg").bounding_box()["width"] - 54
        assert x == pytest.approx(40 + inner * (-b / w + 0.5) / 4.5, abs=0.6)
    turn(page, [0, 1])
    assert "no threshold: w is 0" in words.text_content()
    assert "every point gets the same answer, 0.731" in page.board.inner_text()


def test_with_the_bias_locked_the_best_that_is_left_is_told_and_reached(opened):
    page = opened("threshold")
    verb(page, "lock the bias at 0")
    assert settled(page)["parameters"] == [2, 0]
    assert page.board.locator("input[data-dial='1']").is_disabled()
    for _ in range(60):
        verb(page, "follow the slopes")
    machine = settled(page)
    assert machine["parameters"][1] == 0, "descent does not follow the bias's slope"
    said = page.board.locator(".td-threshold-locked").inner_text()
    assert f"{machine['cost']:.4f}" in said and f"w = {machine['parameters'][0]:.2f}" in said and "0.0985" in said
    page.board.evaluate("(root) => root.machine.undo()")
    page.board.evaluate("(root) => root.machine.set(1, -1)")
    settled(page)
    assert not page.board.locator("input[data-dial='1']").is_disabled(), "a bias from elsewhere opens the lock"


def test_the_best_that_is_left_follows_the_points(opened):
    page = opened("threshold")
    verb(page, "lock the bias at 0")
    settled(page)
    said = page.board.locator(".td-threshold-locked")
    before = said.inner_text()
    cold = page.board.locator("[data-control='point_1']")
    cold.focus()
    page.keyboard.press("Home")
    assert settled(page)["inputs"][0][0] == -0.5
    assert said.inner_text() != before
