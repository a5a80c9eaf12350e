// @ts-check
// A board's state outside of the board: in the address, in a file, as Python.
import { Trouble } from "../model/machine.js";

export const LONGEST_LINK = 2048;

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

/** What the address holds for a board, or null. @param {string} key */
export function fromAddress(key) {
  for (const part of location.hash.slice(1).split("&")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at) === key) {
      try {
        return decodeURIComponent(part.slice(at + 1));
      } catch {
        throw new Trouble("The link is damaged: its text cannot be decoded. The board is as it was.");
      }
    }
  }
  return null;
}

/** The address of this page with the board's state in its fragment. @param {string} key @param {string} state */
export function address(key, state) {
  const others = location.hash.slice(1).split("&").filter((part) => part.includes("=") && !part.startsWith(`${key}=`));
  const url = new URL(location.href);
  url.hash = [...others, `${key}=${state}`].join("&");
  return url.href;
}

/** The turned dials as lines of Python for the cell below a board. @param {[number, number][]} changed */
export function asPython(changed) {
  if (!changed.length) return "board.rewind()";
  const indices = changed.map(([index]) => index).join(", ");
  const values = changed.map(([, value]) => value).join(", ");
  return `parameters = board.parameters.copy()\nparameters[[${indices}]] = [${values}]\nboard.parameters = parameters`;
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

/** The state in a file that `save` wrote. @param {string} key @param {File} file */
export async function open(key, file) {
  if (file.size > 64e6) throw new Trouble(`${file.name} is larger than any saved board. The board is as it was.`);
  let held;
  try {
    held = JSON.parse(await file.text());
  } catch {
    throw new Trouble(`${file.name} is not a saved board; expected a file that Save wrote. The board is as it was.`);
  }
  if (held?.board !== key || typeof held.dials !== "string") {
    throw new Trouble(
      `${file.name} belongs to ${
        held?.board ? `the board ${String(held.board).slice(0, 40)}` : "no board"
      }, not to ${key}. The board is as it was.`,
    );
  }
  return /** @type {string} */ (held.dials);
}
