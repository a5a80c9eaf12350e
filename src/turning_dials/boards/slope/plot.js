// @ts-check
// The curve with its point. The picture grows by doubling until the point and the next step are in it.
import { shown } from "../../kit/model/text.js";
import { reach } from "./curves.js";

const [WIDE, HIGH, PAD] = [520, 300, 30];
const STEPS = 120;

/** @param {{onStart: () => void, onMove: (w: number) => void, onEnd: () => void}} hands the reader drags the point */
export function createPlot({ onStart, onMove, onEnd }) {
  const element = svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, class: "td-slope-plot" });
  // The dial beside it says all of it to those who listen.
  element.setAttribute("aria-hidden", "true");
  const [axis, curve, tangent, step, ring, point] = [
    svg("path", { class: "td-slope-axis" }),
    svg("path", { class: "td-slope-curve" }),
    svg("path", { class: "td-slope-tangent" }),
    svg("path", { class: "td-slope-step" }),
    svg("circle", { class: "td-slope-ring", r: 7 }),
    svg("circle", { class: "td-slope-point", r: 8 }),
  ];
  const [left, right] = [
    svg("text", { x: PAD, y: HIGH - 8 }),
    svg("text", { x: WIDE - PAD, y: HIGH - 8, "text-anchor": "end" }),
  ];
  element.append(axis, curve, tangent, step, ring, point, left, right);
  const scale = { wide: 1, high: 1 };
  const across = (/** @type {number} */ w) => PAD + ((w + scale.wide) / (2 * scale.wide)) * (WIDE - 2 * PAD);
  const up = (/** @type {number} */ c) => HIGH - PAD - (c / scale.high) * (HIGH - 2 * PAD);
  const stop = draggable(element, onStart, (share) => onMove(round((2 * share - 1) * scale.wide, scale.wide)), onEnd);

  /** @param {{curve: import("./curves.js").Curve, w: number, slope: number, next: number, shown: boolean}} now */
  function paint({ curve: drawn, w, slope, next, shown: steep }) {
    scale.wide = reach(drawn, [w, next]);
    scale.high = drawn.high *
      (drawn.value(scale.wide) / drawn.value(drawn.wide) > 1 ? drawn.value(scale.wide) / drawn.value(drawn.wide) : 1);
    const places = Array.from({ length: STEPS + 1 }, (_, i) => scale.wide * ((2 * i) / STEPS - 1));
    axis.setAttribute("d", `M${PAD} ${up(0)}H${WIDE - PAD}M${across(0)} ${up(0)}v6`);
    curve.setAttribute("d", line(places.map((place) => [across(place), up(drawn.value(place))])));
    const run = scale.wide * 0.35;
    tangent.setAttribute(
      "d",
      steep ? line([w - run, w + run].map((at) => [across(at), up(drawn.value(w) + slope * (at - w))])) : "",
    );
    step.setAttribute("d", line([[across(w), up(0)], [across(next), up(0)]]));
    place(point, across(w), up(drawn.value(w)));
    place(ring, across(next), up(drawn.value(next)));
    left.textContent = shown(-scale.wide, 0);
    right.textContent = shown(scale.wide, 0);
  }
  return { element, paint, stop };
}

/**
 * Drag anywhere on the picture: the point follows the pointer's place across. Returns the way to stop listening.
 * @param {SVGElement} element @param {() => void} onStart @param {(share: number) => void} onMove @param {() => void} onEnd
 */
function draggable(element, onStart, onMove, onEnd) {
  const listening = new AbortController();
  const { signal } = listening;
  let held = false;
  const follow = (/** @type {PointerEvent} */ event) => {
    const box = element.getBoundingClientRect();
    const [from, to] = [PAD, WIDE - PAD].map((edge) => box.left + (edge / WIDE) * box.width);
    onMove(Math.max(0, Math.min(1, (event.clientX - from) / (to - from))));
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    held = true;
    element.setPointerCapture(event.pointerId);
    onStart();
    follow(event);
  }, { signal });
  element.addEventListener("pointermove", (event) => {
    if (held) follow(event);
  }, { signal });
  for (const end of ["pointerup", "pointercancel"]) {
    element.addEventListener(end, () => {
      if (held) onEnd();
      held = false;
    }, { signal });
  }
  return () => listening.abort();
}

/** A hundredth of the picture is fine enough for a hand. @param {number} w @param {number} wide */
function round(w, wide) {
  const unit = wide / 100;
  return Number((Math.round(w / unit) * unit).toPrecision(6));
}

/** @param {Element} circle @param {number} x @param {number} y */
function place(circle, x, y) {
  circle.setAttribute("cx", x.toFixed(1));
  circle.setAttribute("cy", y.toFixed(1));
}

/** @param {number[][]} points */
function line(points) {
  return points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}

/** @param {string} name @param {Record<string, string | number>} attributes */
function svg(name, attributes) {
  const made = /** @type {SVGElement} */ (document.createElementNS("http://www.w3.org/2000/svg", name));
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
