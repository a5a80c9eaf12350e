// @ts-check
// The curve with its point. The picture grows by doubling until the point and the next step are in it.
import { shown } from "../../kit/model/text.js";
import { Axis, pathThrough, setAttributes, shape } from "../../kit/parts/axes.js";
import { reach } from "./curves.js";

const [WIDE, HIGH, PAD] = [520, 300, 30];
const STEPS = 120;

/** @param {{onStart: () => void, onMove: (w: number) => void, onEnd: () => void}} hands the reader drags the point */
export function createPlot({ onStart, onMove, onEnd }) {
  const element = shape("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, class: "td-slope-plot" });
  // The dial beside it says all of it to those who listen.
  element.setAttribute("aria-hidden", "true");
  const [axis, curve, tangent, step, ring, point] = [
    shape("path", { class: "td-slope-axis" }),
    shape("path", { class: "td-slope-curve" }),
    shape("path", { class: "td-slope-tangent" }),
    shape("path", { class: "td-slope-step" }),
    shape("circle", { class: "td-slope-ring", r: 7 }),
    shape("circle", { class: "td-slope-point", r: 8 }),
  ];
  const [left, right] = [
    shape("text", { x: PAD, y: HIGH - 8 }),
    shape("text", { x: WIDE - PAD, y: HIGH - 8, "text-anchor": "end" }),
  ];
  element.append(axis, curve, tangent, step, ring, point, left, right);
  let xs = new Axis([-1, 1], [PAD, WIDE - PAD]);
  const stop = draggable(element, onStart, (pixel) => onMove(round(xs.back(pixel), xs.high)), onEnd);

  /** @param {{curve: import("./curves.js").Curve, w: number, slope: number, next: number, shown: boolean}} now */
  function paint({ curve: drawn, w, slope, next, shown: steep }) {
    const wide = reach(drawn, [w, next]);
    const high = drawn.high * Math.max(1, drawn.value(wide) / drawn.value(drawn.wide));
    xs = new Axis([-wide, wide], [PAD, WIDE - PAD]);
    const ys = new Axis([0, high], [HIGH - PAD, PAD]);
    /** @param {number} at @param {number} cost */
    const spot = (at, cost) => [xs.at(at), ys.at(cost)];
    axis.setAttribute("d", `M${PAD} ${ys.at(0)}H${WIDE - PAD}M${xs.at(0)} ${ys.at(0)}v6`);
    curve.setAttribute("d", pathThrough(xs.spaced(STEPS).map((at) => spot(at, drawn.value(at)))));
    const run = wide * 0.35;
    const straight = [w - run, w + run].map((at) => spot(at, drawn.value(w) + slope * (at - w)));
    tangent.setAttribute("d", steep ? pathThrough(straight) : "");
    step.setAttribute("d", pathThrough([spot(w, 0), spot(next, 0)]));
    place(point, spot(w, drawn.value(w)));
    place(ring, spot(next, drawn.value(next)));
    left.textContent = shown(-wide, 0);
    right.textContent = shown(wide, 0);
  }
  return { element, paint, stop };
}

/**
 * Drag anywhere on the picture: the point follows the pointer's place across. Returns the way to stop listening.
 * @param {SVGElement} element @param {() => void} onStart @param {(pixel: number) => void} onMove @param {() => void} onEnd
 */
function draggable(element, onStart, onMove, onEnd) {
  const listening = new AbortController();
  const { signal } = listening;
  let held = false;
  const follow = (/** @type {PointerEvent} */ event) => {
    const box = element.getBoundingClientRect();
    onMove(((event.clientX - box.left) * WIDE) / box.width);
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

/** @param {Element} circle @param {number[]} spot */
function place(circle, [x, y]) {
  setAttributes(circle, { cx: x.toFixed(1), cy: y.toFixed(1) });
}
