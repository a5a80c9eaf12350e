// @ts-check
// Which earlier questions come again at the head of a chapter. No page in here.

/** @typedef {import("./judge.js").Question} Question */

export const AGAIN = 3;

/**
 * Three of the candidates, in the order of the book: first those that the reader got wrong the last time, then
 * those never answered, then the rest; among equals the later chapter first, since it is the one that this chapter builds on.
 * @param {Question[]} candidates in the order of the book
 * @param {(name: string) => any[]} records what is kept of the answers to a question, in the order of the chapters that ask it
 */
export function chosen(candidates, records) {
  const rank = (/** @type {Question} */ { name, digest }) => {
    // Nobody has answered a question that is asked in another way by now.
    const answers = records(name).filter((one) => one?.digest === digest);
    if (!answers.length) return 1;
    return answers[answers.length - 1].right ? 2 : 0;
  };
  const ranked = candidates.map((question, at) => ({ at, rank: rank(question) }));
  ranked.sort((one, other) => one.rank - other.rank || other.at - one.at);
  return ranked.slice(0, AGAIN).map(({ at }) => at).sort((one, other) => one - other).map((at) => candidates[at]);
}
