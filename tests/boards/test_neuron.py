"""The neuron's board: its wires end at its parts, whatever a part has to say."""

import pytest
from support.every_board import truth_table

# How far each wire's ends are from the parts it joins: from its first point to the right edge or the foot of one part,
# and from its last point to the left edge or the top of another.
GAPS = """(root) => {
  const layer = root.querySelector(".td-neuron").getBoundingClientRect();
  const parts = [...root.querySelectorAll(".td-neuron-circle, .td-dial-track, .td-neuron > .td-curve, .td-neuron-out")]
    .map((one) => one.getBoundingClientRect());
  const near = (x, y, ends) => Math.min(...parts.flatMap(ends).map(([px, py]) => Math.hypot(px - x, py - y)));
  return [...root.querySelectorAll(".td-wires path")].map((path) => {
    const [first, last] = [path.getPointAtLength(0), path.getPointAtLength(path.getTotalLength())];
    const out = (box) => [[box.right, box.top + box.height / 2], [box.left + box.width / 2, box.bottom]];
    const into = (box) => [[box.left, box.top + box.height / 2], [box.left + box.width / 2, box.top]];
    return Math.max(near(layer.x + first.x, layer.y + first.y, out), near(layer.x + last.x, layer.y + last.y, into));
  });
}"""


@pytest.mark.parametrize("width", [792, 320])
@pytest.mark.parametrize("dials", [[0.5, 0.5, -0.2], [6, 6, -9], [1e-9, -1e4, 1e5]])
def test_wires_end_at_their_parts_however_long_a_number_is(opened, width, dials):
    page = opened(truth_table(), width)
    page.board.evaluate("(root, dials) => root.machine.replace(dials)", dials)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    gaps = page.board.evaluate(GAPS)
    assert len(gaps) == 7 and max(gaps) < 2, gaps
