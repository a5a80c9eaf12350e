// @ts-check
// Backpropagation, one step after another: what each neuron, each error and each slope is, and where it comes from.
import { defineBoard } from "../../kit/board/define.js";
import { div } from "../../kit/board/elements.js";
import { number as numberOption } from "../../kit/board/options.js";
import { healthOf } from "../../kit/model/health.js";
import { flag, number } from "../../kit/model/kinds.js";
import { t } from "../../kit/model/language.js";
import { networkOf } from "../../kit/model/machine.js";
import { multiplications } from "../../kit/model/prove.js";
import { dialOf } from "../../kit/model/quantities.js";
import { fullSlopeOf } from "../../kit/model/scale.js";
import { significant, superscript } from "../../kit/model/text.js";
import { Film } from "../../kit/parts/film.js";
import { ABOUT_HEALTH, inWords } from "../../kit/parts/health.js";
import { modelOf, networkField, PRESETS } from "../../kit/parts/networks.js";
import { createProof } from "../../kit/parts/proof.js";
import { createReceipt } from "../../kit/parts/receipt.js";
import { createScene } from "../../kit/parts/scene.js";
import { createChooser } from "./netchooser.js";

const OPTIONS = { pick: numberOption(0), presets: PRESETS };
/** @typedef {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, ReturnType<typeof fields>>} BackpropBoard */
/**
 * @typedef {object} Parts
 * @property {Film} film
 * @property {ReturnType<typeof createScene>} scene
 * @property {ReturnType<typeof createReceipt>} receipt
 * @property {ReturnType<typeof createProof>} proof
 * @property {ReturnType<typeof createChooser>} chooser
 * @property {HTMLElement} count of multiplications
 * @property {number} picked the dial in hand
 */

export default defineBoard({
  name: "backprop",
  title: t`backprop board`,
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
  legend: () =>
    t`Wire: as wide as its weight is large. In hand: the dial with the ring, and its receipt. ${ABOUT_HEALTH}`,
});

/** What the reader chooses. @param {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, {}>} board */
function fields({ machine }) {
  /** @type {import("../../kit/board/choice.js").Field<boolean>} */
  const proof = { label: t`Prove it`, kind: flag, first: false };
  /** @type {import("../../kit/board/choice.js").Field<number>} */
  const nudge = { label: t`nudge h`, hidden: true, kind: number(1e-12, 1, { log: true }), first: 1e-5, shown: written };
  return { network: networkField(machine), proof, nudge };
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
    receipt: createReceipt(board),
    proof: createProof(model, choices.nudge, () => board.request()),
    chooser: createChooser(board, model, (state) => machine.become(modelOf(state), state.start)),
    count: div("td-count"),
    picked,
  };
  const { film, scene, receipt, proof, chooser, count } = parts;
  const projector = div("td-film");
  projector.append(scene.hand, film.reel);
  body.append(scene.element, projector, film.laws, receipt.element, proof.element, count, chooser.element);

  lay(board, parts);
  // Who asks for the proof sees it, though it stands far below the button.
  choices.proof.on((shown) => {
    if (shown && board.root.contains(document.activeElement)) requestAnimationFrame(() => proof.bring());
  });
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
function paint(board, { film, scene, receipt, proof, picked }) {
  scene.paint((q) => film.knows(q), film.now, picked);
  proof.element.hidden = !board.choices.proof.value;
  film.paint();
  receipt.paint();
  proof.paint(picked);
}

/** @param {BackpropBoard} board @param {Parts} parts */
function describe(board, { film, scene }) {
  const { machine } = board;
  const lines = Array.from(
    machine.parameters,
    (value, k) => t`${scene.nameFor(k)}: ${significant(value)}, slope ${significant(board.slopeAt(k))}`,
  );
  return [
    t`A network ${machine.sizes.join("-")}. Cost ${significant(machine.cost)}.`,
    film.words(),
    ...healthOf(networkOf(machine).network, 1, (error) => board.clean(error)).map((health, l) =>
      t`Layer ${l + 1}: ${inWords(health)}.`
    ),
    ...lines,
  ];
}

/** What the slopes cost by backpropagation, and what they would by nudging. @param {number[]} sizes */
function effort(sizes) {
  const { dials, forward, backward, pass, nudging } = multiplications(sizes);
  const [ahead, back, all] = [forward, backward, pass].map(group);
  return [
    t`Multiplications: ${ahead} forward and ${back} back, ${all} in all, give the slope of every one of ${dials} dials.`,
    t`One evaluation per dial would take ${group(nudging)}.`,
  ].join(" ");
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
