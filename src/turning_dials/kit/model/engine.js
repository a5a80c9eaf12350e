// @ts-check
// The network in numbers: forward, cost, backward. It is network.py's twin, with the same names and the same layout of
// the dials, and tests hold the two together. Nothing here knows of a page, and nothing is allocated per evaluation.
import { activate, deactivate } from "./activations.js";
import { asActivation, asCost, asParameters, asSizes, checkExamples } from "./arguments.js";
import { costs } from "./costs.js";
import { layout, views } from "./layout.js";
import { carryBack, slopes, sums } from "./loops.js";

/** A network, and room for the numbers of one pass through it. */
export class Network {
  /**
   * @param {number[]} sizes how many inputs, then how many neurons in each layer
   * @param {string | string[]} activation one name, or one per layer; softmax on the last layer only
   * @param {string} cost
   * @param {ArrayLike<number>} parameters every dial, copied: per layer its weights row by row, then its biases
   */
  constructor(sizes, activation, cost, parameters) {
    this.sizes = asSizes(sizes);
    /** The name of each layer's activation. */
    this.activation = asActivation(activation, sizes.length - 1);
    this.costName = asCost(cost, this.activation[sizes.length - 2]);
    const count = layout(this.sizes).reduce((sum, { rows, columns }) => sum + rows * columns, 0);
    /** The dials. Writing into this turns them. */
    this.parameters = asParameters(parameters, count, this.sizes);
    /** The slope of the cost for every dial, filled by `backward`. */
    this.gradient = new Float64Array(count);
    /** Views into the parameters, one per layer, row by row: weights[l][to * n_in + from]. */
    this.weights = views(this.parameters, this.sizes, "weight");
    /** Views into the parameters, one per layer. */
    this.biases = views(this.parameters, this.sizes, "bias");
    this.#weightSlopes = views(this.gradient, this.sizes, "weight");
    this.#biasSlopes = views(this.gradient, this.sizes, "bias");
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
      activate(this.activation[l], z[l], a[l + 1], m, sizes[l + 1]);
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
    const value = costs[this.costName].value(this.z[last], this.a[last + 1], targets, m, n);
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
    const { sizes, activation, z, a, delta, errors } = this;
    const last = z.length - 1;
    checkExamples(targets, m, sizes[last + 1], "targets");
    const { slope, partner } = costs[this.costName];
    slope(partner ? delta[last] : errors[last], a[last + 1], targets, m, sizes[last + 1]);
    for (let l = last; l >= 0; l--) {
      if (l < last) carryBack(errors[l], this.weights[l + 1], delta[l + 1], m, sizes[l + 1], sizes[l + 2]);
      if (l < last || !partner) deactivate(activation[l], errors[l], z[l], a[l + 1], delta[l], m, sizes[l + 1]);
      slopes(this.#weightSlopes[l], this.#biasSlopes[l], delta[l], a[l], m, sizes[l], sizes[l + 1]);
    }
    return this.gradient;
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
}
