"""The board of backpropagation on a bare page, for its tests and for the measurement."""

import numpy as np
from support.bare_page import MACHINE

from turning_dials import BackpropBoard, Network
from turning_dials.data import mazur

# Milliseconds that the page spends on one place of the slider, from the reader's move to the paint. A message
# is handled after the frame that shows the step has been painted.
SCRUB = """async (root, times) => {
  const took = [];
  const next = () => new Promise((done) => requestAnimationFrame(done));
  const slider = root.querySelector("[data-control=step]");
  const steps = Number(slider.max);
  for (let i = 0; i < times; i++) {
    await next();
    await next();
    const start = performance.now();
    slider.value = String((i * 37) % (steps + 1));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    const moved = performance.now() - start;
    took.push(await new Promise((done) => requestAnimationFrame((frame) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(moved + performance.now() - frame);
      port2.postMessage(0);
    })));
  }
  return took;
}"""


# One place of the slider in every frame, as fast as a hand can drag it.
DRAG = """async (root, times) => {
  const slider = root.querySelector("[data-control=step]");
  const steps = Number(slider.max);
  for (let i = 0; i < times; i++) {
    slider.value = String((i * 37) % (steps + 1));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(done));
  }
}"""


def worked_board():
    """The worked example, 2-2-2."""
    net = Network(mazur.SIZES)
    net.parameters = mazur.PARAMETERS
    return BackpropBoard(net, mazur.INPUTS, mazur.TARGETS, presets=[mazur.PRESET], rate=mazur.RATE)


def large_board(cost="mean_squared_error", activation="sigmoid"):
    """The largest network that the board offers, 4-6-6-4."""
    return BackpropBoard(
        Network([4, 6, 6, 4], activation, cost, seed=2), [0.5, 0.1, 0.3, 0.8], [0.01, 0.99, 0.01, 0.99]
    )


def machine(page):
    """The state of the page's machine."""
    return page.board.evaluate(MACHINE)


def numpy_of(state):
    """The network and the example that a state of the machine names: (net, x, y)."""
    net = Network(state["sizes"], state["activation"], state["costName"])
    net.parameters = state["parameters"]
    return net, np.array(state["inputs"]), np.array(state["targets"])


def scrubbing(page, times=120):
    """Milliseconds for each of so many places of the slider."""
    return page.board.evaluate("(root, times) => (" + SCRUB + ")(root, times)", times)[20:]


def busy(page, times=100):
    """Milliseconds of work that one place of the slider costs the page, the processor's time and not the wall's."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def worked():
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")

    drag = "(root, times) => (" + DRAG + ")(root, times)"
    page.board.evaluate(drag, 40)
    before = worked()
    page.board.evaluate(drag, times)
    return 1000 * (worked() - before) / times
