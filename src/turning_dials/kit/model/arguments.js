// @ts-check
// Checks of what makes a network, which say in a sentence what was wrong. arguments.py's twin.
import { activations } from "./activations.js";
import { costs } from "./costs.js";

/** @param {number[]} sizes */
export function asSizes(sizes) {
  if (sizes.length < 2 || !sizes.every((size) => Number.isInteger(size) && size > 0)) {
    throw new Error(`Expected two sizes or more, each a positive whole number, got [${sizes.join(", ")}].`);
  }
  return sizes.slice();
}

/**
 * @param {string | string[]} activation
 * @param {number} layers
 */
export function asActivation(activation, layers) {
  const names = typeof activation === "string" ? Array(layers).fill(activation) : activation.slice();
  if (names.length !== layers) {
    throw new Error(`Expected one activation for each of ${layers} layers, got ${names.length}.`);
  }
  names.forEach((name, l) => {
    if (name === "softmax" && l < layers - 1) throw new Error("Softmax may stand on the last layer only.");
    if (name !== "softmax" && !Object.hasOwn(activations, name)) {
      throw new Error(`Expected an activation from ${Object.keys(activations).join(", ")}, softmax; got ${name}.`);
    }
  });
  return names;
}

/**
 * @param {string} cost
 * @param {string} last the activation of the last layer
 */
export function asCost(cost, last) {
  if (!Object.hasOwn(costs, cost)) {
    throw new Error(`Expected a cost from ${Object.keys(costs).join(", ")}; got ${cost}.`);
  }
  const { partner } = costs[cost];
  if (partner !== null && partner !== last) {
    throw new Error(`The cost ${cost} goes with ${partner} on the last layer, not with ${last}.`);
  }
  return cost;
}

/**
 * @param {ArrayLike<number>} parameters
 * @param {number} count
 * @param {number[]} sizes
 */
export function asParameters(parameters, count, sizes) {
  if (parameters.length !== count) {
    throw new Error(`A network ${sizes.join("-")} has ${count} dials, but ${parameters.length} values were given.`);
  }
  return Float64Array.from(parameters);
}

/**
 * @param {ArrayLike<number>} values
 * @param {number} m
 * @param {number} n
 * @param {string} name
 */
export function checkExamples(values, m, n, name) {
  if (!Number.isInteger(m) || m < 1 || values.length < m * n) {
    throw new Error(`Expected ${name} for one example or more, ${n} numbers each; got ${values.length} for ${m}.`);
  }
}
