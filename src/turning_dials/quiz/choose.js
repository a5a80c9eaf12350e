// @ts-check
// Which earlier questions come again at the head of a chapter. No page in here.

/** @typedef {import("./judge.js").Question} Question */

export const AGAIN = 3;

/**
 * Three of the candidates, in the order of the book: first those that the reader got wrong and has not yet mended, then
 * those never answered, then the rest; among equals the later chapter first, since it is the one that this chapter builds on.
 * @param {Question[]} candidates in the order of the book
 * @param {(name: string) => any} record what is kept of the first answer @param {(name: string) => any} again and of later ones
 */
export function chosen(candidates, record, again) {
  const rank = (/** @type {Question} */ { name, digest }) => {
    const [first, later] = [record(name), again(name)].map((one) => (one?.digest === digest ? one.right : undefined));
    if (first === false && later !== true) return 0;
    return first === undefined ? 1 : 2;
  };
  const ranked = candidates.map((question, at) => ({ at, rank: rank(question) }));
  ranked.sort((one, other) => one.rank - other.rank || other.at - one.at);
  return ranked.slice(0, AGAIN).map(({ at }) => at).sort((one, other) => one - other).map((at) => candidates[at]);
}
