// @ts-check
// A small network as text for an address: sizes, activation, cost, example, and the dials it starts from where those do not
// follow from the sizes.
import { activationsFor, startingDials } from "./start.js";

/**
 * @typedef {{sizes: number[], activations: string[], cost: string, inputs: Float64Array, targets: Float64Array, start: Float64Array, parameters: Float64Array, text: string}} State
 */

const COSTS = ["mean_squared_error", "binary_cross_entropy", "categorical_cross_entropy"];
const CURVES = ["sigmoid", "tanh", "relu", "leaky_relu", "identity"];

/** @param {import("./machine.js").NetworkModel} model @param {Float64Array} start @returns {State} */
export function asState(model, start) {
  const { sizes, activation: activations, costName: cost } = model.network;
  const [inputs, targets] = [model.flatInputs.slice(), model.flatTargets.slice()];
  const seeded = startingDials(sizes);
  const own = start.every((value, k) => value === seeded[k]) ? "" : start.join(",");
  const text = [sizes.join("-"), activations.join("-"), cost, inputs.join(","), targets.join(","), own].join("~");
  return {
    sizes,
    activations,
    cost,
    inputs,
    targets,
    start: start.slice(),
    parameters: model.parameters.slice(),
    text,
  };
}

/** The reverse; null for a text that no board of these sizes wrote. @param {string} text @returns {State | null} */
export function fromState(text) {
  const [sizeText, curves, cost, inputText, targetText, own = ""] = text.split("~");
  const numbers = (/** @type {string} */ list) => Float64Array.from((list ?? "").split(",").filter(Boolean), Number);
  const sizes = (sizeText ?? "").split("-").map(Number);
  if (!allowed(sizes) || !COSTS.includes(cost)) return null;
  const activations = (curves ?? "").split("-");
  const expected = activationsFor(activations[0] === "softmax" ? "identity" : activations[0], cost, sizes.length - 1);
  if (activations.join() !== expected.join() || activations.slice(0, -1).some((name) => !CURVES.includes(name))) {
    return null;
  }
  if (cost === "mean_squared_error" && !CURVES.includes(activations[activations.length - 1])) return null;
  const [inputs, targets] = [numbers(inputText), numbers(targetText)];
  const seeded = startingDials(sizes);
  const start = own ? numbers(own) : seeded;
  const whole = inputs.length === sizes[0] && targets.length === sizes[sizes.length - 1] &&
    start.length === seeded.length;
  if (!whole || ![...inputs, ...targets, ...start].every(Number.isFinite)) return null;
  return { sizes, activations, cost, inputs, targets, start, parameters: start.slice(), text };
}

/** @param {number[]} sizes */
export function allowed(sizes) {
  const within = (/** @type {number} */ n, /** @type {number} */ most) => Number.isInteger(n) && n >= 1 && n <= most;
  return sizes.length >= 2 && sizes.length <= 4 && within(sizes[0], 4) && within(sizes[sizes.length - 1], 4) &&
    sizes.slice(1, -1).every((n) => within(n, 6));
}
