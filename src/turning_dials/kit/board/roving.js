// @ts-check
// One tab stop for all dials of a board that has many, and a way past the board. N and P go to the next and the previous dial.
import { t } from "../model/language.js";
import { button } from "./elements.js";

/** With so many dials or more they are one stop. */
const MANY = 8;
/** With so many stops or more there is a way past them. */
const LONG = 16;
const STOPS = ":is(input, select, button, summary, textarea, [tabindex]):not([hidden], [hidden] *)";

/** @typedef {{root: HTMLElement, body: HTMLElement, onPaint: (paint: () => void) => void}} Walked */

/** @param {Walked} board */
export function rove(board) {
  const { root, body } = board;
  const dials = () => /** @type {HTMLInputElement[]} */ ([...body.querySelectorAll(".td-dial input[data-dial]")]);
  /** @type {HTMLInputElement | null} */
  let stop = null;

  function settle() {
    const all = dials();
    const many = all.length >= MANY;
    if (!stop || !all.includes(stop) || stop.disabled) stop = all.find((one) => !one.disabled) ?? null;
    for (const one of all) {
      const index = !many || one === stop ? 0 : -1;
      if (one.tabIndex !== index) one.tabIndex = index;
      if (many) one.setAttribute("aria-keyshortcuts", "N P");
    }
  }

  body.addEventListener("focusin", (event) => {
    if (!(event.target instanceof HTMLInputElement) || !dials().includes(event.target)) return;
    stop = event.target;
    settle();
  });
  body.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !stop || event.target !== stop) return;
    const way = { n: 1, p: -1 }[event.key.toLowerCase()];
    const all = dials().filter((one) => !one.disabled);
    if (!way || all.length < MANY) return;
    event.preventDefault();
    all[(all.indexOf(stop) + way + all.length) % all.length].focus();
  });

  const past = button(t`Skip this board`, () => {
    /** @type {HTMLElement | null} */ (root.querySelector(".td-words > summary"))?.focus();
  });
  past.className = "td-skip";
  root.prepend(past);
  board.onPaint(() => {
    settle();
    const stops = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(STOPS)]).filter((one) =>
      one.tabIndex >= 0 && one !== past
    );
    past.hidden = stops.length < LONG;
  });
}
