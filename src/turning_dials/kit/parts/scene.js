// @ts-check
// The network on its stage, laid out for the width there is, and the dial in hand where the stage has only small knobs.
import { createDial } from "../board/dial.js";
import { div } from "../board/elements.js";
import { slopeOf, symbolOf } from "../model/quantities.js";
import { dialsFit, Stage } from "./stage.js";
import { createExample } from "./example.js";

/** @typedef {import("../model/quantities.js").Quantity} Quantity */

/**
 * @param {import("../board/board.js").Board<any, any>} board @param {number} index the dial in hand at first
 * @param {(index: number) => void} onPick
 * @param {typeof dialsFit} [fits] whether every dial stands on its own wire, in a body of this width
 */
export function createScene(board, index, onPick, fits = dialsFit) {
  const { machine, body } = board;
  const element = div("");
  const hand = div("td-in-hand");
  const inHand = createDial({ board, index, symbol: "", spoken: "" });
  let example = createExample(machine);
  /** @type {Stage | null} */
  let stage = null;
  let full = true;
  const nameFor = (/** @type {number} */ k) => stage?.nameFor(k) ?? "";

  return {
    element,
    hand,
    nameFor,
    /** Whether the stage is not the one for this width. */
    misfits: () => fits(machine.sizes, body.clientWidth) !== full,
    /** Another network, or the same one laid out for another width. */
    lay() {
      stage?.stop();
      example = createExample(machine);
      full = fits(machine.sizes, body.clientWidth || 696);
      stage = new Stage({ board, full, inputControl: example.input, targetControl: example.target, onPick });
      element.replaceChildren(stage.element);
      hand.hidden = full;
      hand.replaceChildren(...(full ? [] : [inHand.element]));
      stage.place();
    },
    /** Take a dial in hand. @param {number} k */
    hold(k) {
      inHand.retarget(k, symbolOf(slopeOf(machine.sizes, k)).slice(4), nameFor(k));
    },
    travel: (/** @type {Quantity} */ q) => stage?.travel(q),
    /** @param {(q: Quantity) => boolean} knows @param {Quantity | null} now @param {number} picked */
    paint(knows, now, picked) {
      stage?.paint(knows, now, picked);
      example.paint();
      if (full) return;
      inHand.paint();
      inHand.element.classList.toggle("td-later", !knows(slopeOf(machine.sizes, picked)));
    },
    stop: () => stage?.stop(),
  };
}
