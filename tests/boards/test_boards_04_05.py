"""The boards of chapters 4 and 5 in a browser: what they show is what numpy says, whatever the reader chooses."""

import numpy as np
import pytest
from support.bare_page import MACHINE, text_of

from turning_dials import CostBoard, CurveBoard, DepthBoard, Network

X = np.linspace(-2, 2, 41).reshape(-1, 1)
Y = np.sin(1.5 * X)
START = [1.2, 0.6, -0.5, -0.6, -0.1, 1.5, -0.1, -0.9, -0.5, 0.3, -0.9, 0.4, 0.0]
ANSWERS = np.array([0.3, 0.8, 0.5, 0.2, 0.3, 0.6, 0.3, 0.3, 0.4, 0.7])


def curve_board():
    network = Network([1, 4, 1], activation=["identity", "identity"])
    network.parameters = START
    return CurveBoard(network, X, Y, curves={"a wave": Y, "a corner": np.abs(X - 0.4) - 1})


def depth_board(layers=6):
    network = Network([1] * (layers + 1))
    network.parameters = [1.0, 0.0] * layers
    return DepthBoard(network, [1.0], [0.0])


def cost_board():
    network = Network([1, 10])
    network.weights[0][:] = 0
    network.biases[0][:] = np.log(ANSWERS / (1 - ANSWERS))
    return CostBoard(network, [0], np.eye(10)[3])


@pytest.fixture
def shown(browser):
    context = browser.new_context(viewport={"width": 760, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)

    def show(board):
        page.set_content(text_of(board))
        root = page.locator("[data-board][data-ready]")
        root.wait_for()
        return root

    yield show
    assert errors == []
    context.close()


def settled(root):
    root.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return root


def state(root):
    """What the machine holds, once it is known to agree with numpy."""
    held = settled(root).evaluate(MACHINE)
    net = Network(held["sizes"], activation=held["activation"], cost=held["costName"])
    net.parameters = held["parameters"]
    x, y = np.array(held["inputs"]), np.array(held["targets"])
    gradient = net.gradient(x, y)
    assert held["cost"] == pytest.approx(net.cost(x, y), rel=1e-12, abs=1e-15)
    assert np.abs(np.array(held["gradient"]) - gradient).max() <= 1e-12 * np.abs(gradient).max()
    return held


def turn(root, values):
    root.evaluate("(root, values) => values.forEach((value, index) => root.machine.set(index, value))", list(values))


def slide(root, control, value):
    root.locator(f"[data-control={control}]").evaluate(
        """(input, value) => { input.value = value; input.dispatchEvent(new Event("input", { bubbles: true })); }""",
        str(value),
    )


@pytest.mark.parametrize("activation", ["identity", "sigmoid", "tanh", "relu", "leaky_relu"])
def test_the_curve_board_agrees_with_numpy_under_each_activation(shown, activation):
    root = shown(curve_board())
    root.locator("[data-control=activation]").select_option(activation)
    assert state(root)["activation"] == ("identity" if activation == "identity" else [activation, "identity"])
    for seed in range(3):
        dials = np.random.default_rng(seed).normal(scale=2, size=13)
        turn(root, dials)
        held = state(root)
        slide(root, "x", 0.5)
        net = Network([1, 4, 1], held["activation"] if isinstance(held["activation"], list) else "identity")
        net.parameters = dials
        answer = float(settled(root).locator("[data-output='0']").inner_text().replace("−", "-"))
        assert answer == pytest.approx(net.forward([0.5])[0], abs=0.0051)


def test_without_a_bend_the_board_names_the_one_line(shown):
    root = shown(curve_board())
    w, b, v, c = np.split(np.array(START), [4, 8, 12])
    line = f"{v @ w:.3f}·x + {v @ b + c[0]:.3f}".replace("-", "−")
    assert line in settled(root).locator(".td-follow-say").inner_text()
    assert root.locator("input[data-dial]").count() == 13


def test_another_target_is_followed_with_the_same_dials(shown):
    root = shown(curve_board())
    assert root.locator("[data-control=target]").input_value() == "a wave"
    root.locator("[data-control=target]").select_option("a corner")
    held = state(root)
    assert np.allclose(held["targets"], np.abs(X - 0.4) - 1)
    assert held["parameters"] == START
    root.get_by_role("button", name="Rewind").click()
    assert state(root)["targets"] == held["targets"]


def test_a_dead_relu_has_slopes_of_exactly_zero_and_never_moves(shown):
    root = shown(curve_board())
    root.get_by_role("button", name="Show a dead ReLU").click()
    before = state(root)
    dead = [2, 6, 10]
    assert before["activation"] == ["relu", "identity"]
    assert [before["gradient"][index] for index in dead] == [0, 0, 0]
    assert "dead" in root.locator(".td-follow-card").nth(2).inner_text()
    root.evaluate("(root) => { for (let i = 0; i < 200; i++) root.machine.step(0.1); }")
    after = state(root)
    assert after["cost"] < before["cost"]
    assert [after["parameters"][index] for index in dead] == [before["parameters"][index] for index in dead]
    root.locator("[data-control=activation]").select_option("leaky_relu")
    assert all(state(root)["gradient"][index] != 0 for index in dead)


def test_saturation_leaves_hardly_a_slope(shown):
    root = shown(curve_board())
    plain = state(root)
    root.get_by_role("button", name="Show saturation").click()
    flat = state(root)
    assert flat["activation"] == ["sigmoid", "identity"]
    assert np.abs(flat["gradient"][:8]).max() < 0.001 < np.abs(plain["gradient"][:8]).max()
    assert root.locator(".td-follow-stuck").count() == 4
    root.get_by_role("button", name="Rewind").click()
    assert state(root)["parameters"] == START


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
        turn(root, np.random.default_rng(layers).normal(size=2 * layers))
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
    assert set(settled(root).locator(".td-depth-row b").all_inner_texts()) == {"0"}


def test_layers_that_stay_keep_their_dials(shown):
    root = shown(depth_board())
    turn(root, [0.7] * 12)
    slide(root, "depth", 8)
    assert state(root)["parameters"] == [0.7] * 12 + [1.0, 0.0] * 2
    slide(root, "depth", 3)
    assert state(root)["parameters"] == [0.7] * 6


@pytest.mark.parametrize("cost", ["mean_squared_error", "binary_cross_entropy"])
def test_the_cost_board_shows_both_slopes_and_marks_the_largest(shown, cost):
    board = cost_board()
    root = shown(board)
    root.locator("[data-control=cost]").select_option(cost)
    board._network = {**board._network, "cost": cost}
    for seed in (None, 1, 2):
        answers = ANSWERS if seed is None else np.random.default_rng(seed).uniform(0.01, 0.99, 10).round(3)
        turn(root, answers)
        board.parameters = answers
        held = settled(root).evaluate(MACHINE)
        assert held["cost"] == pytest.approx(board.cost, rel=1e-12)
        assert np.abs(np.array(held["gradient"]) - board.gradient).max() <= 1e-12 * np.abs(board.gradient).max()
        said = [number(text) for text in root.locator(".td-cost-second b").all_inner_texts()]
        assert said == pytest.approx(board.delta, abs=6e-5)
        shares = [
            float(text.replace("under 1", "0").split(" ")[0]) for text in root.locator("[data-share]").all_inner_texts()
        ]
        assert sum(shares) == pytest.approx(100, abs=5)
        largest = np.abs(board.delta)
        marked = root.locator(".td-cost-card").evaluate_all(
            "(all) => all.flatMap((card, j) => card.classList.contains('td-cost-largest') ? [j] : [])"
        )
        assert marked == np.flatnonzero(largest >= largest.max() * (1 - 1e-9)).tolist()


def test_an_output_stays_between_its_ends(shown):
    root = shown(cost_board())
    root.get_by_role("button", name="type a value for output output 4, now 0.20").click()
    field = root.locator(".td-dial-line input")
    field.fill("1.2")
    field.press("Enter")
    assert "goes from 0.001 to 0.999" in settled(root).locator("[role=alert]").inner_text()
    assert root.evaluate("(root) => root.machine.parameters[3]") == pytest.approx(0.2)
    root.locator("input[data-dial='3']").press("End")
    assert root.evaluate("(root) => root.machine.parameters[3]") == 0.999


def number(text):
    text = text.replace("−", "-").replace("+", "")
    if "×10" in text:
        digits, power = text.split("×10")
        return float(digits) * 10 ** int(power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))
    return float(text)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: CurveBoard(Network([2, 4, 1], "identity"), np.zeros((3, 2)), np.zeros((3, 1))),
            r"expected sizes \[1",
        ),
        (lambda: CurveBoard(Network([1, 7, 1], "identity"), X, Y), "n from 1 to 6"),
        (lambda: CurveBoard(Network([1, 4, 1], "tanh"), X, Y), "expected identity on the output"),
        (lambda: CurveBoard(Network([1, 4, 1], ["tanh", "identity"]), [[1], [1]], [[0], [1]]), "two different places"),
        (lambda: CurveBoard(Network([1, 4, 1], "identity"), X, Y, curves={"dot": [0.0]}), r"\['dot'\]: expected 41"),
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
