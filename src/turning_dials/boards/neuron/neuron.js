// @ts-check
import { defineBoard, div } from "../../kit/board/board.js";
import { NetworkModel } from "../../kit/model/machine.js";
import { createScatter } from "../../kit/parts/scatter.js";
import { createCurve } from "../../kit/parts/curve.js";
import { shown, subscript } from "../../kit/model/text.js";
import { createWires } from "../../kit/board/wire.js";

/** @typedef {keyof typeof import("../../kit/model/activations.js").activations} Activation */
const NAMES = {
  sigmoid: "sigmoid",
  tanh: "tanh",
  relu: "ReLU",
  leaky_relu: "leaky ReLU",
  identity: "identity (no bend)",
};

export default defineBoard("neuron", (board) => {
  const { machine, options, body } = board;
  const model = /** @type {NetworkModel} */ (machine.model);
  const width = machine.sizes[0];
  const count = model.count;
  const activation =
    () => /** @type {Activation} */ (/** @type {NetworkModel} */ (machine.model).network.activation[0]);
  let example = Math.min(board.choice("example", 0), count - 1);
  const x = (/** @type {number} */ i) => model.flatInputs[example * width + i];
  const y = () => model.flatTargets[example];

  // ---- the neuron, left to right: inputs, weights, sum, activation, output
  const row = div("td-neuron");
  const lines = div("td-neuron-lines");
  const sum = div("td-neuron-sum");
  sum.innerHTML = `<div class="td-neuron-circle"><b>Σ</b><span data-z></span></div>`;
  const circle = /** @type {HTMLElement} */ (sum.firstElementChild);
  const curve = createCurve();
  const out = div("td-neuron-out");
  out.innerHTML = `<b data-output="0"></b><span>output a</span><span class="td-quiet" data-target></span>`;
  row.append(lines, sum, curve.element, out);
  body.append(row);
  const wires = createWires(row);
  for (let i = 0; i < width; i++) {
    const line = div("td-neuron-line");
    const input = div("td-neuron-input");
    const name = options.input_names?.[i] ?? `input ${i + 1}`;
    input.innerHTML = `<span class="td-neuron-circle"></span><i></i>`;
    const value = /** @type {HTMLElement} */ (input.firstElementChild);
    /** @type {HTMLElement} */ (input.lastElementChild).textContent = options.input_names
      ? `x${subscript(i + 1)} ${name}`
      : `x${subscript(i + 1)}`;
    const dial = board.dial({ index: i, symbol: `w${subscript(i + 1)}`, spoken: `weight ${i + 1}` });
    line.append(input, dial.element);
    lines.append(line);
    wires.join(value, dial.rim, () => machine.parameters[i]);
    wires.join(dial.rim, circle, () => machine.parameters[i]);
    board.onPaint(() => {
      value.textContent = shown(x(i));
    });
    if (count === 1) input.append(inputSlider(i, name));
  }
  const bias = board.dial({ index: width, symbol: "b", spoken: "bias" });
  sum.append(bias.element);
  wires.join(circle, bias.rim, () => machine.parameters[width]);
  wires.join(circle, curve.element);
  wires.join(curve.element, out);

  /** @param {number} i @param {string} name */
  function inputSlider(i, name) {
    const chosen = board.choice(`input_${i}`, x(i));
    model.flatInputs[i] = chosen;
    const limit = Math.max(1, Math.abs(chosen));
    const slider = board.slider({
      control: `input_${i}`,
      label: "",
      min: machine.inputs.flat().some((v) => v < 0) ? -limit : 0,
      max: limit,
      value: chosen,
      step: 0.01,
      onChange: (to) => {
        model.flatInputs[i] = to;
        machine.refresh();
      },
    });
    slider.input.setAttribute("aria-label", name);
    slider.element.querySelector("output")?.remove();
    return slider.element;
  }

  // ---- the same as a formula, with the numbers of this moment
  const formula = div("td-formula");
  body.append(formula);
  const right = (/** @type {number} */ e) => (model.outputs(e)[0] > 0.5) === (model.flatTargets[e] > 0.5);
  function formulaText() {
    const { parameters } = machine;
    const terms = Array.from({ length: width }, (_, i) => `w${subscript(i + 1)}x${subscript(i + 1)}`);
    const numbers = Array.from({ length: width }, (_, i) => `${bracket(parameters[i])}·${bracket(x(i))}`);
    const z = model.z(0, example)[0];
    const a = model.outputs(example)[0];
    const lines = [
      `z = ${terms.join(" + ")} + b = ${numbers.join(" + ")} + ${bracket(parameters[width])} = ${shown(z)}`,
      `a = ${activation().replace("_", " ")}(z) = ${activation() === "sigmoid" ? `1 / (1 + e^${bracket(-z)}) = ` : ""}${
        shown(a, 3)
      }`,
      ...(machine.costName === "mean_squared_error"
        ? [
          `${count > 1 ? "its share: " : "cost = "}(a − y)² = (${shown(a, 3)} − ${shown(y(), 0)})² = ${
            shown((a - y()) ** 2, 4)
          }`,
        ]
        : []),
    ];
    if (count > 1) lines.push(`cost = mean over all ${count} examples = ${shown(machine.cost, 4)}`);
    return lines;
  }

  // ---- the examples, when there are several
  const data = div("td-neuron-data");
  const side = div("td-neuron-side");
  /** @type {((e: number) => void)} */
  const show = (e) => {
    example = e;
    board.choose("example", e);
    picker.value = String(e);
    board.request();
  };
  const nameOf = (/** @type {number} */ e) => options.example_names?.[e] ?? `example ${e + 1}`;
  const { element: pickerLabel, select: picker } = board.select({
    control: "example",
    label: "shown above",
    options: Array.from({ length: count }, (_, e) => [String(e), nameOf(e)]),
    value: String(example),
    onChange: (to) => show(Number(to)),
  });
  if (count > 1) {
    body.append(data);
    if (width === 2) {
      const scatter = createScatter({
        inputs: machine.inputs,
        targets: model.flatTargets,
        names: options.input_names ?? ["x₁", "x₂"],
        answers: options.answers,
        onPick: show,
      });
      data.append(scatter.element);
      board.onPaint(() =>
        scatter.paint([machine.parameters[0], machine.parameters[1]], machine.parameters[2], (e) => right(e), example)
      );
    }
    data.append(side);
    if (count <= 8) side.append(table());
    const score = div("td-neuron-score");
    side.append(score, pickerLabel);
    board.onPaint(() => {
      const good = Array.from({ length: count }, (_, e) => right(e)).filter(Boolean).length;
      score.textContent = `${good} of ${count} on the right side of one half`;
    });
  }

  function table() {
    const element = document.createElement("table");
    const names = Array.from({ length: width }, (_, i) => options.input_names?.[i] ?? `x${subscript(i + 1)}`);
    element.innerHTML = `<thead><tr></tr></thead><tbody></tbody>`;
    for (const head of [...names, "target", "output", ""]) {
      const cell = document.createElement(head ? "th" : "td");
      cell.textContent = head;
      element.tHead?.rows[0].append(cell);
    }
    for (let e = 0; e < count; e++) {
      const line = element.tBodies[0].insertRow();
      for (let i = 0; i < width; i++) line.insertCell().textContent = shown(model.flatInputs[e * width + i], 0);
      const target = line.insertCell();
      const output = line.insertCell();
      const verdict = line.insertCell();
      board.onPaint(() => {
        target.textContent = shown(model.flatTargets[e], 0);
        output.textContent = shown(model.outputs(e)[0], 3);
        verdict.textContent = right(e) ? "✓ right" : "✗ wrong";
        line.classList.toggle("td-now", e === example);
      });
    }
    return element;
  }

  // ---- other targets for the same inputs
  /** @type {Record<string, number[]>} */
  const tables = options.tables ?? {};
  const first = Object.keys(tables).find((name) =>
    tables[name].every((target, e) => target === model.flatTargets[e])
  ) ?? Object.keys(tables)[0];
  if (first) {
    side.prepend(
      board.select({
        control: "table",
        label: "table",
        options: Object.keys(tables).map((name) => [name, name]),
        value: board.choice("table", first),
        onChange: judge,
      }).element,
    );
    if (board.choice("table", first) !== first) judge(board.choice("table", first));
  }

  /** @param {string} name */
  function judge(name) {
    model.flatTargets.set(tables[name]);
    machine.refresh();
  }

  // ---- verbs
  board.wayBack();
  if (options.show_slopes === false) board.slopes();
  board.descent();
  if (options.choose_activation) {
    board.settings.append(
      board.select({
        control: "activation",
        label: "activation",
        options: Object.entries(NAMES),
        value: board.choice("activation", activation()),
        onChange: bend,
      }).element,
    );
    if (board.choice("activation", activation()) !== activation()) bend(board.choice("activation", activation()));
  }
  board.share();
  board.explain(count > 1 ? `Slopes and cost are for all ${count} examples together.` : "");

  /** @param {string} name */
  function bend(name) {
    const { flatInputs, flatTargets } = model;
    const next = new NetworkModel(
      { sizes: machine.sizes, activation: name, cost: machine.costName },
      machine.parameters,
      flatInputs,
      flatTargets,
    );
    model.network = next.network;
    machine.become(model);
  }

  board.onPaint(() => {
    const z = model.z(0, example)[0];
    const a = model.outputs(example)[0];
    /** @type {HTMLElement} */ (sum.querySelector("[data-z]")).textContent = `z = ${shown(z)}`;
    /** @type {HTMLElement} */ (out.querySelector("[data-output]")).textContent = shown(a, 3);
    /** @type {HTMLElement} */ (out.querySelector("[data-target]")).textContent = `target y = ${shown(y(), 0)}`;
    curve.paint(activation(), z);
    formula.replaceChildren(
      ...formulaText().map((text) => Object.assign(document.createElement("p"), { textContent: text })),
    );
    wires.paint();
  });
  return () => wires.stop();
});

/** A number in a product: negative ones in brackets. @param {number} value */
function bracket(value) {
  const text = shown(value);
  return text.startsWith("−") ? `(${text})` : text;
}
