// @ts-check
// Before the first paint: light or dark, as the reader chose or the system has it, and that there is JavaScript at all.
(() => {
  "use strict";

  const root = document.documentElement;
  /** @type {string | null} */
  let mode = null;
  try {
    mode = localStorage.getItem("mode");
  } catch {
    // A browser that keeps nothing.
  }
  root.dataset.js = "";
  root.dataset.mode = mode === "light" || mode === "dark" ? mode : "auto";
  const dark = root.dataset.mode === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : mode === "dark";
  root.dataset.theme = dark ? "dark" : "light";
})();
