// @ts-check
// A board's state outside of the board: in the address, in a file, as Python.
import { t } from "../model/language.js";
import { Trouble } from "../model/machine.js";
import { quoted } from "../model/text.js";

export const LONGEST_LINK = 2048;
/** Bytes that a saved board may have, or so many for each of its dials where that is more. */
const [LARGEST_FILE, LARGEST_DIAL] = [2e6, 32];

/** A short name for a board's starting state, so that a link finds its board. @param {string} name @param {Float64Array[]} arrays */
export function boardKey(name, arrays) {
  let hash = 0x811c9dc5;
  for (const array of arrays) {
    for (const byte of new Uint8Array(array.buffer, array.byteOffset, array.byteLength)) {
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
  }
  return `${name}-${(hash >>> 0).toString(16).padStart(8, "0").slice(0, 6)}`;
}

/** What the address holds under a key, or null. @param {string} key a board's, or one that begins with it @returns {string | null} */
export function fromAddress(key) {
  for (const part of location.hash.slice(1).split("&")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at) === key) {
      try {
        return decodeURIComponent(part.slice(at + 1));
      } catch {
        throw new Trouble(t`The link is damaged: its text cannot be decoded. The board is as it was.`);
      }
    }
  }
  return null;
}

/**
 * The address of this page with one thing of a board in its fragment, in place of all that was there of it.
 * @param {string} key the board's @param {string} text @param {string} [what] none for its state; what stands behind the key for another thing
 */
export function address(key, text, what = "") {
  const own = (/** @type {string} */ part) => part.startsWith(`${key}=`) || part.startsWith(`${key}-`);
  const others = location.hash.slice(1).split("&").filter((part) => part.includes("=") && !own(part));
  const url = new URL(location.href);
  url.hash = [...others, `${key}${what}=${text}`].join("&");
  return url.href;
}

/**
 * The turned dials as lines of Python for the cell below a board.
 * @param {[number, number][]} changed @param {string | null} name the variable that holds the board, or null where Python did not say
 * @param {string} title the board's, for a reader to know which one is meant
 */
export function asPython(changed, name, title) {
  const board = name ?? "board";
  const lines = name ? [] : [t`# The board “${title}”: put the name of its variable in place of ${board}.`];
  if (!changed.length) return [...lines, `${board}.rewind()`].join("\n");
  const indices = changed.map(([index]) => index).join(", ");
  const values = changed.map(([, value]) => value).join(", ");
  return [
    ...lines,
    `parameters = ${board}.parameters.copy()`,
    `parameters[[${indices}]] = [${values}]`,
    `${board}.parameters = parameters`,
  ].join("\n");
}

/** Copy to the clipboard; false where the browser does not allow it. @param {string} text */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no clipboard without a secure page or a permission; the caller shows the text instead
  }
}

/** Offer the state as a file. @param {string} key @param {string} state */
export function save(key, state) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(
    new Blob([JSON.stringify({ board: key, dials: state })], { type: "application/json" }),
  );
  link.download = `${key}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** The state in a file that `save` wrote. @param {string} key @param {number} dials how many the board has @param {File} file @returns {Promise<string>} */
export async function open(key, dials, file) {
  const most = Math.max(LARGEST_FILE, LARGEST_DIAL * dials);
  if (file.size > most) {
    const [size, allowed] = [file.size, most].map((bytes) => `${(bytes / 1e6).toFixed(1)} MB`);
    throw new Trouble(
      t`The file has ${size}; a board of ${dials} dials is saved in ${allowed} at most. The board is as it was.`,
    );
  }
  /** @type {unknown} */
  let held;
  try {
    held = JSON.parse(await file.text());
  } catch {
    throw new Trouble(t`This file is not a saved board; expected one that Save wrote. The board is as it was.`);
  }
  const { board, dials: state } = /** @type {{board?: unknown, dials?: unknown}} */ (Object(held));
  if (typeof board !== "string" || typeof state !== "string") {
    throw new Trouble(t`This file belongs to no board; expected one that Save wrote. The board is as it was.`);
  }
  if (board !== key) {
    throw new Trouble(
      t`This file belongs to the board ${quoted(board)}, and this one is ${key}. The board is as it was.`,
    );
  }
  return state;
}
