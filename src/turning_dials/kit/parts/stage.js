// @ts-check
// A layered network as it stands on a board: inputs, dials or matrices of small knobs, neurons, outputs, and the wires.
import { createDial } from "../board/dial.js";
import { div, write } from "../board/elements.js";
import { healthOf } from "../model/health.js";
import { t } from "../model/language.js";
import { networkOf } from "../model/machine.js";
import { dialOf, keyOf, nameOf, quantity, slopeOf, symbolOf } from "../model/quantities.js";
import { shown, significant } from "../model/text.js";
import { createHealth } from "./health.js";
import { createMatrix } from "./matrix.js";
import { createStrands } from "./strands.js";

/** @typedef {import("../model/quantities.js").Quantity} Quantity */
/** @typedef {import("../model/machine.js").NetworkModel["network"]} Network */
/** @typedef {(q: Quantity) => boolean} Knows whether a quantity has been computed by now */
/**
 * @typedef {object} Wanted
 * @property {import("../board/board.js").Board} board
 * @property {boolean} full dials on their wires, and not in matrices
 * @property {(i: number) => HTMLElement} inputControl @property {(j: number) => HTMLElement} targetControl
 * @property {(index: number, byHand: boolean) => void} onPick
 */

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

export class Stage {
  #wanted;
  #network;
  #last;
  #net;
  #strands;
  /** @type {((knows: Knows, now: Quantity | null) => void)[]} */
  #paints = [];
  /** @type {Map<number, ReturnType<typeof createDial>>} */
  #dials = new Map();
  /** @type {ReturnType<typeof createMatrix>[]} */
  #matrices = [];
  /** Where each neuron's circle is, by the key of its output. @type {Map<string, HTMLElement>} */
  #circles = new Map();

  /** @param {Wanted} wanted */
  constructor(wanted) {
    const { board, full, inputControl } = wanted;
    this.#wanted = wanted;
    this.#network = networkOf(board.machine).network;
    const { sizes } = this.#network;
    this.#last = sizes.length - 2;
    this.element = div("td-stage");
    this.#net = div(`td-net${full ? "" : " td-net-small"}`);
    this.element.append(this.#net);
    this.#strands = createStrands(this.#net);

    const inputs = this.#column(t`inputs`);
    for (let i = 0; i < sizes[0]; i++) {
      const box = div("td-unit");
      box.append(this.#circle(quantity("x", 0, i)), inputControl(i));
      inputs.append(box);
    }
    const below = div("td-matrices");
    for (let l = 0; l <= this.#last; l++) {
      const gap = this.#gap(l);
      this.#layer(l);
      if (full) gap.append(this.#gapDials(l));
      else below.append(this.#matrix(l));
      this.#wires(l);
    }
    if (!full) this.element.append(below);
  }

  // ---- its parts

  /** @param {string} title @param {string} [name] */
  #column(title, name = "td-layer") {
    const box = div(name);
    const heading = div("td-column-head");
    heading.innerHTML = `<span></span><span class="td-column-slope"></span>`;
    /** @type {HTMLElement} */ (heading.firstElementChild).textContent = title;
    box.append(heading);
    this.#net.append(box);
    this.#strands.follow(box);
    return box;
  }

  /** The room before a layer, for its weights; its head says how large their slopes are. @param {number} l */
  #gap(l) {
    const { sizes } = this.#network;
    const gap = this.#column(`W${digit(l)}`, "td-gap");
    const size = /** @type {HTMLElement} */ (gap.querySelector(".td-column-slope"));
    const first = dialOf(sizes, quantity("w", l));
    const end = first + sizes[l + 1] * (sizes[l] + 1);
    this.#paints.push((knows) => {
      let sum = 0;
      let known = true;
      for (let k = first; k < end; k++) {
        sum += Math.abs(this.#wanted.board.slopeAt(k));
        known &&= knows(slopeOf(sizes, k));
      }
      write(size, t`mean |slope| ${known ? significant(sum / (end - first), 2) : "·"}`);
    });
    return gap;
  }

  /** @param {number} l */
  #layer(l) {
    const { sizes } = this.#network;
    const hidden = this.#last > 1 ? t`hidden layer ${l + 1}` : t`hidden layer`;
    const layer = this.#column(l === this.#last ? t`outputs` : hidden);
    layer.classList.toggle("td-many", sizes[l + 1] > 4);
    for (let j = 0; j < sizes[l + 1]; j++) layer.append(this.#unit(l, j));
    const mark = createHealth();
    layer.querySelector(".td-column-slope")?.append(mark.element);
    // A layer is compared with the last one, whose errors are known first.
    const own = Array.from({ length: sizes[l + 1] }, (_, j) => quantity("delta", l, j));
    this.#paints.push((knows) => mark.paint(own.every(knows) ? this.#health()[l] : null));
  }

  /** @param {number} l */
  #gapDials(l) {
    const { sizes } = this.#network;
    const holder = div(`td-gap-dials${sizes[l] * sizes[l + 1] > 6 ? " td-two" : ""}`);
    for (let j = 0; j < sizes[l + 1]; j++) {
      for (let i = 0; i < sizes[l]; i++) holder.append(this.#dial(quantity("w", l, j, i)).element);
    }
    return holder;
  }

  /** @param {number} l */
  #matrix(l) {
    const { sizes } = this.#network;
    const { board, onPick } = this.#wanted;
    const matrix = createMatrix({
      board,
      offset: dialOf(sizes, quantity("w", l)),
      rows: sizes[l + 1],
      columns: sizes[l],
      label: t`dials of layer ${l + 1}`,
      nameOf: (index) => this.nameFor(index),
      onPick,
    });
    const box = div("td-matrix-box");
    const caption = div("td-quiet");
    caption.textContent = t`dials w${digit(l)} and b${digit(l)}: to ↓ from →`;
    box.append(caption, matrix.element);
    this.#matrices.push(matrix);
    return box;
  }

  /** The wires that lead into a layer. @param {number} l */
  #wires(l) {
    const { sizes } = this.#network;
    const { machine } = this.#wanted.board;
    const circle = (/** @type {Quantity} */ q) => /** @type {HTMLElement} */ (this.#circles.get(keyOf(q)));
    for (let j = 0; j < sizes[l + 1]; j++) {
      for (let i = 0; i < sizes[l]; i++) {
        const weight = quantity("w", l, j, i);
        const index = dialOf(sizes, weight);
        const from = circle(l ? quantity("a", l - 1, i) : quantity("x", 0, i));
        const to = circle(quantity("a", l, j));
        const through = this.#dials.get(index)?.rim ?? null;
        this.#strands.join(keyOf(weight), from, to, through, () => machine.parameters[index]);
      }
    }
  }

  /** @param {Quantity} q @param {number} [output] */
  #circle(q, output) {
    const box = div("td-circle");
    const [name, value] = [div("", "i"), div("", "b")];
    name.textContent = symbolOf(q);
    if (output !== undefined) value.dataset.output = String(output);
    box.append(name, value);
    this.#circles.set(keyOf(q), box);
    this.#paints.push((knows, now) => {
      write(value, knows(q) ? shown(read(this.#network, q), 3) : "·");
      box.classList.toggle("td-step-now", now !== null && computedAt(now, q));
    });
    return box;
  }

  /** A neuron: its output in a circle, its sum and its error, its bias. @param {number} l @param {number} j */
  #unit(l, j) {
    const box = div("td-unit");
    const lines = div("td-unit-lines");
    const { board } = this.#wanted;
    const [z, delta] = [quantity("z", l, j), quantity("delta", l, j)];
    box.append(this.#circle(quantity("a", l, j), l === this.#last ? j : undefined), lines);
    for (const q of [z, delta]) {
      const line = div("", "span");
      lines.append(line);
      this.#paints.push((knows, now) => {
        const value = read(this.#network, q);
        const seen = q.kind === "z" ? value : board.clean(value);
        write(line, `${q.kind === "z" ? "z" : "δ"} ${knows(q) ? significant(seen, 3) : "·"}`);
        line.classList.toggle("td-step-now", now !== null && keyOf(now) === keyOf(q));
      });
    }
    if (l === this.#last) box.append(this.#wanted.targetControl(j));
    if (this.#wanted.full) box.append(this.#dial(quantity("b", l, j)).element);
    return box;
  }

  /** @param {Quantity} q a weight or a bias */
  #dial(q) {
    const { board, onPick } = this.#wanted;
    const index = dialOf(this.#network.sizes, q);
    const made = createDial({ board, index, symbol: symbolOf(q), spoken: this.nameFor(index) });
    const slope = quantity(q.kind === "w" ? "dw" : "db", q.layer, q.to, q.from);
    this.#dials.set(index, made);
    made.element.addEventListener("pointerdown", () => onPick(index, true));
    made.element.addEventListener("focusin", () => onPick(index, false));
    this.#paints.push((knows, now) => {
      made.paint();
      made.element.classList.toggle("td-later", !knows(slope));
      made.element.classList.toggle("td-step-now", now !== null && keyOf(now) === keyOf(slope));
    });
    return made;
  }

  // ---- what is done with it

  /** What a dial is called. @param {number} index */
  nameFor(index) {
    const { sizes } = this.#network;
    const { kind, layer, to, from } = slopeOf(sizes, index);
    const neuron = nameOf(sizes, layer, to);
    if (kind === "db") return t`bias of ${neuron}`;
    return t`weight to ${neuron} from ${layer ? nameOf(sizes, layer - 1, from) : t`input ${from + 1}`}`;
  }

  /** @param {Knows} knows @param {Quantity | null} now the quantity of this step @param {number} picked */
  paint(knows, now, picked) {
    const { sizes } = this.#network;
    for (const each of this.#paints) each(knows, now);
    const knowsSlope = (/** @type {number} */ index) => knows(slopeOf(sizes, index));
    const stepDial = now && (now.kind === "dw" || now.kind === "db") ? dialOf(sizes, now) : -1;
    for (const matrix of this.#matrices) matrix.paint(picked, stepDial, knowsSlope);
    for (const [index, each] of this.#dials) each.element.classList.toggle("td-picked", index === picked);
    const { kind, layer, to, from } = slopeOf(sizes, picked);
    const lit = now ? this.#loads(now).map(({ key }) => key) : [];
    this.#strands.paint(kind === "dw" ? keyOf(quantity("w", layer, to, from)) : "", lit);
  }

  /** Measure again; call when the layout may have changed. */
  place() {
    this.#strands.place();
  }

  #health() {
    const { board } = this.#wanted;
    return healthOf(this.#network, 1, (error) => board.clean(error));
  }

  /** What travels in a step. @param {Quantity} q */
  #loads(q) {
    const { board } = this.#wanted;
    return loads(this.#network, q, (slope) => board.clean(slope));
  }

  /** Let the values of a step travel. @param {Quantity} q */
  travel(q) {
    this.#strands.travel(this.#loads(q));
  }

  stop() {
    this.#strands.stop();
  }
}

/** The number of a layer's dials, raised as in their symbols. @param {number} l */
function digit(l) {
  return symbolOf(quantity("b", l)).slice(1, 2);
}

/** @param {Network} network @param {Quantity} q */
function read({ a, z, delta }, { kind, layer, to }) {
  if (kind === "x") return a[0][to];
  if (kind === "z") return z[layer][to];
  return kind === "a" ? a[layer + 1][to] : delta[layer][to];
}

/** Whether a step is computed at the neuron whose output is `q`. @param {Quantity} now @param {Quantity} q */
function computedAt(now, q) {
  if (keyOf(now) === keyOf(q)) return true;
  if (q.kind !== "a" || now.kind === "dw" || now.kind === "db") return false;
  return now.layer === q.layer && (now.kind === "cost" || now.to === q.to);
}

/**
 * What travels in a step, and along which wires.
 * @param {Network} network @param {Quantity} q @param {(slope: number) => number} clean @returns {import("./strands.js").Load[]}
 */
function loads({ sizes, a, delta }, { kind, layer: l, to, from }, clean) {
  const wire = (/** @type {number} */ layer, /** @type {number} */ j, /** @type {number} */ i) =>
    keyOf(quantity("w", layer, j, i));
  const text = (/** @type {number} */ value) => shown(value, 2);
  if (kind === "z") {
    return Array.from({ length: sizes[l] }, (_, i) => ({ key: wire(l, to, i), start: 0, end: 1, text: text(a[l][i]) }));
  }
  if (kind === "error" && l < sizes.length - 2) {
    return Array.from(
      { length: sizes[l + 2] },
      (_, k) => ({ key: wire(l + 1, k, to), start: 1, end: 0, text: text(clean(delta[l + 1][k])) }),
    );
  }
  // A weight's slope: what arrives and the error meet at the dial.
  if (kind === "dw") {
    const key = wire(l, to, from);
    return [
      { key, start: 0, end: null, text: text(a[l][from]) },
      { key, start: 1, end: null, text: text(clean(delta[l][to])) },
    ];
  }
  return [];
}
