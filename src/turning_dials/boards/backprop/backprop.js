// @ts-check
import { defineBoard } from "../../kit/board/define.js";
import { button, div, write } from "../../kit/board/elements.js";
import { fullSlopeOf } from "../../kit/model/scale.js";
import { explain, steps } from "../../kit/model/chain.js";
import { dialOf, equationOf, keyOf, slopeOf, symbolOf } from "../../kit/model/quantities.js";
import { createDial } from "../../kit/board/dial.js";
import { NetworkModel, networkOf } from "../../kit/model/machine.js";
import { flag, number } from "../../kit/model/kinds.js";
import { number as numberOption, shaped } from "../../kit/board/options.js";
import { createSlider } from "../../kit/board/settings.js";
import { createChooser } from "./netchooser.js";
import { createProof } from "../../kit/parts/proof.js";
import { multiplications } from "../../kit/model/prove.js";
import { createReceipt } from "./receipt.js";
import { createStage, dialsFit } from "../../kit/parts/stage.js";
import { significant, subscript, superscript } from "../../kit/model/text.js";
import { asState, fromState } from "./netstate.js";

/** @typedef {import("../../kit/model/quantities.js").Quantity} Quantity */

/** The four equations of backpropagation, as Michael Nielsen numbers them. */
const LAWS = [
  ["BP1", "δ = ∂C/∂a · f′(z)", "at the outputs"],
  ["BP2", "δ = (Σ wδ) · f′(z)", "one layer back"],
  ["BP3", "∂C/∂b = δ", "every bias"],
  ["BP4", "∂C/∂w = a · δ", "every weight"],
];

const OPTIONS = {
  pick: numberOption(0),
  presets: shaped(arePresets, "a list of networks", /** @type {Preset[]} */ ([])),
};
/** @typedef {import("./netchooser.js").Preset} Preset */
/** @typedef {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, ReturnType<typeof fields>>} BackpropBoard */

export default defineBoard({
  name: "backprop",
  options: OPTIONS,
  rates: [0.01, 20],
  fields,
  build,
  pick: (_, { pick }, index) => pick(index),
  describe: (_, { words }) => words(),
  legend: () => "Wire: as wide as its weight is large. In hand: the dial with the ring, and its receipt.",
});

/** What the reader chooses. @param {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, {}>} board */
function fields({ machine }) {
  /** @type {import("../../kit/board/choice.js").Field<import("./netstate.js").State>} */
  const network = {
    label: "",
    hidden: true,
    unkept: true,
    kind: {
      parse: (text) => fromState(text) ?? undefined,
      text: (state) => state.text,
      expected: "a network that this board can hold",
    },
    read: () => asState(networkOf(machine), machine.start),
    write: (state) => machine.become(modelOf(state), state.start),
    dials: (state) => state.start.length,
  };
  /** @type {import("../../kit/board/choice.js").Field<boolean>} */
  const proof = { label: "Prove it", kind: flag, first: false };
  /** @type {import("../../kit/board/choice.js").Field<number>} */
  const nudge = { label: "nudge h", hidden: true, kind: number(1e-12, 1, { log: true }), first: 1e-5, shown: written };
  return { network, proof, nudge };
}

/** @param {import("./netstate.js").State} state */
function modelOf({ sizes, activations, cost, parameters, inputs, targets }) {
  return new NetworkModel({ sizes, activation: activations, cost }, parameters, inputs, targets);
}

/** @param {any} value */
function arePresets(value) {
  return Array.isArray(value) && value.every((one) => Array.isArray(one?.sizes) && Array.isArray(one.parameters));
}

/** @param {BackpropBoard} board */
function build(board) {
  const { machine, body, choices } = board;
  const model = () => /** @type {NetworkModel} */ (machine.model);
  let picked = Math.min(board.options.pick, machine.parameters.length - 1);
  /** @type {Quantity[]} */
  let path = [];
  /** The equation that each step uses. @type {string[]} */
  let equations = [];
  /** @type {Map<string, number>} when each quantity becomes known */
  let order = new Map();
  let position = 0;
  /** @type {ReturnType<typeof setInterval> | 0} */
  let playing = 0;
  /** How many steps lead forward, the cost among them. */
  let forwards = 0;
  /** @type {ReturnType<typeof createStage> | null} */
  let stage = null;
  let full = true;
  /** What the parts of the present stage need painted. @type {(() => void)[]} */
  let local = [];

  // ---- the network, and what is done with it
  const place = div("");
  const bar = div("td-steps");
  const formula = div("td-formula td-step");
  formula.innerHTML = `<p><b></b> <span></span></p><p></p><p></p>`;
  const laws = div("td-laws");
  const film = div("td-film");
  const reel = div("td-reel");
  const hand = div("td-in-hand");
  const receipt = createReceipt(model);
  const proof = createProof(model, choices.nudge, () => board.request());
  const count = div("td-count");
  reel.append(bar, formula);
  film.append(hand, reel);
  body.append(place, film, laws, receipt.element, proof.element, count);

  const forward = button("Forward", () => jump(position < forwards ? position + 1 : 1));
  const backward = button(
    "Backward",
    () => jump(position >= forwards && position < path.length ? position + 1 : forwards + 1),
  );
  const player = button("Play", () => (playing ? halt() : play()));
  const slider = createSlider({
    control: "step",
    label: "step",
    min: 0,
    max: 1,
    value: 1,
    step: 1,
    read: (at) => `${at} of ${path.length}`,
    onChange: (at) => {
      halt();
      position = at;
      keepStep();
      board.request();
    },
  });
  bar.append(forward, backward, player, slider.element);
  for (const [law, text, where] of LAWS) {
    const chip = button("", () => jump(1 + equations.indexOf(law)));
    chip.innerHTML = `<span><b></b> <small></small></span><code></code>`;
    ["b", "small", "code"].forEach((tag, i) => {
      /** @type {HTMLElement} */ (chip.querySelector(tag)).textContent = [law, where, text][i];
    });
    laws.append(chip);
    board.onPaint(() => {
      chip.setAttribute("aria-pressed", String(equations[position - 1] === law));
      chip.disabled = !equations.includes(law);
    });
  }
  const inHand = createDial({ board, index: picked, symbol: "", spoken: "" });

  function keepStep() {
    board.remember("step", position);
  }

  /** @param {Quantity} q */
  function explained(q) {
    return explain(model().network, model().flatTargets, q);
  }

  /** Take a step, with its values travelling. @param {number} to */
  function go(to) {
    position = Math.max(0, Math.min(path.length, to));
    slider.show(position);
    keepStep();
    board.request();
    const now = path[position - 1];
    if (!now) return;
    if (now.kind === "dw" || now.kind === "db") pick(dialOf(machine.sizes, now));
    stage?.travel(now);
  }

  /** Take one step by hand. @param {number} to */
  function jump(to) {
    halt();
    go(to);
  }

  /** The whole film, forward and backward, in half a minute at most. */
  function play() {
    if (position >= path.length) go(0);
    playing = setInterval(() => {
      if (position < path.length) go(position + 1);
      else halt();
    }, Math.min(900, 30000 / path.length));
    player.textContent = "Stop";
  }

  function halt() {
    clearInterval(playing);
    playing = 0;
    player.textContent = "Play";
  }

  /** @param {Quantity} q */
  function knows(q) {
    return (order.get(keyOf(q)) ?? -1) < position;
  }

  /** @param {number} index */
  function pick(index) {
    picked = index;
    receipt.show(index);
    const q = slopeOf(machine.sizes, index);
    inHand.retarget(index, symbolOf(q).slice(4), stage?.nameFor(index) ?? "");
    board.request();
  }

  // ---- another network, or the same one laid out for another width
  function lay() {
    halt();
    stage?.stop();
    local = [];
    const { network } = model();
    full = dialsFit(machine.sizes, body.clientWidth || 696);
    stage = createStage({ board, full, inputControl, targetControl, onPick: pick });
    place.replaceChildren(stage.element);
    path = steps(network);
    equations = path.map((q) => equationOf(network, q));
    order = new Map(path.map((q, at) => [keyOf(q), at]));
    forwards = 1 + path.findIndex((q) => q.kind === "cost");
    hand.hidden = full;
    hand.replaceChildren(...(full ? [] : [inHand.element]));
    slider.input.max = String(path.length);
    stage.place();
  }

  /** Put another network under the board. @param {import("./netstate.js").State} state */
  function become(state) {
    machine.become(modelOf(state), state.start);
  }

  /** Another network stands under the board. */
  function settle() {
    board.fullSlope = fullSlopeOf(machine.gradient);
    lay();
    position = path.length;
    slider.show(position);
    keepStep();
    pick(Math.min(picked, machine.parameters.length - 1));
    countUp();
    chooser.show();
  }
  board.onStop(machine.on((reason) => {
    if (reason === "become") settle();
  }));

  const chooser = createChooser(board, model, become);
  body.append(chooser.element);

  /** @param {number} i */
  function inputControl(i) {
    return example(`input_${i}`, model().flatInputs, i, `input ${i + 1}`, [-1, 1]);
  }

  /** @param {number} j */
  function targetControl(j) {
    const { flatTargets, network } = model();
    const box = div("td-target");
    const label = document.createElement("span");
    local.push(() => write(label, `target y${subscript(j + 1)} ${significant(flatTargets[j], 3)}`));
    box.append(label);
    if (network.costName === "categorical_cross_entropy") {
      const right = button("right one", () => {
        flatTargets.fill(0);
        flatTargets[j] = 1;
        machine.refresh();
      });
      right.dataset.control = `target_${j}`;
      right.setAttribute("aria-label", `output ${j + 1} is the right one`);
      local.push(() => right.setAttribute("aria-pressed", String(flatTargets[j] === 1)));
      box.append(right);
      return box;
    }
    const bounded = network.activation[network.activation.length - 1] === "sigmoid";
    box.append(example(`target_${j}`, flatTargets, j, `target ${j + 1}`, [bounded ? 0 : -1, 1]));
    return box;
  }

  /**
   * A slider for one number of the example.
   * @param {string} control
   * @param {Float64Array} values
   * @param {number} k
   * @param {string} name
   * @param {[number, number]} range
   */
  function example(control, values, k, name, [low, high]) {
    const { element } = createSlider({
      control,
      label: "",
      spoken: name,
      min: Math.min(low, values[k]),
      max: Math.max(high, values[k]),
      value: values[k],
      step: 0.01,
      onChange: (to) => {
        values[k] = to;
        machine.refresh();
      },
    });
    return element;
  }

  lay();
  position = Math.min(path.length, Number(board.traits.get("choices")?.step ?? path.length));
  slider.show(position);
  pick(picked);
  countUp();

  function countUp() {
    const { dials, forward: there, backward: back, pass, nudging } = multiplications(machine.sizes);
    count.textContent =
      `Multiplications: ${group(there)} forward and ${group(back)} back, ${
        group(pass)
      } in all, give the slope of every one of ${dials} dials. ` +
      `One evaluation per dial would take ${group(nudging)}.`;
  }

  function words() {
    const now = path[position - 1];
    const about = now ? explained(now) : null;
    const lines = Array.from(
      machine.parameters,
      (value, k) => `${stage?.nameFor(k)}: ${significant(value)}, slope ${significant(machine.gradient[k])}`,
    );
    return [
      `A network ${machine.sizes.join("-")}. Cost ${significant(machine.cost)}.`,
      about
        ? `Step ${position} of ${path.length}: ${about.words}, ${about.symbol} = ${about.symbols} = ${
          significant(about.value)
        }.`
        : "Nothing has been computed yet.",
      ...lines,
    ];
  }

  board.onPaint(() => {
    if (!stage) return;
    const now = position > 0 ? path[position - 1] : null;
    stage.paint(knows, now, picked);
    for (const paint of local) paint();
    if (!full) inHand.paint();
    proof.element.hidden = !choices.proof.value;
    const [head, symbols, numbers] = [...formula.querySelectorAll("p")];
    const about = now ? explained(now) : null;
    const [law, words] = /** @type {HTMLElement[]} */ ([...head.children]);
    law.textContent = about?.equation ?? "";
    words.textContent = about ? `Step ${position}: ${about.words}` : "Nothing is computed yet. Press Forward.";
    symbols.textContent = about ? `${about.symbol} = ${about.symbols}` : "";
    numbers.textContent = about
      ? `= ${about.numbers === significant(about.value) ? "" : `${about.numbers} = `}${significant(about.value, 6)}`
      : "";
    receipt.paint();
    proof.paint(picked);
  });

  const watch = new ResizeObserver(() => {
    if (dialsFit(machine.sizes, body.clientWidth) !== full) {
      lay();
      board.request();
    }
  });
  watch.observe(body);
  board.onStop(() => {
    halt();
    watch.disconnect();
    stage?.stop();
  });
  return { pick, words };
}

/** The size of a nudge. @param {number} value */
function written(value) {
  const power = Math.log10(value);
  return Number.isInteger(power) ? `10${superscript(power)}` : significant(value, 2);
}

/** A count with its thousands apart. @param {number} number */
function group(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}
