// @ts-check
// Kinds of values that a reader chooses: how each is read from a text, and what was expected where it cannot be. No DOM.
import { t } from "./language.js";

/**
 * @template T
 * @typedef {object} Kind
 * @property {(text: string) => T | undefined} parse undefined for what is no such value
 * @property {string} expected in words
 * @property {(value: T) => string} text what `parse` reads back
 * @property {Record<string, string>} [names] for one of several: each value, and what it is called
 * @property {Range} [range] for a number
 */
/** @typedef {{low: number, high: number, step?: number, log?: boolean}} Range */

/** One of several, each with its name on the board. @param {Record<string, string>} names @returns {Kind<string>} */
export function oneOf(names) {
  return {
    parse: (text) => (Object.hasOwn(names, text) ? text : undefined),
    expected: t`one of ${Object.keys(names).slice(0, 8).join(", ")}`,
    text: (value) => value,
    names,
  };
}

/**
 * A number between two ends; with `log` its slider runs over powers of ten, with a `step` of 1 it is a whole number.
 * @param {number} low @param {number} high @param {{step?: number, log?: boolean}} [how] @returns {Kind<number>}
 */
export function number(low, high, { step, log } = {}) {
  return {
    parse(text) {
      const value = read(text);
      return value >= low && value <= high && (step !== 1 || Number.isInteger(value)) ? value : undefined;
    },
    expected: step === 1 ? t`a whole number from ${low} to ${high}` : t`a number from ${low} to ${high}`,
    text: String,
    range: { low, high, step, log },
  };
}

/** Yes or no. @type {Kind<boolean>} */
export const flag = {
  parse: (text) => ({ true: true, false: false })[text],
  expected: t`true or false`,
  text: String,
};

/**
 * Several numbers, as many as `count` says, or none.
 * @param {number} count @param {number} [low] @param {number} [high] @returns {Kind<number[]>}
 */
export function numbers(count, low = -Number.MAX_VALUE, high = Number.MAX_VALUE) {
  return {
    parse(text) {
      const values = text === "" ? [] : text.split(",").map(read);
      const fit = values.length === 0 || values.length === count;
      return fit && values.every((value) => value >= low && value <= high) ? values : undefined;
    },
    expected: low > -Number.MAX_VALUE
      ? t`${count} numbers from ${low} to ${high}, or none`
      : t`${count} numbers, or none`,
    text: (values) => values.join(","),
  };
}

/** A plain number, or NaN. @param {string} text */
export function read(text) {
  return /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}
