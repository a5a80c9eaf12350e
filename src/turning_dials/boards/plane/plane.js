// @ts-check
// Two inputs, a few hidden neurons, one answer: the plane with a line for each hidden neuron, and the same points by what the
// hidden neurons make of them, where one line may be enough.
import { defineBoard } from "../../kit/board/define.js";
import { createDial } from "../../kit/board/dial.js";
import { div, write } from "../../kit/board/elements.js";
import { shaped, texts } from "../../kit/board/options.js";
import { activations } from "../../kit/model/activations.js";
import { oneOf } from "../../kit/model/kinds.js";
import { t } from "../../kit/model/language.js";
import { index } from "../../kit/model/layout.js";
import { NetworkModel, networkOf } from "../../kit/model/machine.js";
import { startingDials } from "../../kit/model/start.js";
import { spoken, subscript } from "../../kit/model/text.js";
import { createSquare } from "./square.js";

/** @type {Record<string, [number[], number[]]>} */
const NONE = {};
const OPTIONS = {
  answers: texts(["0", "1"]),
  points: shaped(
    (value) => typeof value === "object" && Object.values(value).every(isPair),
    "inputs and targets for each name",
    NONE,
  ),
};
const EQUAL = 0.5;
/** @typedef {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, Record<string, Field>>} PlaneBoard */
/** @typedef {import("../../kit/board/choice.js").Field<any>} Field */

export default defineBoard({
  name: "plane",
  title: t`plane board`,
  options: OPTIONS,
  rates: [0.1, 30],
  fields,
  build,
  changed(_, parts, reason) {
    if (reason === "become") parts.lay();
  },
  paint(board, { plane, space, said, turned }) {
    for (const dial of turned) dial.paint();
    plane.paint(planeOf(board));
    space.paint(spaceOf(board));
    write(said, inWords(board));
  },
  describe(board) {
    const { network } = networkOf(board.machine);
    const hidden = Array.from({ length: board.machine.sizes[1] }, (_, j) => {
      const [first, second] = weightsInto(network, 0, j);
      const bias = spoken(network.biases[0][j]);
      return t`Hidden neuron ${j + 1}: ${spoken(first)} times x₁, ${spoken(second)} times x₂, bias ${bias}.`;
    });
    return [`${t`Cost ${spoken(board.machine.cost, 4)}.`} ${inWords(board)}`, ...hidden];
  },
  legend({ options: { answers: [no, yes] } }) {
    return t`● ${yes}, □ ${no}, ringed: on the wrong side of one half. The darker, the nearer the answer is to 1. Lines: where a neuron's z is 0.`;
  },
});

/** @param {PlaneBoard} board */
function build(board) {
  const [pictures, dials, said] = [div("td-plane-pictures"), div("td-plane-dials"), div("td-quiet", "p")];
  const plane = createSquare({ names: ["x₁", "x₂"], title: t`The points, by their two inputs` });
  const space = createSquare({ names: ["a₁", "a₂"], title: t`The same points, as hidden neurons 1 and 2 see them` });
  pictures.append(plane.element, space.element);
  /** A card of dials for each neuron; anew where their number changes. */
  function lay() {
    const laid = cards(board);
    dials.replaceChildren(...laid.map((card) => card.element));
    parts.turned = laid.flatMap((card) => card.dials);
  }
  board.verb(
    "start all equal",
    t`Start all equal`,
    () => board.attempt(() => board.machine.replace(board.machine.parameters.map(() => EQUAL))),
  );
  board.body.append(pictures, said, dials);
  const parts = { plane, space, said, lay, turned: /** @type {ReturnType<typeof createDial>[]} */ ([]) };
  lay();
  return parts;
}

/** @param {PlaneBoard} board */
function cards(board) {
  const { network } = networkOf(board.machine);
  const [, hidden] = board.machine.sizes;
  const neurons = [
    ...Array.from(
      { length: hidden },
      (_, j) => ({ layer: 0, j, name: t`hidden neuron ${j + 1}`, letter: "w", from: ["x₁", "x₂"] }),
    ),
    {
      layer: 1,
      j: 0,
      name: t`output`,
      letter: "v",
      from: Array.from({ length: hidden }, (_, j) => `a${subscript(j + 1)}`),
    },
  ];
  return neurons.map(({ layer, j, name, letter, from }) => {
    const card = div("td-plane-card", "section");
    card.setAttribute("aria-label", name);
    const heading = div("td-plane-name");
    heading.textContent = name;
    const row = div("td-plane-row");
    // Not by board.dial, which paints for ever: these dials go when the number of neurons changes.
    const dials = [
      ...from.map((source, i) =>
        createDial({
          board,
          index: index(network.sizes, layer, "weight", j, i),
          symbol: `${letter}${subscript(i + 1)}`,
          spoken: t`${name}, weight from ${source}`,
        })
      ),
      createDial({ board, index: index(network.sizes, layer, "bias", j), symbol: "b", spoken: t`${name}, bias` }),
    ];
    row.append(...dials.map((dial) => dial.element));
    card.append(heading, row);
    return { element: card, dials };
  });
}

/** What the reader chooses. @param {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, {}>} board */
function fields({ machine, options }) {
  const named = Object.keys(options.points);
  /** @type {Field} */
  const hidden = {
    label: t`hidden neurons`,
    kind: oneOf({ 2: "2", 3: "3", 4: "4" }),
    read: () => String(machine.sizes[1]),
    write(count) {
      const { network, flatInputs, flatTargets } = networkOf(machine);
      const sizes = [2, Number(count), 1];
      const { activation, cost } = { activation: network.activation, cost: network.costName };
      machine.become(new NetworkModel({ sizes, activation, cost }, startingDials(sizes), flatInputs, flatTargets));
    },
    dials: (count) => 4 * Number(count) + 1,
  };
  /** @type {Field} */
  const points = {
    label: t`points`,
    kind: oneOf(Object.fromEntries(named.map((name) => [name, name]))),
    first: named[0],
    write(name) {
      const [inputs, targets] = options.points[name];
      networkOf(machine).hold(Float64Array.from(inputs), Float64Array.from(targets));
      machine.refresh();
    },
  };
  /** @type {Record<string, Field>} */
  const offered = named.length ? { hidden, points } : { hidden };
  return offered;
}

/** @param {any} value */
function isPair(value) {
  return Array.isArray(value) && value.length === 2 &&
    value.every((each) => Array.isArray(each) && each.every(Number.isFinite));
}

/** @typedef {import("../../kit/model/engine.js").Network} Network */

/** The weights that lead into neuron j of a layer. @param {Network} network @param {number} layer @param {number} j */
function weightsInto(network, layer, j) {
  const from = index(network.sizes, layer, "weight", j, 0);
  return network.parameters.subarray(from, from + network.sizes[layer]);
}

/** The plane of the inputs at this moment. @param {PlaneBoard} board */
function planeOf(board) {
  const { network, inputs } = networkOf(board.machine);
  const all = inputs.flat();
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const margin = (high - low || 1) * 0.35;
  return {
    span: { low: low - margin, high: high + margin },
    answer: answering(network),
    drawn: Array.from(
      { length: network.sizes[1] },
      (_, j) => ({ w: weightsInto(network, 0, j), b: network.biases[0][j], name: String(j + 1) }),
    ),
    shown: pointsBy(board, (e) => inputs[e]),
    spoken: `${t`The plane of the two inputs`}, ${inWords(board)}`,
  };
}

/** The same points by their first two hidden activations. @param {PlaneBoard} board */
function spaceOf(board) {
  const model = networkOf(board.machine);
  const { network } = model;
  const two = network.sizes[1] === 2;
  const hidden = Array.from({ length: model.count }, (_, e) => model.a(1, e));
  const seen = hidden.flatMap((a) => [a[0], a[1]]);
  const [low, high] = [Math.min(0, ...seen), Math.max(1, ...seen)];
  const last = activations[network.activation[1]];
  const [v, b] = [weightsInto(network, 1, 0), network.biases[1][0]];
  const margin = (high - low) * 0.12;
  return {
    span: { low: low - margin, high: high + margin },
    // With more hidden neurons than two, no point of this square has one answer.
    answer: two ? (/** @type {number} */ x, /** @type {number} */ y) => last.value(v[0] * x + v[1] * y + b) : () => 0,
    drawn: two ? [{ w: v, b, name: t`output` }] : [],
    shown: pointsBy(board, (e) => hidden[e]),
    spoken: `${t`The points by what hidden neurons 1 and 2 make of them`}, ${inWords(board)}`,
  };
}

/** What the network answers at a place of the plane. @param {Network} network */
function answering(network) {
  const [first, last] = network.activation.map((name) => activations[name]);
  const hidden = Array.from(
    { length: network.sizes[1] },
    (_, j) => ({ w: weightsInto(network, 0, j), b: network.biases[0][j] }),
  );
  const [v, c] = [weightsInto(network, 1, 0), network.biases[1][0]];
  return (/** @type {number} */ x, /** @type {number} */ y) =>
    last.value(hidden.reduce((sum, { w, b }, j) => sum + v[j] * first.value(w[0] * x + w[1] * y + b), c));
}

/** @param {PlaneBoard} board @param {(example: number) => ArrayLike<number>} at */
function pointsBy(board, at) {
  const model = networkOf(board.machine);
  return Array.from(
    { length: model.count },
    (_, e) => ({ at: at(e), target: model.flatTargets[e], right: isRight(model, e) }),
  );
}

/** @param {NetworkModel} model @param {number} example */
function isRight(model, example) {
  return model.outputs(example)[0] > 0.5 === model.flatTargets[example] > 0.5;
}

/** @param {PlaneBoard} board */
function inWords(board) {
  const model = networkOf(board.machine);
  const right = Array.from({ length: model.count }, (_, e) => isRight(model, e)).filter(Boolean).length;
  return t`${right} of ${model.count} points are on the right side of one half.`;
}
