// @ts-check
// The verbs that boards have in common: the same words on all of them. A board that does not want one declines it by name.
import { number } from "../model/kinds.js";
import { t } from "../model/language.js";

/** @typedef {import("./board.js").Board<any, any>} Board */

/** Rewind and Undo. @param {Board} board */
export function wayBack(board) {
  board.verb("rewind", t`Rewind`, () => {
    board.pause();
    board.attempt(() => board.machine.rewind());
  }, { bar: true });
  const undo = board.verb("undo", t`Undo`, () => {
    board.pause();
    board.attempt(() => board.machine.undo());
  }, { bar: true });
  board.onPaint(() => {
    undo.disabled = !board.machine.canUndo;
  });
}

/** Show the slopes, or hide them. @param {Board} board */
export function showSlopes(board) {
  const button = board.verb("show slopes", t`Show slopes`, () => board.showSlopes(!board.slopesShown()), { bar: true });
  board.onPaint(() => {
    button.setAttribute("aria-pressed", String(board.slopesShown()));
    button.disabled = board.byHand || board.noTarget !== "";
  });
}

/** Follow the slopes, and Run. @param {Board} board */
export function descent(board) {
  const once = board.verb("follow the slopes", t`Follow the slopes`, () => board.follow(), { go: true, bar: true });
  const button = board.verb("run", t`Run`, () => (board.running ? board.pause() : board.run()), { bar: true });
  board.onRun(() => {
    button.textContent = board.running ? t`Pause` : t`Run`;
  });
  board.onPaint(() => {
    once.disabled = button.disabled = board.byHand;
  });
}

/**
 * The learning rate, as every board with descent lets the reader choose it.
 * @param {Board} board @param {[number, number]} rates the ends of its slider
 * @returns {import("./choice.js").Field<number>}
 */
export function learningRate(board, [low, high]) {
  return {
    label: t`learning rate`,
    kind: number(Math.min(low, board.rate), Math.max(high, board.rate), { log: true }),
    read: () => board.rate,
    write(rate) {
      board.rate = rate;
    },
  };
}
