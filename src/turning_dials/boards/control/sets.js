// @ts-check
// Sets of pictures as they travel: rows of inputs and targets together, as bytes of 1/255 or 1/16, or as float64. No DOM.

/** @typedef {{inputs: Float64Array, targets: Float64Array, count: number}} Examples */

/** What a byte is divided by; null where numbers travel whole. @type {Record<string, number | null>} */
export const KINDS = { uint8: 255, sixteenths: 16, float64: null };

/**
 * Room for so many examples, to be filled.
 * @param {number} count @param {number} n inputs of each @param {number} width targets of each @returns {Examples}
 */
export function room(count, n, width) {
  return { inputs: new Float64Array(count * n), targets: new Float64Array(count * width), count };
}

/**
 * The examples of `view`, in `into` where there is room already.
 * @param {DataView} view @param {{count: number, kind: string}} about @param {number} n inputs of each @param {number} width targets of each
 */
export function unpack(view, { count, kind }, n, width, into = room(count, n, width)) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const levels = KINDS[kind];
  const exact = levels ? null : new Float64Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
  const { inputs, targets } = into;
  const row = n + width;
  for (let e = 0; e < count; e++) {
    for (let i = 0; i < n; i++) inputs[e * n + i] = exact ? exact[e * row + i] : bytes[e * row + i] / (levels ?? 1);
    for (let k = 0; k < width; k++) {
      targets[e * width + k] = exact ? exact[e * row + n + k] : bytes[e * row + n + k] / (levels ?? 1);
    }
  }
  return into;
}
