// @ts-check
// A square of the plane: points, shaded by what some function answers there, and lines where some sums are 0.
import { Axis, label, pathThrough, shape, tickText } from "../../kit/parts/axes.js";
import { clip } from "../../kit/parts/scatter.js";

const SIZE = 300;
const EDGE = 34;
const CELLS = 44;

/** @typedef {{low: number, high: number}} Span */
/** Where w₁x + w₂y + b is 0, and what stands at the line. @typedef {{w: ArrayLike<number>, b: number, name: string}} Line */
/** @typedef {{at: ArrayLike<number>, target: number, right: boolean}} Point */

/** @param {{names: [string, string], title: string}} words */
export function createSquare({ names, title }) {
  const element = document.createElement("figure");
  element.className = "td-plane-square";
  element.innerHTML = `<figcaption></figcaption><div><canvas width="${CELLS}" height="${CELLS}"></canvas>
    <svg viewBox="0 0 ${SIZE} ${SIZE}" role="img"><rect class="td-plane-frame" x="${EDGE}" y="6" width="${
    SIZE - EDGE - 6
  }"
    height="${
    SIZE - EDGE - 6
  }"></rect><g class="td-plane-lines"></g><g class="td-plane-points"></g><g class="td-plane-words"></g></svg></div>`;
  const canvas = /** @type {HTMLCanvasElement} */ (element.querySelector("canvas"));
  const svg = /** @type {SVGElement} */ (element.querySelector("svg"));
  const [lines, points, words] = [...svg.querySelectorAll("g")];
  /** @type {HTMLElement} */ (element.firstElementChild).textContent = title;
  const side = SIZE - EDGE - 6;

  /**
   * @param {object} now
   * @param {Span} now.span of both axes @param {(x: number, y: number) => number} now.answer from 0 to 1, or null for none
   * @param {Line[]} now.drawn @param {Point[]} now.shown @param {string} now.spoken
   */
  function paint({ span, answer, drawn, shown, spoken }) {
    const xs = new Axis([span.low, span.high], [EDGE, EDGE + side]);
    const ys = new Axis([span.low, span.high], [6 + side, 6]);
    shade(canvas, span, answer);
    lines.replaceChildren(...drawn.flatMap((line) => drawLine(line, xs, ys)));
    points.replaceChildren(...shown.flatMap((point) => drawPoint(point, xs, ys)));
    words.replaceChildren(
      label(EDGE, SIZE - 18, tickText(span.low, 2), "start"),
      label(EDGE + side, SIZE - 18, tickText(span.high, 2), "end"),
      label(EDGE + side / 2, SIZE - 6, names[0], "middle"),
      label(EDGE - 6, 18, tickText(span.high, 2), "end"),
      label(EDGE - 6, 6 + side / 2, names[1], "end"),
    );
    svg.setAttribute("aria-label", spoken);
  }
  return { element, paint };
}

/** Gray at any strength serves both themes, so no color has to be read. @param {HTMLCanvasElement} canvas @param {Span} span @param {(x: number, y: number) => number} answer */
function shade(canvas, span, answer) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(CELLS, CELLS);
  const cell = (span.high - span.low) / CELLS;
  for (let row = 0; row < CELLS; row++) {
    for (let column = 0; column < CELLS; column++) {
      const at = 4 * (row * CELLS + column);
      image.data.fill(128, at, at + 3);
      image.data[at + 3] = 140 * answer(span.low + (column + 0.5) * cell, span.high - (row + 0.5) * cell);
    }
  }
  context.putImageData(image, 0, 0);
}

/** @param {Line} line @param {Axis} xs @param {Axis} ys */
function drawLine({ w, b, name }, xs, ys) {
  const { low, high } = xs;
  // Only where z is 0 matters, so the numbers are made small enough for their sum.
  const size = Math.max(1, Math.abs(w[0]), Math.abs(w[1]), Math.abs(b));
  const z = (/** @type {number[]} */ p) => (w[0] / size) * p[0] + (w[1] / size) * p[1] + b / size;
  const { cut } = clip([[low, low], [high, low], [high, high], [low, high]], z);
  if (cut.length !== 2) return [];
  const [from, to] = cut.map(([x, y]) => [xs.at(x), ys.at(y)]);
  const path = shape("path", { d: pathThrough([from, to]) });
  // The name stands inside the picture, on the line's higher end.
  const [x, y] = from[1] < to[1] ? from : to;
  const half = 6 + 3.4 * name.length;
  const [px, py] = [
    Math.max(EDGE + half, Math.min(SIZE - 6 - half, x)),
    Math.max(20, Math.min(SIZE - EDGE - 10, y + 12)),
  ];
  const text = label(px.toFixed(1), py.toFixed(1), name, "middle");
  return [path, text];
}

/** A disc for target 1, a square for target 0, and a ring around what is wrong. @param {Point} point @param {Axis} xs @param {Axis} ys */
function drawPoint({ at, target, right }, xs, ys) {
  const [x, y] = [xs.at(at[0]), ys.at(at[1])];
  const mark = target > 0.5
    ? shape("circle", { cx: fixed(x), cy: fixed(y), r: 6, class: "td-one" })
    : shape("rect", { x: fixed(x - 5.5), y: fixed(y - 5.5), width: 11, height: 11, class: "td-nought" });
  return right ? [mark] : [mark, shape("circle", { cx: fixed(x), cy: fixed(y), r: 11, class: "td-wrong" })];
}

/** @param {number} value */
function fixed(value) {
  return value.toFixed(1);
}
