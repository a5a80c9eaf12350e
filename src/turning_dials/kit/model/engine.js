// @ts-check
// The network in numbers: forward, cost, backward. It is network.py's twin, with the same names and the same layout of
// the dials, and tests hold the two together. Nothing here knows of a page, and nothing is allocated per evaluation.

import { binary, carryBack, categorical, largest, slopes, squares, sums } from "./loops.js";

/** @typedef {{ value: (z: number) => number, slope: (z: number) => number }} Curve */
/** @typedef {{ layer: number, kind: "weight" | "bias", offset: number, rows: number, columns: number }} Part */
/** @typedef {{ layer: number, kind: "weight" | "bias", to: number, from: number | null }} Place */

const LEAK = 0.01;

/** @param {number} z */
function sigmoid(z) {
  // exp of -|z| cannot overflow, so both ends are exact: 0 and 1.
  const small = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : small) / (1 + small);
}

/**
 * What a neuron does with its weighted sum z, and the slope of that. Softmax is missing: it is no curve, since there
 * one z moves every output.
 * @type {Record<string, Curve>}
 */
export const activations = {
  sigmoid: {
    value: sigmoid,
    slope: (z) => {
      const a = sigmoid(z);
      return a * (1 - a);
    },
  },
  tanh: {
    value: Math.tanh,
    slope: (z) => {
      const a = Math.tanh(z);
      return 1 - a * a;
    },
  },
  // At exactly 0 a ReLU has no slope of its own; this book takes 0.
  relu: { value: (z) => (z < 0 ? 0 : z), slope: (z) => (z > 0 ? 1 : 0) },
  leaky_relu: { value: (z) => (z > 0 ? z : LEAK * z), slope: (z) => (z > 0 ? 1 : LEAK) },
  identity: { value: (z) => z, slope: () => 1 },
};

/**
 * Each cost, and the one activation of the last layer that it goes with; null stands for any.
 * @type {Record<string, string | null>}
 */
const partners = {
  mean_squared_error: null,
  binary_cross_entropy: "sigmoid",
  categorical_cross_entropy: "softmax",
};

/**
 * Where the dials of a network of these sizes lie in the flat vector, in order.
 * @param {number[]} sizes
 * @returns {Part[]}
 */
export function layout(sizes) {
  /** @type {Part[]} */
  const parts = [];
  let offset = 0;
  for (let layer = 0; layer + 1 < sizes.length; layer++) {
    const columns = sizes[layer];
    const rows = sizes[layer + 1];
    parts.push({ layer, kind: "weight", offset, rows, columns });
    parts.push({ layer, kind: "bias", offset: offset + rows * columns, rows, columns: 1 });
    offset += rows * (columns + 1);
  }
  return parts;
}

/**
 * The place in the flat vector of the weight from neuron `from` to neuron `to`, or of the bias of `to`.
 * @param {number[]} sizes
 * @param {number} layer counted from 0, the layer that the inputs lead to
 * @param {string} kind "weight" or "bias"
 * @param {number} to
 * @param {number | null} [from] nothing for a bias
 */
export function indexOf(sizes, layer, kind, to, from = null) {
  const part = layout(sizes).find((each) => each.layer === layer && each.kind === kind);
  if (!part) throw new Error(`There is no ${kind} in layer ${layer} of a network ${sizes.join("-")}.`);
  if ((kind === "bias") !== (from === null)) {
    throw new Error("A weight comes from a neuron, a bias from none.");
  }
  const column = from ?? 0;
  if (!isBelow(to, part.rows) || !isBelow(column, part.columns)) {
    throw new Error(`Layer ${layer} of a network ${sizes.join("-")} has no ${kind} to ${to} from ${from}.`);
  }
  return part.offset + to * part.columns + column;
}

/**
 * The reverse of `indexOf`; `from` is null for a bias.
 * @param {number[]} sizes
 * @param {number} index
 * @returns {Place}
 */
export function placeOf(sizes, index) {
  for (const { layer, kind, offset, rows, columns } of layout(sizes)) {
    if (!isBelow(index, offset + rows * columns)) continue;
    const to = Math.floor((index - offset) / columns);
    return { layer, kind, to, from: kind === "bias" ? null : (index - offset) % columns };
  }
  throw new Error(`There is no dial ${index} in a network ${sizes.join("-")}.`);
}

/** A network, and room for the numbers of one pass through it. */
export class Network {
  /**
   * @param {number[]} sizes how many inputs, then how many neurons in each layer
   * @param {string | string[]} activation one name, or one per layer; softmax on the last layer only
   * @param {string} cost
   * @param {ArrayLike<number>} parameters every dial, copied: per layer its weights row by row, then its biases
   */
  constructor(sizes, activation, cost, parameters) {
    this.sizes = checkedSizes(sizes);
    const layers = sizes.length - 1;
    this.activations = checkedActivations(activation, layers);
    this.costName = checkedCost(cost, this.activations[layers - 1]);
    const parts = layout(this.sizes);
    const last = parts[parts.length - 1];
    const count = last.offset + last.rows;
    if (parameters.length !== count) {
      throw new Error(`A network ${sizes.join("-")} has ${count} dials, but ${parameters.length} values were given.`);
    }
    /** The dials. Writing into this turns them. */
    this.parameters = Float64Array.from(parameters);
    /** The slope of the cost for every dial, filled by `backward`. */
    this.gradient = new Float64Array(count);
    /** Views into the parameters, one per layer, row by row: weights[l][to * n_in + from]. */
    this.weights = viewsOf(this.parameters, parts, "weight");
    /** Views into the parameters, one per layer. */
    this.biases = viewsOf(this.parameters, parts, "bias");
    this.#weightSlopes = viewsOf(this.gradient, parts, "weight");
    this.#biasSlopes = viewsOf(this.gradient, parts, "bias");
    this.#reserve(1);
  }

  /** @type {Float64Array[]} */ #weightSlopes;
  /** @type {Float64Array[]} */ #biasSlopes;
  #room = 0;

  // The numbers of the latest pass, each layer's array example by example: z[l][e * n + j]. They are replaced by longer
  // ones, never shorter, when a pass has more examples than any before it.
  /** Weighted sums; z[l] belongs to weights[l]. @type {Float64Array[]} */ z = [];
  /** Outputs; a[0] holds the inputs, a[l + 1] what layer l puts out. @type {Float64Array[]} */ a = [];
  /** dC/dz, each example's share of the mean cost; delta[l] belongs to z[l]. @type {Float64Array[]} */ delta = [];
  /**
   * dC/da; errors[l] belongs to a[l + 1]. For the last layer it is only filled under mean squared error: a
   * cross-entropy goes to delta directly. @type {Float64Array[]}
   */
  errors = [];

  /** @param {number} m */
  #reserve(m) {
    if (m <= this.#room) return;
    this.#room = m;
    const room = this.sizes.slice(1).map((n) => n * m);
    this.a = this.sizes.map((n) => new Float64Array(n * m));
    this.z = room.map((length) => new Float64Array(length));
    this.delta = room.map((length) => new Float64Array(length));
    this.errors = room.map((length) => new Float64Array(length));
  }

  /**
   * Compute the outputs for m examples.
   * @param {ArrayLike<number>} inputs m × n_in, example by example
   * @param {number} [m]
   * @returns {Float64Array} a[L]: the first m × n_out numbers count, a longer pass may have left more behind them
   */
  forward(inputs, m = inputs.length / this.sizes[0]) {
    checkExamples(inputs, m, this.sizes[0], "inputs");
    this.#reserve(m);
    const { sizes, z, a } = this;
    const length = m * sizes[0];
    for (let k = 0; k < length; k++) a[0][k] = inputs[k];
    for (let l = 0; l < z.length; l++) {
      sums(z[l], this.weights[l], this.biases[l], a[l], m, sizes[l], sizes[l + 1]);
      activate(this.activations[l], z[l], a[l + 1], m, sizes[l + 1]);
    }
    return a[z.length];
  }

  /**
   * The cost of the latest forward pass over its m examples; Infinity when a number on the way overflowed.
   * @param {ArrayLike<number>} targets m × n_out
   * @param {number} [m]
   * @returns {number}
   */
  cost(targets, m = targets.length / this.sizes[this.sizes.length - 1]) {
    const last = this.z.length - 1;
    const n = this.sizes[last + 1];
    checkExamples(targets, m, n, "targets");
    let value;
    if (this.costName === "mean_squared_error") value = squares(this.a[last + 1], targets, m * n) / (m * n);
    else if (this.costName === "binary_cross_entropy") value = binary(this.z[last], targets, m * n) / (m * n);
    else value = categorical(this.z[last], targets, m, n) / m;
    // Only Infinity - Infinity or 0 × Infinity can have made a NaN here, after an overflow.
    return Number.isNaN(value) ? Infinity : value;
  }

  /**
   * Carry the error of the latest forward pass back through the layers, and leave every slope in `gradient`.
   * @param {ArrayLike<number>} targets m × n_out
   * @param {number} [m]
   * @returns {Float64Array} the gradient
   */
  backward(targets, m = targets.length / this.sizes[this.sizes.length - 1]) {
    checkExamples(targets, m, this.sizes[this.sizes.length - 1], "targets");
    const { sizes, activations: names, z, a, delta, errors } = this;
    this.#lastDelta(targets, m);
    for (let l = z.length - 1; l >= 0; l--) {
      slopes(this.#weightSlopes[l], this.#biasSlopes[l], delta[l], a[l], m, sizes[l], sizes[l + 1]);
      if (l === 0) break;
      carryBack(errors[l - 1], this.weights[l], delta[l], m, sizes[l], sizes[l + 1]);
      deactivate(names[l - 1], errors[l - 1], z[l - 1], a[l], delta[l - 1], m, sizes[l]);
    }
    return this.gradient;
  }

  /**
   * @param {ArrayLike<number>} targets
   * @param {number} m
   */
  #lastDelta(targets, m) {
    const last = this.z.length - 1;
    const n = this.sizes[last + 1];
    const a = this.a[last + 1];
    const delta = this.delta[last];
    if (this.costName === "mean_squared_error") {
      const error = this.errors[last];
      for (let k = 0; k < m * n; k++) error[k] = (2 * (a[k] - targets[k])) / (m * n);
      deactivate(this.activations[last], error, this.z[last], a, delta, m, n);
    } else if (this.costName === "binary_cross_entropy") {
      for (let k = 0; k < m * n; k++) delta[k] = (a[k] - targets[k]) / (m * n);
    } else {
      for (let start = 0; start < m * n; start += n) {
        let sum = 0;
        for (let k = start; k < start + n; k++) sum += targets[k];
        for (let k = start; k < start + n; k++) delta[k] = (a[k] * sum - targets[k]) / m;
      }
    }
  }

  /**
   * One pass forward and one back: returns the cost, leaves the slopes in `gradient`.
   * @param {ArrayLike<number>} inputs
   * @param {ArrayLike<number>} targets
   * @param {number} [m]
   * @returns {number}
   */
  evaluate(inputs, targets, m = inputs.length / this.sizes[0]) {
    this.forward(inputs, m);
    const cost = this.cost(targets, m);
    this.backward(targets, m);
    return cost;
  }
}

/**
 * @param {string} name
 * @param {Float64Array} z
 * @param {Float64Array} a
 * @param {number} m
 * @param {number} n
 */
function activate(name, z, a, m, n) {
  if (name !== "softmax") {
    const { value } = activations[name];
    for (let k = 0; k < m * n; k++) a[k] = value(z[k]);
    return;
  }
  for (let start = 0; start < m * n; start += n) {
    // Taking the largest away leaves the shares as they are, and no exponential can overflow.
    const top = largest(z, start, n);
    let total = 0;
    for (let k = start; k < start + n; k++) total += a[k] = Math.exp(z[k] - top);
    for (let k = start; k < start + n; k++) a[k] /= total;
  }
}

/**
 * delta = dC/dz from error = dC/da.
 * @param {string} name
 * @param {Float64Array} error
 * @param {Float64Array} z
 * @param {Float64Array} a
 * @param {Float64Array} delta
 * @param {number} m
 * @param {number} n
 */
function deactivate(name, error, z, a, delta, m, n) {
  if (name !== "softmax") {
    const { slope } = activations[name];
    for (let k = 0; k < m * n; k++) delta[k] = error[k] * slope(z[k]);
    return;
  }
  for (let start = 0; start < m * n; start += n) {
    let mean = 0;
    for (let k = start; k < start + n; k++) mean += error[k] * a[k];
    for (let k = start; k < start + n; k++) delta[k] = a[k] * (error[k] - mean);
  }
}

/**
 * @param {Float64Array} vector
 * @param {Part[]} parts
 * @param {string} kind
 */
function viewsOf(vector, parts, kind) {
  return parts
    .filter((part) => part.kind === kind)
    .map(({ offset, rows, columns }) => vector.subarray(offset, offset + rows * columns));
}

/**
 * @param {number} value
 * @param {number} end
 */
function isBelow(value, end) {
  return Number.isInteger(value) && value >= 0 && value < end;
}

/** @param {number[]} sizes */
function checkedSizes(sizes) {
  if (sizes.length < 2 || !sizes.every((size) => Number.isInteger(size) && size > 0)) {
    throw new Error(`Expected two sizes or more, each a positive whole number, got [${sizes.join(", ")}].`);
  }
  return sizes.slice();
}

/**
 * @param {string | string[]} activation
 * @param {number} layers
 */
function checkedActivations(activation, layers) {
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
 * @param {string} last
 */
function checkedCost(cost, last) {
  if (!Object.hasOwn(partners, cost)) {
    throw new Error(`Expected a cost from ${Object.keys(partners).join(", ")}; got ${cost}.`);
  }
  const partner = partners[cost];
  if (partner !== null && partner !== last) {
    throw new Error(`The cost ${cost} goes with ${partner} on the last layer, not with ${last}.`);
  }
  return cost;
}

/**
 * @param {ArrayLike<number>} values
 * @param {number} m
 * @param {number} n
 * @param {string} name
 */
function checkExamples(values, m, n, name) {
  if (!Number.isInteger(m) || m < 1 || values.length < m * n) {
    throw new Error(`Expected ${name} for one example or more, ${n} numbers each; got ${values.length} for ${m}.`);
  }
}
