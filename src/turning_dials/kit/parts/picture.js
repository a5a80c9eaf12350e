// @ts-check
// A picture of the reader's own, made into a few gray levels right here: nothing is sent anywhere. It is chosen from disk,
// dropped, pasted, or drawn with a pointer.
import { button, div } from "../board/elements.js";
import { t } from "../model/language.js";
import { Trouble } from "../model/machine.js";
import { createPad } from "./pad.js";
import { reduce } from "./reduce.js";

const MOST_PIXELS = 40e6;
const MOST_BYTES = 64e6;

/** The largest part in the middle that has the wanted proportions. @param {number} width @param {number} height @param {number} rows @param {number} columns */
export function middle(width, height, rows, columns) {
  const scale = Math.min(width / columns, height / rows);
  const [w, h] = [Math.max(1, Math.round(columns * scale)), Math.max(1, Math.round(rows * scale))];
  return { x: Math.floor((width - w) / 2), y: Math.floor((height - h) / 2), w, h };
}

const HELD = t`The board is as it was.`;

/**
 * The gray levels of a file. Throws Trouble, in a sentence, for what is no picture or too large a one.
 * @param {Blob & {name?: string}} file @param {number} rows @param {number} columns @returns {Promise<Float64Array>}
 */
export async function pictureOf(file, rows, columns) {
  const name = file.name || t`What you pasted`;
  if (!file.size) throw new Trouble(t`${name} is empty. ${HELD}`);
  if (file.size > MOST_BYTES) {
    throw new Trouble(
      t`${name} has ${Math.round(file.size / 1e6)} MB; a picture may have up to ${MOST_BYTES / 1e6}. ${HELD}`,
    );
  }
  // Loading tells the size before anything is unpacked.
  const image = await loaded(file, name);
  const [width, height] = [image.naturalWidth || 300, image.naturalHeight || 300];
  if (width * height > MOST_PIXELS) {
    throw new Trouble(
      t`${name} is ${width.toLocaleString("en-US")} × ${height.toLocaleString("en-US")} = ${
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
    throw new Trouble(t`${name} could not be made smaller by this browser. ${HELD}`);
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
      t`${name} is not a picture that this browser can read; expected one such as a PNG or JPEG. ${HELD}`,
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
    throw new Trouble(t`${name} holds parts that a browser keeps to itself; save it as a PNG or JPEG first. ${HELD}`);
  }
}

/**
 * The ways in: a button for files, a place to drop on and paste into, and a pad to draw on.
 * @param {object} wanted
 * @param {import("../board/board.js").Board} wanted.board
 * @param {number[]} wanted.shape rows and columns
 * @param {boolean} wanted.ink whether 1 is dark: a drawing in ink
 * @param {HTMLElement} wanted.target where files may be dropped
 * @param {boolean} wanted.fit whether a pad stands open, and what is drawn on it is moved to the middle and made as large as the picture
 * @param {(values: Float64Array, name: string, goesOn: boolean) => void} wanted.onPicture goesOn: a drawing has gone on
 */
export function createPictureInput({ board, shape, ink, target, fit, onPicture }) {
  const [rows, columns] = shape;
  const element = div("td-picture-input");
  const chooser = document.createElement("input");
  chooser.type = "file";
  chooser.accept = "image/*";
  chooser.hidden = true;
  chooser.dataset.control = "picture_file";
  const verb = (/** @type {string} */ name, /** @type {string} */ text, /** @type {() => void} */ act) => {
    const one = button(text, act);
    one.dataset.verb = name;
    return one;
  };
  const toInputs = (
    /** @type {Float64Array} */ gray,
  ) => (ink ? gray.map((level) => Math.round((1 - level) * 255) / 255) : gray);

  /** @param {File | null | undefined} file */
  async function take(file) {
    if (!file) return;
    try {
      onPicture(toInputs(await pictureOf(file, rows, columns)), file.name || t`your picture`, false);
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

  const onChange = (/** @type {Float64Array} */ gray, /** @type {boolean} */ goesOn) =>
    onPicture(toInputs(gray), t`your drawing`, goesOn);
  const pad = createPad({ rows, columns, fit, onChange });
  const draw = verb("draw", t`Draw`, () => open(pad.element.hidden === true));

  /** @param {boolean} wide @param {boolean} [quietly] */
  function open(wide, quietly) {
    pad.element.hidden = !wide;
    draw.setAttribute("aria-pressed", String(wide));
    if (wide) pad.start(quietly);
  }
  if (fit) open(true, true);
  element.append(verb("my picture", t`My picture…`, () => chooser.click()), draw, chooser, pad.element);
  return { element, take };
}
