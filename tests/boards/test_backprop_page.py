"""The board of backpropagation in a browser: what it shows is what numpy says, for what the reader may choose."""

import numpy as np
import pytest
from playwright.sync_api import expect
from support.agreement import number
from support.backprop_page import busy, large_board, machine, numpy_of, worked_board
from support.bare_page import opened, text_of

from turning_dials import BackpropBoard, Network


@pytest.fixture
def page(browser):
    context = browser.new_context()
    page = opened(context, worked_board())
    yield page
    assert page.errors == []
    context.close()


def choose(page, control, value):
    page.board.locator("details.td-chooser").evaluate("(details) => { details.open = true; }")
    page.board.locator(f"[data-control={control}]").select_option(value)


def press(page, text):
    page.board.get_by_role("button", name=text, exact=True).click()


def settled(page):
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def agrees(page):
    """Assert that the machine agrees with numpy; returns its state."""
    state = machine(page)
    net, x, y = numpy_of(state)
    gradient = net.gradient(x, y)
    assert state["cost"] == pytest.approx(net.cost(x, y), rel=1e-12)
    assert np.abs(np.array(state["gradient"]) - gradient).max() <= 1e-12 * np.abs(gradient).max()
    return state


def test_twelve_dials_stand_on_their_wires_and_agree_with_numpy(page):
    assert page.board.locator("input[data-dial]").count() == 12
    assert (
        len(set(page.board.locator(".td-net input[data-dial]").evaluate_all("(all) => all.map((e) => e.dataset.dial)")))
        == 12
    )
    assert float(page.board.locator("[data-cost]").inner_text()) == pytest.approx(agrees(page)["cost"], abs=5e-5)


def test_forward_then_backward_one_quantity_at_a_time(page):
    state = agrees(page)
    net, x, y = numpy_of(state)
    formula = page.board.locator(".td-step")
    outputs = page.board.locator("[data-output]")
    for _ in range(9):
        press(page, "Forward")
    settled(page)
    assert "Step 9: cost" in formula.inner_text() and "0.298371" in formula.inner_text()
    assert [float(text) for text in outputs.all_inner_texts()] == pytest.approx(net.forward(x)[0], abs=5e-4)
    assert page.board.locator(".td-net .td-later").count() == 12, "no dial has its slope yet"
    last = []
    for _ in range(20):
        press(page, "Backward")
        settled(page)
        last.append(number(formula.locator("p").last.inner_text().split("= ")[-1]))
    trace = net.trace(x, y)
    assert last[1] == pytest.approx(trace.delta[1][0, 0], rel=1e-5)
    assert page.board.locator(".td-net .td-later").count() == 0
    slopes = [*last[4:10], *last[14:20]]
    wanted = net.gradient(x, y)
    order = [6, 7, 10, 8, 9, 11, 0, 1, 4, 2, 3, 5]
    assert slopes == pytest.approx(wanted[order], rel=1e-5)
    press(page, "Forward")
    settled(page)
    assert "Step 1:" in formula.inner_text() and outputs.first.inner_text() == "·"


def test_the_health_of_a_layer_is_shown_once_its_errors_are_known(page):
    marks = page.board.locator(".td-net .td-health")
    net, x, y = numpy_of(agrees(page))
    first, last = (np.abs(delta).mean() for delta in net.trace(x, y).delta)
    assert marks.first.inner_text().split("\n")[:2] == ["● fine", f"δ × {first / last:.2g}"]
    page.board.locator("[data-control=step]").fill("13")
    settled(page)
    assert marks.first.inner_text().strip() == "·" and "fine" in marks.last.inner_text()
    page.board.locator("[data-control=step]").fill("29")
    choose(page, "activation", "relu")
    page.board.evaluate("(root) => { root.machine.set(4, -9); root.machine.set(2, 40); root.machine.set(3, 40); }")
    settled(page)
    net, x, y = numpy_of(agrees(page))
    assert (net.trace(x, y).z[0][0] <= 0).tolist() == [True, False]
    assert "1 of 2 dead" in marks.first.inner_text()
    assert "1 of 2 neurons let no error through" in marks.first.get_attribute("title")


def test_the_slider_runs_the_film_both_ways(page):
    slider, formula = page.board.locator("[data-control=step]"), page.board.locator(".td-step")
    for place in (29, 3, 17, 0, 9):
        slider.fill(str(place))
        settled(page)
        assert (f"Step {place}:" if place else "Nothing is computed yet") in formula.inner_text()


def test_the_film_plays_to_its_end_and_stops_by_hand(page):
    press(page, "Play")
    page.wait_for_function("() => Number(document.querySelector('[data-control=step]').value) >= 2")
    press(page, "Stop")
    place = page.board.locator("[data-control=step]").input_value()
    page.wait_for_timeout(1200)
    assert page.board.locator("[data-control=step]").input_value() == place
    page.board.locator("[data-control=step]").fill("28")
    press(page, "Play")
    page.board.get_by_role("button", name="Play", exact=True).wait_for(timeout=6000)
    assert page.board.locator("[data-control=step]").input_value() == "29"


def test_each_equation_leads_to_the_step_it_describes(page):
    for law, kind in (
        ("BP1", "how the cost follows"),
        ("BP2", "error that arrives"),
        ("BP3", "slope of the bias"),
        ("BP4", "slope of the weight"),
    ):
        page.board.locator(".td-laws button", has_text=law).click()
        settled(page)
        text = page.board.locator(".td-step").inner_text()
        assert law in text and kind in text
        assert page.board.locator(".td-laws [aria-pressed=true]").inner_text().startswith(law)


def test_every_dial_has_a_receipt_that_unfolds_to_what_is_given(page):
    gradient = agrees(page)["gradient"]
    for index in range(12):
        page.board.evaluate("(root, index) => root.machine.pick(index)", index)
        receipt = page.board.locator(".td-receipt")
        first = receipt.locator(".td-receipt-line").first.locator("summary").first
        assert number(first.locator("b").last.inner_text().strip("= ")) == pytest.approx(gradient[index], rel=1e-3)
        for _ in range(12):
            closed = receipt.locator("details:not([open])")
            if not closed.count():
                break
            closed.evaluate_all("(all) => all.forEach((details) => { details.open = true; })")
            settled(page)
        leaves = receipt.locator("div.td-receipt-line").evaluate_all(
            "(all) => all.map((e) => e.dataset.quantity.split(' ')[0])"
        )
        assert set(leaves) <= {"x", "y", "w", "b"} and "y" in leaves


def test_a_turn_is_seen_in_dial_wires_receipt_and_proof_together(page):
    press(page, "Prove it")
    expect(page.locator(".td-proof")).to_be_in_viewport()
    page.board.evaluate("(root) => root.machine.pick(6)")
    before = page.board.locator(".td-receipt").inner_text()
    page.board.evaluate("(root) => root.machine.set(6, -1.25)")
    settled(page)
    state = agrees(page)
    after = page.board.locator(".td-receipt").inner_text()
    assert before != after
    proof = page.board.locator(".td-proof dd").all_inner_texts()
    assert number(proof[0]) == pytest.approx(state["gradient"][6], rel=1e-6)
    assert number(proof[1]) == pytest.approx(state["gradient"][6], rel=1e-6)
    assert "12 of 12 dials agree" in page.board.locator(".td-proof-all").inner_text()
    page.board.locator(".td-proof summary").click()
    settled(page)
    assert page.board.locator(".td-proof tbody tr").count() == 12


@pytest.mark.parametrize(
    ("sizes", "activation", "cost"),
    [
        ((4, 6, 6, 4), "tanh", "mean_squared_error"),
        ((1, 1), "identity", "mean_squared_error"),
        ((3, 5, 2), "relu", "binary_cross_entropy"),
        ((2, 3, 4, 3), "leaky_relu", "categorical_cross_entropy"),
    ],
)
def test_the_reader_chooses_another_network(page, sizes, activation, cost):
    choose(page, "layers", str(len(sizes) - 2))
    choose(page, "inputs", str(sizes[0]))
    choose(page, "outputs", str(sizes[-1]))
    for k, n in enumerate(sizes[1:-1], start=1):
        choose(page, f"hidden_{k}", str(n))
    choose(page, "activation", activation)
    choose(page, "cost", cost)
    settled(page)
    state = agrees(page)
    assert tuple(state["sizes"]) == sizes and state["costName"] == cost
    names = [state["activation"]] * (len(sizes) - 1) if isinstance(state["activation"], str) else state["activation"]
    last = {"binary_cross_entropy": "sigmoid", "categorical_cross_entropy": "softmax"}.get(cost, activation)
    assert names == [*[activation] * (len(sizes) - 2), last]
    for index in range(0, len(state["parameters"]), 7):
        page.board.evaluate("(root, index) => root.machine.pick(index)", index)
        assert page.board.locator(f"input[data-dial='{index}']").count() >= 1
        page.board.evaluate("(root, index) => root.machine.set(index, root.machine.parameters[index] + 0.5)", index)
    agrees(page)
    assert page.board.locator("[data-output]").count() == sizes[-1]
    press(page, "Rewind")
    assert machine(page)["parameters"] == state["start"]
    # The same choice, the same start.
    choose(page, "inputs", str(sizes[0] % 4 + 1))
    choose(page, "inputs", str(sizes[0]))
    assert machine(page)["parameters"] == state["start"]


def test_one_output_has_no_classes_to_share(page):
    choose(page, "outputs", "1")
    choose(page, "cost", "categorical_cross_entropy")
    settled(page)
    assert agrees(page)["costName"] == "mean_squared_error"
    assert "with one output it is always 0" in page.board.locator(".td-trouble").inner_text()
    assert page.board.locator("[data-control=cost]").input_value() == "mean_squared_error"


def test_inputs_and_targets_are_the_readers(page):
    page.board.locator("[data-control=input_0]").fill("-0.5")
    page.board.locator("[data-control=target_1]").fill("0.25")
    settled(page)
    state = agrees(page)
    assert state["inputs"] == [[-0.5, 0.1]] and state["targets"] == [[0.01, 0.25]]
    assert "−0.500" in page.board.locator(".td-net").inner_text()


def test_a_link_brings_another_network_back(page, browser):
    choose(page, "hidden_1", "5")
    choose(page, "activation", "tanh")
    page.board.evaluate("(root) => { root.machine.set(3, 1.75); root.machine.set(20, -0.5); }")
    state, text = agrees(page), page.board.evaluate("(root) => root.state")
    other = opened(browser.new_context(), worked_board())
    other.board.evaluate("(root, text) => { root.state = text; }", text)
    again = agrees(other)
    for key in ("sizes", "activation", "parameters", "start", "inputs", "targets"):
        assert again[key] == state[key], key
    said = other.board.evaluate(
        "(root) => { try { root.state = 'v2;network=9-9~7Ex;0:1'; } catch (error) { return error.message; } }"
    )
    assert "The link is damaged" in said and agrees(other)["parameters"] == state["parameters"]
    other.close()


def test_back_to_the_worked_example(page):
    choose(page, "hidden_1", "4")
    choose(page, "example", "0")
    settled(page)
    assert machine(page)["parameters"] == worked_board().parameters.tolist()
    assert agrees(page)["cost"] == pytest.approx(0.2983711, abs=1e-7)


@pytest.mark.parametrize("width", [320, 760, 1100])
@pytest.mark.parametrize("make", [worked_board, large_board])
def test_nothing_sticks_out(browser, make, width):
    context = browser.new_context()
    page = opened(context, make(), width)
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= width and page.errors == []
    small = page.board.evaluate(
        "(root) => [...root.querySelectorAll('*')].filter((e) => e.children.length === 0 && e.textContent.trim()"
        " && e.getClientRects().length && parseFloat(getComputedStyle(e).fontSize) < 11"
        " && !e.closest('.td-dial-range'))"
        ".map((e) => e.className + e.textContent)"
    )
    assert small == []
    context.close()


def test_a_large_network_is_picked_from_its_matrix_by_keys(browser):
    context = browser.new_context()
    page = opened(context, large_board())
    assert page.board.locator(".td-mini").count() == 100
    page.board.locator("[data-entry='0']").focus()
    for key, wanted in (("ArrowRight", 1), ("ArrowDown", 5), ("ArrowLeft", 4), ("End", 29)):
        page.keyboard.press(key)
        settled(page)
        # The bias stands at the end of each row of the matrix.
        order = [*(index for j in range(6) for index in [*range(4 * j, 4 * j + 4), 24 + j])]
        assert page.board.locator(".td-mini[aria-pressed=true]").get_attribute("data-entry") == str(
            order[{1: 1, 5: 6, 4: 5, 29: 29}[wanted]]
        )
    assert page.errors == []
    context.close()


def test_values_travel_only_where_motion_is_welcome(browser):
    for motion, wanted in (("no-preference", 2), ("reduce", 0)):
        context = browser.new_context(reduced_motion=motion)
        page = opened(context, worked_board())
        flying = page.board.evaluate(
            "(root) => { root.querySelector('.td-steps button').click();"
            " return root.querySelectorAll('.td-travellers g').length; }"
        )
        assert flying == wanted
        page.wait_for_timeout(1000)
        assert page.board.locator(".td-travellers g").count() == 0
        context.close()


def test_scrubbing_the_largest_network_stays_within_a_frame(browser):
    context = browser.new_context()
    # Other tests run beside this one, so it is the work that counts and not the clock on the wall.
    took = min(busy(opened(context, large_board())) for _ in range(2))
    assert took < 16.7, f"{took:.1f} ms"
    context.close()


def test_with_a_kernel_the_whole_network_travels_together(browser):
    """What the page hands to Python after another network was chosen, put into a board as Jupyter does it."""
    board, context = worked_board(), browser.new_context()
    page = context.new_page()
    text = text_of(board, kernel=True)
    saved = "save_changes() { globalThis.saved = { ...data }; }"
    page.set_content(text.replace("save_changes() {}", saved))
    page.board = page.locator("[data-board='backprop']")
    page.board.and_(page.locator("[data-ready]")).wait_for()
    choose(page, "hidden_1", "5")
    choose(page, "cost", "categorical_cross_entropy")
    page.board.evaluate("(root) => root.machine.set(2, 0.75)")
    page.wait_for_timeout(300)
    state = page.evaluate(
        "() => Object.fromEntries(Object.entries(saved).map(([name, value]) =>"
        " [name, value instanceof DataView ? [...new Float64Array(value.buffer)] : value]))"
    )
    names = ("_start", "_parameters", "_inputs", "_targets")
    board.set_state(
        {"_network": state["_network"]} | {name: np.array(state[name], dtype="<f8").tobytes() for name in names}
    )
    ours = agrees(page)
    assert board.network.sizes == (2, 5, 2) and board.network.cost_name == "categorical_cross_entropy"
    assert board.parameters.tolist() == ours["parameters"] and board.parameters[2] == 0.75
    assert board.cost == pytest.approx(ours["cost"], rel=1e-12)
    board.rewind()
    assert board.parameters.tolist() == ours["start"]
    context.close()


def test_python_refuses_what_the_board_cannot_hold():
    with pytest.raises(ValueError, match="up to 4-6-6-4 on a backprop board, got 5-2"):
        BackpropBoard(Network([5, 2]), np.zeros(5), np.zeros(2))
    with pytest.raises(ValueError, match="expected one example, which a backprop board shows, got 2"):
        BackpropBoard(Network([2, 2]), np.zeros((2, 2)), np.zeros((2, 2)))
    assert repr(worked_board()).startswith("BackpropBoard 2-2-2: 12 dials, cost 0.2984")
