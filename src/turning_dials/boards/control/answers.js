// @ts-check
// The network's answers to the picture shown: a bar for each output, its target as a line, its slope as an arrow.
import { div, write } from "../../kit/board/elements.js";
import { t } from "../../kit/model/language.js";
import { shown, signed } from "../../kit/model/text.js";

/** Pixels of a full arrow. */
const LONGEST = 34;

/**
 * @param {import("./fields.js").ControlBoard} board @param {import("./album.js").Album} album
 * @param {{names: string[], words: string[] | null}} how words: for one output, what target 0 and target 1 mean
 */
export function createAnswers(board, album, { names, words }) {
  const { machine } = board;
  const element = div("td-answers");
  const head = div("td-answers-head");
  element.append(head);
  const bounded = ["sigmoid", "softmax"].includes(lastOf(machine.activation));
  const rows = names.map(createRow);
  element.append(...rows.map(({ row }) => row));
  /** The slope that a full arrow stands for, as on the dials: fixed at the start. */
  let full = 0;

  // Answers of a softmax share one: none can be turned alone, so that the slopes are those of the sums behind them.
  const shared = lastOf(machine.activation) === "softmax" && machine.costName === "categorical_cross_entropy";

  /** dC/da for each output, at the picture shown; dC/dz where answers share one. @param {ArrayLike<number>} a @param {ArrayLike<number>} y @param {number} m */
  function slopes(a, y, m) {
    const n = names.length;
    return names.map((_, k) => {
      if (machine.costName === "mean_squared_error") return (2 * (a[k] - y[k])) / (m * n);
      if (machine.costName === "binary_cross_entropy") {
        return (a[k] - y[k]) / (Math.max(1e-12, a[k] * (1 - a[k])) * m * n);
      }
      return shared ? (a[k] - y[k]) / m : -y[k] / (Math.max(1e-12, a[k]) * m);
    });
  }

  function paint() {
    const a = album.outputs(album.shown);
    const { targets } = album.picture;
    const model = /** @type {import("../../kit/model/machine.js").NetworkModel} */ (machine.model);
    const each = targets ? slopes(a, targets, model.count) : null;
    if (each && !full) full = Math.max(1e-12, ...each.map(Math.abs));
    const most = bounded ? 1 : Math.max(1, ...Array.from(a, Math.abs), ...Array.from(targets ?? [], Math.abs));
    const low = bounded ? 0 : -most;
    const place = (/** @type {number} */ v) => Math.max(0, Math.min(1, (v - low) / (most - low))) * 100;
    const { name } = album.picture;
    if (words && targets) {
      const [wanted, said] = [targets[0], a[0]].map((value) => words[value > 0.5 ? 1 : 0]);
      write(head, t`${name}: a ${wanted}; the network says ${shown(a[0])}, ${said}`);
    } else {
      const ofSums = shared && each && board.slopesShown();
      write(head, ofSums ? t`answers to ${name}, slopes of their sums` : t`answers to ${name}`);
    }
    rows.forEach((parts, k) => {
      const { row, bar, target, path, value, slope } = parts;
      const [from, end] = [place(0), place(a[k])];
      const meant = targets ? place(targets[k]) : NaN;
      const now = board.clean(each?.[k] ?? 0);
      const seen = each !== null && board.slopesShown();
      const long = seen && full ? Math.min(1, Math.abs(now) / full) * LONGEST : 0;
      // A power of ten would not fit; that an answer is nearly 0 is all that matters here.
      write(value, bounded && a[k] < 0.005 ? "0.00" : shown(a[k]));
      write(slope, !seen ? "" : shared && Math.abs(now) < 0.0005 ? "0.000" : signed(now));
      // Writing what stands there already would lay out the page anew.
      const drawn = `${from.toFixed(1)} ${end.toFixed(1)} ${meant} ${(now < 0 ? -1 : 1) * long}`;
      if (drawn === parts.drawn) return;
      parts.drawn = drawn;
      bar.style.left = `${Math.min(from, end)}%`;
      bar.style.width = `${Math.abs(end - from)}%`;
      target.hidden = !targets;
      target.style.left = `${meant || 0}%`;
      row.classList.toggle("td-meant", targets !== null && targets[k] > 0.5 && names.length > 1);
      const way = now > 0 ? -1 : 1;
      /** @type {HTMLElement} */ (path.parentElement).style.left = `${end}%`;
      path.setAttribute("d", long < 0.4 ? "" : `M0 -1.5H${way * long}V-5L${way * (long + 8)} 0L${way * long} 5V1.5H0Z`);
    });
  }

  return { element, paint };
}

/** An output: its name, a bar for its answer, a line for its target, an arrow for its slope. @param {string} name @param {number} k */
function createRow(name, k) {
  const row = div("td-answer");
  row.innerHTML =
    `<span></span><div class="td-answer-bar"><i></i><b></b><svg aria-hidden="true"><path></path></svg></div><span class="td-answer-value" data-output="${k}"></span><span class="td-answer-slope"></span>`;
  const find = (/** @type {string} */ css) => /** @type {HTMLElement} */ (row.querySelector(css));
  find("span").textContent = name;
  return {
    row,
    bar: find("i"),
    target: find("b"),
    path: find("path"),
    value: find("[data-output]"),
    slope: find(".td-answer-slope"),
    drawn: "",
  };
}

/** @param {string | string[]} names */
function lastOf(names) {
  return typeof names === "string" ? names : names[names.length - 1];
}
