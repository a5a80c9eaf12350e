// @ts-check
// How wrong the outputs are, in one number, averaged over m examples of n outputs. costs.py's twin.
import { largest } from "./activations.js";

/**
 * `value` is the cost; z and a belong to the last layer, y holds the targets. `slope` fills its first argument with dC/da,
 * or, for a cost with a partner, with dC/dz: a cross-entropy and its partner activation cancel so well that the product is
 * simpler, and safer, than its two factors. `partner` is the one last activation that the cost goes with, null for any.
 * @typedef {object} Cost
 * @property {(z: Float64Array, a: Float64Array, y: ArrayLike<number>, m: number, n: number) => number} value
 * @property {(into: Float64Array, a: Float64Array, y: ArrayLike<number>, m: number, n: number) => void} slope
 * @property {string | null} partner
 */

/** @type {Record<string, Cost>} */
export const costs = {
  mean_squared_error: {
    partner: null,
    value(_z, a, y, m, n) {
      let sum = 0;
      for (let k = 0; k < m * n; k++) sum += (a[k] - y[k]) ** 2;
      return sum / (m * n);
    },
    slope(error, a, y, m, n) {
      for (let k = 0; k < m * n; k++) error[k] = (2 * (a[k] - y[k])) / (m * n);
    },
  },
  binary_cross_entropy: {
    partner: "sigmoid",
    // Written in z: an output that rounds to 0 or 1 would make a logarithm infinite.
    value(z, _a, y, m, n) {
      let sum = 0;
      for (let k = 0; k < m * n; k++) {
        const size = Math.abs(z[k]);
        sum += size * (z[k] >= 0 ? 1 - y[k] : y[k]) + Math.log1p(Math.exp(-size));
      }
      return sum / (m * n);
    },
    slope(delta, a, y, m, n) {
      for (let k = 0; k < m * n; k++) delta[k] = (a[k] - y[k]) / (m * n);
    },
  },
  categorical_cross_entropy: {
    partner: "softmax",
    value(z, _a, y, m, n) {
      let sum = 0;
      for (let start = 0; start < m * n; start += n) {
        const top = largest(z, start, n);
        let total = 0;
        for (let k = start; k < start + n; k++) total += Math.exp(z[k] - top);
        const log = Math.log(total);
        for (let k = start; k < start + n; k++) sum -= y[k] * (z[k] - top - log);
      }
      return sum / m;
    },
    slope(delta, a, y, m, n) {
      for (let start = 0; start < m * n; start += n) {
        let sum = 0;
        for (let k = start; k < start + n; k++) sum += y[k];
        for (let k = start; k < start + n; k++) delta[k] = (a[k] * sum - y[k]) / m;
      }
    },
  },
};
