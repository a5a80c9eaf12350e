"""mount.js by itself: what a view may expect of its model where there is no kernel, and what is seen when it fails."""

import base64
import json

import pytest

from publish import record, site

MOUNT = (site.HERE / "mount.js").read_text(encoding="utf-8")
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>boards</title>
<style>.td-place {{ min-height: 40px; }}</style>
<body>{places}<script type="application/json" id="td-page">{page}</script><script>{mount}</script></body></html>"""


@pytest.fixture
def show(browser):
    """A function that opens a page with the given models, one place for each (or for each of `places`)."""
    context = browser.new_context(viewport={"width": 800, "height": 600})

    def opened(models, places=None, gap=0, before="", views=None):
        page = context.new_page()
        page.said = []
        page.on("console", lambda one: page.said.append(one.text))
        block = '<div class="td-place" data-model="{}"><p class="td-still"></p></div><div style="height:{}px"></div>'
        blocks = "".join(block.format(name, gap) for name in places or models)
        data = record.page_text(models, "https://nowhere.test/", views=views)
        page.set_content(PAGE.format(places=before + blocks, page=data, mount=MOUNT))
        return page

    yield opened
    context.close()


def model(view, state=None, buffers=(), far=()):
    return record.entry("widget", {"_esm": view, **(state or {})}, buffers, far)


def test_a_model_gives_what_is_set_and_tells_of_changes(show):
    view = """export default { render({ model, el }) {
        const heard = [];
        const listen = (_, value) => heard.push(["value", value]);
        model.on("change:value", listen);
        model.on("change", () => heard.push("change"));
        model.set("value", 2);
        model.set("value", 2);
        model.set({ value: 3, other: 1 });
        model.off("change:value", listen);
        model.set("value", 4);
        model.off();
        model.set("value", 5);
        model.save_changes();
        model.send({});
        el.textContent = JSON.stringify([model.static, model.get("value"), heard]);
    } };"""
    page = show({"m": model(view, {"value": 1})})
    page.locator(".td-is-live").wait_for()
    heard = [["value", 2], "change", ["value", 3], "change", "change"]
    assert json.loads(page.locator(".td-live").inner_text()) == [True, 5, heard]
    assert page.said == []


def test_buffers_arrive_as_data_views_where_python_had_them(show):
    view = """export default { render({ model, el }) {
        const [flat, deep] = [model.get("flat"), model.get("outer").inner[1]];
        el.textContent = JSON.stringify([flat instanceof DataView, flat.getUint8(1), deep.getUint8(0)]);
    } };"""
    flat, deep = (base64.b64encode(bytes(data)).decode() for data in ([7, 8], [9]))
    state = {"outer": {"inner": [0, None]}}
    page = show({"m": model(view, state, buffers=[[["flat"], flat], [["outer", "inner", 1], deep]])})
    page.locator(".td-is-live").wait_for()
    assert json.loads(page.locator(".td-live").inner_text()) == [True, 8, 9]


def test_one_source_is_imported_once_and_each_model_is_initialized_once(show):
    view = """let imported = 0; imported += 1; const id = Math.random();
    export default async () => ({
        initialize({ model }) { model.set("times", (model.get("times") ?? 0) + 1); },
        render({ model, el }) { el.textContent = JSON.stringify([id, model.get("times")]); },
    });"""
    page = show({"a": model(view), "b": model(view)}, places=["a", "b", "a"])
    page.locator(".td-is-live").nth(2).wait_for()
    seen = [json.loads(text) for text in page.locator(".td-live").all_inner_texts()]
    assert len({module for module, _ in seen}) == 1
    assert [times for _, times in seen] == [1, 1, 1]


def test_a_view_that_came_as_a_script_is_made_once_and_serves_the_page_s_own_python_too(show):
    view = """const id = Math.random();
export default { render({ model, el }) { el.textContent = JSON.stringify([id, model.get("n")]); } };"""
    far = [[["_esm"], "view", "view"]]
    models = {name: record.entry("board", {"n": n}, far=far) for n, name in enumerate("ab")}
    script = f"<script>{record.view_script('view', view)}</script>"
    page = show(models, before=script, views={"elsewhere.X": "view"})
    page.locator(".td-is-live").nth(1).wait_for()
    one, other = (json.loads(text) for text in page.locator(".td-live").all_inner_texts())
    assert one == [other[0], 0]
    made = """async () => {
        const place = document.body.appendChild(document.createElement("div"));
        await tdBoards.show(place, tdBoards.brought({ _esm: "no source", _anywidget_id: "elsewhere.X", n: 7 }));
        return JSON.parse(place.innerText);
    }"""
    assert page.evaluate(made) == [one[0], 7]
    assert page.said == []


def test_a_board_that_fails_says_so_and_leaves_its_still(show):
    good = "export default { render({ el }) { el.textContent = 'live'; } };"
    models = {
        "a": model(
            "export default { render({ el }) { el.textContent = 'half'; throw new Error('a wheel came off'); } };"
        ),
        "b": model("this is no module"),
        "c": model(good),
        "d": model(good, far=[[["_options"], "0123456789ab", "value"]]),
    }
    page = show(models, places=["a", "b", "c", "d", "unknown"])
    page.locator(".td-note").nth(3).wait_for()
    notes = page.locator(".td-note").all_inner_texts()
    assert "could not be brought to life (a wheel came off)" in notes[0]
    assert "could not load https://nowhere.test/0123456789ab.js" in notes[2]
    assert notes[3] == "This control works where Python does: open the chapter in JupyterLab."
    assert page.locator(".td-still").count() == 5
    assert page.locator(".td-is-live").count() == 1
    assert page.get_by_text("half").count() == 0


def test_boards_far_below_wait_until_they_are_near(show):
    view = "export default { render({ el }) { el.textContent = 'live'; } };"
    page = show({name: model(view) for name in "abc"}, gap=3000)
    page.locator(".td-is-live").wait_for()
    page.wait_for_timeout(100)
    assert page.locator(".td-is-live").count() == 1
    page.locator(".td-place").nth(2).scroll_into_view_if_needed()
    page.locator(".td-place.td-is-live").nth(1).wait_for()


def test_a_first_board_that_fails_shows_the_still_that_was_kept_for_readers_without_scripts(show):
    still = '<img class="td-still" alt="a board" src="data:," width="300" height="100">'
    place = f'<div class="td-place" data-model="a"><noscript>{still}<p>Turn it on.</p></noscript></div>'
    page = show({"a": model("this is no module")}, places=["unknown"], before=place)
    page.locator(".td-note").nth(1).wait_for()
    assert page.locator(".td-note").first.inner_text().endswith("What you see is a still picture of it.")
    assert page.get_by_alt_text("a board").is_visible()
    assert page.get_by_text("Turn it on.").count() == 0


def test_what_a_view_can_begin_without_comes_after_it_or_is_said_never_to_come(show):
    view = """export default { render({ model, el }) {
        const tell = () => { el.textContent += `${model.get("p")?.getUint8(0) ?? model.get("p")} `; };
        model.on("change:p", tell);
        tell();
    } };"""
    script = f"<script>{record.value_script('there', base64.b64encode(bytes([7])).decode())}</script>"
    models = {name: model(view, far=[[["p"], name, "later"]]) for name in ("there", "nowhere")}
    page = show(models, before=script)
    page.get_by_text("undefined 7").wait_for()
    page.get_by_text("undefined null").wait_for()
    assert any("could not load https://nowhere.test/nowhere.js" in one for one in page.said)
