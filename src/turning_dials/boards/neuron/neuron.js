// @ts-check
// One neuron, left to right: inputs, a weight on each wire, the sum, the activation, the output. With several examples it is
// judged by their mean, and shows one of them at a time.
import { defineBoard } from "../../kit/board/define.js";
import { div, write, writeLines } from "../../kit/board/elements.js";
import { flag, table, texts } from "../../kit/board/options.js";
import { createWires } from "../../kit/board/wire.js";
import { number, oneOf } from "../../kit/model/kinds.js";
import { t } from "../../kit/model/language.js";
import { networkOf } from "../../kit/model/machine.js";
import { ACTIVATION_NAMES } from "../../kit/model/names.js";
import { bracketed, shown, subscript } from "../../kit/model/text.js";
import { createCurve } from "../../kit/parts/curve.js";
import { createExamples } from "./examples.js";

const OPTIONS = {
  input_names: texts(null),
  example_names: texts(null),
  answers: texts(["0", "1"]),
  tables: table(),
  choose_activation: flag(false),
};
/** @typedef {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, Record<string, Field>>} NeuronBoard */
/** @typedef {import("../../kit/board/choice.js").Field<any>} Field */

export default defineBoard({
  name: "neuron",
  title: t`neuron board`,
  options: OPTIONS,
  fields,
  build,
  paint(board, { neuron, formula, examples }) {
    neuron.paint();
    writeLines(formula, formulaLines(board));
    examples?.paint();
  },
  legend(board) {
    const { count } = networkOf(board.machine);
    return count > 1 ? t`Slopes and cost are for all ${count} examples together.` : "";
  },
});

/** @param {NeuronBoard} board */
function build(board) {
  const neuron = createNeuron(board);
  const formula = div("td-formula");
  board.body.append(neuron.element, formula);
  const examples = networkOf(board.machine).count > 1 ? createExamples(board) : null;
  if (examples) board.body.append(examples.element);
  board.onStop(neuron.stop);
  return { neuron, formula, examples };
}

/** What the reader chooses. @param {NeuronBoard} board */
function fields(board) {
  const { machine, options } = board;
  const { count, sizes, flatInputs } = networkOf(machine);
  /** @type {Record<string, Field>} */
  const found = {};
  if (count === 1) {
    const low = flatInputs.some((value) => value < 0) ? -1 : 0;
    for (let i = 0; i < sizes[0]; i++) found[`input_${i}`] = inputField(board, i, low);
  } else {
    const names = Array.from({ length: count }, (_, e) => options.example_names?.[e] ?? t`example ${e + 1}`);
    found.example = { label: t`shown above`, kind: oneOf(Object.fromEntries(names.entries())), first: "0" };
  }
  const tables = Object.entries(options.tables);
  if (tables.length) {
    found.table = {
      label: t`table`,
      kind: oneOf(Object.fromEntries(tables.map(([name]) => [name, name]))),
      read: () => tables.find(([, targets]) => fits(targets, networkOf(machine).flatTargets))?.[0] ?? tables[0][0],
      write(name) {
        networkOf(machine).flatTargets.set(options.tables[name]);
        machine.refresh();
      },
    };
  }
  if (options.choose_activation) {
    found.activation = {
      label: t`activation`,
      kind: oneOf(ACTIVATION_NAMES),
      read: () => activationOf(board),
      write: (name) => machine.become(networkOf(machine).under({ activation: name })),
    };
  }
  return found;
}

/** An input of the one example, moved by the reader. @param {NeuronBoard} board @param {number} i @param {number} low @returns {Field} */
function inputField({ machine, options }, i, low) {
  const limit = Math.max(1, Math.abs(networkOf(machine).flatInputs[i]));
  return {
    label: "",
    spoken: options.input_names?.[i] ?? t`input ${i + 1}`,
    kind: number(low * limit, limit, { step: 0.01 }),
    read: () => networkOf(machine).flatInputs[i],
    write(value) {
      networkOf(machine).flatInputs[i] = value;
      machine.refresh();
    },
  };
}

/** @param {number[]} targets @param {Float64Array} now */
function fits(targets, now) {
  return targets.every((target, e) => target === now[e]);
}

/** @param {NeuronBoard} board */
function activationOf({ machine }) {
  return networkOf(machine).network.activation[0];
}

/** The example that is shown. @param {NeuronBoard} board */
export function exampleOf({ choices }) {
  return Number(choices.example?.value ?? 0);
}

/** The neuron as a picture with dials on its wires. @param {NeuronBoard} board */
function createNeuron(board) {
  const { machine, options } = board;
  const width = machine.sizes[0];
  const element = div("td-neuron");
  const lines = div("td-neuron-lines");
  const sum = div("td-neuron-sum");
  sum.innerHTML = `<div class="td-neuron-circle"><b>Σ</b><span></span></div>`;
  const circle = /** @type {HTMLElement} */ (sum.firstElementChild);
  const curve = createCurve();
  const out = div("td-neuron-out");
  out.innerHTML = `<b data-output="0"></b><span>${t`output a`}</span><span class="td-quiet"></span>`;
  const [output, , target] = /** @type {HTMLElement[]} */ ([...out.children]);
  element.append(lines, sum, curve.element, out);
  const wires = createWires(element);
  const circles = Array.from({ length: width }, (_, i) => {
    const line = div("td-neuron-line");
    const input = div("td-neuron-input");
    input.innerHTML = `<span class="td-neuron-circle"></span><i></i>`;
    const [value, name] = /** @type {HTMLElement[]} */ ([...input.children]);
    name.textContent = [`x${subscript(i + 1)}`, options.input_names?.[i]].filter(Boolean).join(" ");
    const dial = board.dial({ index: i, symbol: `w${subscript(i + 1)}`, spoken: t`weight ${i + 1}` });
    const moved = board.choices[`input_${i}`];
    if (moved) input.append(moved.element);
    line.append(input, dial.element);
    lines.append(line);
    wires.join(value, dial.rim, () => machine.parameters[i]);
    wires.join(dial.rim, circle, () => machine.parameters[i]);
    return value;
  });
  const bias = board.dial({ index: width, symbol: "b", spoken: t`bias` });
  sum.append(bias.element);
  wires.join(circle, bias.rim, () => machine.parameters[width]);
  wires.join(circle, curve.element);
  wires.join(curve.element, out);

  function paint() {
    const model = networkOf(machine);
    const e = exampleOf(board);
    const z = model.z(0, e)[0];
    circles.forEach((value, i) => write(value, shown(model.a(0, e)[i])));
    write(/** @type {HTMLElement} */ (circle.lastElementChild), `z = ${shown(z)}`);
    write(output, shown(model.outputs(e)[0], 3));
    write(target, t`target y = ${shown(model.flatTargets[e], 0)}`);
    curve.paint(activationOf(board), z);
    wires.paint();
  }
  return { element, paint, stop: wires.stop };
}

/** The same as formulas, with the numbers of this moment. @param {NeuronBoard} board */
function formulaLines(board) {
  const { machine } = board;
  const model = networkOf(machine);
  const { count, flatTargets } = model;
  const e = exampleOf(board);
  const [z, a, y] = [model.z(0, e)[0], model.outputs(e)[0], flatTargets[e]];
  const inputs = Array.from(model.a(0, e));
  const terms = inputs.map((_, i) => `w${subscript(i + 1)}x${subscript(i + 1)}`);
  const numbers = inputs.map((x, i) => `${bracketed(machine.parameters[i])}·${bracketed(x)}`);
  const bias = bracketed(machine.parameters[machine.sizes[0]]);
  const name = activationOf(board);
  const sigmoid = name === "sigmoid" ? `1 / (1 + e^${bracketed(-z)}) = ` : "";
  const lines = [
    `z = ${terms.join(" + ")} + b = ${numbers.join(" + ")} + ${bias} = ${shown(z)}`,
    `a = ${name.replace("_", " ")}(z) = ${sigmoid}${shown(a, 3)}`,
  ];
  if (machine.costName === "mean_squared_error") {
    const share = count > 1 ? t`its share:` : t`cost =`;
    lines.push(`${share} (a − y)² = (${shown(a, 3)} − ${shown(y, 0)})² = ${shown((a - y) ** 2, 4)}`);
  }
  if (count > 1) lines.push(t`cost = mean over all ${count} examples = ${shown(machine.cost, 4)}`);
  return lines;
}
