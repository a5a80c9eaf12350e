"""The built site as the tests see it: its pages, and a page that reaches no other host and keeps what went wrong."""

from pathlib import Path

import yaml

BOOK = Path(__file__).resolve().parents[2]


def pages():
    """The names of the pages that _toc.yml lists, as "chapters/index"."""
    found = []

    def walk(part):
        found.extend(part[key] for key in ("root", "file") if key in part)
        for inner in (*part.get("parts", ()), *part.get("chapters", ()), *part.get("sections", ())):
            walk(inner)

    walk(yaml.safe_load((BOOK / "_toc.yml").read_text(encoding="utf-8")))
    return found


def opened(context, root):
    """A new page that reaches nothing but `root`.

    Its `strangers` are the addresses it asked for elsewhere, its `said` is what went wrong on it.
    """
    page = context.new_page()
    page.strangers, page.said = [], []

    def route(asked):
        if asked.request.url.startswith((root, "data:", "blob:")):
            asked.continue_()
        else:
            page.strangers.append(asked.request.url)
            asked.abort()

    page.route("**/*", route)
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("console", lambda one: page.said.append(one.text) if one.type in ("error", "warning") else None)
    page.on("requestfailed", lambda one: page.said.append(f"{one.url}: {one.failure}"))
    page.on("response", lambda one: page.said.append(f"{one.url}: {one.status}") if one.status >= 400 else None)
    return page


def bring(page):
    """Scroll every board into view and wait until it is live. Returns the boards' locators in their order."""
    places = page.locator(".td-place")
    for number in range(places.count()):
        place = places.nth(number)
        place.scroll_into_view_if_needed()
        place.locator(":scope:is(.td-is-live), :scope > .td-note").first.wait_for(state="attached")
        place.locator("[data-ready]").first.wait_for(state="attached")
    boards = page.locator("[data-board]")
    return [boards.nth(number) for number in range(boards.count())]
