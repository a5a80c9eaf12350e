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
    """A new page whose own host is `root`.

    Its `strangers` are the addresses it asked for elsewhere, its `said` is what went wrong on it.
    """
    page = context.new_page()
    page.strangers, page.said = [], []
    own = (root, "data:", "blob:", "about:")
    page.on("request", lambda one: None if one.url.startswith(own) else page.strangers.append(one.url))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("console", lambda one: page.said.append(one.text) if one.type in ("error", "warning") else None)
    # Firefox fetches the next chapter ahead, and gives that up when the page is left.
    failed = lambda one: one.failure == "NS_BINDING_ABORTED" or page.said.append(f"{one.url}: {one.failure}")  # noqa: E731
    page.on("requestfailed", failed)
    page.on("response", lambda one: page.said.append(f"{one.url}: {one.status}") if one.status >= 400 else None)
    return page


# Scroll to each place in turn until its board is live; says which one is not, and what stands there instead.
BRING = """async (seconds) => {
  const places = [...document.querySelectorAll(".td-place")];
  for (const [number, place] of places.entries()) {
    place.scrollIntoView({ block: "center", behavior: "instant" });
    const until = performance.now() + 1000 * seconds;
    const live = () => place.matches(".td-is-live") && (!place.querySelector("[data-board]:not([data-ready])"));
    while (!live() && !place.querySelector(":scope > .td-note")) {
      if (performance.now() > until) {
        const html = (place.querySelector(".td-live")?.innerHTML ?? place.innerHTML).slice(0, 200);
        throw new Error(`place ${number + 1} of ${places.length} was not live after ${seconds} s: ${html}`);
      }
      await new Promise((done) => setTimeout(done, 20));
    }
  }
}"""


def bring(page, seconds=30):
    """Scroll every board into view and wait until it is live. Returns the boards' locators in their order."""
    page.evaluate(BRING, seconds)
    boards = page.locator("[data-board]")
    return [boards.nth(number) for number in range(boards.count())]


def settled(page):
    """Wait until the page has laid itself out and painted."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
