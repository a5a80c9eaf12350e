// @ts-check
// Scales that every board shares: how far a dial turns, and how steep a full arrow is. No DOM.

/** No dial's range grows beyond this: a larger value stands at the dial's end, and its number is still exact. */
export const WIDEST = 1e6;

/** The smallest doubling of `range` that holds `value`, up to the widest. @param {number} range @param {number} value */
export function widened(range, value) {
  let wide = range;
  while (Math.abs(value) > wide && wide < WIDEST) wide *= 2;
  return Math.min(wide, Math.max(range, WIDEST));
}

/** A number that can be drawn: no farther out than `most`, and never not-a-number. @param {number} value @param {number} [most] */
export function drawable(value, most = WIDEST) {
  return Number.isNaN(value) ? 0 : Math.max(-most, Math.min(most, value));
}

/** The next of 1, 2, 5 times a power of ten at or above `value`. @param {number} value */
export function tidy(value) {
  if (!(value > 0) || !Number.isFinite(value)) return 0.1;
  const power = 10 ** Math.floor(Math.log10(value));
  return Number((([1, 2, 5, 10].find((times) => times * power >= value * 0.999) ?? 10) * power).toPrecision(1));
}

/** Where slopes cancel, what is left is rounding: less than this. Beside a full arrow, so small a part is rounding, too. */
const ROUNDING = 1e-12;

/** The slope that a full arrow stands for: a tidy number that no slope exceeds. @param {Float64Array} gradient */
export function fullSlopeOf(gradient) {
  const most = gradient.reduce((found, slope) => Math.max(found, Math.abs(slope)), 0);
  return tidy(most < ROUNDING ? 0 : most);
}

/** The smallest slope that means anything where a full arrow is so steep. @param {number} full */
export function noiseOf(full) {
  return ROUNDING * full;
}
