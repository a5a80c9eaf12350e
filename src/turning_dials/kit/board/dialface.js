// @ts-check
// How a dial looks: a sweep of 270° with zero at twelve o'clock, an arc from zero to the value, and the slope as an arrow on
// the rim. Matrices of small knobs are drawn with the same arcs.
import { t } from "../model/language.js";

export const SWEEP = Math.PI * 0.75;
const CENTER = 42;
const MIDDLE = 40;
const RADIUS = 25;
const RIM = 34;
/** The picture's size in its own units. */
export const FACE = { width: 84, height: 76, x: CENTER, y: MIDDLE };

/** @param {number} angle from twelve o'clock, clockwise @param {number} radius @returns {[number, number]} */
function point(angle, radius) {
  return [CENTER + radius * Math.sin(angle), MIDDLE - radius * Math.cos(angle)];
}

/** @param {number} from @param {number} to @param {number} radius */
export function arc(from, to, radius) {
  const [x0, y0] = point(from, radius);
  const [x1, y1] = point(to, radius);
  const large = Math.abs(to - from) > Math.PI ? 1 : 0;
  return `M${x0.toFixed(2)} ${y0.toFixed(2)}A${radius} ${radius} 0 ${large} ${to > from ? 1 : 0} ${x1.toFixed(2)} ${
    y1.toFixed(2)
  }`;
}

/**
 * The slope's arrow: from the pointer's place, the way that lowers the cost, longer for a larger slope, up to `full`.
 * @param {number} angle @param {number} slope @param {number} full
 */
export function arrow(angle, slope, full) {
  if (!Number.isFinite(slope) || slope === 0) return { shaft: "", head: "" };
  const way = slope > 0 ? -1 : 1;
  const size = Math.min(1, Math.abs(slope) / full);
  if (size < 0.004) return { shaft: "", head: "" };
  const end = angle + way * (0.1 + 1.05 * size);
  const [x, y] = point(end, RIM);
  const tangent = end + (way * Math.PI) / 2;
  const [ux, uy] = [Math.sin(tangent), -Math.cos(tangent)];
  const long = 4 + 4.5 * size;
  const wide = 3 + 2 * size;
  const head = `M${x + ux * long} ${y + uy * long}L${x - uy * wide} ${y + ux * wide}L${x + uy * wide} ${
    y - ux * wide
  }Z`;
  return { shaft: arc(angle, end, RIM), head };
}

/** @param {number} index place in the flat vector */
export function faceOf(index) {
  return `<div class="td-dial-face"><input type="range" step="any" data-dial="${index}">
    <svg viewBox="0 0 ${FACE.width} ${FACE.height}" aria-hidden="true"><path class="td-dial-track" d="${
    arc(-SWEEP, SWEEP, RADIUS)
  }"></path>
    <circle class="td-dial-knob" cx="${CENTER}" cy="${MIDDLE}" r="18.5"></circle>
    <path class="td-dial-zero" d="M${CENTER} ${MIDDLE - RADIUS - 4}v5"></path><path class="td-dial-arc"></path>
    <line class="td-dial-pointer"></line><path class="td-dial-slope"></path><path class="td-dial-head"></path></svg>
    <div class="td-dial-range" aria-hidden="true"><span></span><span></span></div></div>
    <div class="td-dial-line"><i></i><button type="button" class="td-dial-value" tabindex="-1"></button></div>
    <div class="td-dial-said" aria-hidden="true">${t`slope`} <b></b></div>`;
}

/** What draws a dial's knob. @param {HTMLElement} element that holds what `faceOf` says */
export function createKnob(element) {
  const find = (/** @type {string} */ css) => /** @type {SVGElement} */ (element.querySelector(css));
  const [bar, pointer, shaft, head] = [".td-dial-arc", "line", ".td-dial-slope", ".td-dial-head"].map(find);

  /** @param {number} angle of the value @param {number} zero angle of 0 @param {boolean} minus @param {{shaft: string, head: string}} drawn */
  return (angle, zero, minus, drawn) => {
    bar.setAttribute("d", Math.abs(angle - zero) > 1e-3 ? arc(zero, angle, RADIUS) : "");
    bar.setAttribute("class", `td-dial-arc ${minus ? "td-minus" : "td-plus"}`);
    const [x1, y1] = point(angle, 18.5);
    const [x2, y2] = point(angle, 8);
    for (const [key, at] of Object.entries({ x1, y1, x2, y2 })) pointer.setAttribute(key, at.toFixed(2));
    shaft.setAttribute("d", drawn.shaft);
    head.setAttribute("d", drawn.head);
  };
}
