// @ts-check
// A network's outputs for one example, taken out of it: here they are the dials, each against its target.
import { defineBoard } from "../../kit/board/define.js";
import { div, write } from "../../kit/board/elements.js";
import { floats } from "../../kit/board/kernel.js";
import { texts } from "../../kit/board/options.js";
import { oneOf } from "../../kit/model/kinds.js";
import { t } from "../../kit/model/language.js";
import { COST_NAMES } from "../../kit/model/names.js";
import { fullSlopeOf } from "../../kit/model/scale.js";
import { shown, signed, spoken } from "../../kit/model/text.js";
import { createCard, createCards } from "../../kit/parts/card.js";
import { leaders, LIMITS, Outputs } from "./outputs.js";

const { mean_squared_error, binary_cross_entropy } = COST_NAMES;
const COSTS = { mean_squared_error, binary_cross_entropy };

const OPTIONS = { output_names: texts([]) };
/** @typedef {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, ReturnType<typeof fields>>} CostBoard */

export default defineBoard({
  name: "cost",
  title: t`cost board`,
  options: OPTIONS,
  model: (traits) => new Outputs(floats(traits, "_start"), floats(traits, "_targets"), traits.get("_network").cost),
  rates: [0.01, 10],
  fields,
  build,
  changed(board, _, reason) {
    if (reason === "become") board.fullSlope = fullSlopeOf(board.machine.gradient);
  },
  paint(board, { cards, lead, total }) {
    for (const card of cards) card.paint();
    const [first, second] = sums(board);
    write(lead, first);
    write(total, second);
  },
  describe(board) {
    const { machine, options } = board;
    const model = outputsOf(board);
    return [
      `${t`Cost ${spoken(machine.cost, 4)}, ${COST_NAMES[machine.costName]}.`} ${sums(board).join(". ")}`,
      ...options.output_names.map((name, j) => {
        const said = [spoken(model.parameters[j], 3), spoken(board.slopeAt(j), 3), spoken(model.delta[j], 4)];
        return t`${name}: output ${said[0]}, target ${model.flatTargets[j]}, slope ${said[1]}, error delta ${said[2]}`;
      }),
    ];
  },
  legend: () =>
    t`A dial is an output a, its slope is ∂C/∂a. Its error δ is ∂C/∂z, the slope for the sum z behind that output; the largest is underlined.`,
});

/** @param {CostBoard} board */
function build(board) {
  const cards = board.options.output_names.map((name, j) => answerCard(board, name, j));
  const sum = div("td-cost-sums");
  const [lead, total] = [div("", "p"), div("td-quiet", "p")];
  sum.append(lead, total);
  board.body.append(createCards(cards), sum);
  return { cards, lead, total };
}

/** What the reader chooses. @param {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, {}>} board */
function fields(board) {
  /** @type {import("../../kit/board/choice.js").Field<string>} */
  const cost = {
    label: t`cost`,
    kind: oneOf(COSTS),
    read: () => board.machine.costName,
    write: (name) => board.machine.become(outputsOf(board).judgedBy(name)),
  };
  return { cost };
}

/** @param {{machine: import("../../kit/model/machine.js").Machine}} board */
function outputsOf({ machine }) {
  return /** @type {Outputs} */ (machine.model);
}

/** An output: what it is, what it should be, what it costs. @param {CostBoard} board @param {string} name @param {number} j */
function answerCard(board, name, j) {
  const dial = board.dial({ index: j, symbol: "a", spoken: t`output ${name}`, limits: LIMITS });
  dial.value.dataset.output = String(j);
  const { element, find } = createCard({
    name,
    target: outputsOf(board).flatTargets[j],
    dial: dial.element,
    rest: `<span class="td-cost-second">${t`error δ`} <b></b></span><div class="td-card-bar"><span></span></div>` +
      `<span data-share></span>`,
  });
  element.classList.add("td-cost-card");
  const [second, bar, share] = ["b", ".td-card-bar span", "[data-share]"].map(find);

  function paint() {
    const { cost, shares, delta } = outputsOf(board);
    const part = cost > 0 ? shares[j] / cost : 0;
    write(second, signed(delta[j], 4));
    bar.style.width = `${(100 * part).toFixed(1)}%`;
    const few = part > 0 && part < 0.005;
    write(share, few ? t`under 1 % of the cost` : t`${Math.round(100 * part)} % of the cost`);
    element.classList.toggle("td-cost-largest", leaders(delta).includes(j));
  }
  return { element, paint };
}

/** The same in sums: where the largest slope is, and what adds up. @param {CostBoard} board @returns {[string, string]} */
function sums(board) {
  const names = board.options.output_names;
  const { delta, parameters, cost, costName } = outputsOf(board);
  const found = leaders(delta);
  const words = found.length > 3
    ? t`${found.length} outputs`
    : found.map((j) => `${names[j]} (${signed(delta[j], 4)})`).join(` ${t`and`} `);
  const outputs = parameters.reduce((sum, a) => sum + a, 0);
  const all = cost * names.length;
  const parts = costName === "mean_squared_error"
    ? t`Squared errors: sum ${shown(all)}, half of it ${shown(all / 2, 3)}, mean ${shown(cost, 4)}.`
    : t`Losses: sum ${shown(all)}, mean ${shown(cost, 4)}.`;
  return [
    found.length ? t`Largest error δ: ${words}` : t`Every error δ is zero`,
    `${parts} ${t`The outputs add up to ${shown(outputs, 1)}.`}`,
  ];
}
