// @ts-check
// The cost as two tones that come together as it falls, and are one at zero. No DOM.

export const BASE = 220;
/** At this cost the tones are half an octave apart; they move on at every lower one, so that small costs still beat. */
const HALF = 0.1;

/** The two frequencies, in hertz, for a cost of at least 0; never more than an octave apart. @param {number} cost @returns {[number, number]} */
export function tones(cost) {
  const share = cost > 0 ? (Number.isFinite(cost) ? cost / (cost + HALF) : 1) : 0;
  return [BASE, BASE * 2 ** share];
}
