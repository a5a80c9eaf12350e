// The parts of the threshold's board that know no page, run by node.
import assert from "node:assert/strict";
import { test } from "node:test";
import { shaded, threshold } from "../../src/turning_dials/boards/threshold/line.js";

/** A small generator with a seed, so that a failure can be seen again. @param {number} seed */
function draws(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test("the threshold is told in words where there is none or it lies outside", () => {
  assert.deepEqual(threshold(2, -2, [-0.5, 4]), { at: 1, words: "threshold 1.00" });
  assert.equal(threshold(0, 3, [-0.5, 4]).at, null);
  assert.match(threshold(0, 3, [-0.5, 4]).words, /no threshold: w is 0/);
  assert.match(threshold(-0.05, -2, [-0.5, 4]).words, /← threshold −40.00, off to the left/);
  assert.match(threshold(0.05, -2, [-0.5, 4]).words, /threshold 40.00, off to the right →/);
  assert.match(threshold(1e-300, 1e300, [0, 1]).words, /too far off to say/);
  assert.deepEqual(threshold(3, 0, [-1, 1]), { at: 0, words: "threshold 0.00" });
});

test("the shaded part is where z is above 0", () => {
  const draw = draws(7);
  const span = [-1, 4];
  for (let round = 0; round < 500; round++) {
    const w = round % 9 ? (draw() - 0.5) * 8 : 0;
    const b = (draw() - 0.5) * 8;
    const [from, to] = shaded(w, b, span);
    assert.ok(from >= span[0] && to <= span[1] && from <= to);
    const x = span[0] + draw() * (span[1] - span[0]);
    if (Math.abs(w * x + b) > 1e-9) assert.equal(x > from && x < to, w * x + b > 0, `${w} ${b} ${x}`);
  }
});
