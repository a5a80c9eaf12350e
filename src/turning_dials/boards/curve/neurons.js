// @ts-check
// The hidden neurons of a network of sizes [1, n, 1], by their dials: into each leads a weight w, it has a bias b, out of it
// leads a weight v; the output has a bias c. No DOM.
import { activations, slopeAt } from "../../kit/model/activations.js";
import { t } from "../../kit/model/language.js";
import { networkOf } from "../../kit/model/machine.js";
import { shown } from "../../kit/model/text.js";

/** Where its steepest slope is below this, a neuron is flat. */
const FLAT = 0.01;

export class Neurons {
  /** @param {import("../../kit/model/machine.js").Machine} machine */
  constructor(machine) {
    this.machine = machine;
    this.count = machine.sizes[1];
    /** The place of c. */
    this.last = 3 * this.count;
  }

  /** @template T @param {(j: number) => T} of @returns {T[]} */
  each(of) {
    return Array.from({ length: this.count }, (_, j) => of(j));
  }

  /** The places of w, b and v. @param {number} j @returns {[number, number, number]} */
  places(j) {
    return [j, this.count + j, 2 * this.count + j];
  }

  /** @param {number} j */
  #dials(j) {
    const [w, b, v] = this.places(j).map((index) => this.machine.parameters[index]);
    return { w, b, v };
  }

  get bendName() {
    return networkOf(this.machine).network.activation[0];
  }

  /** @param {number} j @param {number} x */
  z(j, x) {
    const { w, b } = this.#dials(j);
    return w * x + b;
  }

  /** What a neuron adds to the answer. @param {number} j @param {number} x */
  adds(j, x) {
    return this.#dials(j).v * activations[this.bendName].value(this.z(j, x));
  }

  /** @param {number} x */
  answer(x) {
    return this.each((j) => this.adds(j, x)).reduce((sum, add) => sum + add, this.machine.parameters[this.last]);
  }

  /** Where its z is 0. @param {number} j */
  turn(j) {
    const { w, b } = this.#dials(j);
    return -b / w;
  }

  /** @param {number} j @param {number} x */
  #slope(j, x) {
    return slopeAt(activations[this.bendName], this.z(j, x));
  }

  /** How steep a neuron is, at a place and over all examples; and whether it is stuck. @param {number} j @param {number} x */
  condition(j, x) {
    const { flatInputs } = networkOf(this.machine);
    const steepest = flatInputs.reduce((most, place) => Math.max(most, this.#slope(j, place)), 0);
    if (steepest === 0) return { text: t`dead: slope 0 for all ${flatInputs.length} x`, stuck: true };
    if (steepest < FLAT) return { text: t`flat: slope at most ${shown(steepest, 4)}`, stuck: true };
    return { text: t`z = ${shown(this.z(j, x))}, slope ${shown(this.#slope(j, x))}`, stuck: false };
  }

  /** What they can make together. @param {number} from @param {number} to the ends of what is seen */
  verdict(from, to) {
    const { parameters } = this.machine;
    if (this.bendName === "identity") {
      const all = this.each((j) => this.#dials(j));
      const w = all.reduce((sum, one) => sum + one.v * one.w, 0);
      const b = all.reduce((sum, one) => sum + one.v * one.b, parameters[this.last]);
      return t`No bend: the ${parameters.length} dials make one line, ${shown(w, 3)}·x ${b < 0 ? "−" : "+"} ${
        shown(Math.abs(b), 3)
      }. One neuron could do that.`;
    }
    const corners = this.each((j) => this.turn(j)).filter((x) => x > from && x < to).length;
    const places = t`${corners} of ${this.count} neurons bend it between ${shown(from, 0)} and ${shown(to, 0)}`;
    return this.bendName.endsWith("relu")
      ? t`Straight pieces: ${places}, each at one corner.`
      : t`One smooth curve: ${places}.`;
  }
}
