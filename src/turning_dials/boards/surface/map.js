// @ts-check
// The map of a cost over two dials: contours, the paths, the slope as an arrow, and the point, which can be dragged.
import { levels, rings, sampled } from "../../kit/model/contours.js";
import { drawable } from "../../kit/model/scale.js";
import { shown } from "../../kit/model/text.js";
import { lowest } from "../../kit/model/walk.js";

/** @typedef {import("../../kit/model/walk.js").Place} Place */
/** @typedef {import("../../kit/model/walk.js").Slice} Slice */
/** @typedef {import("../../kit/model/contours.js").Window} Window */

const NODES = 65;
const LINES = 13;
const LEFT = 44;
const BELOW = 38;
const EDGE = 8;
const LARGEST = 430;
/** Pixels beyond which nothing is drawn: a path takes no number of forty digits. */
const FARTHEST = 1e5;
/** How long a full arrow is, as a share of the map's width. */
export const FULL = 0.22;

/**
 * What the map shows besides the ground.
 * @typedef {object} Scene
 * @property {Place} at @property {Place} slope @property {number} full  the slope of a full arrow; 0 hides the arrow
 * @property {Place[]} path @property {Place[]} ahead @property {Place[]} trial
 * @property {[string, string]} axes
 */

/** @param {{onMove: (to: Place, phase: "start" | "move" | "end") => void}} wanted */
export function createMap({ onMove }) {
  const element = document.createElement("div");
  element.className = "td-map";
  element.innerHTML = `<svg role="img"><rect class="td-plot"></rect><svg class="td-map-inside">
    <g class="td-map-ground"></g><g class="td-map-heights"></g>
    <path class="td-map-lowest"></path><path class="td-map-ahead"></path><path class="td-map-hops"></path>
    <path class="td-map-trial td-map-halo"></path><path class="td-map-trial"></path><path class="td-map-squares"></path>
    <path class="td-map-path td-map-halo"></path><path class="td-map-path"></path><path class="td-map-dots"></path></svg>
    <path class="td-map-arrow td-map-halo"></path><path class="td-map-arrow"></path><path class="td-map-head"></path>
    <g class="td-map-point"><circle class="td-map-hand" r="22"></circle><circle class="td-map-knob" r="8"></circle></g>
    <g class="td-map-ticks"></g></svg>`;
  const svg = /** @type {SVGSVGElement} */ (element.firstElementChild);
  const find = (/** @type {string} */ css) => /** @type {SVGElement} */ (element.querySelector(css));
  const inside = find(".td-map-inside");
  const frames = [inside, find(".td-plot")];
  const [ground, heights, ticks, point] = [".td-map-ground", ".td-map-heights", ".td-map-ticks", ".td-map-point"].map(
    find,
  );
  const [low, ahead, hops, squares, dots, head] = ["lowest", "ahead", "hops", "squares", "dots", "head"].map((name) =>
    find(`path.td-map-${name}`)
  );
  const [trial, path, arrow] = ["trial", "path", "arrow"].map((
    name,
  ) => [...element.querySelectorAll(`path.td-map-${name}`)]);

  /** @type {Window} */
  let window = { center: [0, 0], reach: 1 };
  let values = new Float64Array(0);
  /** @type {number[]} */
  let lines = [];
  /** @type {Place | null} */
  let bottom = null;
  /** @type {Place} */
  let clear = [0, 0];
  let size = 0;
  let stale = true;
  const inner = () => size - LEFT - EDGE;
  // What lies far out is drawn far out, but where a picture has numbers for it.
  const across = (/** @type {number} */ u) =>
    drawable(LEFT + inner() * ((u - window.center[0] + window.reach) / (2 * window.reach)), FARTHEST);
  const up = (/** @type {number} */ v) =>
    drawable(EDGE + inner() * ((window.center[1] + window.reach - v) / (2 * window.reach)), FARTHEST);
  const spot = (/** @type {Place} */ [u, v]) => `${across(u).toFixed(1)} ${up(v).toFixed(1)}`;
  const line = (/** @type {Place[]} */ places) => (places.length > 1 ? `M${places.map(spot).join("L")}` : "");

  /** Measure the ground anew; labels keep clear of `place`. @param {Slice} slice @param {Place} place @param {Window} seen */
  function survey(slice, place, seen) {
    window = seen;
    clear = place;
    values = sampled((u, v) => slice.cost(u, v), window, NODES);
    lines = levels(values, LINES);
    bottom = lowest(slice, values, NODES, window);
    stale = true;
  }

  function paintGround() {
    stale = false;
    const height = size - LEFT + BELOW;
    svg.setAttribute("viewBox", `0 0 ${size} ${height}`);
    for (const frame of frames) {
      for (const [key, value] of Object.entries({ x: LEFT, y: EDGE, width: inner(), height: inner() })) {
        frame.setAttribute(key, String(value));
      }
    }
    inside.setAttribute("viewBox", `${LEFT} ${EDGE} ${inner()} ${inner()}`);
    const cell = inner() / (NODES - 1);
    /** @type {[number, number][]} */
    const taken = [clear, ...(bottom ? [bottom] : [])].map(([u, v]) => [across(u), up(v)]);
    ground.replaceChildren();
    heights.replaceChildren();
    lines.forEach((level, k) => {
      const found = rings(values, NODES, level);
      const d = found.map((ring) =>
        `M${ring.map(([i, j]) => `${(LEFT + i * cell).toFixed(1)} ${(size - LEFT - j * cell).toFixed(1)}`).join("L")}Z`
      ).join("");
      ground.append(make("path", { d, "fill-rule": "evenodd" }));
      if (k % 2) return;
      const place = roomFor(found.flat().map(([i, j]) => [LEFT + i * cell, size - LEFT - j * cell]), taken);
      if (!place) return;
      taken.push(place);
      const label = make("text", { x: place[0].toFixed(1), y: (place[1] + 4).toFixed(1), "text-anchor": "middle" });
      label.textContent = String(level);
      heights.append(label);
    });
    low.setAttribute("d", bottom ? `M${across(bottom[0]) - 5} ${up(bottom[1]) - 5}l10 10m0 -10l-10 10` : "");
  }

  /** A place on a line for its label, far from the edge and from the labels there are. @param {number[][]} places @param {[number, number][]} taken @returns {[number, number] | null} */
  function roomFor(places, taken) {
    let best = null;
    let most = 34;
    for (const [x, y] of places) {
      const edge = Math.min(x - LEFT, size - EDGE - x, y - EDGE, size - LEFT - y);
      if (edge < 16) continue;
      const far = Math.min(120, ...taken.map(([a, b]) => Math.hypot(x - a, y - b)));
      if (far > most) [best, most] = [/** @type {[number, number]} */ ([x, y]), far];
    }
    return best;
  }

  /** @param {[string, string]} axes */
  function paintTicks(axes) {
    const step =
      [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100].find((s) =>
        (2 * window.reach) / s <= (inner() < 260 ? 4.5 : 6.5)
      ) ?? window.reach / 2;
    ticks.replaceChildren();
    for (let axis = 0; axis < 2; axis++) {
      const [from, to] = [window.center[axis] - window.reach, window.center[axis] + window.reach];
      for (let k = Math.ceil(from / step - 1e-9); k * step <= to + 1e-9; k++) {
        const value = k * step;
        const text = axis
          ? make("text", { x: LEFT - 5, y: up(value) + 4, "text-anchor": "end" })
          : make("text", { x: across(value), y: size - LEFT + 14, "text-anchor": "middle" });
        text.textContent = shown(value, step % 1 ? (step < 0.1 ? 2 : 1) : 0);
        ticks.append(text);
      }
    }
    const middle = (size + LEFT - EDGE) / 2;
    const names = [
      make("text", { x: middle, y: size - LEFT + 31, "text-anchor": "middle" }),
      make("text", { x: 9, y: EDGE + inner() / 2 + 4, "text-anchor": "middle" }),
    ];
    names.forEach((name, axis) => {
      name.textContent = axes[axis];
      name.setAttribute("class", "td-map-axis");
      ticks.append(name);
    });
  }

  /** @param {Scene} scene */
  function paint({ at, slope, full, path: walked, ahead: coming, trial: tries, axes }) {
    if (!size) return;
    if (stale) {
      paintGround();
      paintTicks(axes);
    }
    for (const each of path) each.setAttribute("d", line(walked));
    for (const each of trial) each.setAttribute("d", line(tries));
    ahead.setAttribute("d", coming.length ? line([at, ...coming]) : "");
    const visible = (/** @type {Place} */ place) =>
      place.every((value, axis) => Math.abs(value - window.center[axis]) <= window.reach * 1.1);
    const disc = (/** @type {number} */ r) => (/** @type {Place} */ place) =>
      `M${spot([place[0], place[1]])}m${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
    hops.setAttribute("d", coming.filter(visible).map(disc(3)).join(""));
    dots.setAttribute("d", walked.slice(-150).filter(visible).map(disc(2.4)).join(""));
    squares.setAttribute(
      "d",
      tries.slice(-150).filter(visible).map((place) => `M${spot(place)}m-3 -3h6v6h-6Z`).join(""),
    );
    const [x, y] = [across(at[0]), up(at[1])];
    point.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)})`);
    const steep = Math.hypot(...slope);
    const long = full > 0 && Number.isFinite(steep) ? Math.min(1, steep / full) * FULL * inner() : 0;
    if (long < 1) {
      for (const each of [...arrow, head]) each.setAttribute("d", "");
      return;
    }
    // Downhill, and up on the page is a smaller y.
    const [dx, dy] = [-slope[0] / steep, slope[1] / steep];
    const tip = 6 + 5 * Math.min(1, long / 40);
    const start = 9;
    const [ex, ey] = [x + dx * (start + long), y + dy * (start + long)];
    for (const each of arrow) each.setAttribute("d", `M${x + dx * start} ${y + dy * start}L${ex} ${ey}`);
    head.setAttribute(
      "d",
      `M${ex + dx * tip} ${ey + dy * tip}L${ex - dy * tip * 0.6} ${ey + dx * tip * 0.6}L${ex + dy * tip * 0.6} ${
        ey - dx * tip * 0.6
      }Z`,
    );
  }

  // ---- the point follows the pointer
  /** @param {{clientX: number, clientY: number}} event @returns {Place} */
  function under(event) {
    const box = svg.getBoundingClientRect();
    const scale = size / box.width;
    const share = (/** @type {number} */ value) => Math.max(-1, Math.min(1, value));
    const right = share((2 * ((event.clientX - box.left) * scale - LEFT)) / inner() - 1);
    const high = share(1 - (2 * ((event.clientY - box.top) * scale - EDGE)) / inner());
    // No finer than a thousandth of the map, so that a dial's number stays short.
    const grain = 10 ** Math.floor(Math.log10(window.reach / 300));
    const round = (/** @type {number} */ value) => Number((Math.round(value / grain) * grain).toPrecision(8));
    return [round(window.center[0] + right * window.reach), round(window.center[1] + high * window.reach)];
  }
  let held = false;
  svg.addEventListener("pointerdown", (event) => {
    // A finger on the open map scrolls the page; on the point, or with a mouse anywhere, it moves the point.
    const onPoint = point.contains(/** @type {Node} */ (event.target));
    if (event.button !== 0 || (event.pointerType === "touch" && !onPoint)) return;
    event.preventDefault();
    held = true;
    svg.setPointerCapture(event.pointerId);
    onMove(under(event), "start");
  });
  svg.addEventListener("pointermove", (event) => {
    if (held) onMove(under(event), "move");
  });
  for (const end of ["pointerup", "pointercancel"]) {
    svg.addEventListener(end, () => {
      if (held) onMove([0, 0], "end");
      held = false;
    });
  }
  svg.addEventListener("click", (event) => {
    if (
      /** @type {PointerEvent} */ (event).pointerType !== "touch" || point.contains(/** @type {Node} */ (event.target))
    ) return;
    onMove(under(event), "start");
    onMove([0, 0], "end");
  });

  return {
    element,
    survey,
    paint,
    /** Take the width that there is; the text keeps its size. Returns whether it changed. */
    fit() {
      const wide = Math.min(LARGEST, Math.floor(element.clientWidth));
      if (wide === size || wide < 120) return false;
      size = wide;
      return stale = true;
    },
    /** The axes' names may have changed. */
    renew() {
      stale = true;
    },
    /** @param {string} text */
    say(text) {
      svg.setAttribute("aria-label", text);
    },
    get window() {
      return window;
    },
    /** The lowest place in sight, if the ground is a bowl. */
    get lowest() {
      return bottom;
    },
    /** The highest cost on the map. */
    get highest() {
      return values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, value) : most), 0);
    },
  };
}

/** @param {string} name @param {Record<string, string | number>} attributes */
function make(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
