// @ts-check
// What a network of one input and one output does along its input: the target, the answer, and what each hidden neuron adds.
import { div } from "../../kit/board/elements.js";
import { shown } from "../../kit/model/text.js";

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
    const { inputs, curves, label } = wanted;
    this.element = div("td-follow");
    this.element.innerHTML = `<svg role="img" height="${HEIGHT}"></svg>`;
    this.svg = /** @type {SVGSVGElement} */ (this.element.firstElementChild);
    this.svg.setAttribute("aria-label", label);
    this.from = Math.min(...inputs);
    this.to = Math.max(...inputs);
    const [lowest, highest] = [Math.min(...curves.flat()), Math.max(...curves.flat())];
    this.spread = highest - lowest || 1;
    this.low = lowest - 0.45 * this.spread;
    this.high = highest + 0.45 * this.spread;
    this.width = 440;
    /** @type {Now | null} */
    this.last = null;
    this.watch = new ResizeObserver(([entry]) => {
      this.width = Math.max(220, Math.round(entry.contentRect.width));
      if (this.last) this.paint(this.last);
    });
    this.watch.observe(this.element);
    this.#listen();
  }

  stop() {
    this.watch.disconnect();
  }

  /** @param {number} x */
  #across(x) {
    return LEFT + ((this.width - LEFT - RIGHT) * (x - this.from)) / (this.to - this.from);
  }

  /** Pixels from the top, no farther out of the picture than can be drawn. @param {number} y */
  #down(y) {
    const [low, high] = [this.low - this.spread, this.high + this.spread];
    const held = Number.isNaN(y) ? high : Math.max(low, Math.min(high, y));
    return TOP + ((FLOOR - TOP) * (this.high - held)) / (this.high - this.low);
  }

  /** @param {Course} course */
  #path(course) {
    const { from, to } = this;
    const places = Array.from({ length: GRID + 1 }, (_, i) => from + ((to - from) * i) / GRID);
    return `M${places.map((x) => `${this.#across(x).toFixed(1)} ${this.#down(course(x)).toFixed(1)}`).join("L")}`;
  }

  /** @param {Now} now */
  paint(now) {
    this.last = now;
    const { svg, width } = this;
    svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    svg.setAttribute("width", String(width));
    svg.innerHTML = [...this.#frame(), ...this.#names(now.adds), ...this.#courses(now), ...this.#turns(now.turns)].join(
      "",
    );
  }

  /** The picture's edge and its scales. */
  #frame() {
    const { from, to, low, high, width } = this;
    const ticks = [from, (from + to) / 2, to].map((x) =>
      text(this.#across(x), HEIGHT - 3, shown(x, Number.isInteger(x) ? 0 : 1), "middle")
    );
    const levels = [-1, 0, 1].filter((y) => y > low && y < high).map((y) =>
      `<path class="td-axis" d="M${LEFT} ${this.#down(y)}H${width - RIGHT}"></path>` +
      text(LEFT - 6, this.#down(y) + 4, shown(y, 0), "end")
    );
    const size = `width="${width - LEFT - RIGHT}" height="${FLOOR - TOP}"`;
    return [`<rect class="td-plot" x="${LEFT}" y="${TOP}" ${size}></rect>`, ...levels, ...ticks];
  }

  /** The number of each neuron at the end of what it adds, one below the other. @param {Course[]} adds */
  #names(adds) {
    const ends = adds.map((add, j) => ({ j, y: Math.max(TOP + 9, Math.min(FLOOR, this.#down(add(this.to)) + 4)) }));
    let above = 0;
    return ends.sort((a, b) => a.y - b.y).map(({ j, y }) => {
      above = Math.max(y, above + APART);
      return text(this.width - RIGHT + 5, above, String(j + 1), "start");
    });
  }

  /** @param {Now} now */
  #courses({ answer, adds, probe }) {
    const { width, wanted: { inputs, targets } } = this;
    const wanted = targets();
    const box = `${LEFT} ${TOP} ${width - LEFT - RIGHT} ${FLOOR - TOP}`;
    const [x0, y0, wide, high] = box.split(" ");
    return [
      `<svg x="${x0}" y="${y0}" width="${wide}" height="${high}" viewBox="${box}">`,
      `<path class="td-follow-probe" d="M${this.#across(probe)} ${TOP}V${FLOOR}"></path>`,
      ...inputs.map((x, e) =>
        `<path class="td-follow-miss" d="M${this.#across(x)} ${this.#down(wanted[e])}V${this.#down(answer(x))}"></path>`
      ),
      ...adds.map((add) => `<path class="td-follow-add" d="${this.#path(add)}"></path>`),
      ...inputs.map((x, e) =>
        `<circle class="td-nought" r="3" cx="${this.#across(x)}" cy="${this.#down(wanted[e])}"></circle>`
      ),
      `<path class="td-follow-answer" d="${this.#path(answer)}"></path></svg>`,
    ];
  }

  /** A mark below the picture where a neuron's z is 0. @param {number[]} turns */
  #turns(turns) {
    return turns.map((x, j) => {
      if (!(x >= this.from && x <= this.to)) return "";
      const at = this.#across(x);
      return `<path class="td-follow-turn" d="M${at} ${FLOOR + 1}l-4 7h8z"></path>` +
        text(at, FLOOR + 19, String(j + 1), "middle");
    });
  }

  /** The pointer moves the place that is looked at. */
  #listen() {
    const { svg, wanted: { onPick } } = this;
    let dragging = false;
    const pick = (/** @type {PointerEvent} */ event) => {
      if (!dragging) return;
      const box = svg.getBoundingClientRect();
      const share = (event.clientX - box.left - LEFT) / (box.width - LEFT - RIGHT);
      onPick(this.from + (this.to - this.from) * Math.max(0, Math.min(1, share)));
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

/** @param {number} x @param {number} y @param {string} words @param {string} anchor */
function text(x, y, words, anchor) {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${words}</text>`;
}
