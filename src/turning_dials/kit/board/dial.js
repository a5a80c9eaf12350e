// @ts-check
// The dial: a knob for one parameter, with its slope as an arrow on the rim. Underneath it is a native range input, which
// carries the keyboard and the screen reader; the machine, not the input, holds the value.
import { t } from "../model/language.js";
import { widened } from "../model/scale.js";
import { shown, signed, spoken } from "../model/text.js";
import { arrow, createKnob, faceOf, SWEEP } from "./dialface.js";
import { div, write } from "./elements.js";
import { attachEdit, attachKeys, attachPointer } from "./turning.js";
import { slopeWords } from "./words.js";

/**
 * What a dial needs of its board.
 * @typedef {object} Dials
 * @property {import("../model/machine.js").Machine} machine
 * @property {number} fullSlope the slope of a full arrow @property {(index: number) => number} slopeAt a slope as it is shown
 * @property {() => boolean} slopesShown
 * @property {(index: number, value: number) => void} turn @property {(text: string) => void} trouble
 */
/**
 * @typedef {object} Wanted
 * @property {number} index place in the flat vector
 * @property {string} symbol what stands before the value, as "w₁"
 * @property {string} spoken its spoken name, as "weight 1"
 * @property {number | ((index: number) => number)} [range] half of the sweep, at first; or what tells it at any time
 * @property {[number, number]} [limits] a dial that may not leave them
 * @property {Dials} board
 */

/** @param {Wanted} wanted */
export function createDial(wanted) {
  return new Dial(wanted);
}

export class Dial {
  /** @param {Wanted} wanted */
  constructor({ index, symbol, spoken: name, range = 2, limits, board }) {
    this.board = board;
    this.machine = board.machine;
    this.index = index;
    this.symbol = symbol;
    this.name = name;
    this.range = range;
    /** @type {[number, number] | undefined} */
    this.limits = limits;
    this.locked = false;
    this.element = div("td-dial");
    this.element.innerHTML = faceOf(index);
    const find = (/** @type {string} */ css) => /** @type {HTMLElement} */ (this.element.querySelector(css));
    this.input = /** @type {HTMLInputElement} */ (find("input"));
    this.face = find(".td-dial-face");
    this.value = /** @type {HTMLButtonElement} */ (find(".td-dial-value"));
    /** Where wires end. */
    this.rim = find(".td-dial-track");
    this.#parts = {
      knob: createKnob(this.element),
      tick: find(".td-dial-zero"),
      slope: find(".td-dial-said b"),
      sign: find("i"),
      ends: [...find(".td-dial-range").children],
    };
    this.#call();
    this.#wide = this.#first();
    this.#rewinds = this.machine.rewinds;
    this.paint = this.paint.bind(this);
    attachKeys(this);
    attachPointer(this);
    this.edit = attachEdit(this);
  }

  #parts;
  /** Half of the sweep now. @type {number} */ #wide;
  /** @type {number} */ #rewinds;

  /** @returns {number} */
  get now() {
    return this.machine.parameters[this.index];
  }
  get bottom() {
    return this.limits ? this.limits[0] : -this.#wide;
  }
  get top() {
    return this.limits ? this.limits[1] : this.#wide;
  }

  #first() {
    return typeof this.range === "function" ? this.range(this.index) : this.range;
  }

  /** @param {number} value */
  #angle(value) {
    const share = (2 * (value - this.bottom)) / (this.top - this.bottom) - 1;
    return Math.max(-1, Math.min(1, share)) * SWEEP;
  }

  /** The range holds the value, and comes back with Rewind. */
  #fit() {
    const { machine, range } = this;
    if (machine.rewinds !== this.#rewinds || typeof range === "function") this.#wide = this.#first();
    this.#rewinds = machine.rewinds;
    this.#wide = widened(this.#wide, this.now);
  }

  paint() {
    const { board, index, input, now, limits } = this;
    const slope = board.slopeAt(index);
    this.#fit();
    const { knob, slope: slopeText, ends, tick } = this.#parts;
    const angle = this.#angle(now);
    knob(
      angle,
      this.#angle(limits ? Math.max(limits[0], 0) : 0),
      now < 0,
      arrow(angle, this.locked ? 0 : slope, board.fullSlope),
    );
    tick.style.display = limits ? "none" : "";
    write(this.value, shown(now));
    this.value.setAttribute("aria-label", t`type a value for ${this.name}, now ${spoken(now)}`);
    const said = signed(slope);
    write(slopeText, said);
    slopeText.parentElement?.classList.toggle("td-long", said.length > 7);
    [this.bottom, this.top].forEach((end, i) =>
      write(ends[i], limits ? String(end).replace("-", "−") : shown(end, end % 1 ? 1 : 0))
    );
    input.min = String(this.bottom);
    input.max = String(this.top);
    input.value = String(now);
    input.setAttribute("aria-valuetext", this.#words(now, slope));
  }

  /** @param {number} now @param {number} slope */
  #words(now, slope) {
    const value = spoken(now);
    if (this.locked) return t`value ${value}, locked`;
    return this.board.slopesShown() ? t`value ${value}, ${slopeWords(slope, 3)}` : t`value ${value}, slopes hidden`;
  }

  /** Turn to a value, no farther than the ends. @param {number} to */
  turn(to) {
    if (this.locked || !Number.isFinite(to)) return;
    const { limits } = this;
    const held = limits ? Math.max(limits[0], Math.min(limits[1], to)) : to;
    this.board.turn(this.index, Number(held.toPrecision(12)));
  }

  /** Hold still, or turn freely again. @param {boolean} still */
  lock(still) {
    if (still === this.locked) return;
    this.locked = still;
    this.input.disabled = this.value.disabled = still;
    this.element.classList.toggle("td-locked", still);
    this.paint();
  }

  /** Keep the dial between two ends from now on, or none. @param {[number, number]} [ends] */
  limit(ends) {
    if (ends === this.limits) return;
    this.limits = ends;
    this.paint();
  }

  /** Let this dial stand for another parameter. @param {number} to @param {string} sign @param {string} said */
  retarget(to, sign, said) {
    this.index = to;
    this.symbol = sign;
    this.name = said;
    this.#wide = this.#first();
    this.#call();
    this.paint();
  }

  #call() {
    this.input.dataset.dial = String(this.index);
    this.input.setAttribute("aria-label", this.name);
    this.#parts.sign.textContent = this.symbol;
  }
}
