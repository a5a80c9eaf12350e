// @ts-check
// The kit's colors as a canvas needs them, and scales from a number to a color.

/** @typedef {Record<"panel" | "ink" | "quiet" | "line" | "edge" | "plus" | "minus" | "turn" | "knob" | "focus", string>} Colors */

const NAMES =
  /** @type {const} */ (["panel", "ink", "quiet", "line", "edge", "plus", "minus", "turn", "knob", "focus"]);
export const STEPS = 255;

/**
 * The theme's colors as they are now, each as rgb(r, g, b).
 * @param {HTMLElement} element in the page: what is not in it has no colors @returns {Colors}
 */
export function readColors(element) {
  const style = getComputedStyle(element);
  const before = element.style.color;
  // Else forced colors would make every one of them the color of text.
  element.style.setProperty("forced-color-adjust", "none");
  // A custom property is read as it is written, light-dark() and all; what it means here, only a real property says.
  const colors = NAMES.map((name) => {
    element.style.color = `var(--td-${name})`;
    return [name, style.color];
  });
  element.style.color = before;
  element.style.removeProperty("forced-color-adjust");
  return /** @type {Colors} */ (Object.fromEntries(colors));
}

/** @param {string} color as rgb(r, g, b) @returns {number[]} */
function channels(color) {
  return (color.match(/\d+/g) ?? []).slice(0, 3).map(Number);
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

/** What theme.css asks the page and the reader's system for. */
const SAID_BY = ["data-theme", "theme", "class", "data-jp-theme-light", "data-vscode-theme-kind"];
const PREFERRED = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"];

/** Call `changed` when the page's colors may have changed; returns the way to stop. @param {() => void} changed */
export function watchTheme(changed) {
  const observer = new MutationObserver(changed);
  for (const element of [document.documentElement, document.body]) {
    observer.observe(element, { attributes: true, attributeFilter: SAID_BY });
  }
  const preferences = PREFERRED.map((query) => matchMedia(query));
  for (const one of preferences) one.addEventListener("change", changed);
  return () => {
    observer.disconnect();
    for (const one of preferences) one.removeEventListener("change", changed);
  };
}
