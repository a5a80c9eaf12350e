// @ts-check
// A board under whose dials the reader may put another network: its state as one text for links, and the worked examples to
// call up.
import { createSelect } from "../board/settings.js";
import { shaped } from "../board/options.js";
import { t } from "../model/language.js";
import { NetworkModel, networkOf } from "../model/machine.js";
import { asState, fromState } from "../model/netstate.js";
import { activationsFor } from "../model/start.js";

/** @typedef {import("../model/machine.js").Machine} Machine */
/** @typedef {import("../model/netstate.js").State} State */
/** @typedef {{name: string, sizes: number[], activation: string, cost: string, parameters: number[], inputs: number[], targets: number[]}} Preset */
/**
 * A list to choose from.
 * @typedef {object} List
 * @property {string} control @property {string} label
 * @property {[string, string][]} options value and text of each
 * @property {() => string} now @property {(value: string) => void} change
 * @property {() => boolean} [hidden]
 */

/** The option that holds worked examples. */
export const PRESETS = shaped(arePresets, "a list of networks", /** @type {Preset[]} */ ([]));

/** @param {any} value */
function arePresets(value) {
  return Array.isArray(value) && value.every((one) => Array.isArray(one?.sizes) && Array.isArray(one.parameters));
}

/** @param {State} state */
export function modelOf({ sizes, activations, cost, parameters, inputs, targets }) {
  return new NetworkModel({ sizes, activation: activations, cost }, parameters, inputs, targets);
}

/**
 * The network under the dials, its example and its start as a field: links hold it, Python knows it in another way.
 * @param {Machine} machine @param {(state: State) => boolean} [fits] whether this board can hold it
 * @returns {import("../board/choice.js").Field<State>}
 */
export function networkField(machine, fits = () => true) {
  return {
    label: "",
    hidden: true,
    unkept: true,
    kind: {
      parse(text) {
        const state = fromState(text);
        return state && fits(state) ? state : undefined;
      },
      text: (state) => state.text,
      expected: t`a network that this board can hold`,
    },
    read: () => asState(networkOf(machine), machine.start),
    write: (state) => machine.become(modelOf(state), state.start),
    dials: (state) => state.start.length,
  };
}

/** @param {List} list */
export function createList({ control, label, options, now, change, hidden }) {
  const { element, select } = createSelect({ control, label, options, value: now(), onChange: change });
  const show = () => {
    select.value = now();
    if (hidden) element.hidden = hidden();
  };
  show();
  return { element, show };
}

/**
 * The worked examples; a network that is none of them is the reader's own.
 * @param {Machine} machine @param {Preset[]} presets @param {(state: State) => void} become
 * @returns {List}
 */
export function examples(machine, presets, become) {
  const stands = (/** @type {Preset} */ { sizes, parameters }) =>
    sizes.join() === machine.sizes.join() && parameters.every((value, k) => value === machine.start[k]);
  return {
    control: "example",
    label: t`example`,
    options: [
      ["-1", t`your own`],
      ...presets.map(({ name }, k) => /** @type {[string, string]} */ ([String(k), name])),
    ],
    now: () => String(presets.findIndex(stands)),
    change(value) {
      const preset = presets[Number(value)];
      if (preset) become(stateOf(preset));
    },
  };
}

/** @param {Preset} preset @returns {State} */
function stateOf({ sizes, activation, cost, parameters, inputs, targets }) {
  const start = Float64Array.from(parameters);
  return {
    sizes,
    activations: activationsFor(activation, cost, sizes.length - 1),
    cost,
    inputs: Float64Array.from(inputs),
    targets: Float64Array.from(targets),
    start,
    parameters: start,
    text: "",
  };
}
