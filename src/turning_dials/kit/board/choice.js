// @ts-check
// A choice of the reader: its value, and the control that sets it. What a board declares as its fields become its choices;
// links and files hold them, and Python keeps them.
import { t } from "../model/language.js";
import { Trouble } from "../model/machine.js";
import { button } from "./elements.js";
import { createSelect, createSlider } from "./settings.js";

/**
 * @template T
 * @typedef {object} Field
 * @property {import("../model/kinds.js").Kind<T>} kind one of several is a list, a number is a slider, a flag is a button
 * @property {string} label what stands beside the control, or on the button
 * @property {string} [spoken] what the control is called where no label says it
 * @property {T} [first] what it is at first, where `read` does not say it
 * @property {() => T} [read] where the value lives, if not in the choice
 * @property {(value: T) => void} [write] what follows from a new value
 * @property {boolean} [unkept] part of links alone: Python knows it in another way
 * @property {boolean} [derived] follows from the dials: neither kept nor part of a link
 * @property {boolean} [hidden] without a control: the board sets it in a way of its own
 * @property {(value: T) => string} [shown] how a slider writes its value
 * @property {(value: T) => number} [dials] how many dials there are with that choice, if that depends on it
 */
/**
 * @template {Record<string, Field<any>>} F
 * @typedef {{[K in keyof F]: F[K] extends Field<infer T> ? Choice<T> : never}} ChoicesOf
 */
/** @typedef {{attempt: (act: () => void) => boolean, remember: (name: string, value: unknown) => void, request: () => void}} Owner */

/** @template T */
export class Choice {
  /** @param {Owner} owner @param {string} name @param {Field<T>} field */
  constructor(owner, name, field) {
    this.owner = owner;
    this.name = name;
    this.field = field;
    this.kind = field.kind;
    this.dials = field.dials ?? null;
    /** @type {T} */
    this.kept = /** @type {T} */ (field.read ? field.read() : field.first);
    this.firstText = this.text;
    /** @type {{element: HTMLElement, show: (value: T) => void} | null} */
    this.control = null;
    /** @type {((value: T) => void)[]} */
    this.listeners = [];
  }

  /** @returns {T} */
  get value() {
    return this.field.read ? this.field.read() : this.kept;
  }

  get text() {
    return this.kind.text(this.value);
  }

  /** The reader chose. @param {T} value */
  set(value) {
    this.#put(value);
    if (!this.field.derived && !this.field.unkept) this.owner.remember(this.name, value);
  }

  /** Be told of a new value, as `write` is: for parts that are made after the field. @param {(value: T) => void} listener */
  on(listener) {
    this.listeners.push(listener);
  }

  /** A link or file holds it: the text has been checked. @param {string} text */
  take(text) {
    this.set(/** @type {T} */ (this.kind.parse(text)));
  }

  /** Python kept it, or another view of the board set it. @param {unknown} kept @returns {boolean} whether that changes anything */
  restore(kept) {
    const value = this.kind.parse(kept === null ? this.firstText : String(kept));
    if (value === undefined) {
      throw new Trouble(
        t`The choice ${this.name} takes ${this.kind.expected}, and something else came. It stays as it was.`,
      );
    }
    if (this.kind.text(value) === this.text) return false;
    this.#put(value);
    return true;
  }

  /** Its control, made when it is first asked for. */
  get element() {
    this.control ??= this.#make();
    return this.control.element;
  }

  /** Its control, if it has one, shows the value. */
  paint() {
    this.control?.show(this.value);
  }

  /** @param {T} value */
  #put(value) {
    this.kept = value;
    this.field.write?.(value);
    for (const listener of this.listeners) listener(value);
    this.owner.request();
  }

  /** @returns {{element: HTMLElement, show: (value: any) => void}} */
  #make() {
    const { name, kind, field, owner } = this;
    const { label, spoken, shown } = field;
    const onChange = (/** @type {any} */ value) => void owner.attempt(() => this.set(value));
    const value = /** @type {any} */ (this.value);
    if (kind.names) {
      return createSelect({ control: name, label, spoken, options: Object.entries(kind.names), value, onChange });
    }
    if (kind.range) {
      const { low: min, high: max, step, log } = kind.range;
      const read = /** @type {any} */ (shown);
      return createSlider({ control: name, label, spoken, min, max, step, log, value, read, onChange });
    }
    const element = button(label, () => onChange(!this.value));
    element.dataset.control = name;
    return { element, show: (on) => element.setAttribute("aria-pressed", String(on)) };
  }
}
