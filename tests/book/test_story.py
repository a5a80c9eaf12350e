"""The story: what the book found is recomputed, and the marks are kept, compared and erased, in a real browser."""

import json
import re

import numpy as np
import pytest
from playwright.sync_api import expect
from support.prose import BOOK
from support.quiz_page import open_view

from turning_dials import Network
from turning_dials.counting import multiplications
from turning_dials.data import dogs
from turning_dials.descent import largest_weights_together
from turning_dials.quiz.story import MARKS, Story, sentences

NAMED = {one["name"]: one for one in sentences()}
PICTURE, TARGET = dogs.beagle().ravel(), np.eye(10)[dogs.BREEDS.index("beagle")]


def because(name):
    return " ".join(NAMED[name]["because"].split())


# ---- what the sentences say


def test_twelve_sentences_each_with_a_verdict_and_a_chapter_that_settles_it():
    assert len(NAMED) == len(sentences()) == 12
    for one in sentences():
        assert set(one) == {"name", "text", "verdict", "settled", "because"}
        assert one["verdict"] in MARKS and (BOOK / "nbsrc" / f"{one['settled']}.md").is_file()
    assert {one["verdict"] for one in sentences()} == set(MARKS)


def test_the_page_sends_each_sentence_to_the_chapter_that_settles_it():
    page = (BOOK / "nbsrc" / "00-the-story.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("|") and ".ipynb" in line]
    for number, one in enumerate(sentences(), start=1):
        (row,) = (row for row in rows if str(number) in row.split("|")[1].replace("and", " ").split())
        assert f"({one['settled']}.ipynb)" in row, one["name"]


def test_each_chapter_says_which_sentence_it_has_settled():
    for number, one in enumerate(sentences(), start=1):
        chapter = (BOOK / "nbsrc" / f"{one['settled']}.md").read_text(encoding="utf-8")
        (told,) = re.findall(r"Settled here\.\*\* Sentences? ([\d and]+) of \[the story\]", chapter)
        assert str(number) in told.split(" and "), one["name"]


def test_what_the_book_found_is_recomputed():
    neuron = Network([3, 1])
    neuron.parameters = [1.1, -0.8, 0.4, -0.6]
    trace = neuron.trace([0.9, 0.2, 0.7])
    assert f"three inputs became {trace.z[0][0, 0]:.2f}" in because("brain-cells")
    assert f"became {trace.a[1][0, 0]:.3f}" in because("brain-cells")
    prose = " ".join((BOOK / "nbsrc" / "02-weights.md").read_text(encoding="utf-8").split())
    assert "put 8.3 on the mouth and −5.5 on the eyes" in prose and "8.3 on the mouth" in because("mouth-and-eyes")
    prose = " ".join((BOOK / "nbsrc" / "03-biases.md").read_text(encoding="utf-8").split())
    assert "0.2256 instead of 0.0985" in prose and "0.2256 instead of 0.0985" in because("inside-bias")
    start = dogs.starting_network()
    assert f"{start.parameters.size:,} dials" in because("few-dials")
    assert "is 13,100" in because("count") and sum(w.size for w in start.weights) == 13_100
    assert sum(b.size for b in start.biases) == 50
    count = multiplications(start.sizes)
    assert f"{count.both:,} multiplications" in because("trial-and-error")
    assert f"would take {count.nudging:,}" in because("trial-and-error")
    errors = start.trace(PICTURE, TARGET).delta[2][0]
    assert f"with an error of {errors[9]:.4f}" in because("highest-first")
    assert f"0.8 with {errors[1]:.4f}" in because("highest-first")
    prose = " ".join((BOOK / "nbsrc" / "09-dog-breeds.md").read_text(encoding="utf-8").split())
    assert "the network names 94.1 % of those it never saw" in prose and "94.1 % of others" in because("as-we-do")


def test_the_rule_gets_as_far_as_the_story_page_says():
    fifty = dogs.load(train=50, validation=1, test=1).train
    run = largest_weights_together(
        dogs.starting_network(cost="binary_cross_entropy"), *fifty[:2], k=130, size=1, steps=2000, every=2000
    )
    ignorant = -(0.1 * np.log(0.1) + 0.9 * np.log(0.9))
    assert f"from {run[0].cost:.3f} to {run[-1].cost:.3f}" in because("greatest-weights")
    assert f"next to {ignorant:.3f}" in because("greatest-weights") and run.stopped


def test_neurons_that_start_alike_stay_alike():
    rows, xor = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])
    net = Network([2, 2, 1])
    net.parameters = np.full(9, 0.5)
    for _ in range(1000):
        net.parameters -= 2 * net.gradient(rows, xor)
    assert np.array_equal(net.weights[0][0], net.weights[0][1]) and net.biases[0][0] == net.biases[0][1]


# ---- the page


@pytest.fixture
def context(browser):
    made = browser.new_context(viewport={"width": 760, "height": 900}, reduced_motion="reduce")
    yield made
    made.close()


def mark(page, number, word):
    page.locator("li").nth(number - 1).get_by_label(word, exact=True).check()


def test_before_the_book_no_verdict_is_in_the_page(context):
    page = open_view(context, Story())
    text = page.content()
    assert all(one["because"][:40] not in text for one in sentences())
    mark(page, 1, "half true")
    expect(page.get_by_role("status")).to_have_text("1 of 12 marked.")
    assert json.loads(page.evaluate("localStorage['turning-dials:story:first:brain-cells']")) == "half true"
    assert page.errors == []


def test_afterwards_then_and_now_stand_side_by_side_and_can_be_erased(context):
    page = open_view(context, Story())
    for number in range(1, 13):
        mark(page, number, "true")
    expect(page.get_by_role("status")).to_contain_text("All 12 marked")
    page = open_view(context, Story(again=True))
    for number, one in enumerate(sentences(), start=1):
        mark(page, number, one["verdict"])
        told = page.locator("li").nth(number - 1)
        expect(told).to_contain_text(f"The book says {one['verdict']}.")
        expect(told).to_contain_text("Before the book you said true.")
    right = sum(one["verdict"] == "true" for one in sentences())
    expect(page.get_by_role("status")).to_have_text(f"Before the book you and it agreed on {right} of 12, now on 12.")
    page.get_by_role("button", name="Forget my second marks").click()
    expect(page.get_by_role("status")).to_have_text("0 of 12 marked.")
    assert page.locator("input:checked").count() == 0
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('again')).length") == 0
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('first')).length") == 12
    assert page.errors == []


def test_marks_are_made_by_keyboard_and_where_storage_is_blocked(context):
    block = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } })"
    page = open_view(context, Story(), before=block)
    page.locator("li input").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("li").first.get_by_label("half true", exact=True)).to_be_checked()
    assert page.errors == []
