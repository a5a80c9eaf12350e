// @ts-check
import { defineBoard } from "../../kit/board/define.js";
import { div } from "../../kit/board/elements.js";
import { createChart } from "../../kit/parts/chart.js";
import { draws, shuffled } from "../../kit/model/chance.js";
import { spoken } from "../../kit/model/text.js";
import { createConsole } from "../../kit/console/console.js";
import { createHand } from "../../kit/console/hand.js";
import { Places, steepest } from "../../kit/console/places.js";
import { Ranges } from "../../kit/console/ranges.js";
import { number as numberOption, numbers, texts } from "../../kit/board/options.js";
import { number } from "../../kit/model/kinds.js";
import { createLane } from "./lane.js";
import { BySlopes, LargestTogether, OneAtATime } from "./runners.js";

/** Milliseconds of each task for each runner. */
const SLICE = 4;

/** How far the race goes on in a task: evenly on a scale of powers of ten. */
const FASTER = 1.04;

const OPTIONS = {
  k: numberOption(130),
  size: numberOption(0.1),
  goal: numberOption(0),
  most: numberOption(100000),
  input_shape: numbers(null),
  output_names: texts(null),
};
/** @typedef {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, ReturnType<typeof fields>>} RaceBoard */

export default defineBoard({
  name: "race",
  options: OPTIONS,
  fields,
  build,
  pick: (_, { console_ }, index) => console_.pick(index, { follow: true }),
  follow: (_, { follow }) => follow(),
  run: (_, { run }) => run(),
  describe({ machine }, { console_, places, about, racing }) {
    return [
      `Three runners from one start, cost now and evaluations so far.`,
      ...racing().map((runner, i) =>
        `${about[i].name}: cost ${spoken(runner.cost, 4)} after ${runner.evaluations} evaluations. ${runner.stopped}`
      ),
      `In hand: ${places.name(console_.picked)}, value ${spoken(machine.parameters[console_.picked])}, slope ${
        spoken(machine.gradient[console_.picked], 4)
      }.`,
    ];
  },
  legend: () =>
    "Dials, cost and slopes are those of the runner by the slopes. A pass through the network is one evaluation, a gradient two.",
});

/** What the reader chooses. @param {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, {}>} board */
function fields({ machine, options }) {
  const weights = machine.parameters.length - machine.sizes.slice(1).reduce((sum, n) => sum + n, 0);
  /** @typedef {import("../../kit/board/choice.js").Field<number>} Count */
  /** @type {Count} */
  const size = {
    label: "size of a try",
    kind: number(Math.min(0.01, options.size), Math.max(1, options.size), { log: true }),
    first: options.size,
  };
  /** @type {Count} */
  const k = {
    label: "k largest",
    kind: number(1, Math.max(2, weights), { log: true }),
    first: options.k,
    shown: (v) => String(Math.round(v)),
  };
  return { size, k };
}

/** @param {RaceBoard} board */
function build(board) {
  const { machine, options, choices, body } = board;
  const shape = options.input_shape;
  const places = new Places(machine.sizes, { shape, outputs: options.output_names });
  const ranges = new Ranges(machine);
  const model = () => /** @type {import("../../kit/model/machine.js").NetworkModel} */ (machine.model);
  const examples = () => ({ inputs: model().flatInputs, targets: model().flatTargets, count: model().count });
  const how = { k: options.k, size: options.size, rate: board.rate };
  let reached = 0;

  function start() {
    const draw = draws(1);
    reached = 0;
    return /** @type {const} */ ([
      new LargestTogether(model().network, examples(), how),
      new OneAtATime(model().network, examples(), how, (n) => shuffled(n, draw)),
      new BySlopes(model().network, examples(), how),
    ]);
  }
  let runners = start();

  // ---- three lanes; in the third stand the board's own dials
  const lanes = div("td-lanes");
  const console_ = createConsole(board, { places, ranges, shape, grip: () => hand.grip(), most: 190 });
  const hand = createHand(board, {
    places,
    ranges,
    example: () => -1,
    leave: () => console_.element.focus({ preventScroll: true }),
  });
  console_.onPick((/** @type {number} */ index) => hand.take(index));
  const about = [
    {
      name: "the story's rule",
      words: () =>
        `turn the ${how.k} largest weights up together by ${how.size}; if that did not help, down by as much`,
    },
    {
      name: "one dial at a time",
      words: () => `one up by ${runners[1].size.toPrecision(2)}; if that did not help, down; else back`,
    },
    { name: "by the slopes", words: () => "all dials at once, each by its slope from backpropagation" },
  ];
  const drawn = about.map(({ name, words }, i) => {
    const lane = createLane(board, {
      name,
      words,
      goal: options.goal,
      most: options.most,
      own: i === 2 ? console_ : null,
      runner: () => runners[i],
      places,
      ranges,
      shape,
    });
    lanes.append(lane.element);
    board.onPaint(lane.paint);
    return lane;
  });
  const chart = createChart({
    label: "cost against evaluations for the three runners, on a scale of powers of ten",
    x: "evaluations (powers of ten)",
    y: "cost",
    logX: true,
    height: 210,
    series: about.map(({ name }) => name),
    dashes: ["2 4", "8 4", ""],
  });
  const foot = div("td-race-foot");
  foot.append(chart.element, hand.element);
  body.append(lanes, console_.status, console_.said, foot);
  body.classList.add("td-control");
  board.onPaint(() => {
    chart.paint(runners.map(({ curve, evaluations, cost }) => [...curve, [evaluations, cost]]));
    hand.paint();
  });
  board.onStop(chart.stop);

  // ---- running
  let own = false;
  let taken = 0;
  /** Take over what the third runner has done. */
  function show() {
    board.request();
    if (runners[2].evaluations === taken) return;
    taken = runners[2].evaluations;
    own = true;
    machine.replace(runners[2].network.parameters, "train");
    own = false;
  }

  const over = (/** @type {typeof runners[number]} */ runner) =>
    runner.stopped !== "" || runner.cost <= options.goal || runner.evaluations >= options.most;

  /** Let every runner spend as many evaluations as the others. @param {number} upTo @param {number} milliseconds */
  function advance(upTo, milliseconds) {
    how.rate = board.rate;
    for (const runner of runners) if (!over(runner)) runner.run(upTo, milliseconds);
    // A slow runner holds the others back: all are to be seen at the same count.
    reached = Math.min(
      upTo,
      ...runners.filter((runner) => !over(runner)).map((runner) => Math.max(reached, runner.evaluations)),
    );
  }

  function follow() {
    advance(reached + 2, Infinity);
    show();
  }

  /** @returns {import("../../kit/board/runner.js").Run | null} */
  function run() {
    if (runners.every(over)) {
      board.trouble("The race is over. Rewind to run it again.");
      return null;
    }
    return {
      turn() {
        advance(Math.ceil(Math.max(reached + 2, reached * FASTER)), SLICE);
        show();
        return !runners.every(over);
      },
    };
  }

  // A turn by hand, or the way back, moves the third runner; going back to the start brings all three back.
  board.onStop(machine.on((reason) => {
    if (own) return;
    if (reason === "rewind") {
      runners = start();
      taken = 0;
      for (const lane of drawn) lane.spoil();
      return;
    }
    runners[2].stand(machine.parameters, machine.cost);
  }));

  choices.size.on((to) => {
    how.size = runners[1].size = to;
  });
  choices.k.on((to) => {
    how.k = Math.round(to);
    runners[0].stopped = "";
    runners[0].passed = 0;
  });
  console_.measure();
  console_.pick(steepest(machine.gradient, 1)[0]);
  return { console_, places, about, follow, run, racing: () => runners };
}
