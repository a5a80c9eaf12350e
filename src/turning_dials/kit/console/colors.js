// @ts-check
// The kit's colors as a canvas needs them, and scales from a number to a color.

/** @typedef {Record<"panel" | "ink" | "quiet" | "line" | "edge" | "plus" | "minus" | "turn" | "knob" | "focus", string>} Colors */

const NAMES =
  /** @type {const} */ (["panel", "ink", "quiet", "line", "edge", "plus", "minus", "turn", "knob", "focus"]);
export const STEPS = 255;

/** The theme's colors as they are now. @param {HTMLElement} element @returns {Colors} */
export function readColors(element) {
  const style = getComputedStyle(element);
  return /** @type {Colors} */ (Object.fromEntries(
    NAMES.map((name) => [name, style.getPropertyValue(`--td-${name}`).trim() || "#888"]),
  ));
}

/** @param {string} color as #rrggbb @returns {[number, number, number]} */
function channels(color) {
  const hex = color.length === 4 ? [...color.slice(1)].map((c) => c + c).join("") : color.slice(1);
  const at = (/** @type {number} */ from) => parseInt(hex.slice(from, from + 2), 16) || 0;
  return [at(0), at(2), at(4)];
}

/**
 * Colors from `low` over `middle` to `high`, as pixels of an ImageData: entry STEPS is zero.
 * @param {string} low @param {string} middle @param {string} high
 */
export function createScale(low, middle, high) {
  const [a, b, c] = [low, middle, high].map(channels);
  const pixels = new Uint32Array(2 * STEPS + 1);
  const bytes = new Uint8ClampedArray(pixels.buffer);
  for (let i = 0; i <= 2 * STEPS; i++) {
    const end = i < STEPS ? a : c;
    // A root lifts small values off the middle, so that they are seen.
    const share = Math.abs(i - STEPS) / STEPS;
    for (let k = 0; k < 3; k++) bytes[4 * i + k] = Math.round(b[k] + (end[k] - b[k]) * share ** 0.8);
    bytes[4 * i + 3] = 255;
  }
  return pixels;
}

/** Call `changed` when the page turns light or dark; returns the way to stop. @param {() => void} changed */
export function watchTheme(changed) {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class"] });
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  return () => observer.disconnect();
}
