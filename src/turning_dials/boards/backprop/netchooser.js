// @ts-check
// The reader's choice of a small network: its sizes, its activation, its cost, or a worked example.
import { div } from "../../kit/board/elements.js";
import { t } from "../../kit/model/language.js";
import { ACTIVATION_NAMES, COST_NAMES } from "../../kit/model/names.js";
import { activationsFor, fittingTargets, startingDials, startingExample } from "../../kit/model/start.js";
import { createList, examples } from "../../kit/parts/networks.js";

/** @typedef {import("../../kit/parts/networks.js").List} List */
/** @typedef {import("../../kit/model/netstate.js").State} State */
/** @typedef {import("../../kit/model/machine.js").NetworkModel} NetworkModel */

/**
 * @param {import("../../kit/board/board.js").Board<any, any>} board
 * @param {() => NetworkModel} model
 * @param {(state: State) => void} become
 */
export function createChooser(board, model, become) {
  const { machine } = board;
  const element = div("td-chooser", "details");
  element.innerHTML = `<summary>${t`Another network`}</summary><div class="td-verbs"></div>`;
  /** The activation that the reader chose; a cross-entropy may have put its own on the last layer. */
  const bend = () => {
    const [name] = model().network.activation;
    return name === "softmax" ? "sigmoid" : name;
  };
  /** @param {{sizes?: number[], name?: string, cost?: string}} wanted what is to be another */
  const change = ({ sizes = machine.sizes, name = bend(), cost = machine.costName }) => {
    const allowed = allowedCost(sizes, cost);
    become(changed(machine, model(), sizes, name, allowed));
    // Said last: what follows from another network may take back what was said before.
    board.trouble(allowed === cost ? "" : NO_CLASSES);
  };
  /** @type {List} */
  const activation = {
    control: "activation",
    label: t`activation`,
    options: Object.entries(ACTIVATION_NAMES),
    now: bend,
    change: (name) => change({ name }),
  };
  /** @type {List} */
  const cost = {
    control: "cost",
    label: t`cost`,
    options: Object.entries(COST_NAMES),
    now: () => machine.costName,
    change: (cost) => change({ cost }),
  };
  /** @type {import("../../kit/parts/networks.js").Preset[]} */
  const presets = board.options.presets;
  const lists = [
    ...(presets.length ? [examples(machine, presets, become)] : []),
    ...layerLists(machine, (sizes) => change({ sizes })),
    activation,
    cost,
  ].map(createList);
  element.lastElementChild?.append(...lists.map((list) => list.element));
  return {
    element,
    show() {
      for (const list of lists) list.show();
    },
  };
}

/**
 * How many inputs, layers, neurons and outputs.
 * @param {import("../../kit/model/machine.js").Machine} machine @param {(sizes: number[]) => void} resize @returns {List[]}
 */
function layerLists(machine, resize) {
  const hidden = () => machine.sizes.slice(1, -1);
  const outputs = () => machine.sizes[machine.sizes.length - 1];
  const neurons = (/** @type {number} */ k) => ({
    control: `hidden_${k + 1}`,
    label: t`in layer ${k + 1}`,
    options: counts(1, 6),
    now: () => String(hidden()[k] ?? 2),
    change(/** @type {string} */ n) {
      const next = machine.sizes.slice();
      next[k + 1] = Number(n);
      resize(next);
    },
    hidden: () => hidden().length <= k,
  });
  return [
    {
      control: "inputs",
      label: t`inputs`,
      options: counts(1, 4),
      now: () => String(machine.sizes[0]),
      change: (n) => resize([Number(n), ...machine.sizes.slice(1)]),
    },
    {
      control: "layers",
      label: t`hidden layers`,
      options: counts(0, 2),
      now: () => String(hidden().length),
      change: (n) => resize([machine.sizes[0], ...[...hidden(), 2, 2].slice(0, Number(n)), outputs()]),
    },
    neurons(0),
    neurons(1),
    {
      control: "outputs",
      label: t`outputs`,
      options: counts(1, 4),
      now: () => String(outputs()),
      change: (n) => resize([...machine.sizes.slice(0, -1), Number(n)]),
    },
  ];
}

/** @param {number} from @param {number} most @returns {[string, string][]} */
function counts(from, most) {
  return Array.from({ length: most - from + 1 }, (_, i) => [String(from + i), String(from + i)]);
}

const NO_CLASSES =
  t`Categorical cross-entropy shares 1 out among classes; with one output it is always 0. So it stays mean squared error.`;

/** The cost that such a network may have: the one wanted, or another. @param {number[]} sizes @param {string} cost */
function allowedCost(sizes, cost) {
  const without = cost === "categorical_cross_entropy" && sizes[sizes.length - 1] === 1;
  return without ? "mean_squared_error" : cost;
}

/**
 * The network with other sizes, another activation or another cost: what still fits of its example and its dials stays.
 * @param {import("../../kit/model/machine.js").Machine} machine @param {NetworkModel} model
 * @param {number[]} sizes @param {string} name of the activation @param {string} cost @returns {State}
 */
function changed(machine, model, sizes, name, cost) {
  const same = sizes.join() === machine.sizes.join();
  const { inputs, targets } = startingExample(sizes, model.flatInputs, model.flatTargets);
  const start = same ? machine.start : startingDials(sizes);
  const parameters = same ? machine.parameters.slice() : start;
  return {
    sizes,
    activations: activationsFor(name, cost, sizes.length - 1),
    cost,
    inputs,
    targets: fittingTargets(cost, targets),
    start,
    parameters,
    text: "",
  };
}
