// @ts-check
// The dials of one layer as a matrix of small knobs: a row for each neuron, a column for each neuron before and one for
// the bias. A small knob is picked; the dial in hand, full size, turns it.
import { arc, arrow, SWEEP } from "../board/dialface.js";
import { t } from "../model/language.js";
import { shown, spoken } from "../model/text.js";

/**
 * @param {object} wanted
 * @param {import("../board/dial.js").Dials} wanted.board
 * @param {number} wanted.offset where the layer begins in the flat vector
 * @param {number} wanted.rows @param {number} wanted.columns
 * @param {string} wanted.label
 * @param {(index: number) => string} wanted.nameOf a dial in words
 * @param {(index: number, byHand: boolean) => void} wanted.onPick
 */
export function createMatrix({ board, offset, rows, columns, label, nameOf, onPick }) {
  const { machine } = board;
  const element = document.createElement("div");
  element.className = "td-matrix";
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", label);
  element.style.setProperty("--td-columns", String(columns + 1));
  const head = (/** @type {string} */ text) => {
    const span = document.createElement("span");
    span.textContent = text;
    span.setAttribute("aria-hidden", "true");
    element.append(span);
  };
  head("");
  for (let i = 0; i < columns; i++) head(String(i + 1));
  head("b");
  /** @type {Map<number, ReturnType<typeof createCell>>} */
  const cells = new Map();
  for (let j = 0; j < rows; j++) {
    head(String(j + 1));
    for (let i = 0; i <= columns; i++) {
      const index = offset + (i < columns ? j * columns + i : rows * columns + j);
      const cell = createCell(board, index, nameOf(index));
      cells.set(index, cell);
      element.append(cell.element);
    }
  }
  const order = [...cells.keys()];
  const width = columns + 1;

  element.addEventListener("click", (event) => {
    const index = Number(
      /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-entry]"))?.dataset
        .entry ??
        NaN,
    );
    if (!Number.isNaN(index)) onPick(index, true);
  });
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = order.indexOf(Number(/** @type {HTMLElement} */ (event.target).dataset.entry));
    /** @type {Record<string, number>} */
    const moves = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at + width,
      ArrowUp: at - width,
      Home: 0,
      End: order.length - 1,
    };
    if (at < 0 || !(event.key in moves)) return;
    event.preventDefault();
    const next = order[moves[event.key]];
    if (next === undefined) return;
    onPick(next, false);
    cells.get(next)?.element.focus();
  });

  /**
   * @param {number} picked
   * @param {number} now the dial of the step, or -1
   * @param {(index: number) => boolean} knows whether its slope is known yet
   */
  function paint(picked, now, knows) {
    const entry = cells.has(picked) ? picked : order[0];
    for (const [index, cell] of cells) {
      cell.paint(
        machine.parameters[index],
        board.slopeAt(index),
        knows(index),
        index === picked,
        index === now,
        index === entry,
      );
    }
  }
  return { element, cells, paint };
}

/** @param {import("../board/dial.js").Dials} board @param {number} index @param {string} name */
function createCell(board, index, name) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "td-mini";
  element.dataset.entry = String(index);
  element.innerHTML = `<svg viewBox="6 2 72 68" aria-hidden="true"><path class="td-dial-track" d="${
    arc(-SWEEP, SWEEP, 25)
  }"></path>
    <circle class="td-dial-knob" cx="42" cy="40" r="18.5"></circle><path class="td-dial-arc"></path>
    <path class="td-dial-pointer"></path>
    <path class="td-dial-slope"></path><path class="td-dial-head"></path></svg>`;
  const [, bar, pointer, shaft, head] = [...element.querySelectorAll("path")];
  /** @type {[number, number, boolean, number]} */
  let last = [NaN, NaN, false, NaN];
  let state = "";

  /**
   * @param {number} value
   * @param {number} slope
   * @param {boolean} known
   * @param {boolean} picked
   * @param {boolean} now
   * @param {boolean} entry
   */
  function paint(value, slope, known, picked, now, entry) {
    const next = `${known} ${picked} ${now} ${entry}`;
    if (next !== state) {
      state = next;
      element.classList.toggle("td-later", !known);
      element.classList.toggle("td-step-now", now);
      element.setAttribute("aria-pressed", String(picked));
      element.tabIndex = entry ? 0 : -1;
    }
    if (value === last[0] && slope === last[1] && known === last[2] && board.fullSlope === last[3]) return;
    last = [value, slope, known, board.fullSlope];
    const angle = Math.max(-1, Math.min(1, value / 2)) * SWEEP;
    bar.setAttribute("d", Math.abs(angle) > 1e-3 ? arc(0, angle, 25) : "");
    bar.setAttribute("class", `td-dial-arc ${value < 0 ? "td-minus" : "td-plus"}`);
    const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
    pointer.setAttribute("d", `M${42 + 5 * sine} ${40 - 5 * cosine}L${42 + 18 * sine} ${40 - 18 * cosine}`);
    const drawn = arrow(angle, slope, board.fullSlope);
    shaft.setAttribute("d", drawn.shaft);
    head.setAttribute("d", drawn.head);
    const said = spoken(value);
    element.setAttribute(
      "aria-label",
      known ? t`${name}, value ${said}, slope ${spoken(slope, 3)}` : t`${name}, value ${said}`,
    );
    element.title = `${name}: ${shown(value)}`;
  }
  return { element, paint };
}
