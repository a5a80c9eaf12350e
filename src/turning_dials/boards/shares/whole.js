// @ts-check
// All answers end to end in one bar, with a mark at 1: answers that share one end there, others stop short or run past it.
import { div, write } from "../../kit/board/elements.js";
import { t } from "../../kit/model/language.js";
import { shown } from "../../kit/model/text.js";

/** A piece at least so wide, as part of the bar, has room for its name. */
const NAMED = 0.2;

/** @param {string[]} names @param {Float64Array} targets */
export function createWhole(names, targets) {
  const [element, bar, mark] = [div("td-whole"), div("td-whole-bar"), div("td-whole-mark")];
  element.setAttribute("aria-hidden", "true"); // the cards and the words below say the same
  mark.textContent = "1";
  const pieces = names.map((name, j) => {
    const piece = div("td-whole-piece", "span");
    piece.textContent = name;
    piece.classList.toggle("td-whole-wanted", targets[j] === 1);
    return piece;
  });
  const end = div("td-whole-end", "b");
  bar.append(...pieces);
  element.append(bar, mark, end);

  return {
    element,
    /** @param {Float64Array} answers */
    paint(answers) {
      const all = answers.reduce((sum, a) => sum + a, 0);
      const most = Math.max(1, all);
      pieces.forEach((piece, j) => {
        piece.style.width = `${(100 * answers[j] / most).toFixed(3)}%`;
        piece.classList.toggle("td-whole-named", answers[j] / most >= NAMED);
      });
      mark.style.left = `${(100 / most).toFixed(2)}%`;
      write(end, t`sum ${shown(all)}`);
    },
  };
}
