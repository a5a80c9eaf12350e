// @ts-check
// A pad to draw on, with a pointer, a finger or the keys. What is drawn becomes a picture as it stands, or is first moved to
// the middle and made as large as the picture.
import { button, div } from "../board/elements.js";
import { t } from "../model/language.js";
import { reduce } from "./reduce.js";
import { pictureOfStrokes } from "./strokes.js";

/** What a pad is drawn on with, and its paper. */
const [INK, GRAY, PAPER] = ["#111111", "#808080", "#f4f4f4"];

/** @typedef {import("./strokes.js").Spot} Spot */
/** Told of a new picture: its gray levels, 0 black to 1 white, and whether it goes on from the one before. @typedef {(gray: Float64Array, goesOn: boolean) => void} Told */

/**
 * A pad, finer than the grid it is reduced to. Keys: arrows move a cursor by one cell of the grid, with Shift they draw, Space
 * makes a dot.
 * @param {{rows: number, columns: number, fit: boolean, onChange: Told}} wanted fit: whether what is drawn is moved and scaled
 */
export function createPad({ rows, columns, fit, onChange }) {
  const pad = new Pad(rows, columns, fit, onChange);
  const element = div("td-pad");
  element.hidden = true;
  const frame = div("td-pad-frame");
  const { cursor, said } = drawByKeys(pad);
  frame.append(pad.canvas, cursor);
  drawByPointer(pad);
  element.append(frame, createTools(pad, fit), said);
  let begun = false;
  return {
    element,
    /** Lay a clean sheet on it the first time; `quietly`: nothing has been drawn yet, and nobody is told. @param {boolean} [quietly] */
    start(quietly = false) {
      if (!begun) pad.clear(quietly);
      begun = true;
    },
  };
}

class Pad {
  /** What was drawn since the last clean sheet, in cells of the grid. @type {import("./strokes.js").Stroke[]} */
  strokes = [];
  pen = INK;
  #due = false;
  #goesOn = true;

  /** @param {number} rows @param {number} columns @param {boolean} fit @param {Told} onChange */
  constructor(rows, columns, fit, onChange) {
    this.rows = rows;
    this.columns = columns;
    this.fit = fit;
    this.onChange = onChange;
    /** Pixels of the canvas to one cell of the grid. */
    this.times = Math.max(4, Math.ceil(200 / Math.max(rows, columns)));
    this.canvas = createCanvas(rows, columns, this.times);
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d", { willReadFrequently: true }));
  }

  /** Begin a stroke, with a dot. @param {Spot} spot in cells */
  begin(spot) {
    this.strokes.push([spot]);
    this.#ink(spot, spot);
  }

  /** Go on with the last stroke. @param {Spot} spot in cells */
  draw(spot) {
    const stroke = this.strokes[this.strokes.length - 1];
    this.#ink(stroke[stroke.length - 1], spot);
    stroke.push(spot);
  }

  /** A clean sheet. @param {boolean} [quietly] */
  clear(quietly = false) {
    this.strokes = [];
    this.#paper();
    this.#goesOn = false;
    if (!quietly) this.#changed();
  }

  /** Take back the last stroke. */
  takeBack() {
    const kept = this.strokes.slice(0, -1);
    this.#paper();
    this.strokes = [];
    for (const [first, ...rest] of kept) {
      this.begin(first);
      rest.forEach((spot) => this.draw(spot));
    }
    this.#changed();
  }

  #paper() {
    this.context.fillStyle = PAPER;
    this.context.fillRect(0, 0, this.canvas.width, this.canvas.height);
  }

  /** @param {Spot} from @param {Spot} to */
  #ink(from, to) {
    const { context, times } = this;
    context.strokeStyle = this.pen;
    // What is fitted gets the width of its strokes later: here they are thin, so that one sees what one draws.
    context.lineWidth = times * (this.fit ? 0.5 : Math.max(1.1, this.columns / 14));
    context.lineCap = "round";
    context.beginPath();
    context.moveTo(from.x * times, from.y * times);
    context.lineTo(to.x * times, to.y * times + 0.01);
    context.stroke();
    this.#changed();
  }

  /** Tell of it in the next frame, once. */
  #changed() {
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      this.onChange(this.#levels(), this.#goesOn);
      this.#goesOn = true;
    });
  }

  #levels() {
    const { rows, columns, canvas } = this;
    if (this.fit) return pictureOfStrokes(this.strokes, rows, columns).map((ink) => 1 - ink);
    const { width, height } = canvas;
    return reduce(this.context.getImageData(0, 0, width, height).data, width, height, rows, columns);
  }
}

/** @param {number} rows @param {number} columns @param {number} times pixels of the canvas to one of the grid */
function createCanvas(rows, columns, times) {
  const canvas = document.createElement("canvas");
  canvas.width = columns * times;
  canvas.height = rows * times;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute(
    "aria-label",
    t`drawing pad, ${rows} by ${columns} cells: draw with the pointer; or move with the arrow keys, draw with Shift and the arrow keys, and make a dot with Space`,
  );
  return canvas;
}

/** @param {Pad} pad */
function drawByPointer(pad) {
  const { canvas } = pad;
  let drawing = false;
  const spot = (/** @type {PointerEvent} */ event) => {
    const box = canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) * pad.columns) / box.width,
      y: ((event.clientY - box.top) * pad.rows) / box.height,
    };
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    canvas.focus({ preventScroll: true });
    canvas.setPointerCapture(event.pointerId);
    drawing = true;
    pad.begin(spot(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (drawing) pad.draw(spot(event));
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      drawing = false;
    });
  }
}

/** The cursor, a ring on the pad while the keys are in use, and what is said of it. @param {Pad} pad */
function drawByKeys(pad) {
  const { canvas, rows, columns } = pad;
  const cursor = div("td-pad-cursor", "i");
  const said = div("td-pad-said");
  said.setAttribute("role", "status");
  said.textContent = t`draw here, or with Shift and the arrow keys`;
  const at = { x: Math.floor(columns / 2), y: Math.floor(rows / 2) };
  /** Whether the last stroke ends at the cursor, so that it may go on. */
  let inStroke = false;
  const middle = () => ({ x: at.x + 0.5, y: at.y + 0.5 });
  const place = () => {
    cursor.style.left = `${(100 * (at.x + 0.5)) / columns}%`;
    cursor.style.top = `${(100 * (at.y + 0.5)) / rows}%`;
  };
  place();
  /** @type {Record<string, [number, number]>} */
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  canvas.addEventListener("keydown", (event) => {
    const way = ways[event.key];
    if (!way && event.key !== " ") return;
    event.preventDefault();
    const draws = event.shiftKey || !way;
    if (draws && !inStroke) pad.begin(middle());
    if (way) {
      at.x = Math.max(0, Math.min(columns - 1, at.x + way[0]));
      at.y = Math.max(0, Math.min(rows - 1, at.y + way[1]));
      if (draws) pad.draw(middle());
    }
    inStroke = draws;
    place();
    const [row, column] = [at.y + 1, at.x + 1];
    said.textContent = draws ? t`row ${row}, column ${column}, inked` : t`row ${row}, column ${column}`;
  });
  canvas.addEventListener("pointerdown", () => {
    inStroke = false;
  });
  return { cursor, said };
}

/** Pens, or a way to take back a stroke where the picture is made of strokes; and a clean sheet. @param {Pad} pad @param {boolean} fit */
function createTools(pad, fit) {
  const tools = div("td-pad-tools");
  if (fit) {
    tools.append(button(t`Take back`, () => pad.takeBack(), t`take back the last stroke`));
  } else {
    const pens = [[t`ink`, INK], [t`gray`, GRAY], [t`rub out`, PAPER]].map(([text, color]) => {
      const pen = button(text, () => {
        pad.pen = color;
        for (const each of pens) each.setAttribute("aria-pressed", String(each === pen));
      });
      pen.setAttribute("aria-pressed", String(color === INK));
      return pen;
    });
    tools.append(...pens);
  }
  tools.append(button(t`Clear`, () => pad.clear()));
  return tools;
}
