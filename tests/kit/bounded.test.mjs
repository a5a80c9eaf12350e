// Descent within bounds, and the lowest cost between them, run by node.
import assert from "node:assert/strict";
import { test } from "node:test";
import { boundedStep, lowest, within } from "../../src/turning_dials/kit/model/bounded.js";
import { Network } from "../../src/turning_dials/kit/model/engine.js";

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
