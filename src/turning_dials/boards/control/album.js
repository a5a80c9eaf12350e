// @ts-check
// The pictures: which are in hand, which one is shown, and what the network answers to each.
import { div } from "../../kit/board/elements.js";
import { Network } from "../../kit/model/engine.js";
import { t } from "../../kit/model/language.js";
import { unpack } from "./sets.js";

/** @typedef {{inputs: Float64Array, targets: Float64Array | null, name: string}} Picture */

/** What the reader's own picture is called among the choices: its name, what it is, and its levels from 0 to WHITE. */
const OWN = "own_picture";
const WHITE = 255;
const NO_TARGET = t`This picture has no target, and so no cost and no slopes: say first what it is.`;

export class Album {
  /** @param {import("./fields.js").ControlBoard} board */
  constructor(board) {
    this.board = board;
    const { machine, options } = board;
    const model = /** @type {import("../../kit/model/machine.js").NetworkModel} */ (machine.model);
    const [n, width] = [machine.sizes[0], machine.sizes[machine.sizes.length - 1]];
    const held = options.album
      ? unpack(board.traits.get("_album"), options.album, n, width)
      : { inputs: model.flatInputs, targets: model.flatTargets, count: model.count };
    /** @type {Picture[]} */
    this.pictures = Array.from({ length: held.count }, (_, e) => ({
      inputs: held.inputs.slice(e * n, (e + 1) * n),
      targets: held.targets.slice(e * width, (e + 1) * width),
      name: options.picture_names?.[e] ?? t`picture ${e + 1}`,
    }));
    /** Whether all pictures are in hand; else the one shown is. */
    this.together = model.count > 1;
    this.shown = board.choices.picture.value;
    const own = this.#kept(n, width);
    // Where all pictures are in hand, a named one of the reader's is the last of them already.
    if (own && !options.album && same(own.inputs, this.pictures[held.count - 1].inputs)) this.pictures.pop();
    this.given = this.pictures.length;
    if (own) this.pictures.push(own);
    /** Answers to pictures that are not in hand. @type {Network | null} */
    this.viewer = null;
    this.viewed = new Float64Array(0);
    this.stale = true;
    board.onStop(machine.on(() => {
      this.stale = true;
    }));
    board.choices.picture.on((e) => this.show(e));
    board.choices.together.on((all) => this.gather(all === "true"));
    if (options.album && !board.traits.static) this.#meet(model);
  }

  /**
   * A picture of the reader's own stays with the board when its view is drawn anew: a choice like any other, and like
   * any other it goes no further than the reader's Python.
   * @param {number} n @param {number} width @returns {Picture | null}
   */
  #kept(n, width) {
    const [name, k, levels] = this.board.traits.get("choices")?.[OWN] ?? [];
    if (levels?.length !== n) return null;
    const inputs = Float64Array.from(levels, (level) => level / WHITE);
    return { inputs, targets: k === null ? null : oneHot(width, k), name };
  }

  /** @param {Picture} picture @param {number | null} k which output says what it is, -1 for none, null where nobody said */
  #keep({ name, inputs }, k) {
    this.board.remember(OWN, [name, k, Array.from(inputs, (level) => Math.round(level * WHITE))]);
  }

  /** A kernel may have kept another picture in hand: show that one. @param {import("../../kit/model/machine.js").NetworkModel} model */
  #meet(model) {
    const at = this.pictures.findIndex(({ inputs }) => same(inputs, model.flatInputs.subarray(0, inputs.length)));
    if (at >= 0) this.shown = at;
  }

  get picture() {
    return this.pictures[this.shown];
  }
  get width() {
    return this.board.machine.sizes[this.board.machine.sizes.length - 1];
  }

  /** Which of the examples in hand is the picture shown, or -1 when it is not in hand. */
  get example() {
    if (!this.picture.targets) return -1;
    return this.together ? this.shown : 0;
  }

  /** The network's answers to a picture. @param {number} e */
  outputs(e) {
    const model = /** @type {import("../../kit/model/machine.js").NetworkModel} */ (this.board.machine.model);
    const { width } = this;
    if (this.together && e < model.count) return model.outputs(e);
    if (this.stale || this.viewed.length !== this.pictures.length * width) this.#view(model);
    return this.viewed.subarray(e * width, (e + 1) * width);
  }

  /** @param {import("../../kit/model/machine.js").NetworkModel} model */
  #view(model) {
    const { network } = model;
    this.viewer ??= new Network(network.sizes, network.activation, network.costName, network.parameters);
    this.viewer.parameters.set(network.parameters);
    const all = new Float64Array(this.pictures.length * network.sizes[0]);
    this.pictures.forEach(({ inputs }, e) => all.set(inputs, e * inputs.length));
    this.viewed = this.viewer.forward(all, this.pictures.length).slice(0, this.pictures.length * this.width);
    this.stale = false;
  }

  /** Whether the answer to a picture is right; null where nobody said what it is. @param {number} e */
  right(e) {
    const { targets } = this.pictures[e];
    if (!targets) return null;
    const outputs = this.outputs(e);
    if (outputs.length === 1) return (outputs[0] > 0.5) === (targets[0] > 0.5);
    return top(outputs) === top(targets);
  }

  /** Show a picture; where only one is in hand, it becomes the one. @param {number} e */
  show(e) {
    this.shown = (e + this.pictures.length) % this.pictures.length;
    const { picture } = this.board.choices;
    if (this.shown < this.given && picture.value !== this.shown) return picture.set(this.shown);
    if (this.together) this.board.request();
    else this.#hold();
  }

  /** Take all pictures into hand, or only the one shown. @param {boolean} together */
  gather(together) {
    if (this.together === together) return;
    this.together = together;
    if (!together && !this.picture.targets) this.shown = 0;
    this.#hold();
  }

  /**
   * A picture of the reader's own, without a target as yet; a drawing that goes on is still what the reader has said it is.
   * @param {Float64Array} inputs @param {string} name @param {boolean} [goesOn]
   */
  add(inputs, name, goesOn = false) {
    const before = this.pictures[this.given];
    const targets = goesOn && before?.name === name ? before.targets : null;
    this.pictures.length = this.given;
    this.pictures.push({ inputs, targets, name });
    this.shown = this.given;
    this.stale = true;
    this.#keep(this.picture, targets && targets.indexOf(1));
    this.#hold();
  }

  /** Say what the reader's own picture is. It then counts. @param {number} k an output, or -1 for none */
  name(k) {
    this.picture.targets = oneHot(this.width, k);
    this.#keep(this.picture, k);
    this.#hold();
  }

  /** What has no target stays out of the machine: the examples in hand are still the last that had one. */
  #hold() {
    const { machine } = this.board;
    const known = this.together || this.picture.targets !== null;
    this.board.lackTarget(known ? "" : NO_TARGET);
    if (!known) return;
    const model = /** @type {import("../../kit/model/machine.js").NetworkModel} */ (machine.model);
    const held = (this.together ? this.pictures : [this.picture]).filter(({ targets }) => targets);
    model.hold(
      joined(held.map(({ inputs }) => inputs)),
      joined(held.map(({ targets }) => /** @type {Float64Array} */ (targets))),
    );
    machine.refresh();
  }
}

/** @param {Float64Array} one @param {Float64Array} other */
function same(one, other) {
  return one.length === other.length && one.every((value, i) => value === other[i]);
}

/** @param {number} width @param {number} k -1 for none */
function oneHot(width, k) {
  return Float64Array.from({ length: width }, (_, output) => Number(output === k));
}

/** @param {Float64Array[]} arrays */
function joined(arrays) {
  const all = new Float64Array(arrays.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of arrays) {
    all.set(each, at);
    at += each.length;
  }
  return all;
}

/** The place of the largest. @param {ArrayLike<number>} values */
export function top(values) {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[best]) best = k;
  return best;
}

/**
 * A picture in gray on a canvas of one pixel for each input.
 * @param {HTMLCanvasElement} canvas @param {Float64Array} inputs @param {number[]} shape rows and columns @param {boolean} ink whether 1 is dark
 */
export function drawPicture(canvas, inputs, [rows, columns], ink) {
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(columns, rows);
  for (let i = 0; i < rows * columns; i++) {
    const share = Math.max(0, Math.min(1, inputs[i] ?? 0));
    image.data.fill(Math.round(255 * (ink ? 1 - share : share)), 4 * i, 4 * i + 3);
    image.data[4 * i + 3] = i < inputs.length ? 255 : 0;
  }
  context.putImageData(image, 0, 0);
}

/**
 * The gallery: every picture small, with a mark on those that the network gets wrong.
 * @param {Album} album @param {number[]} shape @param {boolean} ink
 */
export function createGallery(album, shape, ink) {
  const element = div("td-gallery");
  const score = div("td-gallery-score");
  const sheet = div("td-gallery-sheet");
  sheet.setAttribute("aria-hidden", "true");
  element.append(score, sheet);
  /** @type {HTMLElement[]} */
  const cells = [];
  let marks = "";

  /** @param {number} e */
  function cell(e) {
    const one = div("td-gallery-cell");
    const canvas = document.createElement("canvas");
    drawPicture(canvas, album.pictures[e].inputs, shape, ink);
    one.append(canvas);
    one.addEventListener("click", () => album.show(e));
    sheet.append(one);
    return one;
  }

  return {
    element,
    paint() {
      const { pictures } = album;
      while (cells.length > album.given) cells.pop()?.remove();
      while (cells.length < pictures.length) cells.push(cell(cells.length));
      const rights = pictures.map((_, e) => album.right(e));
      const next = rights.join() + album.shown;
      if (next === marks) return;
      marks = next;
      cells.forEach((one, e) => {
        one.classList.toggle("td-wrong-answer", rights[e] === false);
        one.classList.toggle("td-shown", e === album.shown);
      });
      const known = rights.filter((each) => each !== null).length;
      score.textContent = t`${rights.filter(Boolean).length} of ${known} right`;
    },
  };
}
