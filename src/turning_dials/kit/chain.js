// @ts-check
// The chain rule, quantity by quantity: what every number on the way forward and back is made of, for one example. A
// step of the board and a line of a receipt are the same thing, an explained quantity. No DOM: node runs this file.
import { activations } from "./engine.js";
import { significant, subscript, superscript } from "./text.js";

/** @typedef {import("./engine.js").Network} Network */
/**
 * x input, y target, w weight, b bias, z sum, a output, cost; then, backward: error dC/da, bend f'(z), delta dC/dz,
 * dw and db the slopes of the dials.
 * @typedef {"x" | "y" | "w" | "b" | "z" | "a" | "cost" | "error" | "bend" | "delta" | "dw" | "db"} Kind
 */
/** Layers count from 0, as in the engine: z, a, error, bend and delta of layer l belong to weights[l]. @typedef {{kind: Kind, layer: number, to: number, from: number}} Quantity */
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

/** @param {Kind} kind @param {number} layer @param {number} [to] @param {number} [from] @returns {Quantity} */
export function quantity(kind, layer, to = 0, from = 0) {
  return { kind, layer, to, from };
}

/** One text for one quantity. @param {Quantity} q */
export function keyOf({ kind, layer, to, from }) {
  return `${kind} ${layer} ${to} ${from}`;
}

/** What reaches layer l from neuron i of the layer before: an input or an output. @param {number} layer @param {number} i */
function arriving(layer, i) {
  return layer === 0 ? quantity("x", 0, i) : quantity("a", layer - 1, i);
}

/** A cross-entropy hands its error to delta directly. @param {Network} network */
function crossed(network) {
  return network.costName !== "mean_squared_error";
}

/** @param {number} count */
function upTo(count) {
  return Array.from({ length: count }, (_, i) => i);
}

/**
 * Every quantity of one pass forward and back, in the order in which it is computed.
 * @param {Network} network @returns {Quantity[]}
 */
export function steps(network) {
  const { sizes, activations: names } = network;
  const last = sizes.length - 2;
  const list = [];
  for (let l = 0; l <= last; l++) {
    const neurons = upTo(sizes[l + 1]);
    // A softmax needs every sum of its layer before it can give one output.
    if (names[l] === "softmax") list.push(...neurons.map((j) => quantity("z", l, j)), ...neurons.map((j) => quantity("a", l, j)));
    else for (const j of neurons) list.push(quantity("z", l, j), quantity("a", l, j));
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

/** The number as the engine holds it after a pass over one example. @param {Network} network @param {ArrayLike<number>} targets @param {Quantity} q @returns {number} */
export function valueOf(network, targets, { kind, layer, to, from }) {
  switch (kind) {
    case "x": return network.a[0][to];
    case "y": return targets[to];
    case "w": return network.weights[layer][to * network.sizes[layer] + from];
    case "b": return network.biases[layer][to];
    case "z": return network.z[layer][to];
    case "a": return network.a[layer + 1][to];
    case "cost": return network.cost(targets, 1);
    case "error": return network.errors[layer][to];
    case "bend": return activations[network.activations[layer]].slope(network.z[layer][to]);
    case "delta": return network.delta[layer][to];
    default: return network.gradient[dialOf(network.sizes, { kind, layer, to, from })];
  }
}

/** The place in the flat vector of the dial that a w, b, dw or db belongs to. @param {number[]} sizes @param {Quantity} q */
export function dialOf(sizes, { kind, layer, to, from }) {
  let offset = 0;
  for (let l = 0; l < layer; l++) offset += sizes[l + 1] * (sizes[l] + 1);
  return kind === "b" || kind === "db" ? offset + sizes[layer] * sizes[layer + 1] + to : offset + to * sizes[layer] + from;
}

const NAMES = { w: "w", b: "b", z: "z", a: "a", delta: "δ" };

/** A quantity's symbol; layers of neurons are numbered from 1 above, neurons below: w²₁₂ leads to 1 from 2. @param {Quantity} q @returns {string} */
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

/** A formula's sums of products: each term is a list of factors. @param {Network} network @param {Quantity} q @returns {Quantity[][] | null} null where the formula is of another kind */
function terms(network, { kind, layer: l, to, from }) {
  const { sizes } = network;
  const last = sizes.length - 2;
  if (kind === "z") return [...upTo(sizes[l]).map((i) => [quantity("w", l, to, i), arriving(l, i)]), [quantity("b", l, to)]];
  if (kind === "error" && l < last) return upTo(sizes[l + 2]).map((k) => [quantity("w", l + 1, k, to), quantity("delta", l + 1, k)]);
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
      ...about, made,
      symbols: sum.map((term) => term.map(symbolOf).join(" · ")).join(" + "),
      numbers: sum.map((term) => term.map((part) => (sum.length * term.length > 1 ? bracket : significant)(read(part))).join(" · ")).join(" + "),
      parts: sum.flat(),
    };
  }
  return { ...about, ...special(network, q, read, value) };
}

/**
 * The formulas that are not sums of products: activations, the cost, and where the error begins.
 * @param {Network} network @param {Quantity} q @param {(q: Quantity) => number} read @param {number} value
 */
function special(network, { kind, layer, to }, read, value) {
  const { sizes, activations: names, costName } = network;
  const n = sizes[sizes.length - 1];
  const name = names[layer];
  const [z, a, y] = [quantity("z", layer, to), quantity("a", layer, to), quantity("y", layer, to)];
  const [zs, as, ys] = [z, a, y].map(symbolOf);
  const outputs = upTo(n).map((j) => quantity("a", sizes.length - 2, j));
  if (kind === "a" && name === "softmax") {
    const all = outputs.map((_, j) => quantity("z", layer, j));
    const top = Math.max(...all.map(read));
    const powers = all.map((each) => Math.exp(read(each) - top));
    const total = powers.reduce((t, p) => t + p, 0);
    return { made: powers[to] / total, parts: all, symbols: `e^${zs} / (${all.map((each) => `e^${symbolOf(each)}`).join(" + ")})`,
      numbers: `e^${bracket(read(z))} / (${all.map((each) => `e^${bracket(read(each))}`).join(" + ")})` };
  }
  if (kind === "a") {
    const { symbols, write } = CURVES[name];
    return { made: activations[name].value(read(z)), parts: [z], symbols: symbols(zs), numbers: write(read(z)) };
  }
  if (kind === "bend") {
    const { slope, writeSlope } = CURVES[name];
    const made = name === "sigmoid" ? read(a) * (1 - read(a)) : name === "tanh" ? 1 - read(a) ** 2 : activations[name].slope(read(z));
    return { made, parts: [name === "sigmoid" || name === "tanh" ? a : z], symbols: slope(zs, as), numbers: writeSlope(read(z), read(a)) };
  }
  if (kind === "error") {
    return { made: (2 * (read(a) - read(y))) / n, parts: [a, y], symbols: `2 (${as} − ${ys}) / ${n}`, numbers: `2 · (${significant(read(a))} − ${bracket(read(y))}) / ${n}` };
  }
  if (kind === "delta") {
    // Python checks that a categorical target sums to 1; the page offers no other, so its sum is left out here.
    const over = costName === "binary_cross_entropy" ? n : 1;
    const [open, shut] = over > 1 ? ["(", `) / ${over}`] : ["", ""];
    return { made: (read(a) - read(y)) / over, parts: [a, y], symbols: `${open}${as} − ${ys}${shut}`, numbers: `${open}${significant(read(a))} − ${bracket(read(y))}${shut}` };
  }
  if (kind === "cost") {
    const pairs = outputs.flatMap((out, j) => [out, quantity("y", out.layer, j)]);
    return { made: costOf(costName, pairs.map(read), n), parts: pairs, ...costFormula(costName, pairs, read, n) };
  }
  return { made: value, symbols: "", numbers: "", parts: [] };
}

/** @param {string} name @param {number[]} pairs a and y in turns @param {number} n */
function costOf(name, pairs, n) {
  let sum = 0;
  for (let k = 0; k < pairs.length; k += 2) {
    const [a, y] = [pairs[k], pairs[k + 1]];
    if (name === "mean_squared_error") sum += (a - y) ** 2;
    else sum -= times(y, Math.log(a)) + (name === "binary_cross_entropy" ? times(1 - y, Math.log1p(-a)) : 0);
  }
  return name === "categorical_cross_entropy" ? sum : sum / n;
}

/** @param {number} share @param {number} log */
function times(share, log) {
  return share === 0 ? 0 : share * log;
}

/** @param {string} name @param {Quantity[]} pairs @param {(q: Quantity) => number} read @param {number} n */
function costFormula(name, pairs, read, n) {
  const write = (/** @type {(q: Quantity) => string} */ show) => {
    const list = upTo(pairs.length / 2).map((j) => {
      const [a, y] = [show(pairs[2 * j]), show(pairs[2 * j + 1])];
      if (name === "mean_squared_error") return `(${a} − ${y})²`;
      return name === "binary_cross_entropy" ? `${y}·ln ${a} + (1 − ${y})·ln(1 − ${a})` : `${y}·ln ${a}`;
    });
    if (name === "categorical_cross_entropy") return `−(${list.join(" + ")})`;
    const mean = list.length > 1 ? `(${list.join(" + ")}) / ${n}` : list[0];
    return name === "binary_cross_entropy" ? `−${list.length > 1 ? mean : `(${mean})`}` : mean;
  };
  return { symbols: write(symbolOf), numbers: write((part) => bracket(read(part))) };
}

/** @typedef {{symbols: (z: string) => string, write: (z: number) => string, slope: (z: string, a: string) => string, writeSlope: (z: number, a: number) => string}} Written */
const steep = (/** @type {string} */ low) => ({
  slope: (/** @type {string} */ z) => `1 if ${z} > 0, otherwise ${low}`,
  writeSlope: (/** @type {number} */ z) => `${z > 0 ? "1" : low}, as z = ${significant(z)}`,
});
/** How each activation and its slope are written. @type {Record<string, Written>} */
const CURVES = {
  sigmoid: { symbols: (z) => `1 / (1 + e^(−${z}))`, write: (z) => `1 / (1 + e^${bracket(-z)})`, slope: (_, a) => `${a} (1 − ${a})`, writeSlope: (_, a) => `${significant(a)} · (1 − ${significant(a)})` },
  tanh: { symbols: (z) => `tanh ${z}`, write: (z) => `tanh ${bracket(z)}`, slope: (_, a) => `1 − (${a})²`, writeSlope: (_, a) => `1 − ${bracket(a)}²` },
  relu: { symbols: (z) => `the larger of ${z} and 0`, write: (z) => `the larger of ${significant(z)} and 0`, ...steep("0") },
  leaky_relu: { symbols: (z) => `${z}, or a hundredth of it below 0`, write: (z) => (z > 0 ? significant(z) : `${bracket(z)} / 100`), ...steep("0.01") },
  identity: { symbols: (z) => z, write: (z) => significant(z), slope: () => "1", writeSlope: () => "1, as nothing bends" },
};

/** Which of the four equations a quantity belongs to. @param {Network} network @param {Quantity} q */
export function equationOf(network, { kind, layer }) {
  if (kind === "dw") return "BP4";
  if (kind === "db") return "BP3";
  if (kind !== "error" && kind !== "delta") return "";
  return layer === network.sizes.length - 2 ? "BP1" : "BP2";
}

/** @param {Network} network @param {Quantity} q */
function wordsOf(network, { kind, layer, to, from }) {
  const neuron = nameOf(network.sizes, layer, to);
  const before = layer ? nameOf(network.sizes, layer - 1, from) : `input ${from + 1}`;
  const last = layer === network.sizes.length - 2;
  return {
    x: `input ${to + 1}`, y: `target ${to + 1}`, w: `weight to ${neuron} from ${before}`, b: `bias of ${neuron}`,
    z: `weighted sum of ${neuron}`, a: `output of ${neuron}`, cost: "cost",
    error: last ? `how the cost follows ${neuron}` : `error that arrives at ${neuron}`,
    bend: `slope of the activation of ${neuron}`, delta: `error of ${neuron}`,
    dw: `slope of the weight to ${neuron} from ${before}`, db: `slope of the bias of ${neuron}`,
  }[kind];
}

/** A neuron in words. @param {number[]} sizes @param {number} layer @param {number} j */
export function nameOf(sizes, layer, j) {
  const hidden = sizes.length - 2;
  if (layer === hidden) return `output ${j + 1}`;
  return hidden > 1 ? `hidden neuron ${j + 1} of layer ${layer + 1}` : `hidden neuron ${j + 1}`;
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

/** How many ways lead from a neuron of this layer to the cost, one output after another. @param {number[]} sizes @param {number} layer */
export function pathsFrom(sizes, layer) {
  return sizes.slice(layer + 2).reduce((product, n) => product * n, 1);
}

/** How many receipts a delta of this layer stands in: its own dials' and those of every layer before. @param {number[]} sizes @param {number} layer */
export function receiptsWith(sizes, layer) {
  let count = sizes[layer] + 1;
  for (let l = 0; l < layer; l++) count += sizes[l + 1] * (sizes[l] + 1);
  return count;
}

/** A number inside a product: a negative one, or a power of ten, in brackets. @param {number} value */
function bracket(value) {
  const text = significant(value);
  return /[−×]/.test(text) ? `(${text})` : text;
}
