// @ts-check
// Examples with two inputs as points, and the line where a neuron's z is zero.
import { t } from "../model/language.js";
import { Axis, label, pathThrough, setAttributes, shape, tickText } from "./axes.js";

const SIZE = 300;
const EDGE = 40;

/**
 * @param {object} wanted
 * @param {number[][]} wanted.inputs @param {() => ArrayLike<number>} wanted.targets of this moment
 * @param {string[]} wanted.names of the two inputs
 * @param {string[]} wanted.answers words for target 0 and 1
 * @param {(example: number) => void} wanted.onPick
 */
export function createScatter({ inputs, targets, names, answers, onPick }) {
  const xs = new Axis(spread(inputs.map((row) => row[0])), [EDGE, SIZE - 8]);
  const ys = new Axis(spread(inputs.map((row) => row[1])), [SIZE - EDGE, 8]);
  const element = document.createElement("div");
  element.className = "td-scatter";
  element.innerHTML = `<svg viewBox="0 0 ${SIZE} ${SIZE}" role="img"><rect class="td-plot" x="${EDGE}" y="8" width="${
    SIZE - EDGE - 8
  }" height="${SIZE - EDGE - 8}"></rect>
    <path class="td-side"></path><path class="td-border"></path><g></g><text x="${(SIZE + EDGE) / 2}" y="${
    SIZE - 4
  }" text-anchor="middle"></text>
    <text transform="translate(9 ${
    (SIZE - EDGE) / 2 + 4
  }) rotate(-90)" text-anchor="middle"></text></svg><p class="td-quiet"></p>`;
  const svg = /** @type {SVGElement} */ (element.firstElementChild);
  const [side, border] = [...element.querySelectorAll("path")];
  const group = /** @type {SVGGElement} */ (element.querySelector("g"));
  const [xName, yName] = [...element.querySelectorAll("text")];
  [xName.textContent, yName.textContent] = names;
  /** @type {HTMLElement} */ (element.lastElementChild).textContent = `● ${answers[1]}   □ ${
    answers[0]
  }   ${t`shaded: z above 0`}   ${t`ringed: on the wrong side`}`;
  for (const v of xs.ticks(5)) svg.append(label(xs.at(v), SIZE - EDGE + 13, tickText(v), "middle"));
  for (const v of ys.ticks(5)) svg.append(label(EDGE - 4, ys.at(v) + 4, tickText(v), "end"));

  // Equal points are drawn apart, so that each can be seen and picked.
  const seen = new Map();
  const marks = inputs.map((row, e) => {
    const spot = row.join();
    const times = seen.get(spot) ?? 0;
    seen.set(spot, times + 1);
    const shift = times * 4;
    const [x, y] = [xs.at(row[0]) + shift, ys.at(row[1]) - shift];
    const [mark, ring] = [shape("path"), shape("circle", { class: "td-wrong", cx: x, cy: y, r: 9 })];
    group.append(ring, mark);
    mark.addEventListener("click", () => onPick(e));
    return { mark, ring, x, y };
  });

  /**
   * @param {[number, number]} w @param {number} b
   * @param {(example: number) => boolean} right @param {number} now the example shown
   */
  function paint(w, b, right, now) {
    const corners = [[xs.low, ys.low], [xs.high, ys.low], [xs.high, ys.high], [xs.low, ys.high]];
    // Only the sign of z matters, so the numbers are made small enough for their sum.
    const size = Math.max(1, Math.abs(w[0]), Math.abs(w[1]), Math.abs(b));
    const z = (/** @type {number[]} */ p) => (w[0] / size) * p[0] + (w[1] / size) * p[1] + b / size;
    const { inside, cut } = clip(corners, z);
    const wanted = targets();
    const path = (/** @type {number[][]} */ points) => pathThrough(points.map(([x, y]) => [xs.at(x), ys.at(y)]));
    side.setAttribute("d", inside.length > 2 ? `${path(inside)}Z` : "");
    border.setAttribute("d", cut.length === 2 ? path(cut) : "");
    let wrong = 0;
    marks.forEach(({ mark, ring, x, y }, e) => {
      const good = right(e);
      if (!good) wrong += 1;
      ring.style.visibility = good ? "hidden" : "visible";
      setAttributes(mark, {
        d: wanted[e] > 0.5 ? `M${x - 5} ${y}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0` : `M${x - 4.5} ${y - 4.5}h9v9h-9Z`,
        class: `${wanted[e] > 0.5 ? "td-one" : "td-nought"}${e === now ? " td-now" : ""}`,
      });
    });
    svg.setAttribute(
      "aria-label",
      t`${inputs.length} examples by ${names[0]} and ${names[1]}; ${wrong} on the wrong side of the line where z is 0`,
    );
  }

  return { element, paint };
}

/** The part of a polygon where z is above zero, and the two points where its border crosses. @param {number[][]} corners @param {(p: number[]) => number} z */
export function clip(corners, z) {
  /** @type {number[][]} */
  const inside = [];
  /** @type {number[][]} */
  const cut = [];
  corners.forEach((from, i) => {
    const to = corners[(i + 1) % corners.length];
    const [zf, zt] = [z(from), z(to)];
    if (zf > 0) inside.push(from);
    if (zf > 0 !== zt > 0) {
      const t = zf / (zf - zt);
      const point = [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
      inside.push(point);
      cut.push(point);
    }
  });
  return { inside, cut };
}

/** The ends of an axis that holds the values with room to spare. @param {number[]} values @returns {[number, number]} */
function spread(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = (high - low || 1) * 0.18;
  return [low - margin, high + margin];
}
