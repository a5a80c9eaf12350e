"""A bare page with questions on it, and a stand-in for anywidget's model: what a question needs, and no more."""

import json

from turning_dials.quiz.quiz import Question

ADDRESS = "http://questions.test/"

PAGE = """<!doctype html><html lang="en" data-theme="THEME"><meta charset="utf-8"><title>Questions</title>
<meta name="viewport" content="width=device-width">
<style>CSS body { margin: 8px; }
html { background: #fff; } html[data-theme="dark"] { background: #15181c; color: #e8e6e1; }</style>
<body><main><h1>Questions</h1></main>
<script>window.heard = []; document.addEventListener("keydown", (event) => heard.push(event.key));</script>
<script type="application/json" id="asked">ASKED</script>
<script type="module">
const view = (await import(URL.createObjectURL(new Blob([ESM], { type: "text/javascript" })))).default;
for (const question of JSON.parse(document.getElementById("asked").textContent)) {
  const el = document.querySelector("main").appendChild(document.createElement("div"));
  view.render({ model: { get: (name) => ({ _question: question })[name] }, el });
}
</script></body></html>"""


VIEW = """<!doctype html><html lang="en" data-theme="light"><meta charset="utf-8"><title>Questions</title>
<meta name="viewport" content="width=device-width"><style>CSS body { margin: 8px; }</style>
<body><main><h1>Questions</h1></main><script type="application/json" id="state">STATE</script><script type="module">
const state = JSON.parse(document.getElementById("state").textContent);
const view = (await import(URL.createObjectURL(new Blob([ESM], { type: "text/javascript" })))).default;
const el = document.querySelector("main").appendChild(document.createElement("div"));
view.render({ model: { get: (name) => state[name] }, el });
</script></body></html>"""


def page_of(names, theme="light", changed=None):
    """The page's text; `changed` replaces fields of every question on it."""
    asked = [{**Question(name)._question, **(changed or {})} for name in names]
    parts = {"THEME": theme, "CSS": Question._css, "ASKED": json.dumps(asked), "ESM": json.dumps(Question._esm)}
    text = PAGE
    for mark, part in parts.items():
        text = text.replace(mark, part.replace("</", "<\\/") if mark in ("ASKED", "ESM") else part, 1)
    return text


def open_page(context, names, before=None, **how):
    """Open the questions at an address of their own, so that the browser has something to remember answers by.

    Returns the page; its `errors` are what went wrong on it. `before` is a script run first.
    """
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
    text = page_of(names, **how)
    page.route("**/*", lambda route: route.fulfill(status=200, content_type="text/html", body=text))
    if before:
        page.add_init_script(before)
    page.goto(ADDRESS)
    for name in names:
        page.wait_for_selector(f'[data-quiz="{name}"][data-ready]')
    return page


def open_view(context, widget, before=None):
    """Open any view that asks something, at the same address; what the page's `open_page` says holds here too."""
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
    state = {name: value for name, value in widget.get_state().items() if widget.trait_metadata(name, "sync")}
    own = {name: value for name, value in state.items() if name.startswith("_") and name not in ("_esm", "_css")}
    text = VIEW
    for mark, part in {
        "CSS": widget._css,
        "STATE": json.dumps(own, default=str).replace("</", "<\\/"),
        "ESM": json.dumps(widget._esm).replace("</", "<\\/"),
    }.items():
        text = text.replace(mark, part, 1)
    page.route("**/*", lambda route: route.fulfill(status=200, content_type="text/html", body=text))
    if before:
        page.add_init_script(before)
    page.goto(ADDRESS)
    page.wait_for_selector("main > div > [data-ready]")
    return page
