// @ts-check
// A challenge on a board: its goal, the turns that are left, and how it ended, in words; and the link that replays it.
// Nothing is sent anywhere: the link holds the turns, and this browser keeps the fewest.
import { Challenge, descentSteps } from "../model/challenge.js";
import { choose, understood, written } from "../model/codec.js";
import { plural, t } from "../model/language.js";
import { Trouble } from "../model/machine.js";
import { costText } from "../model/text.js";
import { button, div, write } from "./elements.js";
import { address, LONGEST_LINK } from "./link.js";
import { keep, kept } from "./memory.js";
import { linked, offer, onAddress } from "./share.js";

/** @typedef {import("./board.js").Board<any, any>} Board */
/** @typedef {import("../model/challenge.js").Goal} Goal */

/** What stands behind a board's key in an address that holds a challenge. */
const WHAT = "-challenge";
/** Milliseconds between two turns of a replay. */
const PACE = 700;
/** Descent is given so many steps. */
const MOST_STEPS = 5000;

/** @param {Board} board @param {Goal} goal */
export function challenge(board, goal) {
  const run = new Challenge(board.machine, goal);
  const memory = createMemory(goal);
  let slopes = board.slopesShown();
  let before = run.state;
  let ending = "";
  /** @type {() => void} */
  let halt = () => {};

  /** What follows from a new state. */
  function follow() {
    if (run.state === before) return;
    const was = before;
    before = run.state;
    board.byHand = run.busy;
    if (!run.busy && (was === "on" || was === "replay")) {
      halt();
      board.showSlopes(slopes);
      ending = run.state === "won" || run.state === "lost" ? compared(board, goal) : "";
      if (was === "on" && run.state === "won") memory.reached(run.turns.length);
    }
    board.request();
  }

  /** @param {"on" | "replay"} state */
  function begin(state) {
    board.pause();
    board.trouble("");
    if (!run.busy) slopes = board.slopesShown();
    run.begin(state);
    if (run.busy) board.showSlopes(false);
    follow();
  }

  /** @param {string} text what a link holds */
  function replay(text) {
    const { wanted, turns } = understood(text, board.machine, linked(board));
    if (turns.length < 1 || turns.length > goal.turns) {
      throw new Trouble(
        t`The link holds ${turns.length} turns; this challenge has 1 to ${goal.turns}. The board is as it was.`,
      );
    }
    halt();
    choose(wanted);
    const end = board.machine.gesture();
    begin("replay");
    halt = playing(
      turns.map((turn, i) => () => {
        run.retake(turn, i === turns.length - 1);
        follow();
      }),
      end,
    );
  }

  function leave() {
    if (run.state === "on") run.giveUp();
    else run.state = "ready";
    follow();
  }

  const panel = createPanel(board, run, {
    press: () => (run.busy ? leave() : begin("on")),
    words: () => inWords(run, [ending, memory.words()].filter(Boolean).join(" ")),
  });
  board.aim = `< ${goal.below}`;
  board.onPaint(board.screen.note(t`turns`, () => (run.busy ? t`${run.turns.length} of ${goal.turns}` : "")));
  board.onPaint(panel.paint);
  board.body.prepend(panel.element);
  board.onStop(board.machine.on((reason) => {
    run.heard(reason);
    follow();
  }));
  board.onStop(() => halt());
  if (board.traits.static) onAddress(board, board.key + WHAT, replay);
}

/**
 * Do one thing after the other, so that each is seen; at once where motion is not welcome.
 * @param {(() => void)[]} acts @param {() => void} ended told after the last, or when the returned function stops it
 */
function playing(acts, ended) {
  const wait = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : PACE;
  let at = 0;
  let stopped = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let next;
  function stop() {
    clearTimeout(next);
    if (!stopped) ended();
    stopped = true;
  }
  function act() {
    if (stopped) return;
    acts[at++]();
    if (at === acts.length) stop();
    else next = setTimeout(act, wait);
  }
  next = setTimeout(act, wait);
  return stop;
}

/** The fewest turns that this browser has seen. @param {Goal} goal */
function createMemory({ digest }) {
  const name = `challenge:${digest}`;
  const stored = kept(name);
  let fewest = Number.isInteger(stored) && stored > 0 ? /** @type {number} */ (stored) : Infinity;
  return {
    words: () => (fewest < Infinity ? t`Your best so far: ${turnsOf(fewest)}.` : ""),
    /** @param {number} turns */
    reached(turns) {
      if (turns >= fewest) return;
      fewest = turns;
      keep(name, turns);
    },
  };
}

/** @param {Board} board @param {Challenge} run @param {HTMLButtonElement} copier */
function copyLink(board, run, copier) {
  const url = address(board.key, written(linked(board), run.turns), WHAT);
  if (url.length > LONGEST_LINK) {
    return board.trouble(
      t`These ${run.turns.length} turns make a link of ${url.length} characters, which is too long.`,
    );
  }
  history.replaceState(history.state, "", url);
  return void offer(board, copier, url, t`link`);
}

/** @param {Board} board @param {Challenge} run @param {{press: () => void, words: () => string}} how */
function createPanel(board, run, { press, words }) {
  const element = div("td-challenge", "section");
  element.setAttribute("aria-label", t`Challenge`);
  const said = div("td-challenge-said", "p");
  said.setAttribute("role", "status");
  // One button for beginning and ending, so that who presses it by keyboard stays on it.
  const main = button("", press);
  main.dataset.verb = "challenge";
  const copier = button(t`Copy the result as a link`, () => copyLink(board, run, copier));
  copier.dataset.verb = "copy the result";
  const row = div("td-row");
  row.append(main, copier);
  element.append(said, row);
  return {
    element,
    paint() {
      element.dataset.state = run.state;
      write(said, words());
      write(main, VERBS[run.state]);
      copier.hidden = run.state !== "won" || !board.traits.static;
    },
  };
}

/** What the one button does. @type {Record<import("../model/challenge.js").State, string>} */
const VERBS = {
  ready: t`Take the challenge`,
  on: t`Give up`,
  replay: t`Stop the replay`,
  won: t`Try it from the start`,
  lost: t`Try it from the start`,
  off: t`Take the challenge`,
  easy: t`Take the challenge`,
};

/** How it stands. @param {Challenge} run @param {string} ending what is said once it is over */
function inWords({ state, turns, goal: { below, turns: most }, reached }, ending) {
  const [so, all] = [turnsOf(turns.length), turnsOf(most)];
  const cost = costText(reached);
  switch (state) {
    case "on":
      return turns.length === most
        ? t`${turns.length} of ${all} used; the last dial may still be moved. Goal: below ${below}, by hand.`
        : t`${turns.length} of ${all} used. Goal: below ${below}, by hand.`;
    case "replay":
      return t`A result from a link, ${so} so far. Goal: below ${below}, by hand.`;
    case "won":
      return `${t`Won: ${so} by hand, and the cost is ${cost}.`} ${ending}`;
    case "lost":
      return `${t`Not won: after ${so} by hand the cost is ${cost}.`} ${ending}`;
    case "off":
      return t`The challenge is off: what the dials are judged by was changed.`;
    case "easy":
      return t`The cost is below ${below} before the first turn, so there is nothing to do.`;
    default:
      return [
        t`Challenge: with the slopes hidden, bring the cost below ${below} by hand, in at most ${all}.`,
        t`A turn is one dial, moved as often as you like until you take another.`,
        ending,
      ].filter(Boolean).join(" ");
  }
}

/** What gradient descent needs from the same start. @param {Board} board @param {Goal} goal */
function compared({ machine, options: { rate } }, { below }) {
  const steps = descentSteps(machine, below, rate, MOST_STEPS);
  const all = machine.parameters.length;
  if (steps === null) return t`Gradient descent at learning rate ${rate} is not there after ${MOST_STEPS} steps.`;
  return plural(
    steps,
    t`Gradient descent at learning rate ${rate} needs 1 step, and each turns all ${all} dials.`,
    t`Gradient descent at learning rate ${rate} needs ${steps} steps, and each turns all ${all} dials.`,
  );
}

/** @param {number} count */
function turnsOf(count) {
  return plural(count, t`1 turn`, t`${count} turns`);
}
