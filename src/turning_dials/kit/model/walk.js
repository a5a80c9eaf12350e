// @ts-check
// Ways down a cost, over two of a network's dials: by the slopes of all the examples or of a few, with momentum, and by
// trial and error. Pure: no page, and nothing that moves the board. Evaluations are counted as descent.py counts them: a
// pass over all the examples is one, so that a slope, which takes a pass forward and one back, is two.
import { draws, shuffled } from "./chance.js";
import { Network } from "./engine.js";

/** A place on the map: the values of the two dials. @typedef {[number, number]} Place */
/** @typedef {{rate: number, momentum: number, batch: number, seed: number}} Settings batch 0 stands for all */
/** @typedef {{at: Place, turn: Place, steps: number, spent: number}} Walk */
/** @typedef {{at: Place, size: number, cost: number, tries: number, spent: number, idle: number}} Trial */

/** A network's cost as a function of two of its dials, the others held. It has a network of its own. */
export class Slice {
  /**
   * @param {{sizes: number[], activation: string | string[], cost: string}} spec
   * @param {ArrayLike<number>} parameters @param {Float64Array} inputs @param {Float64Array} targets @param {Place} dials
   */
  constructor(spec, parameters, inputs, targets, dials) {
    this.network = new Network(spec.sizes, spec.activation, spec.cost, parameters);
    this.dials = dials;
    this.inputs = inputs;
    this.targets = targets;
    this.widths = [spec.sizes[0], spec.sizes[spec.sizes.length - 1]];
    this.count = inputs.length / this.widths[0];
  }

  /** Take over the held dials. @param {ArrayLike<number>} parameters @returns {boolean} whether any had changed */
  hold(parameters) {
    let changed = false;
    for (let i = 0; i < parameters.length; i++) {
      if (this.dials.includes(i) || this.network.parameters[i] === parameters[i]) continue;
      this.network.parameters[i] = parameters[i];
      changed = true;
    }
    return changed;
  }

  /** @param {Place} at */
  #turnTo(at) {
    this.network.parameters[this.dials[0]] = at[0];
    this.network.parameters[this.dials[1]] = at[1];
  }

  /** @param {number} u @param {number} v */
  cost(u, v) {
    this.#turnTo([u, v]);
    this.network.forward(this.inputs, this.count);
    return this.network.cost(this.targets, this.count);
  }

  /** The two slopes, over all the examples or over some. @param {Place} at @param {number[] | null} [examples] @returns {Place} */
  slope(at, examples = null) {
    this.#turnTo(at);
    const [n, k] = this.widths;
    const inputs = examples
      ? Float64Array.from(examples.flatMap((e) => [...this.inputs.subarray(e * n, e * n + n)]))
      : this.inputs;
    const targets = examples
      ? Float64Array.from(examples.flatMap((e) => [...this.targets.subarray(e * k, e * k + k)]))
      : this.targets;
    this.network.evaluate(inputs, targets, examples ? examples.length : this.count);
    return [this.network.gradient[this.dials[0]], this.network.gradient[this.dials[1]]];
  }

  /** How fast the slopes change: the 2 × 2 matrix of second derivatives, by central differences. @param {Place} at */
  bend(at) {
    const h = 1e-4 * Math.max(1, Math.abs(at[0]), Math.abs(at[1]));
    const [right, left] = [this.slope([at[0] + h, at[1]]), this.slope([at[0] - h, at[1]])];
    const [up, down] = [this.slope([at[0], at[1] + h]), this.slope([at[0], at[1] - h])];
    const cross = (right[1] - left[1] + up[0] - down[0]) / (4 * h);
    return { uu: (right[0] - left[0]) / (2 * h), vv: (up[1] - down[1]) / (2 * h), uv: cross };
  }
}

/** The largest and the smallest curvature in any direction: a bend's eigenvalues. @param {{uu: number, vv: number, uv: number}} bend */
export function curvatures({ uu, vv, uv }) {
  const half = (uu + vv) / 2;
  const apart = Math.hypot((uu - vv) / 2, uv);
  return { most: half + apart, least: half - apart };
}

/** @param {Place} at @returns {Walk} */
export function begin(at) {
  return { at, turn: [0, 0], steps: 0, spent: 0 };
}

/** The walk one step on; the one that is given stays as it is. @param {Slice} slice @param {Walk} walk @param {Settings} settings @returns {Walk} */
export function stepped(slice, walk, { rate, momentum, batch, seed }) {
  const examples = batchOf(slice.count, batch, seed, walk.steps);
  const slope = slice.slope(walk.at, examples);
  /** @type {Place} */
  const turn = [momentum * walk.turn[0] - rate * slope[0], momentum * walk.turn[1] - rate * slope[1]];
  const spent = walk.spent + (examples ? (2 * examples.length) / slice.count : 2);
  return { at: [walk.at[0] + turn[0], walk.at[1] + turn[1]], turn, steps: walk.steps + 1, spent };
}

/**
 * The examples of step number `step`: each is used once before any is used again, in an order that the seed and the
 * round decide. Null for all of them.
 * @param {number} count @param {number} size @param {number} seed @param {number} step
 */
export function batchOf(count, size, seed, step) {
  if (size <= 0 || size >= count) return null;
  const each = Math.ceil(count / size);
  const start = (step % each) * size;
  const round = Math.floor(step / each);
  return [...shuffled(count, draws(seed * 65537 + round)).subarray(start, start + size)];
}

/** @param {Slice} slice @param {Place} at @param {number} size @returns {Trial} */
export function beginTrial(slice, at, size) {
  return { at, size, cost: slice.cost(...at), tries: 0, spent: 1, idle: 0 };
}

/**
 * One dial turned by trial: up by `size`; if the cost did not fall, down; if neither helped, back. The dials take turns, and
 * when neither could be turned to any use the size is halved.
 * @param {Slice} slice @param {Trial} trial @returns {Trial}
 */
export function tried(slice, trial) {
  const dial = trial.tries % 2;
  let spent = trial.spent;
  for (const way of [trial.size, -trial.size]) {
    /** @type {Place} */
    const at = [trial.at[0] + (dial ? 0 : way), trial.at[1] + (dial ? way : 0)];
    const cost = slice.cost(...at);
    spent += 1;
    if (cost < trial.cost) return { at, size: trial.size, cost, tries: trial.tries + 1, spent, idle: 0 };
  }
  const idle = trial.idle + 1;
  return { ...trial, size: idle >= 2 ? trial.size / 2 : trial.size, tries: trial.tries + 1, spent, idle: idle % 2 };
}

/**
 * The lowest place in sight: Newton's steps from the lowest node of a grid. Null where the ground is no bowl there, or
 * when it lies outside.
 * @param {Slice} slice @param {Float64Array} values @param {number} n @param {import("./contours.js").Window} window
 * @returns {Place | null}
 */
export function lowest(slice, values, n, { center, reach }) {
  const k = values.reduce((best, value, at) => (value < values[best] ? at : best), 0);
  const step = (2 * reach) / (n - 1);
  /** @type {Place} */
  let at = [center[0] - reach + (k % n) * step, center[1] - reach + Math.floor(k / n) * step];
  for (let i = 0; i < 8; i++) {
    const bend = slice.bend(at);
    const { most, least } = curvatures(bend);
    if (!(least > 1e-5 * most)) return null;
    const [gu, gv] = slice.slope(at);
    const area = bend.uu * bend.vv - bend.uv * bend.uv;
    at = [at[0] - (bend.vv * gu - bend.uv * gv) / area, at[1] - (bend.uu * gv - bend.uv * gu) / area];
  }
  const inside = at.every((value, axis) => Math.abs(value - center[axis]) < reach);
  return inside ? at : null;
}
