// @ts-check
// A board in words, one key away, and the cost for those who listen: at rest when it has changed, and every few seconds while
// it goes on changing.
import { t } from "../model/language.js";
import { costText, spoken } from "../model/text.js";
import { div } from "./elements.js";

/** Milliseconds after a change, and at most so many while changes go on. */
const REST = 700;
const PATIENCE = 4000;
/** So many dials are said one by one. */
const MOST_DIALS = 40;

/**
 * What is said of a board.
 * @typedef {object} Said
 * @property {HTMLElement} root @property {import("../model/machine.js").Machine} machine
 * @property {() => boolean} slopesShown @property {(index: number) => number} slopeAt a dial's slope as it is shown
 * @property {string} noTarget why there is no cost, or empty
 */

/** The cost as it is read off, or that there is none. @param {Pick<Said, "machine" | "noTarget">} board */
export function costOf({ machine, noTarget }) {
  return noTarget ? t`none` : costText(machine.cost);
}

/** The cost and how many dials there are. @param {Pick<Said, "machine" | "noTarget">} board */
export function headline(board) {
  return t`Cost ${costOf(board)}. ${board.machine.parameters.length} dials.`;
}

/** Each dial on the page, its value and its slope. @param {Said} board @returns {string[]} */
export function dialWords(board) {
  const { machine } = board;
  return [...board.root.querySelectorAll("input[data-dial]")].slice(0, MOST_DIALS).map((input) => {
    const index = Number(/** @type {HTMLElement} */ (input).dataset.dial);
    const [name, value] = [input.getAttribute("aria-label"), spoken(machine.parameters[index])];
    return board.slopesShown() ? t`${name}: ${value}, slope ${spoken(board.slopeAt(index), 3)}` : `${name}: ${value}`;
  });
}

/** A slope aloud, and which way to turn for the cost to fall. @param {number} slope @param {number} decimals */
export function slopeWords(slope, decimals) {
  if (!Number.isFinite(slope)) return t`slope too large to say`;
  const said = spoken(slope, decimals);
  if (slope === 0) return t`slope ${said}, turning it a little changes nothing`;
  return slope < 0 ? t`slope ${said}, turn up to lower the cost` : t`slope ${said}, turn down to lower the cost`;
}

/** The words at the foot of a board, open or folded. @param {{root: HTMLElement}} board @param {() => string[]} describe */
export function createWords(board, describe) {
  const element = document.createElement("details");
  element.className = "td-words";
  element.innerHTML = `<summary>${t`This board in words (key ?)`}</summary><p></p>`;
  const [summary, said] = /** @type {HTMLElement[]} */ ([...element.children]);
  const paint = () => {
    if (element.open) said.textContent = describe().join("\n");
  };
  element.addEventListener("toggle", paint);
  board.root.addEventListener("keydown", (event) => {
    if (event.key !== "?" || (event.target instanceof HTMLInputElement && event.target.type === "text")) return;
    element.open = !element.open;
    paint();
    if (element.open) summary.focus();
  });
  return { element, paint };
}

/** A place that is read aloud. @param {() => string} read what to say when the board has changed */
export function createVoice(read) {
  const element = div("td-offscreen");
  element.setAttribute("aria-live", "polite");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let saying;
  let since = 0;
  const say = (/** @type {string} */ text) => {
    saying = undefined;
    if (element.textContent !== text) element.textContent = text;
  };

  return {
    element,
    say,
    /** The board has changed. */
    changed() {
      const now = performance.now();
      if (saying === undefined) since = now;
      clearTimeout(saying);
      saying = setTimeout(() => say(read()), Math.max(0, Math.min(REST, since + PATIENCE - now)));
    },
    stop() {
      clearTimeout(saying);
    },
  };
}
