// @ts-check
// An answer on a card: what it is called, what it should be, its dial, and room below for what a board says of it.
import { div } from "../board/elements.js";
import { t } from "../model/language.js";
import { shown } from "../model/text.js";

/**
 * @param {object} wanted
 * @param {string} wanted.name what the answer is called
 * @param {number} wanted.target what it should be
 * @param {HTMLElement} wanted.dial
 * @param {string} wanted.rest what stands below the dial, as HTML
 * @returns {{element: HTMLElement, find: (css: string) => HTMLElement}} `find` looks among what stands below
 */
export function createCard({ name, target, dial, rest }) {
  const [element, below, label, wanted] = [
    div("td-card"),
    div("td-card-rest"),
    div("td-card-name", "b"),
    div("", "span"),
  ];
  label.textContent = name;
  wanted.className = "td-quiet";
  wanted.textContent = t`target ${shown(target, 0)}`;
  element.classList.toggle("td-card-wanted", target === 1);
  below.innerHTML = rest;
  element.append(label, wanted, dial, below);
  return { element, find: (css) => /** @type {HTMLElement} */ (below.querySelector(css)) };
}

/** A row of cards, which breaks where the board is narrow. @param {{element: HTMLElement}[]} cards */
export function createCards(cards) {
  const element = div("td-cards");
  element.append(...cards.map((card) => card.element));
  return element;
}
