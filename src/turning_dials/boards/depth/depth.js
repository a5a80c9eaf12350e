// @ts-check
import { defineBoard, div, tidy } from "../../kit/board/board.js";
import { createCurve } from "../../kit/parts/curve.js";
import { createDial } from "../../kit/board/dial.js";
import { activations } from "../../kit/model/activations.js";
import { NetworkModel, Trouble } from "../../kit/model/machine.js";
import { shown, significant, spoken, subscript } from "../../kit/model/text.js";

const NAMES = {
  sigmoid: "sigmoid",
  tanh: "tanh",
  relu: "ReLU",
  leaky_relu: "leaky ReLU",
  identity: "identity (no bend)",
};
const DEEPEST = 10;
/** In powers of ten, the shortest bar stands for this one. */
const SMALLEST = -8;
const SCALES = { plain: "as long as the slope", powers: "in powers of ten" };

export default defineBoard("depth", (board) => {
  const { machine, body } = board;
  const model = () => /** @type {NetworkModel} */ (machine.model);
  const depth = () => machine.sizes.length - 1;
  const bend = () => model().network.activation[0];
  const { flatInputs, flatTargets } = model();
  const [startWeight, startBias] = machine.start;

  // ---- a bar for the slope at each layer, from the cost backward
  const scene = div("td-depth-scene");
  const bars = div("td-depth-bars");
  const side = div("td-depth-side");
  const curve = createCurve({ width: 190, height: 122, slope: true });
  const out = document.createElement("p");
  out.innerHTML = `input ${shown(flatInputs[0], 2)}, answer <b data-output="0"></b>, target ${
    shown(flatTargets[0], 2)
  }`;
  const about = document.createElement("p");
  about.className = "td-quiet";
  side.append(curve.element, out);
  scene.append(bars, side);
  const cards = div("td-depth-cards");
  body.append(scene, about, cards);
  let scaling = board.choice("scale", "plain");
  /** @type {(() => void)[]} what the present layers need painted */
  let local = [];

  function build() {
    local = [];
    const rows = [];
    for (let l = depth() - 1; l >= 0; l--) {
      const row = div("td-depth-row");
      row.innerHTML = `<span>layer ${
        l + 1
      }</span><span class="td-quiet" data-factor></span><div class="td-depth-track"><span></span></div><b></b>`;
      const [factor, fill, number] = ["[data-factor]", ".td-depth-track span", "b"].map((
        css,
      ) => /** @type {HTMLElement} */ (row.querySelector(css)));
      rows.push(row);
      local.push(() => {
        const { delta, z, a, weights } = model().network;
        const size = Math.abs(delta[l][0]);
        const most = delta.reduce((found, one) => Math.max(found, Math.abs(one[0])), 0);
        const top = Math.max(0, Math.ceil(Math.log10(most)));
        const share = size === 0
          ? 0
          : scaling === "plain"
          ? size / most
          : (Math.log10(size) - SMALLEST) / (top - SMALLEST);
        fill.style.width = `${(100 * Math.max(0, Math.min(1, share))).toFixed(1)}%`;
        number.textContent = delta[l][0] === 0 ? "0" : significant(delta[l][0], 2);
        factor.textContent = l === depth() - 1
          ? "the last"
          : `× ${significant(weights[l + 1][0] * activations[bend()].slope(z[l][0], a[l + 1][0]), 2)}`;
        const from = l === depth() - 1
          ? ""
          : ` w${subscript(l + 2)} ${shown(weights[l + 1][0])} times the bend's slope ${
            shown(activations[bend()].slope(z[l][0], a[l + 1][0]), 3)
          }`;
        row.title = `slope at z of layer ${l + 1}${from}`;
      });
    }
    bars.replaceChildren(...rows);
    cards.replaceChildren(...Array.from({ length: depth() }, (_, l) => {
      const card = div("td-depth-card");
      card.innerHTML = `<b>layer ${l + 1}</b>`;
      for (const [kind, index] of /** @type {[string, number][]} */ ([["w", 2 * l], ["b", 2 * l + 1]])) {
        const dial = createDial({
          board,
          index,
          symbol: `${kind}${subscript(l + 1)}`,
          spoken: `${kind === "w" ? "weight" : "bias"} of layer ${l + 1}`,
        });
        local.push(dial.paint);
        card.append(dial.element);
      }
      return card;
    }));
    board.request();
  }

  board.describe = () => {
    const { delta } = model().network;
    return [
      `Cost ${spoken(machine.cost, 4)}, ${depth()} layers, activation ${bend().replace("_", " ")}.`,
      ...delta.map((one, l) =>
        `Layer ${l + 1}: weight ${spoken(machine.parameters[2 * l])}, bias ${
          spoken(machine.parameters[2 * l + 1])
        }; slope at its z ${spoken(one[0], 3)}, of the weight ${spoken(machine.gradient[2 * l], 3)}`
      ),
    ].join("\n");
  };

  // ---- verbs
  const deep = board.slider({
    control: "depth",
    label: "layers",
    min: 1,
    max: DEEPEST,
    value: depth(),
    step: 1,
    read: String,
    onChange: (layers) => become(layers, bend()),
  });
  const { element: list, select } = board.select({
    control: "activation",
    label: "activation",
    options: Object.entries(NAMES),
    value: bend(),
    onChange: (name) => become(depth(), name),
  });
  const every = board.slider({
    control: "every_weight",
    label: "every weight",
    min: -4,
    max: 4,
    value: machine.parameters[0],
    step: 0.1,
    read: (w) => shown(w, 1),
    onChange: (w) => {
      board.attempt(() => machine.replace(machine.parameters.map((value, i) => (i % 2 ? value : w))));
    },
  });
  const lengths = board.select({
    control: "scale",
    label: "bars",
    options: Object.entries(SCALES),
    value: scaling,
    onChange: (name) => {
      scaling = name;
      board.request();
    },
  });
  board.settings.append(deep.element, list, every.element, lengths.element);
  board.wayBack();
  board.descent({ rates: [0.01, 10] });
  board.share();

  /** Another depth or another bend; the layers that stay keep their dials. @param {number} layers @param {string} name */
  function become(layers, name) {
    if (!Object.hasOwn(NAMES, name)) throw new Trouble(`There is no activation “${name}” on this board.`);
    board.pause();
    const kept = machine.parameters.slice(0, 2 * layers);
    const start = Float64Array.from({ length: 2 * layers }, (_, i) => (i % 2 ? startBias : startWeight));
    const before = layers === depth() ? machine.parameters : start;
    machine.become(
      new NetworkModel(
        { sizes: Array(layers + 1).fill(1), activation: name, cost: machine.costName },
        before,
        flatInputs,
        flatTargets,
      ),
    );
    if (layers !== cards.children.length) {
      start.set(kept);
      machine.replace(start);
      build();
    }
    board.trouble("");
    deep.show(layers);
    select.value = name;
    scale();
  }

  function scale() {
    board.fullSlope = tidy(machine.gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0));
    board.explain();
    board.request();
  }

  build();
  scale();
  board.onPaint(() => {
    for (const paint of local) paint();
    const { z } = model().network;
    curve.paint(bend(), z.map((one) => one[0]));
    /** @type {HTMLElement} */ (out.querySelector("[data-output]")).textContent = shown(model().outputs(0)[0], 3);
    const { delta } = model().network;
    const share = delta[0][0] / delta[depth() - 1][0];
    about.textContent =
      `Bars: the slope at each layer's z${scaling === "powers" ? ", in powers of ten from 10⁻⁸" : ""}. ` +
      (depth() > 1 && Number.isFinite(share)
        ? `Of what the last layer gets, layer 1 gets ${significant(100 * Math.abs(share), 2)} %.`
        : "");
    if (document.activeElement !== every.input) every.show(machine.parameters[0]);
  });
});
