"""How quick the control board is: `python tests/bench/bench_control.py`, part of `make bench`.

Turn to paint: from `machine.set` on a dial of the 13,150 to the moment when the frame that shows it has been painted;
what the page spends on it, without the wait for the display's next frame. Frames: while a drag pans and a wheel zooms a
network of 987,210 dials. Long tasks: of the page, while Run trains on mini-batches.
"""

from statistics import median

from support.bare_page import opened
from support.control_page import dogs_board, faces_board, million_board

TURNS = """async (root, times) => {
  const took = [];
  const next = () => new Promise((done) => requestAnimationFrame(done));
  for (let i = 0; i < times; i++) {
    await next();
    await next();
    const index = (i * 7919) % root.machine.parameters.length;
    const start = performance.now();
    root.machine.set(index, root.machine.parameters[index] + 0.01);
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


def share(values, part):
    """The value below which that part of the values lies."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def turns(page, times=150):
    """Milliseconds from a turn to its paint, for so many dials all over the network."""
    return page.board.evaluate("(root, times) => (" + TURNS + ")(root, times)", times)[20:]


def training(page, seconds=5):
    """What happens to the page while Run trains: long tasks and frames, in milliseconds."""
    return page.board.evaluate("(root, seconds) => (" + LONG + ")(root, seconds)", seconds)


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


def main():
    """Print the measurements."""
    from playwright.sync_api import sync_playwright

    from publish.needs import find_chrome
    from publish.stills import BROWSER

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chrome(), args=BROWSER)
        context = browser.new_context()
        boards = {
            "109 dials, 56 faces in hand": faces_board(show_slopes=True),
            "13,150 dials, 1 picture in hand": dogs_board(),
            "13,150 dials, 64 pictures in hand": dogs_board(in_hand=64),
            "987,210 dials, 1 picture in hand": million_board(),
        }
        for name, board in boards.items():
            page = opened(context, board)
            page.wait_for_timeout(1500)
            took = turns(page)
            print(f"turn to paint, {name}: median {median(took):.1f} ms, p95 {share(took, 0.95):.1f} ms")
            page.close()
        page = opened(context, million_board())
        page.wait_for_timeout(1000)
        frames = panning(page)
        print(
            f"pan and zoom, 987,210 dials: {1000 / (sum(frames) / len(frames)):.0f} frames a second, "
            f"slowest of twenty {share(frames, 0.95):.0f} ms ({len(frames)} frames)"
        )
        page.close()
        page = opened(context, dogs_board())
        page.wait_for_timeout(1500)
        run = training(page)
        print(
            f"training, 13,150 dials: {len(run['long'])} long tasks, longest {max(run['long'], default=0):.0f} ms; "
            f"frames median {median(run['frames']):.0f} ms, p95 {share(run['frames'], 0.95):.0f} ms; {run['step']}"
        )
        browser.close()


if __name__ == "__main__":
    main()
