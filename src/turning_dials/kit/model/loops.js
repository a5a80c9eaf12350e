// @ts-check
// The engine's loops over m examples, `columns` neurons before and `rows` neurons after. In each the innermost loop
// runs along memory, in both of the arrays it reads.

/**
 * z = W a + b for m examples.
 * @param {Float64Array} z
 * @param {Float64Array} weights
 * @param {Float64Array} biases
 * @param {Float64Array} a
 * @param {number} m
 * @param {number} columns
 * @param {number} rows
 */
export function sums(z, weights, biases, a, m, columns, rows) {
  for (let e = 0; e < m; e++) {
    const from = e * columns;
    for (let j = 0; j < rows; j++) {
      const row = j * columns;
      let sum = 0;
      for (let i = 0; i < columns; i++) sum += weights[row + i] * a[from + i];
      z[e * rows + j] = sum + biases[j];
    }
  }
}

/**
 * dC/dW and dC/db, summed over the examples: delta already holds each one's share.
 * @param {Float64Array} weightSlopes
 * @param {Float64Array} biasSlopes
 * @param {Float64Array} delta
 * @param {Float64Array} a
 * @param {number} m
 * @param {number} columns
 * @param {number} rows
 */
export function slopes(weightSlopes, biasSlopes, delta, a, m, columns, rows) {
  weightSlopes.fill(0);
  biasSlopes.fill(0);
  for (let e = 0; e < m; e++) {
    const from = e * columns;
    for (let j = 0; j < rows; j++) {
      const row = j * columns;
      const d = delta[e * rows + j];
      biasSlopes[j] += d;
      for (let i = 0; i < columns; i++) weightSlopes[row + i] += d * a[from + i];
    }
  }
}

/**
 * error = Wᵀ delta: what each neuron of the layer before has to answer for.
 * @param {Float64Array} error
 * @param {Float64Array} weights
 * @param {Float64Array} delta
 * @param {number} m
 * @param {number} columns
 * @param {number} rows
 */
export function carryBack(error, weights, delta, m, columns, rows) {
  error.fill(0, 0, m * columns);
  for (let e = 0; e < m; e++) {
    const to = e * columns;
    for (let j = 0; j < rows; j++) {
      const row = j * columns;
      const d = delta[e * rows + j];
      for (let i = 0; i < columns; i++) error[to + i] += weights[row + i] * d;
    }
  }
}

/**
 * The sum of (a - y)².
 * @param {Float64Array} a
 * @param {ArrayLike<number>} y
 * @param {number} length
 */
export function squares(a, y, length) {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += (a[k] - y[k]) ** 2;
  return sum;
}

/**
 * Binary cross-entropy from z: an output that rounds to 0 or 1 would make a logarithm infinite.
 * @param {Float64Array} z
 * @param {ArrayLike<number>} y
 * @param {number} length
 */
export function binary(z, y, length) {
  let sum = 0;
  for (let k = 0; k < length; k++) {
    const size = Math.abs(z[k]);
    sum += size * (z[k] >= 0 ? 1 - y[k] : y[k]) + Math.log1p(Math.exp(-size));
  }
  return sum;
}

/**
 * Categorical cross-entropy from z, for the same reason.
 * @param {Float64Array} z
 * @param {ArrayLike<number>} y
 * @param {number} m
 * @param {number} n
 */
export function categorical(z, y, m, n) {
  let sum = 0;
  for (let start = 0; start < m * n; start += n) {
    const top = largest(z, start, n);
    let total = 0;
    for (let k = start; k < start + n; k++) total += Math.exp(z[k] - top);
    const log = Math.log(total);
    for (let k = start; k < start + n; k++) sum -= y[k] * (z[k] - top - log);
  }
  return sum;
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
