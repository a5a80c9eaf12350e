// @ts-check
// Where the dials stand: a plan of the console for a given width, in CSS pixels at no zoom. No DOM.
import { plural, t } from "../model/language.js";
import { layout } from "../model/layout.js";

export const MOST_KNOBS = 400;
const LABEL = 20;

/**
 * A block is a matrix or the biases of a layer: tiles of equal shape, each a neuron's dials, in rows of `perRow`.
 * A dial takes `cell` pixels; a tile with its gap takes `pitchX` × `pitchY` dials' room.
 * @typedef {object} Block
 * @property {number} layer @property {"weight" | "bias"} kind
 * @property {number} offset the first dial in the flat vector @property {number} count
 * @property {number} tiles @property {number} rows @property {number} columns of one tile
 * @property {number} perRow @property {number} pitchX @property {number} pitchY
 * @property {number} x @property {number} y @property {number} cell
 * @property {string} label what stands above it
 * @property {number} room the width that the label may take
 * @property {boolean} numbered whether each tile has its neuron's number above it
 */
/** @typedef {{blocks: Block[], width: number, height: number, knobs: boolean}} Plan */

/**
 * @param {number[]} sizes
 * @param {{shape?: number[] | null, width: number, least: number, most?: number}} how rows and columns of a picture; the width
 *   there is; the least room for a knob; the most height for a large network
 * @returns {Plan}
 */
export function planConsole(sizes, { shape = null, width, least, most = 470 }) {
  const parts = layout(sizes);
  const last = parts[parts.length - 1];
  const count = last.offset + last.rows;
  return count <= MOST_KNOBS ? knobPlan(parts, shape, width, least) : picturePlan(parts, shape, width, most);
}

/** @typedef {ReturnType<typeof layout>[number]} Part */

/** @param {Part} part @param {Partial<Block>} more @returns {Block} */
function block(part, more) {
  const { layer, kind, offset, rows, columns } = part;
  return {
    layer,
    kind,
    offset,
    count: rows * columns,
    tiles: rows,
    rows: 1,
    columns,
    perRow: 1,
    pitchX: columns,
    pitchY: 1,
    x: 0,
    y: 0,
    cell: 1,
    label: "",
    room: 0,
    numbered: false,
    ...more,
  };
}

/** @param {Block} one */
const across = (one) => (one.perRow * one.pitchX - (one.pitchX - one.columns)) * one.cell;
/** @param {Block} one */
const down = (one) => (Math.ceil(one.tiles / one.perRow) * one.pitchY - (one.pitchY - one.rows)) * one.cell;

/** What stands above the knobs of a layer. @param {number} layer from 1 @param {number} neurons @param {number} weights of each */
function knobWords(layer, neurons, weights) {
  const [all, each] = [
    plural(neurons, t`1 neuron`, t`${neurons} neurons`),
    plural(weights, t`1 weight`, t`${weights} weights`),
  ];
  return plural(
    neurons,
    t`layer ${layer}: ${all}, ${each} and a bias`,
    t`layer ${layer}: ${all}, ${each} and a bias each`,
  );
}

/** Every dial as a knob; the biases stand with their neurons. @param {Part[]} parts @param {number[] | null} shape @param {number} width @param {number} least @returns {Plan} */
function knobPlan(parts, shape, width, least) {
  /** @type {Block[]} */
  const blocks = [];
  let y = 0;
  for (let at = 0; at < parts.length; at += 2) {
    const [weights, biases] = [parts[at], parts[at + 1]];
    const neurons = weights.rows;
    const what = knobWords(weights.layer + 1, neurons, weights.columns);
    y += LABEL;
    if (weights.layer === 0 && shape) {
      // Pictures: rows of tiles, as many side by side as leave the knobs large enough; a bias below each tile.
      const [rows, columns] = shape;
      let perRow = Math.min(neurons, 8);
      const room = (/** @type {number} */ n) => Math.floor(width / (n * (columns + 0.4) - 0.4));
      while (perRow > 1 && room(perRow) < least) perRow--;
      const cell = Math.min(60, room(perRow));
      const grid = { perRow, pitchX: columns + 0.4, pitchY: rows + 1.3 + LABEL / cell, cell, y: y + LABEL };
      blocks.push(block(weights, { ...grid, rows, columns, label: what, numbered: true }));
      blocks.push(block(biases, { ...grid, y: y + LABEL + (rows + 0.1) * cell, x: ((columns - 1) / 2) * cell }));
      y += LABEL + (down(blocks[blocks.length - 2]) + 1.3 * cell);
    } else {
      // A matrix: a neuron's weights in a row, its bias at the end of it; several such rows side by side where they fit.
      const long = weights.columns + 1.4;
      const columns = Math.max(
        1,
        Math.min(neurons, Math.floor((width + 0.4 * least) / ((long + 0.6) * Math.max(least, 34)))),
      );
      const cell = Math.min(blocks[0]?.cell ?? 60, 60, Math.floor(width / (columns * (long + 0.6) - 0.6)));
      if (cell >= least) {
        blocks.push(block(weights, { perRow: columns, pitchX: long + 0.6, pitchY: 1, cell, y, label: what }));
        blocks.push(
          block(biases, { perRow: columns, pitchX: long + 0.6, pitchY: 1, cell, y, x: (weights.columns + 0.4) * cell }),
        );
        y += down(blocks[blocks.length - 2]) + 6;
      } else {
        const fit = Math.max(1, Math.floor(width / least));
        const rows = Math.ceil(weights.columns / fit);
        const size = Math.min(60, Math.floor(width / fit));
        blocks.push(
          block(weights, { rows, columns: fit, pitchX: fit, pitchY: rows + 0.5, cell: size, y, label: what }),
        );
        y += down(blocks[blocks.length - 1]) + LABEL;
        blocks.push(
          block(biases, {
            tiles: 1,
            rows: Math.ceil(neurons / fit),
            columns: Math.min(fit, neurons),
            pitchX: fit,
            cell: size,
            y,
            label: t`their biases`,
          }),
        );
        y += down(blocks[blocks.length - 1]) + 6;
      }
    }
  }
  const used = blocks.reduce((most, one) => Math.max(most, one.x + across(one)), 0);
  // What is narrower than the console stands in its middle.
  for (const one of blocks) {
    one.x += Math.max(0, (width - used) / 2);
    one.room = width - one.x;
  }
  return { blocks, width, height: y, knobs: true };
}

/** Matrices as pictures: the largest at the left, the others beside or below it. @param {Part[]} parts @param {number[] | null} shape @param {number} width @param {number} most @returns {Plan} */
function picturePlan(parts, shape, width, most) {
  const blocks = parts.map((part) => pictureOf(part, shape));
  const main = blocks.reduce((large, one) => (one.count > large.count ? one : large));
  const wide = width >= 520;
  const side = wide ? Math.max(140, Math.round(width * 0.2)) : width;
  const weights = blocks.filter((one) => one.kind === "weight");
  const biases = blocks.filter((one) => one.kind === "bias");
  scale(main, wide ? width - side - 14 : width, wide ? Math.max(most, width * 0.5) : most * 1.4);
  main.y = LABEL;
  const others = [...weights, ...biases].filter((one) => one !== main);
  const x = wide ? width - side : 0;
  const height = wide
    ? besides(others, x, side, Math.max(most, down(main)))
    : below(others, width, LABEL + down(main) + 12, most);
  for (const one of blocks) {
    one.room = wide ? (one === main ? x - 10 : side) : one === main || one.x > 0 ? width - one.x : width / 2 - 10;
  }
  return { blocks, width, height: Math.max(LABEL + down(main), height) + 2, knobs: false };
}

/** One under the other in a column at the right. @param {Block[]} others @param {number} x @param {number} width @param {number} height */
function besides(others, x, width, height) {
  const matrices = others.filter((one) => one.kind === "weight").length;
  let y = 0;
  for (const one of others) {
    const bias = one.kind === "bias";
    scale(one, width, bias ? 60 : height / Math.max(2, matrices) - LABEL);
    one.x = x;
    one.y = y + LABEL;
    y = one.y + down(one) + (bias ? 8 : 12);
  }
  return y;
}

/** In two columns, where a console is narrow. @param {Block[]} others @param {number} width @param {number} y @param {number} most */
function below(others, width, y, most) {
  const each = (width - 14) / 2;
  let high = 0;
  others.forEach((one, at) => {
    scale(one, each, most * 0.6);
    const right = at % 2 === 1;
    one.x = right ? each + 14 : 0;
    if (!right && at) y += high;
    if (!right) high = 0;
    one.y = y + LABEL;
    high = Math.max(high, LABEL + down(one) + 10);
  });
  return y + high;
}

/** @param {Part} part @param {number[] | null} shape */
function pictureOf(part, shape) {
  const { layer, kind, rows, columns } = part;
  const count = (rows * columns).toLocaleString("en-US");
  if (kind === "bias") {
    const wide = Math.min(rows, Math.max(20, Math.ceil(Math.sqrt(rows * 6))));
    return block(part, {
      tiles: 1,
      rows: Math.ceil(rows / wide),
      columns: wide,
      pitchX: wide,
      pitchY: Math.ceil(rows / wide),
      label: t`layer ${layer + 1}: ${rows} biases`,
    });
  }
  if (layer === 0 && shape) {
    const gap = Math.max(1, Math.round(shape[1] / 12));
    return block(part, {
      rows: shape[0],
      columns: shape[1],
      pitchX: shape[1] + gap,
      pitchY: shape[0] + gap,
      label: t`layer 1: ${rows} pictures of ${columns} dials`,
    });
  }
  if (columns > 24 * rows || columns > 4000) {
    // A matrix of few long rows: each row folded into a picture.
    const wide = Math.ceil(Math.sqrt(columns));
    const high = Math.ceil(columns / wide);
    return block(part, {
      rows: high,
      columns: wide,
      pitchX: wide + 1,
      pitchY: high + 1,
      label: t`layer ${layer + 1}: ${rows} rows of ${columns} dials, folded`,
    });
  }
  return block(part, { label: t`layer ${layer + 1}: ${rows} × ${columns} = ${count} dials` });
}

/** Choose how many tiles stand side by side, and the largest cell that fits. @param {Block} one @param {number} width @param {number} height */
function scale(one, width, height) {
  let best = { cell: 0, perRow: 1, even: false };
  const gaps = one.pitchX > one.columns || one.rows > 1 || one.tiles > 6 * one.columns;
  // A plain matrix stays in one piece unless it would be a thread.
  if (gaps && one.pitchX === one.columns && one.tiles > 1) one.pitchX += 1;
  const limit = gaps ? one.tiles : 1;
  for (let perRow = 1; perRow <= limit; perRow += perRow < 64 ? 1 : Math.ceil(perRow / 16)) {
    const rows = Math.ceil(one.tiles / perRow);
    const [gapX, gapY] = [one.pitchX - one.columns, one.pitchY - one.rows];
    const cell = Math.min(16, width / (perRow * one.pitchX - gapX), height / (rows * one.pitchY - gapY));
    const neat = cell >= 2 ? Math.floor(cell) : cell;
    // Of equals, one without a gap in its last row, else the widest.
    const even = one.tiles % perRow === 0;
    if (neat > best.cell || (neat === best.cell && (even || !best.even))) best = { cell: neat, perRow, even };
  }
  one.perRow = best.perRow;
  one.cell = best.cell;
}

/** The dial at a point of the plan, or -1. @param {Plan} plan @param {number} x @param {number} y */
export function dialAt(plan, x, y) {
  for (const one of plan.blocks) {
    const [u, v] = [(x - one.x) / one.cell, (y - one.y) / one.cell];
    if (u < 0 || v < 0) continue;
    const [across, below] = [Math.floor(u / one.pitchX), Math.floor(v / one.pitchY)];
    const [column, row] = [Math.floor(u - across * one.pitchX), Math.floor(v - below * one.pitchY)];
    if (across >= one.perRow || column >= one.columns || row >= one.rows) continue;
    const tile = below * one.perRow + across;
    const each = one.count / one.tiles;
    const inside = row * one.columns + column;
    if (tile < one.tiles && inside < each) return one.offset + tile * each + inside;
  }
  return -1;
}

/** The block of a dial. @param {Plan} plan @param {number} index */
export function blockOf(plan, index) {
  const found = plan.blocks.find((one) => index >= one.offset && index < one.offset + one.count);
  if (!found) throw new Error(`no block holds dial ${index}`);
  return found;
}

/** The upper left corner of a dial's room, and its size. @param {Plan} plan @param {number} index */
export function roomOf(plan, index) {
  const one = blockOf(plan, index);
  const each = one.count / one.tiles;
  const tile = Math.floor((index - one.offset) / each);
  const inside = (index - one.offset) % each;
  const u = (tile % one.perRow) * one.pitchX + (inside % one.columns);
  const v = Math.floor(tile / one.perRow) * one.pitchY + Math.floor(inside / one.columns);
  return { x: one.x + u * one.cell, y: one.y + v * one.cell, size: one.cell };
}

/**
 * The next dial from one in a direction: its neighbor, or the nearest dial that lies beyond a gap; itself at the rim.
 * @param {Plan} plan @param {number} index @param {number} dx @param {number} dy
 */
export function neighbor(plan, index, dx, dy) {
  const room = roomOf(plan, index);
  const [x, y] = [room.x + room.size / 2, room.y + room.size / 2];
  const near = dialAt(plan, x + dx * room.size, y + dy * room.size);
  if (near >= 0) return near;
  const reach = dx ? plan.width : plan.height;
  const step = plan.blocks.reduce((least, one) => Math.min(least, one.cell), 60) * 0.8;
  // First straight on, then in a widening fan.
  for (const slant of [0, 0.15, -0.15, 0.4, -0.4, 0.8, -0.8]) {
    for (let far = room.size * 0.6; far < reach; far += step) {
      const found = dialAt(plan, x + far * (dx || slant), y + far * (dy || slant));
      if (found >= 0 && found !== index) return found;
    }
  }
  return index;
}
