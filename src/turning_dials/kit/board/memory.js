// @ts-check
// What a reader answered or reached, kept by this browser and by nobody else. A browser may forbid storage, and anything may
// stand in it: then nothing is remembered, and nothing else happens.

const OURS = "turning-dials:";

/** Keep a value under a name, and tell the page that something was kept; null forgets it. @param {string} name @param {any} value */
export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(OURS + name);
    else localStorage.setItem(OURS + name, JSON.stringify(value));
  } catch { /* it stays on the page until the page goes */ }
  dispatchEvent(new Event("td-kept"));
}

/** What is kept under a name, or null. @param {string} name @returns {any} */
export function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(OURS + name) ?? "null");
  } catch {
    return null;
  }
}
