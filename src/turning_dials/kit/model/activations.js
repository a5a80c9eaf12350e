// @ts-check
// What a neuron does with its weighted sum z: `value` gives its output a, `slope` gives da/dz. activations.py's twin.

/**
 * `slope` is handed a as well as z, so that no exponential is computed twice.
 * @typedef {{ value: (z: number) => number, slope: (z: number, a: number) => number }} Activation
 */

const LEAK = 0.01;

/**
 * Softmax is missing: there one z moves every output, so it has no slope of one neuron. See `activate`, `deactivate`.
 * @type {Record<string, Activation>}
 */
export const activations = {
  // Where exp(-z) overflows to Infinity, 1 / Infinity is the 0 that is meant.
  sigmoid: { value: (z) => 1 / (1 + Math.exp(-z)), slope: (_z, a) => a * (1 - a) },
  tanh: { value: Math.tanh, slope: (_z, a) => 1 - a * a },
  // At exactly 0 a ReLU has no slope of its own; this book takes 0.
  relu: { value: (z) => (z < 0 ? 0 : z), slope: (z) => (z > 0 ? 1 : 0) },
  leaky_relu: { value: (z) => (z > 0 ? z : LEAK * z), slope: (z) => (z > 0 ? 1 : LEAK) },
  identity: { value: (z) => z, slope: () => 1 },
};

/**
 * The slope at z of an activation where its output is not at hand.
 * @param {Activation} activation
 * @param {number} z
 */
export function slopeAt({ value, slope }, z) {
  return slope(z, value(z));
}

/**
 * a from z, for m examples of n neurons.
 * @param {string} name
 * @param {Float64Array} z
 * @param {Float64Array} a
 * @param {number} m
 * @param {number} n
 */
export function activate(name, z, a, m, n) {
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
 * delta = dC/dz from error = dC/da, for m examples of n neurons.
 * @param {string} name
 * @param {Float64Array} error
 * @param {Float64Array} z
 * @param {Float64Array} a
 * @param {Float64Array} delta
 * @param {number} m
 * @param {number} n
 */
export function deactivate(name, error, z, a, delta, m, n) {
  if (name !== "softmax") {
    const { slope } = activations[name];
    for (let k = 0; k < m * n; k++) delta[k] = error[k] * slope(z[k], a[k]);
    return;
  }
  for (let start = 0; start < m * n; start += n) {
    let mean = 0;
    for (let k = start; k < start + n; k++) mean += error[k] * a[k];
    for (let k = start; k < start + n; k++) delta[k] = a[k] * (error[k] - mean);
  }
}

/**
 * The largest of n numbers from `start` on.
 * @param {Float64Array} z
 * @param {number} start
 * @param {number} n
 */
export function largest(z, start, n) {
  let top = z[start];
  for (let k = start + 1; k < start + n; k++) if (z[k] > top) top = z[k];
  return top;
}
