// @ts-check
// Little knobs on a canvas, drawn like the kit's dial: a sweep of 270°, an arc from zero, the slope's arrow on the rim. All
// arcs of one color are one path, so that a thousand knobs are seven strokes.
import { shown } from "../model/text.js";

const SWEEP = Math.PI * 0.75;
const TOP = -Math.PI / 2;

/**
 * @typedef {object} Knob
 * @property {number} x @property {number} y @property {number} size its room on the canvas
 * @property {number} value @property {number} slope
 * @property {number} range half of the sweep
 * @property {number | null} start where it stood at first, when that is to be marked
 * @property {string} [name] shown when the room allows
 */

/** The angle of a value, from twelve o'clock. @param {number} value @param {number} range */
function angleOf(value, range) {
  return Math.max(-1, Math.min(1, value / range)) * SWEEP;
}

/**
 * @param {CanvasRenderingContext2D} to @param {Knob[]} knobs @param {import("./colors.js").Colors} colors
 * @param {{slopes: boolean, full: number}} how full: the slope of a full arrow
 */
export function drawKnobs(to, knobs, colors, { slopes, full }) {
  if (!knobs.length) return;
  const size = knobs[0].size;
  const said = size >= 58;
  const unit = (said ? size - 16 : size) / (said ? 78 : 72);
  const shapes = knobs.map(({ x, y, value, slope, range, start }) => ({
    cx: x + size / 2,
    cy: y + (said ? (size - 14) / 2 : size * 0.53),
    angle: angleOf(value, range),
    slope,
    first: start === null ? null : angleOf(start, range),
  }));
  const stroke = (
    /** @type {string} */ color,
    /** @type {number} */ width,
    /** @type {(one: typeof shapes[0]) => void} */ draw,
  ) => {
    to.beginPath();
    for (const one of shapes) draw(one);
    to.strokeStyle = color;
    to.lineWidth = width;
    to.stroke();
  };
  const ring = (
    /** @type {typeof shapes[0]} */ one,
    /** @type {number} */ radius,
    /** @type {number} */ from,
    /** @type {number} */ end,
  ) => {
    to.moveTo(one.cx + radius * Math.sin(from), one.cy - radius * Math.cos(from));
    to.arc(one.cx, one.cy, radius, TOP + from, TOP + end, end < from);
  };
  to.lineCap = "butt";
  stroke(colors.edge, Math.max(1, 1.6 * unit), (one) => ring(one, 25 * unit, -SWEEP, SWEEP));
  to.beginPath();
  for (const one of shapes) {
    to.moveTo(one.cx + 18 * unit, one.cy);
    to.arc(one.cx, one.cy, 18 * unit, 0, 2 * Math.PI);
  }
  to.fillStyle = colors.knob;
  to.fill();
  stroke(colors.quiet, Math.max(1.5, 2.5 * unit), ({ cx, cy, first }) => {
    if (first === null) return;
    to.moveTo(cx + 21 * unit * Math.sin(first), cy - 21 * unit * Math.cos(first));
    to.lineTo(cx + 31 * unit * Math.sin(first), cy - 31 * unit * Math.cos(first));
  });
  to.lineCap = "round";
  const thick = Math.max(2.4, 6 * unit);
  stroke(colors.plus, thick, (one) => {
    if (one.angle > 1e-3) ring(one, 25 * unit, 0, one.angle);
  });
  stroke(colors.minus, thick, (one) => {
    if (one.angle < -1e-3) ring(one, 25 * unit, 0, one.angle);
  });
  stroke(colors.ink, Math.max(1.6, 3 * unit), ({ cx, cy, angle }) => {
    to.moveTo(cx + 17 * unit * Math.sin(angle), cy - 17 * unit * Math.cos(angle));
    to.lineTo(cx + 5 * unit * Math.sin(angle), cy - 5 * unit * Math.cos(angle));
  });
  if (slopes) drawArrows(to, shapes, unit, full, colors.turn);
  if (said) writeValues(to, knobs, colors);
}

/** @param {CanvasRenderingContext2D} to @param {{cx: number, cy: number, angle: number, slope: number}[]} shapes @param {number} unit @param {number} full @param {string} color */
function drawArrows(to, shapes, unit, full, color) {
  const radius = 34.5 * unit;
  const heads = new Path2D();
  to.lineCap = "butt";
  to.beginPath();
  for (const { cx, cy, angle, slope } of shapes) {
    const size = Math.min(1, Math.abs(slope) / full);
    if (!(size >= 0.004)) continue;
    const way = slope > 0 ? -1 : 1;
    const end = angle + way * (0.1 + 1.05 * size);
    to.moveTo(cx + radius * Math.sin(angle), cy - radius * Math.cos(angle));
    to.arc(cx, cy, radius, TOP + angle, TOP + end, way < 0);
    const [x, y] = [cx + radius * Math.sin(end), cy - radius * Math.cos(end)];
    const [ux, uy] = [way * Math.cos(end), way * Math.sin(end)];
    const long = Math.max(2.4, (4.5 + 4.5 * size) * unit);
    const wide = Math.max(1.8, (3.2 + 2.4 * size) * unit);
    heads.moveTo(x + ux * long, y + uy * long);
    heads.lineTo(x - uy * wide, y + ux * wide);
    heads.lineTo(x + uy * wide, y - ux * wide);
    heads.closePath();
  }
  to.strokeStyle = to.fillStyle = color;
  to.lineWidth = Math.max(1.5, 3 * unit);
  to.stroke();
  to.fill(heads);
}

/** @param {CanvasRenderingContext2D} to @param {Knob[]} knobs @param {import("./colors.js").Colors} colors */
function writeValues(to, knobs, colors) {
  to.textAlign = "center";
  to.textBaseline = "alphabetic";
  for (const { x, y, size, value, name } of knobs) {
    to.font = "11px system-ui, sans-serif";
    to.fillStyle = colors.ink;
    to.fillText(shown(value), x + size / 2, y + size - (name && size >= 84 ? 15 : 4));
    if (!name || size < 84) continue;
    to.fillStyle = colors.quiet;
    to.fillText(name, x + size / 2, y + size - 3, size - 2);
  }
}
