// @ts-check
// What every board is: a screen, a body with dials, verbs, and words for those who do not see it. define.js puts it together.
import { LANGUAGE, t } from "../model/language.js";
import { fullSlopeOf, noiseOf } from "../model/scale.js";
import { Trouble } from "../model/machine.js";
import { createDial } from "./dial.js";
import { button, div, write } from "./elements.js";
import { keepKeys } from "./keys.js";
import { boardKey } from "./link.js";
import { Runner } from "./runner.js";
import { createScreen } from "./screen.js";
import { costOf, createVoice, createWords, dialWords, headline } from "./words.js";

/** @typedef {import("./kernel.js").WidgetModel} WidgetModel */
/** @typedef {import("../model/machine.js").Machine} Machine */
/** @typedef {import("./options.js").OptionsOf<typeof import("./options.js").COMMON>} CommonOptions */

/** Under reduced motion a run is painted no more often than this, in milliseconds. */
const CALM = 600;

/**
 * What a kind of board says of itself once its parts are built.
 * @typedef {object} Ways
 * @property {() => string[]} describe @property {() => boolean} follow @property {() => import("./runner.js").Run | null} run
 */

/** @template {CommonOptions} [O=CommonOptions] @template [C={}] */
export class Board {
  /**
   * @param {string} name @param {string} title where the options have none
   * @param {WidgetModel} traits @param {O} options @param {Machine} machine
   */
  constructor(name, title, traits, options, machine) {
    this.name = name;
    this.traits = traits;
    this.options = options;
    this.machine = machine;
    this.title = options.title ?? title;
    this.key = boardKey(name, [machine.start, Float64Array.from(machine.inputs.flat())]);
    this.rate = options.rate;
    this.#runner = new Runner(machine, () => this.#ways.run());
    /** The reader's choices, by name: what the board declares as its fields. */
    this.choices = /** @type {C} */ ({});
    /** The slope that a full arrow stands for; fixed, so that arrows shrink as the cost falls. */
    this.fullSlope = fullSlopeOf(machine.gradient);
    /** Steps that Run takes before a frame. */
    this.pace = 1;
    /** Whether slopes and what follows them are put away, as in a challenge. */
    this.byHand = false;
    /** Where what is in hand has no target, and so neither cost nor slopes: the sentence that says so. Else empty. */
    this.noTarget = "";
    this.#wished = options.show_slopes;

    this.root = /** @type {HTMLElement & {machine?: Machine}} */ (div("td-board", "section"));
    this.root.dataset.board = name;
    this.root.setAttribute("aria-label", this.title);
    if (LANGUAGE) this.root.lang = LANGUAGE;
    this.root.machine = machine;
    this.root.classList.toggle("td-no-slopes", !options.show_slopes);
    this.screen = createScreen(this);
    this.body = div("td-body");
    // The desk is what has to stay in sight while a dial is turned: the screen, and the bar of verbs.
    const [frame, desk, bar] = [div("td-frame"), div("td-desk"), div("td-bar")];
    this.verbs = div("td-verbs");
    this.settings = div("td-settings");
    this.message = div("td-trouble");
    this.message.setAttribute("role", "alert");
    this.message.hidden = true;
    this.legend = div("td-legend");
    this.voice = createVoice(() => t`cost ${costOf(this)}`);
    this.words = createWords(this, () => this.describe());
    bar.append(this.message, this.verbs);
    desk.append(this.screen.element, bar, this.settings);
    frame.append(this.body, desk);
    this.root.append(frame, this.legend, this.words.element, this.voice.element);
    keepKeys(this.root);
    this.aim = "0";
    this.onPaint(this.screen.note(t`aim for`, () => (this.noTarget ? "" : this.aim)));
    this.onStop(machine.on(() => this.request()));
  }

  /** @type {(() => void)[]} */ #painters = [];
  /** @type {(() => void)[]} */ #stops = [];
  /** @type {Ways} */
  #ways = {
    describe: () => [headline(this), ...dialWords(this)],
    follow: () => this.descend(),
    run: () => ({ turn: () => this.#steps() }),
  };
  #runner;
  /** Whether the reader wants to see slopes, where there are any. */
  #wished;
  #due = false;
  #painted = -Infinity;
  #stopped = false;

  /** What this kind of board does in its own way. @param {Partial<Ways>} ways */
  go(ways) {
    Object.assign(this.#ways, ways);
  }

  // ---- painting

  /** @param {() => void} paint called in the frame after a change */
  onPaint(paint) {
    this.#painters.push(paint);
  }

  /** @param {() => void} stop called when the view goes */
  onStop(stop) {
    this.#stops.push(stop);
  }

  /** Paint in the next frame, once however many changes come before it. */
  request() {
    if (this.#due) return;
    this.#due = true;
    const calm = this.running && matchMedia("(prefers-reduced-motion: reduce)").matches;
    const wait = calm ? Math.max(0, this.#painted + CALM - performance.now()) : 0;
    if (wait) setTimeout(() => requestAnimationFrame(() => this.paint()), wait);
    else requestAnimationFrame(() => this.paint());
  }

  paint() {
    this.#due = false;
    if (this.#stopped) return;
    this.#painted = performance.now();
    this.screen.paint();
    for (const paint of this.#painters) paint();
    this.words.paint();
    this.voice.changed();
  }

  // ---- dials

  /** @param {Omit<Parameters<typeof createDial>[0], "board">} wanted */
  dial(wanted) {
    const dial = createDial({ ...wanted, board: this });
    this.onPaint(dial.paint);
    return dial;
  }

  /** Turn one dial; what cannot be is said and the board stays as it is. @param {number} index @param {number} value */
  turn(index, value) {
    this.attempt(() => this.machine.set(index, value));
  }

  /** A slope as it is shown, or a share of one: what is nothing but rounding is 0. @param {number} slope */
  clean(slope) {
    return Math.abs(slope) < noiseOf(this.fullSlope) ? 0 : slope;
  }

  /** A dial's slope as it is shown. @param {number} index */
  slopeAt(index) {
    return this.clean(this.machine.gradient[index]);
  }

  slopesShown() {
    return !this.root.classList.contains("td-no-slopes");
  }

  /** @param {boolean} shown */
  showSlopes(shown) {
    this.#wished = shown;
    this.root.classList.toggle("td-no-slopes", !shown || this.noTarget !== "");
    this.request();
  }

  /** What is in hand now has no target, as `why` says, or has one again where that is empty. @param {string} why */
  lackTarget(why) {
    if (this.noTarget && this.message.textContent === this.noTarget) this.trouble("");
    this.noTarget = why;
    this.showSlopes(this.#wished);
  }

  // ---- words

  /** Say what went wrong; an empty text takes it back. @param {string} text */
  trouble(text) {
    this.message.textContent = text;
    this.message.hidden = !text;
  }

  /** @param {unknown} error */
  report(error) {
    if (!(error instanceof Trouble)) throw error;
    this.trouble(error.message);
  }

  /** Do something a reader asked for. @param {() => void} act @returns {boolean} whether it was done */
  attempt(act) {
    try {
      act();
      this.trouble("");
      return true;
    } catch (error) {
      this.report(error);
      return false;
    }
  }

  /** The board in words, line by line. */
  describe() {
    return this.#ways.describe();
  }

  /** What the arrows mean, with their scale. @param {string} [text] what else this board shows */
  explain(text = "") {
    const arrows = t`Green arrow: turn this way and the cost falls.`;
    write(this.legend, `${arrows} ${t`A full arrow is a slope of ${this.fullSlope} or more.`} ${text}`.trim());
  }

  // ---- verbs and choices

  /**
   * A button. The few verbs that every board has are in the bar; a board's own stand among the settings.
   * @param {string} name what scripts and tests know it by, in every language @param {string} text @param {() => void} act @param {{go?: boolean, bar?: boolean}} [how] go: the one that leads on
   */
  verb(name, text, act, { go = false, bar = false } = {}) {
    const one = button(text, act);
    one.dataset.verb = name;
    if (go) one.className = "td-go";
    (bar ? this.verbs : this.settings).append(one);
    return one;
  }

  /** Keep a reader's choice. @param {string} name @param {unknown} value */
  remember(name, value) {
    this.traits.set("choices", { ...this.traits.get("choices"), [name]: value });
    this.traits.save_changes();
  }

  // ---- descent

  /** One step of gradient descent at the learning rate. */
  descend() {
    return this.attempt(() => {
      if (this.noTarget) throw new Trouble(this.noTarget);
      this.machine.step(this.rate);
    });
  }

  /** One step, in this board's way. @returns {boolean} whether it was taken */
  follow() {
    return this.#ways.follow();
  }

  #steps() {
    for (let i = 0; i < this.pace; i++) if (!this.follow()) return false;
    return true;
  }

  get running() {
    return this.#runner.running;
  }

  run() {
    this.#runner.start();
  }

  pause() {
    this.#runner.stop();
  }

  /** @param {() => void} listener told at Run and at Pause */
  onRun(listener) {
    this.#runner.listeners.push(listener);
  }

  stop() {
    this.pause();
    this.#stopped = true;
    this.voice.stop();
    for (const stop of this.#stops) stop();
    this.root.remove();
  }
}
