// @ts-check
// A network of one input, a row of hidden neurons and one output, which is to follow a curve: its answer, and what each
// neuron adds to it.
import { defineBoard } from "../../kit/board/define.js";
import { div, write } from "../../kit/board/elements.js";
import { number as numberOption, table } from "../../kit/board/options.js";
import { number, oneOf } from "../../kit/model/kinds.js";
import { t } from "../../kit/model/language.js";
import { networkOf } from "../../kit/model/machine.js";
import { ACTIVATION_NAMES } from "../../kit/model/names.js";
import { fullSlopeOf } from "../../kit/model/scale.js";
import { shown, spoken } from "../../kit/model/text.js";
import { createCurve } from "../../kit/parts/curve.js";
import { createCards } from "./cards.js";
import { Neurons } from "./neurons.js";
import { CurvePlot } from "./plot.js";

const SMALL = { width: 190, height: 122 };
const PACE = 10;
const KEY = t`Circles: the target. Thick line: the answer. Thin lines: what each neuron adds. ▲: where its z is 0.`;

const OPTIONS = { curves: table(), x: numberOption(null) };
/** @typedef {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, ReturnType<typeof fields>>} CurveBoard */
/** @typedef {import("../../kit/board/choice.js").Field<string>} List */

export default defineBoard({
  name: "curve",
  title: t`curve board`,
  options: OPTIONS,
  rates: [0.01, 1],
  pace: PACE,
  fields,
  build,
  changed(board, _, reason) {
    if (reason !== "become" && reason !== "refresh") return;
    board.pause();
    board.fullSlope = fullSlopeOf(board.machine.gradient);
  },
  paint(board, { neurons, plot, value, slope, verdict, cards }) {
    const probe = board.choices.x.value;
    plot.paint({
      answer: (x) => neurons.answer(x),
      adds: neurons.each((j) => (x) => neurons.adds(j, x)),
      turns: neurons.each((j) => neurons.turn(j)),
      probe,
    });
    const now = neurons.each((j) => neurons.z(j, probe));
    value.paint(neurons.bendName, now);
    slope.paint(neurons.bendName, now);
    write(verdict, neurons.verdict(plot.from, plot.to));
    cards.paint(probe);
  },
  describe(board, { neurons, plot }) {
    const { machine, choices } = board;
    return [
      `${t`Cost ${spoken(machine.cost, 4)}, activation ${ACTIVATION_NAMES[neurons.bendName]}.`} ${
        neurons.verdict(plot.from, plot.to)
      }`,
      ...neurons.each((j) => {
        const places = neurons.places(j);
        const [w, b, v] = places.map((index) => spoken(machine.parameters[index]));
        const slopes = places.map((index) => spoken(board.slopeAt(index), 3)).join(", ");
        const { text } = neurons.condition(j, choices.x.value);
        return t`Neuron ${j + 1}: w ${w}, b ${b}, v ${v}; slopes ${slopes}; ${text}`;
      }),
      t`c ${spoken(machine.parameters[neurons.last])}, slope ${spoken(board.slopeAt(neurons.last), 3)}`,
    ];
  },
  legend: ({ machine }) =>
    t`Cost and slopes are for all ${networkOf(machine).count} places together; Run takes ${PACE} steps a frame.`,
});

/** @param {CurveBoard} board */
function build(board) {
  const { machine, options, choices, body } = board;
  const neurons = new Neurons(machine);
  const { flatInputs, flatTargets } = networkOf(machine);
  const scene = div("td-follow-scene");
  const plot = new CurvePlot({
    inputs: [...flatInputs],
    targets: () => networkOf(machine).flatTargets,
    curves: [[...flatTargets], ...Object.values(options.curves)],
    label: t`the target curve, the network's answer, and what each hidden neuron adds to it`,
    onPick: (x) => choices.x.set(Math.round(x * 100) / 100),
  });
  const side = div("td-follow-side");
  const [value, slope] = [createCurve(SMALL), createCurve({ ...SMALL, slope: true })];
  side.append(value.element, slope.element);
  scene.append(plot.element, side);
  const key = div("td-quiet", "p");
  key.textContent = KEY;
  const verdict = div("td-follow-say", "p");
  const cards = createCards(board, neurons);
  body.append(scene, key, verdict, choices.x.element, cards.element);
  board.onStop(() => plot.stop());
  addStates(board, neurons);
  return { neurons, plot, value, slope, verdict, cards };
}

/** What the reader chooses. @param {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, {}>} board */
function fields({ machine, options }) {
  const { flatInputs } = networkOf(machine);
  const [from, to] = [Math.min(...flatInputs), Math.max(...flatInputs)];
  /** @type {import("../../kit/board/choice.js").Field<number>} */
  const x = {
    label: t`look at x =`,
    kind: number(from, to, { step: 0.01 }),
    first: Math.max(from, Math.min(to, options.x ?? (from + to) / 2)),
    shown: (place) => shown(place),
  };
  /** @type {List} */
  const activation = {
    label: t`activation`,
    kind: oneOf({ identity: ACTIVATION_NAMES.identity, ...ACTIVATION_NAMES }),
    read: () => networkOf(machine).network.activation[0],
    write: (name) => machine.become(networkOf(machine).under({ activation: [name, "identity"] })),
  };
  const curves = Object.entries(options.curves);
  const now = () => networkOf(machine).flatTargets;
  /** @type {{target: List} | {}} */
  const target = curves.length === 0 ? {} : {
    target: {
      label: t`target`,
      kind: oneOf(Object.fromEntries(curves.map(([name]) => [name, name]))),
      read: () => (curves.find(([, values]) => values.every((y, e) => y === now()[e])) ?? curves[0])[0],
      write(/** @type {string} */ name) {
        now().set(options.curves[name]);
        machine.refresh(true);
      },
    },
  };
  return { x, activation, ...target };
}

/** States of the dials that are worth a look. @param {CurveBoard} board @param {Neurons} neurons */
function addStates(board, neurons) {
  const { machine, choices } = board;

  /** @param {string} name @param {string} text @param {string} activation @param {(values: Float64Array) => void} turn */
  function state(name, text, activation, turn) {
    board.verb(name, text, () =>
      board.attempt(() => {
        board.pause();
        choices.activation.set(activation);
        const values = machine.start.slice();
        turn(values);
        machine.replace(values);
      }));
  }

  state("show saturation", t`Show saturation`, "sigmoid", (values) => {
    for (const [, b] of neurons.each((j) => neurons.places(j))) values[b] = values[b] < 0 ? -8 : 8;
  });
  state("show a dead relu", t`Show a dead ReLU`, "relu", (values) => {
    const places = neurons.each((j) => neurons.places(j));
    const size = (/** @type {number[]} */ [, , v]) => Math.abs(values[v]);
    const [w, b] = places.reduce((most, each) => (size(each) > size(most) ? each : most));
    const highest = Math.max(...networkOf(machine).flatInputs.map((x) => values[w] * x));
    values[b] = Number((-0.5 - highest).toPrecision(3));
  });
}
