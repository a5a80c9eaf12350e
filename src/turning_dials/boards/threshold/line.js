// @ts-check
// The line with its points, and the neuron's curve over it. A point stands at the height of its label, so that the thin
// line from it to the curve is its miss. Points are dragged, or moved by the keys of a range input underneath each.
import { div } from "../../kit/board/elements.js";
import { t } from "../../kit/model/language.js";
import { shown } from "../../kit/model/text.js";
import { Axis, label, pathThrough, setAttributes, shape, tickText } from "../../kit/parts/axes.js";

const HEIGHT = 284;
const [TOP, FLOOR, LEFT, RIGHT] = [48, 222, 40, 14];
const REACH = 30;

/**
 * Where the neuron's output is one half, in words that a reader can follow: what the picture shows when there is no such
 * place, or when it lies outside.
 * @param {number} w @param {number} b @param {number[]} span
 */
export function threshold(w, b, span) {
  if (w === 0) return { at: null, words: t`no threshold: w is 0` };
  const at = -b / w === 0 ? 0 : -b / w;
  if (!Number.isFinite(at)) return { at: null, words: t`the threshold is too far off to say` };
  if (at < span[0]) return { at: null, words: t`← threshold ${shown(at)}, off to the left` };
  if (at > span[1]) return { at: null, words: t`threshold ${shown(at)}, off to the right →` };
  return { at, words: t`threshold ${shown(at)}` };
}

/**
 * @typedef {object} Wanted
 * @property {number[]} span the two ends of the line
 * @property {ArrayLike<number>} targets 0 or 1 for each point
 * @property {string[]} answers the words for 0 and 1
 * @property {string} unit
 * @property {(point: number) => void} onPick
 * @property {(point: number, x: number) => void} onMove
 */
/**
 * @typedef {object} Now
 * @property {ArrayLike<number>} places @property {(x: number) => number} answer the neuron's output at x
 * @property {number} w @property {number} b
 * @property {(point: number) => boolean} right @property {number} picked
 */

export class Line {
  /** @param {Wanted} wanted */
  constructor(wanted) {
    this.wanted = wanted;
    const { targets, answers } = wanted;
    this.element = div("td-threshold-line");
    this.element.innerHTML =
      `<svg height="${HEIGHT}"><rect class="td-plot" x="${LEFT}" y="8"></rect><rect class="td-side" y="8"></rect>
      <path class="td-axis"></path><path class="td-threshold-misses"></path><path class="td-threshold-curve"></path>
      <path class="td-threshold-mark"></path><g class="td-threshold-ticks"></g><g class="td-threshold-points"></g>
      <text class="td-threshold-words"></text></svg><p class="td-quiet"></p>`;
    this.svg = /** @type {SVGSVGElement} */ (this.element.firstElementChild);
    /** @type {HTMLElement} */ (this.element.lastElementChild).textContent = [
      `● ${answers[1]}   □ ${answers[0]}   ${t`thin lines: the misses`}   ${t`shaded: z above 0`}`,
      `   ${t`ringed: on the wrong side.`} ${t`Drag a point, or move it with the arrow keys.`}`,
    ].join("");
    this.svg.setAttribute("role", "img");
    this.svg.setAttribute("aria-label", t`${targets.length} points on a line, with the neuron's curve over them`);
    this.xs = this.#axis(640);
    this.ys = new Axis([0, 1], [FLOOR, TOP]);
    this.points = Array.from(targets, (target, e) => this.#point(e, target));
    this.#listen();
  }

  /** @param {string} css */
  #part(css) {
    return /** @type {SVGElement} */ (this.svg.querySelector(css));
  }

  /** The line in a picture so many pixels wide. @param {number} wide */
  #axis(wide) {
    const { span: [low, high] } = this.wanted;
    return new Axis([low, high], [LEFT, wide - RIGHT]);
  }

  /** A point: its mark, the ring of a wrong one, and the range input that carries its keys. @param {number} e @param {number} target */
  #point(e, target) {
    const { span, answers, onMove, onPick } = this.wanted;
    const make = (/** @type {string} */ tag, /** @type {string} */ name) => {
      const made = shape(tag, { class: name });
      this.#part(".td-threshold-points").append(made);
      return made;
    };
    const focus = make("circle", "td-threshold-focus");
    const ring = make("circle", "td-wrong");
    const dot = make("path", target > 0.5 ? "td-one" : "td-nought");
    const input = document.createElement("input");
    input.type = "range";
    [input.min, input.max] = span.map(String);
    input.step = String(Number(((span[1] - span[0]) / 90).toPrecision(1)));
    input.dataset.control = `point_${e + 1}`;
    input.setAttribute("aria-label", t`place of point ${e + 1}, labeled ${answers[target]}`);
    input.addEventListener("input", () => onMove(e, input.valueAsNumber));
    input.addEventListener("focus", () => {
      focus.classList.toggle("td-on", input.matches(":focus-visible"));
      onPick(e);
    });
    input.addEventListener("blur", () => focus.classList.remove("td-on"));
    this.element.append(input);
    return { focus, ring, dot, input, x: 0 };
  }

  /** The pointer takes the nearest point along. */
  #listen() {
    const { svg, points, wanted: { targets, onPick, onMove } } = this;
    /** @type {number | null} */
    let held = null;
    svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const box = svg.getBoundingClientRect();
      const away = points.map(({ x }, e) =>
        Math.hypot(this.xs.at(x) - event.clientX + box.left, this.ys.at(targets[e]) - event.clientY + box.top)
      );
      const nearest = away.indexOf(Math.min(...away));
      if (away[nearest] > REACH) return;
      event.preventDefault();
      held = nearest;
      svg.setPointerCapture(event.pointerId);
      points[nearest].input.focus({ preventScroll: true });
      onPick(nearest);
    });
    svg.addEventListener("pointermove", (event) => {
      if (held === null) return;
      onMove(held, Number(this.xs.back(event.clientX - svg.getBoundingClientRect().left).toFixed(2)));
    });
    for (const end of ["pointerup", "pointercancel"]) {
      svg.addEventListener(end, () => {
        held = null;
      });
    }
  }

  /** Draw what depends on the width alone. */
  place() {
    const { svg, ys, wanted: { unit } } = this;
    const wide = Math.max(220, this.element.clientWidth);
    const xs = this.xs = this.#axis(wide);
    setAttributes(svg, { width: wide, viewBox: `0 0 ${wide} ${HEIGHT}` });
    const [plot, side] = [this.#part(".td-plot"), this.#part(".td-side")];
    plot.setAttribute("width", String(xs.to - xs.from));
    for (const one of [plot, side]) one.setAttribute("height", String(FLOOR + 18 - 8));
    this.#part(".td-axis").setAttribute("d", [0, 0.5, 1].map((a) => `M${LEFT} ${ys.at(a)}H${xs.to}`).join(""));
    this.#part(".td-threshold-ticks").replaceChildren(
      ...[0, 0.5, 1].map((a) => label(LEFT - 6, ys.at(a) + 4, String(a), "end")),
      ...xs.ticks(6).map((x) => label(xs.at(x), FLOOR + 34, tickText(x, 10), "middle")),
      label((xs.from + xs.to) / 2, HEIGHT - 8, unit, "middle"),
    );
  }

  /** @param {Now} now */
  paint(now) {
    const { places, answer, w, b } = now;
    const { xs, ys, wanted: { span, targets } } = this;
    const course = xs.spaced(160).map((x) => [xs.at(x), ys.at(answer(x))]);
    this.#part(".td-threshold-curve").setAttribute("d", pathThrough(course));
    const misses = this.points.map((_, e) =>
      `M${xs.at(places[e]).toFixed(1)} ${ys.at(targets[e])}V${ys.at(answer(places[e])).toFixed(1)}`
    );
    this.#part(".td-threshold-misses").setAttribute("d", misses.join(""));
    this.#paintThreshold(threshold(w, b, span));
    const [from, to] = shaded(w, b, span).map((x) => xs.at(x));
    setAttributes(this.#part(".td-side"), { x: from.toFixed(1), width: Math.max(0, to - from).toFixed(1) });
    for (let e = 0; e < this.points.length; e++) this.#paintPoint(e, now);
  }

  /** Where the output is one half. @param {ReturnType<typeof threshold>} found */
  #paintThreshold({ at, words }) {
    const { xs } = this;
    const x = at === null ? 0 : xs.at(at);
    this.#part(".td-threshold-mark").setAttribute("d", at === null ? "" : `M${x.toFixed(1)} 8V${FLOOR + 18}`);
    const text = this.#part(".td-threshold-words");
    const anchor = at === null ? "middle" : x > xs.to + RIGHT - 110 ? "end" : "start";
    const place = at === null ? (xs.from + xs.to) / 2 : x + (anchor === "end" ? -6 : 6);
    text.textContent = words;
    setAttributes(text, { "text-anchor": anchor, x: place, y: 25 });
  }

  /** @param {number} e @param {Now} now */
  #paintPoint(e, { places, answer, right, picked }) {
    const point = this.points[e];
    const { focus, ring, dot, input } = point;
    const { targets } = this.wanted;
    point.x = places[e];
    const [x, y] = [this.xs.at(places[e]), this.ys.at(targets[e])];
    const [disc, square] = [`M${x - 6.5} ${y}a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0`, `M${x - 6} ${y - 6}h12v12h-12Z`];
    dot.setAttribute("d", targets[e] > 0.5 ? disc : square);
    dot.classList.toggle("td-now", e === picked);
    setAttributes(focus, { cx: x, cy: y, r: 17 });
    setAttributes(ring, { cx: x, cy: y, r: 11.5 });
    const good = right(e);
    ring.setAttribute("visibility", good ? "hidden" : "visible");
    input.value = String(places[e]);
    input.style.left = `${x - 22}px`;
    input.style.top = `${y - 22}px`;
    const [at, output] = [shown(places[e]), shown(answer(places[e]))];
    const said = good ? t`${at}, output ${output}, right` : t`${at}, output ${output}, wrong`;
    input.setAttribute("aria-valuetext", said);
  }
}

/** The part of the line where z is above 0. @param {number} w @param {number} b @param {number[]} span @returns {[number, number]} */
export function shaded(w, b, span) {
  const [low, high] = span;
  if (w === 0) return b > 0 ? [low, high] : [low, low];
  const at = Math.max(low, Math.min(high, -b / w));
  return w > 0 ? [at, high] : [low, at];
}
