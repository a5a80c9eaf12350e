// @ts-check
// Parts of a page, made and written. Text is written only where it has changed: to write the same again would make the page
// lay it out anew.

/** @param {string} name its class, or several @param {string} [tag] */
export function div(name, tag = "div") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  return element;
}

/** @param {string} text @param {() => void} act @param {string} [label] for those who do not see it */
export function button(text, act, label) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  if (label) element.setAttribute("aria-label", label);
  element.addEventListener("click", act);
  return element;
}

/** @param {Element} element @param {string} text */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A paragraph for each line. @param {Element} element @param {string[]} lines */
export function writeLines(element, lines) {
  while (element.children.length > lines.length) element.lastElementChild?.remove();
  while (element.children.length < lines.length) element.append(document.createElement("p"));
  lines.forEach((line, i) => write(element.children[i], line));
}

/**
 * Call `act` once it is laid out and whenever an element has another width; returns the way to stop. A line in it is watched:
 * were it the element, whose height `act` may change, browsers would report that one more round is due as an error.
 * @param {HTMLElement} element @param {() => void} act
 */
export function onWidth(element, act) {
  const line = document.createElement("div");
  element.append(line);
  const watch = new ResizeObserver(act);
  watch.observe(line);
  return () => watch.disconnect();
}

/** Keep an element as high as it stands, so that a shorter text moves nothing; or let it go. @param {HTMLElement} element @param {boolean} keep */
export function keepRoom(element, keep) {
  const { style } = element;
  if (keep && !style.minHeight) style.minHeight = `${element.getBoundingClientRect().height}px`;
  if (!keep && style.minHeight) style.minHeight = "";
}
