// @ts-check
// The engine's loops over m examples, `columns` neurons before and `rows` neurons after, which are all of its time. Four
// neurons are taken at once: a sum waits for the addition before it, and four sums do not wait for each other. What is
// left over after the fours goes one by one. The innermost loop runs along memory in every array that it touches.

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
    const to = e * rows;
    let j = 0;
    for (; j + 3 < rows; j += 4) {
      const row0 = j * columns, row1 = row0 + columns, row2 = row1 + columns, row3 = row2 + columns;
      let sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
      for (let i = 0; i < columns; i++) {
        const arriving = a[from + i];
        sum0 += weights[row0 + i] * arriving;
        sum1 += weights[row1 + i] * arriving;
        sum2 += weights[row2 + i] * arriving;
        sum3 += weights[row3 + i] * arriving;
      }
      z[to + j] = sum0 + biases[j];
      z[to + j + 1] = sum1 + biases[j + 1];
      z[to + j + 2] = sum2 + biases[j + 2];
      z[to + j + 3] = sum3 + biases[j + 3];
    }
    for (; j < rows; j++) {
      const row = j * columns;
      let sum = 0;
      for (let i = 0; i < columns; i++) sum += weights[row + i] * a[from + i];
      z[to + j] = sum + biases[j];
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
  // The first example writes and the others add, which spares a pass of writing zeros.
  let j = 0;
  for (; j + 3 < rows; j += 4) {
    const row0 = j * columns, row1 = row0 + columns, row2 = row1 + columns, row3 = row2 + columns;
    const d0 = delta[j], d1 = delta[j + 1], d2 = delta[j + 2], d3 = delta[j + 3];
    for (let i = 0; i < columns; i++) {
      const arrived = a[i];
      weightSlopes[row0 + i] = d0 * arrived;
      weightSlopes[row1 + i] = d1 * arrived;
      weightSlopes[row2 + i] = d2 * arrived;
      weightSlopes[row3 + i] = d3 * arrived;
    }
  }
  for (; j < rows; j++) {
    const row = j * columns;
    const d = delta[j];
    for (let i = 0; i < columns; i++) weightSlopes[row + i] = d * a[i];
  }
  for (let k = 0; k < rows; k++) biasSlopes[k] = delta[k];
  for (let j = 0; j < rows; j++) {
    const row = j * columns;
    for (let e = 1; e < m; e++) {
      const from = e * columns;
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
