// @ts-check
// The dial in hand: the kit's full dial for whichever was picked, and the receipt of its slope.
import { div, keepRoom, write, writeLines } from "../board/elements.js";
import { t } from "../model/language.js";
import { place } from "../model/layout.js";
import { Prover } from "../model/prove.js";
import { shown, signed } from "../model/text.js";

const NUDGE = 1e-5;

/**
 * @param {import("../board/board.js").Board} board
 * @param {{places: import("./places.js").Places, ranges: import("./ranges.js").Ranges, example: () => number, leave: () => void}} parts
 *   example: which of the examples in hand is shown, or -1; leave: hand the keyboard back to the console
 */
export function createHand(board, { places, ranges, example, leave }) {
  const { machine } = board;
  const element = div("td-hand");
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", t`the dial in hand`);
  const name = div("td-hand-name");
  const row = div("td-hand-row");
  const advice = div("td-hand-advice");
  const receipt = div("td-hand-receipt");
  const proof = div("td-hand-receipt");
  proof.hidden = true;
  let index = 0;
  const model = () => /** @type {import("../model/machine.js").NetworkModel} */ (machine.model);
  const dial = board.dial({
    index,
    symbol: "w",
    spoken: places.name(0),
    range: (at) => ranges.of(place(machine.sizes, at).layer),
  });
  row.append(dial.element, advice);
  const prove = document.createElement("button");
  prove.type = "button";
  prove.textContent = t`Prove it`;
  prove.dataset.verb = "prove it";
  prove.addEventListener("click", () => {
    proof.hidden = !proof.hidden;
    prove.setAttribute("aria-pressed", String(!proof.hidden));
    paint();
  });
  element.append(name, row, receipt, proof, prove);
  dial.input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });

  /** @type {Prover | null} */
  let prover = null;
  /** The slope by trial: the cost with the dial a little up and a little down. */
  function nudged() {
    const { network, flatInputs, flatTargets } = model();
    prover ??= new Prover(network);
    return prover.slope(network.parameters, flatInputs, flatTargets, index, NUDGE);
  }

  function paint() {
    const slopes = board.slopesShown();
    const slope = board.slopeAt(index);
    write(name, places.name(index));
    keepRoom(advice, board.noTarget !== "");
    write(advice, adviceOn(board, index));
    // What has no target for a while keeps the room of its receipt: a drawing must not move from under the pen.
    element.classList.toggle("td-untold", board.noTarget !== "");
    if (board.noTarget) return;
    receipt.hidden = prove.hidden = !slopes;
    if (!slopes) proof.hidden = true;
    if (receipt.hidden) return;
    writeLines(receipt, receiptLines(model(), index, example()));
    if (!proof.hidden) writeLines(proof, proofLines(nudged(), slope, places.count));
  }

  return {
    element,
    paint,
    dial,
    /** @param {number} next */
    take(next) {
      index = next;
      dial.retarget(index, place(machine.sizes, index).kind === "bias" ? "b" : "w", places.name(index));
      paint();
    },
    grip() {
      dial.input.focus({ preventScroll: false });
    },
  };
}

/** Which way to turn, and how far it was turned. @param {import("../board/board.js").Board} board @param {number} index */
function adviceOn(board, index) {
  const { parameters, start } = board.machine;
  const [slope, moved] = [board.slopeAt(index), parameters[index] - start[index]];
  const way = slope === 0
    ? t`turning it a little changes nothing`
    : slope < 0
    ? t`turn up: the cost falls`
    : t`turn down: the cost falls`;
  const blind = board.noTarget ? t`no target: no slope` : t`drag it and watch the cost`;
  return `${board.slopesShown() ? way : blind} · ${moved ? t`${signed(moved)} since the start` : t`as at the start`}`;
}

/**
 * The slope as a product, for the picture shown and summed over all in hand.
 * @param {import("../model/machine.js").NetworkModel} model @param {number} index @param {number} shownExample or -1
 */
function receiptLines({ sizes, network, gradient, count }, index, shownExample) {
  const { layer, to, from } = place(sizes, index);
  const product = (/** @type {number} */ e) => {
    const a = from === null ? 1 : network.a[layer][e * sizes[layer] + from];
    const error = network.delta[layer][e * sizes[layer + 1] + to];
    return `${signed(a * error, 4)} = ${shown(a, 3)} × ${shown(error, 4)}`;
  };
  const lines = [t`slope = arriving activation × arriving error`];
  if (count === 1) lines.push(product(0));
  else {
    if (shownExample >= 0) lines.push(t`this picture: ${product(shownExample)}`);
    lines.push(t`sum over all ${count} in hand: ${signed(gradient[index], 4)}`);
  }
  if (from === null) lines.push(t`into a bias arrives a constant 1`);
  return lines;
}

/** @param {number} tried the slope by nudging @param {number} slope by backpropagation @param {number} dials */
function proofLines(tried, slope, dials) {
  const gap = Math.abs(tried - slope);
  return [
    t`cost with the dial 0.00001 up, less the cost with it 0.00001 down, over 0.00002:`,
    t`${signed(tried, 8)} by nudging, two runs of the network for this one dial`,
    t`${signed(slope, 8)} by backpropagation, one pass for all ${dials.toLocaleString("en-US")}`,
    Number.isFinite(gap)
      ? t`they differ by ${gap.toExponential(1).replace("-", "−")}`
      : t`they differ by too much to say`,
  ];
}
