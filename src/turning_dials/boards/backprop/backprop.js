// @ts-check
import { defineBoard, div, tidy } from "../../kit/board/board.js";
import { explain, steps } from "../../kit/model/chain.js";
import { dialOf, equationOf, keyOf, slopeOf, symbolOf } from "../../kit/model/quantities.js";
import { createDial } from "../../kit/board/dial.js";
import { NetworkModel, Trouble } from "../../kit/model/machine.js";
import { createChooser } from "./netchooser.js";
import { createProof } from "../../kit/parts/proof.js";
import { multiplications } from "../../kit/model/prove.js";
import { createReceipt } from "./receipt.js";
import { createStage, dialsFit } from "../../kit/parts/stage.js";
import { significant, subscript } from "../../kit/model/text.js";
import { write } from "../../kit/board/write.js";
import { asState, fromState } from "./netstate.js";

/** @typedef {import("../../kit/model/quantities.js").Quantity} Quantity */

/** The four equations of backpropagation, as Michael Nielsen numbers them. */
const LAWS = [
  ["BP1", "δ = ∂C/∂a · f′(z)", "at the outputs"],
  ["BP2", "δ = (Σ wδ) · f′(z)", "one layer back"],
  ["BP3", "∂C/∂b = δ", "every bias"],
  ["BP4", "∂C/∂w = a · δ", "every weight"],
];

export default defineBoard("backprop", (board) => {
  const { machine, body } = board;
  const model = () => /** @type {NetworkModel} */ (machine.model);
  const origin = asState(model(), machine.start);
  let picked = Math.min(board.options.pick ?? 0, machine.parameters.length - 1);
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
  const proof = createProof(
    model,
    (name) => board.choice(name, undefined),
    (name, value) => board.choose(name, value),
    () => board.request(),
  );
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
  const slider = board.slider({
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

  /** @param {string} text @param {() => void} act */
  function button(text, act) {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = text;
    element.addEventListener("click", act);
    return element;
  }

  /** @param {Quantity} q */
  function explained(q) {
    return explain(model().network, model().flatTargets, q);
  }

  /** Take a step, with its values travelling. @param {number} to */
  function go(to) {
    position = Math.max(0, Math.min(path.length, to));
    slider.show(position);
    board.choose("step", position);
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
    const made = new NetworkModel(
      { sizes: state.sizes, activation: state.activations, cost: state.cost },
      state.parameters,
      state.inputs,
      state.targets,
    );
    machine.become(made);
    machine.start = state.start.slice();
    board.fullSlope = tidy(machine.gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0));
    lay();
    position = path.length;
    slider.show(position);
    board.choose("step", position);
    pick(Math.min(picked, machine.parameters.length - 1));
    explainArrows();
    chooser.show();
  }

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
    const { element, input } = board.slider({
      control,
      label: "",
      min: Math.min(low, values[k]),
      max: Math.max(high, values[k]),
      value: values[k],
      step: 0.01,
      onChange: (to) => {
        values[k] = to;
        machine.refresh();
      },
    });
    input.setAttribute("aria-label", name);
    element.querySelector("output")?.remove();
    element.querySelector("span")?.remove();
    return element;
  }

  // ---- verbs
  board.wayBack();
  board.descent({ rates: [0.01, 20] });
  const prove = board.verb("Prove it", () => {
    proof.element.hidden = !proof.element.hidden;
    board.choose("proof", !proof.element.hidden);
    board.request();
  });
  proof.element.hidden = !board.choice("proof", false);
  machine.bring = pick;
  // A link to another network than the first holds the network too.
  const [encode, decode] = [machine.encode.bind(machine), machine.decode.bind(machine)];
  machine.encode = () => {
    const now = asState(model(), machine.start);
    return sameNetwork(now, origin) ? encode() : `${now.text}~${encode()}`;
  };
  machine.decode = (text) => {
    const at = text.lastIndexOf("~");
    const state = at < 0 ? origin : fromState(text.slice(0, at));
    if (!state) {
      throw new Trouble("The link is damaged: it names a network that this board cannot hold. The board is as it was.");
    }
    if (!sameNetwork(state, asState(model(), machine.start))) become({ ...state, parameters: state.start });
    decode(text.slice(at + 1));
  };
  lay();
  position = Math.min(path.length, Number(board.choice("step", path.length)));
  slider.show(position);
  pick(picked);
  board.share();
  explainArrows();

  function explainArrows() {
    board.explain("Wire: as wide as its weight is large. In hand: the dial with the ring, and its receipt.");
    const { dials, forward: there, backward: back, pass, nudging } = multiplications(machine.sizes);
    count.textContent =
      `Multiplications: ${group(there)} forward and ${group(back)} back, ${
        group(pass)
      } in all, give the slope of every one of ${dials} dials. ` +
      `One evaluation per dial would take ${group(nudging)}.`;
  }

  board.describe = () => {
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
    ].join("\n");
  };

  board.onPaint(() => {
    if (!stage) return;
    const now = position > 0 ? path[position - 1] : null;
    stage.paint(knows, now, picked);
    for (const paint of local) paint();
    if (!full) inHand.paint();
    prove.setAttribute("aria-pressed", String(!proof.element.hidden));
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
  return () => {
    halt();
    watch.disconnect();
    stage?.stop();
  };
});

/** @param {import("./netstate.js").State} one @param {import("./netstate.js").State} other */
function sameNetwork(one, other) {
  return one.text === other.text;
}

/** A count with its thousands apart. @param {number} number */
function group(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}
