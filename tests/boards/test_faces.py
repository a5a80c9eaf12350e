"""The smile detector on a bare page, under a reader's hands."""

import numpy as np
import pytest
from support.under_hand import agrees_after_random_turns, fits, settled, turn, verb

from turning_dials import FaceBoard, Network
from turning_dials.data import faces

FACES = faces.gallery(seed=15)
START = [0, 0, 4, 0, 0, -2.2]


def made():
    network = Network([5, 1])
    network.parameters = START
    return FaceBoard(network, *FACES, face=6)


def test_it_agrees_with_numpy_after_random_turns(opened):
    agrees_after_random_turns(opened(made()), START)


@pytest.mark.parametrize("width", [320, 500, 1100])
def test_it_fits_its_place(opened, width):
    fits(opened(made(), width), START, width)


def marks(page):
    said = page.board.locator("[role=radio]").all_inner_texts()
    return sum("✓" in text for text in said), len(said)


def test_the_gallery_shows_which_faces_are_right(opened):
    page = opened(made())
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
    page = opened(made())
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
    page = opened(made())
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
    page = opened(made())
    turn(page, [8, -6, 0.5, 0, 0, -1])
    numbers = [float(text.replace("−", "-")) for text in page.board.locator(".td-faces-row b").all_inner_texts()]
    assert sum(numbers[:-1]) == pytest.approx(numbers[-1], abs=0.04)
    assert numbers[0] == pytest.approx(8 * FACES[0][6, 0], abs=0.006)
    assert page.board.locator(".td-faces-row .td-below").count() == 2, "eyes and bias point to a frown"


def test_dials_held_between_0_and_1_call_every_face_a_smile(opened):
    page = opened(made())
    page.board.locator("[data-control='limited']").click()
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
    assert settled(page)["parameters"] == START
    toggle = page.board.locator("[data-control='limited']")
    assert toggle.get_attribute("aria-pressed") == "false", "what stands outside lifts the limit"
    eyes.focus()
    page.keyboard.press("ArrowDown")
    assert settled(page)["parameters"][1] < 0
