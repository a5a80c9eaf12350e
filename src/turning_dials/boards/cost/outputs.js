// @ts-check
// The outputs of one example, taken out of their network: here they are what is turned. No DOM.

/**
 * What each cost says of one output a with target y, before the mean over the outputs: its value, and its slopes for a
 * and for the sum z that a sigmoid turned into a.
 * @type {Record<string, {value: (a: number, y: number) => number, slope: (a: number, y: number) => number, slopeZ: (a: number, y: number) => number}>}
 */
const costs = {
  mean_squared_error: {
    value: (a, y) => (a - y) ** 2,
    slope: (a, y) => 2 * (a - y),
    slopeZ: (a, y) => 2 * (a - y) * a * (1 - a),
  },
  // The sigmoid's slope a(1 − a) cancels against the same product below the line.
  binary_cross_entropy: {
    value: (a, y) => (y > 0 ? -y * Math.log(a) : 0) - (y < 1 ? (1 - y) * Math.log1p(-a) : 0),
    slope: (a, y) => (a - y) / (a * (1 - a)),
    slopeZ: (a, y) => a - y,
  },
};

/** Where both costs are finite. @type {[number, number]} */
export const LIMITS = [0.001, 0.999];

/** @implements {Model} @typedef {import("../../kit/model/machine.js").Model} Model */
export class Outputs {
  /** @param {Float64Array} outputs the dials @param {Float64Array} targets @param {string} costName */
  constructor(outputs, targets, costName) {
    this.parameters = outputs;
    this.flatTargets = targets;
    this.costName = costName;
    this.sizes = [outputs.length];
    this.activation = "sigmoid";
    this.limits = LIMITS;
    /** One example without inputs. @type {number[][]} */
    this.inputs = [[]];
    this.cost = 0;
    this.gradient = new Float64Array(outputs.length);
    /** The slope at each output's sum z. */
    this.delta = new Float64Array(outputs.length);
    /** What each output adds to the cost. */
    this.shares = new Float64Array(outputs.length);
  }

  /** The same outputs, judged by another cost. @param {string} costName */
  judgedBy(costName) {
    return new Outputs(this.parameters, this.flatTargets, costName);
  }

  get targets() {
    return [Array.from(this.flatTargets)];
  }

  evaluate() {
    const { parameters, flatTargets } = this;
    const { value, slope, slopeZ } = costs[this.costName];
    const n = parameters.length;
    this.cost = 0;
    for (let j = 0; j < n; j++) {
      const [a, y] = [parameters[j], flatTargets[j]];
      this.shares[j] = value(a, y) / n;
      this.gradient[j] = slope(a, y) / n;
      this.delta[j] = slopeZ(a, y) / n;
      this.cost += this.shares[j];
    }
  }
}

/** The places of the largest sizes, all of them where several tie. @param {ArrayLike<number>} values */
export function leaders(values) {
  const sizes = Array.from(values, Math.abs);
  const most = Math.max(...sizes);
  return sizes.flatMap((size, j) => (size >= most * (1 - 1e-9) && size > 0 ? [j] : []));
}
