// @ts-check
// A picture of the reader's own, made into a few gray levels right here: nothing is sent anywhere. It is chosen from disk,
// dropped, pasted, or drawn with a pointer.
import { button, div } from "../board/elements.js";
import { Trouble } from "../model/machine.js";

const MOST_PIXELS = 40e6;
const MOST_BYTES = 64e6;

/** What a pad is drawn on with, and its paper. */
const [INK, GRAY, PAPER] = ["#111111", "#808080", "#f4f4f4"];

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

/** The largest part in the middle that has the wanted proportions. @param {number} width @param {number} height @param {number} rows @param {number} columns */
export function middle(width, height, rows, columns) {
  const scale = Math.min(width / columns, height / rows);
  const [w, h] = [Math.max(1, Math.round(columns * scale)), Math.max(1, Math.round(rows * scale))];
  return { x: Math.floor((width - w) / 2), y: Math.floor((height - h) / 2), w, h };
}

const HELD = "The board is as it was.";

/**
 * The gray levels of a file. Throws Trouble, in a sentence, for what is no picture or too large a one.
 * @param {Blob & {name?: string}} file @param {number} rows @param {number} columns @returns {Promise<Float64Array>}
 */
export async function pictureOf(file, rows, columns) {
  const name = file.name || "What you pasted";
  if (!file.size) throw new Trouble(`${name} is empty. ${HELD}`);
  if (file.size > MOST_BYTES) {
    throw new Trouble(
      `${name} has ${Math.round(file.size / 1e6)} MB; a picture may have up to ${MOST_BYTES / 1e6}. ${HELD}`,
    );
  }
  // Loading tells the size before anything is unpacked.
  const image = await loaded(file, name);
  const [width, height] = [image.naturalWidth || 300, image.naturalHeight || 300];
  if (width * height > MOST_PIXELS) {
    throw new Trouble(
      `${name} is ${width.toLocaleString("en-US")} × ${height.toLocaleString("en-US")} = ${
        Math.round((width * height) / 1e6)
      } megapixels; a picture may have up to ${MOST_PIXELS / 1e6}. ${HELD}`,
    );
  }
  const { x, y, w, h } = middle(width, height, rows, columns);
  const times = Math.max(1, Math.min(8, Math.floor(w / columns)));
  const [wide, high] = [columns * times, rows * times];
  let small;
  try {
    const size = { resizeWidth: wide, resizeHeight: high, resizeQuality: /** @type {const} */ ("high") };
    small = await createImageBitmap(image, x, y, w, h, size);
  } catch {
    throw new Trouble(`${name} could not be made smaller by this browser. ${HELD}`);
  }
  return reduce(pixelsOf(small, name), wide, high, rows, columns);
}

/** The picture in a file, as a data address: a page's policy need allow no Blob. @param {Blob} file @param {string} name */
async function loaded(file, name) {
  const image = new Image();
  try {
    await new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => {
        image.src = String(reader.result);
      };
      reader.onerror = image.onerror = reject;
      image.onload = resolve;
      reader.readAsDataURL(file);
    });
  } catch {
    throw new Trouble(
      `${name} is not a picture that this browser can read; expected one such as a PNG or JPEG. ${HELD}`,
    );
  }
  return image;
}

/** @param {ImageBitmap} picture which is closed @param {string} name */
function pixelsOf(picture, name) {
  const canvas = document.createElement("canvas");
  canvas.width = picture.width;
  canvas.height = picture.height;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  context.drawImage(picture, 0, 0);
  picture.close();
  try {
    return context.getImageData(0, 0, canvas.width, canvas.height).data;
  } catch {
    // A browser lets no page read a picture that holds a page of its own, as an SVG may.
    throw new Trouble(`${name} holds parts that a browser keeps to itself; save it as a PNG or JPEG first. ${HELD}`);
  }
}

/**
 * The ways in: a button for files, a place to drop on and paste into, and a pad to draw on.
 * @param {object} wanted
 * @param {import("../board/board.js").Board} wanted.board
 * @param {number[]} wanted.shape rows and columns
 * @param {boolean} wanted.ink whether 1 is dark: a drawing in ink
 * @param {HTMLElement} wanted.target where files may be dropped
 * @param {(values: Float64Array, name: string) => void} wanted.onPicture
 */
export function createPictureInput({ board, shape, ink, target, onPicture }) {
  const [rows, columns] = shape;
  const element = div("td-picture-input");
  const chooser = document.createElement("input");
  chooser.type = "file";
  chooser.accept = "image/*";
  chooser.hidden = true;
  chooser.dataset.control = "picture_file";
  const verb = (/** @type {string} */ text, /** @type {() => void} */ act) => {
    const one = button(text, act);
    one.dataset.verb = text.toLowerCase();
    return one;
  };
  const toInputs = (
    /** @type {Float64Array} */ gray,
  ) => (ink ? gray.map((level) => Math.round((1 - level) * 255) / 255) : gray);

  /** @param {File | null | undefined} file */
  async function take(file) {
    if (!file) return;
    try {
      onPicture(toInputs(await pictureOf(file, rows, columns)), file.name || "your picture");
      board.trouble("");
    } catch (error) {
      board.report(error);
    }
  }

  chooser.addEventListener("change", () => {
    const file = chooser.files?.[0];
    void take(file);
    chooser.value = "";
  });
  target.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    target.classList.add("td-dropping");
  });
  target.addEventListener("dragleave", () => target.classList.remove("td-dropping"));
  target.addEventListener("drop", (event) => {
    target.classList.remove("td-dropping");
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  });
  board.root.addEventListener("paste", (event) => {
    const file = [...(event.clipboardData?.files ?? [])][0];
    if (!file) return;
    event.preventDefault();
    void take(file);
  });

  const pad = createPad({ rows, columns, onChange: (gray) => onPicture(toInputs(gray), "your drawing") });
  const draw = verb("Draw", () => {
    pad.element.hidden = !pad.element.hidden;
    draw.setAttribute("aria-pressed", String(!pad.element.hidden));
    if (!pad.element.hidden) pad.start();
  });
  element.append(verb("My picture…", () => chooser.click()), draw, chooser, pad.element);
  return { element, take };
}

/**
 * A pad to draw on in ink, finer than the grid it is reduced to. Keys: arrows move a cursor by one pixel of the grid, Space inks it.
 * @param {{rows: number, columns: number, onChange: (gray: Float64Array) => void}} wanted
 */
export function createPad({ rows, columns, onChange }) {
  const times = Math.max(4, Math.ceil(200 / Math.max(rows, columns)));
  const element = div("td-pad");
  element.hidden = true;
  const canvas = createCanvas(rows, columns, times);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  let pen = INK;
  let due = false;
  let begun = false;

  function changed() {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      const { width, height } = canvas;
      onChange(reduce(context.getImageData(0, 0, width, height).data, width, height, rows, columns));
    });
  }

  function clear() {
    context.fillStyle = PAPER;
    context.fillRect(0, 0, canvas.width, canvas.height);
    changed();
  }

  /** @param {Spot} from @param {Spot} to */
  function stroke(from, to) {
    context.strokeStyle = pen;
    context.lineWidth = times * Math.max(1.1, columns / 14);
    context.lineCap = "round";
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y + 0.01);
    context.stroke();
    changed();
  }

  drawByPointer(canvas, stroke);
  drawByKeys(canvas, rows, columns, (row, column) => {
    const spot = { x: (column + 0.5) * times, y: (row + 0.5) * times };
    stroke(spot, spot);
  });
  const tools = createTools((color) => {
    pen = color;
  }, clear);
  element.append(canvas, tools);
  return {
    element,
    start() {
      if (!begun) clear();
      begun = true;
    },
    clear,
  };
}

/** A place on a canvas, in its own pixels. @typedef {{x: number, y: number}} Spot */

/** @param {number} rows @param {number} columns @param {number} times pixels of the canvas to one of the grid */
function createCanvas(rows, columns, times) {
  const canvas = document.createElement("canvas");
  canvas.width = columns * times;
  canvas.height = rows * times;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute(
    "aria-label",
    `drawing pad, ${rows} by ${columns} pixels: draw with the pointer, or move with the arrow keys and ink with Space`,
  );
  return canvas;
}

/** @param {HTMLCanvasElement} canvas @param {(from: Spot, to: Spot) => void} stroke */
function drawByPointer(canvas, stroke) {
  /** Where the pointer is while it draws. @type {Spot | null} */
  let last = null;
  const spot = (/** @type {PointerEvent} */ event) => {
    const box = canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) * canvas.width) / box.width,
      y: ((event.clientY - box.top) * canvas.height) / box.height,
    };
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    canvas.focus({ preventScroll: true });
    canvas.setPointerCapture(event.pointerId);
    last = spot(event);
    stroke(last, last);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    const to = spot(event);
    stroke(last, to);
    last = to;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      last = null;
    });
  }
}

/** @param {HTMLCanvasElement} canvas @param {number} rows @param {number} columns @param {(row: number, column: number) => void} ink */
function drawByKeys(canvas, rows, columns, ink) {
  const cursor = { x: Math.floor(columns / 2), y: Math.floor(rows / 2) };
  /** @type {Record<string, [number, number]>} */
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  canvas.addEventListener("keydown", (event) => {
    const way = ways[event.key];
    if (!way && event.key !== " ") return;
    event.preventDefault();
    if (!way) return ink(cursor.y, cursor.x);
    cursor.x = Math.max(0, Math.min(columns - 1, cursor.x + way[0]));
    cursor.y = Math.max(0, Math.min(rows - 1, cursor.y + way[1]));
    canvas.setAttribute("aria-valuetext", `row ${cursor.y + 1}, column ${cursor.x + 1}`);
  });
}

/** The pens, one of them in hand, and a clean sheet. @param {(color: string) => void} take @param {() => void} clear */
function createTools(take, clear) {
  const tools = div("td-pad-tools");
  const pens = [["ink", INK], ["gray", GRAY], ["rub out", PAPER]].map(([text, color]) => {
    const pen = button(text, () => {
      take(color);
      for (const each of pens) each.setAttribute("aria-pressed", String(each === pen));
    });
    pen.setAttribute("aria-pressed", String(color === INK));
    return pen;
  });
  tools.append(...pens, button("Clear", clear));
  return tools;
}
