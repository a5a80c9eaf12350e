// @ts-check
// Matrices as pictures: one pixel for each dial of a block, kept on a canvas of its own and drawn in one go at any zoom.
import { STEPS } from "./colors.js";

/** Full color stands for this many times the block's root mean square. */
const FULL = 3;

/** @param {import("./plan.js").Block} block */
export function createAtlas(block) {
  const { offset, count, tiles, rows, columns, perRow } = block;
  // Gaps between tiles are whole dials here.
  const [pitchX, pitchY] = [Math.ceil(block.pitchX), Math.ceil(block.pitchY)];
  const canvas = document.createElement("canvas");
  canvas.width = perRow * pitchX;
  canvas.height = Math.ceil(tiles / perRow) * pitchY;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(canvas.width, canvas.height);
  const pixels = new Uint32Array(image.data.buffer);
  const each = count / tiles;
  let full = 0;

  /** Full color's value follows the block slowly, so that one turn does not recolor its neighbors. @param {Float64Array} values @param {Float64Array | null} from */
  function measure(values, from) {
    let sum = 0;
    for (let i = offset; i < offset + count; i++) sum += (values[i] - (from ? from[i] : 0)) ** 2;
    const wanted = FULL * Math.sqrt(sum / count);
    if (!(full > wanted * 0.67 && full < wanted * 1.5)) full = Number.isFinite(wanted) ? wanted : Number.MAX_VALUE;
  }

  /** Color every dial. @param {Float64Array} values @param {Float64Array | null} from what is taken away @param {Uint32Array} scale */
  function paint(values, from, scale) {
    measure(values, from);
    const times = full > 0 ? STEPS / full : 0;
    for (let tile = 0; tile < tiles; tile++) {
      const corner = Math.floor(tile / perRow) * pitchY * canvas.width + (tile % perRow) * pitchX;
      for (let inside = 0, i = offset + tile * each, row = 0; row < rows; row++) {
        for (let at = corner + row * canvas.width, end = at + columns; at < end && inside < each; at++, inside++, i++) {
          const share = (values[i] - (from ? from[i] : 0)) * times;
          // Rounded without a branch, which over a million dials takes half the time.
          pixels[at] = scale[(Math.min(Math.max(share, -STEPS), STEPS) + STEPS + 0.5) | 0];
        }
      }
    }
    context.putImageData(image, 0, 0);
  }

  return {
    block,
    paint,
    /** What full color stands for. */
    get full() {
      return full;
    },
    /** Forget the scale, for another overlay. */
    reset() {
      full = 0;
    },
    /** @param {CanvasRenderingContext2D} onto @param {number} pixelsPerDial @returns {void} */
    draw(onto, pixelsPerDial) {
      const { x, y, cell } = block;
      onto.imageSmoothingEnabled = pixelsPerDial < 1;
      if (pitchX === block.pitchX && pitchY === block.pitchY) {
        return onto.drawImage(canvas, x, y, canvas.width * cell, canvas.height * cell);
      }
      // A plan of knobs has gaps of any size, and few tiles.
      for (let tile = 0; tile < tiles; tile++) {
        const [across, down] = [tile % perRow, Math.floor(tile / perRow)];
        const [left, top] = [x + across * block.pitchX * cell, y + down * block.pitchY * cell];
        const from = /** @type {const} */ ([across * pitchX, down * pitchY, columns, rows]);
        onto.drawImage(canvas, ...from, left, top, columns * cell, rows * cell);
      }
    },
  };
}
