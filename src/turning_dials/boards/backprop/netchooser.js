// @ts-check
// The reader's choice of a small network: its sizes, its activation, its cost, or a worked example.
import { createSelect } from "../../kit/board/settings.js";
import { ACTIVATION_NAMES, COST_NAMES } from "../../kit/model/names.js";
import { activationsFor, fittingTargets, startingDials, startingExample } from "../../kit/model/start.js";

/** @typedef {{name: string, sizes: number[], activation: string, cost: string, parameters: number[], inputs: number[], targets: number[]}} Preset */
/** @typedef {import("./netstate.js").State} State */

/**
 * @param {import("../../kit/board/board.js").Board<any, any>} board
 * @param {() => import("../../kit/model/machine.js").NetworkModel} model
 * @param {(state: State) => void} become
 */
export function createChooser(board, model, become) {
  const { machine } = board;
  const element = document.createElement("details");
  element.className = "td-chooser";
  element.innerHTML = `<summary>Another network</summary><div class="td-row"></div>`;
  const row = /** @type {HTMLElement} */ (element.lastElementChild);
  /** @type {(() => void)[]} */
  const shows = [];

  /**
   * @param {string} control
   * @param {string} label
   * @param {[string, string][]} options
   * @param {() => string} now
   * @param {(value: string) => void} change
   */
  function list(control, label, options, now, change) {
    const { element: box, select } = createSelect({
      control,
      label,
      options,
      value: now(),
      onChange: change,
    });
    row.append(box);
    shows.push(() => {
      select.value = now();
    });
    return select;
  }
  const upTo = (/** @type {number} */ from, /** @type {number} */ most) =>
    Array.from(
      { length: most - from + 1 },
      (_, i) => /** @type {[string, string]} */ ([String(from + i), String(from + i)]),
    );
  const sizes = () => machine.sizes;
  const hidden = () => sizes().slice(1, -1);

  /** @type {Preset[]} */
  const presets = board.options.presets;
  if (presets.length) {
    const matching = () =>
      presets.findIndex((preset) =>
        preset.sizes.join() === sizes().join() && preset.parameters.every((value, k) => value === machine.start[k])
      );
    list(
      "example",
      "example",
      [["-1", "your own"], ...presets.map(({ name }, k) => /** @type {[string, string]} */ ([String(k), name]))],
      () => String(matching()),
      (value) => {
        const preset = presets[Number(value)];
        if (preset) change(preset);
      },
    );
  }
  list("inputs", "inputs", upTo(1, 4), () => String(sizes()[0]), (n) => resize([Number(n), ...sizes().slice(1)]));
  list("layers", "hidden layers", upTo(0, 2), () => String(hidden().length), (n) => {
    const kept = [...hidden(), 2, 2].slice(0, Number(n));
    resize([sizes()[0], ...kept, sizes()[sizes().length - 1]]);
  });
  for (const k of [0, 1]) {
    const select = list(`hidden_${k + 1}`, `in layer ${k + 1}`, upTo(1, 6), () => String(hidden()[k] ?? 2), (n) => {
      const next = sizes().slice();
      next[k + 1] = Number(n);
      resize(next);
    });
    const show = () => {
      /** @type {HTMLElement} */ (select.parentElement).hidden = hidden().length <= k;
    };
    shows.push(show);
    show();
  }
  list(
    "outputs",
    "outputs",
    upTo(1, 4),
    () => String(sizes()[sizes().length - 1]),
    (n) => resize([...sizes().slice(0, -1), Number(n)]),
  );
  list(
    "activation",
    "activation",
    Object.entries(ACTIVATION_NAMES),
    bend,
    (name) => become(changed(sizes(), name, machine.costName)),
  );
  list(
    "cost",
    "cost",
    Object.entries(COST_NAMES),
    () => machine.costName,
    (name) => become(changed(sizes(), bend(), name)),
  );

  /** The activation that the reader chose; a cross-entropy may have put its own on the last layer. */
  function bend() {
    const [name] = model().network.activation;
    return name === "softmax" ? "sigmoid" : name;
  }

  /** @param {number[]} next */
  function resize(next) {
    become(changed(next, bend(), machine.costName));
  }

  /** @param {number[]} next @param {string} name @param {string} cost @returns {State} */
  function changed(next, name, cost) {
    if (cost === "categorical_cross_entropy" && next[next.length - 1] < 2) {
      board.trouble(
        "Categorical cross-entropy shares 1 out among classes; with one output it is always 0. So it stays mean squared error.",
      );
      cost = "mean_squared_error";
    } else board.trouble("");
    const same = next.join() === sizes().join();
    const { inputs, targets } = startingExample(next, model().flatInputs, model().flatTargets);
    const start = same ? machine.start : startingDials(next);
    const parameters = same ? machine.parameters.slice() : start;
    return {
      sizes: next,
      activations: activationsFor(name, cost, next.length - 1),
      cost,
      inputs,
      targets: fittingTargets(cost, targets),
      start,
      parameters,
      text: "",
    };
  }

  /** @param {(typeof presets)[number]} preset */
  function change(preset) {
    const start = Float64Array.from(preset.parameters);
    become({
      sizes: preset.sizes,
      activations: activationsFor(preset.activation, preset.cost, preset.sizes.length - 1),
      cost: preset.cost,
      inputs: Float64Array.from(preset.inputs),
      targets: Float64Array.from(preset.targets),
      start,
      parameters: start,
      text: "",
    });
  }

  return {
    element,
    show() {
      for (const show of shows) show();
    },
  };
}
