// The parts of chapter 2's and chapter 3's boards that know no page, run by node.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isRight, ordered, twinOf } from "../../src/turning_dials/boards/faces/gallery.js";
import { shaded, threshold, ticks } from "../../src/turning_dials/boards/threshold/line.js";
import { boundedStep, lowest, within } from "../../src/turning_dials/kit/model/bounded.js";
import { Network } from "../../src/turning_dials/kit/model/engine.js";
import { faceParts } from "../../src/turning_dials/boards/faces/face.js";

const none = [-Infinity, Infinity];
const days = Float64Array.of(0.3, 0.6, 0.9, 1.2, 1.4, 1.6, 2, 1.5, 1.9, 2.2, 2.4, 2.7, 3, 3.3);
const labels = Float64Array.of(0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1);
const network = () => new Network([1, 1], "sigmoid", "mean_squared_error", [2, -2]);

/** A small generator with a seed, so that a failure can be seen again. @param {number} seed */
function draws(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test("a bounded step stops at the bounds, and equal bounds hold a dial still", () => {
  const next = boundedStep(Float64Array.of(0.5, 0.9, 3), Float64Array.of(1, -1, -5), 0.3, [0, 0, 3], [1, 1, 3]);
  assert.deepEqual([...next], [0.2, 1, 3]);
  assert.ok(within([0, 1], [0, 0], [1, 1]) && !within([0, 1.01], [0, 0], [1, 1]));
});

test("a bounded step without bounds is a step of descent", () => {
  const one = network();
  one.evaluate(days, labels, 14);
  const next = boundedStep(one.parameters, one.gradient, 2, [none[0], none[0]], [none[1], none[1]]);
  assert.deepEqual([...next], [0, 1].map((i) => one.parameters[i] - 2 * one.gradient[i]));
});

test("the lowest cost with the bias held at 0 is that of a fine scan", () => {
  const one = network();
  const found = lowest(one, days, labels, [none[0], 0], [none[1], 0], [[0.5, 0], [-5, 0]]);
  let best = Infinity;
  const twin = network();
  for (let w = -10; w <= 10; w += 0.001) {
    twin.parameters.set([w, 0]);
    twin.forward(days, 14);
    best = Math.min(best, twin.cost(labels, 14));
  }
  assert.equal(found.parameters[1], 0);
  assert.ok(found.cost <= best + 1e-12 && found.cost > best - 1e-6, `${found.cost} against ${best}`);
  assert.equal(found.cost.toFixed(4), "0.2256");
  assert.deepEqual([...one.parameters], [2, -2], "the board's own network is left as it is");
});

test("with the bias free the lowest cost is lower, and its slopes are zero", () => {
  const found = lowest(network(), days, labels, [none[0], none[0]], [none[1], none[1]], [[0.5, 0]]);
  assert.equal(found.cost.toFixed(4), "0.0985");
  const one = network();
  one.parameters.set(found.parameters);
  one.evaluate(days, labels, 14);
  assert.ok(one.gradient.every((slope) => Math.abs(slope) < 1e-4));
});

test("no draw between the bounds costs less than the lowest found", () => {
  const draw = draws(3);
  for (let round = 0; round < 20; round++) {
    const inputs = Float64Array.from({ length: 24 }, draw);
    const targets = Float64Array.from({ length: 8 }, () => Math.round(draw()));
    const one = new Network([3, 1], "sigmoid", "mean_squared_error", [0, 0, 0, 0]);
    const [low, high] = [[0, 0, 0, 0], [1, 1, 1, 1]];
    const found = lowest(one, inputs, targets, low, high, [low, high, [0.5, 0.5, 0.5, 0.5]]);
    assert.ok(within(found.parameters, low, high));
    for (let tried = 0; tried < 200; tried++) {
      one.parameters.set([draw(), draw(), draw(), draw()]);
      one.forward(inputs, 8);
      assert.ok(one.cost(targets, 8) >= found.cost - 1e-9);
    }
  }
});

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

test("ticks are even, inside the line, and few", () => {
  assert.deepEqual(ticks(-0.5, 4), [0, 1, 2, 3, 4]);
  for (const [low, high] of [[-2.3, 2.2], [0, 0.03], [-1e5, 3e5], [17, 18]]) {
    const found = ticks(low, high);
    assert.ok(found.length >= 2 && found.length <= 8, String(found));
    assert.ok(found[0] >= low - 1e-9 && found[found.length - 1] <= high + 1e-9 * Math.abs(high), String(found));
  }
});

test("one half is right for nobody", () => {
  assert.deepEqual([isRight(0.51, 1), isRight(0.5, 1), isRight(0.5, 0), isRight(0.49, 0)], [true, false, false, true]);
});

test("twins take the same place among smiles and frowns", () => {
  const inputs = [[0.9, 0, 0.5, 0.1, 0.1], [0.1, 0, 0.2, 0.3, 0.3], [0.2, 0, 0.5, 0.1, 0.1], [0.8, 0, 0.2, 0.3, 0.3]];
  const targets = [1, 0, 0, 1];
  assert.deepEqual(ordered(inputs, targets, 1), [3, 0]);
  assert.deepEqual(ordered(inputs, targets, 0), [1, 2]);
  assert.deepEqual([0, 1, 2, 3].map((e) => twinOf(inputs, targets, e)), [2, 3, 0, 1]);
  assert.equal(twinOf([[0, 0, 1, 1, 1], [0, 0, 1, 1, 0]], [0, 1], 0), -1);
});

test("a face smiles with its mouth's value, and every feature changes the drawing", () => {
  const corner = (/** @type {number} */ mouth) => {
    const [, y0, , y1] = /** @type {RegExpMatchArray} */ (/M20 ([\d.]+)Q30 ([\d.]+) (40) ([\d.]+)/.exec(
      faceParts([mouth, 0.5, 0.5, 0.5, 0.5]).mouth,
    )).slice(0).map(Number);
    return { corners: y0, end: y1 };
  };
  assert.ok(
    corner(0.9).corners < corner(0.5).corners && corner(0.5).corners < corner(0.1).corners,
    "up is a smaller y",
  );
  const plain = JSON.stringify(faceParts([0.5, 0.5, 0.5, 0.5, 0.5]));
  for (let i = 0; i < 5; i++) {
    const other = [0.5, 0.5, 0.5, 0.5, 0.5];
    other[i] = 0.8;
    assert.notEqual(JSON.stringify(faceParts(other)), plain);
  }
  assert.deepEqual(faceParts([9, 9, 9, 9, 9]), faceParts([1, 1, 1, 1, 1]), "features are held between 0 and 1");
  assert.ok(!JSON.stringify(faceParts([0, 1, 0.333333, 1, 0])).includes("NaN"));
});
