// @ts-check
// Text on the page, written only where it has changed: a text that stands there already would be laid out anew all the same.

/** @param {Element} element @param {string} text */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A paragraph for each line. @param {Element} element @param {string[]} lines */
export function sayLines(element, lines) {
  while (element.children.length > lines.length) element.lastElementChild?.remove();
  while (element.children.length < lines.length) element.append(document.createElement("p"));
  lines.forEach((line, i) => say(element.children[i], line));
}
