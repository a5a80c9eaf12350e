// @ts-check
// What Python hands to the surface board, and what the reader chooses on it.
import { flag, shaped, text } from "../../kit/board/options.js";
import { flag as flagKind, number, oneOf } from "../../kit/model/kinds.js";
import { t } from "../../kit/model/language.js";
import { NetworkModel } from "../../kit/model/machine.js";

/**
 * A ground to walk on, as Python hands it over: see surface.py.
 * @typedef {object} Preset
 * @property {string} title @property {{sizes: number[], activation: string[], cost: string}} network
 * @property {number[]} start @property {number} examples which of the sets of examples
 * @property {number} rate @property {number} momentum @property {number} batch 0: all
 * @property {[number, number]} dials @property {[number, number]} center @property {number} reach
 * @property {[string, string]} axes @property {string[]} held @property {string[] | null} names
 * @property {[string, string]} answers @property {string} caption
 */
export const OPTIONS = {
  preset: text(""),
  compact: flag(false),
  presets: shaped(
    (value) => Object.values(value).every((one) => Array.isArray(one?.start) && Array.isArray(one.dials)),
    "a ground for each name",
    /** @type {Record<string, Preset>} */ ({}),
  ),
  examples: shaped(
    (value) => Array.isArray(value) && value.every((one) => Array.isArray(one?.inputs) && Array.isArray(one.targets)),
    "a list of examples",
    /** @type {{inputs: number[][], targets: number[][]}[]} */ ([]),
  ),
};
/** @typedef {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, ReturnType<typeof fields>>} SurfaceBoard */

/** What the reader chooses. @param {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, {}>} board */
export function fields(board) {
  const { machine, options } = board;
  const { presets, examples } = options;
  const names = Object.fromEntries(Object.entries(presets).map(([key, preset]) => [key, preset.title]));
  const first = presets[options.preset];
  board.rate = first.rate;
  /** @typedef {import("../../kit/board/choice.js").Field<number>} Count @typedef {import("../../kit/board/choice.js").Field<string>} List */
  /** @type {List} */
  const ground = {
    label: t`ground`,
    hidden: Object.keys(presets).length < 2,
    kind: oneOf(names),
    first: options.preset,
    dials: (key) => presets[key].start.length,
    write(key) {
      const preset = presets[key];
      const { inputs, targets } = examples[preset.examples];
      const start = Float64Array.from(preset.start);
      const [x, y] = [inputs, targets].map((rows) => Float64Array.from(rows.flat()));
      machine.become(new NetworkModel(preset.network, start, x, y), start);
    },
  };
  /** @type {Count} */
  const momentum = { label: t`momentum`, kind: number(0, 0.99, { step: 0.01 }), first: first.momentum };
  /** @type {List} */
  const batch_size = {
    label: t`batch size`,
    kind: oneOf({ 0: t`all`, 1: "1", 4: "4", 16: "16", [first.batch]: first.batch ? String(first.batch) : t`all` }),
    first: String(first.batch),
  };
  /** @type {import("../../kit/board/choice.js").Field<boolean>} */
  const race = { label: t`Race one dial at a time`, kind: flagKind, first: false };
  return { preset: ground, momentum, batch_size, race };
}
