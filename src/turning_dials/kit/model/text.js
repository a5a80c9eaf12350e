// @ts-check
// Numbers as a reader sees and hears them. One place, so that a value looks the same on every board.
import { t } from "./language.js";

/**
 * A number with a real minus sign and a fixed count of decimals; small ones in powers of ten, so that a slope
 * that is not zero never reads as zero.
 * @param {number} value @param {number} [decimals]
 */
export function shown(value, decimals = 2) {
  if (!Number.isFinite(value)) return value > 0 ? "+∞" : value < 0 ? "−∞" : "–";
  const size = Math.abs(value);
  if (size >= 1e6 || (size > 0 && size < 0.5 * 10 ** -decimals)) return powered(value);
  const text = size.toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** The same with its sign always written, for slopes. @param {number} value @param {number} [decimals] */
export function signed(value, decimals = 3) {
  const text = shown(value, decimals);
  return value > 0 ? `+${text}` : text;
}

/** @param {number} value @param {number} [decimals] */
function powered(value, decimals = 1) {
  const [digits, power] = Math.abs(value).toExponential(decimals).split("e");
  return `${value < 0 ? "−" : ""}${digits}×10${superscript(Number(power))}`;
}

/** A number with so many digits that count, for formulas, where a small factor matters as much as a large one. @param {number} value @param {number} [digits] */
export function significant(value, digits = 4) {
  if (!Number.isFinite(value)) return shown(value);
  const size = Math.abs(value);
  if (size >= 1e6 || (size > 0 && size < 1e-3)) return powered(value, digits - 1);
  const whole = size >= 1 ? Math.floor(Math.log10(size)) + 1 : 1;
  const text = size.toFixed(
    Math.max(
      0,
      size < 0.1 && size > 0 ? digits - 1 - Math.floor(Math.log10(size)) : digits - whole + (size < 1 ? 1 : 0),
    ),
  );
  const short = text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
  return value < 0 && Number(text) !== 0 ? `−${short}` : short;
}

/** A number as it is spoken: "minus 0.16". @param {number} value @param {number} [decimals] */
export function spoken(value, decimals = 2) {
  if (!Number.isFinite(value)) return t`too large to say`;
  const size = Math.abs(value);
  const text = size > 0 && size < 0.5 * 10 ** -decimals ? size.toPrecision(2) : size.toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? t`minus ${text}` : text;
}

/** The cost as `Number()` can read it back, or words when it has overflowed. @param {number} cost */
export function costText(cost) {
  if (!Number.isFinite(cost)) return t`too large`;
  if (cost === 0) return "0.0000";
  return cost < 0.0005 || cost >= 1e5 ? cost.toExponential(2) : cost.toFixed(cost < 100 ? 4 : 1);
}

/**
 * What a reader typed, as a number: a real minus sign and a decimal comma are understood.
 * @param {string} text @returns {number} NaN for anything else
 */
export function typed(text) {
  const plain = text.trim().replace(/[−–]/g, "-").replace(/^([+-]?\d*),(\d+)$/, "$1.$2");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

/** A whole number as a subscript: 12 becomes ₁₂. @param {number} number */
export function subscript(number) {
  return [...String(number)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}

/** A whole number as a superscript: −12 becomes ⁻¹². @param {number} number */
export function superscript(number) {
  return [...String(number)].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)])).join("");
}

/**
 * What a reader typed or a link held, quoted: as much of it as can be compared. A board never shows the computer's words for
 * what is no number, not even as a quotation.
 * @param {string} text
 */
export function quoted(text) {
  if (/nan|infinity/i.test(text)) return t`what is no number`;
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
}

/** A number in a product: negative ones in brackets. @param {number} value */
export function bracketed(value) {
  const text = shown(value);
  return text.startsWith("−") ? `(${text})` : text;
}
