// @ts-check
// Whether the errors of a network reach its layers: how large they are beside the last layer's, and which neurons let none
// through. No DOM.
import { activations, slopeAt } from "./activations.js";

/** @typedef {"fine" | "vanishing" | "exploding" | "dead" | "none"} State */
/**
 * @typedef {object} Health
 * @property {State} state  none: the last layer has no error to compare with
 * @property {number} ratio mean |δ| of the layer ÷ mean |δ| of the last one, over its neurons and the examples
 * @property {number} dead  neurons whose bend has slope 0 for every example
 * @property {number} neurons
 */

/**
 * How many times smaller or larger a layer's errors may be. All dials share one learning rate. Beyond a hundredfold, a layer
 * needs a hundred steps for what the last one does in one, or is thrown a hundred times as far.
 */
export const FAR = 100;

/**
 * The health of each layer after a pass forward and back.
 * @param {import("./engine.js").Network} network @param {number} [count] of examples in that pass
 * @param {(error: number) => number} [clean] what makes an error 0 that is nothing but rounding
 * @returns {Health[]}
 */
export function healthOf(network, count = 1, clean = (error) => error) {
  const sizes = network.sizes.slice(1);
  const means = sizes.map((n, l) => mean(network.delta[l].subarray(0, n * count).map(clean)));
  const last = means[means.length - 1];
  return sizes.map((neurons, l) => {
    const dead = deadIn(network, l, count);
    const ratio = means[l] / last;
    return { state: dead === neurons ? "dead" : stateOf(ratio), ratio, dead, neurons };
  });
}

/** @param {number} ratio @returns {State} */
function stateOf(ratio) {
  // 0 ÷ 0, or what overflowed on both sides.
  if (Number.isNaN(ratio)) return "none";
  if (ratio > FAR) return "exploding";
  return ratio < 1 / FAR ? "vanishing" : "fine";
}

/** @param {Float64Array} errors */
function mean(errors) {
  return errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length;
}

/** @param {import("./engine.js").Network} network @param {number} l @param {number} count */
function deadIn({ activation, sizes, z }, l, count) {
  // A softmax moves with every sum of its layer.
  if (activation[l] === "softmax") return 0;
  const n = sizes[l + 1];
  let dead = 0;
  for (let j = 0; j < n; j++) {
    let alive = false;
    for (let e = 0; e < count && !alive; e++) alive = slopeAt(activations[activation[l]], z[l][e * n + j]) !== 0;
    if (!alive) dead += 1;
  }
  return dead;
}
