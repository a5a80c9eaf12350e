// @ts-check
// The race itself: three runners from one start, each spending as many evaluations as the others. The third one's dials are
// the board's.
import { draws, shuffled } from "../../kit/model/chance.js";
import { t } from "../../kit/model/language.js";
import { networkOf } from "../../kit/model/machine.js";
import { BySlopes, LargestTogether, OneAtATime } from "./runners.js";

/** Milliseconds of each task for each runner. */
const SLICE = 4;

/** How far the race goes on in a task: evenly on a scale of powers of ten. */
const FASTER = 1.04;

export class Contest {
  #board;
  #goal;
  #most;
  /** The evaluations that all who still run have spent. */
  #reached = 0;
  /** The third runner's evaluations that the board has taken over. */
  #taken = 0;
  /** Whether it is the race that moves the machine. */
  #own = false;

  /**
   * @param {import("../../kit/board/board.js").Board<any, any>} board
   * @param {{k: number, size: number, goal: number, most: number}} options
   */
  constructor(board, { k, size, goal, most }) {
    this.#board = board;
    this.#goal = goal;
    this.#most = most;
    this.how = { k, size, rate: board.rate };
    this.runners = this.#start();
  }

  #start() {
    const { network, flatInputs: inputs, flatTargets: targets, count } = networkOf(this.#board.machine);
    const examples = { inputs, targets, count };
    const draw = draws(1);
    this.#reached = 0;
    return /** @type {const} */ ([
      new LargestTogether(network, examples, this.how),
      new OneAtATime(network, examples, this.how, (n) => shuffled(n, draw)),
      new BySlopes(network, examples, this.how),
    ]);
  }

  /** Whether all three have arrived, stand still or are out of evaluations. */
  get over() {
    return this.runners.every((runner) => this.#done(runner));
  }

  /** @param {import("./runners.js").Any} runner */
  #done(runner) {
    return runner.stopped !== "" || runner.cost <= this.#goal || runner.evaluations >= this.#most;
  }

  /** Let every runner spend as many evaluations as the others. @param {number} upTo @param {number} milliseconds */
  #advance(upTo, milliseconds) {
    this.how.rate = this.#board.rate;
    for (const runner of this.runners) if (!this.#done(runner)) runner.run(upTo, milliseconds);
    // A slow runner holds the others back: all are to be seen at the same count.
    const running = this.runners.filter((runner) => !this.#done(runner));
    this.#reached = Math.min(upTo, ...running.map((runner) => Math.max(this.#reached, runner.evaluations)));
  }

  /** Take over what the third runner has done. */
  #show() {
    const { network, evaluations } = this.runners[2];
    this.#board.request();
    if (evaluations === this.#taken) return;
    this.#taken = evaluations;
    this.#own = true;
    this.#board.machine.replace(network.parameters, "train");
    this.#own = false;
  }

  follow() {
    this.#advance(this.#reached + 2, Infinity);
    this.#show();
  }

  /** @returns {import("../../kit/board/runner.js").Run | null} */
  run() {
    if (this.over) {
      this.#board.trouble(t`The race is over. Rewind to run it again.`);
      return null;
    }
    return {
      turn: () => {
        this.#advance(Math.ceil(Math.max(this.#reached + 2, this.#reached * FASTER)), SLICE);
        this.#show();
        return !this.over;
      },
    };
  }

  /**
   * A turn by hand, or the way back, moves the third runner; going back to the start brings all three back.
   * @param {import("../../kit/model/machine.js").Reason} reason @returns {boolean} whether the race begins anew
   */
  heed(reason) {
    if (this.#own) return false;
    const { machine } = this.#board;
    if (reason !== "rewind") {
      this.runners[2].stand(machine.parameters, machine.cost);
      return false;
    }
    this.runners = this.#start();
    this.#taken = 0;
    return true;
  }

  /** @param {number} size of a try */
  resize(size) {
    this.how.size = this.runners[1].size = size;
  }

  /** @param {number} k how many weights are turned together */
  turnTogether(k) {
    this.how.k = Math.round(k);
    this.runners[0].stopped = "";
    this.runners[0].passed = 0;
  }
}
