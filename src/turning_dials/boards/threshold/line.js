// @ts-check
// The line with its points, and the neuron's curve over it. A point stands at the height of its label, so that the thin
// line from it to the curve is its miss. Points are dragged, or moved by the keys of a range input underneath each.
import { div } from "../../kit/board/elements.js";
import { shown } from "../../kit/model/text.js";

const HEIGHT = 284;
const [TOP, FLOOR, LEFT, RIGHT] = [48, 222, 40, 14];
const REACH = 30;

/**
 * Where the neuron's output is one half, in words that a reader can follow: what the picture shows when there is no such
 * place, or when it lies outside.
 * @param {number} w @param {number} b @param {number[]} span
 */
export function threshold(w, b, span) {
  if (w === 0) return { at: null, words: "no threshold: w is 0" };
  const at = -b / w === 0 ? 0 : -b / w;
  if (!Number.isFinite(at)) return { at: null, words: "the threshold is too far off to say" };
  if (at < span[0]) return { at: null, words: `← threshold ${shown(at)}, off to the left` };
  if (at > span[1]) return { at: null, words: `threshold ${shown(at)}, off to the right →` };
  return { at, words: `threshold ${shown(at)}` };
}

/** Even ticks between two ends, six at most. @param {number} low @param {number} high */
export function ticks(low, high) {
  const rough = (high - low) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((times) => times * power >= rough * 0.999) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  return Array.from(
    { length: Math.floor(high / step + 1e-9) - first + 1 },
    (_, i) => Number(((first + i) * step).toPrecision(10)),
  );
}

/**
 * @param {object} wanted
 * @param {number[]} wanted.span the two ends of the line
 * @param {ArrayLike<number>} wanted.targets 0 or 1 for each point
 * @param {string[]} wanted.answers the words for 0 and 1
 * @param {string} wanted.unit
 * @param {(point: number) => void} wanted.onPick
 * @param {(point: number, x: number) => void} wanted.onMove
 */
export function createLine({ span, targets, answers, unit, onPick, onMove }) {
  const element = div("td-threshold-line");
  element.innerHTML =
    `<svg height="${HEIGHT}"><rect class="td-plot" x="${LEFT}" y="8"></rect><rect class="td-side" y="8"></rect>
    <path class="td-axis"></path><path class="td-threshold-misses"></path><path class="td-threshold-curve"></path>
    <path class="td-threshold-mark"></path><g class="td-threshold-ticks"></g><g class="td-threshold-points"></g>
    <text class="td-threshold-words"></text></svg><p class="td-quiet"></p>`;
  const svg = /** @type {SVGSVGElement} */ (element.firstElementChild);
  const [plot, side] = [...svg.querySelectorAll("rect")];
  const [axis, misses, curve, mark] = [...svg.querySelectorAll("path")];
  const [tickGroup, pointGroup] = [...svg.querySelectorAll("g")];
  const words = /** @type {SVGTextElement} */ (svg.querySelector(".td-threshold-words"));
  /** @type {HTMLElement} */ (element.lastElementChild).textContent = `● ${answers[1]}   □ ${
    answers[0]
  }   thin lines: the misses   shaded: z above 0   ringed: on the wrong side. Drag a point, or move it with the arrow keys.`;
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `${targets.length} points on a line, with the neuron's curve over them`);

  let wide = 640;
  const across = (/** @type {number} */ x) => LEFT + ((wide - LEFT - RIGHT) * (x - span[0])) / (span[1] - span[0]);
  const back = (/** @type {number} */ pixel) =>
    span[0] + ((pixel - LEFT) * (span[1] - span[0])) / (wide - LEFT - RIGHT);
  const up = (/** @type {number} */ a) => FLOOR - (FLOOR - TOP) * a;

  // ---- the points
  const points = Array.from(targets, (target, e) => {
    const make = (/** @type {string} */ tag, /** @type {string} */ name) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
      made.setAttribute("class", name);
      pointGroup.append(made);
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
    input.setAttribute("aria-label", `place of point ${e + 1}, labeled ${answers[target]}`);
    input.addEventListener("input", () => onMove(e, input.valueAsNumber));
    input.addEventListener("focus", () => {
      focus.classList.toggle("td-on", input.matches(":focus-visible"));
      onPick(e);
    });
    input.addEventListener("blur", () => focus.classList.remove("td-on"));
    element.append(input);
    return { focus, ring, dot, input, x: 0 };
  });

  /** @type {number | null} */
  let held = null;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const box = svg.getBoundingClientRect();
    const away = points.map(({ x }, e) =>
      Math.hypot(across(x) - event.clientX + box.left, up(targets[e]) - event.clientY + box.top)
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
    const x = back(event.clientX - svg.getBoundingClientRect().left);
    onMove(held, Number(Math.max(span[0], Math.min(span[1], x)).toFixed(2)));
  });
  for (const end of ["pointerup", "pointercancel"]) {
    svg.addEventListener(end, () => {
      held = null;
    });
  }

  // ---- what depends on the width alone
  function place() {
    wide = Math.max(220, element.clientWidth);
    svg.setAttribute("width", String(wide));
    svg.setAttribute("viewBox", `0 0 ${wide} ${HEIGHT}`);
    plot.setAttribute("width", String(wide - LEFT - RIGHT));
    plot.setAttribute("height", String(FLOOR + 18 - 8));
    side.setAttribute("height", String(FLOOR + 18 - 8));
    axis.setAttribute("d", [0, 0.5, 1].map((a) => `M${LEFT} ${up(a)}H${wide - RIGHT}`).join(""));
    tickGroup.replaceChildren(
      ...[0, 0.5, 1].map((a) => label(LEFT - 6, up(a) + 4, String(a), "end")),
      ...ticks(span[0], span[1]).map((x) => label(across(x), FLOOR + 34, String(x).replace("-", "−"), "middle")),
      label((LEFT + wide - RIGHT) / 2, HEIGHT - 8, unit, "middle"),
    );
  }

  /**
   * @param {object} now
   * @param {ArrayLike<number>} now.places @param {(x: number) => number} now.answer the neuron's output at x
   * @param {number} now.w @param {number} now.b
   * @param {(point: number) => boolean} now.right @param {number} now.picked
   */
  function paint({ places, answer, w, b, right, picked }) {
    const steps = Array.from({ length: 161 }, (_, i) => span[0] + ((span[1] - span[0]) * i) / 160);
    curve.setAttribute(
      "d",
      steps.map((x, i) => `${i ? "L" : "M"}${across(x).toFixed(1)} ${up(answer(x)).toFixed(1)}`).join(""),
    );
    misses.setAttribute(
      "d",
      points.map((_, e) => `M${across(places[e]).toFixed(1)} ${up(targets[e])}V${up(answer(places[e])).toFixed(1)}`)
        .join(""),
    );
    const found = threshold(w, b, span);
    const at = found.at === null ? NaN : across(found.at);
    mark.setAttribute("d", found.at === null ? "" : `M${at.toFixed(1)} 8V${FLOOR + 18}`);
    words.textContent = found.words;
    const anchor = found.at === null ? "middle" : at > wide - 110 ? "end" : "start";
    words.setAttribute("text-anchor", anchor);
    words.setAttribute("x", String(found.at === null ? (LEFT + wide - RIGHT) / 2 : at + (anchor === "end" ? -6 : 6)));
    words.setAttribute("y", "25");
    const [from, to] = shaded(w, b, span).map(across);
    side.setAttribute("x", from.toFixed(1));
    side.setAttribute("width", Math.max(0, to - from).toFixed(1));
    points.forEach(({ focus, ring, dot, input }, e) => {
      points[e].x = places[e];
      const [x, y] = [across(places[e]), up(targets[e])];
      dot.setAttribute(
        "d",
        targets[e] > 0.5 ? `M${x - 6.5} ${y}a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0` : `M${x - 6} ${y - 6}h12v12h-12Z`,
      );
      dot.classList.toggle("td-now", e === picked);
      for (const [circle, r] of /** @type {[Element, number][]} */ ([[focus, 17], [ring, 11.5]])) {
        for (const [key, value] of Object.entries({ cx: x, cy: y, r })) circle.setAttribute(key, String(value));
      }
      const good = right(e);
      ring.setAttribute("visibility", good ? "hidden" : "visible");
      input.value = String(places[e]);
      input.style.left = `${x - 22}px`;
      input.style.top = `${y - 22}px`;
      input.setAttribute(
        "aria-valuetext",
        `${shown(places[e])}, output ${shown(answer(places[e]))}, ${good ? "right" : "wrong"}`,
      );
    });
  }

  return { element, paint, place };
}

/** The part of the line where z is above 0. @param {number} w @param {number} b @param {number[]} span @returns {[number, number]} */
export function shaded(w, b, span) {
  const [low, high] = span;
  if (w === 0) return b > 0 ? [low, high] : [low, low];
  const at = Math.max(low, Math.min(high, -b / w));
  return w > 0 ? [at, high] : [low, at];
}

/** @param {number} x @param {number} y @param {string} text @param {string} anchor */
function label(x, y, text, anchor) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", "text");
  for (const [key, value] of Object.entries({ x, y, "text-anchor": anchor })) element.setAttribute(key, String(value));
  element.textContent = text;
  return element;
}
