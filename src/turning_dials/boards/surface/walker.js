// @ts-check
// The one who goes down: what it walks on, where it stands, and the ways it has gone, all dials at once and one at a time.
import { t } from "../../kit/model/language.js";
import { tidy } from "../../kit/model/scale.js";
import { Trouble } from "../../kit/model/machine.js";
import { costText } from "../../kit/model/text.js";
import { begin, beginTrial, Slice, stepped, tried } from "../../kit/model/walk.js";

/** @typedef {import("../../kit/model/walk.js").Place} Place */

/** How many of the next steps are shown. */
export const AHEAD = 30;
export const SEED = 1;
const LONGEST = 4000;
/** A run is given up when its cost is so many times as high as anything it could see from its start. */
const TOO_HIGH = 1000;
/** The map doubles to hold the point, so many times at most. */
const DOUBLINGS = 6;
/** The first steps of a run are slow enough to be followed, the later ones faster. */
const FIRST_STEP_MS = 260;
const FASTER = 0.94;

export class Walker {
  /** Whether the map has to be measured anew before it is shown. */
  unseen = true;
  /** Whether the last step was refused. */
  diverged = false;
  /** How many times the map has doubled. */
  doublings = 0;
  /** When the next step of a run is due, and how long the one after it waits. */
  due = 0;
  gap = FIRST_STEP_MS;
  /** @type {import("../../kit/model/walk.js").Walk[]} */
  walks = [];
  /** @type {import("../../kit/model/walk.js").Trial[]} */
  trials = [];

  /** @param {import("./fields.js").SurfaceBoard} board */
  constructor(board) {
    this.board = board;
    this.preset = board.options.presets[board.choices.preset.value];
    this.slice = this.#sliced();
    this.#scale();
    this.widen();
    this.restart();
  }

  /** Where the dials stand. */
  get here() {
    const { parameters } = this.board.machine;
    return /** @type {Place} */ ([parameters[this.preset.dials[0]], parameters[this.preset.dials[1]]]);
  }

  get walk() {
    return this.walks[this.walks.length - 1];
  }

  get trial() {
    return this.trials[this.trials.length - 1];
  }

  get batch() {
    return Number(this.board.choices.batch_size.value);
  }

  get #settings() {
    return { rate: this.board.rate, momentum: this.board.choices.momentum.value, batch: this.batch, seed: SEED };
  }

  /** The piece of the plane that the map shows. */
  get window() {
    return { center: this.preset.center, reach: this.preset.reach * 2 ** this.doublings };
  }

  /** All dials, with the two on the map at a place. @param {Place} place */
  valuesAt(place) {
    const values = this.board.machine.parameters.slice();
    this.preset.dials.forEach((index, axis) => {
      values[index] = place[axis];
    });
    return values;
  }

  #sliced() {
    const { machine } = this.board;
    const { network, flatInputs, flatTargets } =
      /** @type {import("../../kit/model/machine.js").NetworkModel} */ (machine.model);
    return new Slice(
      { sizes: network.sizes, activation: network.activation, cost: network.costName },
      machine.parameters,
      flatInputs,
      flatTargets,
      this.preset.dials,
    );
  }

  /** Another ground lies under the dials, with its own settings. */
  load() {
    const { board } = this;
    board.pause();
    this.preset = board.options.presets[board.choices.preset.value];
    this.doublings = 0;
    board.choices.learning_rate.set(this.preset.rate);
    board.choices.momentum.set(this.preset.momentum);
    board.choices.batch_size.set(String(this.preset.batch));
  }

  /** The ground itself is another one. */
  look() {
    this.slice = this.#sliced();
    this.#scale();
    this.unseen = true;
  }

  /** Dials have been turned on the ground there is. @param {boolean} back to the start */
  turned(back) {
    if (this.slice.hold(this.board.machine.parameters)) this.unseen = true;
    if (back && this.doublings) {
      this.doublings = 0;
      this.unseen = true;
    }
    this.widen();
  }

  /** Double the map until the point lies on it. */
  widen() {
    const { center, reach } = this.preset;
    const away = Math.max(...this.here.map((value, axis) => Math.abs(value - center[axis])));
    while (this.doublings < DOUBLINGS && away > reach * 2 ** this.doublings) {
      this.doublings++;
      this.unseen = true;
    }
  }

  /** How steep a full arrow is: what most of the ground does not exceed. */
  #scale() {
    const { center, reach } = this.preset;
    const steep = [];
    for (let i = 0; i < 81; i++) {
      const at = /** @type {Place} */ ([i % 9, Math.floor(i / 9)].map((k, axis) =>
        center[axis] + (reach * (k - 4)) / 4
      ));
      steep.push(Math.hypot(...this.slice.slope(at)));
    }
    this.board.fullSlope = tidy(steep.sort((a, b) => a - b)[40] ?? 0);
  }

  /** Begin at the place where the dials stand. */
  restart() {
    this.walks = [begin(this.here)];
    this.trials = [beginTrial(this.slice, this.here, tidy(this.preset.reach / 8))];
  }

  /** Take the last step back, if the dials stand where it began. @returns {boolean} whether they do */
  stepBack() {
    const before = this.walks[this.walks.length - 2];
    const [u, v] = this.here;
    if (!before || before.at[0] !== u || before.at[1] !== v) return false;
    this.walks.pop();
    if (this.trials.length > 1) this.trials.pop();
    return true;
  }

  /** A run begins, slowly. */
  ready() {
    this.gap = FIRST_STEP_MS;
    this.due = 0;
  }

  /** Take a step, when it is due. */
  follow() {
    const { board, slice } = this;
    const now = performance.now();
    if (board.running && now < this.due) return;
    this.due = now + this.gap;
    this.gap = board.running ? this.gap * FASTER : FIRST_STEP_MS;
    const next = stepped(slice, this.walk, this.#settings);
    const no = this.#refusal(slice.cost(...next.at), next.at);
    this.diverged = Boolean(no);
    if (no) {
      board.request();
      throw new Trouble(no);
    }
    board.machine.replace(this.valuesAt(next.at), "step");
    this.walks.push(next);
    if (board.choices.race.value) this.trials.push(tried(slice, this.trial));
    if (this.walks.length > LONGEST) this.walks.splice(1, 1);
    if (this.trials.length > LONGEST) this.trials.splice(1, 1);
    this.widen();
  }

  /** Why a step cannot be taken, or nothing. @param {number} cost @param {Place} to */
  #refusal(cost, to) {
    const start = this.slice.cost(...this.walks[0].at);
    if (to.every(Number.isFinite) && cost <= TOO_HIGH * Math.max(start, 1e-6)) return "";
    const now = this.slice.cost(...this.walk.at);
    const grown = Number.isFinite(cost) ? t`the next would cost ${costText(cost)}` : t`the next would overflow`;
    const [before, after, steps] = [costText(start), costText(now), this.walk.steps];
    return t`The run diverged: from a cost of ${before} it climbed to ${after} in ${steps} steps, and ${grown}. Rewind, then try a smaller learning rate.`;
  }

  /** The next steps, as far as they are numbers. */
  coming() {
    const places = [];
    let walk = this.walk;
    for (let k = 0; k < AHEAD; k++) {
      walk = stepped(this.slice, walk, this.#settings);
      if (!walk.at.every(Number.isFinite)) break;
      places.push(walk.at);
    }
    return places;
  }
}
