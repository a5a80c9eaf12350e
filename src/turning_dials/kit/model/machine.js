// @ts-check
// A board's state: the parameters, what they cost, and the way back. No DOM: node runs this file in the tests.
import { Network } from "./engine.js";
import { t } from "./language.js";
import { Past } from "./undo.js";

const TRACE = 240;

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
 * @property {[number, number]} [limits]  ends that no parameter may leave, where there are such
 */

/**
 * What has changed: `set` and `replace` turned dials, as did `step`, `train`, `drag`, `link` and `kernel`; `refresh` says
 * that the examples in hand are others, `become` that another model stands under the dials.
 * @typedef {"set" | "replace" | "step" | "train" | "drag" | "link" | "kernel" | "rewind" | "undo" | "refresh" | "become"} Reason
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

  /** Take other examples into hand. @param {Float64Array} inputs @param {Float64Array} targets example by example */
  hold(inputs, targets) {
    this.flatInputs = inputs;
    this.flatTargets = targets;
    this.count = inputs.length / this.sizes[0];
  }

  /**
   * The same dials and examples under another activation or another cost.
   * @param {{activation?: string | string[], cost?: string}} other
   */
  under({ activation = this.network.activation, cost = this.costName }) {
    return new NetworkModel(
      { sizes: this.sizes, activation, cost },
      this.parameters,
      this.flatInputs,
      this.flatTargets,
    );
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

/** The network under a machine's dials, at this moment: it may be another after the next choice. @param {{model: Model}} machine */
export function networkOf({ model }) {
  if (model instanceof NetworkModel) return model;
  throw new Error("The dials of this board are not a network's.");
}

/** @param {Float64Array} flat @param {number} width */
function rows(flat, width) {
  return Array.from({ length: flat.length / width }, (_, row) => Array.from(slice(flat, width, row)));
}

/** @param {Float64Array} flat @param {number} width @param {number} row */
function slice(flat, width, row) {
  return flat.subarray(row * width, (row + 1) * width);
}

/** Turn every dial of a model by −rate × slope, no farther than its limits, and bring cost and slopes up to date. @param {Model} model @param {number} rate */
export function stepDown(model, rate) {
  const { parameters, gradient, limits } = model;
  for (let i = 0; i < parameters.length; i++) {
    parameters[i] -= rate * gradient[i];
    if (limits) parameters[i] = Math.max(limits[0], Math.min(limits[1], parameters[i]));
  }
  model.evaluate();
}

/** Which dial a mistake concerns, in a reader's words. */
export class Trouble extends Error {}

export class Machine {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.#start = model.parameters.slice();
    this.#evaluate();
  }

  #past = new Past(() => this.parameters);
  /** @type {Float64Array} */ #start;
  /** @type {number[]} */ #history = [];
  /** @type {Set<(reason: Reason) => void>} */ #listeners = new Set();
  /** @type {((index: number) => void)[]} */ #bringers = [];
  /** The last good dials, while a step is tried. @type {Float64Array | null} */ #good = null;
  #rewinds = 0;

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
  /** Ends that no parameter may leave, where there are such. @returns {[number, number] | null} */
  get limits() {
    return this.model.limits ?? null;
  }

  /** Where the dials stand after Rewind. Not to be written into. */
  get start() {
    return this.#start;
  }
  /** The costs that the screen traces, oldest first. @returns {readonly number[]} */
  get history() {
    return this.#history;
  }
  /** How often the board was brought back to its start, or given another. */
  get rewinds() {
    return this.#rewinds;
  }
  /** Whether there is something for Undo. */
  get canUndo() {
    return this.#past.any;
  }
  /** What Undo holds, in bytes. */
  get undoBytes() {
    return this.#past.bytes;
  }

  /** Be told of every change, once; returns the way to stop. @param {(reason: Reason) => void} listener */
  on(listener) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Begin a gesture of the reader: a drag, a run from Run to Pause, a race. All that happens until the returned function
   * is called is one entry of Undo. A gesture that begins within another is part of it.
   * @param {() => void} [undone] told when the gesture is taken back
   */
  gesture(undone) {
    return this.#past.begin(undone);
  }

  /** Turn one dial. Cost and gradient are up to date on return. @param {number} index @param {number} value */
  set(index, value) {
    this.#known(index);
    if (typeof value !== "number" || !Number.isFinite(value)) {
      throw new Trouble(
        t`A dial takes a finite number; ${String(value)} is none. It stays at ${this.parameters[index]}.`,
      );
    }
    this.check(value, index);
    const before = this.parameters[index];
    if (before === value) return;
    this.#past.turned(index, before);
    this.parameters[index] = value;
    this.#evaluate();
    this.#tell("set");
  }

  /** Turn every dial at once. @param {ArrayLike<number>} values @param {Reason} [reason] */
  replace(values, reason = "replace") {
    this.#turnAll(values);
    this.#evaluate();
    this.#tell(reason);
  }

  rewind() {
    this.#turnAll(this.#start);
    this.#rewinds += 1;
    this.#history = [];
    this.#evaluate();
    this.#tell("rewind");
  }

  /** Take back the last gesture: a turn, a drag, a run, a step or a rewind. Returns whether there was one. */
  undo() {
    if (!this.#past.undo()) return false;
    this.#evaluate();
    this.#tell("undo");
    return true;
  }

  /**
   * One step of gradient descent: every dial at once by −rate × slope, no farther than the limits. A step that would
   * leave the finite numbers is not taken; the parameters stay the last good ones.
   * @param {number} rate
   */
  step(rate) {
    const { parameters } = this;
    const good = this.#good?.length === parameters.length ? this.#good : parameters.slice();
    good.set(parameters);
    this.#good = good;
    this.#past.turnedAll(() => {
      stepDown(this.model, rate);
      if (Number.isFinite(this.cost) && parameters.every(Number.isFinite)) return;
      parameters.set(good);
      this.#evaluate();
      throw new Trouble(
        t`The run diverged: the steps grew until the numbers overflowed. Rewind, then try a smaller learning rate.`,
      );
    });
    this.#trace();
    this.#tell("step");
  }

  /**
   * Put another model under the dials, which then start at `start`. While the start stays the same, so does Undo.
   * @param {Model} model @param {Float64Array} [start] unless given, the old one if it fits, else the model's parameters
   */
  become(model, start) {
    const count = model.parameters.length;
    if (start && start.length !== count) {
      throw new Error(`A start for ${count} dials was expected; ${start.length} values came.`);
    }
    this.model = model;
    if (start || count !== this.#start.length) {
      this.#start = (start ?? model.parameters).slice();
      this.#past.clear();
      this.#rewinds += 1;
    }
    this.#history = [];
    this.#evaluate();
    this.#tell("become");
  }

  /** Bring cost and slopes up to date after the examples in hand changed. @param {boolean} [anew] whether the trace begins again */
  refresh(anew = false) {
    if (anew) this.#history = [];
    this.#evaluate();
    this.#tell("refresh");
  }

  /** Bring a dial into hand, rendered. @param {number} index */
  pick(index) {
    this.#known(index);
    for (const bring of this.#bringers) bring(index);
  }

  /** Say what `pick` does, for a board whose dials are not all on the page. @param {(index: number) => void} bring */
  onPick(bring) {
    this.#bringers.push(bring);
  }

  /** The dials that do not stand at their start. @returns {[number, number][]} */
  changed() {
    /** @type {[number, number][]} */
    const list = [];
    for (let i = 0; i < this.#start.length; i++) {
      if (this.parameters[i] !== this.#start[i]) list.push([i, this.parameters[i]]);
    }
    return list;
  }

  /** Throw Trouble where a dial may not take this value. @param {number} value @param {number} index */
  check(value, index) {
    const { limits } = this;
    if (limits && (value < limits[0] || value > limits[1])) {
      throw new Trouble(
        t`Dial ${index} goes from ${limits[0]} to ${limits[1]}; ${value} lies outside. Nothing was turned.`,
      );
    }
  }

  /** @param {ArrayLike<number>} values */
  #turnAll(values) {
    const { parameters } = this;
    if (values.length !== parameters.length) {
      throw new Trouble(t`This board has ${parameters.length} dials; ${values.length} values came.`);
    }
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) {
        throw new Trouble(t`The value for dial ${i} is not a finite number. Nothing was turned.`);
      }
      this.check(values[i], i);
    }
    this.#past.turnedAll(() => parameters.set(values));
  }

  #evaluate() {
    this.model.evaluate();
    this.#trace();
  }

  #trace() {
    this.#history.push(this.cost);
    if (this.#history.length > TRACE) this.#history.shift();
  }

  /** @param {number} index */
  #known(index) {
    if (!Number.isInteger(index) || index < 0 || index >= this.parameters.length) {
      throw new Trouble(t`There is no dial ${index}; this board has dials 0 to ${this.parameters.length - 1}.`);
    }
  }

  /** @param {Reason} reason */
  #tell(reason) {
    for (const listener of this.#listeners) listener(reason);
  }
}
