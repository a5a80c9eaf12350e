// @ts-check
// The editor of a cell: CodeMirror, loaded at the first edit, in the colors of the page's other code.
import { script } from "./files.js";

/** @typedef {{ text: string, focus: () => void }} Editor */

/**
 * @param {{ setup: import("./python.js").Setup, python: import("./python.js").Python }} page
 * @param {HTMLElement} pre what the editor replaces
 * @param {{ text: string, label: string, changed: (text: string) => void, run: () => void, leave: () => void }} given
 * @returns {Promise<Editor>}
 */
export async function openEditor(page, pre, given) {
  const own = /** @type {any} */ (window);
  if (!own.tdCodeMirror) await script(page.python.base + page.setup.editor[0]);
  const it = own.tdCodeMirror;
  const act = (/** @type {() => void} */ does) => () => {
    does();
    return true;
  };
  let quiet = false;
  const view = new it.EditorView({
    parent: pre.parentElement,
    doc: given.text,
    extensions: [
      it.keymap.of([
        { key: "Shift-Enter", run: act(given.run) },
        { key: "Mod-Enter", run: act(given.run) },
        { key: "Escape", run: act(given.leave) },
        ...it.defaultKeymap,
        ...it.historyKeymap,
        it.indentWithTab,
      ]),
      it.history(),
      it.drawSelection(),
      it.python(),
      it.indentUnit.of("    "),
      it.indentOnInput(),
      it.bracketMatching(),
      it.syntaxHighlighting(it.HighlightStyle.define(colors(it.tags))),
      it.EditorView.contentAttributes.of({ "aria-label": given.label }),
      it.EditorView.updateListener.of((/** @type {any} */ update) => {
        if (update.docChanged && !quiet) {
          given.changed(update.state.doc.toString());
        }
      }),
    ],
  });
  pre.hidden = true;
  return {
    focus: () => view.focus(),
    get text() {
      return view.state.doc.toString();
    },
    set text(text) {
      if (text === view.state.doc.toString()) return;
      quiet = true;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
      });
      quiet = false;
    },
  };
}

/** The classes that the page's style sheet knows for Python. @param {any} tags */
function colors(tags) {
  return [
    {
      tag: [tags.keyword, tags.controlKeyword, tags.definitionKeyword],
      class: "k",
    },
    { tag: tags.moduleKeyword, class: "kn" },
    { tag: tags.operatorKeyword, class: "ow" },
    { tag: [tags.bool, tags.null], class: "kc" },
    { tag: tags.comment, class: "c1" },
    { tag: tags.string, class: "s2" },
    { tag: tags.number, class: "mi" },
    { tag: tags.operator, class: "o" },
    { tag: tags.function(tags.definition(tags.variableName)), class: "nf" },
    { tag: tags.definition(tags.className), class: "nc" },
  ];
}
