// @ts-check
// The sums behind a network's answers as dials: the same sums make answers that stand on their own, or that share one.
import { defineBoard } from "../../kit/board/define.js";
import { div, write } from "../../kit/board/elements.js";
import { floats } from "../../kit/board/kernel.js";
import { texts } from "../../kit/board/options.js";
import { oneOf } from "../../kit/model/kinds.js";
import { t } from "../../kit/model/language.js";
import { COST_NAMES } from "../../kit/model/names.js";
import { fullSlopeOf, widened } from "../../kit/model/scale.js";
import { shown, signed, spoken } from "../../kit/model/text.js";
import { createCard, createCards } from "../../kit/parts/card.js";
import { Scores, WAYS } from "./scores.js";
import { createWhole } from "./whole.js";

const OPTIONS = { output_names: texts([]) };
/** @typedef {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, ReturnType<typeof fields>>} SharesBoard */

export default defineBoard({
  name: "shares",
  title: t`shares board`,
  options: OPTIONS,
  model: (traits) =>
    new Scores(floats(traits, "_start"), floats(traits, "_targets"), traits.get("_network").activation),
  rates: [0.01, 10],
  fields,
  build,
  changed(board, _, reason) {
    if (reason === "become") board.fullSlope = fullSlopeOf(board.machine.gradient);
  },
  paint(board, { whole, cards, sums }) {
    whole.paint(scoresOf(board).answers);
    for (const card of cards) card.paint();
    write(sums, summed(board));
  },
  describe(board) {
    const { machine, options } = board;
    const { answers, flatTargets } = scoresOf(board);
    return [
      `${t`Cost ${spoken(machine.cost, 4)}, ${COST_NAMES[machine.costName]}.`} ${summed(board)}`,
      ...options.output_names.map((name, j) => {
        const [sum, answer] = [spoken(machine.parameters[j]), spoken(answers[j], 3)];
        const said = t`${name}: sum ${sum}, answer ${answer}, target ${flatTargets[j]}`;
        return board.slopesShown() ? `${said}, ${t`slope ${spoken(board.slopeAt(j), 3)}`}` : said;
      }),
    ];
  },
  legend(board) {
    const { length } = board.machine.parameters;
    const slope = sharing(board)
      ? t`A dial is the sum z behind an answer, its slope is ∂C/∂z: the miss a − y.`
      : t`A dial is the sum z behind an answer, its slope is ∂C/∂z: the miss a − y, divided by ${length}.`;
    return `${slope} ${t`In the bar above, each answer is as wide as it is large.`}`;
  },
});

/** @param {SharesBoard} board */
function build(board) {
  const names = board.options.output_names;
  const whole = createWhole(names, scoresOf(board).flatTargets);
  const cards = names.map((name, j) => answerCard(board, name, j));
  const [ways, sums] = [div("td-shares-ways"), div("td-shares-sums")];
  const all = board.verb("add 1 to every sum", t`Add 1 to every sum`, () => {
    board.attempt(() => board.machine.replace(board.machine.parameters.map((z) => z + 1)));
  });
  ways.append(board.choices.answers.element, all);
  board.body.append(ways, whole.element, createCards(cards), sums);
  return { whole, cards, sums };
}

/** What the reader chooses. @param {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, {}>} board */
function fields(board) {
  /** @type {import("../../kit/board/choice.js").Field<string>} */
  const answers = {
    label: t`answers`,
    kind: oneOf(WAYS),
    read: () => scoresOf(board).activation,
    write: (activation) => board.machine.become(scoresOf(board).under(activation)),
  };
  return { answers };
}

/** @param {{machine: import("../../kit/model/machine.js").Machine}} board */
function scoresOf({ machine }) {
  return /** @type {Scores} */ (machine.model);
}

/** @param {{machine: import("../../kit/model/machine.js").Machine}} board */
function sharing(board) {
  return scoresOf(board).activation === "softmax";
}

/** A sum, the answer it makes, and the miss. @param {SharesBoard} board @param {string} name @param {number} j */
function answerCard(board, name, j) {
  const target = scoresOf(board).flatTargets[j];
  const dial = board.dial({ index: j, symbol: "z", spoken: t`sum of ${name}`, range: () => rangeOf(board) });
  const { element, find } = createCard({
    name,
    target,
    dial: dial.element,
    rest: `<span>${t`answer`} <b data-output="${j}"></b></span><div class="td-card-bar"><span></span></div>` +
      `<span class="td-shares-miss">a − y <b></b></span>`,
  });
  const [answer, bar, miss] = ["[data-output]", ".td-card-bar span", ".td-shares-miss b"].map(find);

  function paint() {
    const a = scoresOf(board).answers[j];
    write(answer, shown(a, 3));
    bar.style.width = `${(100 * a).toFixed(1)}%`;
    write(miss, signed(board.clean(a - target)));
  }
  return { element, paint };
}

/** One scale for all: only what sums differ by counts, and it is read off the dials. @param {SharesBoard} board */
function rangeOf({ machine }) {
  return machine.parameters.reduce((range, z) => widened(range, z), 2);
}

/** What adds up, and to what. @param {SharesBoard} board */
function summed(board) {
  const { answers, gradient } = scoresOf(board);
  const [all, slopes] = [answers, gradient].map((values) => values.reduce((sum, value) => sum + value, 0));
  const tie = sharing(board)
    ? t`They share one: what an answer gains, the others lose, and the slopes add up to 0.`
    : t`Each stands on its own, and the slopes add up to ${signed(board.clean(slopes))}.`;
  return `${t`The answers add up to ${shown(all)}.`} ${tie}`;
}
