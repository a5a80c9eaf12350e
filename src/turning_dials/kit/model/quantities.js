// @ts-check
// The quantities of one pass forward and back for one example: which there are, what they are called, where they stand.
// No DOM: node runs this file, as it does formulas.js and chain.js.
import { t } from "./language.js";
import { subscript, superscript } from "./text.js";

/** @typedef {import("./engine.js").Network} Network */
/**
 * x input, y target, w weight, b bias, z sum, a output, cost; then, backward: error dC/da, bend f'(z), delta dC/dz,
 * dw and db the slopes of the dials.
 * @typedef {"x" | "y" | "w" | "b" | "z" | "a" | "cost" | "error" | "bend" | "delta" | "dw" | "db"} Kind
 */
/**
 * Layers count from 0, as in the engine: z, a, error, bend and delta of layer l belong to weights[l].
 * @typedef {{kind: Kind, layer: number, to: number, from: number}} Quantity
 */

/** @param {Kind} kind @param {number} layer @param {number} [to] @param {number} [from] @returns {Quantity} */
export function quantity(kind, layer, to = 0, from = 0) {
  return { kind, layer, to, from };
}

/** One text for one quantity. @param {Quantity} q */
export function keyOf({ kind, layer, to, from }) {
  return `${kind} ${layer} ${to} ${from}`;
}

/**
 * What reaches layer l from neuron i of the layer before: an input or an output.
 * @param {number} layer
 * @param {number} i
 */
export function arriving(layer, i) {
  return layer === 0 ? quantity("x", 0, i) : quantity("a", layer - 1, i);
}

/** A cross-entropy hands its error to delta directly. @param {Network} network */
export function crossed(network) {
  return network.costName !== "mean_squared_error";
}

/** @param {number} count */
export function upTo(count) {
  return Array.from({ length: count }, (_, i) => i);
}

/**
 * The place in the flat vector of the dial that a w, b, dw or db belongs to.
 * @param {number[]} sizes
 * @param {Quantity} q
 */
export function dialOf(sizes, { kind, layer, to, from }) {
  let offset = 0;
  for (let l = 0; l < layer; l++) offset += sizes[l + 1] * (sizes[l] + 1);
  return kind === "b" || kind === "db"
    ? offset + sizes[layer] * sizes[layer + 1] + to
    : offset + to * sizes[layer] + from;
}

/** The quantity that a dial's receipt begins with: its slope. @param {number[]} sizes @param {number} index */
export function slopeOf(sizes, index) {
  let offset = 0;
  for (let layer = 0; layer + 1 < sizes.length; layer++) {
    const [columns, rows] = [sizes[layer], sizes[layer + 1]];
    const at = index - offset;
    if (at < rows * columns) return quantity("dw", layer, Math.floor(at / columns), at % columns);
    if (at < rows * (columns + 1)) return quantity("db", layer, at - rows * columns);
    offset += rows * (columns + 1);
  }
  throw new Error(`There is no dial ${index} in a network ${sizes.join("-")}.`);
}

const NAMES = { w: "w", b: "b", z: "z", a: "a", delta: "δ" };

/**
 * A quantity's symbol; layers of neurons are numbered from 1 above, neurons below: w²₁₂ leads to 1 from 2.
 * @param {Quantity} q
 * @returns {string}
 */
export function symbolOf({ kind, layer, to, from }) {
  const above = superscript(layer + 1);
  const below = kind === "w" || kind === "dw" ? subscript(to + 1) + subscript(from + 1) : subscript(to + 1);
  if (kind === "cost") return "C";
  if (kind === "x" || kind === "y") return kind + below;
  if (kind === "error") return `∂C/∂a${above}${below}`;
  if (kind === "bend") return `f′(z${above}${below})`;
  if (kind === "dw" || kind === "db") return `∂C/∂${kind[1]}${above}${below}`;
  return NAMES[kind] + above + below;
}

/** A neuron in words. @param {number[]} sizes @param {number} layer @param {number} j */
export function nameOf(sizes, layer, j) {
  const hidden = sizes.length - 2;
  if (layer === hidden) return t`output ${j + 1}`;
  return hidden > 1 ? t`hidden neuron ${j + 1} of layer ${layer + 1}` : t`hidden neuron ${j + 1}`;
}

/** @param {Network} network @param {Quantity} q */
export function wordsOf(network, { kind, layer, to, from }) {
  const neuron = nameOf(network.sizes, layer, to);
  const before = layer ? nameOf(network.sizes, layer - 1, from) : t`input ${from + 1}`;
  const last = layer === network.sizes.length - 2;
  return {
    x: t`input ${to + 1}`,
    y: t`target ${to + 1}`,
    w: t`weight to ${neuron} from ${before}`,
    b: t`bias of ${neuron}`,
    z: t`weighted sum of ${neuron}`,
    a: t`output of ${neuron}`,
    cost: t`cost`,
    error: last ? t`how the cost follows ${neuron}` : t`error that arrives at ${neuron}`,
    bend: t`slope of the activation of ${neuron}`,
    delta: t`error of ${neuron}`,
    dw: t`slope of the weight to ${neuron} from ${before}`,
    db: t`slope of the bias of ${neuron}`,
  }[kind];
}

/** Which of the four equations a quantity belongs to. @param {Network} network @param {Quantity} q */
export function equationOf(network, { kind, layer }) {
  if (kind === "dw") return "BP4";
  if (kind === "db") return "BP3";
  if (kind !== "error" && kind !== "delta") return "";
  return layer === network.sizes.length - 2 ? "BP1" : "BP2";
}

/**
 * How many ways lead from a neuron of this layer to the cost, one output after another.
 * @param {number[]} sizes
 * @param {number} layer
 */
export function pathsFrom(sizes, layer) {
  return sizes.slice(layer + 2).reduce((product, n) => product * n, 1);
}

/**
 * How many receipts a delta of this layer stands in: its own dials' and those of every layer before.
 * @param {number[]} sizes
 * @param {number} layer
 */
export function receiptsWith(sizes, layer) {
  let count = sizes[layer] + 1;
  for (let l = 0; l < layer; l++) count += sizes[l + 1] * (sizes[l] + 1);
  return count;
}
