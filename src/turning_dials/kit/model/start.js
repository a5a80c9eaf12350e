// @ts-check
// Where a network begins whose sizes the reader chose: the same dials and the same example for the same sizes, always.

import { draws } from "./chance.js";

/** @param {number[]} sizes */
function seedOf(sizes) {
  return sizes.reduce((hash, n) => Math.imul(hash ^ n, 0x01000193), 0x811c9dc5);
}

/**
 * Weights from N(0, 1/n_in) with two decimals, so that a reader can follow the arithmetic; biases 0.
 * @param {number[]} sizes
 */
export function startingDials(sizes) {
  const draw = draws(seedOf(sizes));
  const normal = () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
  const values = [];
  for (let l = 0; l + 1 < sizes.length; l++) {
    for (let k = 0; k < sizes[l] * sizes[l + 1]; k++) values.push(round(normal() / Math.sqrt(sizes[l])));
    for (let j = 0; j < sizes[l + 1]; j++) values.push(0);
  }
  return Float64Array.from(values);
}

/**
 * An example for these sizes: what is at hand is kept, the rest is drawn; new targets are 0.01 and 0.99 in turns.
 * @param {number[]} sizes @param {ArrayLike<number>} inputs @param {ArrayLike<number>} targets
 */
export function startingExample(sizes, inputs, targets) {
  // The same third input whatever the sizes, so that the way on which a reader came to them makes no difference.
  const draw = draws(1986);
  const fresh = Array.from({ length: 4 }, () => round(draw()));
  return {
    inputs: Float64Array.from({ length: sizes[0] }, (_, i) => (i < inputs.length ? inputs[i] : fresh[i])),
    targets: Float64Array.from(
      { length: sizes[sizes.length - 1] },
      (_, j) => (j < targets.length ? targets[j] : j % 2 ? 0.99 : 0.01),
    ),
  };
}

/**
 * Targets that a cost can mean something by: from 0 to 1 for a cross-entropy, one 1 among 0s for the categorical one.
 * @param {string} cost
 * @param {ArrayLike<number>} targets
 */
export function fittingTargets(cost, targets) {
  const values = Float64Array.from(targets);
  if (cost === "binary_cross_entropy") return values.map((y) => Math.max(0, Math.min(1, y)));
  if (cost !== "categorical_cross_entropy") return values;
  const right = values.indexOf(Math.max(...values));
  return values.map((_, j) => (j === right ? 1 : 0));
}

/**
 * The activation of each layer: the chosen one, but a cross-entropy brings its own to the last.
 * @param {string} name
 * @param {string} cost
 * @param {number} layers
 */
export function activationsFor(name, cost, layers) {
  const last = cost === "binary_cross_entropy" ? "sigmoid" : cost === "categorical_cross_entropy" ? "softmax" : name;
  return [.../** @type {string[]} */ (Array(layers - 1).fill(name)), last];
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 100) / 100;
}
