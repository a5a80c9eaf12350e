// @ts-check
// What a mouse, a pen or fingers do on the console: pick, turn, pan, pinch. Nothing here knows of a network.

const TURN_PIXELS = 170;
const SLACK = 6;

/**
 * @typedef {object} Surface
 * @property {import("./camera.js").Camera} camera
 * @property {() => void} request draw again
 * @property {(x: number, y: number) => number} at the dial at a point, or -1
 * @property {(index: number) => boolean} isKnob whether it is drawn large enough to be turned where it stands
 * @property {() => boolean} isWhole whether every dial is a knob, so that there is nothing to pan
 * @property {() => number} picked
 * @property {(index: number) => void} pick
 * @property {(index: number) => number} range
 * @property {(index: number) => number} value
 * @property {(index: number, value: number) => void} turn
 * @property {() => () => void} gesture begin one of the reader's; what it returns ends it
 * @property {(index: number) => void} reset
 * @property {(index: number) => void} hover
 */

/** @param {HTMLElement} element @param {Surface} surface */
export function attachPointers(element, surface) {
  const pointers = new Pointers(element, surface);
  element.addEventListener("pointerdown", (event) => pointers.press(event));
  element.addEventListener("pointermove", (event) => pointers.move(event));
  for (const end of /** @type {const} */ (["pointerup", "pointercancel", "lostpointercapture"])) {
    element.addEventListener(end, (event) => pointers.release(event));
  }
  element.addEventListener("pointerleave", () => surface.hover(-1));
  element.addEventListener("dblclick", (event) => {
    const { x, y } = spot(element, event);
    const index = surface.at(x, y);
    if (index >= 0 && surface.isKnob(index)) return surface.reset(index);
    surface.camera.zoom(3.5, x, y);
    surface.request();
  });
  element.addEventListener("wheel", (event) => wheel(element, surface, event), { passive: false });
}

/** Where in the element it happened. @param {HTMLElement} element @param {MouseEvent} event */
function spot(element, event) {
  const box = element.getBoundingClientRect();
  return { x: event.clientX - box.left - element.clientLeft, y: event.clientY - box.top - element.clientTop };
}

/** The wheel belongs to the page unless the console has the focus or a key asks for it. @param {HTMLElement} element @param {Surface} surface @param {WheelEvent} event */
function wheel(element, surface, event) {
  if (document.activeElement !== element && !event.ctrlKey && !event.metaKey) return;
  const { x, y } = spot(element, event);
  if (surface.isWhole()) {
    const index = surface.picked();
    if (event.ctrlKey || event.metaKey || surface.at(x, y) !== index) return;
    event.preventDefault();
    const range = surface.range(index);
    const next = surface.value(index) - (Math.sign(event.deltaY) * range) / (event.shiftKey ? 400 : 40);
    return surface.turn(index, Math.max(-range, Math.min(range, next)));
  }
  event.preventDefault();
  surface.camera.zoom(1.0016 ** -event.deltaY, x, y);
  surface.request();
}

/**
 * What the pointers that are down are doing. A press waits until it has moved far enough to be a turn or a pan.
 * @typedef {{kind: "wait" | "turn" | "pan" | "pinch", index: number, x: number, y: number, value: number, touch: boolean}} Drag
 */

class Pointers {
  /** Those that are down. @type {Map<number, {x: number, y: number}>} */
  #down = new Map();
  /** @type {Drag | null} */
  #drag = null;
  /** How far apart two fingers are. */
  #spread = 0;
  #end = () => {};

  /** @param {HTMLElement} element @param {Surface} surface */
  constructor(element, surface) {
    this.element = element;
    this.surface = surface;
  }

  /** @param {PointerEvent} event */
  press(event) {
    if (event.button !== 0 || !(event.target instanceof HTMLCanvasElement)) return;
    const { element, surface } = this;
    const { x, y } = spot(element, event);
    this.#down.set(event.pointerId, { x, y });
    element.setPointerCapture(event.pointerId);
    const touch = event.pointerType === "touch";
    if (!touch) {
      event.preventDefault();
      element.focus({ preventScroll: true });
    }
    if (this.#down.size === 2) {
      const { far } = this.#fingers();
      this.#spread = far;
      this.#end();
      this.#drag = { kind: "pinch", index: -1, ...this.#fingers(), value: 0, touch };
      return;
    }
    const index = surface.at(x, y);
    this.#drag = { kind: "wait", index, x, y, value: index >= 0 ? surface.value(index) : 0, touch };
    // A finger may be about to scroll the page; a mouse may not.
    if (!touch && surface.isWhole() && index >= 0) surface.pick(index);
  }

  /** @param {PointerEvent} event */
  move(event) {
    const { surface } = this;
    const drag = this.#drag;
    const at = spot(this.element, event);
    if (!drag || !this.#down.has(event.pointerId)) {
      if (event.pointerType !== "touch") surface.hover(surface.at(at.x, at.y));
      return;
    }
    this.#down.set(event.pointerId, at);
    if (drag.kind === "pinch") return this.#pinch(drag);
    if (drag.kind === "wait" && !this.#begin(drag, at)) return;
    const [dx, dy] = [at.x - drag.x, at.y - drag.y];
    [drag.x, drag.y] = [at.x, at.y];
    if (drag.kind === "turn") return this.#turn(drag, dx - dy, event.shiftKey);
    surface.camera.pan(dx, dy);
    surface.request();
  }

  /** @param {PointerEvent} event */
  release(event) {
    if (!this.#down.delete(event.pointerId)) return;
    const kept = this.#drag;
    this.#drag = null;
    this.#end();
    if (event.type === "pointercancel" || !kept) return;
    if (kept.kind === "wait" && kept.index >= 0) this.surface.pick(kept.index);
  }

  /** The middle of two fingers, and how far apart they are. */
  #fingers() {
    const [a, b] = [...this.#down.values()];
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, far: Math.hypot(a.x - b.x, a.y - b.y) };
  }

  /** @param {Drag} drag */
  #pinch(drag) {
    if (this.#down.size < 2) return;
    const { camera, request } = this.surface;
    const now = this.#fingers();
    camera.pan(now.x - drag.x, now.y - drag.y);
    camera.zoom(now.far / (this.#spread || 1), now.x, now.y);
    this.#spread = now.far;
    [drag.x, drag.y] = [now.x, now.y];
    request();
  }

  /** May this dial be turned where it stands? @param {number} index */
  #turns(index) {
    const { surface } = this;
    return index >= 0 && surface.isKnob(index) && (surface.isWhole() || index === surface.picked());
  }

  /** A press becomes a turn or a pan. @param {Drag} drag @param {{x: number, y: number}} at @returns {boolean} whether it has moved far enough */
  #begin(drag, { x, y }) {
    if (Math.hypot(x - drag.x, y - drag.y) < (drag.touch ? SLACK : 3)) return false;
    drag.kind = this.#turns(drag.index) ? "turn" : "pan";
    if (drag.kind === "turn") {
      this.surface.pick(drag.index);
      this.#end = this.surface.gesture();
    }
    return true;
  }

  /** @param {Drag} drag @param {number} pixels @param {boolean} fine */
  #turn(drag, pixels, fine) {
    const range = this.surface.range(drag.index);
    drag.value = Math.max(
      -range,
      Math.min(range, drag.value + (pixels * 2 * range * (fine ? 0.1 : 1)) / TURN_PIXELS),
    );
    this.surface.turn(drag.index, Number(drag.value.toPrecision(12)));
  }
}
