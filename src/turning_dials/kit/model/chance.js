// @ts-check
// Chance that is the same on every page: numbers and orders from a seed. No DOM.

/** Numbers from 0 to 1 that look random, the same for the same seed (mulberry32). @param {number} seed */
export function draws(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The whole numbers below `n` in an order drawn by `draw`. @param {number} n @param {() => number} draw */
export function shuffled(n, draw) {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
