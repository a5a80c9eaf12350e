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
  const { camera } = surface;
  /** @type {Map<number, {x: number, y: number}>} */
  const down = new Map();
  /** @type {{kind: "wait" | "turn" | "pan" | "pinch", index: number, x: number, y: number, value: number, touch: boolean} | null} */
  let drag = null;
  let spread = 0;
  let end = () => {};

  /** @param {PointerEvent | MouseEvent | WheelEvent} event */
  function spot(event) {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left - element.clientLeft, y: event.clientY - box.top - element.clientTop };
  }

  function fingers() {
    const [a, b] = [...down.values()];
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, far: Math.hypot(a.x - b.x, a.y - b.y) };
  }

  /** May this dial be turned where it stands? @param {number} index */
  const turns = (index) => index >= 0 && surface.isKnob(index) && (surface.isWhole() || index === surface.picked());

  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !(event.target instanceof HTMLCanvasElement)) return;
    const { x, y } = spot(event);
    down.set(event.pointerId, { x, y });
    element.setPointerCapture(event.pointerId);
    const touch = event.pointerType === "touch";
    if (!touch) {
      event.preventDefault();
      element.focus({ preventScroll: true });
    }
    if (down.size === 2) {
      const { far } = fingers();
      spread = far;
      end();
      drag = { kind: "pinch", index: -1, ...fingers(), value: 0, touch };
      return;
    }
    const index = surface.at(x, y);
    drag = { kind: "wait", index, x, y, value: index >= 0 ? surface.value(index) : 0, touch };
    // A finger may be about to scroll the page; a mouse may not.
    if (!touch && surface.isWhole() && index >= 0) surface.pick(index);
  });

  element.addEventListener("pointermove", (event) => {
    const { x, y } = spot(event);
    if (!drag || !down.has(event.pointerId)) {
      if (event.pointerType !== "touch") surface.hover(surface.at(x, y));
      return;
    }
    down.set(event.pointerId, { x, y });
    if (drag.kind === "pinch") {
      if (down.size < 2) return;
      const now = fingers();
      camera.pan(now.x - drag.x, now.y - drag.y);
      camera.zoom(now.far / (spread || 1), now.x, now.y);
      spread = now.far;
      [drag.x, drag.y] = [now.x, now.y];
      return surface.request();
    }
    if (drag.kind === "wait") {
      if (Math.hypot(x - drag.x, y - drag.y) < (drag.touch ? SLACK : 3)) return;
      if (turns(drag.index)) {
        surface.pick(drag.index);
        drag.kind = "turn";
        end = surface.gesture();
      } else {
        drag.kind = "pan";
      }
    }
    const [dx, dy] = [x - drag.x, y - drag.y];
    [drag.x, drag.y] = [x, y];
    if (drag.kind === "turn") {
      const range = surface.range(drag.index);
      drag.value = Math.max(
        -range,
        Math.min(range, drag.value + ((dx - dy) * 2 * range * (event.shiftKey ? 0.1 : 1)) / TURN_PIXELS),
      );
      surface.turn(drag.index, Number(drag.value.toPrecision(12)));
    } else {
      camera.pan(dx, dy);
      surface.request();
    }
  });

  /** @param {PointerEvent} event */
  function up(event) {
    if (!down.delete(event.pointerId)) return;
    const kept = drag;
    drag = null;
    end();
    if (event.type === "pointercancel" || !kept) return;
    if (kept.kind === "wait" && kept.index >= 0) surface.pick(kept.index);
  }
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", up);
  element.addEventListener("lostpointercapture", up);
  element.addEventListener("pointerleave", () => surface.hover(-1));

  element.addEventListener("dblclick", (event) => {
    const { x, y } = spot(event);
    const index = surface.at(x, y);
    if (index >= 0 && surface.isKnob(index)) return surface.reset(index);
    camera.zoom(3.5, x, y);
    surface.request();
  });

  // The wheel belongs to the page unless the console has the focus or a key asks for it.
  element.addEventListener("wheel", (event) => {
    if (document.activeElement !== element && !event.ctrlKey && !event.metaKey) return;
    const { x, y } = spot(event);
    if (surface.isWhole()) {
      const index = surface.picked();
      if (event.ctrlKey || event.metaKey || surface.at(x, y) !== index) return;
      event.preventDefault();
      const range = surface.range(index);
      const next = surface.value(index) - (Math.sign(event.deltaY) * range) / (event.shiftKey ? 400 : 40);
      return surface.turn(index, Math.max(-range, Math.min(range, next)));
    }
    event.preventDefault();
    camera.zoom(1.0016 ** -event.deltaY, x, y);
    surface.request();
  }, { passive: false });
}
