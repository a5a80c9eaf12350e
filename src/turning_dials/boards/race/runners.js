// @ts-check
// Three ways to turn the dials, as in descent.py, with the evaluations that each spends: a pass through the network over all
// examples is one, a gradient is two. Costs that are only shown are not counted. No DOM.
import { Network } from "../../kit/model/engine.js";
import { t } from "../../kit/model/language.js";
import { layout } from "../../kit/model/layout.js";

/** Points of a runner's curve are this far apart, as a share of the evaluations. */
const APART = 1.01;

/**
 * @typedef {object} Examples
 * @property {Float64Array} inputs @property {Float64Array} targets @property {number} count
 */

class Runner {
  /** @param {Network} model @param {Examples} examples */
  constructor(model, examples) {
    this.network = new Network(model.sizes, model.activation, model.costName, model.parameters);
    this.examples = examples;
    this.steps = 0;
    this.evaluations = 0;
    this.seconds = 0;
    /** Why it stands still, if it does. */
    this.stopped = "";
    this.cost = this.look();
    /** Evaluations and cost, for the curve. @type {[number, number][]} */
    this.curve = [];
  }

  /** The cost of the dials as they stand, uncounted. */
  look() {
    this.network.forward(this.examples.inputs, this.examples.count);
    return this.network.cost(this.examples.targets, this.examples.count);
  }

  /** The share of the examples whose largest output is the one that should be, of the dials as they stand. */
  accuracy() {
    this.look();
    const { network: { sizes, a }, examples: { targets, count } } = this;
    const n = sizes[sizes.length - 1];
    let right = 0;
    for (let e = 0; e < count; e++) {
      right += Number(largestOf(a[sizes.length - 1], e * n, n) === largestOf(targets, e * n, n));
    }
    return right / count;
  }

  /** One evaluation: the cost of the dials as they stand. */
  evaluate() {
    this.evaluations += 1;
    return this.look();
  }

  /** One step of the runner's rule. */
  step() {}

  /** Run until that many evaluations are spent, or for about so long. @param {number} evaluations @param {number} milliseconds */
  run(evaluations, milliseconds) {
    const start = performance.now();
    while (!this.stopped && this.evaluations < evaluations) {
      this.step();
      this.steps += 1;
      const last = this.curve[this.curve.length - 1];
      if (!last || this.evaluations >= last[0] * APART) this.curve.push([this.evaluations, this.cost]);
      if (performance.now() - start >= milliseconds) break;
    }
    this.seconds += (performance.now() - start) / 1000;
  }
}

/**
 * The story's rule: the k largest weights up together; if that did not help, down, below where they stood; if neither did,
 * back, and the k next largest.
 */
export class LargestTogether extends Runner {
  /** @param {Network} model @param {Examples} examples @param {{k: number, size: number}} how */
  constructor(model, examples, how) {
    super(model, examples);
    this.how = how;
    this.evaluations = 1;
    this.curve.push([1, this.cost]);
    const weights = layout(model.sizes).filter((part) => part.kind === "weight");
    this.places = Int32Array.from(
      weights.flatMap(({ offset, rows, columns }) => Array.from({ length: rows * columns }, (_, i) => offset + i)),
    );
    this.passed = 0;
    this.fresh = false;
    this.tries = 0;
    this.helped = 0;
  }

  /** @override */
  step() {
    const { parameters } = this.network;
    // The order is looked up anew after a try that helped.
    if (!this.fresh) this.places.sort((a, b) => parameters[b] - parameters[a] || a - b);
    this.fresh = true;
    const group = this.places.subarray(this.passed, this.passed + this.how.k);
    const start = Array.from(group, (index) => parameters[index]);
    for (const turn of [this.how.size, -this.how.size]) {
      group.forEach((index, i) => {
        parameters[index] = start[i] + turn;
      });
      const cost = this.evaluate();
      this.tries += 1;
      if (cost < this.cost) {
        this.cost = cost;
        this.helped += 1;
        this.passed = 0;
        this.fresh = false;
        return;
      }
    }
    group.forEach((index, i) => {
      parameters[index] = start[i];
    });
    this.passed += this.how.k;
    if (this.passed >= this.places.length) this.stopped = t`no group of ${this.how.k} weights helps any more`;
  }
}

/** One dial at a time: up; if the cost did not fall, down; if neither helped, back. After a round in vain, half as far. */
export class OneAtATime extends Runner {
  /** @param {Network} model @param {Examples} examples @param {{size: number}} how @param {(n: number) => ArrayLike<number>} order the dials in the order of a round */
  constructor(model, examples, { size }, order) {
    super(model, examples);
    this.size = size;
    this.order = order;
    this.evaluations = 1;
    this.curve.push([1, this.cost]);
    /** @type {ArrayLike<number>} */
    this.round = [];
    this.at = 0;
    this.any = true;
    this.tries = 0;
    this.helped = 0;
  }

  /** @override */
  step() {
    const { parameters } = this.network;
    if (this.at >= this.round.length) {
      if (!this.any) this.size /= 2;
      this.round = this.order(parameters.length);
      this.at = 0;
      this.any = false;
    }
    const index = this.round[this.at++];
    const start = parameters[index];
    for (const tried of [start + this.size, start - this.size]) {
      parameters[index] = tried;
      const cost = this.evaluate();
      this.tries += 1;
      if (cost < this.cost) {
        this.cost = cost;
        this.any = true;
        this.helped += 1;
        return;
      }
      parameters[index] = start;
    }
  }
}

/** By the slopes: every dial at once by −rate × slope. */
export class BySlopes extends Runner {
  /** @param {Network} model @param {Examples} examples @param {{rate: number}} how */
  constructor(model, examples, how) {
    super(model, examples);
    this.how = how;
    this.forwarded = true;
    this.curve.push([0, this.cost]);
  }

  /** @override */
  step() {
    const { network, examples } = this;
    const { parameters, gradient } = network;
    this.evaluations += 2;
    // The pass forward of this step has been made already, when the last one looked at its cost.
    if (!this.forwarded) this.look();
    network.backward(examples.targets, examples.count);
    const before = parameters.slice();
    for (let i = 0; i < parameters.length; i++) parameters[i] -= this.how.rate * gradient[i];
    const cost = this.look();
    this.forwarded = true;
    if (Number.isFinite(cost) && parameters.every(Number.isFinite)) {
      this.cost = cost;
      return;
    }
    parameters.set(before);
    this.forwarded = false;
    this.stopped = t`the steps grew until the numbers overflowed`;
  }

  /** Stand at these dials, turned by another hand. @param {Float64Array} parameters @param {number} cost */
  stand(parameters, cost) {
    this.network.parameters.set(parameters);
    this.cost = cost;
    this.forwarded = false;
    this.stopped = "";
  }
}

/** @typedef {LargestTogether | OneAtATime | BySlopes} Any */

/**
 * The place of the largest of n numbers from `start` on.
 * @param {Float64Array} values @param {number} start @param {number} n
 */
function largestOf(values, start, n) {
  let at = 0;
  for (let k = 1; k < n; k++) if (values[start + k] > values[start + at]) at = k;
  return at;
}
