"""What a board does around its dials: what is heard, a calm run, tab stops, files, Python lost and found."""

import json
from types import SimpleNamespace

import pytest
from support.backprop_page import large_board, worked_board
from support.bare_page import opened
from support.control_page import faces_board
from support.every_board import BOARDS

from turning_dials import Network, NeuronBoard, SurfaceBoard

FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def neuron():
    """A board that descends for a long while."""
    network = Network([2, 1])
    network.parameters = [0.5, 0.5, -0.2]
    return NeuronBoard(network, [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [0], [0], [1]], rate=0.01, title="A table")


@pytest.fixture
def show(browser):
    contexts = []

    def shown(board, context=None, **how):
        contexts.append(browser.new_context(**(context or {})))
        return opened(contexts[-1], board, **how)

    yield shown
    for context in contexts:
        context.close()


def verb(page, name):
    page.board.locator(f'[data-verb="{name}"]').click()


def test_a_listener_hears_the_cost_while_a_run_goes_on(show):
    page = show(neuron())
    said = page.board.locator("[aria-live=polite].td-offscreen").first
    page.evaluate("() => new Promise((done) => setTimeout(done, 900))")
    first = said.text_content()
    verb(page, "run")
    page.wait_for_function(
        "([said, first]) => said.textContent !== first", arg=[said.element_handle(), first], timeout=9000
    )
    assert page.board.locator('[data-verb="run"]').inner_text() == "Pause"
    heard = page.evaluate(
        """async (said) => {
            let count = 0;
            new MutationObserver(() => count++).observe(said, { childList: true });
            await new Promise((done) => setTimeout(done, 3000));
            return count;
        }""",
        said.element_handle(),
    )
    assert heard <= 1, "and not at every frame"


def test_under_reduced_motion_a_run_is_painted_calmly(show):
    changes = """async (trace) => {
        let count = 0;
        new MutationObserver(() => count++).observe(trace, { attributes: true });
        await new Promise((done) => setTimeout(done, 2500));
        return count;
    }"""
    counts = {}
    for motion in ("reduce", "no-preference"):
        page = show(neuron(), {"reduced_motion": motion})
        verb(page, "run")
        counts[motion] = page.evaluate(changes, page.board.locator(".td-screen path").element_handle())
        verb(page, "run")
        page.evaluate(FRAME)
        page.wait_for_timeout(700)
        assert float(page.board.locator("[data-cost]").inner_text()) == pytest.approx(
            page.board.evaluate("(root) => root.machine.cost"), abs=1e-4
        ), "what was reached is painted in the end"
    assert counts["reduce"] <= 5 < counts["no-preference"]


def test_after_run_and_pause_every_input_and_what_it_says_is_true(show):
    page = show(faces_board())
    verb(page, "run")
    page.wait_for_timeout(600)
    verb(page, "run")
    page.wait_for_timeout(500)
    wrong = page.board.evaluate(
        """(root) => [...root.querySelectorAll("input[data-dial]")].filter((input) => {
            const value = root.machine.parameters[Number(input.dataset.dial)];
            const said = input.getAttribute("aria-valuetext").match(/^value (minus )?([\\d.]+)/);
            const heard = said && (said[1] ? -1 : 1) * Number(said[2]);
            return Math.abs(input.valueAsNumber - value) > 1e-9 || Math.abs(heard - value) > 0.0051;
        }).map((input) => [input.dataset.dial, input.value, input.getAttribute("aria-valuetext")])"""
    )
    assert wrong == []


def test_many_dials_are_one_tab_stop_and_a_long_board_can_be_skipped(show):
    page = show(worked_board())
    first = page.board.locator('.td-dial input[data-dial]:not([tabindex="-1"])')
    assert first.count() == 1
    first.focus()
    names = [page.evaluate("() => document.activeElement.dataset.dial")]
    for key in ("n", "n", "p"):
        page.keyboard.press(key)
        names.append(page.evaluate("() => document.activeElement.dataset.dial"))
    assert len(set(names)) == 3 and names[3] == names[1]
    page.keyboard.press("ArrowUp")
    assert page.board.evaluate("(root, at) => root.machine.parameters[at] > root.machine.start[at]", int(names[3]))
    skip = page.board.locator(":scope > :first-child")
    skip.focus()
    assert skip.inner_text() == "Skip this board" and skip.bounding_box()["height"] > 20
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.closest('.td-words') !== null")
    few = show(neuron())
    assert few.board.locator(".td-skip").is_hidden()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"board": {}, "dials": "0:1"}', "belongs to no board"),
        ('{"board": ' + "[" * 3000 + "]" * 3000 + ', "dials": ""}', "belongs to no board"),
        ('{"board": "neuron-000000", "dials": "0:1"}', "and this one is neuron-"),
        ("[" * 200_000, "is not a saved board"),
        ("null", "belongs to no board"),
        ("", "is not a saved board"),
        ("x" * 3_000_000, "3.0 MB"),
    ],
)
def test_a_hostile_file_is_refused_in_words(show, content, sentence):
    page = show(neuron())
    before = page.board.evaluate("(root) => root.state")
    page.board.locator('input[type="file"]').set_input_files(
        {"name": "saved.json", "mimeType": "application/json", "buffer": content.encode()}
    )
    message = page.board.locator(".td-trouble")
    message.get_by_text(sentence).wait_for()
    assert message.inner_text().endswith("The board is as it was.")
    assert page.board.evaluate("(root) => root.state") == before
    assert page.errors == []


def test_a_saved_board_comes_back_from_its_file(show):
    page = show(BOARDS["depth"]())
    page.board.locator("[data-control=activation]").select_option("tanh")
    page.board.evaluate("(root) => root.machine.set(3, 1.25)")
    key = page.board.evaluate("(root) => root.state")
    other = show(BOARDS["depth"]())
    with other.expect_download() as download:
        other.board.locator('[data-verb="save"]').evaluate("(button) => button.click()")
    saved = json.loads(download.value.path().read_text())
    other.board.locator('input[type="file"]').set_input_files(
        {"name": "b.json", "mimeType": "application/json", "buffer": json.dumps({**saved, "dials": key}).encode()}
    )
    other.wait_for_function("([root, state]) => root.state === state", arg=[other.board.element_handle(), key])


def test_a_lost_kernel_is_said_and_the_dials_are_sent_when_it_is_back(show):
    page = show(neuron(), kernel=True)
    line = page.board.locator(".td-kernel")
    assert line.is_hidden()
    page.evaluate("() => model.widget_manager.kernel.connectionStatusChanged.emit('connecting')")
    assert "sends its dials when Python is back" in line.inner_text()
    page.board.evaluate("(root) => root.machine.set(0, 1.5)")
    page.evaluate("() => { model.set('_parameters', model.get('_start')); }")
    page.board.evaluate("(root) => root.machine.set(0, 1.75)")
    page.evaluate("() => model.widget_manager.kernel.connectionStatusChanged.emit('connected')")
    assert line.is_hidden()
    page.wait_for_timeout(100)
    assert page.evaluate("() => new Float64Array(model.get('_parameters').buffer)[0]") == 1.75
    page.evaluate("() => model.widget_manager.kernel.statusChanged.emit('restarting')")
    assert "no longer hears this board" in line.inner_text()
    page.board.evaluate("(root) => root.machine.set(1, 0.25)")
    assert page.board.evaluate("(root) => root.machine.parameters[1]") == 0.25, "the board goes on"
    assert page.errors == []


@pytest.mark.parametrize(("answer", "line"), [("xor_board", "xor_board.parameters ="), (None, "# The board “A table”")])
def test_what_is_copied_as_python_is_for_this_very_board(show, answer, line):
    page = show(neuron(), {"permissions": []}, kernel=True)
    page.evaluate(
        """(answer) => {
            const heard = [];
            const on = model.on;
            model.on = (event, act) => event === "msg:custom" ? heard.push(act) : on(event, act);
            model.send = (asked) => asked.ask === "variable" && heard.forEach((act) => act({ variable: answer }));
            const value = { writeText: async (text) => { window.copied = text; } };
            Object.defineProperty(navigator, "clipboard", { value });
        }""",
        answer,
    )
    page.board.evaluate("(root) => root.machine.set(0, 1.5)")
    verb(page, "copy as python")
    page.wait_for_function("() => window.copied")
    assert line in page.evaluate("() => copied") and "[[0]] = [1.5]" in page.evaluate("() => copied")


def test_python_knows_which_variable_holds_a_board(monkeypatch):
    board, said = neuron(), []

    shell = SimpleNamespace(user_ns={"other": neuron(), "_": board, "xor_board": board})
    monkeypatch.setattr("turning_dials.boards.board.get_ipython", lambda: shell)
    monkeypatch.setattr(board, "send", said.append)
    board._handle_custom_msg({"ask": "variable"}, [])
    board._handle_custom_msg({"ask": "anything else"}, [])
    assert said == [{"variable": "xor_board"}]


@pytest.mark.parametrize("key", ["plateau", "right"])
def test_a_turn_on_the_map_takes_less_than_a_millisecond(show, key):
    page = show(SurfaceBoard.preset(key))
    spent = page.board.evaluate(
        """(root) => {
            const times = [];
            for (let i = 0; i < 60; i++) {
                const start = performance.now();
                root.machine.set(i % 3, root.machine.parameters[i % 3] + 0.01);
                times.push(performance.now() - start);
            }
            return times.sort((a, b) => a - b)[30];
        }"""
    )
    print(f"machine.set on {key}: {spent:.3f} ms (median of 60)")
    assert spent < 1


def test_nothing_goes_on_after_a_board_has_gone(show):
    page = show(large_board())
    verb(page, "run")
    page.wait_for_timeout(150)
    cost = page.evaluate(
        """async () => {
            const root = document.querySelector("[data-board]");
            const machine = root.machine;
            const frame = () => new Promise((done) => setTimeout(done, 60));
            leave();
            const first = machine.cost;
            await frame();
            await frame();
            return [machine.cost === first, document.querySelector("[data-board]") === null];
        }"""
    )
    assert cost == [True, True]
    assert page.errors == []
