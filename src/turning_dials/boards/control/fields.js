// @ts-check
// What Python hands to the control board, and what the reader chooses on it.
import { flag, number as numberOption, numbers, shaped, texts } from "../../kit/board/options.js";
import { number, oneOf } from "../../kit/model/kinds.js";
import { networkOf } from "../../kit/model/machine.js";

/** What the pictures of the console show. */
export const OVERLAYS = { values: "values", slopes: "slopes", change: "change since start" };

/** How a set of pictures travels: see sets.js. */
const set = () =>
  shaped(
    (value) => Number.isInteger(value?.count) && ["uint8", "float64"].includes(value.kind),
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
    label: "cost over",
    hidden: true,
    kind: oneOf({ false: "this picture", true: `all ${pictures}` }),
    first: String(count > 1),
  };
  /** @type {List} */
  const overlay = { label: "showing", hidden: true, kind: oneOf(OVERLAYS), first: "values" };
  const size = Math.min(options.batch ?? 20, options.training?.count ?? 20);
  /** @type {List} */
  const learn_from = {
    label: "Run learns from",
    hidden: !options.training,
    kind: oneOf({ training: `training pictures, ${size} a step`, hand: "the pictures in hand" }),
    first: "training",
  };
  return { picture, together, overlay, learn_from };
}
