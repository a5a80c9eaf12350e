// @ts-check
// Backpropagation, one step after another: what each neuron, each error and each slope is, and where it comes from.
import { defineBoard } from "../../kit/board/define.js";
import { div } from "../../kit/board/elements.js";
import { number as numberOption, shaped } from "../../kit/board/options.js";
import { explain } from "../../kit/model/chain.js";
import { flag, number } from "../../kit/model/kinds.js";
import { NetworkModel, networkOf } from "../../kit/model/machine.js";
import { multiplications } from "../../kit/model/prove.js";
import { dialOf } from "../../kit/model/quantities.js";
import { fullSlopeOf } from "../../kit/model/scale.js";
import { significant, superscript } from "../../kit/model/text.js";
import { createProof } from "../../kit/parts/proof.js";
import { Film } from "./film.js";
import { createChooser } from "./netchooser.js";
import { asState, fromState } from "./netstate.js";
import { createReceipt } from "./receipt.js";
import { createScene } from "./scene.js";

const OPTIONS = {
  pick: numberOption(0),
  presets: shaped(arePresets, "a list of networks", /** @type {Preset[]} */ ([])),
};
/** @typedef {import("./netchooser.js").Preset} Preset */
/** @typedef {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, ReturnType<typeof fields>>} BackpropBoard */
/**
 * @typedef {object} Parts
 * @property {Film} film
 * @property {ReturnType<typeof createScene>} scene
 * @property {ReturnType<typeof createReceipt>} receipt
 * @property {ReturnType<typeof createProof>} proof
 * @property {ReturnType<typeof createChooser>} chooser
 * @property {HTMLElement} formula of the step
 * @property {HTMLElement} count of multiplications
 * @property {number} picked the dial in hand
 */

export default defineBoard({
  name: "backprop",
  options: OPTIONS,
  rates: [0.01, 20],
  fields,
  build,
  paint,
  pick,
  changed(board, parts, reason) {
    if (reason === "become") settle(board, parts);
  },
  describe,
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
  const model = () => networkOf(machine);
  const picked = Math.min(board.options.pick, machine.parameters.length - 1);
  /** @type {Parts} */
  const parts = {
    film: new Film(board, (q) => {
      if (q.kind === "dw" || q.kind === "db") pick(board, parts, dialOf(machine.sizes, q));
      parts.scene.travel(q);
    }),
    scene: createScene(board, picked, (index) => pick(board, parts, index)),
    receipt: createReceipt(model),
    proof: createProof(model, choices.nudge, () => board.request()),
    chooser: createChooser(board, model, (state) => machine.become(modelOf(state), state.start)),
    formula: div("td-formula td-step"),
    count: div("td-count"),
    picked,
  };
  const { film, scene, receipt, proof, chooser, formula, count } = parts;
  formula.innerHTML = `<p><b></b> <span></span></p><p></p><p></p>`;
  const [projector, reel] = [div("td-film"), div("td-reel")];
  reel.append(film.bar, formula);
  projector.append(scene.hand, reel);
  body.append(scene.element, projector, film.laws, receipt.element, proof.element, count, chooser.element);

  lay(board, parts);
  film.stand(Math.min(film.path.length, Number(board.traits.get("choices")?.step ?? film.path.length)));
  pick(board, parts, picked);
  count.textContent = effort(machine.sizes);
  watchWidth(board, parts);
  return parts;
}

/** Lay the network out again where the width asks for it. @param {BackpropBoard} board @param {Parts} parts */
function watchWidth(board, parts) {
  const watch = new ResizeObserver(() => {
    if (!parts.scene.misfits()) return;
    lay(board, parts);
    board.request();
  });
  watch.observe(board.body);
  board.onStop(() => {
    parts.film.halt();
    watch.disconnect();
    parts.scene.stop();
  });
}

/** @param {BackpropBoard} board @param {Parts} parts */
function lay({ machine }, { film, scene }) {
  film.cut(networkOf(machine).network);
  scene.lay();
}

/** Another network stands under the board. @param {BackpropBoard} board @param {Parts} parts */
function settle(board, parts) {
  const { machine } = board;
  const { film, count, chooser } = parts;
  board.fullSlope = fullSlopeOf(machine.gradient);
  lay(board, parts);
  film.stand(film.path.length);
  film.keep();
  pick(board, parts, Math.min(parts.picked, machine.parameters.length - 1));
  count.textContent = effort(machine.sizes);
  chooser.show();
}

/** Take a dial in hand. @param {BackpropBoard} board @param {Parts} parts @param {number} index */
function pick(board, parts, index) {
  parts.picked = index;
  parts.receipt.show(index);
  parts.scene.hold(index);
  board.request();
}

/** @param {BackpropBoard} board @param {Parts} parts */
function paint(board, { film, scene, receipt, proof, formula, picked }) {
  scene.paint((q) => film.knows(q), film.now, picked);
  proof.element.hidden = !board.choices.proof.value;
  paintFormula(formula, film.position, explained(board, film));
  receipt.paint();
  proof.paint(picked);
}

/** The step in words, in symbols and in numbers. @param {HTMLElement} formula @param {number} position @param {ReturnType<typeof explained>} about */
function paintFormula(formula, position, about) {
  const [head, symbols, numbers] = [...formula.querySelectorAll("p")];
  const [law, words] = /** @type {HTMLElement[]} */ ([...head.children]);
  law.textContent = about?.equation ?? "";
  words.textContent = about ? `Step ${position}: ${about.words}` : "Nothing is computed yet. Press Forward.";
  symbols.textContent = about ? `${about.symbol} = ${about.symbols}` : "";
  numbers.textContent = about
    ? `= ${about.numbers === significant(about.value) ? "" : `${about.numbers} = `}${significant(about.value, 6)}`
    : "";
}

/** What the present step computes; null before the first. @param {BackpropBoard} board @param {Film} film */
function explained({ machine }, { now }) {
  const { network, flatTargets } = networkOf(machine);
  return now && explain(network, flatTargets, now);
}

/** @param {BackpropBoard} board @param {Parts} parts */
function describe(board, { film, scene }) {
  const { machine } = board;
  const about = explained(board, film);
  const lines = Array.from(
    machine.parameters,
    (value, k) => `${scene.nameFor(k)}: ${significant(value)}, slope ${significant(machine.gradient[k])}`,
  );
  return [
    `A network ${machine.sizes.join("-")}. Cost ${significant(machine.cost)}.`,
    about
      ? `Step ${film.position} of ${film.path.length}: ${about.words}, ${about.symbol} = ${about.symbols} = ${
        significant(about.value)
      }.`
      : "Nothing has been computed yet.",
    ...lines,
  ];
}

/** What the slopes cost by backpropagation, and what they would by nudging. @param {number[]} sizes */
function effort(sizes) {
  const { dials, forward, backward, pass, nudging } = multiplications(sizes);
  return `Multiplications: ${group(forward)} forward and ${group(backward)} back, ${
    group(pass)
  } in all, give the slope of every one of ${dials} dials. ` +
    `One evaluation per dial would take ${group(nudging)}.`;
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
