"""A still picture for every board: drawn by the board's own view in a browser, from the state that a notebook left.

A still says what it was drawn from: a digest of the view's source, its styles and its traits. While that is the same,
the picture is kept, so that another computer with other fonts changes nothing; when it differs, the still is stale.
"""

import base64
import hashlib
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from publish import record
from publish.needs import command, find_chrome
from turning_dials.figures import compact

if TYPE_CHECKING:  # a reader's environment, which builds the site from stills that are drawn, has no playwright
    from playwright.sync_api import Browser, Playwright

WIDTH = 760  # of the book's column, in the page's pixels
DENSITY = 1.5
# The traits that hold float64 numbers (see boards/board.py).
NUMBERS = ("_start", "_parameters", "_inputs", "_targets")

BROWSER = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--force-color-profile=srgb"]
PAGE = """<!doctype html>
<html lang="en" data-theme="light">
<meta charset="utf-8">
<style>body {{ margin: 0; width: {width}px; background: #fff; }} .td-board, .td-quiz {{ margin: 0 !important; }}</style>
<style>{css} .td-screen, .td-bar {{ position: static !important; }}</style>
<div class="td-place" data-model="still"></div>
<script type="application/json" id="td-page">{page}</script>
<script>{view}</script>
<script>{mount}</script>
"""


def traits(model: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The traits and the binary traits (in base64, by name) of a widget in a notebook's widget state."""
    own, buffers = record.traits(model)
    return own, {path[0]: data for path, data in buffers}


def drawn_from(model: dict[str, Any]) -> str:
    """The digest of all that the still of a widget shows; the same on every processor.

    Numbers count to six decimals: what gradient descent arrives at may differ in the last bit elsewhere.
    """
    own, binary = traits(model)
    found: dict[str, Any] = {"drawn": [WIDTH, DENSITY], "traits": _rounded(own)}
    for name, data in binary.items():
        found[name] = _rounded(np.frombuffer(base64.b64decode(data), "<f8").tolist()) if name in NUMBERS else data
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()[:16]


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    # Adding zero turns the minus zero of a rounded -1e-9 into zero.
    return round(value, 6) + 0.0 if isinstance(value, float) else value


class Artist:
    """Draws stills in `browser`, or in one of its own that starts with the first drawing. A context manager."""

    def __init__(self, browser: "Browser | None" = None) -> None:
        self._browser = browser
        self._playwright: Playwright | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._playwright and self._browser:
            self._browser.close()
            self._playwright.stop()

    def draw(self, model: dict[str, Any]) -> tuple[bytes, int, int, str]:
        """The still of a widget in a notebook's widget state.

        Returns the PNG, its width and height on the page, and the board's label. Raises RuntimeError if the view fails.
        """
        own, binary = traits(model)
        view, css = record.view_script("view", own.pop("_esm")), own.pop("_css", "")
        near = [[[name], data] for name, data in binary.items()]
        page = record.page_text({"still": record.entry("board", own, near, [[["_esm"], "view", "view"]])})
        mount = (files("publish") / "site" / "mount.js").read_text(encoding="utf-8")
        text = PAGE.format(width=WIDTH, css=css, page=page, mount=mount, view=view.replace("</script", "<\\/script"))
        return self._picture(text)

    def _picture(self, text: str) -> tuple[bytes, int, int, str]:
        context = self._started().new_context(
            viewport={"width": WIDTH, "height": 900}, device_scale_factor=DENSITY, reduced_motion="reduce"
        )
        tab = context.new_page()
        said = []
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        tab.set_content(text)
        tab.wait_for_selector(".td-is-live, .td-note", state="attached")
        if tab.query_selector(".td-board") is not None:
            tab.wait_for_selector("[data-ready]", state="attached")
        # What a view paints, it paints in the frame after.
        tab.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        if said:
            raise RuntimeError("a view fails: " + "; ".join(said))
        live = tab.locator(".td-live")
        box = live.bounding_box()
        if box is None:
            raise RuntimeError("a view fails: it shows nothing")
        label = live.evaluate("(el) => el.querySelector('[aria-label]')?.getAttribute('aria-label') || ''")
        png = live.screenshot(animations="disabled")
        context.close()
        return compact(png), round(box["width"]), round(box["height"]), label

    def _started(self) -> "Browser":
        if self._browser is None:
            chrome = find_chrome()
            if chrome is None:
                raise FileNotFoundError(f"no Chrome or Chromium was found; install one with: {command(['chrome'])}")
            from playwright.sync_api import sync_playwright

            self._playwright = sync_playwright().start()
            self._browser = self._playwright.chromium.launch(executable_path=chrome, args=BROWSER)
        return self._browser
