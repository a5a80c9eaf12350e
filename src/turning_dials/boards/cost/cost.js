// @ts-check
import { defineBoard, div, tidy } from "../../kit/board/board.js";
import { floats } from "../../kit/board/kernel.js";
import { Trouble } from "../../kit/model/machine.js";
import { leaders, Outputs } from "./outputs.js";
import { shown, signed, spoken } from "../../kit/model/text.js";

const COSTS = { mean_squared_error: "mean squared error", binary_cross_entropy: "cross-entropy" };
/** @type {[number, number]} */
const LIMITS = [0.001, 0.999];

export default defineBoard("cost", (board) => {
  const { machine, options, body } = board;
  const model = /** @type {Outputs} */ (machine.model);
  /** @type {string[]} */
  const names = options.output_names;
  machine.limits = LIMITS;

  // ---- a card for each output: what it is, what it should be, what it costs
  const cards = div("td-cost-cards");
  body.append(cards);
  names.forEach((name, j) => {
    const card = div("td-cost-card");
    card.innerHTML = `<b class="td-cost-name"></b><span class="td-quiet">target ${
      shown(model.flatTargets[j], 0)
    }</span>`;
    /** @type {HTMLElement} */ (card.firstElementChild).textContent = name;
    card.classList.toggle("td-cost-wanted", model.flatTargets[j] === 1);
    const dial = board.dial({ index: j, symbol: "a", spoken: `output ${name}`, limits: LIMITS });
    const value = /** @type {HTMLElement} */ (dial.element.querySelector(".td-dial-value"));
    value.dataset.output = String(j);
    const rest = div("td-cost-rest");
    rest.innerHTML =
      `<span class="td-cost-second">at its z <b></b></span><div class="td-cost-bar"><span></span></div><span data-share></span>`;
    const [second, bar, share] = ["b", ".td-cost-bar span", "[data-share]"].map((
      css,
    ) => /** @type {HTMLElement} */ (rest.querySelector(css)));
    card.append(dial.element, rest);
    cards.append(card);
    board.onPaint(() => {
      const part = model.cost > 0 ? model.shares[j] / model.cost : 0;
      second.textContent = signed(model.gradientZ[j], 4);
      bar.style.width = `${(100 * part).toFixed(1)}%`;
      share.textContent = `${part > 0 && part < 0.005 ? "under 1" : Math.round(100 * part)} % of the cost`;
      card.classList.toggle("td-cost-largest", leaders(model.gradientZ).includes(j));
    });
  });

  // ---- the same in sums
  const sums = div("td-cost-sums");
  const lead = document.createElement("p");
  const total = document.createElement("p");
  total.className = "td-quiet";
  sums.append(lead, total);
  body.append(sums);
  board.onPaint(() => {
    const found = leaders(model.gradientZ);
    const words = found.length > 3
      ? `${found.length} outputs`
      : found.map((j) => `${names[j]} (${signed(model.gradientZ[j], 4)})`).join(" and ");
    lead.textContent = found.length ? `Largest slope at its z: ${words}` : "Every slope at its z is zero";
    const outputs = model.parameters.reduce((sum, a) => sum + a, 0);
    const all = model.cost * names.length;
    total.textContent = (model.costName === "mean_squared_error"
      ? `Squared errors: sum ${shown(all)}, half of it ${shown(all / 2, 3)}, mean ${shown(model.cost, 4)}. `
      : `Losses: sum ${shown(all)}, mean ${shown(model.cost, 4)}. `) + `The outputs add up to ${shown(outputs, 1)}.`;
  });
  board.describe = () =>
    [
      `Cost ${spoken(machine.cost, 4)}, ${nameOf(model.costName)}. ${lead.textContent}. ${total.textContent}`,
      ...names.map((name, j) =>
        `${name}: output ${spoken(model.parameters[j], 3)}, target ${model.flatTargets[j]}, slope ${
          spoken(model.gradient[j], 3)
        }, slope at its z ${spoken(model.gradientZ[j], 4)}`
      ),
    ].join("\n");

  // ---- verbs
  const chosen = board.choice("cost", model.costName);
  board.wayBack();
  board.descent({ rates: [0.01, 10] });
  board.settings.append(
    board.select({ control: "cost", label: "cost", options: Object.entries(COSTS), value: chosen, onChange: judge })
      .element,
  );
  board.share();
  judge(chosen);

  /** Judge by another cost. @param {string} name */
  function judge(name) {
    if (!Object.hasOwn(COSTS, name)) throw new Trouble(`There is no cost “${name}” on this board.`);
    if (model.costName !== name) {
      model.costName = name;
      machine.become(model);
    }
    board.fullSlope = tidy(machine.gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0));
    board.explain(
      "A dial is an output a, its slope is ∂C/∂a. “At its z” stands ∂C/∂z, the slope for the sum z behind that output; the largest is underlined.",
    );
    board.request();
  }
}, (model) => new Outputs(floats(model, "_start"), floats(model, "_targets"), model.get("_network").cost));

/** @param {string} cost */
function nameOf(cost) {
  return /** @type {Record<string, string>} */ (COSTS)[cost];
}
