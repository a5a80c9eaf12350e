// @ts-check
// The layers in single file: a bar for the slope at each, from the cost backward, and a card with its two dials.
import { createDial } from "../../kit/board/dial.js";
import { div, write } from "../../kit/board/elements.js";
import { activations } from "../../kit/model/activations.js";
import { healthOf } from "../../kit/model/health.js";
import { t } from "../../kit/model/language.js";
import { networkOf } from "../../kit/model/machine.js";
import { shown, significant, subscript } from "../../kit/model/text.js";
import { createHealth } from "../../kit/parts/health.js";

/** In powers of ten, the shortest bar stands for this one. */
const SMALLEST = -8;

/** A card takes so much room, and so much lies between two, in pixels. */
const [CARD, GAP] = [112, 8];

/** @typedef {import("../../kit/board/board.js").Board<any, any>} Board */

/** @param {Board} board @param {() => boolean} plain whether a bar is as long as its slope */
export function createLayers(board, plain) {
  const bars = div("td-depth-bars");
  const cards = div("td-depth-cards");
  /** What the present layers need painted. @type {((health: import("../../kit/model/health.js").Health[]) => void)[]} */
  let paints = [];

  /** Lay the layers out anew when there are more or fewer. */
  function lay() {
    const { length } = networkOf(board.machine).network.z;
    if (length === cards.children.length) return;
    const layers = Array.from({ length }, (_, l) => l);
    const [rows, made] = [layers.map((l) => createBar(board, l, plain)), layers.map((l) => createCard(board, l))];
    bars.replaceChildren(...rows.map(({ element }) => element).reverse());
    cards.replaceChildren(...made.map(({ element }) => element));
    paints = [...rows, ...made].map(({ paint }) => paint);
    board.request();
  }

  const watch = new ResizeObserver(() => board.request());
  watch.observe(cards);
  board.onStop(() => watch.disconnect());
  lay();
  return {
    bars,
    cards,
    lay,
    paint() {
      const health = healthOf(networkOf(board.machine).network);
      for (const paint of paints) paint(health);
      const columns = String(columnsFor(cards.children.length, cards.clientWidth));
      if (cards.style.getPropertyValue("--td-columns") !== columns) cards.style.setProperty("--td-columns", columns);
    },
  };
}

/**
 * In how many columns so many cards stand in rows that are as even as can be: 6 in 3 and 3 where 5 have room.
 * @param {number} count @param {number} width
 */
export function columnsFor(count, width) {
  const most = Math.max(1, Math.min(count, Math.floor((width + GAP) / (CARD + GAP))));
  const empty = (/** @type {number} */ columns) => columns * Math.ceil(count / columns) - count;
  let best = most;
  for (let columns = most - 1; columns > most / 2; columns--) if (empty(columns) < empty(best)) best = columns;
  return best;
}

/** @param {Board} board @param {number} l */
function createCard(board, l) {
  const element = div("td-depth-card");
  element.innerHTML = `<b>${t`layer ${l + 1}`}</b>`;
  const dials = [["w", t`weight of layer ${l + 1}`], ["b", t`bias of layer ${l + 1}`]].map(([sign, spoken], k) =>
    createDial({ board, index: 2 * l + k, symbol: `${sign}${subscript(l + 1)}`, spoken })
  );
  const mark = createHealth();
  element.append(mark.element, ...dials.map((dial) => dial.element));
  /** @param {import("../../kit/model/health.js").Health[]} health */
  function paint(health) {
    for (const dial of dials) dial.paint();
    mark.paint(health[l]);
  }
  return { element, paint };
}

/** @param {Board} board @param {number} l @param {() => boolean} plain */
function createBar(board, l, plain) {
  const element = div("td-depth-row");
  element.innerHTML = `<span>${t`layer ${
    l + 1
  }`}</span><span class="td-quiet" data-factor></span><div class="td-depth-track"><span></span></div><b></b>`;
  const [factor, fill, number] = ["[data-factor]", ".td-depth-track span", "b"].map((
    css,
  ) => /** @type {HTMLElement} */ (element.querySelector(css)));

  function paint() {
    const { delta, z, a, weights, activation } = networkOf(board.machine).network;
    const last = l === delta.length - 1;
    fill.style.width = `${(100 * lengthOf(delta, l, plain())).toFixed(1)}%`;
    write(number, delta[l][0] === 0 ? "0" : significant(delta[l][0], 2));
    const slope = activations[activation[l]].slope(z[l][0], a[l + 1][0]);
    write(factor, last ? t`the last` : `× ${significant(weights[l + 1][0] * slope, 2)}`);
    const weight = last ? "" : `w${subscript(l + 2)} ${shown(weights[l + 1][0])}`;
    element.title = last
      ? t`error δ of layer ${l + 1}`
      : t`error δ of layer ${l + 1} ${weight} times the bend's slope ${shown(slope, 3)}`;
  }
  return { element, paint };
}

/** How long a bar is, from 0 to 1. @param {Float64Array[]} delta @param {number} l @param {boolean} plain */
function lengthOf(delta, l, plain) {
  const size = Math.abs(delta[l][0]);
  if (!(size > 0)) return 0;
  const most = delta.reduce((found, one) => Math.max(found, Math.abs(one[0])), 0);
  const top = Math.max(0, Math.ceil(Math.log10(most)));
  const share = plain ? size / most : (Math.log10(size) - SMALLEST) / (top - SMALLEST);
  return Number.isFinite(share) ? Math.max(0, Math.min(1, share)) : 1;
}
