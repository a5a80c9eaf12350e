// @ts-check
// A board's state as text, for a link or a file: the reader's choices and the dials that do not stand at their start. It
// begins with its version, as in v2;activation=tanh;0:1.5,3:-2. Without one it holds dials alone, as older links do. No DOM.
import { read } from "./kinds.js";
import { t } from "./language.js";
import { Trouble } from "./machine.js";
import { quoted } from "./text.js";

/** @typedef {import("./machine.js").Machine} Machine */
/** @typedef {import("./kinds.js").Kind<any>} AnyKind */

const VERSION = "v2";

/**
 * What a choice has to offer to be part of a text; kit/board/choice.js has them.
 * @typedef {object} Choice
 * @property {string} name
 * @property {AnyKind} kind
 * @property {string} firstText  what it was when the board was made
 * @property {string} text       what it is now
 * @property {(text: string) => void} take  set it; the text has been checked
 * @property {((value: any) => number) | null} dials  how many dials the board has with that choice, if that depends on it
 */

/** The whole state as text; empty where nothing was changed. @param {Machine} machine @param {Choice[]} choices */
export function encode(machine, choices) {
  return written(choices, machine.changed());
}

/** Choices and turns of dials as text, in the order of the turns. @param {Choice[]} choices @param {[number, number][]} turns */
export function written(choices, turns) {
  const chosen = choices.filter(({ text, firstText }) => text !== firstText)
    .map(({ name, text }) => `${name}=${escaped(text)}`);
  const dials = turns.map(([index, value]) => `${index}:${value}`).join(",");
  return [VERSION, ...chosen, dials].join(";");
}

/**
 * Bring the board to the state that a text holds. All of it is checked first: where anything is not understood, nothing
 * is changed.
 * @param {string} text @param {Machine} machine @param {Choice[]} choices
 */
export function decode(text, machine, choices) {
  const { wanted, turns } = understood(text, machine, choices);
  // One link is one gesture, whatever its choices turn.
  const end = machine.gesture();
  choose(wanted);
  const values = machine.start.slice();
  for (const [index, value] of turns) values[index] = value;
  machine.replace(values, "link");
  end();
}

/** Set the choices that a text asks for. @param {Map<Choice, string>} wanted */
export function choose(wanted) {
  for (const [choice, value] of wanted) if (choice.text !== value) choice.take(value);
}

/**
 * What a text asks for, before anything is done about it: a text for every choice, and turns of dials in their order.
 * @param {string} text @param {Machine} machine @param {Choice[]} choices
 */
export function understood(text, machine, choices) {
  const parts = text.split(";");
  const turned = parts.pop() ?? "";
  if (parts.length && parts.shift() !== VERSION) {
    throw damaged(text, t`a text that begins with ${VERSION}`);
  }
  const wanted = new Map(choices.map((choice) => [choice, choice.firstText]));
  const named = new Set();
  for (const part of parts) {
    const at = part.indexOf("=");
    const choice = choices.find(({ name }) => at > 0 && name === part.slice(0, at));
    if (!choice || named.has(choice)) {
      const names = choices.map(({ name }) => name).join(", ");
      throw damaged(part, t`${names || t`dials`}, each once at most`);
    }
    named.add(choice);
    const value = unescaped(part.slice(at + 1));
    if (value === null || choice.kind.parse(value) === undefined) throw damaged(part, choice.kind.expected);
    wanted.set(choice, value);
  }
  let count = machine.start.length;
  for (const [{ dials, kind }, value] of wanted) if (dials) count = dials(kind.parse(value));
  return { wanted, turns: dialsIn(turned, count, machine) };
}

/** @param {string} text @param {number} count @param {Machine} machine @returns {[number, number][]} */
function dialsIn(text, count, machine) {
  return text.split(",").filter(Boolean).map((part) => {
    const match = /^(\d{1,9}):(\S+)$/.exec(part);
    const [index, value] = match ? [Number(match[1]), read(match[2])] : [NaN, NaN];
    if (!(index < count) || !Number.isFinite(value)) {
      throw damaged(part, t`dial:value, with a dial below ${count}`);
    }
    const { limits } = machine;
    if (limits && (value < limits[0] || value > limits[1])) {
      throw damaged(part, t`a value from ${limits[0]} to ${limits[1]}`);
    }
    return [index, value];
  });
}

/** @param {string} part @param {string} expected */
function damaged(part, expected) {
  return new Trouble(
    t`The link is damaged at ${quoted(part)}; expected ${expected}. The board is as it was.`,
  );
}

/** A choice's text without what separates parts here, and without a percent sign, which a browser would read. @param {string} text */
function escaped(text) {
  return encodeURIComponent(text).replaceAll("~", "%7E").replaceAll("%2C", ",").replaceAll("%", "~");
}

/** The reverse; null for what `escaped` did not write. @param {string} text */
function unescaped(text) {
  try {
    return decodeURIComponent(text.replaceAll("~", "%"));
  } catch {
    return null; // a percent sign, or a tilde without two digits: the caller says that the link is damaged
  }
}
