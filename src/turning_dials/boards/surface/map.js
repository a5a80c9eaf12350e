// @ts-check
// The map of a cost over two dials: contours, the paths, the slope as an arrow, and the point, which can be dragged.
import { levels, rings, sampled } from "../../kit/model/contours.js";
import { drawable } from "../../kit/model/scale.js";
import { shown } from "../../kit/model/text.js";
import { lowest } from "../../kit/model/walk.js";
import { Axis, label, pathThrough, setAttributes, shape } from "../../kit/parts/axes.js";

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
const PARTS = `<svg role="img"><rect class="td-plot"></rect><svg class="td-map-inside">
    <g class="td-map-ground"></g><g class="td-map-heights"></g>
    <path class="td-map-lowest"></path><path class="td-map-ahead"></path><path class="td-map-hops"></path>
    <path class="td-map-trial td-map-halo"></path><path class="td-map-trial"></path><path class="td-map-squares"></path>
    <path class="td-map-path td-map-halo"></path><path class="td-map-path"></path><path class="td-map-dots"></path></svg>
    <path class="td-map-arrow td-map-halo"></path><path class="td-map-arrow"></path><path class="td-map-head"></path>
    <g class="td-map-point"><circle class="td-map-hand" r="22"></circle><circle class="td-map-knob" r="8"></circle></g>
    <g class="td-map-ticks"></g></svg>`;

/**
 * What the map shows besides the ground.
 * @typedef {object} Scene
 * @property {Place} at @property {Place} slope @property {number} full  the slope of a full arrow; 0 hides the arrow
 * @property {Place[]} path @property {Place[]} ahead @property {Place[]} trial
 * @property {[string, string]} axes
 */

/** @typedef {(to: Place, phase: "start" | "move" | "end") => void} Mover */

/** @param {{onMove: Mover}} wanted */
export function createMap({ onMove }) {
  const map = new CostMap();
  letMove(map, onMove);
  return map;
}

class CostMap {
  element = document.createElement("div");
  /** The piece of the plane that is seen. @type {Window} */
  window = { center: [0, 0], reach: 1 };
  /** The lowest place in sight, if the ground is a bowl. @type {Place | null} */
  lowest = null;
  /** How many pixels wide the map is; 0: not yet in the page. */
  size = 0;
  #values = new Float64Array(0);
  /** @type {number[]} */
  #lines = [];
  /** What labels keep clear of. @type {Place} */
  #clear = [0, 0];
  #stale = true;

  constructor() {
    this.element.className = "td-map";
    this.element.innerHTML = PARTS;
    this.svg = /** @type {SVGSVGElement} */ (this.element.firstElementChild);
    this.point = this.#find(".td-map-point");
  }

  /** @param {string} css */
  #find(css) {
    return /** @type {SVGElement} */ (this.element.querySelector(css));
  }

  /** Set the way of a path, and of the halo under it where it has one. @param {string} name @param {string} d */
  #draw(name, d) {
    for (const path of this.element.querySelectorAll(`path.td-map-${name}`)) path.setAttribute("d", d);
  }

  /** Measure the ground anew; labels keep clear of `place`. @param {Slice} slice @param {Place} place @param {Window} seen */
  survey(slice, place, seen) {
    this.window = seen;
    this.#clear = place;
    this.#values = sampled((u, v) => slice.cost(u, v), seen, NODES);
    this.#lines = levels(this.#values, LINES);
    this.lowest = lowest(slice, this.#values, NODES, seen);
    this.#stale = true;
  }

  /** Take the width that there is; the text keeps its size. Returns whether it changed. */
  fit() {
    const wide = Math.min(LARGEST, Math.floor(this.element.clientWidth));
    if (wide === this.size || wide < 120) return false;
    this.size = wide;
    return this.#stale = true;
  }

  /** The axes' names may have changed. */
  renew() {
    this.#stale = true;
  }

  /** @param {string} text */
  say(text) {
    this.svg.setAttribute("aria-label", text);
  }

  /** The highest cost on the map. */
  get highest() {
    return this.#values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, value) : most), 0);
  }

  // ---- from the plane to the picture
  get inner() {
    return this.size - LEFT - EDGE;
  }

  /** The map's two axes at this moment. */
  get axes() {
    const { inner, window: { center: [u, v], reach } } = this;
    return [
      new Axis([u - reach, u + reach], [LEFT, LEFT + inner]),
      new Axis([v - reach, v + reach], [EDGE + inner, EDGE]),
    ];
  }

  /** Where a place is drawn: what lies far out, far out, but where a picture has numbers for it. @param {Place} place @returns {Place} */
  #spot([u, v]) {
    const [us, vs] = this.axes;
    return [drawable(us.at(u), FARTHEST), drawable(vs.at(v), FARTHEST)];
  }

  /** @param {Place[]} places */
  #line(places) {
    return places.length > 1 ? pathThrough(places.map((place) => this.#spot(place))) : "";
  }

  // ---- painting
  /** @param {Scene} scene */
  paint(scene) {
    if (!this.size) return;
    if (this.#stale) {
      this.#stale = false;
      this.#paintFrame();
      this.#paintGround();
      this.#paintTicks(scene.axes);
    }
    this.#paintPaths(scene);
    const [x, y] = this.#spot(scene.at);
    this.point.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)})`);
    this.#paintArrow(x, y, scene);
  }

  #paintFrame() {
    const { size, inner, svg } = this;
    svg.setAttribute("viewBox", `0 0 ${size} ${size - LEFT + BELOW}`);
    const inside = this.#find(".td-map-inside");
    for (const frame of [inside, this.#find(".td-plot")]) {
      setAttributes(frame, { x: LEFT, y: EDGE, width: inner, height: inner });
    }
    inside.setAttribute("viewBox", `${LEFT} ${EDGE} ${inner} ${inner}`);
  }

  /** The contours, every other one with its cost. */
  #paintGround() {
    const { size, lowest: bottom } = this;
    const [ground, heights] = [this.#find(".td-map-ground"), this.#find(".td-map-heights")];
    const cell = this.inner / (NODES - 1);
    /** @type {[number, number][]} */
    const taken = [this.#clear, ...(bottom ? [bottom] : [])].map((place) => this.#spot(place));
    ground.replaceChildren();
    heights.replaceChildren();
    this.#lines.forEach((level, k) => {
      const found = rings(this.#values, NODES, level);
      const d = found.map((ring) =>
        `M${ring.map(([i, j]) => `${(LEFT + i * cell).toFixed(1)} ${(size - LEFT - j * cell).toFixed(1)}`).join("L")}Z`
      ).join("");
      ground.append(shape("path", { d, "fill-rule": "evenodd" }));
      if (k % 2) return;
      const place = roomFor(found.flat().map(([i, j]) => [LEFT + i * cell, size - LEFT - j * cell]), taken, size);
      if (!place) return;
      taken.push(place);
      heights.append(label(place[0].toFixed(1), (place[1] + 4).toFixed(1), String(level), "middle"));
    });
    const [x, y] = bottom ? this.#spot(bottom) : [0, 0];
    this.#draw("lowest", bottom ? `M${x - 5} ${y - 5}l10 10m0 -10l-10 10` : "");
  }

  /** @param {[string, string]} names of the axes */
  #paintTicks(names) {
    const { size, inner, axes: [us, vs] } = this;
    const most = inner < 260 ? 4.5 : 6.5;
    const decimals = Math.max(0, -Math.floor(Math.log10(us.step(most))));
    this.#find(".td-map-ticks").replaceChildren(
      ...us.ticks(most).map((u) => label(us.at(u), size - LEFT + 14, shown(u, decimals), "middle")),
      ...vs.ticks(most).map((v) => label(LEFT - 5, vs.at(v) + 4, shown(v, decimals), "end")),
      ...[
        label((size + LEFT - EDGE) / 2, size - LEFT + 31, names[0], "middle"),
        label(9, EDGE + inner / 2 + 4, names[1], "middle"),
      ].map((name) => setAttributes(name, { class: "td-map-axis" })),
    );
  }

  /** The ways gone, and the one ahead. @param {Scene} scene */
  #paintPaths({ at, path, ahead, trial }) {
    const { center, reach } = this.window;
    const visible = (/** @type {Place} */ place) =>
      place.every((value, axis) => Math.abs(value - center[axis]) <= reach * 1.1);
    const disc = (/** @type {number} */ r) => (/** @type {Place} */ place) =>
      `${pathThrough([this.#spot(place)])}m${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
    const square = (/** @type {Place} */ place) => `${pathThrough([this.#spot(place)])}m-3 -3h6v6h-6Z`;
    this.#draw("path", this.#line(path));
    this.#draw("trial", this.#line(trial));
    this.#draw("ahead", ahead.length ? this.#line([at, ...ahead]) : "");
    this.#draw("hops", ahead.filter(visible).map(disc(3)).join(""));
    this.#draw("dots", path.slice(-150).filter(visible).map(disc(2.4)).join(""));
    this.#draw("squares", trial.slice(-150).filter(visible).map(square).join(""));
  }

  /** The slope at the point, straight downhill. @param {number} x @param {number} y @param {Scene} scene */
  #paintArrow(x, y, { slope, full }) {
    const steep = Math.hypot(...slope);
    const long = full > 0 && Number.isFinite(steep) ? Math.min(1, steep / full) * FULL * this.inner : 0;
    if (long < 1) {
      this.#draw("arrow", "");
      this.#draw("head", "");
      return;
    }
    // Downhill, and up on the page is a smaller y.
    const [dx, dy] = [-slope[0] / steep, slope[1] / steep];
    const tip = 6 + 5 * Math.min(1, long / 40);
    const start = 9;
    const [ex, ey] = [x + dx * (start + long), y + dy * (start + long)];
    this.#draw("arrow", `M${x + dx * start} ${y + dy * start}L${ex} ${ey}`);
    this.#draw(
      "head",
      `M${ex + dx * tip} ${ey + dy * tip}L${ex - dy * tip * 0.6} ${ey + dx * tip * 0.6}L${ex + dy * tip * 0.6} ${
        ey - dx * tip * 0.6
      }Z`,
    );
  }

  /** The place under a pointer. @param {{clientX: number, clientY: number}} event @returns {Place} */
  under(event) {
    const { axes: [us, vs], window: { reach } } = this;
    const box = this.svg.getBoundingClientRect();
    const scale = this.size / box.width;
    // No finer than a thousandth of the map, so that a dial's number stays short.
    const grain = 10 ** Math.floor(Math.log10(reach / 300));
    const round = (/** @type {number} */ value) => Number((Math.round(value / grain) * grain).toPrecision(8));
    return [
      round(us.back((event.clientX - box.left) * scale)),
      round(vs.back((event.clientY - box.top) * scale)),
    ];
  }
}

/** The point follows the pointer. @param {CostMap} map @param {Mover} onMove */
function letMove(map, onMove) {
  const { svg, point } = map;
  let held = false;
  svg.addEventListener("pointerdown", (event) => {
    // A finger on the open map scrolls the page; on the point, or with a mouse anywhere, it moves the point.
    const onPoint = point.contains(/** @type {Node} */ (event.target));
    if (event.button !== 0 || (event.pointerType === "touch" && !onPoint)) return;
    event.preventDefault();
    held = true;
    svg.setPointerCapture(event.pointerId);
    onMove(map.under(event), "start");
  });
  svg.addEventListener("pointermove", (event) => {
    if (held) onMove(map.under(event), "move");
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
    onMove(map.under(event), "start");
    onMove([0, 0], "end");
  });
}

/** A place on a line for its label, far from the edge and from the labels there are. @param {number[][]} places @param {[number, number][]} taken @param {number} size of the map @returns {[number, number] | null} */
function roomFor(places, taken, size) {
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
