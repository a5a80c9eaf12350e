// @ts-check
// Labeled points on a line, and one neuron whose curve is drawn over them. The bias can be locked at 0, which shows what it
// is good for.
import { defineBoard } from "../../kit/board/define.js";
import { div, write, writeLines } from "../../kit/board/elements.js";
import { numbers, text, texts } from "../../kit/board/options.js";
import { boundedStep, lowest } from "../../kit/model/bounded.js";
import { activations } from "../../kit/model/activations.js";
import { flag, numbers as several } from "../../kit/model/kinds.js";
import { t } from "../../kit/model/language.js";
import { networkOf } from "../../kit/model/machine.js";
import { widened } from "../../kit/model/scale.js";
import { bracketed, shown, spoken } from "../../kit/model/text.js";
import { dialWords, headline } from "../../kit/board/words.js";
import { Line, threshold } from "./line.js";

const BIAS = 1;
const FREE = [-Infinity, Infinity];
// Where the search for the best weight and bias begins: none, and steep ones of both signs.
const STARTS = [[0.5, 0], [-0.5, 0], [5, 0], [-5, 0]];

const OPTIONS = { span: numbers([-1, 1]), points: numbers([]), unit: text("x"), answers: texts([t`no`, t`yes`]) };
/** @typedef {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, ReturnType<typeof fields>>} ThresholdBoard */

export default defineBoard({
  name: "threshold",
  title: t`Threshold on a line`,
  options: OPTIONS,
  fields,
  build,
  changed({ machine, choices, options }, _, reason) {
    // What comes from elsewhere, such as Undo, Rewind or a cell, may bring a bias; then the lock opens.
    if (choices.locked.value && machine.parameters[BIAS] !== 0) choices.locked.set(false);
    if (reason !== "rewind" || choices.points.text === options.points.join(",")) return;
    choices.points.set(options.points);
  },
  paint(board, { places, bias, said, story, bestLeft }) {
    places.paint();
    writeLines(said, sums(board, places.picked));
    [...said.children].forEach((line, i) => {
      const about = /** @type {HTMLElement} */ (line);
      about.className = i === 1 ? "td-threshold-said" : "";
      // The line before the last is the point's, as `sums` writes them.
      if (i === said.children.length - 2) about.dataset.output = "0";
      else delete about.dataset.output;
    });
    const locked = board.choices.locked.value;
    bias.lock(locked);
    story.hidden = !locked;
    if (locked) write(story, bestLeft());
  },
  describe(board, { bestLeft }) {
    const { machine, options, choices } = board;
    const { flatInputs, flatTargets } = networkOf(machine);
    const [w, b] = machine.parameters;
    return [
      headline(board),
      ...dialWords(board),
      threshold(w, b, options.span).words,
      ...Array.from(flatTargets, (target, e) => {
        const [meant, at, output] = [options.answers[target], spoken(flatInputs[e]), spoken(outputOf(board, e))];
        return right(board, e)
          ? t`point ${e + 1}, ${meant}: at ${at}, output ${output}, right`
          : t`point ${e + 1}, ${meant}: at ${at}, output ${output}, wrong`;
      }),
      ...(choices.locked.value ? [bestLeft()] : []),
    ];
  },
  follow({ machine, rate, choices }) {
    if (!choices.locked.value) return machine.step(rate);
    const [low, high] = [[FREE[0], 0], [FREE[1], 0]];
    machine.replace(boundedStep(machine.parameters, machine.gradient, rate, low, high), "step");
  },
  legend: ({ machine }) =>
    t`Slopes and cost are for all ${networkOf(machine).count} points together. Rewind puts moved points back, too.`,
});

/** @param {ThresholdBoard} board */
function build(board) {
  const { machine } = board;
  const places = createPlaces(board);
  const row = div("td-threshold-row");
  const range = () => widened(4, Math.max(...machine.parameters.map(Math.abs)));
  const weight = board.dial({ index: 0, range, symbol: "w", spoken: t`weight` });
  const bias = board.dial({ index: BIAS, range, symbol: "b", spoken: t`bias` });
  const said = div("td-threshold-sums");
  row.append(weight.element, bias.element, said);
  const story = div("td-threshold-locked", "p");
  board.body.append(places.element, row, story);
  return { places, bias, said, story, bestLeft: finder(board) };
}

/** What the reader chooses. @param {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, {}>} board */
function fields(board) {
  const { machine, options } = board;
  /** @type {import("../../kit/board/choice.js").Field<number[]>} */
  const points = {
    label: "",
    hidden: true,
    kind: several(options.points.length, ...options.span),
    first: options.points,
    read: () => [...networkOf(machine).flatInputs],
    write(places) {
      networkOf(machine).flatInputs.set(places);
      machine.refresh();
    },
  };
  /** @type {import("../../kit/board/choice.js").Field<boolean>} */
  const locked = {
    label: t`Lock the bias at 0`,
    kind: flag,
    first: false,
    write(on) {
      board.pause();
      if (on) machine.set(BIAS, 0);
    },
  };
  return { points, locked };
}

/** @param {ThresholdBoard} board @param {number} e */
function outputOf({ machine }, e) {
  return networkOf(machine).outputs(e)[0];
}

/** @param {ThresholdBoard} board @param {number} e */
function right(board, e) {
  return (outputOf(board, e) > 0.5) === (networkOf(board.machine).flatTargets[e] > 0.5);
}

/** What point e adds to the cost, before the mean. @param {ThresholdBoard} board @param {number} e */
function miss(board, e) {
  return (outputOf(board, e) - networkOf(board.machine).flatTargets[e]) ** 2;
}

/** The neuron's output at x. @param {ThresholdBoard} board @param {number} x */
function answer({ machine }, x) {
  return activations.sigmoid.value(machine.parameters[0] * x + machine.parameters[BIAS]);
}

/** The line with its points, which the reader moves. @param {ThresholdBoard} board */
function createPlaces(board) {
  const { machine, options, choices } = board;
  const { flatTargets } = networkOf(machine);
  // The point in hand at first is the one that costs most.
  let picked = flatTargets.reduce((worst, _, e) => (miss(board, e) > miss(board, worst) ? e : worst), 0);
  const line = new Line({
    span: options.span,
    targets: flatTargets,
    answers: options.answers,
    unit: options.unit,
    onPick(point) {
      picked = point;
      board.request();
    },
    onMove(point, x) {
      picked = point;
      choices.points.set(choices.points.value.map((place, e) => (e === point ? x : place)));
    },
  });
  const watch = new ResizeObserver(() => {
    line.place();
    board.request();
  });
  watch.observe(line.element);
  board.onStop(() => watch.disconnect());
  line.place();

  return {
    element: line.element,
    get picked() {
      return picked;
    },
    paint() {
      const [w, b] = machine.parameters;
      const places = networkOf(machine).flatInputs;
      line.paint({ places, answer: (x) => answer(board, x), w, b, right: (e) => right(board, e), picked });
    },
  };
}

/** The board as formulas with the numbers of this moment. @param {ThresholdBoard} board @param {number} picked */
function sums(board, picked) {
  const { machine, options } = board;
  const [w, b] = machine.parameters;
  const { flatInputs, flatTargets, count } = networkOf(machine);
  const { at } = threshold(w, b, options.span);
  const score = flatTargets.filter((_, e) => right(board, e)).length;
  const place = t`threshold: z = 0 at x = −b/w = −${bracketed(b)}/${bracketed(w)} = ${shown(at ?? -b / w)}`;
  const none = t`no threshold: with w = 0 every point gets the same answer, ${shown(answer(board, 0), 3)}`;
  const a = shown(outputOf(board, picked), 3);
  return [
    `z = w·x + b = ${shown(w)}·x + ${bracketed(b)}`,
    w === 0 ? none : place,
    ...(w === 0 ? [] : [t`the curve rises there by w/4 = ${shown(w / 4)} for each unit of x`]),
    t`point ${picked + 1}, ${options.answers[flatTargets[picked]]}: x = ${
      shown(flatInputs[picked])
    }, output ${a}, miss² ${shown(miss(board, picked), 3)}`,
    t`cost = mean of all ${count} = ${shown(machine.cost, 4)}; ${score} of ${count} on the right side`,
  ];
}

/** The best that is left with the bias at 0, in words; searched for anew when points have moved. @param {ThresholdBoard} board */
function finder({ machine }) {
  let [found, places] = ["", ""];
  return () => {
    const { network, flatInputs, flatTargets } = networkOf(machine);
    if (flatInputs.join() === places) return found;
    places = flatInputs.join();
    const search = (/** @type {number[]} */ [low, high]) =>
      lowest(network, flatInputs, flatTargets, [FREE[0], low], [FREE[1], high], STARTS);
    const [still, free] = [search([0, 0]), search(FREE)];
    const [left, at, again] = [shown(still.cost, 4), shown(still.parameters[0]), shown(free.cost, 4)];
    found = [
      t`With the bias at 0 the threshold stays at 0, whatever the weight.`,
      t`The best cost that is left: ${left}, at w = ${at}. With the bias free again: ${again}.`,
    ].join(" ");
    return found;
  };
}
