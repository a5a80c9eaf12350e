// @ts-check
// Beside the map: which ground it is, its dials, and what the network does at the point.
import { div } from "../../kit/board/elements.js";
import { plural, t } from "../../kit/model/language.js";
import { batchOf } from "../../kit/model/walk.js";
import { createFit } from "./fit.js";
import { SEED } from "./walker.js";

/** @param {import("./fields.js").SurfaceBoard} board @param {import("./walker.js").Walker} walker */
export function createSide(board, walker) {
  const { machine, options, choices } = board;
  const grounds = Object.values(options.presets);
  const element = div("td-surface-side");
  const caption = div("td-surface-caption");
  const dialRow = div("td-surface-dials");
  const heldNote = div("td-quiet");
  const fitBox = div("td-surface-fit");
  if (grounds.length > 1) element.append(choices.preset.element);
  element.append(caption, dialRow, heldNote);
  const [first] = walker.preset.dials;
  const pair = walker.preset.dials.map((index) => board.dial({ index, symbol: "", spoken: "", range: 2 }));
  dialRow.append(...pair.map((dial) => dial.element));
  const most = Math.max(...grounds.map((ground) => ground.start.length)) - 2;
  const heldDials = Array.from({ length: most }, () => board.dial({ index: first, symbol: "", spoken: "" }));
  /** @type {ReturnType<typeof createFit>} */
  let fit;

  /** Name all that is here after the ground that lies under the dials. */
  function label() {
    const { preset, slice } = walker;
    caption.textContent = preset.caption;
    caption.hidden = !preset.caption;
    pair.forEach((dial, axis) => dial.retarget(preset.dials[axis], preset.axes[axis], t`weight ${preset.axes[axis]}`));
    labelHeld();
    for (const option of batchOptions()) option.hidden = option.disabled = Number(option.value) >= slice.count;
    fit = createFit(preset, machine);
    fitBox.replaceChildren(fit.element);
  }

  /** The dials that descent leaves alone. */
  function labelHeld() {
    const { dials, held } = walker.preset;
    const others = machine.parameters.length - 2;
    for (const dial of heldDials) {
      dial.element.remove();
      // One that is not needed stands for a dial that there is, as it is painted all the same.
      dial.retarget(0, "", "");
    }
    let index = 0;
    for (let k = 0; k < others; k++, index++) {
      while (dials.includes(index)) index++;
      heldDials[k].retarget(index, held[k], t`held ${held[k]}`);
      dialRow.append(heldDials[k].element);
    }
    heldNote.hidden = others === 0;
    heldNote.textContent = plural(
      others,
      t`Held: ${held.join(", ")}. Descent leaves it; turn it, and the map follows.`,
      t`Held: ${held.join(", ")}. Descent leaves them; turn one, and the map follows.`,
    );
  }

  /** The sizes of a batch that are offered. */
  function batchOptions() {
    return [.../** @type {NodeListOf<HTMLOptionElement>} */ (choices.batch_size.element.querySelectorAll("option"))];
  }

  function paint() {
    fit.paint(batchOf(walker.slice.count, walker.batch, SEED, walker.walk.steps));
  }

  label();
  return { element, fit: fitBox, label, paint };
}
