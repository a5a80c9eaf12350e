// @ts-check
// What one dial costs, and the slope of that. No DOM; slope.py has the same.
import { activations } from "../../kit/model/activations.js";

/** @typedef {{name: string, value: (w: number) => number, slope: (w: number) => number, wide: number, high: number}} Curve */

const sigmoid = (/** @type {number} */ w) => activations.sigmoid.value(w);

/** `wide` and `high` are how far the picture reaches at first. @type {Record<string, Curve>} */
export const CURVES = {
  square: { name: "C = w²", value: (w) => w * w, slope: (w) => 2 * w, wide: 5, high: 25 },
  sigmoid: {
    name: "C = (σ(w) − 1)²",
    value: (w) => (sigmoid(w) - 1) ** 2,
    slope: (w) => 2 * (sigmoid(w) - 1) * sigmoid(w) * (1 - sigmoid(w)),
    wide: 8,
    high: 1,
  },
};

/** One dial under a curve. @implements {Model} @typedef {import("../../kit/model/machine.js").Model} Model */
export class OneDial {
  /** @param {Float64Array} parameters the one dial @param {string} costName which curve */
  constructor(parameters, costName) {
    this.parameters = parameters;
    this.costName = costName;
    this.sizes = [1];
    this.activation = "identity";
    /** @type {[number, number]} */
    this.limits = [-1e6, 1e6];
    /** @type {number[][]} */
    this.inputs = [[]];
    /** @type {number[][]} */
    this.targets = [[]];
    this.gradient = new Float64Array(1);
    this.cost = 0;
  }

  get curve() {
    return CURVES[this.costName];
  }

  evaluate() {
    const [w] = this.parameters;
    this.cost = this.curve.value(w);
    this.gradient[0] = this.curve.slope(w);
  }
}

/** How far the picture reaches to either side: the curve's own width, doubled until all of `places` are in it. @param {Curve} curve @param {number[]} places */
export function reach(curve, places) {
  let wide = curve.wide;
  while (places.some((place) => Math.abs(place) > wide)) wide *= 2;
  return wide;
}
