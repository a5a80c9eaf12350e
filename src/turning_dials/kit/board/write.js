// @ts-check
// For text that is painted often and changes seldom: to write the same again would make the page lay it out anew.

/** Write only what changed. @param {HTMLElement} element @param {string} text */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
