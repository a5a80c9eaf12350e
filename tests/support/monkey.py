"""The random reader of one board on a bare page: does anything in any order, and looks whether the board stays true."""

import random
from pathlib import Path

import numpy as np
from support.agreement import MACHINE, numpy_says
from support.bare_page import text_of

SCRIPT = Path(__file__).with_name("monkey.js").read_text(encoding="utf-8")
ADDRESS = "http://board.test/"
BURST = 100
KEYS = ("ArrowUp", "ArrowDown", "Tab", "Shift+Tab", "Home", "End", "Escape", "Enter", "0", "PageUp", "?")
SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30"><foreignObject width="30" height="30">
<p xmlns="http://www.w3.org/1999/xhtml">no</p></foreignObject></svg>"""
FILES = {
    "empty.json": b"",
    "list.json": b"[]",
    "null.json": b"null",
    "object.json": b'{"board": {"a": 1}, "dials": "0:1"}',
    "deep.json": b'{"board": ' + b"[" * 5000 + b"]" * 5000 + b', "dials": ""}',
    "other.json": b'{"board": "faces-000000", "dials": "0:1"}',
    "broken.json": b'{"board": "',
    "binary.json": bytes(range(256)),
    "large.json": b" " * 3_000_000,
    "broken.png": b"\x89PNG\r\n\x1a\n" + bytes(40),
    "foreign.svg": SVG,
    "text.png": b"no picture",
}


def addressed(page, board):
    """Open the board at an address, so that links have something to hold on to. Returns the board's locator."""
    text = text_of(board)
    page.route("**/*", lambda route: route.fulfill(status=200, content_type="text/html", body=text))
    page.goto(ADDRESS)
    page.locator("[data-board][data-ready]").wait_for()
    return page.locator("[data-board]")


def decided_by_rounding(machine, cost):
    """Whether the last digit of a dial moves numpy's cost by more than the page may be off.

    Two dials of 1e308 that cancel each other leave a sum of rounding errors, which saturates a neuron either way.
    """
    around, parameters = np.random.default_rng(0), np.array(machine["parameters"])
    for _ in range(20):
        moved = parameters * (1 + np.finfo(float).eps * around.choice([-1, 0, 1], parameters.size))
        if not np.isclose(numpy_says({**machine, "parameters": moved})[0], cost, rtol=1e-9, atol=1e-15):
            return True
    return False


class Reader:
    """Opens a board in `context` and acts on it; `seed` decides all it does."""

    def __init__(self, context, board, seed):
        self.page = context.new_page()
        self.errors = []
        self.page.on("pageerror", lambda error: self.errors.append(f"{error}\n{error.stack or ''}"[:600]))
        self.page.on("console", self._heard)
        self.board = addressed(self.page, board)
        self.page.evaluate(SCRIPT)
        self.page.evaluate("(seed) => startMonkey(seed)", seed)
        self.chance = random.Random(seed)

    def _heard(self, said):
        if said.type == "error":
            self.errors.append(said.text)

    def burst(self, count=BURST):
        """So many actions. Returns what is untrue afterwards, each in a sentence."""
        self._by_hand()
        self.page.evaluate("(count) => monkey.burst(count)", count)
        return [*self.page.evaluate("() => monkey.wrong()"), *self._numbers(), *self.errors]

    def did(self):
        """What the last burst did, in order."""
        return self.page.evaluate("() => monkey.log")

    def _by_hand(self):
        # A few events as the browser itself makes them, and files, which a script cannot choose.
        box = self.board.bounding_box()
        for _ in range(3):
            x, y = (box["x"] + self.chance.random() * box["width"], 20 + self.chance.random() * 800)
            self.page.mouse.move(x, y)
            if self.chance.random() < 0.5:
                self.page.mouse.wheel(0, self.chance.choice([-120, 120, 700]))
            self.page.mouse.down()
            self.page.mouse.move(x + self.chance.uniform(-60, 60), y + self.chance.uniform(-60, 60))
            self.page.mouse.up()
            self.page.keyboard.press(self.chance.choice(KEYS))
        choosers = self.page.locator("input[type=file]").all()
        if choosers:
            name = self.chance.choice(list(FILES))
            kind = {"json": "application/json", "png": "image/png", "svg": "image/svg+xml"}[name.rpartition(".")[2]]
            file = {"name": name, "mimeType": kind, "buffer": FILES[name]}
            self.chance.choice(choosers).set_input_files(file)

    def _numbers(self):
        """What numpy does not agree to: the cost, the slopes, and differences of costs for some dials."""
        machine = self.board.evaluate(MACHINE)
        with np.errstate(all="ignore"):
            cost, gradient = numpy_says(machine)
            own = np.array(machine["gradient"], float)
            if not (np.isfinite(cost) and np.isfinite(gradient).all()):
                return []  # beyond what numbers hold, where the page must show words, which it was asked above
            scale = np.max(np.abs(gradient), initial=0)
            if not np.isclose(machine["cost"], cost, rtol=1e-9, atol=1e-15):
                if decided_by_rounding(machine, cost):
                    return []
                return [f"the cost is {machine['cost']}, and numpy's {cost}"]
            if not np.max(np.abs(own - gradient)) <= 1e-9 * scale + 1e-300:
                return [f"a slope is off numpy's by {np.max(np.abs(own - gradient))} of {scale}"]
            return list(self._differences(machine, cost, gradient, scale))

    def _differences(self, machine, cost, gradient, scale):
        for index in self.chance.sample(range(len(gradient)), min(3, len(gradient))):
            at = machine["parameters"][index]
            step = 1e-6 * max(1.0, abs(at))
            around = []
            for place in (at - step, at + step):
                moved = [*machine["parameters"]]
                moved[index] = place
                around.append(numpy_says({**machine, "parameters": moved})[0])
            # Between the slopes on both sides, which differ at the bend of a relu; a large cost has few digits.
            low, high = sorted([(cost - around[0]) / step, (around[1] - cost) / step])
            slack = 1e-3 * max(abs(low), abs(high)) + 1e-4 * scale + 1e-14 * abs(cost) / step + 1e-9
            if not low - slack <= gradient[index] <= high + slack:
                yield f"dial {index} at {at}: slope {gradient[index]}, and by differences {low} to {high}"
