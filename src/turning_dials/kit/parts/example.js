// @ts-check
// The example under the network, set by the reader: a slider for each input, and for each target a slider or, where one
// class is the right one, a button.
import { button, div, write } from "../board/elements.js";
import { createSlider } from "../board/settings.js";
import { t } from "../model/language.js";
import { networkOf } from "../model/machine.js";
import { significant, subscript } from "../model/text.js";

/** @typedef {import("../model/machine.js").Machine} Machine */

/** The controls of the network that the machine holds now. @param {Machine} machine */
export function createExample(machine) {
  /** @type {(() => void)[]} */
  const paints = [];
  return {
    /** @param {number} i */
    input: (i) =>
      slider(machine, networkOf(machine).flatInputs, i, { control: `input_${i}`, spoken: t`input ${i + 1}`, low: -1 }),
    /** @param {number} j */
    target(j) {
      const { flatTargets } = networkOf(machine);
      const box = div("td-target");
      const label = div("", "span");
      paints.push(() => write(label, t`target y${subscript(j + 1)} ${significant(flatTargets[j], 3)}`));
      box.append(label, targetControl(machine, j, paints));
      return box;
    },
    paint() {
      for (const paint of paints) paint();
    },
  };
}

/** @param {Machine} machine @param {number} j @param {(() => void)[]} paints what it needs painted is added */
function targetControl(machine, j, paints) {
  const { flatTargets, network } = networkOf(machine);
  if (network.costName === "categorical_cross_entropy") {
    const right = button(t`right one`, () => {
      flatTargets.fill(0);
      flatTargets[j] = 1;
      machine.refresh();
    });
    right.dataset.control = `target_${j}`;
    right.setAttribute("aria-label", t`output ${j + 1} is the right one`);
    paints.push(() => right.setAttribute("aria-pressed", String(flatTargets[j] === 1)));
    return right;
  }
  const bounded = network.activation[network.activation.length - 1] === "sigmoid";
  return slider(machine, flatTargets, j, {
    control: `target_${j}`,
    spoken: t`target ${j + 1}`,
    low: bounded ? 0 : -1,
  });
}

/**
 * A slider for one number of the example, from `low` to 1, or as far as the number itself.
 * @param {Machine} machine @param {Float64Array} values @param {number} k
 * @param {{control: string, spoken: string, low: number}} named
 */
function slider(machine, values, k, { control, spoken, low }) {
  const { element } = createSlider({
    control,
    label: "",
    spoken,
    min: Math.min(low, values[k]),
    max: Math.max(1, values[k]),
    value: values[k],
    step: 0.01,
    onChange: (to) => {
      values[k] = to;
      machine.refresh();
    },
  });
  return element;
}
