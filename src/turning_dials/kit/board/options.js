// @ts-check
// The options that Python hands to a board, by name and kind. An unknown name is refused, and so is a value of another kind:
// a board never draws from what it does not understand.

/**
 * @template T
 * @typedef {object} OptionKind
 * @property {(value: any) => boolean} fits
 * @property {string} expected in words
 * @property {T} otherwise what stands for an option that was not given
 */
/**
 * What a board reads: the kinds as the values that they stand for.
 * @template {Record<string, OptionKind<any>>} O
 * @typedef {{[K in keyof O]: O[K] extends OptionKind<infer T> ? T : never}} OptionsOf
 */

const isText = (/** @type {any} */ value) => typeof value === "string";
const isNumber = (/** @type {any} */ value) => typeof value === "number" && Number.isFinite(value);

/** @template {string | null} T @param {T} otherwise @returns {OptionKind<T extends null ? string | null : string>} */
export function text(otherwise) {
  return { fits: isText, expected: "a text", otherwise: /** @type {any} */ (otherwise) };
}

/** @template {number | null} T @param {T} otherwise @returns {OptionKind<T extends null ? number | null : number>} */
export function number(otherwise) {
  return { fits: isNumber, expected: "a finite number", otherwise: /** @type {any} */ (otherwise) };
}

/** @param {boolean} otherwise @returns {OptionKind<boolean>} */
export function flag(otherwise) {
  return { fits: (value) => typeof value === "boolean", expected: "true or false", otherwise };
}

/** A list of texts. @template {string[] | null} T @param {T} otherwise @returns {OptionKind<T extends null ? string[] | null : string[]>} */
export function texts(otherwise) {
  const fits = (/** @type {any} */ value) => Array.isArray(value) && value.every(isText);
  return { fits, expected: "a list of texts", otherwise: /** @type {any} */ (otherwise) };
}

/** A list of numbers. @template {number[] | null} T @param {T} otherwise @returns {OptionKind<T extends null ? number[] | null : number[]>} */
export function numbers(otherwise) {
  const fits = (/** @type {any} */ value) => Array.isArray(value) && value.every(isNumber);
  return { fits, expected: "a list of finite numbers", otherwise: /** @type {any} */ (otherwise) };
}

/** A name for each of several lists of numbers. @returns {OptionKind<Record<string, number[]>>} */
export function table() {
  const { fits } = numbers([]);
  return {
    fits: (value) => typeof value === "object" && !Array.isArray(value) && Object.values(value).every(fits),
    expected: "a list of finite numbers for each name",
    otherwise: {},
  };
}

/**
 * Anything that a function of the board's own finds to be right.
 * @template T @param {(value: any) => boolean} fits @param {string} expected @param {T} otherwise @returns {OptionKind<T>}
 */
export function shaped(fits, expected, otherwise) {
  return { fits, expected, otherwise };
}

/** What a challenge asks for, if there is one. @returns {OptionKind<import("../model/challenge.js").Goal | null>} */
function goal() {
  const fits = (/** @type {any} */ value) => isNumber(value.below) && isNumber(value.turns) && isText(value.digest);
  return { fits, expected: "a cost to fall below, a number of turns and a digest", otherwise: null };
}

/** What every board takes. */
export const COMMON = { title: text(null), rate: number(1), show_slopes: flag(true), challenge: goal() };

/**
 * The options as the board reads them. Throws Error for an unknown name and for a value of another kind.
 * @template {Record<string, OptionKind<any>>} O
 * @param {string} board its name @param {O} kinds @param {Record<string, unknown>} given what Python handed over
 * @returns {OptionsOf<O & typeof COMMON>}
 */
export function readOptions(board, kinds, given) {
  /** @type {Record<string, OptionKind<any>>} */
  const known = { ...COMMON, ...kinds };
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(known, name));
  if (unknown.length) {
    throw new Error(
      `The ${board} board has no option ${unknown.join(", ")}; its options are ${Object.keys(known).join(", ")}.`,
    );
  }
  /** @type {Record<string, unknown>} */
  const read = {};
  for (const [name, { fits, expected, otherwise }] of Object.entries(known)) {
    const value = given[name] ?? null;
    if (value !== null && !fits(value)) {
      throw new Error(
        `The ${board} board's option ${name} is ${JSON.stringify(value).slice(0, 60)}; expected ${expected}.`,
      );
    }
    read[name] = value ?? otherwise;
  }
  return /** @type {any} */ (read);
}
