// @ts-check
// A drawing as strokes, made into a picture as handwritten digits are prepared for reading: moved to the middle, scaled until
// it fills the grid from top to bottom, and drawn with a pen that leaves the usual share of ink. No DOM.

/** A place on the pad, in cells of the grid. @typedef {{x: number, y: number}} Spot */
/** Places joined by lines; a single one is a dot. @typedef {Spot[]} Stroke */

/** So many places of a cell, across and down, are looked at for ink. */
const FINE = 4;
// What the 1,797 digits of the book have in common (tests/boards/test_drawing.py): the share of ink, and how much of the
// width a digit takes at most.
export const INK = 0.305;
export const WIDEST = 0.75;
/** No pen is wider, in cells, so that a dot does not become a disk. */
const THICKEST = 2.6;
/** What is smaller than this, in cells, is a dot, and no drawing to be made larger. */
const DOT = 0.5;
/** Places of a stroke nearer to each other than this add nothing but work. */
const NEAR = 0.15;

/**
 * How much of each cell is ink, 0 to 1, in whole steps of 1/255 as pictures travel; all 0 where nothing is drawn.
 * @param {Stroke[]} strokes @param {number} rows @param {number} columns
 */
export function pictureOfStrokes(strokes, rows, columns) {
  const ink = new Float64Array(rows * columns);
  if (!strokes.length) return ink;
  const wanted = Math.round(INK * rows * columns * FINE ** 2);
  let pen = 1.4;
  const drawn = fitted(strokes, rows, columns, pen).map(thinned);
  let away = distances(fitted(drawn, rows, columns, pen), rows, columns);
  // The pen decides how far a stroke may go, and where it goes how much ink the pen leaves: twice is near enough.
  for (let i = 0; i < 2; i++) {
    pen = Math.min(THICKEST, 2 * away.slice().sort()[wanted]);
    away = distances(fitted(drawn, rows, columns, pen), rows, columns);
  }
  const wide = columns * FINE;
  away.forEach((far, at) => {
    const cell = Math.floor(at / wide / FINE) * columns + Math.floor((at % wide) / FINE);
    if (far < pen / 2) ink[cell] += 1;
  });
  return ink.map((count) => Math.round((255 * count) / FINE ** 2) / 255);
}

/**
 * The strokes moved and scaled so that their ink touches top and bottom of the grid, and takes no more than WIDEST of its
 * width, with its middle in the middle.
 * @param {Stroke[]} strokes @param {number} rows @param {number} columns @param {number} pen @returns {Stroke[]}
 */
export function fitted(strokes, rows, columns, pen) {
  const spots = strokes.flat();
  const [left, right] = ends(spots.map(({ x }) => x));
  const [top, bottom] = ends(spots.map(({ y }) => y));
  const [wide, high] = [right - left, bottom - top];
  const most = Math.max(0, WIDEST * columns - pen);
  // A line that lies is as wide as may be; what has any height is as high.
  const scale = Math.max(wide, high) < DOT ? 1 : high < DOT ? most / wide : Math.max(0, rows - pen) / high;
  const across = Math.min(scale, most / Math.max(wide, 1e-9));
  return strokes.map((stroke) =>
    stroke.map(({ x, y }) => ({
      x: columns / 2 + across * (x - (left + right) / 2),
      y: rows / 2 + scale * (y - (top + bottom) / 2),
    }))
  );
}

/** How far each place that is looked at lies from the nearest stroke. @param {Stroke[]} strokes @param {number} rows @param {number} columns */
function distances(strokes, rows, columns) {
  const lines = strokes.flatMap((stroke) => stroke.map((spot, i) => [stroke[Math.max(0, i - 1)], spot]));
  const away = new Float64Array(rows * columns * FINE ** 2);
  const wide = columns * FINE;
  for (let at = 0; at < away.length; at++) {
    const spot = { x: ((at % wide) + 0.5) / FINE, y: (Math.floor(at / wide) + 0.5) / FINE };
    away[at] = Infinity;
    for (const [from, to] of lines) away[at] = Math.min(away[at], distance(spot, from, to));
  }
  return away;
}

/** From a place to a line between two others. @param {Spot} spot @param {Spot} from @param {Spot} to */
function distance(spot, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const long = dx * dx + dy * dy;
  const along = long && Math.max(0, Math.min(1, ((spot.x - from.x) * dx + (spot.y - from.y) * dy) / long));
  return Math.sqrt((spot.x - from.x - along * dx) ** 2 + (spot.y - from.y - along * dy) ** 2);
}

/** A stroke without the places that lie close to the one before. @param {Stroke} stroke @returns {Stroke} */
function thinned(stroke) {
  /** @type {Stroke} */
  const kept = [];
  stroke.forEach((spot, i) => {
    const last = kept[kept.length - 1];
    if (!last || i === stroke.length - 1 || Math.hypot(spot.x - last.x, spot.y - last.y) >= NEAR) kept.push(spot);
  });
  return kept;
}

/** The least and the largest. @param {number[]} values */
function ends(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}
