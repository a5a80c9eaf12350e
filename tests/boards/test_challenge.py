"""A challenge: turns counted, slopes put away, won and lost in words, kept, and replayed from its link."""

import numpy as np
import pytest
from playwright.sync_api import expect
from support.bare_page import text_of
from support.every_board import BOARDS, neuron, plane, truth_table

from turning_dials import NeuronBoard

ADDRESS = "http://board.test/"
WINNING = [(0, 6), (1, 6), (2, -9)]


@pytest.fixture
def at(browser):
    """A function that opens a board at an address of its own, with a fragment; a test has one browser's memory."""
    context = browser.new_context(viewport={"width": 792, "height": 900})
    pages = []

    def go(board, fragment="", calm=True):
        page = context.new_page()
        page.emulate_media(reduced_motion="reduce" if calm else "no-preference")
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.route(f"{ADDRESS}**", lambda route: route.fulfill(body=text_of(board), content_type="text/html"))
        page.goto(ADDRESS + fragment)
        page.board = page.locator("[data-board][data-ready]")
        page.board.wait_for()
        page.panel = page.get_by_role("region", name="Challenge")
        page.said = page.panel.get_by_role("status")
        pages.append(page)
        return page

    yield go
    assert [page.errors for page in pages if page.errors] == []
    context.close()


def challenge():
    return truth_table().challenge(below=0.05, turns=6)


def take(page):
    page.panel.get_by_role("button", name="Take the challenge").click()


def type_in(page, index, value):
    """Turn a dial by its keyboard alone."""
    page.locator(f"input[data-dial='{index}']").press("Enter")
    page.keyboard.type(str(value))
    page.keyboard.press("Enter")


def win(page):
    for index, value in WINNING:
        type_in(page, index, value)
    expect(page.said).to_contain_text("Won: 3 turns by hand")


def descent(board, below, most=5000):
    """How many steps numpy's descent takes to a cost below the goal."""
    network, steps = board.network, 0
    while network.cost(board.inputs, board.targets) >= below and steps < most:
        network.parameters -= board._options["rate"] * network.gradient(board.inputs, board.targets)
        steps += 1
    return steps


def test_won_by_keyboard_with_the_slopes_put_away(at):
    page = at(challenge())
    expect(page.said).to_contain_text("with the slopes hidden, bring the cost below 0.05 by hand, in at most 6 turns")
    page.locator("input[data-dial='0']").press("End")
    button = page.panel.get_by_role("button", name="Take the challenge")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.panel.get_by_role("button", name="Give up")).to_be_focused()
    assert page.board.evaluate("(root) => root.machine.parameters[0] === root.machine.start[0]"), "from the start"
    for name in ("Show slopes", "Follow the slopes", "Run"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_disabled()
    spoken = page.locator("input[data-dial='0']").get_attribute("aria-valuetext")
    assert spoken.endswith("slopes hidden") and not page.locator(".td-dial-said").first.is_visible()
    type_in(page, 0, 5)
    page.locator("input[data-dial='0']").press("ArrowUp")
    expect(page.said).to_have_text("1 of 6 turns used. Goal: below 0.05, by hand.")
    expect(page.locator(".td-screen-note").last).to_contain_text("1 of 6")
    type_in(page, 0, 6)
    type_in(page, 1, 6)
    expect(page.said).to_contain_text("2 of 6 turns used.")
    type_in(page, 2, -9)
    steps = descent(truth_table(), 0.05)
    expect(page.said).to_have_text(
        f"Won: 3 turns by hand, and the cost is 0.0017. Gradient descent at learning rate 1 needs {steps} steps, and "
        "each turns all 3 dials. Your best so far: 3 turns."
    )
    expect(page.locator(".td-screen-note").last).to_be_hidden()
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_enabled()
    assert page.locator(".td-dial-said").first.is_visible()


def test_lost_by_a_turn_too_many_or_by_giving_up(at):
    page = at(challenge())
    take(page)
    for turn in range(6):
        type_in(page, turn % 2, turn)
    expect(page.said).to_contain_text("6 of 6 turns used; the last dial may still be moved.")
    type_in(page, 0, 0.3)
    expect(page.said).to_contain_text("Not won: after 6 turns by hand the cost is 0.")
    page.panel.get_by_role("button", name="Try it from the start").click()
    expect(page.said).to_contain_text("0 of 6 turns used.")
    type_in(page, 1, 1)
    page.panel.get_by_role("button", name="Give up").click()
    expect(page.said).to_contain_text("Not won: after 1 turn by hand")
    expect(page.panel.get_by_role("button", name="Copy the result")).to_be_hidden()
    assert "best" not in page.said.inner_text()


def test_another_table_puts_it_off(at):
    page = at(challenge())
    take(page)
    type_in(page, 0, 1)
    page.locator("[data-control='table']").select_option("OR")
    expect(page.said).to_contain_text("The challenge is off: what the dials are judged by was changed.")
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_enabled()


def test_a_drag_is_one_turn(at):
    page = at(challenge())
    take(page)
    face = page.locator(".td-dial-face").first
    box = face.bounding_box()
    for way in (20, -35):
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] / 2 + way, box["y"] + 20, steps=5)
        page.mouse.up()
    expect(page.said).to_contain_text("1 of 6 turns used.")


def result(page):
    """The fragment that the result was copied as."""
    page.panel.get_by_role("button", name="Copy the result as a link").click()
    page.wait_for_function("() => location.hash.includes('-challenge=')")
    return page.evaluate("() => location.hash")


HELD = """(root) => ({ parameters: [...root.machine.parameters], cost: root.machine.cost })"""


@pytest.mark.parametrize("calm", [True, False])
def test_its_link_replays_it_to_the_same_turns_and_cost(at, calm):
    page = at(challenge())
    take(page)
    win(page)
    there, fragment = page.board.evaluate(HELD), result(page)
    again = at(challenge(), fragment, calm)
    if not calm:
        expect(again.said).to_contain_text("A result from a link, 1 turn so far.")
        expect(again.get_by_role("button", name="Follow the slopes")).to_be_disabled()
    expect(again.said).to_contain_text("Won: 3 turns by hand, and the cost is 0.0017", timeout=10_000)
    assert again.board.evaluate(HELD) == there
    expect(again.get_by_role("button", name="Follow the slopes")).to_be_enabled()
    again.get_by_role("button", name="Undo").click()
    assert again.board.evaluate(HELD)["parameters"] == [0.5, 0.5, -0.2], "a replay is one entry of Undo"


def test_a_link_keeps_the_choices_under_which_it_was_won(at):
    board = lambda: plane().challenge(below=0.2, turns=12)  # noqa: E731
    page = at(board())
    page.locator("[data-control='hidden']").select_option("3")
    take(page)
    for index, value in enumerate([6, 6, 6, 6, 0, 0, -3, -9, 0, 6, -6]):
        type_in(page, index, value)
        if "Won" in page.said.inner_text():
            break
    expect(page.said).to_contain_text("Won")
    there, words = page.board.evaluate(HELD), page.said.inner_text()
    again = at(board(), result(page))
    expect(again.said).to_contain_text(words.split(". ")[0])
    assert again.board.evaluate(HELD) == there
    assert again.board.evaluate("(root) => root.machine.sizes") == [2, 3, 1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("v2;", "The link holds 0 turns; this challenge has 1 to 6."),
        ("v2;" + ",".join(["0:1,1:1"] * 4), "The link holds 8 turns; this challenge has 1 to 6."),
        ("v2;0:1,7:2", "The link is damaged at “7:2”"),
        ("v2;0:NaN", "The link is damaged at what is no number"),
        ("%E0%A4%A", "its text cannot be decoded"),
    ],
)
def test_a_mangled_link_is_refused_in_words(at, text, words):
    first = at(challenge())
    first.get_by_role("button", name="Copy link").click()
    first.wait_for_function("() => location.hash.includes('=')")
    key = first.evaluate("() => location.hash.slice(1).split('=')[0]")
    page = at(challenge(), f"#{key}-challenge={text}")
    expect(page.board.get_by_role("alert")).to_contain_text(words)
    assert page.board.evaluate(HELD)["parameters"] == [0.5, 0.5, -0.2]
    expect(page.said).to_contain_text("Challenge: ")


def test_a_link_that_does_not_get_there_says_so(at):
    page = at(challenge())
    take(page)
    win(page)
    fragment = result(page).replace("2:-9", "2:-1")
    again = at(challenge(), fragment)
    expect(again.said).to_contain_text("Not won: after 3 turns by hand the cost is 0.")


def test_a_replay_stops_for_the_reader_and_the_best_is_kept(at):
    page = at(challenge())
    take(page)
    type_in(page, 0, 1)
    type_in(page, 1, 6)
    type_in(page, 0, 6)
    type_in(page, 2, -9)
    expect(page.said).to_contain_text("Your best so far: 4 turns.")
    again = at(challenge(), result(page), calm=False)
    expect(again.said).to_contain_text("1 turn so far.")
    again.locator("input[data-dial='2']").press("ArrowUp")
    expect(again.said).to_have_text(
        "Challenge: with the slopes hidden, bring the cost below 0.05 by hand, in at most 6 turns. A turn is one dial, "
        "moved as often as you like until you take another. Your best so far: 4 turns."
    )
    turned = again.board.evaluate(HELD)
    again.wait_for_timeout(1000)
    assert again.board.evaluate(HELD) == turned, "nothing turns by itself any more"
    take(again)
    win(again)
    expect(again.said).to_contain_text("Your best so far: 3 turns.")


FEW = ["neuron", "faces", "threshold", "curve", "cost", "shares", "plane", "slope", "surface"]


@pytest.mark.parametrize("name", FEW)
def test_every_board_of_few_dials_can_be_a_challenge(opened, name):
    board = BOARDS[name]()
    goal = board.cost * 0.9
    page = opened(board.challenge(below=goal, turns=60))
    panel = page.get_by_role("region", name="Challenge")
    panel.get_by_role("button", name="Take the challenge").click()
    turned = page.board.evaluate(
        """(root) => {
            root.machine.step(1e-6);
            return root.machine.changed().length;
        }"""
    )
    expect(panel.get_by_role("status")).to_contain_text(f"{turned} of 60 turns used")
    assert turned > 0
    panel.get_by_role("button", name="Give up").click()
    expect(panel.get_by_role("status")).to_contain_text("Gradient descent at learning rate")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: neuron().challenge(below=0.2), "below: expected a goal below the cost at the start, 0.1408, got 0.2"),
        (lambda: neuron().challenge(below=-1), "below: expected a finite number more than 0, got -1"),
        (lambda: neuron().challenge(below="low"), "below: expected a number, got 'low'"),
        (lambda: neuron().challenge(below=0.1, turns=0), "turns: expected a whole number of at least 1, got 0"),
        (lambda: neuron().challenge(below=0.1, turns=61), "turns: expected a whole number from 1 to 60, got 61"),
        (lambda: BOARDS["control"]().challenge(below=0.1), "expected a board of at most 100 dials, got 109"),
    ],
)
def test_what_cannot_be_a_challenge_is_refused(make, message):
    with pytest.raises((ValueError, TypeError), match=message):
        make()


def test_the_board_itself_comes_back_at_its_dials():
    board = neuron()
    board.parameters = [0, 0, 0, 0]
    assert board.challenge(below=0.1, turns=np.int64(5)) is board and isinstance(board, NeuronBoard)
    goal = board._options["challenge"]
    assert (goal["below"], goal["turns"]) == (0.1, 5) and not board.parameters.any()


def test_a_challenge_that_has_changed_is_another_one():
    digest = lambda board: board._options["challenge"]["digest"]  # noqa: E731
    assert digest(challenge()) == digest(challenge())
    others = [
        truth_table().challenge(below=0.04, turns=6),
        truth_table().challenge(below=0.05, turns=7),
        plane().challenge(below=0.05, turns=6),
        neuron().challenge(below=0.05, turns=6),
    ]
    assert len({digest(board) for board in [challenge(), *others]}) == 5
