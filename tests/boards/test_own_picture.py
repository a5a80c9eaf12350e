"""The reader's own picture on the control board: answered, named, kept, and refused in words when it is none."""

import re
import struct
import zlib

import numpy as np
import pytest
from playwright.sync_api import expect
from support.agreement import agree
from support.bare_page import MACHINE, opened
from support.control_page import dogs_board, faces_board
from support.every_board import drawn

from turning_dials import Network

# How many pixels of the console are neither gray nor clear: what is colored by a slope.
COLORS = """(canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    const [r, g, b] = data.subarray(i, i + 3);
    if (data[i + 3] && Math.max(r, g, b) - Math.min(r, g, b) > 24) count += 1;
  }
  return count;
}"""


def png(width, height, level=lambda x, y: 0):
    """A gray PNG, one byte a pixel."""
    rows = b"".join(b"\0" + bytes(level(x, y) for x in range(width)) for y in range(height))
    return packed_png(width, height, 8, zlib.compress(rows))


def packed_png(width, height, depth, data):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def give(page, name, content, kind="image/png"):
    page.locator("[data-control='picture_file']").set_input_files({"name": name, "mimeType": kind, "buffer": content})


# ---- every dial


def test_a_picture_of_ones_own_is_answered_and_counts_once_it_is_named(start):
    page = start(dogs_board())
    before = page.board.evaluate(MACHINE)
    give(page, "mine.png", png(60, 50, lambda x, y: 255 if x < 30 else 0))
    page.locator("[data-control='picture'] option[value='12']").wait_for(state="attached")
    assert page.locator(".td-answers-head").inner_text() == "answers to mine.png"
    assert page.board.evaluate(MACHINE) == before, "what nobody has named does not count"
    net = Network(before["sizes"], activation=before["activation"])
    net.parameters = before["parameters"]
    page.locator("[data-control='own_target']").select_option(label="poodle")
    machine = page.board.evaluate(MACHINE)
    assert machine["targets"] == [np.eye(10)[7].tolist()]
    picture = np.array(machine["inputs"]).reshape(25, 25)
    assert picture[:, :12].min() == 1
    assert picture[:, 13:].max() == 0
    agree(machine)
    shown = [float(one.inner_text()) for one in page.locator("[data-output]").all()]
    assert shown == pytest.approx(net.forward(picture.ravel()), abs=0.0051)


@pytest.mark.parametrize(("make", "answer"), [(dogs_board, "poodle"), (drawn, "7")], ids=["dogs", "digits"])
def test_what_nobody_has_named_has_no_cost_and_no_slopes(start, make, answer):
    page = start(make())
    cost, line = page.locator("[data-cost]"), page.locator(".td-console-status")
    slope, once = page.locator(".td-hand .td-dial-said"), page.locator("[data-verb='follow the slopes']")
    sentence = "This picture has no target, and so no cost and no slopes: say first what it is."
    page.locator("[data-control='overlay'][value='slopes']").check()
    before = page.board.evaluate(MACHINE)

    def colors():
        return page.locator(".td-console canvas").evaluate(COLORS)

    page.wait_for_timeout(100)
    colored = colors()
    page.mouse.move(0, 0)
    give(page, "mine.png", png(60, 50, lambda x, y: 255 if x < 30 else 0))
    expect(page.locator(".td-answers-head")).to_have_text("answers to mine.png")
    expect(cost).to_have_text("none")
    expect(page.get_by_text("aim for", exact=True)).to_be_hidden()
    assert not page.locator(".td-screen path").get_attribute("d")
    expect(slope).to_be_hidden()
    assert "slope" not in line.inner_text()
    expect(page.locator(".td-hand-advice")).to_contain_text("no target: no slope")
    assert page.locator(".td-hand-receipt").first.is_hidden()
    assert page.locator("[data-verb='prove it']").is_hidden()
    expect(page.locator("[data-verb='show slopes']")).to_be_disabled()
    assert colors() < colored / 3, "no picture of another's slopes"
    once.click()
    expect(page.locator("[role=alert]")).to_have_text(sentence)
    page.get_by_role("button", name="Largest slope", exact=True).click()
    assert page.board.evaluate(MACHINE) == before, "no step is taken for another picture"
    page.locator(".td-words summary").click()
    words = page.locator(".td-words p")
    expect(words).to_contain_text("Cost none.")
    assert "slope" not in words.inner_text().replace(sentence, "")
    assert words.inner_text().endswith(sentence)

    page.locator("[data-control='own_target']").select_option(label=answer)
    expect(cost).to_have_text(re.compile(r"^\d+\.\d+$"))
    expect(page.get_by_text("aim for", exact=True)).to_be_visible()
    expect(page.locator("[role=alert]")).to_be_hidden()
    expect(slope).to_be_visible()
    page.locator("[data-control='own_target']").select_option("none")
    expect(cost).to_have_text("none")
    page.get_by_role("button", name="previous picture").click()
    expect(cost).to_have_text(re.compile(r"^\d+\.\d+$"))
    expect(slope).to_be_visible()
    assert page.errors == []


@pytest.mark.parametrize("make", [dogs_board, lambda: faces_board(own_picture=True)], ids=["dogs", "faces"])
def test_a_picture_of_ones_own_stays_when_the_view_is_drawn_anew(browser, make):
    context = browser.new_context()
    page = opened(context, make(), kernel=True)
    given = page.locator("[data-control='picture'] option").count()
    give(page, "mine.png", png(60, 50, lambda x, y: 255 if x < 30 else 0))
    page.locator("[data-control='own_target']").select_option(index=1)
    page.wait_for_function("() => window.model.get('choices').own_picture?.[1] === 0")
    page.wait_for_timeout(200)  # until the examples in hand are with Python too
    before = page.board.evaluate(MACHINE)
    page.evaluate("() => { document.querySelector('[data-board]').remove(); window.another(); }")
    options = page.locator("[data-control='picture'] option")
    assert options.all_inner_texts()[given:] == ["mine.png"]
    page.locator("[data-control='picture']").select_option(str(given))
    expect(page.locator("[data-control='own_target']")).to_have_value("0")
    machine = page.board.evaluate(MACHINE)
    assert (machine["inputs"], machine["targets"]) == (before["inputs"], before["targets"])
    agree(machine)
    give(page, "another.png", png(60, 50, lambda x, y: 0))
    page.locator("[data-control='picture'] option").get_by_text("another.png").wait_for(state="attached")
    assert options.all_inner_texts()[given:] == ["another.png"], "a former picture's name is not kept"
    assert page.errors == []
    context.close()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("notes.txt", b"not a picture", "notes.txt is not a picture that this browser can read"),
        ("broken.png", png(8, 8)[:40], "broken.png is not a picture"),
        ("empty.png", b"", "empty.png is empty"),
        (
            "huge.png",
            packed_png(8000, 6250, 1, zlib.compress(bytes(1001 * 6250))),
            "huge.png is 8,000 × 6,250 = 50 megapixels; a picture may have up to 40",
        ),
    ],
)
def test_what_is_no_picture_is_said_and_leaves_the_board(start, name, content, words):
    page = start(dogs_board())
    before = page.board.evaluate(MACHINE)
    give(page, name, content)
    alert = page.locator("[role=alert]")
    alert.wait_for()
    assert words in alert.inner_text()
    assert "The board is as it was." in alert.inner_text()
    assert page.board.evaluate(MACHINE) == before
    assert page.locator("[data-control='picture'] option").count() == 12


def test_a_drawing_is_a_picture_too(start):
    page = start(dogs_board())
    page.locator("[data-verb='draw']").click()
    box = page.locator(".td-pad canvas").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 40, box["y"] + box["height"] / 2, steps=6)
    page.mouse.up()
    page.wait_for_timeout(100)
    page.locator("[data-control='own_target']").select_option(label="dachshund")
    picture = np.array(page.board.evaluate(MACHINE)["inputs"]).reshape(25, 25)
    assert picture[12, 12] < 0.15
    assert picture[2, 12] > 0.9


# ---- for everyone
