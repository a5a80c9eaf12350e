// @ts-check
// The film of one pass through a network, forward and backward, step by step: where the reader stands in it, and the ways to
// another step.
import { button, div, write } from "../board/elements.js";
import { createSlider } from "../board/settings.js";
import { explainClean, steps } from "../model/chain.js";
import { t } from "../model/language.js";
import { networkOf } from "../model/machine.js";
import { equationOf, keyOf } from "../model/quantities.js";
import { significant } from "../model/text.js";

/** @typedef {import("../model/quantities.js").Quantity} Quantity */

/** The four equations of backpropagation, as Michael Nielsen numbers them. */
const LAWS = [
  ["BP1", "δ = ∂C/∂a · f′(z)", t`at the outputs`],
  ["BP2", "δ = (Σ wδ) · f′(z)", t`one layer back`],
  ["BP3", "∂C/∂b = δ", t`every bias`],
  ["BP4", "∂C/∂w = a · δ", t`every weight`],
];

export class Film {
  /** @type {Quantity[]} */
  path = [];
  position = 0;
  /** The equation that each step uses. @type {string[]} */
  #equations = [];
  /** When each quantity becomes known. @type {Map<string, number>} */
  #order = new Map();
  /** How many steps lead forward, the cost among them. */
  #forwards = 0;
  /** @type {ReturnType<typeof setInterval> | 0} */
  #playing = 0;
  #board;
  #onStep;
  #onMove;
  #player;
  #slider;
  #formula;

  /**
   * @param {import("../board/board.js").Board<any, any>} board
   * @param {(q: Quantity) => void} onStep told of a step taken
   * @param {(q: Quantity | null) => void} [onMove] told of the step at which the film stands, however it came there
   */
  constructor(board, onStep, onMove = () => {}) {
    this.#board = board;
    this.#onStep = onStep;
    this.#onMove = onMove;
    this.#player = button(t`Play`, () => (this.#playing ? this.halt() : this.#play()));
    this.#slider = createSlider({
      control: "step",
      label: t`step`,
      min: 0,
      max: 1,
      value: 1,
      step: 1,
      read: (at) => t`${at} of ${this.path.length}`,
      onChange: (at) => {
        this.halt();
        this.position = at;
        this.keep();
        this.#onMove(this.now);
        board.request();
      },
    });
    const bar = div("td-steps");
    const forward = button(t`Forward`, () => this.jump(this.#nextForward()));
    const backward = button(t`Backward`, () => this.jump(this.#nextBackward()));
    bar.append(forward, backward, this.#player, this.#slider.element);
    this.#formula = div("td-formula td-step");
    this.#formula.innerHTML = `<p><b></b> <span></span></p><p></p><p></p>`;
    /** The ways to another step, and what the present one computes. */
    this.reel = div("td-reel");
    this.reel.append(bar, this.#formula);
    this.laws = div("td-laws");
    this.laws.append(...LAWS.map((law) => this.#chip(law)));
  }

  /** An equation: it leads to the first step that uses it, and is lit in each that does. @param {string[]} law */
  #chip([law, text, where]) {
    const chip = button("", () => this.jump(1 + this.#equations.indexOf(law)));
    chip.innerHTML = `<span><b></b> <small></small></span><code></code>`;
    ["b", "small", "code"].forEach((tag, i) => {
      /** @type {HTMLElement} */ (chip.querySelector(tag)).textContent = [law, where, text][i];
    });
    this.#board.onPaint(() => {
      chip.setAttribute("aria-pressed", String(this.#equations[this.position - 1] === law));
      chip.disabled = !this.#equations.includes(law);
    });
    return chip;
  }

  /** The step the film stands at; null before the first. */
  get now() {
    return this.path[this.position - 1] ?? null;
  }

  /** The step that computes a quantity, counted from 1. @param {Quantity} q */
  placeOf(q) {
    return 1 + (this.#order.get(keyOf(q)) ?? -1);
  }

  /** Whether a quantity has been computed by now. @param {Quantity} q */
  knows(q) {
    return (this.#order.get(keyOf(q)) ?? -1) < this.position;
  }

  /** What a step computes; null for none. @param {Quantity | null} q */
  #explained(q) {
    const board = this.#board;
    const { network, flatTargets } = networkOf(board.machine);
    return q && explainClean(network, flatTargets, q, (slope) => board.clean(slope));
  }

  /** The present step in words, in symbols and in numbers. */
  paint() {
    const about = this.#explained(this.now);
    const [head, symbols, numbers] = [...this.#formula.querySelectorAll("p")];
    const [law, words] = [...head.children];
    write(law, about?.equation ?? "");
    write(words, about ? t`Step ${this.position}: ${about.words}` : t`Nothing is computed yet. Press Forward.`);
    write(symbols, about ? `${about.symbol} = ${about.symbols}` : "");
    write(
      numbers,
      about
        ? `= ${about.numbers === significant(about.value) ? "" : `${about.numbers} = `}${significant(about.value, 6)}`
        : "",
    );
  }

  /** The step as one sentence. */
  words() {
    const about = this.#explained(this.now);
    if (!about) return t`Nothing has been computed yet.`;
    const { words, symbol, symbols, value } = about;
    return t`Step ${this.position} of ${this.path.length}: ${words}, ${symbol} = ${symbols} = ${significant(value)}.`;
  }

  /** The film of another network; the position stays. @param {Parameters<typeof steps>[0]} network */
  cut(network) {
    this.halt();
    this.path = steps(network);
    this.#equations = this.path.map((q) => equationOf(network, q));
    this.#order = new Map(this.path.map((q, at) => [keyOf(q), at]));
    this.#forwards = 1 + this.path.findIndex((q) => q.kind === "cost");
    this.#slider.input.max = String(this.path.length);
  }

  /** Stand at a step without taking it. @param {number} position */
  stand(position) {
    this.position = position;
    this.#slider.show(position);
  }

  /** Where the film stands is kept with the reader's choices. */
  keep() {
    this.#board.remember("step", this.position);
  }

  halt() {
    clearInterval(this.#playing);
    this.#playing = 0;
    this.#player.textContent = t`Play`;
  }

  #nextForward() {
    return this.position < this.#forwards ? this.position + 1 : 1;
  }

  #nextBackward() {
    return this.position >= this.#forwards && this.position < this.path.length ? this.position + 1 : this.#forwards + 1;
  }

  /** Go to a step by hand. @param {number} to */
  jump(to) {
    this.halt();
    this.#go(to);
  }

  /** @param {number} to */
  #go(to) {
    this.stand(Math.max(0, Math.min(this.path.length, to)));
    this.keep();
    this.#onMove(this.now);
    this.#board.request();
    if (this.now) this.#onStep(this.now);
  }

  /** The whole film, forward and backward, in half a minute at most. */
  #play() {
    if (this.position >= this.path.length) this.#go(0);
    this.#playing = setInterval(() => {
      if (this.position < this.path.length) this.#go(this.position + 1);
      else this.halt();
    }, Math.min(900, 30000 / this.path.length));
    this.#player.textContent = t`Stop`;
  }
}
