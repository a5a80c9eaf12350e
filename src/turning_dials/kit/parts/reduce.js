// @ts-check
// Pixels made into a few gray levels. No DOM.

/**
 * Gray levels, 0 black to 1 white, of a canvas's pixels averaged over a grid of rows and columns. Transparent is white. Pure.
 * @param {Uint8ClampedArray} rgba @param {number} width @param {number} height @param {number} rows @param {number} columns
 */
export function reduce(rgba, width, height, rows, columns) {
  const gray = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    const [top, bottom] = [
      Math.floor((r * height) / rows),
      Math.max(Math.floor(((r + 1) * height) / rows), Math.floor((r * height) / rows) + 1),
    ];
    for (let c = 0; c < columns; c++) {
      const [left, right] = [
        Math.floor((c * width) / columns),
        Math.max(Math.floor(((c + 1) * width) / columns), Math.floor((c * width) / columns) + 1),
      ];
      let sum = 0;
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          const at = 4 * (y * width + x);
          const share = rgba[at + 3] / 255;
          const light = (0.2126 * rgba[at] + 0.7152 * rgba[at + 1] + 0.0722 * rgba[at + 2]) / 255;
          sum += light * share + 1 - share;
        }
      }
      // As pictures travel: in steps of 1/255.
      gray[r * columns + c] = Math.round((sum / ((bottom - top) * (right - left))) * 255) / 255;
    }
  }
  return gray;
}
