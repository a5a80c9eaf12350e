"""How far a reader has come: counted beside the chapters and on its own page, taken along, brought back, erased."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from support.book_site import BOOK, bring, opened, pages
from support.prose import Prose

from publish.reading import WORDS_A_MINUTE
from turning_dials.quiz.quiz import Question
from turning_dials.quiz.story import sentences

PAGE, OWN, STORY = "chapters/01-neurons", "chapters/progress", "chapters/00-the-story"
BLOCKED = """for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, {
  configurable: true, get() { throw new DOMException("blocked", "SecurityError"); } });"""


@pytest.fixture(scope="module")
def parts(site):
    """What the built site knows of its pages, by page."""
    [data] = site.glob("_static/progress-*.js")
    told = json.loads(re.fullmatch(r"self\.tdProgress = (.*);\n", data.read_text(encoding="utf-8"))[1])
    return {part["page"]: part for part in told}


@pytest.fixture
def start(browser):
    """A function that opens a page of the site in a browser profile of its own."""
    contexts, made = [], []

    def begin(root, name, *, script=None):
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce"))
        made.append(opened(contexts[-1], root))
        if script:
            made[-1].add_init_script(script)
        made[-1].goto(f"{root}/{name}.html")
        return made[-1]

    yield begin
    assert [one.said + one.strangers for one in made if one.said + one.strangers] == []
    for context in contexts:
        context.close()


def badge(page, name):
    """The count beside a page's name in the list of chapters; the open page's own link has no address."""
    file = name.rpartition("/")[2]
    link = "[href='#']" if page.url.partition("#")[0].endswith(f"/{file}.html") else f"[href$='{file}.html']"
    return page.locator(f".td-chapters a{link} > .td-come")


def answer(page, name):
    """Commit an answer to a choice of the open page."""
    part = page.locator(f"[data-quiz='{name}']").last
    part.locator("input[type=radio]").first.check(force=True)
    part.get_by_role("button", name="Commit").click()


def line(page, title):
    return page.locator("#td-progress li").filter(has=page.get_by_role("link", name=title, exact=True))


def test_the_pages_and_all_that_they_ask_are_known(parts):
    assert list(parts) == [name for name in pages() if name in parts]
    for name, part in parts.items():
        notebook = (BOOK / f"{name}.ipynb").read_text(encoding="utf-8")
        asked = re.findall(r'(?:predict|question)\(\\"([\w-]+)\\"\)', notebook)
        assert part["questions"] == {one: Question(one)._question["digest"] for one in asked}
    assert sum(len(part["questions"]) for part in parts.values()) > 70
    for page, when in [(STORY, "first"), ("chapters/11-the-story-again", "again")]:
        assert parts[page]["sentences"] == [f"story:{when}:{one['name']}" for one in sentences()]


def test_an_answer_is_counted_at_once_beside_the_chapter_and_on_every_other_page(start, served, parts):
    page = start(served, PAGE)
    bring(page)
    assert not badge(page, PAGE).is_visible()
    answer(page, "neurons-1")
    asked = len(parts[PAGE]["questions"])
    expect(badge(page, PAGE)).to_have_text(f"1/{asked}")
    page.goto(f"{served}/{STORY}.html")
    expect(badge(page, PAGE)).to_have_text(f"1/{asked}")
    expect(page.get_by_role("link", name=f"One neuron 1 of {asked} answered")).to_be_visible()
    bring(page)
    page.locator("[data-quiz=story] input").first.check(force=True)
    expect(badge(page, STORY)).to_have_text(f"1/{len(sentences())}")
    page.goto(f"{served}/{PAGE}.html")
    bring(page)
    page.locator("[data-quiz='neurons-1']").last.get_by_role("button", name="Forget my answer").click()
    expect(badge(page, PAGE)).to_be_hidden()


def win(page):
    """Win the challenge of chapter 1 as a reader does: its neuron becomes AND by three dials."""
    board = page.locator("[data-board]:has(.td-challenge)")
    board.get_by_role("button", name="Take the challenge").click()
    for dial, value in enumerate((6, 6, -9)):
        board.locator(f"input[data-dial='{dial}']").press("Enter")
        page.keyboard.type(str(value))
        page.keyboard.press("Enter")
    expect(board.locator(".td-challenge-said")).to_contain_text("Won: 3 turns by hand")


def test_a_challenge_that_was_won_counts_at_once_and_is_taken_along_and_erased(start, served, tmp_path):
    page = start(served, PAGE)
    bring(page)
    win(page)
    expect(badge(page, PAGE)).to_have_text("★")
    expect(page.get_by_role("link", name="One neuron challenge won")).to_be_visible()
    answer(page, "neurons-1")
    expect(badge(page, PAGE)).to_contain_text("★")
    page.goto(f"{served}/{OWN}.html")
    expect(line(page, "One neuron")).to_contain_text("; challenge won")
    expect(line(page, "What a weight says")).to_contain_text("challenge open")
    expect(line(page, "A toolbox for slopes")).not_to_contain_text("challenge")
    expect(page.locator("#td-progress > p").first).to_contain_text("1 of 3 challenges won.")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save to a file").click()
    waiting.value.save_as(tmp_path / "mine.json")

    second = start(served, OWN)
    expect(line(second, "One neuron")).to_contain_text("challenge open")
    second.locator("#td-progress input[type=file]").set_input_files(tmp_path / "mine.json")
    expect(line(second, "One neuron")).to_contain_text("challenge won")
    second.goto(f"{served}/{PAGE}.html")
    bring(second)
    expect(second.locator(".td-challenge-said")).to_contain_text("Your best so far: 3 turns.")

    page.get_by_role("button", name="Erase everything").click()
    page.get_by_role("button", name="Really erase everything").click()
    expect(line(page, "One neuron")).to_contain_text("challenge open")
    expect(badge(page, PAGE)).to_be_hidden()


def test_each_challenge_of_the_book_is_counted_where_its_board_keeps_it(start, served, parts):
    set_by = {name: part["challenges"] for name, part in parts.items() if part["challenges"]}
    assert set_by.keys() == {
        f"chapters/{path.stem}" for path in (BOOK / "nbsrc").glob("*.md") if ").challenge(" in path.read_text("utf-8")
    }
    for name, places in set_by.items():
        page = start(served, name)
        bring(page)
        # Each dial is turned once, to where descent arrives.
        page.locator("[data-board]:has(.td-challenge)").evaluate(
            """(root) => {
                for (let step = 0; step < 4000; step++) root.machine.step(5);
                const there = [...root.machine.parameters];
                root.querySelector("[data-verb=challenge]").click();
                for (const [index, value] of there.entries()) root.machine.set(index, value);
            }"""
        )
        expect(badge(page, name)).to_have_text("★")
        assert page.evaluate("(place) => localStorage.getItem(`turning-dials:${place}`)", places[0]) is not None, name


def test_a_page_s_least_time_is_a_fifth_of_what_its_words_take_as_the_prose_says(parts):
    Prose("progress").says("for 6 seconds for every 100 of its words, a fifth of the time that reading them takes")
    assert 100 * 60 / WORDS_A_MINUTE / 5 == 6
    counted = 0
    for name, part in parts.items():
        text = (BOOK / "nbsrc" / f"{name.rpartition('/')[2]}.md").read_text(encoding="utf-8")
        if said := re.search(r"^\*About .*?([\d,]+) words", text, re.MULTILINE):
            words = int(said[1].replace(",", ""))
            assert part["seconds"] == pytest.approx(6 * words / 100, rel=0.15), name
            counted += 1
        assert 6 < part["seconds"] < 600, name
    assert counted > 10


@pytest.fixture
def timed(start, served):
    """Chapter 1, all of it live, by a clock that a test can put forward."""
    page = start(served, PAGE)
    page.clock.install()
    page.reload()
    bring(page)
    return page


def go(page, where):
    page.evaluate(
        "(end) => scrollTo({ top: end ? document.body.scrollHeight : 0, behavior: 'instant' })", where == "end"
    )
    # The observer hears of it with a frame.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))")


READ = "() => localStorage.getItem('turning-dials:read:chapters/01-neurons')"


def test_a_page_is_read_by_who_was_there_for_a_while_and_came_to_its_end(timed, served, parts):
    page, seconds = timed, parts[PAGE]["seconds"]
    go(page, "top")
    page.clock.run_for(1000 * (seconds + 2))
    assert page.evaluate(READ) is None, "time alone does not do it"
    go(page, "end")
    page.clock.run_for(1000)
    expect(badge(page, PAGE)).to_have_text("✓")
    page.goto(f"{served}/{OWN}.html")
    expect(line(page, "One neuron").get_by_role("checkbox")).to_be_checked()
    expect(page.locator("#td-progress > p").first).to_contain_text("1 of ")
    line(page, "One neuron").get_by_role("checkbox").uncheck()
    expect(badge(page, PAGE)).to_be_hidden()
    page.reload()
    expect(line(page, "One neuron").get_by_role("checkbox")).not_to_be_checked()


def test_who_jumps_to_the_end_has_not_read_the_page_until_as_much_time_has_passed_in_view(timed, parts):
    page, seconds = timed, parts[PAGE]["seconds"]
    go(page, "end")
    page.clock.run_for(1000 * seconds // 2)
    assert page.evaluate(READ) is None
    # Behind another tab no time passes for the page.
    page.evaluate("() => Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })")
    page.clock.run_for(2000 * seconds)
    assert page.evaluate(READ) is None
    page.evaluate("() => delete document.visibilityState")
    page.clock.run_for(1000 * (seconds // 2 + 2))
    assert page.evaluate(READ) == "true"


def test_what_is_saved_in_one_browser_is_restored_in_another_and_erased(start, served, tmp_path):
    first = start(served, PAGE)
    bring(first)
    answer(first, "neurons-1")
    first.evaluate("() => localStorage.setItem('td-code chapters/x', '[]')")
    # As kit/board/challenge.js keeps it.
    first.evaluate("() => localStorage.setItem('turning-dials:challenge:of another edition', '3')")
    first.evaluate("() => localStorage.setItem('mode', 'dark')")
    first.goto(f"{served}/{OWN}.html")
    line(first, "A toolbox for slopes").get_by_role("checkbox").check()
    with first.expect_download() as waiting:
        first.get_by_role("button", name="Save to a file").click()
    waiting.value.save_as(tmp_path / "mine.json")

    second = start(served, OWN)
    assert line(second, "One neuron").inner_text().count("0 of") == 1
    second.locator("#td-progress input[type=file]").set_input_files(tmp_path / "mine.json")
    expect(second.get_by_role("status")).to_contain_text("Restored 4 entries")
    expect(line(second, "One neuron")).to_contain_text("1 of")
    expect(line(second, "A toolbox for slopes").get_by_role("checkbox")).to_be_checked()
    every = "() => Object.entries(localStorage).filter(([key]) => key !== 'mode').sort()"
    assert second.evaluate(every) == first.evaluate(every)
    assert second.evaluate("() => localStorage.getItem('mode')") is None, "how the page looks is not progress"
    second.goto(f"{served}/{PAGE}.html")
    bring(second)
    expect(second.locator("[data-quiz='neurons-1']").last.get_by_role("button", name="Try again")).to_be_visible()

    first.get_by_role("button", name="Erase everything").click()
    assert len(first.evaluate(every)) == 4
    expect(first.get_by_role("status")).to_contain_text("Press again")
    first.get_by_role("button", name="Really erase everything").click()
    expect(first.get_by_role("status")).to_have_text("Erased 4 entries.")
    assert first.evaluate(every) == []
    expect(line(first, "One neuron")).to_contain_text("0 of")


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", '{"format": "another"}', '{"format": "turning-dials progress 1", "kept": 3}']
)
def test_another_file_is_refused_and_changes_nothing(start, served, tmp_path, text):
    page = start(served, OWN)
    line(page, "One neuron").get_by_role("checkbox").check()
    (tmp_path / "other.json").write_text(text)
    page.locator("#td-progress input[type=file]").set_input_files(tmp_path / "other.json")
    expect(page.get_by_role("status")).to_have_text(
        "other.json is no file that this page has saved; nothing was changed."
    )
    expect(line(page, "One neuron").get_by_role("checkbox")).to_be_checked()


def test_a_file_brings_nothing_but_what_is_the_book_s(start, served, tmp_path):
    page = start(served, OWN)
    kept = {"turning-dials:read:chapters/02-weights": "true", "mode": "dark", "turning-dials:x": 3}
    (tmp_path / "file.json").write_text(json.dumps({"format": "turning-dials progress 1", "kept": kept}))
    page.locator("#td-progress input[type=file]").set_input_files(tmp_path / "file.json")
    expect(page.get_by_role("status")).to_contain_text("Restored 1 entry")
    assert page.evaluate("() => Object.keys(localStorage)") == ["turning-dials:read:chapters/02-weights"]


def test_an_answer_to_a_question_that_has_changed_is_not_counted(start, served):
    old = json.dumps({"digest": "another", "answer": 0, "right": True})
    page = start(served, OWN, script=f"localStorage.setItem('turning-dials:question:neurons-1', {json.dumps(old)})")
    expect(line(page, "One neuron")).to_contain_text("0 of")


def test_a_browser_that_keeps_nothing_is_told_so(start, served):
    page = start(served, OWN, script=BLOCKED)
    for verb in ("Save to a file", "Erase everything"):
        page.get_by_role("button", name=verb).click()
    page.get_by_role("button", name="Really erase everything").click()
    expect(page.get_by_role("status")).to_contain_text("keeps nothing")
    line(page, "One neuron").get_by_role("checkbox").click()
    expect(page.get_by_role("status")).to_contain_text("cannot remember")
    expect(line(page, "One neuron").get_by_role("checkbox")).not_to_be_checked()


def test_it_works_from_a_folder(start, site):
    page = start(site.as_uri(), OWN)
    line(page, "One neuron").get_by_role("checkbox").check()
    line(page, "One neuron").get_by_role("link").click()
    page.wait_for_url("**/01-neurons.html")
    expect(badge(page, PAGE)).to_have_text("✓")


def test_firefox_keeps_the_pages_of_a_folder_apart_and_the_page_says_so(browsers, site):
    context = browsers["firefox"].new_context(viewport={"width": 1280, "height": 900})
    page = opened(context, site.as_uri())
    page.goto(f"{site.as_uri()}/{PAGE}.html")
    bring(page)
    answer(page, "neurons-1")
    expect(badge(page, PAGE)).to_contain_text("1/")
    page.goto(f"{site.as_uri()}/{OWN}.html")
    expect(line(page, "One neuron")).to_contain_text("0 of")
    expect(page.locator("article")).to_contain_text("Firefox lets no page see what another page has kept")
    page.goto(f"{site.as_uri()}/{PAGE}.html")
    expect(badge(page, PAGE)).to_contain_text("1/")
    assert (page.said, page.strangers) == ([], [])
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_ticks_and_counts_stand_in_nobody_s_way_and_fit(browser, served, theme):
    context = browser.new_context(color_scheme=theme, viewport={"width": 1280, "height": 900})
    page = opened(context, served)
    page.goto(f"{served}/{OWN}.html")
    for box in page.locator("#td-progress input[type=checkbox]").all():
        box.check()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []
    side = page.locator("#td-side").bounding_box()
    for tick in page.locator(".td-come:visible").all():
        box = tick.bounding_box()
        assert box["x"] + box["width"] <= side["x"] + side["width"]
    context.close()
