// @ts-check
// Three ways to turn the dials race from one start: the story's rule, one dial at a time, and by the slopes.
import { defineBoard } from "../../kit/board/define.js";
import { div } from "../../kit/board/elements.js";
import { t } from "../../kit/model/language.js";
import { createChart } from "../../kit/parts/chart.js";
import { spoken } from "../../kit/model/text.js";
import { createConsole } from "../../kit/console/console.js";
import { createHand } from "../../kit/console/hand.js";
import { Places, steepest } from "../../kit/console/places.js";
import { Ranges } from "../../kit/console/ranges.js";
import { number as numberOption, numbers, texts } from "../../kit/board/options.js";
import { number } from "../../kit/model/kinds.js";
import { Contest } from "./contest.js";
import { createLane } from "./lane.js";

const NAMES = [t`the story's rule`, t`one dial at a time`, t`by the slopes`];

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
  title: t`race board`,
  options: OPTIONS,
  fields,
  build,
  pick: (_, { console_ }, index) => console_.pick(index, { follow: true }),
  paint(_, { contest, lanes, chart, hand }) {
    for (const lane of lanes) lane.paint();
    chart.paint(contest.runners.map(({ curve, evaluations, cost }) => [...curve, [evaluations, cost]]));
    hand.paint();
  },
  changed(_, { contest, lanes }, reason) {
    if (contest.heed(reason)) { for (const lane of lanes) lane.spoil(); }
  },
  follow: (_, { contest }) => contest.follow(),
  run: (_, { contest }) => contest.run(),
  describe(board, { console_: { picked }, places, contest }) {
    const [value, slope] = [spoken(board.machine.parameters[picked]), spoken(board.slopeAt(picked), 4)];
    return [
      t`Three runners from one start, cost now and evaluations so far.`,
      ...contest.runners.map((runner, i) =>
        `${t`${NAMES[i]}: cost ${spoken(runner.cost, 4)} after ${runner.evaluations} evaluations.`} ${runner.stopped}`
      ),
      t`In hand: ${places.name(picked)}, value ${value}, slope ${slope}.`,
    ];
  },
  legend: () =>
    t`Dials, cost and slopes are those of the runner by the slopes. A pass through the network is one evaluation, a gradient two.`,
});

/** What the reader chooses. @param {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, {}>} board */
function fields({ machine, options }) {
  const weights = machine.parameters.length - machine.sizes.slice(1).reduce((sum, n) => sum + n, 0);
  /** @typedef {import("../../kit/board/choice.js").Field<number>} Count */
  /** @type {Count} */
  const size = {
    label: t`size of a try`,
    kind: number(Math.min(0.01, options.size), Math.max(1, options.size), { log: true }),
    first: options.size,
  };
  /** @type {Count} */
  const k = {
    label: t`k largest`,
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
  const contest = new Contest(board, options);
  const console_ = createConsole(board, { places, ranges, shape, grip: () => hand.grip(), most: 190 });
  const hand = createHand(board, {
    places,
    ranges,
    example: () => -1,
    leave: () => console_.element.focus({ preventScroll: true }),
  });
  console_.onPick((/** @type {number} */ index) => hand.take(index));
  const lanes = createLanes(board, contest, { console_, places, ranges });
  const chart = createChart({
    label: t`cost against evaluations for the three runners, on a scale of powers of ten`,
    x: t`evaluations (powers of ten)`,
    y: t`cost`,
    logX: true,
    height: 210,
    series: NAMES,
    dashes: ["2 4", "8 4", ""],
  });
  const [course, foot] = [div("td-lanes"), div("td-race-foot")];
  course.append(...lanes.map((lane) => lane.element));
  foot.append(chart.element, hand.element);
  body.append(course, console_.status, console_.said, foot);
  body.classList.add("td-control");
  board.onStop(chart.stop);
  choices.size.on((to) => contest.resize(to));
  choices.k.on((to) => contest.turnTogether(to));
  console_.measure();
  console_.pick(steepest(machine.gradient, 1)[0]);
  return { contest, console_, places, lanes, chart, hand };
}

/**
 * Three lanes; in the third stand the board's own dials.
 * @param {RaceBoard} board @param {Contest} contest
 * @param {{console_: ReturnType<typeof createConsole>, places: Places, ranges: Ranges}} parts
 */
function createLanes(board, contest, { console_, places, ranges }) {
  const { goal, most, input_shape: shape } = board.options;
  const words = [
    () =>
      t`turn the ${contest.how.k} largest weights up together by ${contest.how.size}; if that did not help, down by as much`,
    () => t`one up by ${contest.runners[1].size.toPrecision(2)}; if that did not help, down; else back`,
    () => t`all dials at once, each by its slope from backpropagation`,
  ];
  return NAMES.map((name, i) =>
    createLane(board, {
      name,
      words: words[i],
      goal,
      most,
      own: i === 2 ? console_ : null,
      runner: () => contest.runners[i],
      places,
      ranges,
      shape,
    })
  );
}
