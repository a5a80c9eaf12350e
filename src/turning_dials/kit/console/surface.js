// @ts-check
// The console's canvas: the plan seen through the camera, as pictures from afar and as knobs from near.
import { t } from "../model/language.js";
import { createAtlas } from "./atlas.js";
import { createScale, readColors, watchTheme } from "./colors.js";
import { drawKnobs } from "./knobs.js";
import { blockOf, roomOf } from "./plan.js";

/** From this many pixels on, a dial is drawn as a knob. */
export const KNOB = 24;

/** @typedef {"values" | "slopes" | "change"} Overlay */
/** @typedef {import("./camera.js").Camera} Camera @typedef {import("./colors.js").Colors} Colors */
/** @typedef {CanvasRenderingContext2D} Context */
/** @typedef {import("./plan.js").Plan} Plan @typedef {import("./plan.js").Block} Block */

/**
 * @typedef {object} Parts
 * @property {Camera} camera @property {import("./ranges.js").Ranges} ranges @property {import("./places.js").Places} places
 * @property {{parameters: Float64Array, gradient: Float64Array, start: Float64Array}} [dials] whose dials; the board's unless given
 */

/** @param {import("../board/board.js").Board} board @param {Parts} parts */
export function createSurface(board, parts) {
  return new Surface(board, parts);
}

class Surface {
  /** Read when they are painted: a board may be built outside the page, where there are none. @type {Colors} */
  #colors = /** @type {any} */ (null);
  /** @type {Record<Overlay, Uint32Array>} */
  #scales = /** @type {any} */ (null);
  /** @type {Plan | null} */
  #plan = null;
  /** @type {ReturnType<typeof createAtlas>[]} */
  #atlases = [];
  /** @type {Overlay} */
  #overlay = "values";
  /** @type {Map<string, number>} */
  #widths = new Map();
  #colored = false;
  #stale = true;
  /** Whether nothing in hand has a target. */
  #lacking = false;
  #ratio = 1;

  /** @param {import("../board/board.js").Board} board @param {Parts} parts */
  constructor(board, { camera, ranges, places, dials = board.machine }) {
    this.board = board;
    this.camera = camera;
    this.ranges = ranges;
    this.places = places;
    this.dials = dials;
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("aria-hidden", "true");
    this.to = /** @type {Context} */ (this.canvas.getContext("2d"));
  }

  get plan() {
    return this.#plan;
  }

  get overlay() {
    return this.#overlay;
  }

  /** @param {Plan} next */
  use(next) {
    const { canvas } = this;
    this.#plan = next;
    this.#ratio = Math.min(3, globalThis.devicePixelRatio || 1);
    canvas.width = Math.round(next.width * this.#ratio);
    canvas.height = Math.round(next.height * this.#ratio);
    canvas.style.width = `${next.width}px`;
    canvas.style.height = `${next.height}px`;
    this.#atlases = [];
    this.#stale = true;
  }

  /** @param {Overlay} next */
  show(next) {
    if (next !== this.#overlay) { for (const atlas of this.#atlases) atlas.reset(); }
    this.#overlay = next;
    this.#stale = true;
  }

  /** The numbers have changed. */
  spoil() {
    this.#stale = true;
  }

  /** Call `draw` when the theme has changed; returns the way to stop. @param {() => void} draw */
  onTheme(draw) {
    return watchTheme(() => {
      this.#colored = false;
      draw();
    });
  }

  #recolor() {
    const colors = this.#colors = readColors(this.canvas);
    this.#colored = true;
    const signs = createScale(colors.minus, colors.knob, colors.plus);
    // A slope has one hue: full green says turn up, ink says turn down, pale says that it hardly matters.
    this.#scales = { values: signs, change: signs, slopes: createScale(colors.turn, colors.knob, colors.ink) };
    this.#stale = true;
  }

  /** @param {Plan} plan */
  #refresh(plan) {
    const { parameters, gradient, start } = this.dials;
    const overlay = this.#overlay;
    if (!this.#atlases.length) this.#atlases = plan.blocks.map(createAtlas);
    // Where nothing in hand has a target, there are no slopes to color.
    const slopes = this.#lacking ? new Float64Array(gradient.length) : gradient;
    const values = overlay === "slopes" ? slopes : parameters;
    for (const atlas of this.#atlases) atlas.paint(values, overlay === "change" ? start : null, this.#scales[overlay]);
    this.#stale = false;
  }

  /** @param {number} picked -1 for none @param {boolean} focused */
  draw(picked, focused) {
    const plan = this.#plan;
    if (!plan || !this.canvas.isConnected) return;
    if (!this.#colored) this.#recolor();
    const lacking = this.board.noTarget !== "";
    if (lacking !== this.#lacking) this.#stale = true;
    this.#lacking = lacking;
    const { to, camera } = this;
    const ratio = this.#ratio;
    const pictures = plan.blocks.some((one) => one.cell * camera.scale < KNOB);
    if (pictures && (this.#stale || !this.#atlases.length)) this.#refresh(plan);
    to.setTransform(ratio, 0, 0, ratio, 0, 0);
    to.clearRect(0, 0, plan.width, plan.height);
    plan.blocks.forEach((one, at) => {
      const size = one.cell * camera.scale;
      if (size >= KNOB) return this.#drawKnobs(one);
      to.setTransform(ratio * camera.scale, 0, 0, ratio * camera.scale, ratio * camera.x, ratio * camera.y);
      this.#atlases[at].draw(to, size * ratio);
      outline(to, one, { color: this.#colors.edge, width: 0.7 / camera.scale });
      to.setTransform(ratio, 0, 0, ratio, 0, 0);
    });
    plan.blocks.forEach((one, at) => this.#writeLabels(one, at));
    if (picked >= 0) mark(to, plan, { picked, focused, camera, colors: this.#colors });
  }

  /** @param {Block} one */
  #drawKnobs(one) {
    const { board, camera, dials, places } = this;
    const size = one.cell * camera.scale;
    const range = this.ranges.of(one.layer);
    /** @type {import("./knobs.js").Knob[]} */
    const knobs = [];
    visible(camera, one, (index, u, v) =>
      knobs.push({
        x: (one.x + u * one.cell) * camera.scale + camera.x,
        y: (one.y + v * one.cell) * camera.scale + camera.y,
        size,
        range,
        value: dials.parameters[index],
        slope: dials.gradient[index],
        start: this.#overlay === "change" ? dials.start[index] : null,
        name: size >= 84 ? places.short(index) : undefined,
      }));
    drawKnobs(this.to, knobs, this.#colors, { slopes: board.slopesShown(), full: board.fullSlope });
  }

  /** What stands above a block, and above each neuron of one that is numbered. @param {Block} one @param {number} at */
  #writeLabels(one, at) {
    const { to, camera, places } = this;
    const [x, y] = [one.x * camera.scale + camera.x, one.y * camera.scale + camera.y];
    to.font = "12px system-ui, sans-serif";
    to.textAlign = "left";
    to.textBaseline = "alphabetic";
    if (one.label && y > 8 && y < camera.height + 20) {
      const room = one.room * camera.scale;
      const texts = labels(one, this.#scaleOf(one, at));
      to.fillStyle = this.#colors.quiet;
      const text = texts.find((each) => this.#widthOf(each) <= room) ?? texts[3];
      to.fillText(text, Math.max(2, x), y - (one.numbered ? 24 : 6));
    }
    if (!one.numbered || camera.scale > 1) return;
    to.fillStyle = this.#colors.ink;
    to.textAlign = "center";
    for (let tile = 0; tile < one.tiles; tile++) {
      const [left, v] = corner(one, tile);
      to.fillText(places.neuron(one.layer, tile), x + (left + one.columns / 2) * one.cell, y + v * one.cell - 4);
    }
  }

  /** What a block's knobs or colors stand for, in words. @param {Block} one @param {number} at */
  #scaleOf(one, at) {
    const { ranges, camera } = this;
    if (one.cell * camera.scale >= KNOB) return t`knobs from −${ranges.text(one.layer)} to ${ranges.text(one.layer)}`;
    const full = this.#atlases[at]?.full ?? 0;
    return full > 0 ? t`full color ±${full.toPrecision(2)}` : "";
  }

  /** @param {string} text in the font that is set */
  #widthOf(text) {
    const widths = this.#widths;
    let width = widths.get(text);
    if (width === undefined) {
      if (widths.size > 400) widths.clear();
      width = this.to.measureText(text).width;
      widths.set(text, width);
    }
    return width;
  }
}

/** Where a tile begins, in dials from the block's corner. @param {Block} one @param {number} tile */
function corner(one, tile) {
  return [(tile % one.perRow) * one.pitchX, Math.floor(tile / one.perRow) * one.pitchY];
}

/** What may stand above a block, the longest first. @param {Block} one @param {string} scale */
function labels({ label, kind, layer }, scale) {
  return [
    kind === "weight" && scale ? `${label}, ${scale}` : label,
    label,
    label.split(/[:,=]/, 2).join(":").trim(),
    kind === "bias" ? t`biases ${layer + 1}` : label.split(":")[0],
  ];
}

/** The dials of a block that are in view. @param {Camera} camera @param {Block} one @param {(index: number, u: number, v: number) => void} visit */
function visible(camera, one, visit) {
  const [left, top] = camera.toPlan(0, 0);
  const [right, bottom] = camera.toPlan(camera.width, camera.height);
  const reach = (
    /** @type {number} */ from,
    /** @type {number} */ to,
    /** @type {number} */ origin,
    /** @type {number} */ most,
  ) => /** @type {const} */ ([
    Math.max(0, Math.floor((from - origin) / one.cell)),
    Math.min(most, Math.ceil((to - origin) / one.cell)),
  ]);
  const lines = Math.ceil(one.tiles / one.perRow);
  const [u0, u1] = reach(left, right, one.x, one.perRow * one.pitchX);
  const [v0, v1] = reach(top, bottom, one.y, lines * one.pitchY);
  const each = one.count / one.tiles;
  for (let line = Math.floor(v0 / one.pitchY); line < lines && line * one.pitchY < v1; line++) {
    for (let across = Math.floor(u0 / one.pitchX); across < one.perRow && across * one.pitchX < u1; across++) {
      const tile = line * one.perRow + across;
      if (tile >= one.tiles) return;
      const [cu, cv] = [across * one.pitchX, line * one.pitchY];
      for (let row = Math.max(0, Math.floor(v0 - cv)); row < one.rows && cv + row < v1; row++) {
        for (let column = Math.max(0, Math.floor(u0 - cu)); column < one.columns && cu + column < u1; column++) {
          const inside = row * one.columns + column;
          if (inside < each) visit(one.offset + tile * each + inside, cu + column, cv + row);
        }
      }
    }
  }
}

/** A thin frame, so that a block of zeros is seen to be one; the transform is the plan's. @param {Context} to @param {Block} one @param {{color: string, width: number}} pen */
function outline(to, one, { color, width }) {
  if (one.tiles > 64 && one.rows > 1) return;
  to.strokeStyle = color;
  to.lineWidth = width;
  const single = one.rows === 1 && one.perRow === 1;
  for (let tile = 0; tile < (single ? 1 : one.tiles); tile++) {
    const [u, v] = corner(one, tile);
    to.strokeRect(
      one.x + u * one.cell,
      one.y + v * one.cell,
      one.columns * one.cell,
      (single ? one.tiles : one.rows) * one.cell,
    );
  }
}

/**
 * A frame round the picked dial and, from afar, round its tile.
 * @param {Context} to @param {Plan} plan @param {{picked: number, focused: boolean, camera: Camera, colors: Colors}} how
 */
function mark(to, plan, { picked, focused, camera, colors }) {
  const one = blockOf(plan, picked);
  const room = roomOf(plan, picked);
  const size = room.size * camera.scale;
  const [x, y] = [room.x * camera.scale + camera.x, room.y * camera.scale + camera.y];
  if (size < KNOB && one.rows > 1 && one.tiles > 1) {
    const [u, v] = corner(one, Math.floor(((picked - one.offset) * one.tiles) / one.count));
    const left = (one.x + u * one.cell) * camera.scale + camera.x - 3;
    const top = (one.y + v * one.cell) * camera.scale + camera.y - 3;
    frame(to, colors, [left, top, one.columns * size + 6, one.rows * size + 6], 1.6);
  }
  const grow = Math.max(0, (9 - size) / 2);
  frame(to, colors, [x - grow, y - grow, size + 2 * grow, size + 2 * grow], focused ? 3 : 2);
}

/** @param {Context} to @param {Colors} colors @param {[number, number, number, number]} box left, top, width and height @param {number} wide */
function frame(to, colors, box, wide) {
  to.beginPath();
  to.roundRect(...box, 5);
  to.strokeStyle = colors.panel;
  to.lineWidth = wide + 2;
  to.stroke();
  to.strokeStyle = colors.ink;
  to.lineWidth = wide;
  to.stroke();
}
