// @ts-check
// How far the knobs of a layer turn: one range for all of them, so that they can be compared at a glance. It doubles to hold a
// larger value. No DOM.
import { layout } from "../model/layout.js";
import { widened } from "../model/scale.js";

export class Ranges {
  /** @param {import("../model/machine.js").Machine} machine */
  constructor(machine) {
    this.machine = machine;
    const parts = layout(machine.sizes);
    this.ends = machine.sizes.slice(1).map((_, layer) => {
      const [weights, biases] = [parts[2 * layer], parts[2 * layer + 1]];
      return /** @type {const} */ ([weights.offset, biases.offset + biases.rows]);
    });
    this.first = this.ends.map((_, layer) => widened(1 / 16, 1.2 * this.#largest(machine.start, layer)));
    this.now = this.first.slice();
    this.stale = this.now.map(() => true);
  }

  /** The numbers have changed. @param {string} reason */
  spoil(reason) {
    this.stale.fill(true);
    if (reason === "rewind") this.now = this.first.slice();
  }

  /** Half of the sweep of every knob of the layer. @param {number} layer */
  of(layer) {
    if (this.stale[layer]) {
      this.now[layer] = widened(this.now[layer], this.#largest(this.machine.parameters, layer));
      this.stale[layer] = false;
    }
    return this.now[layer];
  }

  /** @param {number} layer */
  text(layer) {
    return String(Number(this.of(layer).toPrecision(3)));
  }

  /** @param {Float64Array} values @param {number} layer */
  #largest(values, layer) {
    const [from, end] = this.ends[layer];
    let most = 0;
    for (let i = from; i < end; i++) if (Math.abs(values[i]) > most) most = Math.abs(values[i]);
    return most;
  }
}
