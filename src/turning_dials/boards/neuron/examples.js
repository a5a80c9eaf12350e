// @ts-check
// The examples that a neuron is judged by: as points, when it has two inputs, and as a table, when they are few.
import { div, write } from "../../kit/board/elements.js";
import { t } from "../../kit/model/language.js";
import { networkOf } from "../../kit/model/machine.js";
import { shown, subscript } from "../../kit/model/text.js";
import { createScatter } from "../../kit/parts/scatter.js";

/** So many rows fit into a table beside the points. */
const MOST_ROWS = 8;

/** @typedef {import("../../kit/board/board.js").Board<any, Record<string, import("../../kit/board/choice.js").Choice<any>>>} Board */

/** @param {Board} board */
export function createExamples(board) {
  const { machine, options, choices } = board;
  const { count, inputs } = networkOf(machine);
  const width = machine.sizes[0];
  const element = div("td-neuron-data");
  const side = div("td-neuron-side");
  const right = (/** @type {number} */ e) =>
    (networkOf(machine).outputs(e)[0] > 0.5) === (networkOf(machine).flatTargets[e] > 0.5);
  const scatter = width === 2
    ? createScatter({
      inputs,
      targets: () => networkOf(machine).flatTargets,
      names: options.input_names ?? ["x₁", "x₂"],
      answers: options.answers,
      onPick: (e) => choices.example.set(String(e)),
    })
    : null;
  const table = count <= MOST_ROWS ? createTable(board, right) : null;
  const score = div("td-neuron-score");
  if (scatter) element.append(scatter.element);
  element.append(side);
  side.append(
    ...(choices.table ? [choices.table.element] : []),
    ...(table ? [table.element] : []),
    score,
    choices.example.element,
  );

  function paint() {
    const { parameters } = machine;
    const now = Number(choices.example.value);
    scatter?.paint([parameters[0], parameters[1]], parameters[2], right, now);
    table?.paint(now);
    const good = Array.from({ length: count }, (_, e) => right(e)).filter(Boolean).length;
    write(score, t`${good} of ${count} on the right side of one half`);
  }
  return { element, paint };
}

/** @param {Board} board @param {(example: number) => boolean} right */
function createTable({ machine, options }, right) {
  const element = document.createElement("table");
  element.innerHTML = `<thead><tr></tr></thead><tbody></tbody>`;
  const model = () => networkOf(machine);
  const names = Array.from({ length: machine.sizes[0] }, (_, i) => options.input_names?.[i] ?? `x${subscript(i + 1)}`);
  for (const head of [...names, t`target`, t`output`, t`verdict`]) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = head;
    element.tHead?.rows[0].append(cell);
  }
  const rows = Array.from({ length: model().count }, (_, e) => {
    const row = element.tBodies[0].insertRow();
    for (const value of model().a(0, e)) row.insertCell().textContent = shown(value, 0);
    const [target, output, verdict] = [row.insertCell(), row.insertCell(), row.insertCell()];
    return { row, target, output, verdict };
  });

  /** @param {number} now the example that is shown */
  function paint(now) {
    rows.forEach(({ row, target, output, verdict }, e) => {
      write(target, shown(model().flatTargets[e], 0));
      write(output, shown(model().outputs(e)[0], 3));
      write(verdict, right(e) ? t`✓ right` : t`✗ wrong`);
      row.classList.toggle("td-now", e === now);
    });
  }
  return { element, paint };
}
