// @ts-check
// One node, opened: what it is made of, and what its slope is made of, a share from each node that it feeds.
import { button, div, write } from "../../kit/board/elements.js";
import { explain } from "../../kit/model/chain.js";
import { bracket } from "../../kit/model/formulas.js";
import { sharesOf } from "../../kit/model/graph.js";
import { t } from "../../kit/model/language.js";
import { networkOf } from "../../kit/model/machine.js";
import { significant } from "../../kit/model/text.js";

/** @typedef {import("../../kit/model/graph.js").Node} Node */
/** @typedef {import("../../kit/model/machine.js").NetworkModel} NetworkModel */

/** @param {import("../../kit/board/board.js").Board<any, any>} board @param {(step: number) => void} go to a step of the film */
export function createOpened(board, go) {
  const element = div("td-opened", "section");
  element.setAttribute("aria-label", t`the open node`);
  const [title, formula, note] = [div("td-title", "p"), div("td-opened-formula", "p"), div("td-quiet", "p")];
  const table = /** @type {HTMLTableElement} */ (div("td-shares", "table"));
  table.innerHTML = `<thead><tr><th scope="col">${t`it feeds`}</th><th scope="col">${t`local slope`}</th>
    <th scope="col">${t`× slope there`}</th><th scope="col">${t`= share`}</th></tr></thead><tbody></tbody>
    <tfoot><tr><th scope="row" colspan="3"></th><td></td></tr></tfoot>`;
  const [body, foot] = [table.tBodies[0], /** @type {HTMLElement} */ (table.tFoot)];
  const [sum, total] = [...foot.querySelectorAll("th, td")];
  /** @type {(number | null)[]} */
  let steps = [];
  const ways = [t`to the step that makes its value`, t`to the step that makes its slope`].map((words, k) =>
    button("", () => go(steps[k] ?? 0), words)
  );
  const bar = div("td-row");
  bar.append(...ways);
  element.append(title, formula, table, note, bar);

  /** @param {Node} node @param {boolean} known whether its slope is known by now */
  function paintShares(node, known) {
    const shares = sharesOf(node);
    table.hidden = !shares.length;
    while (body.rows.length > shares.length) body.deleteRow(-1);
    while (body.rows.length < shares.length) {
      const row = body.insertRow();
      row.innerHTML = `<th scope="row"></th><td></td><td></td><td></td>`;
    }
    const number = (/** @type {number} */ slope) => (known ? significant(board.clean(slope)) : "·");
    shares.forEach(({ to, local, share }, k) => {
      const texts = [to.symbol, significant(local), number(to.slope), number(share)];
      texts.forEach((text, i) => write(body.rows[k].cells[i], text));
    });
    write(sum, shares.length > 1 ? t`slope of ${node.symbol}, all shares added` : t`slope of ${node.symbol}`);
    write(total, number(node.slope));
  }

  return {
    element,
    /**
     * @param {Node} node @param {(number | null)[]} at the steps of the film that make its value and its slope
     * @param {boolean} known whether its slope is known by now @param {number} now the step at which the film stands
     */
    paint(node, at, known, now) {
      steps = at;
      write(title, t`Open: ${node.symbol}, ${node.words}`);
      write(formula, formulaOf(node, networkOf(board.machine)));
      paintShares(node, known);
      write(note, noteOf(node));
      note.hidden = !note.textContent;
      ways.forEach((way, k) => {
        way.hidden = !at[k];
        write(way, k ? t`Slope: step ${at[k]}` : t`Value: step ${at[k]}`);
        way.setAttribute("aria-pressed", String(at[k] === now));
      });
    },
  };
}

/** @param {Node} node @param {NetworkModel} model */
function formulaOf(node, { network, flatTargets }) {
  const { op, symbol, parts, value, q } = node;
  if (op === "given") return `${symbol} = ${significant(value)}`;
  const { symbols, numbers } = op === "product" || op === "sum" ? joined(parts, op) : explain(network, flatTargets, q);
  const short = numbers === significant(value) ? "" : `${numbers} = `;
  return `${symbol} = ${symbols} = ${short}${significant(value)}`;
}

/** @param {Node[]} parts @param {"product" | "sum"} op */
function joined(parts, op) {
  const sign = op === "sum" ? " + " : " · ";
  return {
    symbols: parts.map((one) => one.symbol).join(sign),
    numbers: parts.map((one) => bracket(one.value)).join(sign),
  };
}

/** What its numbers do not say. @param {Node} node */
function noteOf({ op, q }) {
  if (op === "cost") {
    return t`All slopes are the cost's. It follows itself one to one: its own slope is 1, and there the way back begins.`;
  }
  if (q.kind === "x") return t`Nobody turns an input. Its slope says how the cost would follow it.`;
  if (q.kind === "y") return t`Nobody turns a target. Its slope says how the cost would follow it.`;
  return "";
}
