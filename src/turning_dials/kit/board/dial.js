// @ts-check
// The dial: a knob for one parameter, with its slope as an arrow on the rim. Underneath it is a native range input, which
// carries the keyboard and the screen reader; the machine, not the input, holds the value.
import { shown, signed, spoken, typed } from "../model/text.js";

export const SWEEP = Math.PI * 0.75;
const CENTER = 42;
const MIDDLE = 40;
const RADIUS = 25;
const RIM = 34;
const TURN_PIXELS = 170;

/** @param {number} angle from twelve o'clock, clockwise @param {number} radius @returns {[number, number]} */
function point(angle, radius) {
  return [CENTER + radius * Math.sin(angle), MIDDLE - radius * Math.cos(angle)];
}

/** @param {number} from @param {number} to @param {number} radius */
export function arc(from, to, radius) {
  const [x0, y0] = point(from, radius);
  const [x1, y1] = point(to, radius);
  const large = Math.abs(to - from) > Math.PI ? 1 : 0;
  return `M${x0.toFixed(2)} ${y0.toFixed(2)}A${radius} ${radius} 0 ${large} ${to > from ? 1 : 0} ${x1.toFixed(2)} ${
    y1.toFixed(2)
  }`;
}

/** The smallest doubling of `range` that holds `value`. @param {number} range @param {number} value */
export function widened(range, value) {
  let wide = range;
  while (Math.abs(value) > wide) wide *= 2;
  return wide;
}

/**
 * The slope's arrow: from the pointer's place, the way that lowers the cost, longer for a larger slope, up to `full`.
 * @param {number} angle @param {number} slope @param {number} full
 */
export function arrow(angle, slope, full) {
  if (!Number.isFinite(slope) || slope === 0) return { shaft: "", head: "" };
  const way = slope > 0 ? -1 : 1;
  const size = Math.min(1, Math.abs(slope) / full);
  if (size < 0.004) return { shaft: "", head: "" };
  const end = angle + way * (0.1 + 1.05 * size);
  const [x, y] = point(end, RIM);
  const tangent = end + (way * Math.PI) / 2;
  const [ux, uy] = [Math.sin(tangent), -Math.cos(tangent)];
  const long = 4 + 4.5 * size;
  const wide = 3 + 2 * size;
  const head = `M${x + ux * long} ${y + uy * long}L${x - uy * wide} ${y + ux * wide}L${x + uy * wide} ${
    y - ux * wide
  }Z`;
  return { shaft: arc(angle, end, RIM), head };
}

/**
 * @param {object} wanted
 * @param {number} wanted.index place in the flat vector
 * @param {string} wanted.symbol what stands before the value, as "w₁"
 * @param {string} wanted.spoken its spoken name, as "weight 1"
 * @param {number | ((index: number) => number)} [wanted.range] half of the sweep, at first; or what tells it at any time
 * @param {[number, number]} [wanted.limits] a dial that may not leave them
 * @param {boolean} [wanted.locked]
 * @param {import("./board.js").Dials} wanted.board
 */
export function createDial({ index, symbol, spoken: name, range = 2, limits, locked = false, board }) {
  const { machine } = board;
  const element = document.createElement("div");
  element.className = "td-dial";
  element.innerHTML = `<div class="td-dial-face"><input type="range" step="any" data-dial="${index}">
    <svg viewBox="0 0 84 76" aria-hidden="true"><path class="td-dial-track" d="${arc(-SWEEP, SWEEP, RADIUS)}"></path>
    <circle class="td-dial-knob" cx="${CENTER}" cy="${MIDDLE}" r="18.5"></circle>
    <path class="td-dial-zero" d="M${CENTER} ${MIDDLE - RADIUS - 4}v5"></path><path class="td-dial-arc"></path>
    <line class="td-dial-pointer"></line><path class="td-dial-slope"></path><path class="td-dial-head"></path></svg>
    <div class="td-dial-range" aria-hidden="true"><span></span><span></span></div></div>
    <div class="td-dial-line"><i></i><button type="button" class="td-dial-value" tabindex="-1"></button></div>
    <div class="td-dial-said" aria-hidden="true">slope <b></b></div>`;
  const find = (/** @type {string} */ css) => /** @type {HTMLElement} */ (element.querySelector(css));
  const input = /** @type {HTMLInputElement} */ (find("input"));
  const face = find(".td-dial-face");
  const value = /** @type {HTMLButtonElement} */ (find(".td-dial-value"));
  const slopeText = find(".td-dial-said b");
  const parts = {
    arc: find(".td-dial-arc"),
    pointer: find("line"),
    shaft: find(".td-dial-slope"),
    head: find(".td-dial-head"),
  };
  const tick = find(".td-dial-zero");
  tick.style.display = limits ? "none" : "";
  const [low, high] = find(".td-dial-range").children;
  find("i").textContent = symbol;
  input.setAttribute("aria-label", name);
  let place = index;
  const first = () => (typeof range === "function" ? range(place) : range);
  let wide = first();
  const bottom = () => (limits ? limits[0] : -wide);
  const top = () => (limits ? limits[1] : wide);
  const angleOf = (
    /** @type {number} */ v,
  ) => (limits ? ((2 * (v - limits[0])) / (limits[1] - limits[0]) - 1) * SWEEP : (v / wide) * SWEEP);

  function paint() {
    const now = machine.parameters[place];
    const raw = machine.gradient[place];
    const slope = Math.abs(raw) < (board.noise ?? 0) ? 0 : raw;
    if (typeof range === "function") wide = range(place);
    if (!limits) wide = widened(wide, now);
    const angle = Math.max(-SWEEP, Math.min(SWEEP, angleOf(now)));
    const zero = limits ? Math.max(-SWEEP, Math.min(SWEEP, angleOf(Math.max(limits[0], 0)))) : 0;
    parts.arc.setAttribute("d", Math.abs(angle - zero) > 1e-3 ? arc(zero, angle, RADIUS) : "");
    parts.arc.setAttribute("class", `td-dial-arc ${now < 0 ? "td-minus" : "td-plus"}`);
    const [x1, y1] = point(angle, 18.5);
    const [x0, y0] = point(angle, 8);
    for (const [key, at] of Object.entries({ x1, y1, x2: x0, y2: y0 })) parts.pointer.setAttribute(key, at.toFixed(2));
    const { shaft, head } = arrow(angle, locked ? 0 : slope, board.fullSlope);
    parts.shaft.setAttribute("d", shaft);
    parts.head.setAttribute("d", head);
    value.textContent = shown(now);
    value.setAttribute("aria-label", `type a value for ${name}, now ${spoken(now)}`);
    slopeText.textContent = signed(slope);
    const [least, most] = [bottom(), top()].map((
      end,
    ) => (limits ? String(end).replace("-", "−") : shown(end, end % 1 ? 1 : 0)));
    low.textContent = least;
    high.textContent = most;
    input.min = String(bottom());
    input.max = String(top());
    input.value = String(now);
    input.setAttribute("aria-valuetext", words(now, slope));
  }

  /** @param {number} now @param {number} slope */
  function words(now, slope) {
    const way = slope === 0
      ? "turning it a little changes nothing"
      : `turn ${slope < 0 ? "up" : "down"} to lower the cost`;
    const said = Number.isFinite(slope) ? `slope ${spoken(slope, 3)}, ${way}` : "slope too large to say";
    return `value ${spoken(now)}, ${locked ? "locked" : board.slopesShown() ? said : "slopes hidden"}`;
  }

  /** @param {number} to */
  function turn(to) {
    if (locked || !Number.isFinite(to)) return;
    const held = limits ? Math.max(limits[0], Math.min(limits[1], to)) : to;
    board.turn(place, Number(held.toPrecision(12)));
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const now = machine.parameters[place];
    const step = ((top() - bottom()) / 80) * (event.shiftKey ? 0.1 : 1);
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowUp: () => turn(now + step),
      ArrowRight: () => turn(now + step),
      ArrowDown: () => turn(now - step),
      ArrowLeft: () => turn(now - step),
      PageUp: () => turn(now + 10 * step),
      PageDown: () => turn(now - 10 * step),
      Home: () => turn(bottom()),
      End: () => turn(top()),
      0: () => turn(0),
      Delete: () => turn(machine.start[place]),
      Backspace: () => turn(machine.start[place]),
      Enter: edit,
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  }

  /** @type {{x: number, y: number, value: number, round: boolean, angle: number} | null} */
  let drag = null;
  /** @param {PointerEvent} event */
  function around(event) {
    const box = face.getBoundingClientRect();
    const [dx, dy] = [
      event.clientX - box.left - (CENTER * box.width) / 84,
      event.clientY - box.top - (MIDDLE * box.height) / 76,
    ];
    return { far: Math.hypot(dx, dy), angle: Math.atan2(dx, -dy) };
  }
  /** @param {PointerEvent} event */
  function onDown(event) {
    if (locked || event.button !== 0) return;
    event.preventDefault();
    input.focus({ preventScroll: true });
    face.setPointerCapture(event.pointerId);
    const { far, angle } = around(event);
    drag = { x: event.clientX, y: event.clientY, value: machine.parameters[place], round: far > 15, angle };
  }
  /** @param {PointerEvent} event */
  function onMove(event) {
    if (!drag) return;
    const fine = event.shiftKey ? 0.1 : 1;
    if (drag.round) {
      const { angle } = around(event);
      const turned = Math.atan2(Math.sin(angle - drag.angle), Math.cos(angle - drag.angle));
      drag.value += ((turned * (top() - bottom())) / (2 * SWEEP)) * fine;
      drag.angle = angle;
    } else {
      drag.value += (((drag.y - event.clientY) + (event.clientX - drag.x)) * (top() - bottom()) * fine) / TURN_PIXELS;
      [drag.x, drag.y] = [event.clientX, event.clientY];
    }
    drag.value = Math.max(bottom(), Math.min(top(), drag.value));
    turn(drag.value);
  }

  function edit() {
    if (locked) return;
    const field = document.createElement("input");
    field.type = "text";
    field.inputMode = "decimal";
    field.value = String(machine.parameters[place]);
    field.setAttribute("aria-label", `value for ${name}`);
    value.replaceWith(field);
    field.select();
    let open = true;
    const close = () => {
      if (!open) return;
      open = false;
      field.replaceWith(value);
      input.focus({ preventScroll: true });
    };
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") close();
      if (event.key !== "Enter") return;
      const number = typed(field.value);
      if (!Number.isFinite(number)) {
        board.trouble(
          `“${field.value}” is not a number that a dial can take; expected one such as −0.75. ${symbol} stays at ${
            shown(machine.parameters[place])
          }.`,
        );
      } else if (limits && (number < limits[0] || number > limits[1])) {
        board.trouble(
          `${symbol} goes from ${limits[0]} to ${limits[1]}; ${shown(number)} lies outside. It stays at ${
            shown(machine.parameters[place])
          }.`,
        );
      } else board.turn(place, number);
      close();
    });
    field.addEventListener("blur", close);
    field.focus();
  }

  input.addEventListener("keydown", onKey);
  // A screen reader's own gestures change the input itself.
  input.addEventListener("input", () => turn(input.valueAsNumber));
  input.addEventListener("wheel", (event) => event.preventDefault(), { passive: false });
  face.addEventListener("wheel", (event) => {
    if (document.activeElement !== input || locked) return;
    event.preventDefault();
    turn(machine.parameters[place] - (Math.sign(event.deltaY) * (top() - bottom())) / (event.shiftKey ? 800 : 80));
  }, { passive: false });
  face.addEventListener("pointerdown", onDown);
  face.addEventListener("pointermove", onMove);
  for (const end of ["pointerup", "pointercancel"]) {
    face.addEventListener(end, () => {
      drag = null;
    });
  }
  face.addEventListener("dblclick", () => turn(machine.start[place]));
  value.addEventListener("click", edit);

  return {
    element,
    input,
    paint,
    edit,
    /** Where wires end. */
    rim: find(".td-dial-track"),
    /** Hold still, or turn freely again. @param {boolean} still */
    lock(still) {
      locked = still;
      input.disabled = value.disabled = still;
      element.classList.toggle("td-locked", still);
    },
    /** Keep the dial between two ends from now on, or none. @param {[number, number]} [ends] */
    limit(ends) {
      limits = ends;
      tick.style.display = limits ? "none" : "";
      paint();
    },
    /** Let this dial stand for another parameter. @param {number} to @param {string} sign @param {string} said */
    retarget(to, sign, said) {
      place = to;
      wide = first();
      name = said;
      symbol = sign;
      input.dataset.dial = String(to);
      input.setAttribute("aria-label", said);
      find("i").textContent = sign;
      paint();
    },
  };
}
