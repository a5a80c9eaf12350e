// @ts-check
// The sums z behind the answers to one example: here they are what is turned. Whether each answer stands on its own or
// all share one is the activation's doing. No DOM.
import { activate } from "../../kit/model/activations.js";
import { costs } from "../../kit/model/costs.js";
import { t } from "../../kit/model/language.js";

/** What makes answers of the sums. Each goes with the one cost whose slope at z is then the miss. @type {Record<string, string>} */
export const WAYS = { softmax: t`share one (softmax)`, sigmoid: t`each on its own (sigmoid)` };

/** Where the costs are finite, with room to spare. @type {[number, number]} */
const LIMITS = [-1e6, 1e6];

/** @implements {Model} @typedef {import("../../kit/model/machine.js").Model} Model */
export class Scores {
  /** @param {Float64Array} sums the dials @param {Float64Array} targets one 1 among zeros @param {string} activation of WAYS */
  constructor(sums, targets, activation) {
    this.parameters = sums;
    this.flatTargets = targets;
    this.activation = activation;
    this.costName = Object.keys(costs).find((name) => costs[name].partner === activation) ?? "";
    // Neurons without inputs: their sums are their biases.
    this.sizes = [0, sums.length];
    this.limits = LIMITS;
    /** One example without inputs. @type {number[][]} */
    this.inputs = [[]];
    this.cost = 0;
    this.gradient = new Float64Array(sums.length);
    this.answers = new Float64Array(sums.length);
  }

  /** The same sums, made into answers in another way. @param {string} activation */
  under(activation) {
    return new Scores(this.parameters, this.flatTargets, activation);
  }

  get targets() {
    return [Array.from(this.flatTargets)];
  }

  evaluate() {
    const { parameters, answers, flatTargets, gradient, activation } = this;
    const { value, slope } = costs[this.costName];
    activate(activation, parameters, answers, 1, answers.length);
    this.cost = value(parameters, answers, flatTargets, 1, answers.length);
    slope(gradient, answers, flatTargets, 1, answers.length);
  }
}
