// @ts-check
// What Python hands to the control board, and what the reader chooses on it.
import { flag, number as numberOption, numbers, shaped, texts } from "../../kit/board/options.js";
import { number, oneOf } from "../../kit/model/kinds.js";
import { t } from "../../kit/model/language.js";
import { networkOf } from "../../kit/model/machine.js";
import { KINDS } from "./sets.js";

/** What the pictures of the console show. */
export const OVERLAYS = { values: t`values`, slopes: t`slopes`, change: t`change since start` };

/** How a set of pictures travels: see sets.js. */
const set = () =>
  shaped(
    (value) => Number.isInteger(value?.count) && Object.hasOwn(KINDS, value.kind),
    "a count and a kind of numbers",
    /** @type {{count: number, kind: string} | null} */ (null),
  );
export const OPTIONS = {
  input_shape: numbers(null),
  output_names: texts(null),
  answers: texts(null),
  picture_names: texts(null),
  album: set(),
  training: set(),
  validation: set(),
  ink: flag(true),
  own_picture: flag(false),
  drawing: flag(false),
  amounts: numbers(null),
  batches: numbers(null),
  penalties: numbers(null),
  momentum: numberOption(0),
  batch: numberOption(20),
};

/** @typedef {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, ReturnType<typeof fields>>} ControlBoard */

/** What the reader chooses. @param {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, {}>} board */
export function fields({ machine, options }) {
  const { count } = networkOf(machine);
  const pictures = options.album?.count ?? count;
  /** @typedef {import("../../kit/board/choice.js").Field<string>} List */
  /** @type {import("../../kit/board/choice.js").Field<number>} */
  const picture = { label: "", hidden: true, kind: number(0, pictures - 1, { step: 1 }), first: 0 };
  /** @type {List} */
  const together = {
    label: t`cost over`,
    hidden: true,
    kind: oneOf({ false: t`this picture`, true: t`all ${pictures}` }),
    first: String(count > 1),
  };
  /** @type {List} */
  const overlay = { label: t`showing`, hidden: true, kind: oneOf(OVERLAYS), first: "values" };
  const most = options.training?.count ?? 20;
  const size = Math.min(options.batch, most);
  /** @type {List} */
  const learn_from = {
    label: t`Run learns from`,
    hidden: !options.training,
    kind: oneOf({
      training: options.batches ? t`the training pictures` : t`training pictures, ${size} a step`,
      hand: t`the pictures in hand`,
    }),
    first: "training",
  };
  const few = (/** @type {number} */ n) => (n >= most ? t`all ${most.toLocaleString("en-US")}` : String(n));
  const amount = choiceOf(t`training pictures`, [most, ...(options.amounts ?? [])], few);
  const batch = choiceOf(t`pictures a step`, [size, ...(options.batches ?? [])], few);
  const penalty = choiceOf(t`weight penalty`, [0, ...(options.penalties ?? [])], String);
  return { picture, together, overlay, learn_from, amount, batch, penalty };
}

/**
 * One of several numbers, the first of them to begin with; no control where there is but one.
 * @param {string} label @param {number[]} given @param {(n: number) => string} name
 * @returns {import("../../kit/board/choice.js").Field<string>}
 */
function choiceOf(label, given, name) {
  const values = [...new Set(given)].sort((one, other) => one - other);
  return {
    label,
    hidden: values.length < 2,
    kind: oneOf(Object.fromEntries(values.map((value) => [String(value), name(value)]))),
    first: String(given[0]),
  };
}
