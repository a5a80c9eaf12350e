// @ts-check
// Mini-batches in slices of time: a few milliseconds of training now, the rest in the next frame, so that the page stays
// awake. And the judge, who costs whole sets of pictures in slices, at dials held fixed. No DOM.
import { Network } from "../../kit/model/engine.js";
import { draws, shuffled } from "../../kit/model/chance.js";
import { layout } from "../../kit/model/layout.js";

/** So many multiplications at most before the clock is looked at. */
const PORTION = 4e6;

/** @typedef {import("./sets.js").Examples} Examples */
/** @typedef {{sizes: number[], activation: string[], costName: string, parameters: Float64Array}} Spec */

export class Trainer {
  /**
   * @param {Spec} spec @param {Examples} pictures
   * @param {{batch?: number, momentum?: number, penalty?: number, seed?: number}} [how] penalty: times a weight, what is added to its slope
   */
  constructor(spec, pictures, { batch = 20, momentum = 0, penalty = 0, seed = 1 } = {}) {
    this.network = new Network(spec.sizes, spec.activation, spec.costName, spec.parameters);
    this.pictures = pictures;
    this.batch = Math.min(batch, pictures.count);
    this.momentum = momentum;
    this.penalty = penalty;
    this.weights = layout(spec.sizes).filter(({ kind }) => kind === "weight");
    this.seed = seed;
    const [n, width] = [spec.sizes[0], spec.sizes[spec.sizes.length - 1]];
    // How many pictures fit in one portion: a very large network takes its batch in several.
    this.portion = Math.max(1, Math.min(this.batch, Math.floor(PORTION / (3 * spec.parameters.length))));
    this.inputs = new Float64Array(this.portion * n);
    this.targets = new Float64Array(this.portion * width);
    this.sum = new Float64Array(spec.parameters.length);
    this.velocity = new Float64Array(spec.parameters.length);
    this.steps = 0;
    /** Pictures seen so far, and those of the step in work. */
    this.seen = 0;
    this.taken = 0;
    this.draw = draws(seed);
    this.order = shuffled(pictures.count, this.draw);
  }

  /** Begin anew, with the same order of pictures. */
  reset() {
    this.steps = 0;
    this.seen = 0;
    this.taken = 0;
    this.draw = draws(this.seed);
    this.order = shuffled(this.pictures.count, this.draw);
    this.sum.fill(0);
    this.velocity.fill(0);
  }

  /** The dials stand again where they stood after so many steps. @param {number} steps */
  goBack(steps) {
    this.steps = steps;
    this.seen = steps * this.batch;
    this.taken = 0;
    this.sum.fill(0);
    this.velocity.fill(0);
  }

  /** Rounds of all pictures so far. */
  get epochs() {
    return this.seen / this.pictures.count;
  }

  /**
   * Train for about so long. Whole steps only change the parameters; a step that is half done goes on the next time.
   * @param {Float64Array} parameters turned in place @param {number} rate @param {number} milliseconds
   * @returns {boolean} false when the numbers overflowed: the parameters are then those before that step
   */
  train(parameters, rate, milliseconds) {
    const end = performance.now() + milliseconds;
    do {
      if (!this.#portion(parameters, rate)) return false;
    } while (performance.now() < end);
    return true;
  }

  /** @param {Float64Array} parameters @param {number} rate */
  #portion(parameters, rate) {
    const { network, pictures, sum, velocity } = this;
    if (this.taken === 0) network.parameters.set(parameters);
    const m = Math.min(this.portion, this.batch - this.taken);
    this.#gather(m);
    network.forward(this.inputs, m);
    network.backward(this.targets, m);
    const share = m / this.batch;
    const { gradient } = network;
    for (let i = 0; i < sum.length; i++) sum[i] += share * gradient[i];
    this.taken += m;
    this.seen += m;
    if (this.taken < this.batch) return true;
    this.taken = 0;
    if (this.penalty) this.#penalize(parameters);
    let finite = true;
    for (let i = 0; i < sum.length; i++) {
      velocity[i] = this.momentum * velocity[i] - rate * sum[i];
      if (!Number.isFinite(parameters[i] + velocity[i])) finite = false;
    }
    sum.fill(0);
    if (!finite) {
      velocity.fill(0);
      return false;
    }
    for (let i = 0; i < parameters.length; i++) parameters[i] += velocity[i];
    this.steps += 1;
    return pictures.count > 0;
  }

  /** Add its share of each weight to the weight's slope; biases are left alone. @param {Float64Array} parameters */
  #penalize(parameters) {
    for (const { offset, rows, columns } of this.weights) {
      const end = offset + rows * columns;
      for (let i = offset; i < end; i++) this.sum[i] += this.penalty * parameters[i];
    }
  }

  /** The next m pictures side by side. @param {number} m */
  #gather(m) {
    const { sizes } = this.network;
    const [n, width] = [sizes[0], sizes[sizes.length - 1]];
    for (let e = 0; e < m; e++) {
      const place = (this.seen + e) % this.pictures.count;
      if (place === 0 && this.seen + e > 0) this.order = shuffled(this.pictures.count, this.draw);
      const at = this.order[place];
      this.inputs.set(this.pictures.inputs.subarray(at * n, (at + 1) * n), e * n);
      this.targets.set(this.pictures.targets.subarray(at * width, (at + 1) * width), e * width);
    }
  }
}

/** Costs whole sets at one moment's dials, a slice at a time. */
export class Judge {
  /** @param {Spec} spec @param {Record<string, Examples>} sets */
  constructor(spec, sets) {
    this.network = new Network(spec.sizes, spec.activation, spec.costName, spec.parameters);
    this.sets = Object.entries(sets);
    this.portion = Math.max(1, Math.min(100, Math.floor(PORTION / spec.parameters.length)));
    /** What the last full count gave, and the step it belongs to. @type {Record<string, {cost: number, right: number, count: number}> | null} */
    this.readings = null;
    this.step = 0;
    this.counting = false;
    this.asked = 0;
    /** The set and the picture that come next. @type {[number, number]} */
    this.at = [0, 0];
    /** @type {Record<string, {cost: number, right: number, count: number}>} */
    this.tally = {};
  }

  /** Begin to count at these dials. @param {Float64Array} parameters @param {number} step */
  begin(parameters, step) {
    this.network.parameters.set(parameters);
    this.counting = true;
    this.asked = step;
    this.at = [0, 0];
    this.tally = Object.fromEntries(this.sets.map(([name]) => [name, { cost: 0, right: 0, count: 0 }]));
  }

  /** Count on for about so long. @param {number} milliseconds @returns {boolean} whether the count is complete */
  advance(milliseconds) {
    const end = performance.now() + milliseconds;
    while (this.counting) {
      this.#portion();
      if (performance.now() >= end) break;
    }
    return !this.counting;
  }

  #portion() {
    const { sizes } = this.network;
    const [n, width] = [sizes[0], sizes[sizes.length - 1]];
    const [at, from] = this.at;
    const [name, { inputs, targets, count }] = this.sets[at];
    const m = Math.min(this.portion, count - from);
    const y = targets.subarray(from * width, (from + m) * width);
    const outputs = this.network.forward(inputs.subarray(from * n, (from + m) * n), m);
    const line = this.tally[name];
    line.cost += this.network.cost(y, m) * m;
    for (let e = 0; e < m; e++) if (isRight(outputs, y, e * width, width)) line.right += 1;
    line.count += m;
    this.at = from + m < count ? [at, from + m] : [at + 1, 0];
    if (this.at[0] < this.sets.length) return;
    this.counting = false;
    this.step = this.asked;
    for (const each of Object.values(this.tally)) each.cost /= each.count;
    this.readings = this.tally;
  }
}

/** @param {Float64Array} a @param {Float64Array} y @param {number} from @param {number} n */
function isRight(a, y, from, n) {
  if (n === 1) return (a[from] > 0.5) === (y[from] > 0.5);
  let [best, meant] = [0, 0];
  for (let k = 1; k < n; k++) {
    if (a[from + k] > a[from + best]) best = k;
    if (y[from + k] > y[from + meant]) meant = k;
  }
  return best === meant;
}
