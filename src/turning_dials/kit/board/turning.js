// @ts-check
// How a dial is turned: by keys, by a pointer, by the wheel, and by a typed number. A drag is one gesture, and so one entry
// of Undo.
import { t } from "../model/language.js";
import { shown, typed } from "../model/text.js";
import { FACE, SWEEP } from "./dialface.js";

const TURN_PIXELS = 170;
/** So near to the middle a drag goes up and down, farther out it goes round. */
const ROUND = 15;

/**
 * What is turned.
 * @typedef {object} Turned
 * @property {HTMLInputElement} input @property {HTMLElement} face @property {HTMLButtonElement} value
 * @property {import("../model/machine.js").Machine} machine
 * @property {number} index @property {number} now @property {number} bottom @property {number} top
 * @property {[number, number]} [limits] @property {boolean} locked @property {string} name @property {string} symbol
 * @property {(to: number) => void} turn @property {() => void} edit
 * @property {{turn: (index: number, value: number) => void, trouble: (text: string) => void}} board
 */

/** One step of the keys or of the wheel, from where the dial is seen to stand. @param {Turned} dial @param {number} steps @param {boolean} fine */
function step(dial, steps, fine) {
  const seen = Math.max(dial.bottom, Math.min(dial.top, dial.now));
  dial.turn(seen + ((steps * (dial.top - dial.bottom)) / 80) * (fine ? 0.1 : 1));
}

/** @param {Turned} dial */
export function attachKeys(dial) {
  const { input } = dial;
  input.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = (/** @type {number} */ steps) => step(dial, steps, event.shiftKey);
    const back = () => dial.turn(dial.machine.start[dial.index]);
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowUp: () => by(1),
      ArrowRight: () => by(1),
      ArrowDown: () => by(-1),
      ArrowLeft: () => by(-1),
      PageUp: () => by(10),
      PageDown: () => by(-10),
      Home: () => dial.turn(dial.bottom),
      End: () => dial.turn(dial.top),
      0: () => dial.turn(0),
      Delete: back,
      Backspace: back,
      Enter: () => dial.edit(),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  // A screen reader's own gestures change the input itself.
  input.addEventListener("input", () => dial.turn(input.valueAsNumber));
}

/** @param {Turned} dial */
export function attachPointer(dial) {
  const { input, face } = dial;
  /** @type {{x: number, y: number, value: number, round: boolean, angle: number, end: () => void} | null} */
  let drag = null;

  /** @param {PointerEvent} event */
  function around(event) {
    const box = face.getBoundingClientRect();
    const dx = event.clientX - box.left - (FACE.x * box.width) / FACE.width;
    const dy = event.clientY - box.top - (FACE.y * box.height) / FACE.height;
    return { far: Math.hypot(dx, dy), angle: Math.atan2(dx, -dy) };
  }

  face.addEventListener("pointerdown", (event) => {
    if (dial.locked || event.button !== 0) return;
    event.preventDefault();
    input.focus({ preventScroll: true });
    face.setPointerCapture(event.pointerId);
    const { far, angle } = around(event);
    drag?.end();
    const end = dial.machine.gesture();
    drag = { x: event.clientX, y: event.clientY, value: dial.now, round: far > ROUND, angle, end };
  });

  face.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const whole = (dial.top - dial.bottom) * (event.shiftKey ? 0.1 : 1);
    if (drag.round) {
      const { angle } = around(event);
      const turned = Math.atan2(Math.sin(angle - drag.angle), Math.cos(angle - drag.angle));
      drag.value += (turned * whole) / (2 * SWEEP);
      drag.angle = angle;
    } else {
      drag.value += ((drag.y - event.clientY + event.clientX - drag.x) * whole) / TURN_PIXELS;
      [drag.x, drag.y] = [event.clientX, event.clientY];
    }
    drag.value = Math.max(dial.bottom, Math.min(dial.top, drag.value));
    dial.turn(drag.value);
  });

  for (const over of ["pointerup", "pointercancel", "lostpointercapture"]) {
    face.addEventListener(over, () => {
      drag?.end();
      drag = null;
    });
  }
  face.addEventListener("dblclick", () => dial.turn(dial.machine.start[dial.index]));
  input.addEventListener("wheel", (event) => event.preventDefault(), { passive: false });
  face.addEventListener("wheel", (event) => {
    if (document.activeElement !== input || dial.locked) return;
    event.preventDefault();
    step(dial, -Math.sign(event.deltaY), event.shiftKey);
  }, { passive: false });
}

/** Enter, or a press on the value, opens a field for an exact number. @param {Turned} dial @returns {() => void} what opens it */
export function attachEdit(dial) {
  const { input, value, board } = dial;
  const stays = () => t`${dial.symbol} stays at ${shown(dial.now)}.`;

  /** @param {string} text */
  function take(text) {
    const number = typed(text);
    const { limits } = dial;
    if (!Number.isFinite(number)) {
      board.trouble(t`What was typed is not a number that a dial can take; expected one such as −0.75. ${stays()}`);
    } else if (limits && (number < limits[0] || number > limits[1])) {
      board.trouble(
        t`${dial.symbol} goes from ${limits[0]} to ${limits[1]}; ${shown(number)} lies outside. ${stays()}`,
      );
    } else board.turn(dial.index, number);
  }

  function edit() {
    if (dial.locked) return;
    const field = document.createElement("input");
    field.type = "text";
    field.inputMode = "decimal";
    field.value = String(dial.now);
    field.setAttribute("aria-label", t`value for ${dial.name}`);
    value.replaceWith(field);
    field.select();
    let open = true;
    const close = () => {
      if (!open) return;
      open = false;
      // Who left the field for another place is not called back.
      const here = document.activeElement === field;
      field.replaceWith(value);
      if (here) input.focus({ preventScroll: true });
    };
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") close();
      if (event.key !== "Enter") return;
      take(field.value);
      close();
    });
    field.addEventListener("blur", close);
    field.focus();
  }
  value.addEventListener("click", edit);
  return edit;
}
