// @ts-check
// A receipt: one dial's slope as the chain rule makes it, each factor folded away until the reader opens it, down to the
// inputs, the dials and the targets.
import { explainClean } from "../model/chain.js";
import { plural, t } from "../model/language.js";
import { networkOf } from "../model/machine.js";
import { keyOf, pathsFrom, receiptsWith, slopeOf, symbolOf } from "../model/quantities.js";
import { significant } from "../model/text.js";
import { div, write } from "../board/elements.js";

/** @typedef {import("../model/quantities.js").Quantity} Quantity */

/**
 * @param {import("../board/board.js").Board<any, any>} board whose dials are a network's
 * @param {(q: Quantity) => void} [onLine] told of a line that the reader opens or folds
 */
export function createReceipt(board, onLine) {
  const model = () => networkOf(board.machine);
  const element = div("td-receipt");
  const [title, tree, note] = [div("td-title", "p"), div(""), div("td-quiet", "p")];
  element.append(title, tree, note);
  /** @type {(() => void)[]} */
  let paints = [];
  let shownFor = "";

  const explained = (/** @type {Quantity} */ q) =>
    explainClean(model().network, model().flatTargets, q, (slope) => board.clean(slope));

  /** @param {Quantity} q @param {number} depth how many levels stand open at first */
  function line(q, depth) {
    const { parts } = explained(q);
    const row = document.createElement(parts.length ? "details" : "div");
    row.className = "td-receipt-line";
    row.dataset.quantity = keyOf(q);
    const { head, symbol, formula, numbers, value, mark, words } = headOf(parts.length > 0);
    row.append(head);
    const paint = () => {
      const now = explained(q);
      write(symbol, now.symbol);
      write(formula, now.symbols ? ` = ${now.symbols}` : "");
      write(numbers, now.numbers && now.numbers !== significant(now.value) ? ` = ${now.numbers}` : "");
      write(value, ` = ${significant(now.value)}`);
      write(mark, now.equation);
      mark.hidden = !now.equation;
      write(words, now.words);
    };
    paints.push(paint);
    paint();
    if (row instanceof HTMLDetailsElement) {
      let filled = false;
      const fill = () => {
        if (filled || !row.open) return;
        filled = true;
        const seen = new Set();
        for (const part of parts) {
          if (seen.has(keyOf(part))) continue;
          seen.add(keyOf(part));
          row.append(line(part, depth - 1));
        }
      };
      if (onLine) head.addEventListener("click", () => onLine(q));
      row.open = depth > 0;
      fill();
      row.addEventListener("toggle", fill);
    }
    return row;
  }

  /** @param {number} index */
  function show(index) {
    const { sizes, activation, costName } = model().network;
    const key = [index, sizes, activation, costName].join("|");
    if (key === shownFor) return;
    shownFor = key;
    paints = [];
    const q = slopeOf(sizes, index);
    title.textContent = t`Receipt for ${symbolOf(q).slice(4)}`;
    tree.replaceChildren(line(q, 2));
    note.textContent = shortcut(sizes, q, model().parameters.length);
  }

  return {
    element,
    show,
    paint() {
      for (const paint of paints) paint();
    },
    /** @param {Quantity[]} quantities whose lines to light, where they stand open */
    light: (quantities) => light(tree, quantities.map(keyOf)),
  };
}

/** What an error spares: the paths that it sums up. @param {number[]} sizes @param {Quantity} q a slope @param {number} all how many dials there are */
function shortcut(sizes, q, all) {
  const delta = symbolOf({ ...q, kind: "delta", from: 0 });
  const paths = pathsFrom(sizes, q.layer);
  const some = receiptsWith(sizes, q.layer);
  const one =
    t`One path leads from this dial to the cost. ${delta} sums it up, is computed once, and stands in ${some} of ${all} receipts.`;
  const more =
    t`${paths} paths lead from this dial to the cost. ${delta} sums them up, is computed once, and stands in ${some} of ${all} receipts.`;
  return plural(paths, one, more);
}

/** @param {HTMLElement} tree @param {string[]} keys of the lines to light, and no others */
function light(tree, keys) {
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (tree.querySelectorAll(".td-receipt-line"))) {
    const lit = keys.includes(row.dataset.quantity ?? "");
    row.firstElementChild?.classList.toggle("td-step-now", lit);
    if (lit) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
}

/** The line itself: what it is in words, its formula, its numbers and its value. @param {boolean} folded whether it opens */
function headOf(folded) {
  const head = div("", folded ? "summary" : "p");
  const [symbol, formula, numbers, value] = ["b", "span", "span", "b"].map((tag) => div("", tag));
  const [mark, words] = [div("td-law", "small"), div("td-receipt-words", "span")];
  head.append(words, symbol, formula, numbers, value, mark);
  return { head, symbol, formula, numbers, value, mark, words };
}
