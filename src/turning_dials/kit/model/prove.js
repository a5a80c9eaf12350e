// @ts-check
// The slope without any calculus: turn a dial a little up, a little down, and see what the cost does. And what that
// costs in multiplications. No DOM: node runs this file.
import { Network } from "./engine.js";

/** The nudges of the curve: 1, then four a decade down to 1e-12. */
export const NUDGES = Array.from({ length: 49 }, (_, i) => 10 ** (-i / 4));

/** A second network at the same dials, so that trying out leaves the first one as it is. */
export class Prover {
  /** @param {Network} network */
  constructor(network) {
    this.sizes = network.sizes;
    this.twin = new Network(network.sizes, network.activation, network.costName, network.parameters);
  }

  /**
   * (C(dial + nudge) − C(dial − nudge)) / (2 nudge), at the given dials.
   * @param {Float64Array} parameters @param {ArrayLike<number>} inputs @param {ArrayLike<number>} targets
   * @param {number} index @param {number} nudge
   */
  slope(parameters, inputs, targets, index, nudge) {
    this.twin.parameters.set(parameters);
    return this.#try(inputs, targets, index, nudge);
  }

  /**
   * Every dial's slope by nudging.
   * @param {Float64Array} parameters
   * @param {ArrayLike<number>} inputs
   * @param {ArrayLike<number>} targets
   * @param {number} nudge
   */
  slopes(parameters, inputs, targets, nudge) {
    this.twin.parameters.set(parameters);
    return Float64Array.from(parameters, (_, index) => this.#try(inputs, targets, index, nudge));
  }

  /**
   * How far nudging is from `slope`, for every size of nudge.
   * @param {Float64Array} parameters @param {ArrayLike<number>} inputs @param {ArrayLike<number>} targets
   * @param {number} index @param {number} slope
   */
  curve(parameters, inputs, targets, index, slope) {
    this.twin.parameters.set(parameters);
    return NUDGES.map((nudge) => ({ nudge, error: Math.abs(this.#try(inputs, targets, index, nudge) - slope) }));
  }

  /**
   * @param {ArrayLike<number>} inputs
   * @param {ArrayLike<number>} targets
   * @param {number} index
   * @param {number} nudge
   */
  #try(inputs, targets, index, nudge) {
    const { twin } = this;
    const before = twin.parameters[index];
    const cost = (/** @type {number} */ value) => {
      twin.parameters[index] = value;
      twin.forward(inputs);
      return twin.cost(targets);
    };
    const [up, down] = [cost(before + nudge), cost(before - nudge)];
    twin.parameters[index] = before;
    return (up - down) / (2 * nudge);
  }
}

/**
 * Multiplications for one example: by a weight, by an arriving number, by a slope of an activation. What an activation
 * or the cost does inside is left out, as it is the same few for each neuron.
 * @param {number[]} sizes
 */
export function multiplications(sizes) {
  let [forward, backward, dials] = [0, 0, 0];
  for (let l = 0; l + 1 < sizes.length; l++) {
    const weights = sizes[l] * sizes[l + 1];
    forward += weights;
    backward += weights + sizes[l + 1] + (l > 0 ? weights : 0);
    dials += weights + sizes[l + 1];
  }
  return { dials, forward, backward, pass: forward + backward, nudging: (dials + 1) * forward };
}
