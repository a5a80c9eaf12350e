// @ts-check
// How a board is made: it is declared, and what it does not decline by name it gets.
import { t } from "../model/language.js";
import { Machine } from "../model/machine.js";
import { Board } from "./board.js";
import { challenge } from "./challenge.js";
import { Choice } from "./choice.js";
import { div } from "./elements.js";
import { Connection, networkModel, watchKernel } from "./kernel.js";
import { listen } from "./listen.js";
import { readOptions } from "./options.js";
import { rove } from "./roving.js";
import { share } from "./share.js";
import { descent, learningRate, showSlopes, wayBack } from "./verbs.js";

/** @typedef {import("./kernel.js").WidgetModel} WidgetModel */
/** What a board may do without. @typedef {"undo" | "slopes" | "descent" | "share" | "listen" | "legend"} Offer */
/**
 * @template {Record<string, import("./options.js").OptionKind<any>>} O
 * @typedef {import("./options.js").OptionsOf<O & typeof import("./options.js").COMMON>} Read
 */
/**
 * @template {Record<string, import("./options.js").OptionKind<any>>} O
 * @template {Record<string, import("./choice.js").Field<any>>} F
 * @typedef {Board<Read<O>, import("./choice.js").ChoicesOf<F & {learning_rate: import("./choice.js").Field<number>}>>} BoardOf
 */
/**
 * A kind of board.
 * @template {Record<string, import("./options.js").OptionKind<any>>} O
 * @template {Record<string, import("./choice.js").Field<any>>} F
 * @template P
 * @typedef {object} Declared
 * @property {string} name of the board, and of its folder
 * @property {string} title what it is called where Python gives it no title
 * @property {O} [options] what Python hands over besides `title`, `rate` and `show_slopes`
 * @property {(traits: WidgetModel) => import("../model/machine.js").Model} [model] for dials that are not a network's
 * @property {[number, number]} [rates] the ends of the learning rate's slider
 * @property {(board: Board<Read<O>>) => F} [fields] the reader's choices; links hold them, in this order
 * @property {(board: BoardOf<O, F>) => P} build fills `board.body`; what it returns goes to the functions below
 * @property {(board: BoardOf<O, F>, parts: P) => void} [paint] all that follows a turn, in the frame after it
 * @property {(board: BoardOf<O, F>, parts: P) => string[]} [describe] the board in words, line by line
 * @property {(board: BoardOf<O, F>, parts: P) => string} [legend] what else the board shows, besides the arrows
 * @property {(board: BoardOf<O, F>, parts: P) => boolean | void} [follow] one step of descent, where it is not all dials at once; false: there is none to take
 * @property {number} [pace] steps that Run takes before a frame
 * @property {(board: BoardOf<O, F>, parts: P) => import("./runner.js").Run | null} [run] a run, where it is not step after step
 * @property {(board: BoardOf<O, F>, parts: P, index: number) => void} [pick] bring a dial into hand
 * @property {(board: BoardOf<O, F>, parts: P, reason: import("../model/machine.js").Reason) => void} [changed] told of each change of the machine, before it is painted
 * @property {Offer[]} [without] what this board declines
 */

/**
 * A view of a declared board.
 * @template P
 * @template {Record<string, import("./options.js").OptionKind<any>>} [O={}]
 * @template {Record<string, import("./choice.js").Field<any>>} [F={}]
 * @param {Declared<O, F, P>} declared
 */
export function defineBoard(declared) {
  return {
    /** @param {{model: WidgetModel, el: HTMLElement}} context */
    render({ model, el }) {
      const board = made(declared, model, el);
      return () => board.stop();
    },
  };
}

/**
 * @template {Record<string, import("./options.js").OptionKind<any>>} O
 * @template {Record<string, import("./choice.js").Field<any>>} F
 * @template P
 * @param {Declared<O, F, P>} declared @param {WidgetModel} traits @param {HTMLElement} el
 */
function made(declared, traits, el) {
  const { name, title, without = [], model = networkModel, rates = [0.01, 100] } = declared;
  const has = (/** @type {Offer} */ offer) => !without.includes(offer);
  const options = readOptions(name, declared.options ?? /** @type {O} */ ({}), traits.get("_options") ?? {});
  const board = /** @type {BoardOf<O, F>} */ (new Board(name, title, traits, options, new Machine(model(traits))));
  el.append(board.root);

  if (has("undo")) wayBack(board);
  if (has("slopes")) showSlopes(board);
  if (has("descent")) descent(board);
  addChoices(board, declared.fields?.(/** @type {any} */ (board)) ?? {});
  if (has("descent")) {
    addChoices(board, { learning_rate: learningRate(board, rates) });
    board.settings.append(board.choices.learning_rate.element);
  }

  const parts = declared.build(board);
  hear(board, declared, parts);
  const choices = /** @type {Choice<any>[]} */ (Object.values(board.choices));
  for (const choice of choices) {
    if (!choice.field.hidden && !choice.element.parentElement) board.settings.append(choice.element);
  }
  board.onPaint(() => choices.forEach((choice) => choice.paint()));
  link(board, model);
  if (has("listen")) listen(board);
  if (has("share")) share(board);
  const { challenge: goal } = /** @type {import("./board.js").CommonOptions} */ (options);
  if (goal) challenge(board, goal);
  rove(board);
  if (has("legend")) board.onPaint(() => board.explain(declared.legend?.(board, parts)));
  board.paint();
  board.root.dataset.ready = "";
  return board;
}

/** @param {Board<any, any>} board @param {Record<string, import("./choice.js").Field<any>>} fields */
function addChoices(board, fields) {
  for (const [name, field] of Object.entries(fields)) board.choices[name] = new Choice(board, name, field);
}

/**
 * What the board does in its own way, from now on.
 * @template {Record<string, import("./options.js").OptionKind<any>>} O
 * @template {Record<string, import("./choice.js").Field<any>>} F
 * @template P
 * @param {BoardOf<O, F>} board @param {Declared<O, F, P>} declared @param {P} parts
 */
function hear(board, { paint, describe, follow, pace, run, pick, changed }, parts) {
  if (pace) board.pace = pace;
  if (describe) board.go({ describe: () => describe(board, parts) });
  if (follow) {
    board.go({
      follow() {
        let more = true;
        return board.attempt(() => {
          more = follow(board, parts) !== false;
        }) && more;
      },
    });
  }
  if (run) board.go({ run: () => run(board, parts) });
  if (pick) board.machine.onPick((index) => pick(board, parts, index));
  if (changed) board.onStop(board.machine.on((reason) => changed(board, parts, reason)));
  if (paint) board.onPaint(() => paint(board, parts));
}

/** Python and other views of this board, heard and told. @param {Board<any, any>} board @param {(traits: WidgetModel) => import("../model/machine.js").Model} model */
function link(board, model) {
  const kernel = new Connection(board, model);
  const line = div("td-kernel");
  line.setAttribute("role", "status");
  line.hidden = true;
  board.message.before(line);
  const stop = watchKernel(board.traits, (state) => {
    line.hidden = state === "here";
    line.textContent = AWAY[state];
    if (state === "here") kernel.again();
  });
  board.onStop(() => {
    stop();
    kernel.stop();
  });
}

const AWAY = {
  here: "",
  away: t`Python is out of reach. The board goes on, and sends its dials when Python is back.`,
  gone:
    t`Python was restarted or has stopped, and no longer hears this board. The board goes on by itself; run its cell again for one that Python hears.`,
};
