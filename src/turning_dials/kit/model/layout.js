// @ts-check
// Where the dials of a network lie in its one flat vector: for each layer its weights row by row, then its biases.
// layout.py's twin.

/** @typedef {{ layer: number, kind: "weight" | "bias", offset: number, rows: number, columns: number }} Part */
/** @typedef {{ layer: number, kind: "weight" | "bias", to: number, from: number | null }} Place */

/**
 * Where the dials of a network of these sizes lie in the flat vector, in order.
 * @param {number[]} sizes
 * @returns {Part[]}
 */
export function layout(sizes) {
  /** @type {Part[]} */
  const parts = [];
  let offset = 0;
  for (let layer = 0; layer + 1 < sizes.length; layer++) {
    const columns = sizes[layer];
    const rows = sizes[layer + 1];
    parts.push({ layer, kind: "weight", offset, rows, columns });
    parts.push({ layer, kind: "bias", offset: offset + rows * columns, rows, columns: 1 });
    offset += rows * (columns + 1);
  }
  return parts;
}

/**
 * Views into a flat vector, one for each layer: its weights row by row, or its biases.
 * @param {Float64Array} vector
 * @param {number[]} sizes
 * @param {"weight" | "bias"} kind
 */
export function views(vector, sizes, kind) {
  return layout(sizes)
    .filter((part) => part.kind === kind)
    .map(({ offset, rows, columns }) => vector.subarray(offset, offset + rows * columns));
}

/**
 * The place in the flat vector of the weight from neuron `from` to neuron `to`, or of the bias of `to`.
 * @param {number[]} sizes
 * @param {number} layer counted from 0, the layer that the inputs lead to
 * @param {string} kind "weight" or "bias"
 * @param {number} to
 * @param {number | null} [from] nothing for a bias
 */
export function index(sizes, layer, kind, to, from = null) {
  const part = layout(sizes).find((each) => each.layer === layer && each.kind === kind);
  if (!part) throw new Error(`There is no ${kind} in layer ${layer} of a network ${sizes.join("-")}.`);
  if ((kind === "bias") !== (from === null)) {
    throw new Error("A weight comes from a neuron, a bias from none.");
  }
  const column = from ?? 0;
  if (!isBelow(to, part.rows) || !isBelow(column, part.columns)) {
    throw new Error(`Layer ${layer} of a network ${sizes.join("-")} has no ${kind} to ${to} from ${from}.`);
  }
  return part.offset + to * part.columns + column;
}

/**
 * The reverse of `index`; `from` is null for a bias.
 * @param {number[]} sizes
 * @param {number} dial
 * @returns {Place}
 */
export function place(sizes, dial) {
  for (const { layer, kind, offset, rows, columns } of layout(sizes)) {
    if (!isBelow(dial, offset + rows * columns)) continue;
    const to = Math.floor((dial - offset) / columns);
    return { layer, kind, to, from: kind === "bias" ? null : (dial - offset) % columns };
  }
  throw new Error(`There is no dial ${dial} in a network ${sizes.join("-")}.`);
}

/**
 * @param {number} value
 * @param {number} end
 */
function isBelow(value, end) {
  return Number.isInteger(value) && value >= 0 && value < end;
}
