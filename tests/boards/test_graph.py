"""The board of the graph: each node is numpy's, what is opened lights up everywhere, and keys go about in it."""

import numpy as np
import pytest
from playwright.sync_api import expect
from support.backprop_page import machine, numpy_of
from support.bare_page import opened

from turning_dials import GraphBoard, Network
from turning_dials.boards.graph.presets import PRESETS

# What a node shows, by its symbol: its value and its slope as they are written.
WRITTEN = """(root) => Object.fromEntries([...root.querySelectorAll(".td-node")].map((one) => {
  const [name, value, slope] = [...one.children].map((part) => part.textContent);
  return [name, [value, slope]];
}))"""
# The wires whose line, at one of a hundred points, runs through a node that is not one of its two ends.
BEHIND = """(root) => {
  const nodes = [...root.querySelectorAll(".td-node")].map((one) => [one.textContent, one.getBoundingClientRect()]);
  const within = (box, { x, y }, more) =>
    x > box.left - more && x < box.right + more && y > box.top - more && y < box.bottom + more;
  const wires = [...root.querySelectorAll(".td-graph > .td-wires:not(.td-travellers) path")];
  const seen = wires.map((wire) => {
    const matrix = wire.getScreenCTM();
    const points = Array.from({ length: 101 }, (_, k) =>
      wire.getPointAtLength(wire.getTotalLength() * k / 100).matrixTransform(matrix));
    const names = (held) => held.map(([name]) => name);
    const ends = [points[0], points[100]].map((end) => names(nodes.filter(([, box]) => within(box, end, 2))));
    const others = nodes.filter(([name]) => !ends.flat().includes(name));
    return { ends, behind: names(others.filter(([, box]) => points.some((point) => within(box, point, 0)))) };
  });
  return { count: wires.length, loose: seen.filter(({ ends }) => ends.some((end) => end.length !== 1)),
    behind: seen.filter(({ behind }) => behind.length) };
}"""
FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture
def page(browser):
    context = browser.new_context(reduced_motion="reduce")
    page = opened(context, GraphBoard.preset("2-2-2"))
    yield page
    assert page.errors == []
    context.close()


def node(page, name):
    return page.board.locator(".td-node").filter(has=page.locator(f"i:text-is('{name}')"))


def open_name(page):
    page.evaluate(FRAME)
    (name,) = page.board.locator(".td-node[aria-pressed=true] i").all_inner_texts()
    return name


def number(text):
    plain = text.removeprefix("∂\u2009").replace("−", "-").replace("×10", "e")
    return float(plain.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))


@pytest.mark.parametrize("name", [each["name"] for each in PRESETS.values()])
def test_every_preset_shows_numpys_numbers(page, name):
    page.board.locator("[data-control=example]").select_option(label=name)
    for turn in (0, 0.37):
        page.board.evaluate(
            "(root, turn) => root.machine.replace(root.machine.parameters.map((value, k) => value + turn * (k % 3)))",
            turn,
        )
        page.evaluate(FRAME)
        net, x, y = numpy_of(machine(page))
        trace, gradient = net.trace(x, y), net.gradient(x, y)
        written = page.board.evaluate(WRITTEN)
        assert len(written) == page.board.locator(".td-node").count(), "no two nodes have one name"
        assert number(written["C"][0]) == pytest.approx(net.cost(x, y), abs=6e-5)
        for layer in range(len(net.weights)):
            up = "¹²"[layer]
            for j in range(net.sizes[layer + 1]):
                value, slope = (number(text) for text in written[f"+ z{up}{'₁₂'[j]}"])
                assert value == pytest.approx(trace.z[layer][0, j], abs=6e-5)
                assert slope == pytest.approx(trace.delta[layer][0, j], abs=6e-5)
                shown = number(written[f"b{up}{'₁₂'[j]}"][1])
                assert shown == pytest.approx(gradient[net.index(layer, "bias", j)], abs=6e-5)


def test_an_open_nodes_shares_add_up(page):
    rows = page.board.locator(".td-shares tbody tr")
    assert open_name(page) == "f a¹₁"
    net, x, y = numpy_of(machine(page))
    delta = net.trace(x, y).delta[1][0]
    shares = [number(text.split()[-1]) for text in rows.all_inner_texts()]
    assert shares == pytest.approx(net.weights[1][:, 0] * delta, rel=1e-3)
    total = number(page.board.locator(".td-shares tfoot td").inner_text())
    assert total == pytest.approx(sum(shares), abs=1e-5) and total == pytest.approx(
        delta @ net.weights[1][:, 0], rel=1e-3
    )
    node(page, "C").click()
    page.evaluate(FRAME)
    assert page.board.locator(".td-shares").is_hidden()
    assert "its own slope is 1" in page.board.locator(".td-opened").inner_text()


def test_a_node_lights_up_in_the_network_the_receipt_and_the_film(page):
    node(page, "+ z¹₂").click()
    page.evaluate(FRAME)
    lit = page.board.locator(".td-receipt [aria-current=true] > .td-step-now b").all_inner_texts()
    assert lit[0] == "δ¹₂"
    assert page.board.locator(".td-net .td-circle.td-step-now i").all_inner_texts() == ["a¹₂"]
    assert page.board.locator(".td-net .td-lit").count() >= 2 and page.board.locator(".td-graph .td-lit").count() == 4
    assert "Slope: step 23" in page.board.locator(".td-opened").inner_text(), "the error of hidden neuron 2"
    assert "Step 29:" in page.board.locator(".td-step").inner_text(), "the film stands where its slider says"
    assert page.board.locator("input[data-dial]").get_attribute("data-dial") == "2", "the receipt of its first weight"
    # From the receipt to the graph; the receipt that the reader unfolds stays.
    page.board.locator(".td-receipt summary", has_text="∂C/∂a¹₂").last.click()
    assert open_name(page) == "f a¹₂"
    assert page.board.locator("input[data-dial]").get_attribute("data-dial") == "2"
    # From the network.
    page.board.locator('[data-entry="6"]').click()
    assert open_name(page) == "w²₁₁"
    assert page.board.locator("input[data-dial]").get_attribute("data-dial") == "6"


def test_the_film_walks_through_the_graph(page):
    page.board.get_by_role("button", name="Forward", exact=True).click()
    assert open_name(page) == "+ z¹₁"
    written = page.board.evaluate(WRITTEN)
    assert written["+ z¹₁"] == ["0.3775", "∂\u2009·"] and written["f a¹₁"] == ["·", "∂\u2009·"]
    assert written["× w¹₁₁x₁"][0] != "·" and written["× w¹₂₁x₁"][0] == "·", "the products of its sum, and no others"
    page.board.locator("[data-control=step]").fill("20")
    assert open_name(page) == "f a¹₁"
    written = page.board.evaluate(WRITTEN)
    assert written["f a¹₁"][1] == "∂\u20090.0364" and written["+ z¹₁"][1] == "∂\u2009·"
    page.board.locator(".td-opened").get_by_role("button", name="to the step that makes its value").click()
    page.evaluate(FRAME)
    assert page.board.locator("[data-control=step]").input_value() == "2"
    assert page.board.locator(".td-opened button[aria-pressed=true]").inner_text() == "Value: step 2"


@pytest.mark.parametrize("width", [320, 984])
def test_one_tab_stop_and_arrows_along_the_wires(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    stops = page.board.locator(".td-node").evaluate_all("(all) => all.filter((one) => one.tabIndex === 0).length")
    assert stops == 1
    node(page, "C").focus()
    walk = (
        ("ArrowLeft", ["f a²₁", "+ z²₁", "× w²₁₁a¹₁", "f a¹₁", "+ z¹₁", "× w¹₁₁x₁", "x₁", "x₁"]),
        ("ArrowDown", ["x₂", "w¹₁₁"]),
        ("ArrowRight", ["× w¹₁₁x₁"]),
        ("ArrowDown", ["× w¹₁₂x₂", "b¹₁", "× w¹₂₁x₁"]),
        ("ArrowRight", ["+ z¹₂"]),
        ("ArrowUp", ["+ z¹₁", "+ z¹₁"]),
        ("ArrowRight", ["f a¹₁", "× w²₁₁a¹₁", "+ z²₁", "f a²₁", "C", "C"]),
    )
    for key, names in walk:
        for name in names:
            page.keyboard.press(key)
            assert open_name(page) == name, (key, name)
            assert page.evaluate("() => document.activeElement.querySelector('i').textContent") == name
    said = node(page, "+ z²₁").get_attribute("aria-label")
    assert said == "z²₁, weighted sum of output 1: value 1.1059, slope 0.1385"
    page.board.locator('[data-verb="show slopes"]').click()
    page.evaluate(FRAME)
    assert node(page, "+ z²₁").get_attribute("aria-label").endswith("value 1.1059")


# At 940 px the body of a board is narrower than at 760: there its two columns begin.
@pytest.mark.parametrize("width", [320, 390, 480, 600, 760, 940, 984, 1144])
def test_no_node_is_cut_and_none_covers_another(page, width):
    page.set_viewport_size({"width": width, "height": 844})
    for parameters in (None, [-123.456, 1e-7] * 6):
        if parameters:
            page.board.evaluate("(root, values) => root.machine.replace(values)", parameters)
        page.evaluate(FRAME)
        cut = page.board.evaluate(
            """(root) => {
              const boxes = [...root.querySelectorAll(".td-node")].map((one) => [one, one.getBoundingClientRect()]);
              const over = [];
              for (const [one, box] of boxes) {
                const range = document.createRange();
                for (const part of one.children) {
                  range.selectNodeContents(part);
                  const words = range.getBoundingClientRect();
                  if (words.left < box.left || words.right > box.right) over.push(["cut", part.textContent]);
                }
                for (const [other, there] of boxes) {
                  const apart = box.right <= there.left || there.right <= box.left || box.bottom <= there.top ||
                    there.bottom <= box.top;
                  if (one !== other && !apart) over.push([one.textContent, other.textContent]);
                }
              }
              return over;
            }"""
        )
        assert cut == []
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 390, 480, 600, 760, 940, 984, 1144])
def test_no_wire_runs_behind_a_node_and_what_is_open_stands_below(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    for name in [each["name"] for each in PRESETS.values()]:
        page.board.locator("[data-control=example]").select_option(label=name)
        page.evaluate(FRAME)
        wires = page.board.evaluate(BEHIND)
        assert wires["loose"] == [] and wires["behind"] == [] and wires["count"] >= 7, name
        graph, told = (page.board.locator(part).bounding_box() for part in (".td-graph", ".td-opened"))
        assert told["y"] >= graph["y"] + graph["height"]


def test_the_dial_in_hand_has_no_slope_before_the_film_has_made_it(page):
    step = page.board.locator("[data-control=step]")
    made = page.board.locator(".td-in-hand .td-dial:not(.td-later)")
    expect(made).to_have_count(1)
    step.fill("9")
    expect(made).to_have_count(0)
    expect(page.board.locator(".td-in-hand .td-dial-said").first).to_be_hidden()
    step.fill(step.get_attribute("max"))
    expect(made).to_have_count(1)


@pytest.mark.parametrize("name", [each["name"] for each in PRESETS.values()])
def test_as_it_opens_the_sums_add_up_and_the_step_is_the_sliders(page, name):
    page.board.locator("[data-control=example]").select_option(label=name)
    page.evaluate(FRAME)
    written = {name: number(value) for name, (value, _) in page.board.evaluate(WRITTEN).items()}
    sums = [each for each in written if each.startswith("+ z")]
    for each in sums:
        up, to = each[3:]
        parts = [value for part, value in written.items() if part.startswith((f"× w{up}{to}", f"b{up}{to}"))]
        assert len(parts) == 3 and round(sum(parts), 4) == written[each], (each, parts)
    steps = int(page.board.locator("[data-control=step]").get_attribute("max"))
    assert f"{steps} of {steps}" in page.board.locator(".td-steps").inner_text()
    assert f"Step {steps}:" in page.board.locator(".td-step").inner_text()


# Whether the open node stands whole in the window of the graph, with all that its wires lead to; else what does not.
OUT = """(root) => {
  const room = root.querySelector(".td-graph-room").getBoundingClientRect();
  const wires = [...root.querySelectorAll(".td-graph > .td-wires:not(.td-travellers) path.td-lit")];
  const parts = [root.querySelector(".td-node[aria-pressed=true]"), ...wires].map((one) => one.getBoundingClientRect());
  return parts.filter((box) => box.left < room.left || box.right > room.right || box.top < room.top ||
    box.bottom > room.bottom).length;
}"""


@pytest.mark.parametrize("width", [320, 390, 480, 600])
def test_where_the_columns_have_no_room_the_open_node_is_in_sight_with_its_neighbors(page, width):
    page.set_viewport_size({"width": width, "height": 640})
    page.evaluate(FRAME)
    assert page.board.evaluate(OUT) == 0, "as it opens"
    nodes = page.board.locator(".td-node")
    for k in (*range(0, nodes.count(), 3), nodes.count() - 1, 0):
        nodes.nth(k).evaluate("(one) => one.focus()")
        page.evaluate(FRAME)
        assert page.board.evaluate(OUT) == 0, nodes.nth(k).inner_text()
    page.board.locator("[data-control=step]").fill("1")
    page.evaluate(FRAME)
    assert open_name(page) == "+ z¹₁" and page.board.evaluate(OUT) == 0, "the film leads the eye"


def test_on_a_phone_a_node_and_what_is_said_of_it_stand_in_one_window(page):
    page.set_viewport_size({"width": 320, "height": 640})
    for name in ("× w¹₁₂x₂", "f a²₁", "x₁"):
        node(page, name).click()
        page.evaluate(FRAME)
        assert open_name(page) == name
        told, here = (part.bounding_box() for part in (page.board.locator(".td-opened-formula"), node(page, name)))
        # Between the screen at the top and the bar of verbs at the foot of the window.
        above, foot = (page.board.locator(part).bounding_box() for part in (".td-screen", ".td-bar"))
        free = foot["y"] - above["y"] - above["height"]
        assert 0 < told["y"] + told["height"] - here["y"] < free


def test_a_link_with_a_network_too_large_is_refused(page):
    large = "3-2-1~sigmoid-sigmoid~mean_squared_error~1,2,3~1~"
    said = page.board.evaluate(
        """(root, text) => {
          try { root.state = `v2;network=${encodeURIComponent(text)};`; } catch (error) { return error.message; }
        }""",
        large,
    )
    assert said.startswith("The link is damaged"), said
    assert machine(page)["sizes"] == [2, 2, 2]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: GraphBoard(Network([3, 2]), [1, 2, 3], [0, 1]), "sizes up to 2-2-2 on a graph board, got 3-2"),
        (lambda: GraphBoard(Network([2, 2, 2, 2]), [1, 2], [0, 1]), "got 2-2-2-2"),
        (lambda: GraphBoard(Network([2, 1], cost="binary_cross_entropy"), [1, 2], [1]), "got binary_cross_entropy"),
        (lambda: GraphBoard(Network([2, 2], "softmax"), [1, 2], [0, 1]), "no softmax"),
        (lambda: GraphBoard(Network([2, 1]), [[1, 2], [3, 4]], [[1], [0]]), "expected one example"),
        (lambda: GraphBoard.preset("AND"), "expected one of neuron, 2-2-1, 2-2-2, XOR, got 'AND'"),
    ],
)
def test_bad_input_is_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_the_xor_preset_is_one_dial_away_from_solved():
    preset = PRESETS["XOR"]
    net = Network(preset["sizes"], preset["activation"])
    net.parameters = preset["parameters"]
    rows, xor = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])
    assert np.flatnonzero(net.forward(rows) != xor).tolist() == [3]
    net.parameters[7] = -2
    assert net.cost(rows, xor) == 0
