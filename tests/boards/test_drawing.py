"""Digits drawn on the pad: made as the book's digits are, answered as they are drawn, by pointer and by keys."""

import json
import math
import re
import subprocess
from itertools import pairwise

import numpy as np
import pytest
from playwright.sync_api import expect
from support.agreement import agree
from support.bare_page import MACHINE
from support.every_board import drawn
from support.prose import BOOK

from turning_dials import ControlBoard, Network
from turning_dials.data import digits
from turning_dials.descent import descend

STROKES = (BOOK / "src/turning_dials/kit/parts/strokes.js").as_uri()


def arc(x, y, wide, high, start, end):
    """A piece of an ellipse around (x, y), in 24 lines; angles in radians, clockwise from the right."""
    return [[x + wide * math.cos(t), y + high * math.sin(t)] for t in np.linspace(start, end, 25)]


ROUND = (0, 2 * math.pi)
DRAWINGS = {
    0: [arc(4, 4, 1.8, 3, *ROUND)],
    1: [[[3, 2], [4, 1], [4, 7]]],
    2: [[*arc(4, 2.5, 1.6, 1.5, -math.pi, 0.5), [2.3, 7], [5.8, 7]]],
    3: [[*arc(4, 2.5, 1.6, 1.5, -2.6, 1.57), *arc(4, 5.5, 1.8, 1.5, -1.57, 2.6)]],
    4: [[[4, 1], [2, 4.5], [6, 4.5]], [[5, 3], [5, 7]]],
    5: [[[5.6, 1], [2.6, 1], [2.4, 3.6], *arc(3.9, 5, 1.7, 1.8, -1.6, 2.4)]],
    6: [[[4.8, 1], [3, 3], [2.4, 5], *arc(4, 5.4, 1.6, 1.6, math.pi, 3 * math.pi)]],
    7: [[[2, 1], [6, 1], [3.4, 7]], [[2.8, 4], [5.6, 4]]],
    8: [arc(4, 2.4, 1.4, 1.4, *ROUND), arc(4, 5.5, 1.7, 1.6, *ROUND)],
    9: [[*arc(4, 2.8, 1.6, 1.7, *ROUND), [5.6, 2.8], [5.2, 7]]],
}


@pytest.fixture(scope="module")
def pictures(node):
    """What strokes.js makes of drawings: a function of lists of strokes, of [x, y] in cells, in one run of node."""

    def made(drawings):
        script = f"""import {{ pictureOfStrokes, INK, WIDEST }} from "{STROKES}";
          const all = {json.dumps(drawings)}.map((strokes) =>
            [...pictureOfStrokes(strokes.map((stroke) => stroke.map(([x, y]) => ({{ x, y }}))), 8, 8)]);
          console.log(JSON.stringify({{ all, INK, WIDEST }}));"""
        command = [node, "--input-type=module", "-e", script]
        run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
        return json.loads(run.stdout)

    return made


@pytest.fixture(scope="module")
def trained():
    data = digits.load()
    net = digits.starting_network()
    descend(net, *data.train[:2], rate=1, steps=1500, batch=20, every=1500)
    return net


def moved(strokes, size, right, down):
    return [[[size * x + right, size * y + down] for x, y in stroke] for stroke in strokes]


# ---- what a drawing is made into


def test_ink_and_width_are_those_of_the_digits(pictures):
    made = pictures([])
    inputs = np.concatenate([part.inputs for part in digits.load()])
    assert made["INK"] == pytest.approx(inputs.mean(), abs=0.001)
    shares = [inputs[:, i::8].max(axis=1) > 0 for i in range(8)]
    usual = np.median(np.sum(shares, axis=0)) / 8
    assert made["WIDEST"] == usual


def test_where_and_how_large_one_draws_makes_no_difference(pictures):
    whole = pictures(list(DRAWINGS.values()))["all"]
    small = pictures([moved(strokes, 0.3, 5, 1) for strokes in DRAWINGS.values()])["all"]
    for one, other in zip(np.array(whole), np.array(small), strict=True):
        assert np.abs(one - other).mean() < 0.03
        square = one.reshape(8, 8)
        assert square[0].max() > 0 and square[7].max() > 0, "from top to bottom"
        assert 17.5 < one.sum() < 20.5, "as much ink as the digits have"
        assert np.array_equal(np.rint(255 * one) / 255, one)


def test_the_network_reads_what_is_drawn(pictures, trained):
    for size, right, down in ((1, 0, 0), (0.3, 5, 1), (0.5, 0, 4)):
        inputs = np.array(pictures([moved(each, size, right, down) for each in DRAWINGS.values()])["all"])
        assert np.sum(trained.classify(inputs) == list(DRAWINGS)) >= 9
    raw = np.zeros((10, 8, 8))  # the same in a corner, as it stands: what the pad spares the network
    for picture, strokes in zip(raw, DRAWINGS.values(), strict=True):
        for stroke in moved(strokes, 0.3, 5, 1):
            for (x, y), (to_x, to_y) in pairwise(stroke):
                for t in np.linspace(0, 1, 9):
                    picture[int(y + t * (to_y - y)), int(x + t * (to_x - x))] = 1
    assert np.sum(trained.classify(raw.reshape(10, 64)) == list(DRAWINGS)) <= 3


def test_dots_lines_and_nothing_are_drawings_too(pictures):
    nothing, dot, flat, upright = pictures([[], [[[1, 1]]], [[[1, 1], [7, 1]]], [[[6, 0], [6, 8]]]])["all"]
    assert sum(nothing) == 0
    dot, flat, upright = (np.array(each).reshape(8, 8) for each in (dot, flat, upright))
    assert dot[3:5, 3:5].min() == 1 and dot[[0, 7]].max() == 0, "a dot stays a dot, in the middle"
    assert flat[[3, 4]].min(axis=0)[2:6].min() > 0.5 and flat[[0, 7]].max() == 0
    assert upright[:, [3, 4]].min() > 0.5 and upright[:, [0, 1, 6, 7]].max() == 0


# ---- on the board


def test_a_digit_drawn_with_the_pointer_is_answered_and_its_slopes_follow(start):
    page = start(drawn())
    pad = page.locator(".td-pad canvas")
    expect(pad).to_be_visible()
    before = page.board.evaluate(MACHINE)
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()

    def at(x, y):
        return box["x"] + x * box["width"], box["y"] + y * box["height"]

    page.mouse.move(*at(0.6, 0.2))
    page.mouse.down()
    page.mouse.move(*at(0.9, 0.2), steps=5)
    page.mouse.up()
    expect(page.locator(".td-answers-head")).to_have_text("answers to your drawing")
    assert page.board.evaluate(MACHINE) == before, "what nobody has named does not count"
    page.locator("[data-control='own_target']").select_option(label="7")
    half = page.board.evaluate(MACHINE)
    agree(half)
    page.mouse.move(*at(0.9, 0.2))
    page.mouse.down()
    page.mouse.move(*at(0.75, 0.6), steps=5)
    page.mouse.up()
    page.wait_for_function("(was) => document.querySelector('[data-board]').machine.cost !== was", arg=half["cost"])
    whole = page.board.evaluate(MACHINE)
    agree(whole)
    assert whole["targets"] == [np.eye(10)[7].tolist()], "it is still a 7"
    assert whole["gradient"] != half["gradient"]
    square = np.array(whole["inputs"]).reshape(8, 8)
    assert square[0].max() > 0.6 and square[7].max() > 0.6, "small on the pad, large in the network"
    assert page.locator(".td-answers-head").inner_text() == "answers to your drawing, slopes of their sums"
    page.wait_for_function("() => document.querySelector('.td-gallery-score').textContent.endsWith('of 13 right')")
    net = digits.starting_network()
    delta = net.forward(np.array(whole["inputs"]))[0] - np.eye(10)[7]
    told = [float(text.replace("−", "-")) for text in page.locator(".td-answer-slope").all_inner_texts()]
    assert told == pytest.approx(delta, abs=0.0006)
    for one in page.locator(".td-answer-slope").all():
        assert one.evaluate("(slope) => slope.scrollWidth <= slope.clientWidth + 1"), one.inner_text()
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("[data-control='own_target']")).to_have_value("none")


def test_answers_that_share_one_are_not_told_that_a_drawing_is_none_of_them(start):
    named = drawn()
    told = start(named).locator("[data-control='own_target'] option").all_inner_texts()
    assert told == ["not said", *digits.NAMES]
    free = ControlBoard(
        Network([64, 10]), named.inputs, named.targets, input_shape=(8, 8), own_picture=True, drawing=True
    )
    told = start(free).locator("[data-control='own_target'] option").all_inner_texts()
    assert told[-1] == "none of these"


def test_a_finger_draws_and_does_not_scroll(start):
    page = start(drawn(), width=320)
    pad = page.locator(".td-pad canvas")
    page.add_style_tag(content="* { overflow-anchor: none; }")  # as in Safari, which holds nothing in its place
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert 0 <= box["x"] and box["x"] + box["width"] <= 320
    touch = page.context.new_cdp_session(page)
    places = [{"x": box["x"] + box["width"] / 2, "y": box["y"] + share * box["height"]} for share in (0.3, 0.5, 0.7)]
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": places[:1]})
    for place in places[1:]:
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [place]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator(".td-answers-head")).to_have_text("answers to your drawing")
    assert pad.bounding_box()["y"] == pytest.approx(box["y"], abs=1), "the pad stays under the finger"
    page.locator("[data-control='own_target']").select_option(label="1")
    square = np.array(page.board.evaluate(MACHINE)["inputs"]).reshape(8, 8)
    assert square[:, 3:5].min() > 0.6 and square[:, [0, 1, 6, 7]].max() == 0, "an upright stroke"


def test_a_digit_is_drawn_with_the_keys_alone(start):
    page = start(drawn())
    pad = page.locator(".td-pad canvas")
    pad.focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".td-pad-cursor")).to_be_visible()
    expect(page.locator(".td-pad-said")).to_have_text("row 4, column 5")
    for _ in range(4):
        page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".td-pad-said")).to_have_text("row 8, column 5, inked")
    page.locator("[data-control='own_target']").select_option(label="1")
    square = np.array(page.board.evaluate(MACHINE)["inputs"]).reshape(8, 8)
    assert square[:, 3:5].min() > 0.8 and square[:, [0, 1, 6, 7]].max() == 0
    page.get_by_role("button", name="take back the last stroke").click()
    page.wait_for_function(
        "() => document.querySelector('[data-board]').machine.inputs[0].every((level) => level === 0)"
    )


# ---- ways of training


def study(page, name, value):
    page.locator(f"[data-control='{name}']").select_option(value)


def trained_for(page, steps):
    """Run until so many steps have been counted, then pause."""
    page.locator("[data-verb='run']").click()
    step = "/step ([\\d,]+)/.exec(document.querySelector('.td-reading-step').textContent)?.[1]"
    page.wait_for_function(f"(n) => Number({step}?.replace(',', '')) >= n", arg=steps)
    page.locator("[data-verb='run']").click()
    page.wait_for_function("() => !document.querySelector('.td-readings').classList.contains('td-old')")


def test_ten_digits_are_overfitted_and_the_way_back_is_one_gesture(start):
    page = start(drawn())
    study(page, "amount", "10")
    expect(page.locator("[data-reading='training'] small")).to_have_text("training · 10 pictures")
    trained_for(page, 2000)
    training, validation = (float(text) for text in page.locator("[data-reading] b").all_inner_texts())
    assert training < 0.02 < 1 < validation
    machine = page.board.evaluate(MACHINE)
    told = page.locator(".td-reading-lowest span").inner_text()
    lowest, step = told.split()[4], told.split()[-1]
    assert float(lowest) < validation
    page.get_by_role("button", name="Back to the lowest").click()
    expect(page.locator("[data-reading='validation'] b")).to_have_text(lowest)
    expect(page.locator(".td-reading-step")).to_contain_text(f"counted at step {step}")
    back = page.board.evaluate(MACHINE)
    net = digits.starting_network()
    net.parameters = back["parameters"]
    few = digits.load(train=60, validation=20, test=12).validation
    assert net.cost(*few[:2]) == pytest.approx(float(lowest), rel=1e-3)
    page.locator("[data-verb='undo']").click()
    assert page.board.evaluate(MACHINE)["parameters"] == machine["parameters"]


def test_steps_on_the_pictures_in_hand_are_no_steps_of_training_and_are_told(start):
    page = start(drawn())
    line, lowest = page.locator(".td-reading-step"), page.locator(".td-reading-lowest span")
    back = page.get_by_role("button", name="Back to the lowest")
    expect(line).to_have_text("counted at step 0")
    expect(back).to_be_disabled()
    untrained = page.board.evaluate(MACHINE)["parameters"]
    page.locator("[data-control='learning_rate']").evaluate(
        "(slider) => { slider.value = slider.max; slider.dispatchEvent(new Event('input')); }"
    )
    page.locator("[data-verb='follow the slopes']").click()
    expect(line).to_have_text("counted at step 0, dials also turned in other ways")
    expect(lowest).to_have_text(re.compile(r"^lowest counted in validation: [\d.]+ at step 0$"))
    back.click()
    expect(line).to_have_text("counted at step 0")
    assert page.board.evaluate(MACHINE)["parameters"] == untrained
    page.locator("[data-verb='undo']").click()
    expect(line).to_have_text("counted at step 0, dials also turned in other ways")
    page.locator("[data-control='learning_rate']").evaluate(
        "(slider) => { slider.value = 0; slider.dispatchEvent(new Event('input')); }"
    )
    trained_for(page, 20)
    expect(line).to_have_text(re.compile(r"^counted at step \d.* s, dials also turned in other ways$"))
    page.locator("[data-verb='rewind']").click()
    expect(line).to_have_text("counted at step 0")
    trained_for(page, 20)
    expect(line).to_have_text(re.compile(r"^counted at step \d.* s$"))
    told, best = line.inner_text(), lowest.inner_text()
    page.locator("[data-verb='rewind']").click()
    expect(line).to_have_text("counted at step 0")
    page.locator("[data-verb='undo']").click()
    expect(line).to_have_text(told)
    expect(lowest).to_have_text(best)
    page.locator("[data-verb='rewind']").click()
    expect(line).to_have_text("counted at step 0")
    trained_for(page, 20)
    expect(line).to_have_text(re.compile(r"^counted at step \d.* s$"))
    expect(page.locator(".td-legend")).to_contain_text("the lowest counted is the lowest of those moments")


def test_a_penalty_keeps_the_weights_small(start):
    sizes = {}
    for penalty in ("0", "0.01"):
        page = start(drawn())
        study(page, "penalty", penalty)
        trained_for(page, 1000)
        net = digits.starting_network()
        net.parameters = page.board.evaluate(MACHINE)["parameters"]
        sizes[penalty] = sum(np.sum(weights**2) for weights in net.weights)
    assert sizes["0.01"] < sizes["0"] / 2


def test_pictures_a_step_count_as_evaluations(start):
    page = start(drawn())
    study(page, "batch", "60")
    trained_for(page, 20)
    words = page.locator(".td-reading-step").inner_text().replace(",", "")
    step, rounds, evaluations = (float(words.split()[i]) for i in (3 if words.split()[3].isdigit() else 4, 4, 7))
    assert (rounds, evaluations) == (step, 2 * step), words


def test_levels_of_sixteen_travel_as_bytes():
    data = digits.load(train=30, validation=10, test=1)
    board = ControlBoard(
        digits.starting_network(), data.test.inputs[0], data.test.targets[0], training=data.train[:2],
        validation=data.validation[:2],
    )  # fmt: skip
    assert len(board._training) == 30 * 74 and board._options["training"] == {"count": 30, "kind": "sixteenths"}
    assert np.array_equal(np.frombuffer(board._training, np.uint8).reshape(30, 74)[:, :64] / 16, data.train.inputs)
