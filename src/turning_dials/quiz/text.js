// @ts-check
// Text on a question. A tiny markup and no HTML: whatever stands in a question is shown as text.

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {string} [className] @param {string} [text]
 */
export function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** `**bold**`, `*italic*` and code between backticks, as nodes. @param {string} text @returns {(HTMLElement | string)[]} */
export function marked(text) {
  return text.split(/(\*\*[^*]+\*\*|\*[^*\s][^*]*\*|`[^`]+`)/).filter(Boolean).map((part) => {
    if (/^\*\*.+\*\*$/s.test(part)) return element("strong", "", part.slice(2, -2));
    if (/^\*.+\*$/s.test(part)) return element("em", "", part.slice(1, -1));
    if (/^`.+`$/s.test(part)) return element("code", "", part.slice(1, -1));
    return part;
  });
}

/** The same without its marks, for a name that is only heard. @param {string} text */
export function plain(text) {
  return marked(text).map((part) => (typeof part === "string" ? part : part.textContent)).join("");
}

/**
 * What a prompt asks, for a name that is only heard: its last question, or its first sentence where there is none. One as
 * short as "Why?" comes with the sentence before it.
 * @param {string} prompt
 */
export function asks(prompt) {
  const sentences = plain(prompt).replace(/\s+/g, " ").trim().split(/(?<=[.?!])\s/);
  const at = Math.max(0, sentences.findLastIndex((sentence) => sentence.endsWith("?")));
  return sentences[at].length < 24 ? sentences.slice(Math.max(0, at - 1), at + 1).join(" ") : sentences[at];
}
