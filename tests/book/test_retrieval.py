"""Each chapter begins with three questions from earlier ones: what went wrong first."""

import json
import subprocess

import pytest
from playwright.sync_api import expect
from support.prose import BOOK
from support.quiz_page import open_view

from turning_dials.quiz.quiz import chapters, questions
from turning_dials.quiz.retrieval import Retrieval

FIRST = {"index", "neurons"}  # nothing comes before them


def test_every_chapter_but_the_first_begins_with_retrieval():
    for path in sorted((BOOK / "nbsrc").glob("[0-9]*.md")):
        chapter = path.stem.partition("-")[2]
        if chapter in chapters() and chapter not in FIRST:
            text = path.read_text(encoding="utf-8")
            assert f'retrieve("{chapter}")' in text, path.name
            assert text.index("retrieve(") < text.index("predict("), "before anything is asked of this chapter"


def test_candidates_come_from_earlier_chapters_and_stand_for_themselves():
    for chapter in chapters():
        if chapter in FIRST:
            with pytest.raises(ValueError, match="no question comes before"):
                Retrieval(chapter)
            continue
        held = [one["name"].rpartition("-")[0] for one in Retrieval(chapter)._candidates]
        assert all(list(chapters()).index(each) < list(chapters()).index(chapter) for each in held)
        assert len(held) >= 3 or chapter == "toolbox"
    with pytest.raises(ValueError, match="expected one of"):
        Retrieval("nope")


def test_what_went_wrong_comes_first_until_it_is_mended(node):
    script = f"""
      import {{ chosen }} from "{(BOOK / "src/turning_dials/quiz/choose.js").as_uri()}";
      const all = ["a", "b", "c", "d", "e"].map((name) => ({{ name, digest: "1" }}));
      const names = (first, again) => chosen(all, (n) => [first[n], again[n]]).map((q) => q.name).join("");
      const right = {{ digest: "1", right: true }}, wrong = {{ digest: "1", right: false }};
      console.log(JSON.stringify([
        names({{}}, {{}}),
        names({{ a: wrong, d: right, e: right }}, {{}}),
        names({{ a: wrong, d: right, e: right }}, {{ a: right }}),
        names({{ a: {{ digest: "0", right: false }}, d: right, e: right, b: right, c: right }}, {{}}),
        // Wrong when it was asked again, whatever was answered at first.
        names({{ a: right, d: right, e: right }}, {{ a: wrong }}),
      ]));"""
    run = subprocess.run([node, "--input-type=module", "-e", script], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == ["cde", "abc", "bce", "ade", "abc"]


@pytest.fixture
def context(browser):
    made = browser.new_context(viewport={"width": 760, "height": 900}, reduced_motion="reduce")
    yield made
    made.close()


def test_an_answer_here_is_kept_beside_the_first_one(context):
    page = open_view(context, Retrieval("weights"))
    assert page.locator("[data-quiz]").count() == 3
    name = "neurons-8"
    page.evaluate(
        """([name, digest]) => localStorage.setItem(`turning-dials:question:${name}`,
             JSON.stringify({ digest, answer: "7", right: false }))""",
        [name, next(one["digest"] for one in Retrieval("weights")._candidates if one["name"] == name)],
    )
    page.reload()
    part = page.locator(f"[data-quiz='{name}']")
    part.get_by_label("Your answer").fill(str(questions("neurons")[name]["value"]))
    part.get_by_role("button", name="Commit").click()
    expect(part).to_have_attribute("data-state", "right")
    assert json.loads(page.evaluate(f"localStorage['turning-dials:again:weights:{name}']"))["right"] is True
    assert json.loads(page.evaluate(f"localStorage['turning-dials:question:{name}']"))["right"] is False
    assert page.errors == []
