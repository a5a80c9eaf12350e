"""The board of depth in a browser: what it shows is what numpy says, however deep it is."""

import numpy as np
import pytest
from support.under_hand import painted, slide, state, turn_each

from turning_dials import DepthBoard, Network


def depth_board(layers=6):
    network = Network([1] * (layers + 1))
    network.parameters = [1.0, 0.0] * layers
    return DepthBoard(network, [1.0], [0.0])


@pytest.mark.parametrize("activation", ["identity", "sigmoid", "tanh", "relu", "leaky_relu"])
def test_the_depth_board_agrees_with_numpy_at_every_depth(shown, activation):
    root = shown(depth_board())
    root.locator("[data-control=activation]").select_option(activation)
    for layers in (1, 2, 10, 6):
        slide(root, "depth", layers)
        held = state(root)
        assert held["sizes"] == [1] * (layers + 1)
        assert root.locator("input[data-dial]").count() == 2 * layers == len(held["parameters"])
        assert root.locator(".td-depth-row").count() == layers
        turn_each(root, np.random.default_rng(layers).normal(size=2 * layers))
        state(root)
        root.get_by_role("button", name="Rewind").click()
        held = state(root)
        assert held["parameters"] == held["start"] == [1.0, 0.0] * layers


def test_bars_are_as_long_as_the_slopes(shown):
    root = shown(depth_board())
    state(root)
    net = Network([1] * 7)
    net.parameters = [1.0, 0.0] * 6
    delta = np.array([one[0, 0] for one in net.trace([1.0], [0.0]).delta])[::-1]
    widths = root.locator(".td-depth-track span").evaluate_all("(all) => all.map((one) => parseFloat(one.style.width))")
    assert np.array(widths) == pytest.approx(100 * delta / delta[0], abs=0.051)
    slide(root, "every_weight", -1)
    root.locator("[data-control=activation]").select_option("relu")
    assert state(root)["gradient"] == [0.0] * 12
    assert set(painted(root).locator(".td-depth-row b").all_inner_texts()) == {"0"}


def test_each_layer_says_how_it_fares(shown):
    root = shown(depth_board())
    state(root)
    marks = root.locator(".td-depth-card .td-health")
    assert [text.split()[1] for text in marks.all_inner_texts()] == ["vanishing"] * 2 + ["fine"] * 4
    net = Network([1] * 7)
    net.parameters = [1.0, 0.0] * 6
    delta = np.array([one[0, 0] for one in net.trace([1.0], [0.0]).delta])
    (first,) = marks.first.locator("span").all_inner_texts()[1:2]
    assert first.startswith("δ × 4.9×10⁻⁴") and delta[0] / delta[-1] == pytest.approx(4.9e-4, rel=0.02)
    root.locator("[data-control=activation]").select_option("relu")
    slide(root, "depth", 10)
    slide(root, "every_weight", 2)
    state(root)
    texts = painted(root).locator(".td-depth-card .td-health").all_inner_texts()
    assert [text.split()[1] for text in texts] == ["exploding"] * 3 + ["fine"] * 7
    slide(root, "every_weight", -1)
    state(root)
    texts = painted(root).locator(".td-depth-card .td-health").all_inner_texts()
    assert {text.strip() for text in texts} == {"✕ dead"}
    cut = root.locator(".td-depth-card").evaluate_all(
        "(all) => all.filter((one) => one.scrollWidth > one.clientWidth).length"
    )
    assert cut == 0


ROWS = """(root) => {
  const counts = new Map();
  for (const card of root.querySelectorAll(".td-depth-card")) {
    const top = Math.round(card.getBoundingClientRect().top);
    counts.set(top, (counts.get(top) ?? 0) + 1);
  }
  return [...counts.values()];
}"""


def test_cards_stand_in_rows_as_even_as_can_be(opened):
    page = opened(depth_board())
    wanted = {1144: [6], 984: [3, 3], 760: [6], 700: [3, 3], 600: [3, 3], 390: [3, 3], 320: [2, 2, 2]}
    for width, rows in wanted.items():
        page.set_viewport_size({"width": width, "height": 900})
        painted(page.board)
        assert page.board.evaluate(ROWS) == rows, width
    for layers, rows in {10: [2] * 5, 5: [2, 2, 1], 1: [1]}.items():
        slide(page.board, "depth", layers)
        painted(page.board)
        assert page.board.evaluate(ROWS) == rows, layers


def test_layers_that_stay_keep_their_dials(shown):
    root = shown(depth_board())
    turn_each(root, [0.7] * 12)
    slide(root, "depth", 8)
    assert state(root)["parameters"] == [0.7] * 12 + [1.0, 0.0] * 2
    slide(root, "depth", 3)
    assert state(root)["parameters"] == [0.7] * 6


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: DepthBoard(Network([1, 2, 1]), [1], [0]), "one neuron each"),
        (lambda: DepthBoard(Network([1] * 12), [1], [0]), "1 to 10 layers"),
        (lambda: DepthBoard(Network([1, 1, 1], ["relu", "tanh"]), [1], [0]), "one activation"),
        (
            lambda: DepthBoard(Network([1, 1]), [[1], [2]], [[0], [0]]),
            "one example, which a depth board shows, got 2",
        ),
    ],
)
def test_bad_input_is_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()
