// @ts-check
// Descent between bounds: dials that may not leave a range, or that are held still (then both bounds are the same). No
// DOM: node runs this file in the tests.
import { Network } from "./engine.js";

const MOST_STEPS = 4000;
const SMALLEST_GAIN = 1e-13;

/**
 * The parameters after one step of descent that stops at the bounds.
 * @param {Float64Array} parameters @param {Float64Array} gradient @param {number} rate
 * @param {number[]} low @param {number[]} high one bound for each dial
 */
export function boundedStep(parameters, gradient, rate, low, high) {
  return parameters.map((value, i) => Math.max(low[i], Math.min(high[i], value - rate * gradient[i])));
}

/** @param {ArrayLike<number>} parameters @param {number[]} low @param {number[]} high */
export function within(parameters, low, high) {
  return low.every((least, i) => parameters[i] >= least && parameters[i] <= high[i]);
}

/**
 * The lowest cost between the bounds that descent finds from any of `starts`, and the dials there. A step that does not
 * lower the cost is taken back and the rate halved; one that does makes the next longer.
 * @param {Network} network left as it is
 * @param {ArrayLike<number>} inputs @param {ArrayLike<number>} targets
 * @param {number[]} low @param {number[]} high @param {number[][]} starts
 */
export function lowest(network, inputs, targets, low, high, starts) {
  const twin = new Network(network.sizes, network.activation, network.costName, network.parameters);
  const examples = inputs.length / network.sizes[0];
  let best = { cost: Infinity, parameters: twin.parameters.slice() };
  for (const start of starts) {
    const { parameters } = twin;
    parameters.set(start.map((value, i) => Math.max(low[i], Math.min(high[i], value))));
    let cost = twin.evaluate(/** @type {Float64Array} */ (inputs), /** @type {Float64Array} */ (targets), examples);
    let rate = 1;
    for (let step = 0; step < MOST_STEPS && rate > 1e-9; step++) {
      const [before, gradient] = [parameters.slice(), twin.gradient.slice()];
      parameters.set(boundedStep(before, gradient, rate, low, high));
      const next = twin.evaluate(/** @type {Float64Array} */ (inputs), /** @type {Float64Array} */ (targets), examples);
      if (next < cost) {
        const gain = cost - next;
        cost = next;
        rate = Math.min(1e6, rate * 1.5);
        if (gain < SMALLEST_GAIN) break;
      } else {
        parameters.set(before);
        twin.gradient.set(gradient);
        rate /= 2;
      }
    }
    if (cost < best.cost) best = { cost, parameters: parameters.slice() };
  }
  return best;
}
