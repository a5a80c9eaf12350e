"""What every board keeps: a dial for every parameter, the ways back, links, words, its legend, and options by name."""

import re

import pytest
from support.bare_page import opened, text_of
from support.every_board import BOARDS

FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Everything that is written on a board, but for its view's own source.
WRITTEN = """(root) => {
  const parts = [root.textContent];
  for (const one of root.querySelectorAll("*")) {
    for (const { name, value } of one.attributes) parts.push(`${name}=${value}`);
  }
  return parts;
}"""
# Set every choice to another value, as a reader would, and name the controls.
CHOOSE = """async (root) => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const names = [...new Set([...root.querySelectorAll("[data-control]")].map((one) => one.dataset.control))];
  for (const name of names) {
    const one = root.querySelector(`[data-control="${name}"]`);
    if (!one || one.disabled || ["picture_file", "find", "own_target", "example"].includes(name)) continue;
    if (one instanceof HTMLSelectElement) {
      const open = [...one.options].filter((option) => !option.disabled);
      one.value = open[open.length - 1].value;
      one.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (one.type === "range") {
      const [low, high] = [Number(one.min), Number(one.max)];
      one.value = String(low + (high - low) * 0.6);
      one.dispatchEvent(new Event("input", { bubbles: true }));
    } else one.click();
    await frame();
  }
  // A step of the film is where one looks, and no part of the board's state.
  return names.filter((name) => name !== "step");
}"""
HELD = """(root, names) => Object.fromEntries(names.map((name) => {
  const one = root.querySelector(`[data-control="${name}"]`);
  return [name, one && (one.tagName === "BUTTON" ? one.getAttribute("aria-pressed") : one.value)];
}))"""
NOW = """(root) => ({ parameters: [...root.machine.parameters], sizes: root.machine.sizes, cost: root.machine.cost,
  activation: root.machine.activation, costName: root.machine.costName, start: [...root.machine.start],
  inputs: root.machine.inputs, targets: root.machine.targets })"""


@pytest.fixture(scope="module")
def context(browser):
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture(params=list(BOARDS))
def name(request):
    return request.param


@pytest.fixture
def page(context, name):
    page = opened(context, BOARDS[name]())
    yield page
    assert page.errors == []
    page.close()


def now(page):
    """The machine of the page's board, after what it is about to paint is painted."""
    page.evaluate(FRAME)
    return page.board.evaluate(NOW)


def verb(page, name):
    page.board.locator(f'[data-verb="{name}"]').click()


def turn(page):
    """Turn a few dials a little, by script; returns how they stand."""
    page.board.evaluate(
        """(root) => {
            const { machine } = root;
            const last = machine.parameters.length - 1;
            for (const index of new Set([0, last >> 1, last])) {
              machine.set(index, machine.parameters[index] * 0.9 + 0.05);
            }
        }"""
    )
    return now(page)["parameters"]


def test_there_is_a_dial_for_every_parameter(page):
    missing = page.board.evaluate(
        """async (root) => {
            const { machine } = root;
            const count = machine.parameters.length;
            const few = count <= 120 ? [...machine.parameters.keys()] : [0, 7, count >> 1, count - 1];
            const missing = [];
            for (const index of few) {
                machine.pick(index);
                await new Promise((done) => requestAnimationFrame(done));
                const found = root.querySelectorAll(`input[type="range"][data-dial="${index}"][step="any"]`);
                if (found.length !== 1 || !found[0].getAttribute("aria-label")) missing.push([index, found.length]);
            }
            return missing;
        }"""
    )
    assert missing == []


def test_rewind_brings_back_the_dials_and_their_ranges(page):
    start = now(page)
    ranges = "(root) => [...root.querySelectorAll('input[data-dial]')].map(({ min, max }) => [min, max])"
    before = page.board.evaluate(ranges)
    turn(page)
    limited = page.board.evaluate("(root) => root.machine.limits !== null")
    if not limited:
        page.board.evaluate("(root) => root.machine.set(0, 40)")
    assert now(page)["parameters"] != start["parameters"]
    verb(page, "rewind")
    assert now(page)["parameters"] == start["parameters"] == start["start"]
    page.wait_for_timeout(250)  # what stands in for the small knobs follows a little later
    assert page.board.evaluate(ranges) == before
    verb(page, "undo")
    assert now(page)["parameters"] != start["parameters"], "a rewind can be undone: no work is lost"


def test_one_drag_is_one_undo(page):
    turned = turn(page)
    face = page.board.locator(".td-dial-face:visible").first
    # Clear of the verbs, which stand at the foot of the window while a board is in use.
    face.evaluate("(one) => one.scrollIntoView({ block: 'center' })")
    box = face.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12, y)
    page.wait_for_timeout(800)
    page.mouse.move(x + 20, y - 4)
    page.mouse.up()
    dragged = now(page)["parameters"]
    assert sum(one != other for one, other in zip(dragged, turned, strict=True)) == 1
    verb(page, "undo")
    assert now(page)["parameters"] == turned


def test_one_run_is_one_undo(page):
    turned = turn(page)
    verb(page, "run")
    page.wait_for_function("(root) => root.machine.history.length > 5", arg=page.board.element_handle())
    assert page.board.locator('[data-verb="run"]').inner_text() == "Pause"
    verb(page, "undo")
    assert page.board.locator('[data-verb="run"]').inner_text() == "Run"
    assert now(page)["parameters"] == turned


def test_a_link_restores_dials_and_choices(page, context, name):
    first = page.board.evaluate("(root) => root.state")
    assert re.fullmatch(r"v2;", first), "nothing was changed yet"
    chosen = page.board.evaluate(CHOOSE)
    turn(page)
    state, before = page.board.evaluate("(root) => root.state"), now(page)
    assert state != first
    other = opened(context, BOARDS[name]())
    other.board.evaluate("(root, state) => { root.state = state; }", state)
    again = now(other)
    for key in ("sizes", "activation", "costName", "parameters", "start", "targets"):
        assert again[key] == before[key], key
    assert again["inputs"] == before["inputs"]
    assert other.board.evaluate("(root) => root.state") == state
    assert other.board.evaluate(HELD, chosen) == page.board.evaluate(HELD, chosen)
    other.board.evaluate("(root) => { root.state = 'v2;'; }")
    assert other.board.evaluate("(root) => root.state") == first
    assert other.errors == []
    other.close()


def test_a_hostile_link_is_refused_in_words_and_changes_nothing(page):
    turned = turn(page)
    state = page.board.evaluate("(root) => root.state")
    for bad in ("v2;nonsense=1;", "0:NaN", "0:1,zebra", "v2;learning_rate=-1;", "v9;0:1"):
        said = page.board.evaluate(
            "(root, bad) => { try { root.state = bad; } catch (error) { return error.message; } }", bad
        )
        assert said.startswith("The link is damaged") and said.endswith("The board is as it was.")
        assert page.board.evaluate("(root) => root.state") == state and now(page)["parameters"] == turned


def test_it_is_said_in_words(page):
    page.board.locator("input[data-dial]:not(.td-stand-in)").first.focus()
    page.keyboard.press("?")
    words = page.board.locator(".td-words p")
    words.wait_for(state="visible")
    said = words.inner_text()
    assert "cost" in said.lower() and len(said.splitlines()) > 1
    turn(page)
    assert words.inner_text() != said


def test_the_legend_names_the_scale_of_its_arrows(page):
    page.evaluate(FRAME)
    assert re.match(
        r"Green arrow: turn this way and the cost falls\. A full arrow is a slope of [\d.e-]+ or more\.",
        page.board.locator(".td-legend").inner_text(),
    )


def test_no_number_breaks_out(page):
    """Values as large as numbers go: no attribute, path or text says NaN or Infinity, and the dial still turns."""
    if page.board.evaluate("(root) => root.machine.limits !== null"):
        with pytest.raises(Exception, match="lies outside"):
            page.board.evaluate("(root) => root.machine.set(0, 1e308)")
        return
    for value in ("1e308", "-1e308", "5e-324", "1e9"):
        page.board.evaluate("(root, value) => { root.machine.pick(0); root.machine.set(0, value); }", float(value))
        page.board.evaluate(
            "(root, value) => root.machine.set(root.machine.parameters.length - 1, value)", float(value)
        )
        page.evaluate(FRAME)
        page.wait_for_timeout(250)
        broken = [part for part in page.board.evaluate(WRITTEN) if re.search(r"NaN|Infinity|undefined", part)]
        assert broken == [], value
        dial = page.board.locator('input[data-dial="0"]').first
        low, high = (float(dial.get_attribute(end)) for end in ("min", "max"))
        assert -1e6 <= low < high <= 1e6
        assert page.board.evaluate("(root) => root.machine.parameters[0]") == float(value), "the number is exact"
    page.board.evaluate("(root) => { root.machine.set(0, 1e308); root.machine.pick(0); }")
    page.evaluate(FRAME)
    dial = page.board.locator('input[data-dial="0"]:not(.td-stand-in)').first
    dial.focus()
    page.keyboard.press("ArrowDown")
    assert abs(now(page)["parameters"][0]) < 1e6, "a key brings it back onto its range"


def test_python_knows_every_choice_by_its_name(page, name):
    """A link that names a choice too many is refused with the names of all; Python has them, and hardly any more."""
    said = page.board.evaluate(
        "(root) => { try { root.state = 'v2;zebra=1;'; } catch (error) { return error.message; } }"
    )
    there = {re.sub(r"\d+$", "#", one) for one in re.search(r"expected (.*), each once", said)[1].split(", ")}
    known = set(type(BOARDS[name]()).choice_names) | {"learning_rate"}
    assert there <= known
    # What has no control, and what only other boards of the kind have.
    rest = known - there - {"step", "own_picture"}
    assert rest <= {"input_#", "example", "table", "activation", "target", "points"}, rest


@pytest.mark.parametrize(
    ("wrong", "message"), [({"titel": "x"}, "has no option titel"), ({"rate": "fast"}, 'option rate is "fast"')]
)
def test_options_are_refused_by_name(context, name, wrong, message):
    page = context.new_page()
    board = BOARDS[name]()
    board._options = {**board._options, **wrong}
    with page.expect_event("pageerror") as said:
        page.set_content(text_of(board))
    assert message in str(said.value)
    assert page.locator("[data-board]").count() == 0
    page.close()


def test_two_views_of_a_board_agree(page):
    page.evaluate("() => another()")
    one, other = page.board.nth(0), page.board.nth(1)
    one.evaluate(CHOOSE)
    one.evaluate("(root) => root.machine.set(0, root.machine.parameters[0] * 0.9 + 0.01)")
    page.wait_for_timeout(900)
    page.evaluate(FRAME)
    states = [view.evaluate(NOW) for view in (one, other)]
    assert states[0] == states[1]
