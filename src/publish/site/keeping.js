// @ts-check
// Sphinx's search throws where a browser keeps nothing, because storage is blocked or full. There it gets one that holds for
// this page. Whatever else asks the browser to remember something can do without.
for (const name of ["localStorage", "sessionStorage"]) {
  try {
    const storage = /** @type {Record<string, Storage>} */ (/** @type {unknown} */ (window))[name];
    storage.setItem("td-keeping", "1");
    storage.removeItem("td-keeping");
  } catch {
    /** @type {Map<string, string>} */
    const kept = new Map();
    const stand = {
      getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {unknown} */ value) => kept.set(key, String(value)),
      removeItem: (/** @type {string} */ key) => kept.delete(key),
      clear: () => kept.clear(),
      key: (/** @type {number} */ index) => [...kept.keys()][index] ?? null,
      get length() {
        return kept.size;
      },
    };
    Object.defineProperty(window, name, { value: stand, configurable: true });
  }
}
