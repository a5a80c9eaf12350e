// @ts-check
// What a network of one input and one output does along its input: the target, the answer, and what each hidden neuron adds.
import { shown } from "../../kit/model/text.js";

const [LEFT, RIGHT, TOP, BOTTOM] = [30, 22, 8, 34];
const HEIGHT = 250;
const GRID = 160;

/** @typedef {(x: number) => number} Line */

/**
 * @param {object} wanted
 * @param {number[]} wanted.inputs @param {() => ArrayLike<number>} wanted.targets of this moment
 * @param {number[][]} wanted.curves all the targets that there may be, so that the picture's height can stay
 * @param {string} wanted.label for those who do not see it
 * @param {(x: number) => void} wanted.onPick a place along the input
 */
export function createCurvePlot({ inputs, targets, curves, label, onPick }) {
  const element = document.createElement("div");
  element.className = "td-follow";
  element.innerHTML = `<svg role="img" height="${HEIGHT}"></svg>`;
  const svg = /** @type {SVGSVGElement} */ (element.firstElementChild);
  svg.setAttribute("aria-label", label);
  const [from, to] = [Math.min(...inputs), Math.max(...inputs)];
  const [lowest, highest] = [Math.min(...curves.flat()), Math.max(...curves.flat())];
  const spread = highest - lowest || 1;
  const [low, high] = [lowest - 0.45 * spread, highest + 0.45 * spread];
  let width = 440;
  const across = (/** @type {number} */ x) => LEFT + ((width - LEFT - RIGHT) * (x - from)) / (to - from);
  const down = (/** @type {number} */ y) => TOP + ((HEIGHT - TOP - BOTTOM) * (high - y)) / (high - low);
  const held = (/** @type {number} */ y) =>
    Number.isNaN(y) ? high + spread : Math.max(low - spread, Math.min(high + spread, y));
  const course = (/** @type {Line} */ line) =>
    Array.from({ length: GRID + 1 }, (_, i) => from + ((to - from) * i) / GRID)
      .map((x, i) => `${i ? "L" : "M"}${across(x).toFixed(1)} ${down(held(line(x))).toFixed(1)}`).join("");

  /** @type {Parameters<typeof paint> | null} */
  let last = null;
  const watch = new ResizeObserver(([entry]) => {
    width = Math.max(220, Math.round(entry.contentRect.width));
    if (last) paint(...last);
  });
  watch.observe(element);

  /**
   * @param {Line} answer @param {Line[]} adds what each neuron adds @param {number[]} turns where each neuron's z is 0
   * @param {number} probe the place that is looked at
   */
  function paint(answer, adds, turns, probe) {
    last = [answer, adds, turns, probe];
    const floor = HEIGHT - BOTTOM;
    const wanted = targets();
    const within = `x="${LEFT}" y="${TOP}" width="${width - LEFT - RIGHT}" height="${
      floor - TOP
    }" viewBox="${LEFT} ${TOP} ${width - LEFT - RIGHT} ${floor - TOP}"`;
    svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    svg.setAttribute("width", String(width));
    const ticks = [from, (from + to) / 2, to].map((x) =>
      `<text x="${across(x)}" y="${HEIGHT - 3}" text-anchor="middle">${shown(x, Number.isInteger(x) ? 0 : 1)}</text>`
    );
    const levels = [-1, 0, 1].filter((y) => y > low && y < high).map((y) =>
      `<path class="td-axis" d="M${LEFT} ${down(y)}H${width - RIGHT}"></path><text x="${LEFT - 6}" y="${
        down(y) + 4
      }" text-anchor="end">${shown(y, 0)}</text>`
    );
    let above = -Infinity;
    const names = adds.map((add, j) => ({ j, y: Math.max(TOP + 9, Math.min(floor, down(held(add(to))) + 4)) })).sort((
      a,
      b,
    ) => a.y - b.y)
      .map(({ j, y }) => {
        above = Math.max(y, above + 12);
        return `<text x="${width - RIGHT + 5}" y="${above}">${j + 1}</text>`;
      });
    svg.innerHTML = [
      `<rect class="td-plot" x="${LEFT}" y="${TOP}" width="${width - LEFT - RIGHT}" height="${floor - TOP}"></rect>`,
      ...levels,
      ...ticks,
      ...names,
      `<svg ${within}><path class="td-follow-probe" d="M${across(probe)} ${TOP}V${floor}"></path>`,
      ...inputs.map((x, e) =>
        `<path class="td-follow-miss" d="M${across(x)} ${down(wanted[e])}V${down(held(answer(x)))}"></path>`
      ),
      ...adds.map((add) => `<path class="td-follow-add" d="${course(add)}"></path>`),
      ...inputs.map((x, e) => `<circle class="td-nought" r="3" cx="${across(x)}" cy="${down(wanted[e])}"></circle>`),
      `<path class="td-follow-answer" d="${course(answer)}"></path></svg>`,
      ...turns.flatMap((
        x,
        j,
      ) => (x >= from && x <= to
        ? [
          `<path class="td-follow-turn" d="M${across(x)} ${floor + 1}l-4 7h8z"></path><text x="${across(x)}" y="${
            floor + 19
          }" text-anchor="middle">${j + 1}</text>`,
        ]
        : [])
      ),
    ].join("");
  }

  let dragging = false;
  /** @param {PointerEvent} event */
  function pick(event) {
    if (!dragging) return;
    const box = svg.getBoundingClientRect();
    const share = (event.clientX - box.left - LEFT) / (box.width - LEFT - RIGHT);
    onPick(from + (to - from) * Math.max(0, Math.min(1, share)));
  }
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

  return { element, paint, from, to, stop: () => watch.disconnect() };
}
