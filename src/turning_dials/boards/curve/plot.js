// @ts-check
// What a network of one input and one output does along its input: the target, the answer, and what each hidden neuron adds.
import { div } from "../../kit/board/elements.js";
import { shown } from "../../kit/model/text.js";
import { Axis, label, pathThrough, setAttributes, shape } from "../../kit/parts/axes.js";

const [LEFT, RIGHT, TOP, BOTTOM] = [30, 22, 8, 34];
const HEIGHT = 250;
const FLOOR = HEIGHT - BOTTOM;
const GRID = 160;
/** Pixels between the names of two neurons. */
const APART = 12;

/** @typedef {(x: number) => number} Course */
/**
 * @typedef {object} Wanted
 * @property {number[]} inputs @property {() => ArrayLike<number>} targets of this moment
 * @property {number[][]} curves all the targets that there may be, so that the picture's height can stay
 * @property {string} label for those who do not see it
 * @property {(x: number) => void} onPick a place along the input
 */
/**
 * @typedef {object} Now
 * @property {Course} answer @property {Course[]} adds what each neuron adds
 * @property {number[]} turns where each neuron's z is 0 @property {number} probe the place that is looked at
 */

export class CurvePlot {
  /** @param {Wanted} wanted */
  constructor(wanted) {
    this.wanted = wanted;
    const { inputs, curves } = wanted;
    this.element = div("td-follow");
    this.element.innerHTML = `<svg role="img" height="${HEIGHT}"></svg>`;
    this.svg = /** @type {SVGSVGElement} */ (this.element.firstElementChild);
    this.svg.setAttribute("aria-label", wanted.label);
    this.from = Math.min(...inputs);
    this.to = Math.max(...inputs);
    const [lowest, highest] = [Math.min(...curves.flat()), Math.max(...curves.flat())];
    this.spread = highest - lowest || 1;
    const margin = 0.45 * this.spread;
    this.xs = this.#axis(440);
    this.ys = new Axis([lowest - margin, highest + margin], [FLOOR, TOP]);
    /** @type {Now | null} */
    this.last = null;
    this.watch = new ResizeObserver(([entry]) => {
      this.xs = this.#axis(Math.max(220, Math.round(entry.contentRect.width)));
      if (this.last) this.paint(this.last);
    });
    this.watch.observe(this.element);
    this.#listen();
  }

  stop() {
    this.watch.disconnect();
  }

  /** The inputs in a picture so many pixels wide. @param {number} width */
  #axis(width) {
    return new Axis([this.from, this.to], [LEFT, width - RIGHT]);
  }

  /** Pixels from the top, no farther out of the picture than can be drawn. @param {number} y */
  #down(y) {
    const { ys, spread } = this;
    const [low, high] = [ys.low - spread, ys.high + spread];
    return ys.at(Number.isNaN(y) ? high : Math.max(low, Math.min(high, y)));
  }

  /** @param {Course} course */
  #path(course) {
    const { xs } = this;
    return pathThrough(xs.spaced(GRID).map((x) => [xs.at(x), this.#down(course(x))]));
  }

  /** @param {Now} now */
  paint(now) {
    this.last = now;
    const width = this.xs.to + RIGHT;
    setAttributes(this.svg, { viewBox: `0 0 ${width} ${HEIGHT}`, width });
    this.svg.replaceChildren(
      ...this.#frame(),
      ...this.#names(now.adds),
      this.#courses(now),
      ...this.#turns(now.turns),
    );
  }

  /** The picture's edge and its scales. */
  #frame() {
    const { xs, ys } = this;
    const ticks = xs.spaced(2).map((x) => label(xs.at(x), HEIGHT - 3, shown(x, Number.isInteger(x) ? 0 : 1), "middle"));
    const levels = [-1, 0, 1].filter((y) => y > ys.low && y < ys.high).flatMap((y) => [
      shape("path", { class: "td-axis", d: `M${LEFT} ${ys.at(y)}H${xs.to}` }),
      label(LEFT - 6, ys.at(y) + 4, shown(y, 0), "end"),
    ]);
    const plot = shape("rect", { class: "td-plot", x: LEFT, y: TOP, width: xs.to - xs.from, height: FLOOR - TOP });
    return [plot, ...levels, ...ticks];
  }

  /** The number of each neuron at the end of what it adds, one below the other. @param {Course[]} adds */
  #names(adds) {
    const ends = adds.map((add, j) => ({ j, y: Math.max(TOP + 9, Math.min(FLOOR, this.#down(add(this.to)) + 4)) }));
    let above = 0;
    return ends.sort((a, b) => a.y - b.y).map(({ j, y }) => {
      above = Math.max(y, above + APART);
      return label(this.xs.to + 5, above, String(j + 1));
    });
  }

  /** @param {Now} now */
  #courses({ answer, adds, probe }) {
    const { xs, wanted: { inputs, targets } } = this;
    const wanted = targets();
    const [width, height] = [xs.to - xs.from, FLOOR - TOP];
    const path = (/** @type {string} */ name, /** @type {string} */ d) =>
      shape("path", { class: `td-follow-${name}`, d });
    // A picture of its own, so that a curve that leaves the frame is cut there.
    const inside = shape("svg", { x: LEFT, y: TOP, width, height, viewBox: `${LEFT} ${TOP} ${width} ${height}` });
    inside.append(
      path("probe", `M${xs.at(probe)} ${TOP}V${FLOOR}`),
      ...inputs.map((x, e) => path("miss", `M${xs.at(x)} ${this.#down(wanted[e])}V${this.#down(answer(x))}`)),
      ...adds.map((add) => path("add", this.#path(add))),
      ...inputs.map((x, e) => shape("circle", { class: "td-nought", r: 3, cx: xs.at(x), cy: this.#down(wanted[e]) })),
      path("answer", this.#path(answer)),
    );
    return inside;
  }

  /** A mark below the picture where a neuron's z is 0. @param {number[]} turns */
  #turns(turns) {
    return turns.flatMap((x, j) => {
      if (!(x >= this.from && x <= this.to)) return [];
      const at = this.xs.at(x);
      return [
        shape("path", { class: "td-follow-turn", d: `M${at} ${FLOOR + 1}l-4 7h8z` }),
        label(at, FLOOR + 19, String(j + 1), "middle"),
      ];
    });
  }

  /** The pointer moves the place that is looked at. */
  #listen() {
    const { svg, wanted: { onPick } } = this;
    let dragging = false;
    const pick = (/** @type {PointerEvent} */ event) => {
      if (!dragging) return;
      onPick(this.xs.back(event.clientX - svg.getBoundingClientRect().left));
    };
    svg.addEventListener("pointerdown", (event) => {
      dragging = true;
      svg.setPointerCapture(event.pointerId);
      pick(event);
    });
    svg.addEventListener("pointermove", pick);
    for (const end of ["pointerup", "pointercancel"]) {
      svg.addEventListener(end, () => {
        dragging = false;
      });
    }
  }
}
