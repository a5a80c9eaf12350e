// @ts-check
// The chain rule, quantity by quantity: what every number on the way forward and back is made of, for one example. A
// step of the board and a line of a receipt are the same thing, an explained quantity.
import { activations } from "./activations.js";
import { bracket, special } from "./formulas.js";
import { arriving, crossed, dialOf, equationOf, quantity, symbolOf, upTo, wordsOf } from "./quantities.js";
import { significant } from "./text.js";

/** @typedef {import("./quantities.js").Network} Network */
/** @typedef {import("./quantities.js").Quantity} Quantity */
/**
 * @typedef {object} Explained
 * @property {string} symbol   as "δ¹₂"
 * @property {number} value    as the engine holds it
 * @property {number} made     the same, made anew from the parts
 * @property {string} words
 * @property {string} symbols  the formula, right of its equals sign
 * @property {string} numbers  the same with the numbers of this moment; empty for what is given
 * @property {string} equation BP1 to BP4, on the way back
 * @property {Quantity[]} parts what it is made of, in the order of the formula
 */

/**
 * Every quantity of one pass forward and back, in the order in which it is computed.
 * @param {Network} network @returns {Quantity[]}
 */
export function steps(network) {
  const { sizes, activation: names } = network;
  const last = sizes.length - 2;
  const list = [];
  for (let l = 0; l <= last; l++) {
    const neurons = upTo(sizes[l + 1]);
    // A softmax needs every sum of its layer before it can give one output.
    if (names[l] === "softmax") {
      list.push(
        ...neurons.map((j) => quantity("z", l, j)),
        ...neurons.map((j) => quantity("a", l, j)),
      );
    } else for (const j of neurons) list.push(quantity("z", l, j), quantity("a", l, j));
  }
  list.push(quantity("cost", last));
  for (let l = last; l >= 0; l--) {
    for (const j of upTo(sizes[l + 1])) {
      if (l < last || !crossed(network)) list.push(quantity("error", l, j));
      list.push(quantity("delta", l, j));
    }
    for (const j of upTo(sizes[l + 1])) {
      list.push(...upTo(sizes[l]).map((i) => quantity("dw", l, j, i)), quantity("db", l, j));
    }
  }
  return list;
}

/**
 * The number as the engine holds it after a pass over one example.
 * @param {Network} network
 * @param {ArrayLike<number>} targets
 * @param {Quantity} q
 * @returns {number}
 */
export function valueOf(network, targets, { kind, layer, to, from }) {
  switch (kind) {
    case "x":
      return network.a[0][to];
    case "y":
      return targets[to];
    case "w":
      return network.weights[layer][to * network.sizes[layer] + from];
    case "b":
      return network.biases[layer][to];
    case "z":
      return network.z[layer][to];
    case "a":
      return network.a[layer + 1][to];
    case "cost":
      return network.cost(targets, 1);
    case "error":
      return network.errors[layer][to];
    case "bend":
      return activations[network.activation[layer]].slope(network.z[layer][to], network.a[layer + 1][to]);
    case "delta":
      return network.delta[layer][to];
    default:
      return network.gradient[dialOf(network.sizes, { kind, layer, to, from })];
  }
}

/** The kinds of quantity that are slopes of the cost. */
const SLOPES = ["error", "delta", "dw", "db"];

/**
 * A formula's sums of products: each term is a list of factors.
 * @param {Network} network
 * @param {Quantity} q
 * @returns {Quantity[][] | null} null where the formula is of another kind
 */
function terms(network, { kind, layer: l, to, from }) {
  const { sizes } = network;
  const last = sizes.length - 2;
  if (kind === "z") {
    return [...upTo(sizes[l]).map((i) => [quantity("w", l, to, i), arriving(l, i)]), [quantity("b", l, to)]];
  }
  if (kind === "error" && l < last) {
    return upTo(sizes[l + 2]).map((k) => [quantity("w", l + 1, k, to), quantity("delta", l + 1, k)]);
  }
  if (kind === "delta" && (l < last || !crossed(network))) return [[quantity("error", l, to), quantity("bend", l, to)]];
  if (kind === "dw") return [[arriving(l, from), quantity("delta", l, to)]];
  if (kind === "db") return [[quantity("delta", l, to)]];
  return null;
}

/**
 * What a quantity is made of, with the numbers of this moment.
 * @param {Network} network after a pass forward and back over one example
 * @param {ArrayLike<number>} targets @param {Quantity} q
 * @param {(part: Quantity) => number} [read] where the parts' values come from, if not from the engine
 * @returns {Explained}
 */
export function explain(network, targets, q, read = (part) => valueOf(network, targets, part)) {
  const value = valueOf(network, targets, q);
  const about = { symbol: symbolOf(q), value, words: wordsOf(network, q), equation: equationOf(network, q) };
  const sum = terms(network, q);
  if (sum) {
    const made = sum.reduce((total, term) => total + term.reduce((product, part) => product * read(part), 1), 0);
    return {
      ...about,
      made,
      symbols: sum.map((term) => term.map(symbolOf).join(" · ")).join(" + "),
      numbers: sum.map((term) =>
        term.map((part) => (sum.length * term.length > 1 ? bracket : significant)(read(part))).join(" · ")
      ).join(" + "),
      parts: sum.flat(),
    };
  }
  return { ...about, ...special(network, q, read, value) };
}

/**
 * The same as a reader is shown it: its value, and the numbers in its formula, with every slope as `clean` leaves it.
 * @param {Network} network @param {ArrayLike<number>} targets @param {Quantity} q @param {(slope: number) => number} clean
 */
export function explainClean(network, targets, q, clean) {
  const read = (/** @type {Quantity} */ part) => {
    const value = valueOf(network, targets, part);
    return SLOPES.includes(part.kind) ? clean(value) : value;
  };
  return { ...explain(network, targets, q, read), value: read(q) };
}
