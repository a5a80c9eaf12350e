// @ts-check
// The reader's language. A text stands where it is used, in English, as t`Cost ${cost}`; a view in another language carries a
// catalog of its texts, which join.py puts in the place of null. No DOM.

/**
 * A text that depends on a number: one for each form of the language, as Intl.PluralRules names them, and the place of the
 * number among the text's values, 0 where it is not said.
 * @typedef {{count?: number, zero?: string, one?: string, two?: string, few?: string, many?: string, other: string}} Forms
 */
/** `texts` by the English ones, in which ${0} stands for the first value. @typedef {{language: string, texts: Record<string, string | Forms>}} Catalog */

const CATALOG = /** @type {Catalog | null} */ (null);
/** What the texts are said in, for who reads them aloud; empty where that is English. */
export const LANGUAGE = CATALOG ? CATALOG.language : "";

/** A text in the reader's language, in English where the catalog has none. @param {TemplateStringsArray} parts @param {...unknown} values */
export function t(parts, ...values) {
  if (!CATALOG) return parts.reduce((text, part, i) => `${text}${values[i - 1]}${part}`);
  const english = parts.reduce((text, part, i) => `${text}\${${i - 1}}${part}`);
  const found = Object.hasOwn(CATALOG.texts, english) ? CATALOG.texts[english] : english;
  const text = typeof found === "string" ? found : formOf(found, values[found.count ?? 0], CATALOG.language);
  return text.replace(/\$\{(\d+)\}/g, (_, place) => String(values[Number(place)]));
}

/** The form for a number; one of thousands may come as it is written, with commas. @param {Forms} forms @param {unknown} count @param {string} language */
function formOf(forms, count, language) {
  const rule = new Intl.PluralRules(language).select(Number(String(count).replaceAll(",", "")));
  return forms[rule] ?? forms.other;
}

/** One of two texts, each a whole phrase. @param {number} count @param {string} one for exactly 1 @param {string} more for any other */
export function plural(count, one, more) {
  return count === 1 ? one : more;
}
