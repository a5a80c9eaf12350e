// @ts-check
// Neurons in single file, one to ten of them, and the slope that arrives at each: what is left of it after every layer.
import { defineBoard } from "../../kit/board/define.js";
import { div, write } from "../../kit/board/elements.js";
import { healthOf } from "../../kit/model/health.js";
import { number, oneOf } from "../../kit/model/kinds.js";
import { t } from "../../kit/model/language.js";
import { NetworkModel, networkOf } from "../../kit/model/machine.js";
import { ACTIVATION_NAMES } from "../../kit/model/names.js";
import { fullSlopeOf } from "../../kit/model/scale.js";
import { shown, significant, spoken } from "../../kit/model/text.js";
import { createCurve } from "../../kit/parts/curve.js";
import { ABOUT_HEALTH, inWords } from "../../kit/parts/health.js";
import { createLayers } from "./layers.js";

const DEEPEST = 10;
const SCALES = { plain: t`as long as the slope`, powers: t`in powers of ten` };

/** @typedef {import("../../kit/board/define.js").BoardOf<{}, ReturnType<typeof fields>>} DepthBoard */

export default defineBoard({
  name: "depth",
  title: t`depth board`,
  rates: [0.01, 10],
  fields,
  build,
  changed(board, { layers }, reason) {
    if (reason !== "become") return;
    board.pause();
    board.fullSlope = fullSlopeOf(board.machine.gradient);
    layers.lay();
  },
  paint(board, { layers, curve, answer, about }) {
    const model = networkOf(board.machine);
    layers.paint();
    curve.paint(bend(board), model.network.z.map((one) => one[0]));
    write(answer, shown(model.outputs(0)[0], 3));
    write(about, aboutBars(board));
  },
  describe(board) {
    const { machine } = board;
    const { network } = networkOf(machine);
    const health = healthOf(network);
    return [
      t`Cost ${spoken(machine.cost, 4)}, ${depth(board)} layers, activation ${ACTIVATION_NAMES[bend(board)]}.`,
      ...network.delta.map((one, l) => {
        const [weight, bias] = [2 * l, 2 * l + 1].map((index) => spoken(machine.parameters[index]));
        const slopes = t`error delta ${spoken(one[0], 3)}, of the weight ${spoken(board.slopeAt(2 * l), 3)}`;
        return t`Layer ${l + 1}: weight ${weight}, bias ${bias}; ${slopes}; ${inWords(health[l])}`;
      }),
    ];
  },
  legend: () => ABOUT_HEALTH,
});

/** @param {DepthBoard} board */
function build(board) {
  const { machine, choices, body } = board;
  // In single file no slopes cancel: however small one is, it is no rounding, and what this board is about.
  board.clean = (slope) => slope;
  const { flatInputs, flatTargets } = networkOf(machine);
  const layers = createLayers(board, () => choices.scale.value === "plain");
  const scene = div("td-depth-scene");
  const side = div("td-depth-side");
  const curve = createCurve({ width: 190, height: 122, slope: true });
  const out = div("", "p");
  out.innerHTML = `${t`input ${shown(flatInputs[0], 2)}`}, ${t`answer`} <b data-output="0"></b>, ${t`target ${
    shown(flatTargets[0], 2)
  }`}`;
  const about = div("td-quiet", "p");
  side.append(curve.element, out);
  scene.append(layers.bars, side);
  const { depth: layerCount, activation, every_weight, scale } = choices;
  board.settings.append(...[layerCount, activation, every_weight, scale].map((choice) => choice.element));
  body.append(scene, about, layers.cards);
  return { layers, curve, answer: /** @type {HTMLElement} */ (out.querySelector("b")), about };
}

/** What the reader chooses. @param {import("../../kit/board/define.js").BoardOf<{}, {}>} board */
function fields(board) {
  const { machine } = board;
  const first = [...machine.start.subarray(0, 2)];
  /** @typedef {import("../../kit/board/choice.js").Field<number>} Count @typedef {import("../../kit/board/choice.js").Field<string>} List */
  /** @type {Count} */
  const layers = {
    label: t`layers`,
    kind: number(1, DEEPEST, { step: 1 }),
    read: () => depth(board),
    write: (count) => machine.become(...deepened(machine, count, first)),
    shown: String,
    dials: (count) => 2 * count,
  };
  /** @type {List} */
  const activation = {
    label: t`activation`,
    kind: oneOf(ACTIVATION_NAMES),
    read: () => bend(board),
    write: (name) => machine.become(networkOf(machine).under({ activation: name })),
  };
  /** @type {Count} */
  const every_weight = {
    label: t`every weight`,
    kind: number(-4, 4, { step: 0.1 }),
    derived: true,
    read: () => machine.parameters[0],
    write: (w) => machine.replace(machine.parameters.map((value, i) => (i % 2 ? value : w))),
    shown: (w) => shown(w, 1),
  };
  /** @type {List} */
  const scale = { label: t`bars`, kind: oneOf(SCALES), first: "plain" };
  return { depth: layers, activation, every_weight, scale };
}

/** How many layers there are. @param {{machine: import("../../kit/model/machine.js").Machine}} board */
function depth({ machine }) {
  return machine.sizes.length - 1;
}

/** @param {{machine: import("../../kit/model/machine.js").Machine}} board */
function bend({ machine }) {
  return networkOf(machine).network.activation[0];
}

/**
 * The network with so many layers, and its start: the layers that stay keep their dials, new ones begin as the first did.
 * @param {import("../../kit/model/machine.js").Machine} machine @param {number} layers @param {number[]} first its weight and bias at the start
 * @returns {[NetworkModel, Float64Array]}
 */
function deepened(machine, layers, first) {
  const { flatInputs, flatTargets, network } = networkOf(machine);
  const start = Float64Array.from({ length: 2 * layers }, (_, i) => first[i % 2]);
  const dials = start.slice();
  dials.set(machine.parameters.subarray(0, 2 * layers));
  const spec = { sizes: Array(layers + 1).fill(1), activation: network.activation[0], cost: network.costName };
  return [new NetworkModel(spec, dials, flatInputs, flatTargets), start];
}

/** @param {DepthBoard} board */
function aboutBars(board) {
  const { delta } = networkOf(board.machine).network;
  const bars = board.choices.scale.value === "powers"
    ? t`Bars: the error δ of each layer, in powers of ten from 10⁻⁸.`
    : t`Bars: the error δ of each layer.`;
  const share = delta[0][0] / delta[delta.length - 1][0];
  const left = delta.length > 1 && Number.isFinite(share)
    ? ` ${t`Of what the last layer gets, layer 1 gets ${significant(100 * Math.abs(share), 2)} %.`}`
    : "";
  return `${bars}${left}`;
}
