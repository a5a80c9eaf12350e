"""The browsers that tests drive, each the system's own; Playwright drives them but for WebKit, which has its driver."""

import os

from publish.needs import command, find, find_chrome, find_firefox
from publish.stills import BROWSER

# Those in which the tests run that ask every browser; `make test-webkit` names another.
EVERY = os.environ.get("TURNING_DIALS_BROWSERS", "chromium firefox").split()


class Browsers:
    """`browsers["firefox"]` is that browser, started at the first call and kept until `close`."""

    def __init__(self, playwright):
        self._starts = {"chromium": self._chromium, "firefox": self._firefox, "webkit": self._webkit}
        self._playwright = playwright
        self._started = {}

    def __getitem__(self, name):
        if name not in self._started:
            self._started[name] = self._starts[name]()
        return self._started[name]

    def _chromium(self):
        path = (None if os.environ.get("CHROME") else find("shell")) or find_chrome()
        assert path, f"no Chrome or Chromium was found; install one with: {command(['chrome'])}"
        return self._playwright.chromium.launch(executable_path=path, args=BROWSER)

    def _firefox(self):
        path = find_firefox()
        assert path, f"no Firefox was found; install one with: {command(['firefox'])}"
        # This channel speaks WebDriver BiDi, which a Firefox as it is understands. The other one drives only
        # Playwright's own build. It lets files see each other, which a reader's Firefox does not.
        as_is = {"security.fileuri.strict_origin_policy": True}
        return self._playwright.firefox.launch(executable_path=path, channel="moz-firefox", firefox_user_prefs=as_is)

    def _webkit(self):
        from support.webkit import WebKit  # here, as the tests of the other browsers need no Selenium

        return WebKit()

    def close(self):
        """End those that run."""
        for browser in self._started.values():
            browser.close()
