// @ts-check
// What an answer is worth. No page in here: quiz.js shows what this file decides.
import { t } from "../kit/model/language.js";
import { typed } from "../kit/model/text.js";

/**
 * A question as quiz.py hands it over. An answer is the index of a choice, the text typed for a number, or the items of an
 * order by index, 0 for the item that belongs first.
 * @typedef {object} Question
 * @property {string} name
 * @property {string} heading
 * @property {string} digest
 * @property {"choice" | "number" | "order"} kind
 * @property {string} prompt
 * @property {{text: string, feedback: string, right?: boolean}[]} options  a choice's
 * @property {number} value  a number's, right within `tolerance`, in `unit`
 * @property {number} tolerance
 * @property {string} [unit]
 * @property {{value: number, feedback: string}[]} mistakes  a number's
 * @property {string} otherwise  for any other number
 * @property {string[]} items  an order's, in the right order
 * @property {number[]} shown  the order in which the items are offered
 * @property {string[]} swapped  feedback k is for item k + 1 standing before item k
 * @property {string} feedback  for the right number or order
 */

/** @typedef {number | string | number[]} Answer */

/**
 * Every number that a text may mean: "1,250" may be a count or have a decimal comma, "1/4" is a quarter.
 * @param {string} text
 */
export function readings(text) {
  const bare = text.replace(/\s/g, "");
  const [above, below, ...more] = bare.split("/");
  const found = below === undefined ? [typed(bare)] : more.length ? [] : [typed(above) / typed(below)];
  if (/^[+\-−–]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare)) found.push(typed(bare.replaceAll(",", "")));
  return found.filter(Number.isFinite);
}

/**
 * What is missing before an answer can be judged, in words; "" when nothing is.
 * @param {Question} question @param {any} answer
 */
export function missing(question, answer) {
  // What a browser remembered comes by here too, so an answer may be anything.
  if (question.kind === "choice") {
    return Number.isInteger(answer) && question.options[answer] ? "" : t`Choose an answer first.`;
  }
  if (question.kind === "order") {
    const whole = Array.isArray(answer) && answer.length === question.items.length;
    return whole && question.items.every((_, index) => answer.includes(index))
      ? ""
      : t`Put all the lines in order first.`;
  }
  if (typeof answer !== "string" || !answer.trim()) return t`Type a number first.`;
  return readings(answer).length ? "" : t`That does not read as a number. Type one such as 3, −0.5 or 1/4.`;
}

/**
 * @param {Question} question @param {Answer} answer one that nothing is missing from
 * @returns {{right: boolean, feedback: string}}
 */
export function judge(question, answer) {
  if (question.kind === "choice") {
    const { right = false, feedback } = question.options[Number(answer)];
    return { right, feedback };
  }
  if (question.kind === "order") {
    const place = question.items.map((_, index) => /** @type {number[]} */ (answer).indexOf(index));
    // In any wrong order some item stands before the one that belongs right before it.
    const wrong = question.swapped.findIndex((_, k) => place[k + 1] < place[k]);
    return wrong < 0
      ? { right: true, feedback: question.feedback }
      : { right: false, feedback: question.swapped[wrong] };
  }
  const found = readings(String(answer));
  const near = (/** @type {number} */ target) => {
    // What lies at the edge of the tolerance is within it, for all that binary fractions round.
    const reach = question.tolerance + 1e-9 * Math.abs(target) + 1e-12;
    return found.some((number) => Math.abs(number - target) <= reach);
  };
  if (near(question.value)) return { right: true, feedback: question.feedback };
  const made = question.mistakes.find(({ value }) => near(value));
  return { right: false, feedback: made ? made.feedback : question.otherwise };
}
