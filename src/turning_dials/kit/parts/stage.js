// @ts-check
// A layered network as it stands on a board: inputs, dials or matrices of small knobs, neurons, outputs, and the wires.
import { dialOf, keyOf, nameOf, quantity, slopeOf, symbolOf } from "../model/quantities.js";
import { createDial } from "../board/dial.js";
import { createMatrix } from "./matrix.js";
import { shown, significant } from "../model/text.js";
import { write } from "../board/elements.js";
import { createStrands } from "./strands.js";

/** @typedef {import("../model/quantities.js").Quantity} Quantity */
/** @typedef {ReturnType<typeof createStage>} Stage */

const DIAL = 96;
const COLUMN = 104;

/**
 * Whether every dial of such a network may stand on its own wire in a text column this wide.
 * @param {number[]} sizes @param {number} width in pixels
 */
export function dialsFit(sizes, width) {
  const gaps = sizes.slice(1).map((n, l) => n * sizes[l]);
  if (gaps.some((weights) => weights > 12) || sizes.slice(1).some((n) => n > 3)) return false;
  if (width < 640) return true;
  const needed = gaps.reduce((sum, weights) => sum + (weights > 6 ? 2 : 1) * DIAL + 40, 0) + sizes.length * COLUMN;
  return needed <= width;
}

/**
 * @param {object} wanted
 * @param {import("../board/board.js").Board} wanted.board
 * @param {boolean} wanted.full dials on their wires, and not in matrices
 * @param {(i: number) => HTMLElement} wanted.inputControl @param {(j: number) => HTMLElement} wanted.targetControl
 * @param {(index: number, byHand: boolean) => void} wanted.onPick
 */
export function createStage({ board, full, inputControl, targetControl, onPick }) {
  const { machine } = board;
  const model = /** @type {import("../model/machine.js").NetworkModel} */ (machine.model);
  const { network } = model;
  const { sizes } = network;
  const last = sizes.length - 2;
  const element = make("div", "td-stage");
  const net = make("div", `td-net${full ? "" : " td-net-small"}`);
  element.append(net);
  const strands = createStrands(net);
  /** @type {((knows: (q: Quantity) => boolean, q: Quantity | null) => void)[]} */
  const paints = [];
  /** @type {Map<number, ReturnType<typeof createDial>>} */
  const dials = new Map();
  /** @type {ReturnType<typeof createMatrix>[]} */
  const matrices = [];
  /** @type {Map<string, HTMLElement>} where each neuron's circle is, by the key of its output */
  const circles = new Map();

  const inputs = column("inputs");
  for (let i = 0; i < sizes[0]; i++) {
    const box = make("div", "td-unit");
    box.append(circle(quantity("x", 0, i)), inputControl(i));
    inputs.append(box);
  }
  const below = make("div", "td-matrices");
  for (let l = 0; l <= last; l++) {
    const gap = column(`W${symbolOf(quantity("b", l)).slice(1, 2)}`, "td-gap");
    const size = /** @type {HTMLElement} */ (gap.querySelector(".td-column-slope"));
    const first = dialOf(sizes, quantity("w", l));
    const end = first + sizes[l + 1] * (sizes[l] + 1);
    paints.push((knows) => {
      let sum = 0;
      let known = true;
      for (let k = first; k < end; k++) {
        sum += Math.abs(machine.gradient[k]);
        known &&= knows(slopeOf(sizes, k));
      }
      write(size, `mean |slope| ${known ? significant(sum / (end - first), 2) : "·"}`);
    });
    const layer = column(l === last ? "outputs" : last > 1 ? `hidden layer ${l + 1}` : "hidden layer");
    layer.classList.toggle("td-many", sizes[l + 1] > 4);
    for (let j = 0; j < sizes[l + 1]; j++) layer.append(unit(l, j));
    if (full) {
      const holder = make("div", `td-gap-dials${sizes[l] * sizes[l + 1] > 6 ? " td-two" : ""}`);
      gap.append(holder);
      for (let j = 0; j < sizes[l + 1]; j++) {
        for (let i = 0; i < sizes[l]; i++) holder.append(dial(quantity("w", l, j, i)).element);
      }
    } else {
      const title = symbolOf(quantity("b", l)).slice(1, 2);
      const matrix = createMatrix({
        board,
        offset: first,
        rows: sizes[l + 1],
        columns: sizes[l],
        label: `dials of layer ${l + 1}`,
        nameOf: (index) => nameFor(slopeOf(sizes, index)),
        onPick,
      });
      const box = make("div", "td-matrix-box");
      const caption = make("div", "td-quiet");
      caption.textContent = `dials w${title} and b${title}: to ↓ from →`;
      box.append(caption, matrix.element);
      below.append(box);
      matrices.push(matrix);
    }
    for (let j = 0; j < sizes[l + 1]; j++) {
      for (let i = 0; i < sizes[l]; i++) {
        const index = dialOf(sizes, quantity("w", l, j, i));
        const [from, to] = [before(l, i), /** @type {HTMLElement} */ (circles.get(keyOf(quantity("a", l, j))))];
        strands.join(
          keyOf(quantity("w", l, j, i)),
          from,
          to,
          dials.get(index)?.rim ?? null,
          () => machine.parameters[index],
        );
      }
    }
  }
  if (!full) element.append(below);

  /** @param {string} title @param {string} [name] */
  function column(title, name = "td-layer") {
    const box = make("div", name);
    const heading = make("div", "td-column-head");
    heading.innerHTML = `<span></span><span class="td-column-slope"></span>`;
    /** @type {HTMLElement} */ (heading.firstElementChild).textContent = title;
    box.append(heading);
    net.append(box);
    strands.follow(box);
    return box;
  }

  /** @param {Quantity} q @param {number} [output] */
  function circle(q, output) {
    const box = make("div", "td-circle");
    const [name, value] = [make("i", ""), make("b", "")];
    name.textContent = symbolOf(q);
    if (output !== undefined) value.dataset.output = String(output);
    box.append(name, value);
    circles.set(keyOf(q), box);
    paints.push((knows, now) => {
      write(value, knows(q) ? shown(read(q), 3) : "·");
      box.classList.toggle("td-step-now", now !== null && about(now, q));
    });
    return box;
  }

  /** A neuron: its output in a circle, its sum and its error, its bias. @param {number} l @param {number} j */
  function unit(l, j) {
    const box = make("div", "td-unit");
    const lines = make("div", "td-unit-lines");
    const [z, delta] = [quantity("z", l, j), quantity("delta", l, j)];
    box.append(circle(quantity("a", l, j), l === last ? j : undefined), lines);
    for (const q of [z, delta]) {
      const line = make("span", "");
      lines.append(line);
      paints.push((knows, now) => {
        write(line, `${q.kind === "z" ? "z" : "δ"} ${knows(q) ? significant(read(q), 3) : "·"}`);
        line.classList.toggle("td-step-now", now !== null && keyOf(now) === keyOf(q));
      });
    }
    if (l === last) box.append(targetControl(j));
    if (full) box.append(dial(quantity("b", l, j)).element);
    return box;
  }

  /** @param {Quantity} q a weight or a bias */
  function dial(q) {
    const index = dialOf(sizes, q);
    const made = createDial({ board, index, symbol: symbolOf(q), spoken: nameFor(slopeOf(sizes, index)) });
    const slope = quantity(q.kind === "w" ? "dw" : "db", q.layer, q.to, q.from);
    dials.set(index, made);
    made.element.addEventListener("pointerdown", () => onPick(index, true));
    made.element.addEventListener("focusin", () => onPick(index, false));
    paints.push((knows, now) => {
      made.paint();
      made.element.classList.toggle("td-later", !knows(slope));
      made.element.classList.toggle("td-step-now", now !== null && keyOf(now) === keyOf(slope));
    });
    return made;
  }

  /** @param {Quantity} slope */
  function nameFor({ kind, layer, to, from }) {
    const neuron = nameOf(sizes, layer, to);
    if (kind === "db") return `bias of ${neuron}`;
    return `weight to ${neuron} from ${layer ? nameOf(sizes, layer - 1, from) : `input ${from + 1}`}`;
  }

  /** @param {number} l @param {number} i */
  function before(l, i) {
    return /** @type {HTMLElement} */ (circles.get(keyOf(l ? quantity("a", l - 1, i) : quantity("x", 0, i))));
  }

  /** @param {Quantity} q */
  function read({ kind, layer, to }) {
    return kind === "x"
      ? network.a[0][to]
      : kind === "z"
      ? network.z[layer][to]
      : kind === "a"
      ? network.a[layer + 1][to]
      : network.delta[layer][to];
  }

  /** Whether a step is computed at the neuron whose output is `q`. @param {Quantity} now @param {Quantity} q */
  function about(now, q) {
    if (q.kind !== "a" || now.kind === "dw" || now.kind === "db") return false;
    return now.layer === q.layer && (now.kind === "cost" || now.to === q.to);
  }

  /** What travels in a step, and along which wires. @param {Quantity} q @returns {import("./strands.js").Load[]} */
  function loads({ kind, layer: l, to, from }) {
    const wire = (/** @type {number} */ layer, /** @type {number} */ j, /** @type {number} */ i) =>
      keyOf(quantity("w", layer, j, i));
    const text = (/** @type {number} */ value) => shown(value, 2);
    if (kind === "z") {
      return Array.from(
        { length: sizes[l] },
        (_, i) => ({ key: wire(l, to, i), start: 0, end: 1, text: text(network.a[l][i]) }),
      );
    }
    if (kind === "error" && l < last) {
      return Array.from(
        { length: sizes[l + 2] },
        (_, k) => ({ key: wire(l + 1, k, to), start: 1, end: 0, text: text(network.delta[l + 1][k]) }),
      );
    }
    // A weight's slope: what arrives and the error meet at the dial.
    if (kind === "dw") {
      return [{ key: wire(l, to, from), start: 0, end: null, text: text(network.a[l][from]) }, {
        key: wire(l, to, from),
        start: 1,
        end: null,
        text: text(network.delta[l][to]),
      }];
    }
    return [];
  }

  /**
   * @param {(q: Quantity) => boolean} knows what has been computed by now
   * @param {Quantity | null} now the quantity of this step @param {number} picked
   */
  function paint(knows, now, picked) {
    for (const each of paints) each(knows, now);
    const knowsSlope = (/** @type {number} */ index) => knows(slopeOf(sizes, index));
    const stepDial = now && (now.kind === "dw" || now.kind === "db") ? dialOf(sizes, now) : -1;
    for (const matrix of matrices) matrix.paint(picked, stepDial, knowsSlope);
    for (const [index, each] of dials) each.element.classList.toggle("td-picked", index === picked);
    const { kind, layer, to, from } = slopeOf(sizes, picked);
    const lit = now ? loads(now).map(({ key }) => key) : [];
    strands.paint(kind === "dw" ? keyOf(quantity("w", layer, to, from)) : "", lit);
  }

  return {
    element,
    paint,
    place: strands.place,
    travel: (/** @type {Quantity} */ q) => strands.travel(loads(q)),
    stop: strands.stop,
    nameFor: (/** @type {number} */ index) => nameFor(slopeOf(sizes, index)),
  };
}

/** @param {string} tag @param {string} name */
function make(tag, name) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  return element;
}
