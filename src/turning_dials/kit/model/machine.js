// @ts-check
// A board's state: the parameters, what they cost, and the way back. No DOM: node runs this file in the tests.
import { Network } from "./engine.js";

const TRACE = 240;
const UNDO_BYTES = 32e6;
const ONE_TURN_MS = 700;

/**
 * What a machine turns: a flat vector of parameters with a cost and a slope for each.
 * @typedef {object} Model
 * @property {Float64Array} parameters live
 * @property {Float64Array} gradient   same layout
 * @property {number} cost
 * @property {() => void} evaluate     brings cost and gradient up to date
 * @property {number[]} sizes
 * @property {string | string[]} activation
 * @property {string} costName
 * @property {number[][]} inputs
 * @property {number[][]} targets
 */

/** A network together with the examples in hand. @implements {Model} */
export class NetworkModel {
  /**
   * @param {{sizes: number[], activation: string | string[], cost: string}} spec
   * @param {Float64Array | number[]} parameters
   * @param {Float64Array} inputs example by example @param {Float64Array} targets example by example
   */
  constructor(spec, parameters, inputs, targets) {
    this.network = new Network(spec.sizes, spec.activation, spec.cost, parameters);
    this.flatInputs = inputs;
    this.flatTargets = targets;
    this.count = inputs.length / spec.sizes[0];
    this.cost = 0;
  }

  get parameters() {
    return this.network.parameters;
  }
  get gradient() {
    return this.network.gradient;
  }
  get sizes() {
    return this.network.sizes;
  }
  get costName() {
    return this.network.costName;
  }

  get activation() {
    const names = this.network.activation;
    return names.every((name) => name === names[0]) ? names[0] : names;
  }

  get inputs() {
    return rows(this.flatInputs, this.sizes[0]);
  }
  get targets() {
    return rows(this.flatTargets, this.sizes[this.sizes.length - 1]);
  }

  evaluate() {
    this.cost = this.network.evaluate(this.flatInputs, this.flatTargets, this.count);
  }

  /** The activations of layer l (0: inputs) for one example. @param {number} l @param {number} example */
  a(l, example) {
    return slice(this.network.a[l], this.sizes[l], example);
  }
  /** @param {number} l @param {number} example */
  z(l, example) {
    return slice(this.network.z[l], this.sizes[l + 1], example);
  }
  /** The outputs for one example. @param {number} example */
  outputs(example) {
    return this.a(this.sizes.length - 1, example);
  }
}

/** @param {Float64Array} flat @param {number} width */
function rows(flat, width) {
  return Array.from({ length: flat.length / width }, (_, row) => Array.from(slice(flat, width, row)));
}

/** @param {Float64Array} flat @param {number} width @param {number} row */
function slice(flat, width, row) {
  return flat.subarray(row * width, (row + 1) * width);
}

/** Which dial a mistake concerns, in a reader's words. */
export class Trouble extends Error {}

export class Machine {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.start = model.parameters.slice();
    /** @type {number[]} the costs that the screen traces, oldest first */
    this.history = [];
    /** @type {{index: number, before: number | Float64Array, at: number}[]} */
    this.past = [];
    this.evaluations = 0;
    /** @type {Set<(reason: string) => void>} */
    this.listeners = new Set();
    /** What `pick` does: a board whose dials are not all on the page sets it. @type {(index: number) => void} */
    this.bring = () => {};
    /** Ends that no parameter may leave, where there are such. @type {[number, number] | null} */
    this.limits = null;
    this.#evaluate();
  }

  get parameters() {
    return this.model.parameters;
  }
  get gradient() {
    return this.model.gradient;
  }
  get cost() {
    return this.model.cost;
  }
  get sizes() {
    return this.model.sizes;
  }
  get activation() {
    return this.model.activation;
  }
  get costName() {
    return this.model.costName;
  }
  get inputs() {
    return this.model.inputs;
  }
  get targets() {
    return this.model.targets;
  }

  /** Be told of every change; returns the way to stop. @param {(reason: string) => void} listener */
  on(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Turn one dial. Cost and gradient are up to date on return. @param {number} index @param {number} value */
  set(index, value) {
    this.#known(index);
    if (typeof value !== "number" || !Number.isFinite(value)) {
      throw new Trouble(
        `A dial takes a finite number; ${String(value)} is none. It stays at ${this.parameters[index]}.`,
      );
    }
    this.#allowed(value, index);
    const before = this.parameters[index];
    if (before === value) return;
    const last = this.past[this.past.length - 1];
    const now = Date.now();
    if (last && last.index === index && now - last.at < ONE_TURN_MS) last.at = now;
    else this.#remember({ index, before, at: now });
    this.parameters[index] = value;
    this.#evaluate();
    this.#tell("set");
  }

  /** Turn every dial at once. @param {ArrayLike<number>} values @param {string} [reason] */
  replace(values, reason = "replace") {
    if (values.length !== this.parameters.length) {
      throw new Trouble(`This board has ${this.parameters.length} dials; ${values.length} values came.`);
    }
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) {
        throw new Trouble(`The value for dial ${i} is not a finite number. Nothing was turned.`);
      }
      this.#allowed(values[i], i);
    }
    this.#remember({ index: -1, before: this.parameters.slice(), at: 0 });
    this.parameters.set(values);
    this.#evaluate();
    this.#tell(reason);
  }

  rewind() {
    this.replace(this.start, "rewind");
    this.history = [this.cost];
    this.evaluations = 0;
    this.#tell("rewind");
  }

  /** Take back the last turn, step or rewind. Returns whether there was one. */
  undo() {
    const last = this.past.pop();
    if (!last) return false;
    if (typeof last.before === "number") this.parameters[last.index] = last.before;
    else this.parameters.set(last.before);
    this.#evaluate();
    this.#tell("undo");
    return true;
  }

  /**
   * One step of gradient descent: every dial at once by −rate × slope. A step that would leave the finite numbers is
   * not taken; the parameters stay the last good ones.
   * @param {number} rate @param {Float64Array} [velocity] with `momentum`, kept by the caller @param {number} [momentum]
   */
  step(rate, velocity, momentum = 0) {
    const { parameters, gradient } = this;
    const before = parameters.slice();
    for (let i = 0; i < parameters.length; i++) {
      const turn = (velocity ? momentum * velocity[i] : 0) - rate * gradient[i];
      if (velocity) velocity[i] = turn;
      parameters[i] += turn;
      if (this.limits) parameters[i] = Math.max(this.limits[0], Math.min(this.limits[1], parameters[i]));
    }
    this.model.evaluate();
    if (!Number.isFinite(this.cost) || !parameters.every(Number.isFinite)) {
      parameters.set(before);
      this.#evaluate();
      throw new Trouble(
        "The run diverged: the steps grew until the numbers overflowed. Rewind, then try a smaller learning rate.",
      );
    }
    this.#remember({ index: -1, before, at: 0 });
    this.#trace();
    this.#tell("step");
  }

  /** Put another model under the same dials; `start` stays unless the number of dials changes. @param {Model} model */
  become(model) {
    const same = model.parameters.length === this.start.length;
    this.model = model;
    if (!same) this.start = model.parameters.slice();
    this.past = [];
    this.history = [];
    this.#evaluate();
    this.#tell("become");
  }

  /** Bring cost and slopes up to date after the examples in hand changed. */
  refresh() {
    this.#evaluate();
    this.#tell("refresh");
  }

  /** Bring a dial into hand, rendered. @param {number} index */
  pick(index) {
    this.#known(index);
    this.bring(index);
  }

  /** The dials that do not stand at their start. @returns {[number, number][]} */
  changed() {
    /** @type {[number, number][]} */
    const list = [];
    for (let i = 0; i < this.start.length; i++) {
      if (this.parameters[i] !== this.start[i]) list.push([i, this.parameters[i]]);
    }
    return list;
  }

  /** The changed dials as text for an address. */
  encode() {
    return this.changed().map(([index, value]) => `${index}:${value}`).join(",");
  }

  /** Turn the dials as such a text says, from the start. Nothing is turned if any of it is not understood. @param {string} text */
  decode(text) {
    const values = this.start.slice();
    for (const part of text.split(",").filter(Boolean)) {
      const match = /^(\d+):(-?[\d.]+(?:e[+-]?\d+)?)$/i.exec(part);
      const index = match ? Number(match[1]) : NaN;
      const value = match ? Number(match[2]) : NaN;
      if (!(index < values.length) || !Number.isFinite(value)) {
        throw new Trouble(
          `The link is damaged at “${
            part.slice(0, 40)
          }”; expected dial:value, with a dial below ${values.length}. The board is as it was.`,
        );
      }
      values[index] = value;
    }
    this.replace(values, "link");
  }

  #evaluate() {
    this.model.evaluate();
    this.#trace();
  }

  #trace() {
    this.evaluations += 1;
    this.history.push(this.cost);
    if (this.history.length > TRACE) this.history.shift();
  }

  /** @param {{index: number, before: number | Float64Array, at: number}} entry */
  #remember(entry) {
    this.past.push(entry);
    const each = this.parameters.byteLength;
    while (this.past.length > 1 && this.past.length * each > UNDO_BYTES && this.past.length > 20) this.past.shift();
    if (this.past.length > 500) this.past.shift();
  }

  /** @param {number} index */
  #known(index) {
    if (!Number.isInteger(index) || index < 0 || index >= this.parameters.length) {
      throw new Trouble(`There is no dial ${index}; this board has dials 0 to ${this.parameters.length - 1}.`);
    }
  }

  /** @param {number} value @param {number} index */
  #allowed(value, index) {
    if (this.limits && (value < this.limits[0] || value > this.limits[1])) {
      throw new Trouble(
        `Dial ${index} goes from ${this.limits[0]} to ${this.limits[1]}; ${value} lies outside. Nothing was turned.`,
      );
    }
  }

  /** @param {string} reason */
  #tell(reason) {
    for (const listener of this.listeners) listener(reason);
  }
}
