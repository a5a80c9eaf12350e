// @ts-check
// Lines of equal height on a square grid: what a map of a cost is drawn from. Pure numbers; node runs this file in the
// tests.

/** A square piece of the plane. @typedef {{center: [number, number], reach: number}} Window */

/**
 * A function's values on a grid of n × n nodes, row by row from the bottom: node (i, j) is values[j * n + i].
 * @param {(x: number, y: number) => number} f @param {Window} window @param {number} n
 */
export function sampled(f, { center, reach }, n) {
  const values = new Float64Array(n * n);
  const step = (2 * reach) / (n - 1);
  for (let j = 0; j < n; j++) {
    const y = center[1] - reach + j * step;
    for (let i = 0; i < n; i++) values[j * n + i] = f(center[0] - reach + i * step, y);
  }
  return values;
}

/**
 * Heights for `count` lines, each with about as much of the map above it as the next has, rounded to what a label can say.
 * @param {Float64Array} values @param {number} count
 */
export function levels(values, count) {
  const sorted = values.filter(Number.isFinite).sort();
  if (!sorted.length) return [];
  const [low, high] = [sorted[0], sorted[sorted.length - 1]];
  /** @type {number[]} */
  const found = [];
  for (let k = 1; k <= count; k++) {
    const level = Number(sorted[Math.floor(((k - 0.5) * (sorted.length - 1)) / count)].toPrecision(2));
    if (level > low && level < high && level > (found[found.length - 1] ?? -Infinity)) found.push(level);
  }
  return found;
}

/**
 * The borders of the part of the grid that lies at `level` or higher, as closed rings of points in grid units (x along i,
 * y along j). The higher part lies on the left of each ring. Where a cell is a saddle, its middle decides. A region
 * that meets the grid's edge is closed along it.
 * @param {Float64Array} values @param {number} n @param {number} level
 * @returns {[number, number][][]}
 */
export function rings(values, n, level) {
  // Beyond the edge all is low, so that every line comes back to itself.
  const high = (/** @type {number} */ i, /** @type {number} */ j) =>
    i >= 0 && j >= 0 && i < n && j < n && values[j * n + i] >= level;
  const wide = n + 1;
  // The sides of the cells, numbered: side 2k leads from node k to the right, side 2k + 1 from it upwards.
  const node = (/** @type {number} */ i, /** @type {number} */ j) => (j + 1) * (wide + 1) + (i + 1);
  /** From each side that a line enters a cell by, the side that it leaves by. @type {Map<number, number>} */
  const next = new Map();
  for (let j = -1; j < n; j++) {
    for (let i = -1; i < n; i++) {
      const corners = (high(i, j) ? 1 : 0) | (high(i + 1, j) ? 2 : 0) | (high(i + 1, j + 1) ? 4 : 0) |
        (high(i, j + 1) ? 8 : 0);
      if (corners === 0 || corners === 15) continue;
      const sides = [2 * node(i, j), 2 * node(i + 1, j) + 1, 2 * node(i, j + 1), 2 * node(i, j) + 1];
      const saddle = corners === 5 || corners === 10;
      for (const [from, to] of saddle && middle(values, n, i, j) >= level ? JOINED[corners] : LINES[corners]) {
        next.set(sides[from], sides[to]);
      }
    }
  }

  /** @param {number} side @returns {[number, number]} */
  function crossing(side) {
    const k = side >> 1;
    const [i, j] = [(k % (wide + 1)) - 1, Math.floor(k / (wide + 1)) - 1];
    const [i2, j2] = side & 1 ? [i, j + 1] : [i + 1, j];
    // A side that leaves the grid is crossed where it does.
    if (i < 0 || j < 0) return [i2, j2];
    if (i2 >= n || j2 >= n) return [i, j];
    const [a, b] = [values[j * n + i], values[j2 * n + i2]];
    const t = Number.isFinite(a) && Number.isFinite(b) ? (level - a) / (b - a) : Number.isFinite(a) ? 1 : 0;
    return [i + t * (i2 - i), j + t * (j2 - j)];
  }

  /** @type {[number, number][][]} */
  const found = [];
  for (const first of next.keys()) {
    /** @type {[number, number][]} */
    const ring = [];
    let side = first;
    while (next.has(side)) {
      ring.push(crossing(side));
      const to = /** @type {number} */ (next.get(side));
      next.delete(side);
      side = to;
    }
    if (ring.length > 2) found.push(ring);
  }
  return found;
}

/** Where lines run in a cell: sides 0 bottom, 1 right, 2 top, 3 left; corners 1, 2, 4, 8 counterclockwise from bottom left. */
const LINES = [
  [],
  [[0, 3]],
  [[1, 0]],
  [[1, 3]],
  [[2, 1]],
  [[0, 3], [2, 1]],
  [[2, 0]],
  [[2, 3]],
  [[3, 2]],
  [[0, 2]],
  [[1, 0], [3, 2]],
  [[1, 2]],
  [[3, 1]],
  [[0, 1]],
  [[3, 0]],
  [],
];
/** A saddle whose middle is high: its two high corners hang together. @type {Record<number, number[][]>} */
const JOINED = { 5: [[0, 1], [2, 3]], 10: [[3, 0], [1, 2]] };

/** @param {Float64Array} values @param {number} n @param {number} i @param {number} j */
function middle(values, n, i, j) {
  if (i < 0 || j < 0 || i + 1 >= n || j + 1 >= n) return -Infinity;
  const k = j * n + i;
  return (values[k] + values[k + 1] + values[k + n] + values[k + n + 1]) / 4;
}
