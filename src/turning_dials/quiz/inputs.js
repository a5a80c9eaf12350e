// @ts-check
// How each kind of question takes its answer: native inputs, and for an order a list whose lines move.
import { t } from "../kit/model/language.js";
import { element, marked, plain } from "./text.js";

/** @typedef {import("./judge.js").Question} Question */
/** @typedef {import("./judge.js").Answer} Answer */

/**
 * @typedef {object} Input
 * @property {HTMLElement} element
 * @property {() => any} answer  as it stands, perhaps not whole
 * @property {(answer: Answer | null) => void} restore  null for a fresh start
 * @property {(right: boolean | null) => void} mark  null for not judged
 * @property {() => void} focus
 */

/** @param {Question} question @returns {Input} */
export function choiceInput(question) {
  const list = element("div", "td-quiz-options");
  const inputs = question.options.map(({ text }, index) => {
    const label = element("label", "td-quiz-option");
    const input = element("input");
    input.type = "radio";
    // Radio buttons of one name belong together within their form only, so one name does for all questions.
    input.name = "answer";
    input.value = String(index);
    const words = element("span");
    words.append(...marked(text));
    label.append(input, words);
    list.append(label);
    return input;
  });
  const chosen = () => inputs.findIndex((input) => input.checked);
  return {
    element: list,
    answer: chosen,
    restore: (answer) =>
      inputs.forEach((input, index) => {
        input.checked = index === answer;
      }),
    mark: (right) => inputs.forEach((input, index) => setMark(input.parentElement, index === chosen() ? right : null)),
    focus: () => inputs[Math.max(0, chosen())].focus(),
  };
}

/** @param {Question} question @returns {Input} */
export function numberInput(question) {
  const label = element("label", "td-quiz-number");
  const input = element("input");
  // Not type="number": a reader may type a real minus sign, a decimal comma or 1/4. No inputmode either, since the number
  // pad of some phones has no minus.
  input.type = "text";
  input.name = "answer";
  input.autocomplete = "off";
  input.spellcheck = false;
  label.append(element("span", "", t`Your answer`), input);
  if (question.unit) label.append(element("span", "", question.unit));
  return {
    element: label,
    answer: () => input.value,
    restore: (answer) => {
      input.value = answer === null ? "" : String(answer);
    },
    mark: (right) => setMark(label, right),
    focus: () => {
      input.focus();
      input.select();
    },
  };
}

/** @param {Question} question @param {(text: string) => void} say @returns {Input} */
export function orderInput(question, say) {
  const list = element("ol", "td-quiz-order");
  const items = question.items.map((text, index) => orderItem(list, text, index, say));
  const answer = () => [...list.children].map((child) => items.findIndex((item) => item === child));
  const restore = (/** @type {Answer | null} */ order) => {
    for (const index of /** @type {number[]} */ (order ?? question.shown)) list.append(items[index]);
    bounds(list);
  };
  restore(null);
  return {
    element: list,
    answer,
    restore,
    mark: (right) => setMark(list, right),
    focus: () => /** @type {HTMLElement} */ (list.querySelector("button:not([aria-disabled=true])")).focus(),
  };
}

/** @param {HTMLElement} list @param {string} text @param {number} index @param {(text: string) => void} say */
function orderItem(list, text, index, say) {
  const item = element("li");
  item.dataset.item = String(index);
  const words = element("span", "td-quiz-words");
  words.append(...marked(text));

  // The neighbor moves past the item, never the item itself, which would lose focus and drag.
  const move = (/** @type {number} */ by) => {
    const neighbor = by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!neighbor || item.closest("fieldset")?.disabled) return false;
    if (by < 0) item.after(neighbor);
    else item.before(neighbor);
    bounds(list);
    return true;
  };
  const place = () => say(t`Now ${[...list.children].indexOf(item) + 1} of ${list.children.length}: ${plain(text)}`);

  item.append(words);
  for (const [by, name, sign] of /** @type {const} */ ([[-1, "up", "↑"], [1, "down", "↓"]])) {
    const button = element("button", "", sign);
    button.type = "button";
    button.dataset.move = name;
    button.setAttribute("aria-label", by < 0 ? t`Move up: ${plain(text)}` : t`Move down: ${plain(text)}`);
    button.addEventListener("click", () => {
      if (move(by)) place();
    });
    item.append(button);
  }
  item.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (move(by)) place();
  });

  // Dragging is an extra, by mouse, pen or finger; the buttons do all that it does.
  words.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || item.closest("fieldset")?.disabled) return;
    event.preventDefault();
    words.setPointerCapture(event.pointerId);
    item.classList.add("td-quiz-held");
    const follow = (/** @type {PointerEvent} */ at) => {
      const middle = (/** @type {Element | null} */ other) => {
        const box = other?.getBoundingClientRect();
        return box && (box.top + box.bottom) / 2;
      };
      const above = middle(item.previousElementSibling);
      const below = middle(item.nextElementSibling);
      if (above !== undefined && at.clientY < above) move(-1);
      else if (below !== undefined && at.clientY > below) move(1);
    };
    const drop = () => {
      words.removeEventListener("pointermove", follow);
      item.classList.remove("td-quiz-held");
      place();
    };
    words.addEventListener("pointermove", follow);
    words.addEventListener("lostpointercapture", drop, { once: true });
  });
  return item;
}

/** The first line cannot move up, nor the last one down; the buttons stay, so that focus does. @param {HTMLElement} list */
function bounds(list) {
  for (const item of list.children) {
    const [up, down] = item.querySelectorAll("button");
    up.setAttribute("aria-disabled", String(!item.previousElementSibling));
    down.setAttribute("aria-disabled", String(!item.nextElementSibling));
  }
}

/** @param {HTMLElement | null} target @param {boolean | null} right */
function setMark(target, right) {
  if (!target) return;
  if (right === null) delete target.dataset.mark;
  else target.dataset.mark = right ? "right" : "wrong";
}
