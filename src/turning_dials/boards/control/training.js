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

/** @param {import("./fields.js").ControlBoard} board the options say that there are training pictures */
export function createTraining(board) {
  const { machine, options } = board;
  const { network } = /** @type {import("../../kit/model/machine.js").NetworkModel} */ (machine.model);
  const [n, width] = [machine.sizes[0], machine.sizes[machine.sizes.length - 1]];
  /** @type {Record<string, import("./sets.js").Examples>} */
  const sets = {};
  for (const name of ["training", "validation"]) {
    const about = options[/** @type {"training"} */ (name)];
    if (about) sets[name] = unpack(board.traits.get(`_${name}`), about, n, width);
  }
  const trainer = new Trainer(network, sets.training, { batch: options.batch, momentum: options.momentum });
  const judge = new Judge(network, sets);
  /** The readings so far, for the chart. @type {{step: number, costs: number[]}[]} */
  let points = [];
  let fresh = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  const element = div("td-training");
  const readings = div("td-readings");
  const names = Object.keys(sets);
  const lines = names.map((name) => {
    const one = div("td-reading");
    one.innerHTML = `<small></small><b></b><span></span>`;
    /** @type {HTMLElement} */ (one.firstElementChild).textContent = `${name} · ${
      sets[name].count.toLocaleString("en-US")
    } pictures`;
    one.dataset.reading = name;
    readings.append(one);
    return { cost: /** @type {HTMLElement} */ (one.children[1]), right: /** @type {HTMLElement} */ (one.children[2]) };
  });
  const step = div("td-reading-step");
  readings.append(step);
  const chart = createChart({
    label: "cost on training and validation pictures against steps",
    x: "steps",
    y: "cost",
    series: names,
    least: 100,
  });
  board.choices.learn_from.on(() => board.pause());
  element.append(readings, chart.element);

  function paint() {
    const { readings: known } = judge;
    names.forEach((name, i) => {
      write(lines[i].cost, known ? costText(known[name].cost) : "…");
      write(lines[i].right, known ? `${((100 * known[name].right) / known[name].count).toFixed(1)} % right` : "");
    });
    readings.classList.toggle("td-old", !fresh);
    const epochs = trainer.epochs ? `, ${trainer.epochs.toFixed(1)} times round` : "";
    write(
      step,
      known
        ? `counted at step ${judge.step.toLocaleString("en-US")}${fresh ? "" : ", dials turned since"}${
          judge.step === trainer.steps ? epochs : ""
        }`
        : "counting",
    );
    chart.paint(names.map((_, i) => points.map((point) => [point.step, point.costs[i]])));
  }

  /** Count when the dials have come to rest. */
  function countSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (board.running) return;
      judge.begin(machine.parameters, trainer.steps);
      const slice = () => {
        if (board.running || !judge.counting) return;
        if (judge.advance(8)) return counted();
        waiting = setTimeout(slice, 4);
      };
      slice();
    }, 120);
  }

  function counted() {
    fresh = !board.running || judge.step === trainer.steps;
    const costs = names.map((name) => judge.readings?.[name].cost ?? 0);
    if (points.length && points[points.length - 1].step === judge.step) points.pop();
    points.push({ step: judge.step, costs });
    // A long run keeps every other point.
    if (points.length > MOST_POINTS) points = points.filter((_, i) => i % 2 === 0 || i === points.length - 1);
    board.request();
  }

  const stop = machine.on((reason) => {
    fresh = false;
    if (reason === "rewind") {
      trainer.reset();
      points = [];
    }
    if (reason !== "train") countSoon();
  });
  board.onStop(stop);
  board.onStop(chart.stop);
  board.onStop(() => clearTimeout(waiting));

  /** A run over the training pictures; null where the reader lets it learn from those in hand. @returns {import("../../kit/board/runner.js").Run | null} */
  function run() {
    if (board.choices.learn_from.value !== "training") return null;
    clearTimeout(waiting);
    const values = new Float64Array(machine.parameters.length);
    const before = trainer.steps;
    let last = -Infinity;
    judge.counting = false;

    function turn() {
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
    }

    /** A little of the readings, as the run goes on. */
    function count() {
      if (!judge.counting && performance.now() - last > 250) {
        judge.begin(machine.parameters, trainer.steps);
        last = performance.now();
      }
      if (judge.counting && judge.advance(COUNT)) counted();
    }

    function undone() {
      trainer.goBack(before);
      points = points.filter((point) => point.step <= before);
    }
    return { turn, undone, ended: countSoon };
  }

  countSoon();
  return { element, run, paint, trainer, judge };
}
