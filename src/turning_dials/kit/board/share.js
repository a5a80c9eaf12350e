// @ts-check
// The verbs that carry a board's state elsewhere: Copy link, or Copy as Python where the address is JupyterLab's; Save and
// Open file when a link would be too long.
import { decode, encode } from "../model/codec.js";
import { t } from "../model/language.js";
import { address, asPython, copy, fromAddress, LONGEST_LINK, open, save } from "./link.js";
import { nameInPython } from "./kernel.js";
import { div } from "./elements.js";

/** @typedef {import("./board.js").Board<any, any>} Board */

/** @param {Board} board */
export function share(board) {
  const onPage = Boolean(board.traits.static);
  const copier = onPage
    ? board.verb("copy link", t`Copy link`, () => void copyLink())
    : board.verb("copy as python", t`Copy as Python`, () => void copyPython());
  const files = fileVerbs(board);

  function copyLink() {
    const url = address(board.key, stateOf(board));
    if (url.length > LONGEST_LINK) {
      files.hidden = false;
      const turned = board.machine.changed().length;
      return board.trouble(t`So many turned dials (${turned}) do not fit into a link. Save them in a file instead.`);
    }
    history.replaceState(history.state, "", url);
    return offer(board, copier, url, t`link`);
  }

  async function copyPython() {
    const name = await nameInPython(board.traits);
    return offer(board, copier, asPython(board.machine.changed(), name, board.title), "Python");
  }

  // For those who script a board: the text that a link holds.
  Object.defineProperty(board.root, "state", {
    get: () => stateOf(board),
    set: (/** @type {string} */ text) => takeState(board, text),
  });
  if (onPage) followAddress(board);
}

/**
 * Copy a text, and say so on the button that was pressed; where the browser does not allow it, the text is shown.
 * @param {Board} board @param {HTMLButtonElement} copier @param {string} text @param {string} what
 */
export async function offer(board, copier, text, what) {
  const said = copier.dataset.said ??= copier.textContent ?? "";
  board.trouble("");
  if (!(await copy(text))) return board.trouble(t`Copy this ${what}: ${text}`);
  board.voice.say(t`${what} copied`);
  copier.textContent = t`Copied`;
  setTimeout(() => {
    copier.textContent = said;
  }, 1500);
}

/** What a link holds besides the dials. @param {Board} board */
export function linked({ choices }) {
  return /** @type {import("./choice.js").Choice<any>[]} */ (Object.values(choices)).filter(({ field }) =>
    !field.derived
  );
}

/** The board's state as text. @param {Board} board */
export function stateOf(board) {
  return encode(board.machine, linked(board));
}

/** Take over a state; one that is not understood is refused in words and changes nothing. @param {Board} board @param {string} text */
export function takeState(board, text) {
  decode(text, board.machine, linked(board));
}

/** What the address holds, now and whenever it changes. @param {Board} board */
function followAddress(board) {
  onAddress(board, board.key, (state) => {
    board.pause();
    takeState(board, state);
  });
}

/**
 * Take what the address holds under a key, now and whenever it changes.
 * @param {Board} board @param {string} key @param {(text: string) => void} take
 */
export function onAddress(board, key, take) {
  const follow = () =>
    board.attempt(() => {
      const text = fromAddress(key);
      if (text === null) return;
      take(text);
      // The page's script brings the board that an address speaks of into view.
      board.root.dataset.linked = "";
    });
  window.addEventListener("hashchange", follow);
  board.onStop(() => window.removeEventListener("hashchange", follow));
  follow();
}

/** Save and Open file, hidden until they are needed. @param {Board} board */
function fileVerbs(board) {
  const element = div("td-files", "span");
  element.hidden = true;
  const chooser = document.createElement("input");
  chooser.type = "file";
  chooser.accept = "application/json,.json";
  chooser.hidden = true;
  chooser.addEventListener("change", async () => {
    const file = chooser.files?.[0];
    chooser.value = "";
    if (!file) return;
    try {
      const text = await open(board.key, board.machine.start.length, file);
      board.attempt(() => {
        board.pause();
        takeState(board, text);
      });
    } catch (error) {
      board.report(error);
    }
  });
  element.append(
    board.verb("save", t`Save`, () => save(board.key, stateOf(board))),
    board.verb("open file", t`Open file`, () => chooser.click()),
    chooser,
  );
  board.settings.append(element);
  return element;
}
