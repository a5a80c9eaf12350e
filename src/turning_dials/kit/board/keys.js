// @ts-check
// JupyterLab listens to every key on the page. A control keeps its own, and lets through what belongs to the notebook.

/** Keep key presses inside `element`, except Escape, Tab and chords with Ctrl, Cmd or Alt. @param {HTMLElement} element */
export function keepKeys(element) {
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" || event.key === "Tab" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation();
  });
}
