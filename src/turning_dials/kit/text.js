// @ts-check
// Numbers as a reader sees and hears them. One place, so that a value looks the same on every board.

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

/** @param {number} value */
function powered(value) {
  const [digits, power] = Math.abs(value).toExponential(1).split("e");
  const raised = [...String(Number(power))].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)])).join("");
  return `${value < 0 ? "−" : ""}${digits}×10${raised}`;
}

/** A number as it is spoken: "minus 0.16". @param {number} value @param {number} [decimals] */
export function spoken(value, decimals = 2) {
  if (!Number.isFinite(value)) return "too large to say";
  const size = Math.abs(value);
  const text = size > 0 && size < 0.5 * 10 ** -decimals ? size.toPrecision(2) : size.toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `minus ${text}` : text;
}

/** The cost as `Number()` can read it back, or words when it has overflowed. @param {number} cost */
export function costText(cost) {
  if (!Number.isFinite(cost)) return "too large";
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
