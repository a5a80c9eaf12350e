// @ts-check
// Running over many pictures: mini-batches in slices, and the readings over training and validation pictures beside them.
import { div, write } from "../../kit/board/elements.js";
import { createChart } from "../../kit/parts/chart.js";
import { costText } from "../../kit/model/text.js";
import { unpack } from "./sets.js";
import { Judge, Trainer } from "./trainer.js";

/** Milliseconds of a frame for training, and for counting while the run goes on. */
const TRAIN = 8;
const COUNT = 2;
const MOST_POINTS = 400;

/** @typedef {import("./fields.js").ControlBoard} ControlBoard */
/** A reading of every set, for the chart. @typedef {{step: number, costs: number[]}} Point */

/** @param {ControlBoard} board the options say that there are training pictures */
export function createTraining(board) {
  const training = new Training(board);
  const readings = createReadings(training);
  const element = div("td-training");
  const chart = createChart({
    label: "cost on training and validation pictures against steps",
    x: "steps",
    y: "cost",
    series: training.names,
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
  training.countSoon();
  return { element, run: () => training.run(), paint, trainer: training.trainer, judge: training.judge };
}

/** The sets of pictures there are. @param {ControlBoard} board @returns {Record<string, import("./sets.js").Examples>} */
function setsOf({ machine, options, traits }) {
  const [n, width] = [machine.sizes[0], machine.sizes[machine.sizes.length - 1]];
  /** @type {Record<string, import("./sets.js").Examples>} */
  const sets = {};
  for (const name of ["training", "validation"]) {
    const about = options[/** @type {"training"} */ (name)];
    if (about) sets[name] = unpack(traits.get(`_${name}`), about, n, width);
  }
  return sets;
}

/** The one that trains and the one that counts, and what has been read so far. */
class Training {
  /** @type {Point[]} */
  points = [];
  /** Whether the readings are those of the dials as they stand. */
  fresh = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;

  /** @param {ControlBoard} board */
  constructor(board) {
    const { machine, options } = board;
    const { network } = /** @type {import("../../kit/model/machine.js").NetworkModel} */ (machine.model);
    this.board = board;
    this.sets = setsOf(board);
    this.names = Object.keys(this.sets);
    this.trainer = new Trainer(network, this.sets.training, { batch: options.batch, momentum: options.momentum });
    this.judge = new Judge(network, this.sets);
  }

  stop() {
    clearTimeout(this.#waiting);
  }

  /** @param {import("../../kit/model/machine.js").Reason} reason */
  changed(reason) {
    this.fresh = false;
    if (reason === "rewind") {
      this.trainer.reset();
      this.points = [];
    }
    if (reason !== "train") this.countSoon();
  }

  /** Count when the dials have come to rest. */
  countSoon() {
    const { board, judge, trainer } = this;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      if (board.running) return;
      judge.begin(board.machine.parameters, trainer.steps);
      const slice = () => {
        if (board.running || !judge.counting) return;
        if (judge.advance(8)) return this.counted();
        this.#waiting = setTimeout(slice, 4);
      };
      slice();
    }, 120);
  }

  counted() {
    const { board, judge, points } = this;
    this.fresh = !board.running || judge.step === this.trainer.steps;
    const costs = this.names.map((name) => judge.readings?.[name].cost ?? 0);
    if (points.length && points[points.length - 1].step === judge.step) points.pop();
    points.push({ step: judge.step, costs });
    // A long run keeps every other point.
    if (points.length > MOST_POINTS) this.points = points.filter((_, i) => i % 2 === 0 || i === points.length - 1);
    board.request();
  }

  /** A run over the training pictures; null where the reader lets it learn from those in hand. @returns {import("../../kit/board/runner.js").Run | null} */
  run() {
    const { board, trainer, judge } = this;
    const { machine } = board;
    if (board.choices.learn_from.value !== "training") return null;
    clearTimeout(this.#waiting);
    const values = new Float64Array(machine.parameters.length);
    const before = trainer.steps;
    let last = -Infinity;
    judge.counting = false;

    const turn = () => {
      values.set(machine.parameters);
      const steps = trainer.steps;
      const fine = trainer.train(values, board.rate, TRAIN);
      if (trainer.steps > steps) machine.replace(values, "train");
      if (!fine || !Number.isFinite(machine.cost)) {
        board.trouble(
          "The run diverged: the steps grew until the numbers overflowed. Rewind, then try a smaller learning rate.",
        );
        return false;
      }
      count();
      return true;
    };

    /** A little of the readings, as the run goes on. */
    const count = () => {
      if (!judge.counting && performance.now() - last > 250) {
        judge.begin(machine.parameters, trainer.steps);
        last = performance.now();
      }
      if (judge.counting && judge.advance(COUNT)) this.counted();
    };

    const undone = () => {
      trainer.goBack(before);
      this.points = this.points.filter((point) => point.step <= before);
    };
    return { turn, undone, ended: () => this.countSoon() };
  }
}

/** The readings in numbers, and the step at which they were taken. @param {Training} training */
function createReadings(training) {
  const { names, sets, judge, trainer } = training;
  const element = div("td-readings");
  const lines = names.map((name) => {
    const one = div("td-reading");
    one.innerHTML = `<small></small><b></b><span></span>`;
    const [about, cost, right] = /** @type {HTMLElement[]} */ ([...one.children]);
    about.textContent = `${name} · ${sets[name].count.toLocaleString("en-US")} pictures`;
    one.dataset.reading = name;
    element.append(one);
    return { cost, right };
  });
  const step = div("td-reading-step");
  element.append(step);

  function paint() {
    const { readings: known } = judge;
    names.forEach((name, i) => {
      write(lines[i].cost, known ? costText(known[name].cost) : "…");
      write(lines[i].right, known ? `${((100 * known[name].right) / known[name].count).toFixed(1)} % right` : "");
    });
    element.classList.toggle("td-old", !training.fresh);
    const epochs = trainer.epochs ? `, ${trainer.epochs.toFixed(1)} times round` : "";
    write(
      step,
      known
        ? `counted at step ${judge.step.toLocaleString("en-US")}${training.fresh ? "" : ", dials turned since"}${
          judge.step === trainer.steps ? epochs : ""
        }`
        : "counting",
    );
  }
  return { element, paint };
}
