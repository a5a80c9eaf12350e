// @ts-check
// Running over many pictures: mini-batches in slices, and the readings over training and validation pictures beside them.
import { div } from "../../kit/board/board.js";
import { createChart } from "../../kit/parts/chart.js";
import { costText } from "../../kit/model/text.js";
import { say } from "../../kit/console/say.js";
import { unpack } from "./sets.js";
import { Judge, Trainer } from "./trainer.js";

/** Milliseconds of a frame for training, and for counting while the run goes on. */
const TRAIN = 8;
const COUNT = 2;
const MOST_POINTS = 400;

/** @param {import("../../kit/board/board.js").Board} board the options say that there are training pictures */
export function createTraining(board) {
  const { machine, options } = board;
  const { network } = /** @type {import("../../kit/model/machine.js").NetworkModel} */ (machine.model);
  const [n, width] = [machine.sizes[0], machine.sizes[machine.sizes.length - 1]];
  /** @type {Record<string, import("./sets.js").Examples>} */
  const sets = {};
  for (const name of ["training", "validation"]) {
    if (options[name]) sets[name] = unpack(board.model.get(`_${name}`), options[name], n, width);
  }
  const batch = Number(board.choice("batch", options.batch ?? 20));
  const trainer = new Trainer(network, sets.training, { batch, momentum: options.momentum ?? 0 });
  const judge = new Judge(network, sets);
  let from = board.choice("learn_from", "training");
  /** The readings so far, for the chart. @type {{step: number, costs: number[]}[]} */
  let points = [];
  let fresh = false;
  /** Where the runs began, for Undo. @type {{depth: number, steps: number}[]} */
  let runs = [];
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
  const { element: select } = board.select({
    control: "learn_from",
    label: "Run learns from",
    value: from,
    options: [["training", `training pictures, ${trainer.batch} a step`], ["hand", "the pictures in hand"]],
    onChange: (to) => {
      board.pause();
      from = to;
    },
  });
  element.append(readings, chart.element);

  function paint() {
    const { readings: known } = judge;
    names.forEach((name, i) => {
      say(lines[i].cost, known ? costText(known[name].cost) : "…");
      say(lines[i].right, known ? `${((100 * known[name].right) / known[name].count).toFixed(1)} % right` : "");
    });
    readings.classList.toggle("td-old", !fresh);
    const epochs = trainer.epochs ? `, ${trainer.epochs.toFixed(1)} times round` : "";
    say(
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
      runs = [];
    }
    if (reason === "undo") {
      while (runs.length && machine.past.length < runs[runs.length - 1].depth) {
        const { steps } = /** @type {typeof runs[0]} */ (runs.pop());
        trainer.goBack(steps);
        points = points.filter((point) => point.step <= steps);
      }
    }
    if (reason !== "train") countSoon();
  });
  board.stops.push(stop, chart.stop, () => clearTimeout(waiting));

  // ---- Run
  const plain = board.run.bind(board);
  board.run = () => {
    if (from !== "training") return plain();
    board.running = true;
    if (board.runButton) board.runButton.textContent = "Pause";
    clearTimeout(waiting);
    const values = new Float64Array(machine.parameters.length);
    let first = true;
    let last = -Infinity;
    judge.counting = false;
    // A task trains and a frame paints, in turns: neither is long, and the page can answer between them.
    const train = () => {
      if (!board.running) return countSoon();
      values.set(machine.parameters);
      const before = trainer.steps;
      const fine = trainer.train(values, board.rate, TRAIN);
      if (trainer.steps > before) {
        board.attempt(() => machine.replace(values, "train"));
        // One entry for the whole run: Undo takes it back at once.
        if (!first) machine.past.pop();
        else runs.push({ depth: machine.past.length, steps: before });
        first = false;
      }
      if (!fine || !Number.isFinite(machine.cost)) {
        board.pause();
        board.trouble(
          "The run diverged: the steps grew until the numbers overflowed. Rewind, then try a smaller learning rate.",
        );
        return countSoon();
      }
      requestAnimationFrame(() => setTimeout(count));
    };
    const count = () => {
      if (!judge.counting && performance.now() - last > 250) {
        judge.begin(machine.parameters, trainer.steps);
        last = performance.now();
      }
      if (judge.counting && judge.advance(COUNT)) counted();
      setTimeout(train);
    };
    train();
  };

  countSoon();
  return { element, select, paint, trainer, judge };
}
