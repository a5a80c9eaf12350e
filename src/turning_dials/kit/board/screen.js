// @ts-check
// The screen: one big number, the cost, and the trace of its recent values.
import { t } from "../model/language.js";
import { costOf } from "./words.js";

const WIDTH = 240;
const HEIGHT = 46;

/** @param {{machine: import("../model/machine.js").Machine, noTarget: string}} board */
export function createScreen(board) {
  const { machine } = board;
  const element = document.createElement("div");
  element.className = "td-screen";
  element.innerHTML = `<div><small>${t`cost`}</small><b data-cost></b></div>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true"><path></path></svg>`;
  const number = /** @type {HTMLElement} */ (element.querySelector("[data-cost]"));
  const path = /** @type {SVGPathElement} */ (element.querySelector("path"));
  let last = "";

  function paint() {
    const text = costOf(board);
    if (text !== last) {
      number.textContent = last = text;
      number.classList.toggle("td-said", !Number.isFinite(machine.cost));
    }
    path.setAttribute("d", board.noTarget ? "" : trace(machine.history));
  }

  /** A second reading on the right: a small label and a value that follows; no reading while it is empty. @param {string} label @param {() => string} read */
  function note(label, read) {
    const box = document.createElement("div");
    box.className = "td-screen-note";
    const small = document.createElement("small");
    small.textContent = label;
    const value = document.createElement("b");
    box.append(small, value);
    element.append(box);
    return () => {
      const text = read();
      if (value.textContent !== text) value.textContent = text;
      box.hidden = !text;
    };
  }

  return { element, paint, note };
}

/**
 * The path of the trace: the floor is a cost of zero, the ceiling the largest cost in view, so that a fall looks like one.
 * @param {readonly number[]} costs
 */
export function trace(costs) {
  const finite = costs.map((cost) => (Number.isFinite(cost) ? cost : 0));
  const top = finite.reduce((most, cost) => Math.max(most, cost), 1e-12);
  const step = WIDTH / Math.max(24, finite.length - 1);
  return finite.map((cost, i) =>
    `${i ? "L" : "M"}${(i * step).toFixed(1)} ${(HEIGHT - 3 - (HEIGHT - 6) * (cost / top)).toFixed(1)}`
  ).join("");
}
