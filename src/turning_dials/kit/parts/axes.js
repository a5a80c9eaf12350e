// @ts-check
// The one way from a number to a pixel, for every picture with axes: an axis with its ticks, the path through a row of
// places, and the labels beside it.
import { tidy } from "../model/scale.js";

/** Numbers along a straight line of pixels. */
export class Axis {
  /**
   * @param {[number, number]} ends the smallest number of the axis and the largest
   * @param {[number, number]} pixels where these two are drawn; an axis that goes up the page ends at the smaller pixel
   */
  constructor([low, high], [from, to]) {
    this.low = low;
    this.high = high;
    this.from = from;
    this.to = to;
  }

  /** The pixel of a number, which may lie beyond the ends. @param {number} value */
  at(value) {
    return this.from + ((this.to - this.from) * (value - this.low)) / (this.high - this.low);
  }

  /** The number at a pixel, no farther than the ends. @param {number} pixel */
  back(pixel) {
    return this.held(this.low + ((this.high - this.low) * (pixel - this.from)) / (this.to - this.from));
  }

  /** The nearest number between the ends. @param {number} value */
  held(value) {
    return Math.max(this.low, Math.min(this.high, value));
  }

  /** So many even steps, and the numbers between which they lie. @param {number} steps */
  spaced(steps) {
    return Array.from({ length: steps + 1 }, (_, i) => this.low + ((this.high - this.low) * i) / steps);
  }

  /** The least of 1, 2 or 5 times a power of ten that goes `most` times into the axis at most. @param {number} most */
  step(most) {
    return tidy((this.high - this.low) / most);
  }

  /** Round numbers between the ends, such a step apart. @param {number} most */
  ticks(most) {
    const step = this.step(most);
    const first = Math.ceil(this.low / step - 1e-9);
    const count = Math.floor(this.high / step + 1e-9) - first + 1;
    // Summed steps would gather rounding, and a reader would see it.
    return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(10)));
  }
}

/** A tick's number as text. @param {number} value @param {number} [digits] */
export function tickText(value, digits = 3) {
  return String(Number(value.toPrecision(digits))).replace("-", "−");
}

/** The path through places in pixels, to a tenth of one. @param {Iterable<ArrayLike<number>>} spots */
export function pathThrough(spots) {
  return Array.from(spots, (spot, i) => `${i ? "L" : "M"}${spot[0].toFixed(1)} ${spot[1].toFixed(1)}`).join("");
}

/** A part of a picture. @param {string} tag @param {Record<string, string | number>} [attributes] */
export function shape(tag, attributes = {}) {
  const element = /** @type {SVGElement} */ (document.createElementNS("http://www.w3.org/2000/svg", tag));
  return setAttributes(element, attributes);
}

/** Write several attributes of a part of a picture. @template {Element} E @param {E} element @param {Record<string, string | number>} attributes */
export function setAttributes(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** Words in a picture. @param {number | string} x @param {number | string} y @param {string} words @param {"start" | "middle" | "end"} [anchor] */
export function label(x, y, words, anchor = "start") {
  const element = shape("text", { x, y, "text-anchor": anchor });
  element.textContent = words;
  return element;
}
