// @ts-check
// How the formulas that are not sums of products are written and computed: activations, costs, where the error begins.
import { activations } from "./activations.js";
import { t } from "./language.js";
import { quantity, symbolOf, upTo } from "./quantities.js";
import { significant } from "./text.js";

/** @typedef {import("./quantities.js").Network} Network */
/** @typedef {import("./quantities.js").Quantity} Quantity */

/**
 * The formulas that are not sums of products: activations, the cost, and where the error begins.
 * @param {Network} network @param {Quantity} q @param {(q: Quantity) => number} read @param {number} value
 */
export function special(network, { kind, layer, to }, read, value) {
  const { sizes, activation: names, costName } = network;
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
    return {
      made: powers[to] / total,
      parts: all,
      symbols: `e^${zs} / (${all.map((each) => `e^${symbolOf(each)}`).join(" + ")})`,
      numbers: `e^${bracket(read(z))} / (${all.map((each) => `e^${bracket(read(each))}`).join(" + ")})`,
    };
  }
  if (kind === "a") {
    const { symbols, write } = CURVES[name];
    return { made: activations[name].value(read(z)), parts: [z], symbols: symbols(zs), numbers: write(read(z)) };
  }
  if (kind === "bend") {
    const { slope, writeSlope } = CURVES[name];
    return {
      made: activations[name].slope(read(z), read(a)),
      parts: [name === "sigmoid" || name === "tanh" ? a : z],
      symbols: slope(zs, as),
      numbers: writeSlope(read(z), read(a)),
    };
  }
  if (kind === "error") {
    return {
      made: (2 * (read(a) - read(y))) / n,
      parts: [a, y],
      symbols: `2 (${as} − ${ys}) / ${n}`,
      numbers: `2 · (${significant(read(a))} − ${bracket(read(y))}) / ${n}`,
    };
  }
  if (kind === "delta") {
    // Python checks that a categorical target sums to 1; the page offers no other, so its sum is left out here.
    const over = costName === "binary_cross_entropy" ? n : 1;
    const [open, shut] = over > 1 ? ["(", `) / ${over}`] : ["", ""];
    return {
      made: (read(a) - read(y)) / over,
      parts: [a, y],
      symbols: `${open}${as} − ${ys}${shut}`,
      numbers: `${open}${significant(read(a))} − ${bracket(read(y))}${shut}`,
    };
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

/**
 * @typedef {{symbols: (z: string) => string, write: (z: number) => string, slope: (z: string, a: string) => string, writeSlope: (z: number, a: number) => string}} Written
 */
const steep = (/** @type {string} */ low) => ({
  slope: (/** @type {string} */ z) => t`1 if ${z} > 0, otherwise ${low}`,
  writeSlope: (/** @type {number} */ z) => t`${z > 0 ? "1" : low}, as z = ${significant(z)}`,
});

/** How each activation and its slope are written. @type {Record<string, Written>} */
const CURVES = {
  sigmoid: {
    symbols: (z) => `1 / (1 + e^(−${z}))`,
    write: (z) => `1 / (1 + e^${bracket(-z)})`,
    slope: (_, a) => `${a} (1 − ${a})`,
    writeSlope: (_, a) => `${significant(a)} · (1 − ${significant(a)})`,
  },
  tanh: {
    symbols: (z) => `tanh ${z}`,
    write: (z) => `tanh ${bracket(z)}`,
    slope: (_, a) => `1 − (${a})²`,
    writeSlope: (_, a) => `1 − ${bracket(a)}²`,
  },
  relu: {
    symbols: (z) => t`the larger of ${z} and 0`,
    write: (z) => t`the larger of ${significant(z)} and 0`,
    ...steep("0"),
  },
  leaky_relu: {
    symbols: (z) => t`${z}, or a hundredth of it below 0`,
    write: (z) => (z > 0 ? significant(z) : `${bracket(z)} / 100`),
    ...steep("0.01"),
  },
  identity: {
    symbols: (z) => z,
    write: (z) => significant(z),
    slope: () => "1",
    writeSlope: () => t`1, as nothing bends`,
  },
};

/** A number inside a product: a negative one, or a power of ten, in brackets. @param {number} value */
export function bracket(value) {
  const text = significant(value);
  return /[−×]/.test(text) ? `(${text})` : text;
}
