"""WebKit by its own driver, for the tests that run in every browser.

Playwright drives WebKit only in a build of its own. What the system has is driven by Selenium, behind as much of
Playwright's interface as those tests use, so that each is written once. Nothing is watched from outside here: the page
itself keeps what goes wrong on it, and hands it over with the answer to whatever it is asked next.
"""

import json
import os
import tempfile
import time
import warnings
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

from selenium import webdriver
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.webkitgtk.service import Service

from publish.needs import command, find
from publish.serve import Handler

SECONDS = 30
# The first script of a page.
HEAR = """window.tdHeard = [];
addEventListener("error", (event) => tdHeard.push(event.message ?? `${event.target.outerHTML} was not loaded`), true);
addEventListener("unhandledrejection", (event) => tdHeard.push(String(event.reason)));
addEventListener("securitypolicyviolation", (event) => tdHeard.push(`${event.violatedDirective}: ${event.blockedURI}`));
for (const name of ["error", "warn"]) {
  const say = console[name];
  console[name] = (...words) => { tdHeard.push(words.join(" ")); say.apply(console, words); };
}
"""
HEAR_FILE = "/td-hear.js"
# Text there and back, as the driver's own numbers need not be the page's. It would not find an element within a list.
ASK = """const [text, ...elements] = arguments;
const done = elements.pop();
const arg = JSON.parse(text, (_, value) => value?.tdElement === undefined ? value : elements[value.tdElement]);
const answer = (told) => {
  const asked = performance.getEntriesByType("resource").map((one) => one.name);
  performance.clearResourceTimings();
  done(JSON.stringify({ ...told, asked, heard: window.tdHeard?.splice(0) ?? null }));
};
Promise.resolve(arg).then(%s).then((value) => answer({ value }), (error) => answer({ error: String(error) }));"""
SEEN = """(one) => one.checkVisibility({ visibilityProperty: true })
    && one.getBoundingClientRect().width * one.getBoundingClientRect().height > 0"""
# The window's own bars would keep it wider than a phone.
BARE = "* { font-size: 1px; min-width: 0; min-height: 0; padding: 0; margin: 0; border: 0; }\n"


class Hearing(Handler):
    """Serves the site as `make book` does, its pages with one more script: the first, which keeps what goes wrong.

    `refused` are the answers that no page has been told of yet: WebKit says of none what its status was.
    """

    refused: ClassVar[list] = []

    def send_response(self, code, message=None):
        if code >= 400:
            self.refused.append(SimpleNamespace(url=self.path, status=code))
        super().send_response(code, message)

    def do_GET(self):  # noqa: N802
        file = Path(self.translate_path(self.path))
        if self.path == HEAR_FILE:
            self.answer(HEAR.encode(), "text/javascript")
        elif file.suffix == ".html" and file.is_file():
            page = file.read_bytes().replace(b"<head>", f'<head><script src="{HEAR_FILE}"></script>'.encode(), 1)
            self.answer(page, "text/html; charset=utf-8")
        else:
            super().do_GET()

    def answer(self, body, kind):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class WebKit:
    """The browser: each context is one of its own, with one page."""

    def __init__(self):
        self._driver = find("webkit")
        assert self._driver, f"no WebKitWebDriver was found; install one with: {command(['webkit', 'xvfb'])}"
        assert os.environ.get("DISPLAY"), "WebKit needs a display; xvfb-run gives it one"
        self._settings = tempfile.TemporaryDirectory()
        style = Path(self._settings.name, "gtk-3.0", "gtk.css")
        style.parent.mkdir()
        style.write_text(BARE, encoding="utf-8")

    def new_context(self, viewport=None):
        env = {**os.environ, "XDG_CONFIG_HOME": self._settings.name}
        options = webdriver.WebKitGTKOptions()
        options.add_argument("--automation")
        with warnings.catch_warnings():  # Selenium calls itself in a way that it advises against
            warnings.filterwarnings("ignore", "setting remote_server_addr", DeprecationWarning)
            return Context(webdriver.WebKitGTK(options=options, service=Service(self._driver, env=env)), viewport)

    def close(self):
        self._settings.cleanup()


class Context:
    """One page, alone in its browser."""

    def __init__(self, driver, viewport):
        self._driver, self._viewport = driver, viewport or {"width": 1280, "height": 720}

    def new_page(self):
        page = Page(self._driver)
        page.set_viewport_size(self._viewport)
        return page

    def close(self):
        self._driver.quit()


class Page:
    """A page of Playwright's, as far as the tests in every browser go."""

    def __init__(self, driver):
        self._driver, self._slots = driver, {}
        self.keyboard = SimpleNamespace(press=self._press)
        driver.set_script_timeout(2 * SECONDS)

    def on(self, event, act):
        self._slots.setdefault(event, []).append(act)

    def _tell(self, event, what):
        for act in self._slots.get(event, ()):
            act(what)

    def goto(self, url):
        self._driver.get(url)

    def set_content(self, text):
        self._driver.get("about:blank")
        script = "document.open(); document.write(arguments[0]); document.close();"
        self._driver.execute_script(script, text.replace("<meta", f"<script>{HEAR}</script><meta", 1))

    def set_viewport_size(self, size):
        bars = 0
        for _ in range(3):
            self._driver.set_window_size(size["width"], size["height"] + bars)
            until = time.monotonic() + 2
            while time.monotonic() < until:
                width, height = self._driver.execute_script("return [innerWidth, innerHeight]")
                if [width, height] == [size["width"], size["height"]]:
                    return
            bars += size["height"] - height
        raise AssertionError(f"the window is {width} by {height}, and was to be {size}")

    def evaluate(self, function, arg=None):
        """What a JavaScript function answers. Raises AssertionError with what it throws."""
        elements = []

        def place(element):
            elements.append(element)
            return {"tdElement": len(elements) - 1}

        text = json.dumps(arg, default=place)
        answer = json.loads(self._driver.execute_async_script(ASK % f"({function})", text, *elements))
        assert answer["heard"] is not None, "nothing on this page keeps what goes wrong"
        for text in answer["heard"]:
            self._tell("pageerror", text)
        for url in answer["asked"]:
            self._tell("request", SimpleNamespace(url=url))
        while Hearing.refused:
            self._tell("response", Hearing.refused.pop(0))
        assert "error" not in answer, answer.get("error")
        return answer.get("value")

    def wait_for_function(self, function, arg=None):
        until = time.monotonic() + SECONDS
        while not (value := self.evaluate(function, arg)):
            assert time.monotonic() < until, f"waited {SECONDS} s in vain for {function}"
            time.sleep(0.02)
        return value

    def locator(self, css):
        return Locator(self, lambda: self._driver.find_elements(By.CSS_SELECTOR, css), css)

    def _press(self, key):
        self.evaluate("() => {}")  # what went wrong until now goes not unheard if the key leads to another page
        names = {"ArrowUp": Keys.ARROW_UP, "ArrowDown": Keys.ARROW_DOWN, "Enter": Keys.ENTER, "Escape": Keys.ESCAPE}
        ActionChains(self._driver, duration=0).send_keys(names[key]).perform()


class Locator:
    """Elements that are looked for whenever they are asked for."""

    def __init__(self, page, find, words):
        self._page, self._find, self._words = page, find, words

    def all(self):
        return [self.nth(number) for number in range(self.count())]

    def count(self):
        return len(self._find())

    def nth(self, number):
        return Locator(self._page, lambda: self._find()[number : number + 1], f"{self._words}, number {number}")

    @property
    def first(self):
        return self.nth(0)

    def locator(self, css):
        inner = lambda: [one for outer in self._find() for one in outer.find_elements(By.CSS_SELECTOR, css)]  # noqa: E731
        return Locator(self._page, inner, f"{css} in {self._words}")

    def element_handle(self):
        """The one element, once it is there."""
        until = time.monotonic() + SECONDS
        while not (found := self._find()):
            assert time.monotonic() < until, f"waited {SECONDS} s in vain for {self._words}"
            time.sleep(0.02)
        assert len(found) == 1, f"{self._words} are {len(found)} elements"
        return found[0]

    def wait_for(self):
        self._page.wait_for_function(SEEN, self.element_handle())

    def evaluate(self, function, arg=None):
        return self._page.evaluate(f"([one, arg]) => ({function})(one, arg)", [self.element_handle(), arg])

    def focus(self):
        self.evaluate("(one) => one.focus()")

    def click(self):
        self.wait_for()
        # The driver brings it into the window, where the page's header may cover it.
        self.evaluate("(one) => one.scrollIntoView({ block: 'center', behavior: 'instant' })")
        self.element_handle().click()

    def is_visible(self):
        return any(self._page.evaluate(SEEN, one) for one in self._find())

    def bounding_box(self):
        return self.evaluate(
            "(one) => { const { x, y, width, height } = one.getBoundingClientRect(); return { x, y, width, height }; }"
        )
