// @ts-check
// Running over many pictures: mini-batches in slices, and the readings over training and validation pictures beside them.
import { button, div, write } from "../../kit/board/elements.js";
import { t } from "../../kit/model/language.js";
import { createChart } from "../../kit/parts/chart.js";
import { costText } from "../../kit/model/text.js";
import { room, unpack } from "./sets.js";
import { Judge, Trainer } from "./trainer.js";

/** Milliseconds of a frame for training, and for counting while the run goes on. */
const TRAIN = 8;
const COUNT = 2;
const MOST_POINTS = 400;
/** A reading is due when there have been so many times as many steps, and four times a second. */
const OFTEN = 1.1;

/** @typedef {import("./fields.js").ControlBoard} ControlBoard */
/** A reading of every set, for the chart. @typedef {{step: number, costs: number[]}} Point */

/** @param {ControlBoard} board the options say that there are training pictures */
export function createTraining(board) {
  const training = new Training(board);
  const readings = createReadings(training);
  const element = div("td-training");
  const chart = createChart({
    label: t`cost on training and validation pictures against steps`,
    x: t`steps`,
    y: t`cost`,
    series: training.names.map((name) => SETS[name]),
    least: 100,
  });
  board.choices.learn_from.on(() => board.pause());
  element.append(readings.element, chart.element);
  board.onStop(board.machine.on((reason) => training.changed(reason)));
  board.onStop(chart.stop);
  board.onStop(() => training.stop());

  function paint() {
    readings.paint();
    chart.paint(training.names.map((_, i) => training.points.map((point) => [point.step, point.costs[i]])));
  }
  training.meet();
  return { element, run: () => training.run(), paint };
}

/** What the sets of pictures are called. @type {Record<string, string>} */
const SETS = { training: t`training`, validation: t`validation` };

/** Room for the sets of pictures there are. @param {ControlBoard} board @returns {Record<string, import("./sets.js").Examples>} */
function setsOf({ machine: { sizes }, options }) {
  const { training, validation } = options;
  /** @type {Record<string, import("./sets.js").Examples>} */
  const sets = {};
  for (const [name, about] of Object.entries({ training, validation })) {
    if (about) sets[name] = room(about.count, sizes[0], sizes[sizes.length - 1]);
  }
  return sets;
}

/** How far training has come, and whether dials were turned besides. @typedef {{steps: number, rounds: number, seconds: number, besides: boolean}} Spent */

/** Before any training. @type {Spent} */
const NOTHING = { steps: 0, rounds: 0, seconds: 0, besides: false };

/** The one that trains and the one that counts, and what has been read so far. */
class Training {
  /** @type {Point[]} */
  points = [];
  /** The sets whose pictures are still on their way: a page brings them after the board. @type {Set<string>} */
  awaited;
  /** Whether the readings are those of the dials as they stand. */
  fresh = false;
  /** The dials with the lowest validation cost that was read. @type {(Spent & {cost: number, dials: Float64Array}) | null} */
  lowest = null;
  /** What had been spent when the present trainer began. @type {Spent} */
  #base = NOTHING;
  /** The dials as training left them. @type {Float64Array} */
  #left;
  /** Whether the dials stand elsewhere since; null until somebody asks. @type {boolean | null} */
  #apart = null;
  #seconds = 0;
  /** What a rewind took back, for an undo of it. @type {{spent: Spent, left: Float64Array, points: Point[], lowest: Training["lowest"]} | null} */
  #rewound = null;
  /** @type {Spent} */
  #asked = this.#base;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;

  /** @param {ControlBoard} board */
  constructor(board) {
    this.board = board;
    this.all = setsOf(board);
    this.names = Object.keys(this.all);
    this.awaited = new Set(this.names);
    this.#left = board.machine.start;
    const { sets, trainer, judge } = this.#hired();
    this.sets = sets;
    this.trainer = trainer;
    this.judge = judge;
    for (const name of /** @type {const} */ (["amount", "batch", "penalty"])) {
      board.choices[name].on(() => this.#chosen());
    }
  }

  /** Take the pictures in, now or as they come. */
  meet() {
    const { board } = this;
    for (const name of this.awaited) {
      const [trait, arrived] = [`_${name}`, () => this.#fill(name)];
      board.traits.on(`change:${trait}`, arrived);
      board.onStop(() => board.traits.off(`change:${trait}`, arrived));
      arrived();
    }
  }

  /** @param {string} name */
  #fill(name) {
    const { traits, options, machine: { sizes } } = this.board;
    const view = traits.get(`_${name}`);
    if (view === null) {
      this.board.trouble(t`The ${SETS[name]} pictures could not be loaded. Load the page again to train.`);
    }
    if (!view || !this.awaited.delete(name)) return;
    const about = /** @type {{count: number, kind: string}} */ (options[/** @type {"training"} */ (name)]);
    unpack(view, about, sizes[0], sizes[sizes.length - 1], this.all[name]);
    if (this.awaited.size) return;
    this.countSoon();
    this.board.request();
  }

  /** What has been spent to come to the dials as they stand. @returns {Spent} */
  get spent() {
    const { steps, rounds, besides } = this.#base;
    return {
      steps: steps + this.trainer.steps,
      rounds: rounds + this.trainer.epochs,
      seconds: this.#seconds,
      besides: besides || this.#turned(),
    };
  }

  /** Whether dials were turned since in another way: by hand, or by steps on the pictures in hand. */
  #turned() {
    this.#apart ??= this.board.machine.parameters.some((value, i) => value !== this.#left[i]);
    return this.#apart;
  }

  /** A trainer and a judge for the pictures that the reader has chosen. */
  #hired() {
    const { machine, options, choices } = this.board;
    const { network } = /** @type {import("../../kit/model/machine.js").NetworkModel} */ (machine.model);
    /** @type {Record<string, import("./sets.js").Examples>} */
    const sets = { ...this.all, training: { ...this.all.training, count: Number(choices.amount.value) } };
    const [batch, penalty] = [Number(choices.batch.value), Number(choices.penalty.value)];
    const trainer = new Trainer(network, sets.training, { batch, penalty, momentum: options.momentum });
    return { sets, trainer, judge: new Judge(network, sets) };
  }

  /** The reader trains in another way from here on; the dials stay. */
  #chosen() {
    this.board.pause();
    this.#base = this.spent;
    Object.assign(this, this.#hired());
    this.fresh = false;
    this.countSoon();
  }

  /** The dials stand where they stood when so much had been spent. @param {Spent} spent @param {Float64Array} left the dials as training left them */
  #goBack(spent, left) {
    this.#base = spent;
    this.#left = left;
    this.#seconds = spent.seconds;
    this.trainer.goBack(0);
  }

  stop() {
    clearTimeout(this.#waiting);
  }

  /** @param {import("../../kit/model/machine.js").Reason} reason */
  changed(reason) {
    this.fresh = false;
    // What a step of training turns is counted as one.
    this.#apart = reason === "train" ? false : null;
    if (reason === "undo") this.#bringBack();
    if (reason === "rewind") {
      const { steps, rounds, besides } = this.#base;
      const spent = {
        steps: steps + this.trainer.steps,
        rounds: rounds + this.trainer.epochs,
        seconds: this.#seconds,
        besides,
      };
      this.#rewound = { spent, left: this.#left, points: this.points, lowest: this.lowest };
      this.trainer.reset();
      this.#base = NOTHING;
      this.#left = this.board.machine.start;
      this.#seconds = 0;
      this.points = [];
      this.lowest = null;
    }
    if (reason !== "train") this.countSoon();
  }

  /** Where an undo brings back the dials as training left them before a rewind, what had been spent on them comes back too. */
  #bringBack() {
    const { parameters } = this.board.machine;
    if (!this.#rewound?.left.every((value, i) => value === parameters[i])) return;
    const { spent, left, points, lowest } = this.#rewound;
    this.#goBack(spent, left);
    Object.assign(this, { points, lowest });
    this.#rewound = null;
  }

  /** Count when the dials have come to rest. */
  countSoon() {
    const { board } = this;
    clearTimeout(this.#waiting);
    if (this.awaited.size) return;
    this.#waiting = setTimeout(() => {
      if (board.running) return;
      this.#ask();
      const slice = () => {
        if (board.running || !this.judge.counting) return;
        if (this.judge.advance(8)) return this.counted();
        this.#waiting = setTimeout(slice, 4);
      };
      slice();
    }, 120);
  }

  /** Begin to count at the dials as they stand. */
  #ask() {
    this.#asked = this.spent;
    this.judge.begin(this.board.machine.parameters, this.#asked.steps);
  }

  counted() {
    const { board, judge } = this;
    this.fresh = !board.running || judge.step === this.spent.steps;
    const costs = this.names.map((name) => judge.readings?.[name].cost ?? 0);
    const cost = judge.readings?.validation?.cost;
    if (cost !== undefined && cost < (this.lowest?.cost ?? Infinity)) {
      this.lowest = { ...this.#asked, cost, dials: judge.network.parameters.slice() };
    }
    const before = this.points.filter(({ step }) => step < judge.step);
    const after = this.points.filter(({ step }) => step > judge.step);
    this.points = [...before, { step: judge.step, costs }, ...after];
    // A long run keeps every other point.
    if (this.points.length > MOST_POINTS) {
      this.points = this.points.filter((_, i) => i % 2 === 0 || i === this.points.length - 1);
    }
    board.request();
  }

  /** Early stopping, late: the dials go back to where the validation cost was lowest. One gesture, which Undo takes back. */
  backToLowest() {
    const { board, lowest } = this;
    if (!lowest) return;
    board.pause();
    const [now, left] = [this.spent, this.#left];
    const end = board.machine.gesture(() => this.#goBack(now, left));
    board.attempt(() => {
      this.#goBack(lowest, lowest.dials);
      board.machine.replace(lowest.dials);
    });
    end();
  }

  /** A run over the training pictures; null where the reader lets it learn from those in hand. @returns {import("../../kit/board/runner.js").Run | null} */
  run() {
    const { board } = this;
    const { machine } = board;
    if (board.choices.learn_from.value !== "training") return null;
    const { trainer, judge } = this;
    clearTimeout(this.#waiting);
    const values = new Float64Array(machine.parameters.length);
    const [before, own, base, left] = [this.spent, trainer.steps, this.#base, this.#left];
    this.points = this.points.filter(({ step }) => step <= before.steps);
    let last = -Infinity;
    let due = 0;
    judge.counting = false;

    const turn = () => {
      if (this.awaited.size) return true;
      if (this.#turned()) this.#base = { ...this.#base, besides: true };
      values.set(machine.parameters);
      const steps = trainer.steps;
      const begun = performance.now();
      const fine = trainer.train(values, board.rate, TRAIN);
      this.#seconds += (performance.now() - begun) / 1000;
      if (trainer.steps > steps) machine.replace(values, "train");
      if (!fine || !Number.isFinite(machine.cost)) {
        board.trouble(
          t`The run diverged: the steps grew until the numbers overflowed. Rewind, then try a smaller learning rate.`,
        );
        return false;
      }
      count();
      return true;
    };

    /** A little of the readings, as the run goes on: often at first, when a step still changes much. */
    const count = () => {
      if (!judge.counting && (trainer.steps >= due || performance.now() - last > 250)) {
        this.#ask();
        last = performance.now();
        due = OFTEN * trainer.steps;
      }
      if (judge.counting && judge.advance(COUNT)) this.counted();
    };

    const undone = () => {
      if (this.trainer === trainer) {
        trainer.goBack(own);
        this.#base = base;
        this.#left = left;
        this.#seconds = before.seconds;
      } else this.#goBack(before, left);
      this.points = this.points.filter((point) => point.step <= before.steps);
      if (this.lowest && this.lowest.steps > before.steps) this.lowest = null;
    };
    const ended = () => {
      if (!this.#turned()) this.#left = machine.parameters.slice();
      this.countSoon();
    };
    return { turn, undone, ended };
  }
}

/** What is added to a number of steps that alone does not say how the dials came to stand where they stand. */
const BESIDES = t`dials also turned in other ways`;

/** The readings in numbers, and the step at which they were taken. @param {Training} training */
function createReadings(training) {
  const { names } = training;
  const element = div("td-readings");
  const lines = names.map((name) => {
    const one = div("td-reading");
    one.innerHTML = `<small></small><b></b><span></span>`;
    const [about, cost, right] = /** @type {HTMLElement[]} */ ([...one.children]);
    one.dataset.reading = name;
    element.append(one);
    return { about, cost, right };
  });
  const step = div("td-reading-step");
  const lowest = div("td-reading-lowest");
  const back = button(t`Back to the lowest`, () => training.backToLowest());
  back.dataset.verb = "back to the lowest";
  const told = div("", "span");
  lowest.append(told, back);
  lowest.hidden = !names.includes("validation");
  element.append(step, lowest);

  function paint() {
    const { awaited, judge, spent, board: { machine: { parameters: now } } } = training;
    const { readings: known } = judge;
    names.forEach((name, i) => {
      write(lines[i].about, t`${SETS[name]} · ${training.sets[name].count.toLocaleString("en-US")} pictures`);
      write(lines[i].cost, known ? costText(known[name].cost) : "…");
      write(lines[i].right, known ? t`${((100 * known[name].right) / known[name].count).toFixed(1)} % right` : "");
    });
    element.classList.toggle("td-old", !training.fresh);
    const waiting = awaited.size ? t`pictures are on their way` : t`counting`;
    write(step, known ? counted(judge.step, training.fresh, spent) : waiting);
    write(told, training.lowest ? lowestOf(training.lowest) : "");
    back.disabled = !training.lowest || training.lowest.dials.every((value, i) => value === now[i]);
  }
  return { element, paint };
}

/** @param {number} step at which was counted @param {boolean} fresh @param {Spent} spent */
function counted(step, fresh, { steps, rounds, seconds, besides }) {
  const at = t`counted at step ${step.toLocaleString("en-US")}`;
  const [round, evaluations, time] = [rounds, 2 * rounds, seconds].map((value) => value.toFixed(1));
  const work = t`${round} times round, ${evaluations} evaluations, ${time} s`;
  const said = [rounds && step === steps ? `${at}: ${work}` : at];
  if (besides) said.push(BESIDES);
  if (!fresh) said.push(t`dials turned since`);
  return said.join(", ");
}

/** @param {Spent & {cost: number}} lowest */
function lowestOf({ cost, steps, besides }) {
  const found = t`lowest counted in validation: ${costText(cost)} at step ${steps.toLocaleString("en-US")}`;
  return besides ? `${found}, ${BESIDES}` : found;
}
