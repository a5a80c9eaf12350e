"""How quick boards are in a browser: training, a network of a million dials, the film of backpropagation.

Frames: while Run trains on mini-batches, and while a drag pans and a wheel zooms. A step or a pick: from the call to
the moment when the frame that shows it has been painted, without the wait for the display's next frame.
"""

from collections.abc import Iterator
from statistics import fmean

from bench.table import Row, row, share
from playwright.sync_api import sync_playwright
from support.backprop_page import large_board, scrubbing
from support.bare_page import opened
from support.browsers import Browsers
from support.control_page import dogs_board, faces_board, million_board

NOTE = """\
**Boards.** Each board alone on a page 760 pixels wide. A display shows 60 frames a second, one every 16.7 ms, so that
frames can be no shorter; 17 ms leaves room for the clock. Training: the 95th of 100 frames while the dog network
trains, over five seconds, in each of five runs. A turn, a step, a pick: what the page spends on it up to the
paint."""
WHY = {
    "turn, 987,210 dials": """\
one run gave 11 ms (10.5 to 12.3), the next 19 (12 to 27) with nothing changed between
them. Coloring a million dials was 10 ms of 18 in the profile, and is 2 to 3 since it does without a branch; what is
left is the pass forward and back, and labels. Why a run is slow at times is not known: the machine's own compiling of
the same loops, beside a browser that is closing, is a guess.""",
}
FRAME = 17
ROUNDS = 5

# What is done to a board, by the number of the time.
ACTS = {
    "turn": """(root, i) => {
      const index = (i * 7919) % root.machine.parameters.length;
      root.machine.set(index, root.machine.parameters[index] + 0.01);
    }""",
    "pick": "(root, i) => root.machine.pick((i * 7919) % root.machine.parameters.length)",
    "step": """(root) => root.querySelector('[data-verb="follow the slopes"]').click()""",
}
DO = """async (root, [times, source]) => {
  const act = eval(source);
  const took = [];
  const next = () => new Promise((done) => requestAnimationFrame(done));
  for (let i = 0; i < times; i++) {
    await next();
    await next();
    const start = performance.now();
    act(root, i);
    const set = performance.now() - start;
    // The board asked for its frame first, so this callback runs right after it; a message comes after the paint.
    took.push(await new Promise((done) => requestAnimationFrame((frame) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(set + performance.now() - frame);
      port2.postMessage(0);
    })));
  }
  return took;
}"""
LONG = """async (root, seconds) => {
  const long = [];
  const watch = new PerformanceObserver((list) => long.push(...list.getEntries().map((entry) => entry.duration)));
  watch.observe({ entryTypes: ["longtask"] });
  const frames = [];
  let running = true;
  let last = performance.now();
  const frame = (now) => { frames.push(now - last); last = now; if (running) requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  root.querySelector("[data-verb=run]").click();
  await new Promise((done) => setTimeout(done, seconds * 1000));
  root.querySelector("[data-verb=run]").click();
  running = false;
  await new Promise((done) => setTimeout(done, 300));
  return { long, frames: frames.slice(2), step: root.querySelector(".td-reading-step").textContent };
}"""
FRAMES = """(root) => {
  root.frames = [];
  let last = performance.now();
  const frame = (now) => { root.frames.push(now - last); last = now; if (root.frames) requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
}"""


def done(page, act, times=60):
    """Milliseconds from an act of ACTS to its paint, for each of so many."""
    return page.board.evaluate(DO, [times + 5, ACTS[act]])[5:]


def training(page, seconds=5):
    """What happens to the page while Run trains: long tasks and frames, in milliseconds."""
    return page.board.evaluate(LONG, seconds)


def panning(page):
    """Milliseconds between frames while a mouse zooms and pans."""
    box = page.locator(".td-console").bounding_box()
    x, y = box["x"] + box["width"] / 3, box["y"] + box["height"] / 2
    page.mouse.click(x, y)
    page.board.evaluate(FRAMES)
    for _ in range(12):
        page.mouse.wheel(0, -240)
        page.wait_for_timeout(16)
    page.mouse.move(x, y)
    page.mouse.down()
    for i in range(90):
        page.mouse.move(x + 150 * ((i % 30) / 30 - 0.5), y + 3 * (i % 20))
    page.mouse.up()
    for _ in range(12):
        page.mouse.wheel(0, 240)
        page.wait_for_timeout(16)
    return page.board.evaluate("(root) => { const taken = root.frames; root.frames = null; return taken; }")[3:]


def rows(small: bool = False) -> Iterator[Row]:
    """Every row of this file, measured now; `small` has one board and a moment of training."""
    with sync_playwright() as playwright:
        browsers = Browsers(playwright)
        context = browsers["chromium"].new_context()
        if small:
            page = opened(context, faces_board())
            yield row("turn a dial of 109 to the paint, Chromium", "a frame", done(page, "turn", 10), FRAME, 1)
        else:
            yield from training_rows(browsers)
            yield from million_rows(context)
            page = opened(context, large_board())
            work = "scrub the film of a 4-6-6-4 network to the paint, Chromium"
            yield row(work, "a frame", scrubbing(page), FRAME, 1)
        browsers.close()


def training_rows(browsers):
    """Frames while the dog network trains, in both browsers."""
    for name in ("chromium", "firefox"):
        page = opened(browsers[name].new_context(), dogs_board())
        page.wait_for_timeout(1500)
        frames = [share(training(page)["frames"], 0.95) for _ in range(ROUNDS)]
        page.close()
        yield row(f"95th of 100 frames, 13,150 dials in training, {name.title()}", "the book's limit", frames, 20, 1)


def million_rows(context):
    """A network of a million dials: a turn, a step, a pick, pan and zoom."""
    page = opened(context, million_board())
    page.wait_for_timeout(1500)
    dials = "987,210 dials"
    for act, limit in (("turn", FRAME), ("pick", FRAME), ("step", 50)):
        yield row(f"{act}, {dials}, to the paint, Chromium", "the book's limit", done(page, act, 40), limit, 1)
    frames = [fmean(panning(page)) for _ in range(ROUNDS)]
    yield row(f"mean frame of pan and zoom, {dials}, Chromium", "60 frames a second", frames, FRAME, 1)
    page.close()
