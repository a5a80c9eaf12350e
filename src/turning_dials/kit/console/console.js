// @ts-check
// The console: all dials on one surface, under a pointer, two fingers or the arrow keys.
import { div, write } from "../board/elements.js";
import { shown, signed, spoken } from "../model/text.js";
import { Camera } from "./camera.js";
import { attachPointers } from "./pointers.js";
import { blockOf, dialAt, neighbor, planConsole, roomOf } from "./plan.js";
import { createSurface, KNOB } from "./surface.js";

/** So many dials, and each has a range input of its own under its knob. */
const MOST_INPUTS = 200;
const FINGER = 44;
const MOUSE = 24;

/**
 * @param {import("../board/board.js").Board} board
 * @param {{places: import("./places.js").Places, ranges: import("./ranges.js").Ranges, shape: number[] | null, grip: () => void, most?: number}} parts
 *   grip: hand the keyboard to the picked dial; most: the most height for a large network
 */
export function createConsole(board, { places, ranges, shape, grip, most }) {
  const { machine } = board;
  const element = div("td-console");
  element.tabIndex = 0;
  element.setAttribute("role", "application");
  element.setAttribute("aria-roledescription", "console of dials");
  const camera = new Camera();
  const surface = createSurface(board, { camera, ranges, places });
  const status = div("td-console-status");
  const said = div("td-offscreen");
  said.setAttribute("aria-live", "polite");
  element.append(surface.canvas);
  const coarse = matchMedia("(pointer: coarse)");
  let picked = 0;
  let hover = -1;
  let due = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let saying;
  /** @type {((index: number) => void)[]} */
  const listeners = [];

  element.setAttribute(
    "aria-label",
    `${
      places.count.toLocaleString("en-US")
    } dials. Arrow keys go from dial to dial, Page Up and Page Down from neuron to neuron, Enter takes the dial, Escape lets go of it.`,
  );

  // ---- the plan follows the width there is
  function measure() {
    const width = Math.floor(element.clientWidth);
    if (width < 40) return;
    const plan = planConsole(machine.sizes, { shape, width, least: coarse.matches ? FINGER : MOUSE, most });
    plan.height = Math.ceil(plan.height);
    surface.use(plan);
    camera.fit(plan.width, plan.height, plan.blocks.reduce((least, one) => Math.min(least, one.cell), 96));
    element.classList.toggle("td-near", plan.knobs);
    for (const input of stand.values()) place(input);
    draw();
  }
  const watch = new ResizeObserver(() => {
    if (surface.plan?.width !== Math.floor(element.clientWidth)) measure();
    else request(); // back in the page, which may have changed meanwhile
  });
  watch.observe(element);

  function draw() {
    due = false;
    if (!surface.plan) return;
    surface.canvas.style.touchAction = element.style.touchAction = camera.scale > 1 ? "none" : "pan-y";
    element.classList.toggle("td-inside", camera.scale > 1);
    surface.draw(picked, document.activeElement === element);
  }

  /** Draw again in the next frame: the view has changed, the numbers have not. */
  function request() {
    if (due) return;
    due = true;
    requestAnimationFrame(() => due && draw());
  }

  function paint() {
    if (!written) writeAll();
    else writing ??= setTimeout(writeAll, 200);
    draw();
    tell();
  }

  let written = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let writing;
  /** What is spoken need not follow every frame. */
  function writeAll() {
    writing = undefined;
    written = surface.plan !== null;
    for (const [index, input] of stand) writeInput(index, input);
  }

  // ---- an input for each dial of a small network, for those who do not see the surface
  /** @type {Map<number, HTMLInputElement>} */
  const stand = new Map();
  if (places.count <= MOST_INPUTS) {
    for (let index = 0; index < places.count; index++) {
      stand.set(index, standIn(index));
    }
  }

  /** @param {number} index */
  function standIn(index) {
    const input = document.createElement("input");
    input.type = "range";
    input.step = "any";
    input.tabIndex = -1;
    input.className = "td-stand-in";
    input.dataset.at = input.dataset.dial = String(index);
    input.setAttribute("aria-label", places.name(index));
    input.addEventListener("focus", () => {
      pick(index);
      grip();
    });
    input.addEventListener("input", () => board.turn(index, input.valueAsNumber));
    element.append(input);
    return input;
  }

  /** @param {HTMLInputElement} input */
  function place(input) {
    if (!surface.plan) return;
    const { x, y, size } = roomOf(surface.plan, Number(input.dataset.at));
    Object.assign(input.style, { left: `${x}px`, top: `${y}px`, width: `${size}px`, height: `${size}px` });
  }

  /** @param {number} index @param {HTMLInputElement} input */
  function writeInput(index, input) {
    if (!surface.plan) return;
    const range = ranges.of(blockOf(surface.plan, index).layer);
    const value = machine.parameters[index];
    const words = sentence(index);
    // The words are rounded, and stay the same while the value moves a little.
    if (
      input.getAttribute("aria-valuetext") === words && input.valueAsNumber === value && input.max === String(range)
    ) return;
    input.min = String(-range);
    input.max = String(range);
    input.value = String(value);
    input.setAttribute("aria-valuetext", words);
  }

  /** @param {number} index */
  function sentence(index) {
    const slope = machine.gradient[index];
    const way = slope === 0
      ? "turning it a little changes nothing"
      : `turn ${slope < 0 ? "up" : "down"} to lower the cost`;
    return `value ${spoken(machine.parameters[index])}${
      board.slopesShown() ? `, slope ${spoken(slope, 4)}, ${way}` : ""
    }`;
  }

  function tell() {
    const index = hover >= 0 ? hover : picked;
    const slope = board.slopesShown() ? `, slope ${signed(machine.gradient[index], 4)}` : "";
    const hint = coarse.matches && surface.plan?.knobs ? " · drag a knob sideways to turn it" : "";
    write(
      status,
      `${hover >= 0 ? "under the pointer" : "in hand"}: ${places.name(index)}: ${
        shown(machine.parameters[index], 3)
      }${slope}${hint}`,
    );
  }

  // ---- picking
  /** @param {number} index @param {{follow?: boolean, speak?: boolean}} [how] follow: move the view to it */
  function pick(index, { follow = false, speak = false } = {}) {
    // The picked dial's own input is the one in hand; no two stand for the same dial.
    const former = stand.get(picked);
    if (former) former.dataset.dial = String(picked);
    stand.get(index)?.removeAttribute("data-dial");
    picked = index;
    if (follow && surface.plan) camera.show(roomOf(surface.plan, index));
    for (const listener of listeners) listener(index);
    tell();
    request();
    if (!speak) return;
    clearTimeout(saying);
    saying = setTimeout(() => {
      said.textContent = `${places.name(index)}: ${sentence(index)}`;
    }, 150);
  }

  /** The dial at a point of the surface, or -1. @param {number} x @param {number} y */
  const at = (x, y) => (surface.plan ? dialAt(surface.plan, ...camera.toPlan(x, y)) : -1);
  /** How large a dial is drawn now. @param {number} index */
  const sizeOf = (index) => (surface.plan ? blockOf(surface.plan, index).cell * camera.scale : 0);

  attachPointers(element, {
    camera,
    request,
    at,
    isKnob: (index) => sizeOf(index) >= KNOB,
    isWhole: () => surface.plan?.knobs === true,
    picked: () => picked,
    pick: (index) => pick(index),
    range: (index) => (surface.plan ? ranges.of(blockOf(surface.plan, index).layer) : 1),
    value: (index) => machine.parameters[index],
    turn: (index, value) => board.turn(index, value),
    gesture: () => machine.gesture(),
    reset: (index) => board.turn(index, machine.start[index]),
    hover: (index) => {
      hover = index;
      tell();
    },
  });

  // ---- keys
  element.addEventListener("keydown", (event) => {
    if (event.target !== element || event.ctrlKey || event.metaKey || event.altKey || !surface.plan) return;
    const plan = surface.plan;
    const one = blockOf(plan, picked);
    const each = one.count / one.tiles;
    const to = (/** @type {number} */ index) =>
      pick(Math.max(0, Math.min(places.count - 1, index)), { follow: true, speak: true });
    const near = (/** @type {number} */ dx, /** @type {number} */ dy) => to(neighbor(plan, picked, dx, dy));
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowLeft: () => near(-1, 0),
      ArrowRight: () => near(1, 0),
      ArrowUp: () => near(0, -1),
      ArrowDown: () => near(0, 1),
      PageUp: () => to(picked - each),
      PageDown: () => to(picked + each),
      Home: () => to(event.shiftKey ? 0 : one.offset),
      End: () => to(event.shiftKey ? places.count - 1 : one.offset + one.count - 1),
      Enter: grip,
      "+": () => zoom(1.6),
      "=": () => zoom(1.6),
      "-": () => zoom(1 / 1.6),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  element.addEventListener("focus", () => {
    request();
    said.textContent = `${places.name(picked)}: ${sentence(picked)}`;
  });
  element.addEventListener("blur", request);

  /** Come closer to the picked dial, or step back. @param {number} times */
  function zoom(times) {
    if (!surface.plan) return;
    const room = roomOf(surface.plan, picked);
    const clamp = (/** @type {number} */ v, /** @type {number} */ most) => Math.max(0, Math.min(most, v));
    camera.zoom(
      times,
      clamp((room.x + room.size / 2) * camera.scale + camera.x, camera.width),
      clamp((room.y + room.size / 2) * camera.scale + camera.y, camera.height),
    );
    request();
  }

  board.onStop(surface.onTheme(request));
  board.onStop(() => watch.disconnect());
  board.onStop(() => clearTimeout(saying));
  board.onStop(() => clearTimeout(writing));
  board.onStop(machine.on((reason) => {
    ranges.spoil(reason);
    surface.spoil();
  }));
  board.onPaint(paint);

  return {
    element,
    status,
    said,
    camera,
    pick,
    zoom,
    request,
    surface,
    measure,
    get picked() {
      return picked;
    },
    whole() {
      camera.whole();
      request();
    },
    /** @param {(index: number) => void} listener */
    onPick(listener) {
      listeners.push(listener);
    },
    /** Zoom in until the picked dial is a knob. */
    near() {
      const size = sizeOf(picked);
      if (size < 60) zoom(62 / size);
      if (surface.plan) camera.show(roomOf(surface.plan, picked));
      request();
    },
  };
}
