// @ts-check
// A challenge: bring the cost below a goal by hand, in so many turns. A turn is one dial, however often and far it is moved
// before another; so a drag, a typed number and many presses of a key are worth the same. No DOM.
import { stepDown } from "./machine.js";

/** @typedef {import("./machine.js").Machine} Machine */
/**
 * What the cost has to fall below, how many turns there are for it, and a digest of the board and of both.
 * @typedef {{below: number, turns: number, digest: string}} Goal
 */
/** A dial and where it was turned to. @typedef {[number, number]} Turn */
/**
 * `ready`: not begun. `on`: the reader's hands are on the dials. `replay`: turns from a link are. `won` and `lost`: it is over.
 * `off`: the dials are judged by something else than at the start, so that no turn of before counts. `easy`: there is nothing
 * to do, as the start is below the goal.
 * @typedef {"ready" | "on" | "replay" | "won" | "lost" | "off" | "easy"} State
 */

export class Challenge {
  /** @param {Machine} machine @param {Goal} goal */
  constructor(machine, goal) {
    this.machine = machine;
    this.goal = goal;
    /** @type {State} */
    this.state = "ready";
    /** @type {Turn[]} */
    this.turns = [];
    /** The cost when it was won or lost. */
    this.reached = machine.cost;
    this.#seen = machine.parameters.slice();
  }

  /** The dials as they stood when they were last looked at. @type {Float64Array} */ #seen;
  #mine = false;

  get busy() {
    return this.state === "on" || this.state === "replay";
  }

  /** From the start, by hand; or by turns that are given one by one. @param {"on" | "replay"} [state] */
  begin(state = "on") {
    this.#quietly(() => this.machine.rewind());
    this.#again();
    this.state = this.machine.cost < this.goal.below ? "easy" : state;
  }

  /** Take one turn of a replay; the last one decides. @param {Turn} turn @param {boolean} last */
  retake([index, value], last) {
    this.turns.push([index, value]);
    this.#quietly(() => this.machine.set(index, value));
    if (last) this.#over(this.machine.cost < this.goal.below ? "won" : "lost");
  }

  /** It is over before it is won. */
  giveUp() {
    this.#over("lost");
  }

  /** The machine has changed. @param {import("./machine.js").Reason} reason */
  heard(reason) {
    if (this.#mine || !this.busy) return;
    if (reason === "become" || reason === "refresh") this.state = "off";
    else if (this.state === "replay") this.state = "ready";
    else if (reason === "rewind") this.#again();
    else this.#count();
  }

  #again() {
    this.turns = [];
    this.#seen = this.machine.parameters.slice();
  }

  #count() {
    const { machine: { parameters, cost }, goal, turns } = this;
    for (let i = 0; i < parameters.length; i++) {
      if (parameters[i] === this.#seen[i]) continue;
      this.#seen[i] = parameters[i];
      const last = turns[turns.length - 1];
      if (last?.[0] === i) last[1] = parameters[i];
      else if (turns.length < goal.turns) turns.push([i, parameters[i]]);
      else return this.#over("lost");
    }
    if (cost < goal.below) this.#over("won");
  }

  /** @param {"won" | "lost"} how */
  #over(how) {
    this.state = how;
    this.reached = this.machine.cost;
  }

  /** @param {() => void} act */
  #quietly(act) {
    this.#mine = true;
    try {
      act();
    } finally {
      this.#mine = false;
    }
  }
}

/**
 * How many steps gradient descent takes from the start to a cost below the goal; null where `most` are not enough. The dials
 * stand afterwards as they did.
 * @param {Machine} machine @param {number} below @param {number} rate @param {number} most
 */
export function descentSteps({ model, start }, below, rate, most) {
  const here = model.parameters.slice();
  const put = (/** @type {Float64Array} */ values) => {
    model.parameters.set(values);
    model.evaluate();
  };
  put(start);
  let steps = 0;
  for (; steps < most && model.cost >= below; steps++) stepDown(model, rate);
  const there = model.cost < below;
  put(here);
  return there ? steps : null;
}
