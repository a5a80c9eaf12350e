// @ts-check
import { defineBoard, div, tidy } from "../../kit/board/board.js";
import { createCurve } from "../../kit/parts/curve.js";
import { activations, slopeAt } from "../../kit/model/activations.js";
import { NetworkModel, Trouble } from "../../kit/model/machine.js";
import { shown, spoken, subscript } from "../../kit/model/text.js";
import { createCurvePlot } from "./plot.js";

const NAMES = {
  identity: "identity (no bend)",
  sigmoid: "sigmoid",
  tanh: "tanh",
  relu: "ReLU",
  leaky_relu: "leaky ReLU",
};
const FLAT = 0.01;

export default defineBoard("curve", (board) => {
  const { machine, body, options } = board;
  const model = /** @type {NetworkModel} */ (machine.model);
  const [, hidden] = machine.sizes;
  const bendName = () => model.network.activation[0];
  const bend = () => activations[bendName()];
  const at = { w: 0, b: hidden, v: 2 * hidden, c: 3 * hidden };
  const dialOf = (/** @type {"w" | "b" | "v"} */ kind, /** @type {number} */ j) => machine.parameters[at[kind] + j];
  const z = (/** @type {number} */ j, /** @type {number} */ x) => dialOf("w", j) * x + dialOf("b", j);
  const add = (/** @type {number} */ j, /** @type {number} */ x) => dialOf("v", j) * bend().value(z(j, x));
  const neurons = Array.from({ length: hidden }, (_, j) => j);
  const answer = (/** @type {number} */ x) => neurons.reduce((sum, j) => sum + add(j, x), machine.parameters[at.c]);
  const inputs = Array.from(model.flatInputs);
  const targets = model.flatTargets;
  /** @type {Record<string, number[]>} */
  const curves = options.curves ?? {};

  // ---- the curve, and beside it what bends it
  const scene = div("td-follow-scene");
  const plot = createCurvePlot({
    inputs,
    targets,
    curves: [Array.from(targets), ...Object.values(curves)],
    label: "the target curve, the network's answer, and what each hidden neuron adds to it",
    onPick: look,
  });
  const side = div("td-follow-side");
  const [value, slope] = [
    createCurve({ width: 190, height: 122 }),
    createCurve({ width: 190, height: 122, slope: true }),
  ];
  side.append(value.element, slope.element);
  scene.append(plot.element, side);
  const key = document.createElement("p");
  key.className = "td-quiet";
  key.textContent =
    "Circles: the target. Thick line: the answer. Thin lines: what each neuron adds. ▲: where its z is 0.";
  const say = document.createElement("p");
  say.className = "td-follow-say";
  body.append(scene, key, say);
  let probe = Math.max(plot.from, Math.min(plot.to, board.choice("x", options.x ?? (plot.from + plot.to) / 2)));
  const slider = board.slider({
    control: "x",
    label: "look at x =",
    min: plot.from,
    max: plot.to,
    value: probe,
    step: 0.01,
    read: (x) => shown(x),
    onChange: (x) => {
      probe = x;
      board.request();
    },
  });
  body.append(slider.element);

  /** @param {number} x */
  function look(x) {
    probe = Math.round(x * 100) / 100;
    slider.show(probe);
    board.choose("x", probe);
    board.request();
  }

  // ---- the dials, neuron by neuron
  const cards = div("td-follow-cards");
  body.append(cards);
  for (const j of neurons) {
    const number = subscript(j + 1);
    const card = div("td-follow-card");
    card.innerHTML = `<b>neuron ${j + 1}</b><span class="td-quiet"></span>`;
    const state = /** @type {HTMLElement} */ (card.lastElementChild);
    for (
      const [kind, spokenAs]
        of /** @type {["w" | "b" | "v", string][]} */ ([["w", "weight into"], ["b", "bias of"], ["v", "weight out of"]])
    ) {
      card.append(
        board.dial({ index: at[kind] + j, symbol: `${kind}${number}`, spoken: `${spokenAs} neuron ${j + 1}` }).element,
      );
    }
    cards.append(card);
    board.onPaint(() => {
      const [text, stuck] = condition(j);
      state.textContent = text;
      card.classList.toggle("td-follow-stuck", stuck);
    });
  }
  const last = div("td-follow-card");
  last.innerHTML =
    `<b>output</b><span class="td-quiet">answer <span data-output="0"></span>,<br>target <span data-wanted></span></span>`;
  last.append(board.dial({ index: at.c, symbol: "c", spoken: "bias of the output" }).element);
  cards.append(last);

  /** How steep a neuron is, at the place that is looked at and over all examples; and whether it is stuck. @param {number} j @returns {[string, boolean]} */
  function condition(j) {
    const steepest = inputs.reduce((most, x) => Math.max(most, slopeAt(bend(), z(j, x))), 0);
    if (steepest === 0) return [`dead: slope 0 for all ${inputs.length} x`, true];
    if (steepest < FLAT) return [`flat: slope at most ${shown(steepest, 4)}`, true];
    return [`z = ${shown(z(j, probe))}, slope ${shown(slopeAt(bend(), z(j, probe)))}`, false];
  }

  function verdict() {
    const w = neurons.reduce((sum, j) => sum + dialOf("v", j) * dialOf("w", j), 0);
    const b = neurons.reduce((sum, j) => sum + dialOf("v", j) * dialOf("b", j), machine.parameters[at.c]);
    if (bendName() === "identity") {
      return `No bend: the ${machine.parameters.length} dials make one line, ${shown(w, 3)}·x ${b < 0 ? "−" : "+"} ${
        shown(Math.abs(b), 3)
      }. One neuron could do that.`;
    }
    const corners = neurons.filter((j) => {
      const x = -dialOf("b", j) / dialOf("w", j);
      return x > plot.from && x < plot.to;
    }).length;
    const places = `${corners} of ${hidden} neurons bend it between ${shown(plot.from, 0)} and ${shown(plot.to, 0)}`;
    return bendName().endsWith("relu")
      ? `Straight pieces: ${places}, each at one corner.`
      : `One smooth curve: ${places}.`;
  }

  board.describe = () =>
    [
      `Cost ${spoken(machine.cost, 4)}, activation ${bendName().replace("_", " ")}. ${verdict()}`,
      ...neurons.map((j) =>
        `Neuron ${j + 1}: w ${spoken(dialOf("w", j))}, b ${spoken(dialOf("b", j))}, v ${
          spoken(dialOf("v", j))
        }; slopes ${
          ["w", "b", "v"].map((kind) => spoken(machine.gradient[at[/** @type {"w"} */ (kind)] + j], 3)).join(", ")
        }; ${condition(j)[0]}`
      ),
      `c ${spoken(machine.parameters[at.c])}, slope ${spoken(machine.gradient[at.c], 3)}`,
    ].join("\n");

  // ---- verbs
  board.pace = 10;
  board.wayBack();
  board.descent({ rates: [0.01, 1] });
  const { element: list, select } = board.select({
    control: "activation",
    label: "activation",
    options: Object.entries(NAMES),
    value: board.choice("activation", bendName()),
    onChange: become,
  });
  board.settings.append(list);
  if (Object.keys(curves).length) {
    const present = Object.keys(curves).find((name) => curves[name].every((y, e) => y === targets[e]));
    const choices = Object.keys(curves).map((name) => /** @type {[string, string]} */ ([name, name]));
    board.settings.append(
      board.select({
        control: "target",
        label: "target",
        options: choices,
        value: present ?? choices[0][0],
        onChange: aim,
      }).element,
    );
  }
  board.verb("Show saturation", () =>
    stage("sigmoid", (values) => {
      for (const j of neurons) values[at.b + j] = values[at.b + j] < 0 ? -8 : 8;
    }));
  board.verb("Show a dead ReLU", () =>
    stage("relu", (values) => {
      const j = neurons.reduce((best, k) => (Math.abs(values[at.v + k]) > Math.abs(values[at.v + best]) ? k : best), 0);
      values[at.b + j] = Number((-0.5 - Math.max(...inputs.map((x) => values[at.w + j] * x))).toPrecision(3));
    }));
  board.share();
  become(select.value);

  /** Another curve to follow, with the same dials. @param {string} name */
  function aim(name) {
    if (!Object.hasOwn(curves, name)) throw new Trouble(`There is no target “${name}” on this board.`);
    board.pause();
    targets.set(curves[name]);
    machine.history = [];
    machine.refresh();
    scale();
  }

  /** Show a state of the dials that is worth a look. @param {string} name @param {(values: Float64Array) => void} turn */
  function stage(name, turn) {
    board.pause();
    become(select.value = name);
    board.choose("activation", name);
    const values = machine.start.slice();
    turn(values);
    board.attempt(() => machine.replace(values));
  }

  /** @param {string} name */
  function become(name) {
    if (!Object.hasOwn(NAMES, name)) throw new Trouble(`There is no activation “${name}” on this board.`);
    if (name !== bendName()) {
      model.network = new NetworkModel(
        { sizes: machine.sizes, activation: [name, "identity"], cost: machine.costName },
        machine.parameters,
        model.flatInputs,
        model.flatTargets,
      ).network;
      machine.become(model);
    }
    board.trouble("");
    scale();
  }

  function scale() {
    board.fullSlope = tidy(machine.gradient.reduce((most, one) => Math.max(most, Math.abs(one)), 0));
    board.explain(
      `Cost and slopes are for all ${inputs.length} places together; Run takes ${board.pace} steps a frame.`,
    );
    board.request();
  }

  board.onPaint(() => {
    plot.paint(
      answer,
      neurons.map((j) => (x) => add(j, x)),
      neurons.map((j) => -dialOf("b", j) / dialOf("w", j)),
      probe,
    );
    const now = neurons.map((j) => z(j, probe));
    value.paint(bendName(), now);
    slope.paint(bendName(), now);
    say.textContent = verdict();
    const nearest = inputs.reduce((best, x, e) => (Math.abs(x - probe) < Math.abs(inputs[best] - probe) ? e : best), 0);
    /** @type {HTMLElement} */ (last.querySelector("[data-output]")).textContent = shown(answer(probe));
    /** @type {HTMLElement} */ (last.querySelector("[data-wanted]")).textContent = shown(targets[nearest]);
  });
  return () => plot.stop();
});
