// @ts-check
// What every board is: a screen, a body with dials, the verbs, and words for those who do not see it.
import { createDial } from "./dial.js";
import { connect, networkModel } from "./kernel.js";
import { keepKeys } from "./keys.js";
import { address, asPython, boardKey, copy, fromAddress, LONGEST_LINK, open, save } from "./link.js";
import { Machine, Trouble } from "../model/machine.js";
import { createScreen } from "./screen.js";
import { createSelect, createSlider } from "./settings.js";
import { costText, spoken } from "../model/text.js";

/** What a dial needs of its board. @typedef {Pick<Board, "machine" | "fullSlope" | "noise" | "slopesShown" | "turn" | "trouble">} Dials */
/** @typedef {import("./kernel.js").WidgetModel} WidgetModel */

export class Board {
  /** @param {string} name @param {WidgetModel} model @param {HTMLElement} el @param {(model: WidgetModel) => import("../model/machine.js").Model} [makeModel] */
  constructor(name, model, el, makeModel = networkModel) {
    this.name = name;
    this.model = model;
    /** @type {Record<string, any>} */
    this.options = model.get("_options") ?? {};
    this.machine = new Machine(makeModel(model));
    this.key = boardKey(name, [this.machine.start, Float64Array.from(this.machine.inputs.flat())]);
    this.rate = Number(this.choice("learning_rate", this.options.rate ?? 1));
    this.running = false;
    /** Steps that Run takes in one frame. */
    this.pace = 1;
    /** @type {(() => void)[]} */
    this.painters = [];
    /** @type {(() => void)[]} */
    this.stops = [];
    this.due = false;
    /** The slope that a full arrow stands for; fixed, so that arrows shrink as the cost falls. */
    this.fullSlope = tidy(this.machine.gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0));

    /** A slope smaller than this is nothing but rounding, and is shown as 0. A board whose slopes cancel may raise it. */
    this.noise = 0;

    this.root = /** @type {HTMLElement & {machine?: Machine}} */ (document.createElement("section"));
    this.root.className = "td-board";
    this.root.dataset.board = name;
    this.root.setAttribute("aria-label", this.options.title ?? `${name.replaceAll("_", " ")} board`);
    this.root.machine = this.machine;
    this.screen = createScreen(this.machine);
    this.onPaint(this.screen.note("aim for", () => "0"));
    this.body = div("td-body");
    // The desk is what has to stay in sight while a dial is turned: the screen, and the bar of verbs.
    const [frame, desk, bar] = [div("td-frame"), div("td-desk"), div("td-bar")];
    this.verbs = div("td-verbs");
    this.settings = div("td-settings");
    this.message = div("td-trouble");
    this.message.setAttribute("role", "alert");
    this.message.hidden = true;
    this.legend = div("td-legend");
    this.live = div("td-offscreen");
    this.live.setAttribute("aria-live", "polite");
    this.words = document.createElement("details");
    this.words.className = "td-words";
    this.words.innerHTML = `<summary>This board in words (key ?)</summary><p></p>`;
    bar.append(this.message, this.verbs);
    desk.append(this.screen.element, bar, this.settings);
    frame.append(this.body, desk);
    this.root.append(frame, this.legend, this.words, this.live);
    el.append(this.root);

    keepKeys(this.root);
    this.root.addEventListener("keydown", (event) => {
      if (event.key !== "?" || (event.target instanceof HTMLInputElement && event.target.type === "text")) return;
      this.words.open = !this.words.open;
      this.#describe();
      if (this.words.open) /** @type {HTMLElement} */ (this.words.querySelector("summary")).focus();
    });
    this.words.addEventListener("toggle", () => this.#describe());
    this.stops.push(this.machine.on(() => this.request()), connect(model, this.machine, (error) => this.report(error)));
    if (this.options.show_slopes === false) this.root.classList.add("td-no-slopes");
  }

  // ---- painting

  /** @param {() => void} paint called in the frame after a change */
  onPaint(paint) {
    this.painters.push(paint);
  }

  /** Paint in the next frame, once however many changes come before it. */
  request() {
    if (this.due) return;
    this.due = true;
    requestAnimationFrame(() => this.paint());
  }

  paint() {
    this.due = false;
    this.screen.paint();
    for (const paint of this.painters) paint();
    if (this.words.open) this.#describe();
    this.#announce();
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

  slopesShown() {
    return !this.root.classList.contains("td-no-slopes");
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

  /** The board in words. A board may replace it. @returns {string} */
  describe() {
    const { parameters, gradient, cost } = this.machine;
    const lines = [...this.root.querySelectorAll("input[data-dial]")].slice(0, 40).map((input) => {
      const index = Number(/** @type {HTMLElement} */ (input).dataset.dial);
      const slope = this.slopesShown()
        ? `, slope ${spoken(Math.abs(gradient[index]) < this.noise ? 0 : gradient[index], 3)}`
        : "";
      return `${input.getAttribute("aria-label")}: ${spoken(parameters[index])}${slope}`;
    });
    return [`Cost ${costText(cost)}. ${parameters.length} dials.`, ...lines].join("\n");
  }

  #describe() {
    if (this.words.open) /** @type {HTMLElement} */ (this.words.querySelector("p")).textContent = this.describe();
  }

  #announce() {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      const text = `cost ${costText(this.machine.cost)}`;
      if (this.live.textContent && this.live.textContent !== text) this.live.textContent = text;
      else this.live.textContent ||= text;
    }, 700);
  }

  // ---- choices and verbs

  /** @template T @param {string} name @param {T} otherwise @returns {T} */
  choice(name, otherwise) {
    return this.model.get("choices")?.[name] ?? otherwise;
  }

  /** Remember a reader's choice. @param {string} name @param {any} value */
  choose(name, value) {
    this.model.set("choices", { ...this.model.get("choices"), [name]: value });
    this.model.save_changes();
  }

  /**
   * A button. The few verbs that every board has are in the bar; a board's own stand among the settings.
   * @param {string} text @param {() => void} act @param {{go?: boolean, bar?: boolean}} [how]
   */
  verb(text, act, { go = false, bar = false } = {}) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.dataset.verb = text.toLowerCase();
    if (go) button.className = "td-go";
    button.addEventListener("click", act);
    (bar ? this.verbs : this.settings).append(button);
    return button;
  }

  /** Rewind and Undo, as on every board. @param {() => void} [alsoRewind] */
  wayBack(alsoRewind = () => {}) {
    this.verb("Rewind", () => {
      this.pause();
      this.attempt(() => this.machine.rewind());
      alsoRewind();
    }, { bar: true });
    const undo = this.verb("Undo", () => this.attempt(() => this.machine.undo()), { bar: true });
    this.onPaint(() => {
      undo.disabled = this.machine.past.length === 0;
    });
  }

  /** Show slopes, for a board that starts with them hidden. */
  slopes() {
    const button = this.verb("Show slopes", () => {
      this.root.classList.toggle("td-no-slopes");
      this.request();
    }, { bar: true });
    this.onPaint(() => button.setAttribute("aria-pressed", String(this.slopesShown())));
  }

  /** Follow the slopes, Run and the learning rate; returns its slider. @param {{rates?: [number, number]}} [how] */
  descent({ rates = [0.01, 100] } = {}) {
    this.verb("Follow the slopes", () => this.follow(), { go: true, bar: true });
    this.runButton = this.verb("Run", () => (this.running ? this.pause() : this.run()), { bar: true });
    const slider = this.slider({
      control: "learning_rate",
      label: "learning rate",
      min: rates[0],
      max: rates[1],
      value: this.rate,
      log: true,
      onChange: (rate) => {
        this.rate = rate;
      },
    });
    this.settings.append(slider.element);
    return slider;
  }

  /** One step of gradient descent. A board may replace it. */
  follow() {
    return this.attempt(() => this.machine.step(this.rate));
  }

  run() {
    this.running = true;
    if (this.runButton) this.runButton.textContent = "Pause";
    const frame = () => {
      if (!this.running) return;
      for (let i = 0; i < this.pace && this.running; i++) if (!this.follow()) this.pause();
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  pause() {
    this.running = false;
    if (this.runButton) this.runButton.textContent = "Run";
  }

  /** A slider whose value is a reader's choice. @param {Parameters<typeof createSlider>[0]} wanted */
  slider(wanted) {
    return createSlider({
      ...wanted,
      onChange: (value) => {
        this.choose(wanted.control, value);
        wanted.onChange(value);
      },
    });
  }

  /** A list whose value is a reader's choice. @param {Parameters<typeof createSelect>[0]} wanted */
  select(wanted) {
    return createSelect({
      ...wanted,
      onChange: (value) => {
        this.choose(wanted.control, value);
        wanted.onChange(value);
      },
    });
  }

  /** Copy link, or Copy as Python where the address is JupyterLab's; Save and Open file when a link would be too long. */
  share() {
    const { model, machine, key } = this;
    const offer = async (/** @type {string} */ text, /** @type {string} */ what) => {
      this.trouble("");
      this.live.textContent = (await copy(text)) ? `${what} copied` : "";
      button.textContent = this.live.textContent ? "Copied" : button.textContent;
      setTimeout(() => {
        button.textContent = verb;
      }, 1500);
      if (!this.live.textContent) this.trouble(`Copy this ${what}: ${text}`);
    };
    const verb = model.static ? "Copy link" : "Copy as Python";
    const button = this.verb(verb, () => {
      if (!model.static) return void offer(asPython(machine.changed()), "Python");
      const url = address(key, machine.encode());
      if (url.length > LONGEST_LINK) {
        files.hidden = false;
        return this.trouble(
          `So many turned dials (${machine.changed().length}) do not fit into a link. Save them in a file instead.`,
        );
      }
      history.replaceState(history.state, "", url);
      void offer(url, "link");
    });
    const files = document.createElement("span");
    files.className = "td-files";
    files.hidden = true;
    this.settings.append(files);
    files.append(this.verb("Save", () => save(key, machine.encode())));
    const chooser = document.createElement("input");
    chooser.type = "file";
    chooser.accept = "application/json,.json";
    chooser.hidden = true;
    chooser.addEventListener("change", async () => {
      const file = chooser.files?.[0];
      chooser.value = "";
      if (!file) return;
      try {
        machine.decode(await open(key, file));
        this.trouble("");
      } catch (error) {
        this.report(error);
      }
    });
    files.append(this.verb("Open file", () => chooser.click()), chooser);
    if (model.static) {
      const follow = () =>
        this.attempt(() => {
          const state = fromAddress(key);
          if (state !== null) machine.decode(state);
        });
      window.addEventListener("hashchange", follow);
      this.stops.push(() => window.removeEventListener("hashchange", follow));
      follow();
    }
  }

  /** What the arrows mean, with their scale. @param {string} [text] */
  explain(text = "") {
    this.legend.textContent =
      `Green arrow: turn this way and the cost falls. A full arrow is a slope of ${this.fullSlope} or more. ${text}`
        .trim();
  }

  stop() {
    this.pause();
    clearTimeout(this.saying);
    for (const stop of this.stops) stop();
    this.root.remove();
  }
}

/**
 * A view: `build` fills the body of a new board. What it returns, if anything, is done when the view goes.
 * @param {string} name @param {(board: Board) => void | (() => void)} build
 * @param {(model: WidgetModel) => import("../model/machine.js").Model} [makeModel] for a board whose dials are not a network's
 */
export function defineBoard(name, build, makeModel) {
  return {
    /** @param {{model: WidgetModel, el: HTMLElement}} context */
    render({ model, el }) {
      const board = new Board(name, model, el, makeModel);
      const last = build(board);
      if (last) board.stops.push(last);
      board.paint();
      board.root.dataset.ready = "";
      return () => board.stop();
    },
  };
}

/** The next of 1, 2, 5 times a power of ten at or above `value`. @param {number} value */
export function tidy(value) {
  if (!(value > 0) || !Number.isFinite(value)) return 0.1;
  const power = 10 ** Math.floor(Math.log10(value));
  return Number((([1, 2, 5, 10].find((times) => times * power >= value * 0.999) ?? 10) * power).toPrecision(1));
}

/** @param {string} name */
export function div(name) {
  const element = document.createElement("div");
  element.className = name;
  return element;
}
