// @ts-check
// An input for each dial of a small network, for those who do not see the surface. They lie over the knobs, unseen.
import { blockOf, roomOf } from "./plan.js";

/** So many dials, and each has a range input of its own under its knob. */
const MOST_INPUTS = 200;

/**
 * @param {import("../board/board.js").Board} board @param {HTMLElement} element what they are put into
 * @param {object} parts
 * @param {import("./places.js").Places} parts.places @param {import("./ranges.js").Ranges} parts.ranges
 * @param {() => import("./plan.js").Plan | null} parts.plan
 * @param {(index: number) => string} parts.sentence a dial in words
 * @param {(index: number) => void} parts.take what is done when one gets the focus
 */
export function createStandIns(board, element, { places, ranges, plan, sentence, take }) {
  /** @type {Map<number, HTMLInputElement>} */
  const inputs = new Map();
  if (places.count <= MOST_INPUTS) {
    for (let index = 0; index < places.count; index++) inputs.set(index, standIn(index));
  }

  /** @param {number} index */
  function standIn(index) {
    const input = document.createElement("input");
    input.type = "range";
    input.step = "any";
    input.tabIndex = -1;
    input.className = "td-stand-in";
    input.dataset.at = input.dataset.dial = String(index);
    input.setAttribute("aria-label", places.name(index));
    input.addEventListener("focus", () => take(index));
    input.addEventListener("input", () => board.turn(index, input.valueAsNumber));
    element.append(input);
    return input;
  }

  /** Put each over its knob. */
  function lay() {
    const now = plan();
    if (!now) return;
    for (const [index, input] of inputs) {
      const { x, y, size } = roomOf(now, index);
      Object.assign(input.style, { left: `${x}px`, top: `${y}px`, width: `${size}px`, height: `${size}px` });
    }
  }

  function write() {
    const now = plan();
    if (!now) return;
    for (const [index, input] of inputs) {
      writeInput(input, board.machine.parameters[index], ranges.of(blockOf(now, index).layer), sentence(index));
    }
  }

  /** The picked dial's own input is the one in hand; no two stand for the same dial. @param {number} former @param {number} index */
  function pick(former, index) {
    const left = inputs.get(former);
    if (left) left.dataset.dial = String(former);
    inputs.get(index)?.removeAttribute("data-dial");
  }
  return { lay, write, pick };
}

/** @param {HTMLInputElement} input @param {number} value @param {number} range @param {string} words */
function writeInput(input, value, range, words) {
  // The words are rounded, and stay the same while the value moves a little.
  if (
    input.getAttribute("aria-valuetext") === words && input.valueAsNumber === value && input.max === String(range)
  ) return;
  input.min = String(-range);
  input.max = String(range);
  input.value = String(value);
  input.setAttribute("aria-valuetext", words);
}
