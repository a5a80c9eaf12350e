// @ts-check
// The dials, neuron by neuron, each with how it fares; and the output's.
import { div, write } from "../../kit/board/elements.js";
import { t } from "../../kit/model/language.js";
import { networkOf } from "../../kit/model/machine.js";
import { shown, subscript } from "../../kit/model/text.js";

/** The dials of a neuron: what each is called, and how it is read aloud. @type {[string, (j: number) => string][]} */
const KINDS = [
  ["w", (j) => t`weight into neuron ${j}`],
  ["b", (j) => t`bias of neuron ${j}`],
  ["v", (j) => t`weight out of neuron ${j}`],
];

/** @param {import("../../kit/board/board.js").Board<any, any>} board @param {import("./neurons.js").Neurons} neurons */
export function createCards(board, neurons) {
  const element = div("td-follow-cards");
  const states = neurons.each((j) => {
    const card = div("td-follow-card");
    card.innerHTML = `<b>${t`neuron ${j + 1}`}</b><span class="td-quiet"></span>`;
    neurons.places(j).forEach((index, k) => {
      const [kind, words] = KINDS[k];
      const dial = board.dial({ index, symbol: `${kind}${subscript(j + 1)}`, spoken: words(j + 1) });
      card.append(dial.element);
    });
    element.append(card);
    return { card, state: /** @type {HTMLElement} */ (card.children[1]) };
  });
  const last = div("td-follow-card");
  last.innerHTML =
    `<b>${t`output`}</b><span class="td-quiet">${t`answer`} <span data-output="0"></span>,<br>${t`target`} <span></span></span>`;
  const [answer, target] = /** @type {HTMLElement[]} */ ([...last.querySelectorAll("span span")]);
  last.append(board.dial({ index: neurons.last, symbol: "c", spoken: t`bias of the output` }).element);
  element.append(last);

  /** @param {number} probe the place that is looked at */
  function paint(probe) {
    states.forEach(({ card, state }, j) => {
      const { text, stuck } = neurons.condition(j, probe);
      write(state, text);
      card.classList.toggle("td-follow-stuck", stuck);
    });
    const { flatInputs, flatTargets } = networkOf(board.machine);
    const away = flatInputs.map((x) => Math.abs(x - probe));
    write(answer, shown(neurons.answer(probe)));
    write(target, shown(flatTargets[away.indexOf(Math.min(...away))]));
  }
  return { element, paint };
}
