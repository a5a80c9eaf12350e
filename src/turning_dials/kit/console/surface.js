// @ts-check
// The console's canvas: the plan seen through the camera, as pictures from afar and as knobs from near.
import { createAtlas } from "./atlas.js";
import { createScale, readColors, watchTheme } from "./colors.js";
import { drawKnobs } from "./knobs.js";
import { blockOf, roomOf } from "./plan.js";

/** From this many pixels on, a dial is drawn as a knob. */
export const KNOB = 24;

/** @typedef {"values" | "slopes" | "change"} Overlay */
/** @typedef {import("./plan.js").Plan} Plan @typedef {import("./plan.js").Block} Block */

/**
 * @param {import("../board/board.js").Board} board
 * @param {object} parts
 * @param {import("./camera.js").Camera} parts.camera @param {import("./ranges.js").Ranges} parts.ranges @param {import("./places.js").Places} parts.places
 * @param {{parameters: Float64Array, gradient: Float64Array, start: Float64Array}} [parts.dials] whose dials; the board's unless given
 */
export function createSurface(board, { camera, ranges, places, dials: machine = board.machine }) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  const to = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  /** Read when they are painted: a board may be built outside the page, where there are none. @type {import("./colors.js").Colors} */
  let colors;
  let colored = false;
  /** @type {Record<Overlay, Uint32Array>} */
  let scales;
  /** @type {Plan | null} */
  let plan = null;
  /** @type {ReturnType<typeof createAtlas>[]} */
  let atlases = [];
  /** @type {Overlay} */
  let overlay = "values";
  let stale = true;
  let ratio = 1;

  /** @param {Plan} next */
  function use(next) {
    plan = next;
    ratio = Math.min(3, globalThis.devicePixelRatio || 1);
    canvas.width = Math.round(plan.width * ratio);
    canvas.height = Math.round(plan.height * ratio);
    canvas.style.width = `${plan.width}px`;
    canvas.style.height = `${plan.height}px`;
    atlases = [];
    stale = true;
  }

  function recolor() {
    colors = readColors(canvas);
    colored = true;
    const signs = createScale(colors.minus, colors.knob, colors.plus);
    // A slope has one hue: full green says turn up, ink says turn down, pale says that it hardly matters.
    scales = { values: signs, change: signs, slopes: createScale(colors.turn, colors.knob, colors.ink) };
    stale = true;
  }

  function refresh() {
    if (!plan) return;
    if (!atlases.length) atlases = plan.blocks.map(createAtlas);
    const values = overlay === "slopes" ? machine.gradient : machine.parameters;
    for (const atlas of atlases) atlas.paint(values, overlay === "change" ? machine.start : null, scales[overlay]);
    stale = false;
  }

  /** The dials of a block that are in view. @param {Block} one @param {(index: number, u: number, v: number) => void} visit */
  function visible(one, visit) {
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

  /** @param {Block} one */
  function drawBlockKnobs(one) {
    const size = one.cell * camera.scale;
    const range = ranges.of(one.layer);
    /** @type {import("./knobs.js").Knob[]} */
    const knobs = [];
    visible(one, (index, u, v) =>
      knobs.push({
        x: (one.x + u * one.cell) * camera.scale + camera.x,
        y: (one.y + v * one.cell) * camera.scale + camera.y,
        size,
        range,
        value: machine.parameters[index],
        slope: machine.gradient[index],
        start: overlay === "change" ? machine.start[index] : null,
        name: size >= 84 ? places.short(index) : undefined,
      }));
    drawKnobs(to, knobs, colors, { slopes: board.slopesShown(), full: board.fullSlope });
  }

  /** @param {number} picked -1 for none @param {boolean} focused */
  function draw(picked, focused) {
    if (!plan || !canvas.isConnected) return;
    if (!colored) recolor();
    const pictures = plan.blocks.some((one) => one.cell * camera.scale < KNOB);
    if (pictures && (stale || !atlases.length)) refresh();
    const ready = /** @type {Plan} */ (plan);
    to.setTransform(ratio, 0, 0, ratio, 0, 0);
    to.clearRect(0, 0, plan.width, plan.height);
    plan.blocks.forEach((one, at) => {
      const size = one.cell * camera.scale;
      if (size >= KNOB) return drawBlockKnobs(one);
      to.setTransform(ratio * camera.scale, 0, 0, ratio * camera.scale, ratio * camera.x, ratio * camera.y);
      atlases[at].draw(to, size * ratio);
      outline(one);
      to.setTransform(ratio, 0, 0, ratio, 0, 0);
    });
    plan.blocks.forEach((one, at) => writeLabel(one, at));
    if (picked >= 0) mark(ready, picked, focused);
  }

  /** @type {Map<string, number>} */
  const widths = new Map();
  /** @param {string} text in the font that is set */
  function widthOf(text) {
    let width = widths.get(text);
    if (width === undefined) {
      if (widths.size > 400) widths.clear();
      width = to.measureText(text).width;
      widths.set(text, width);
    }
    return width;
  }

  /** A thin frame, so that a block of zeros is seen to be one; the transform is the plan's. @param {Block} one */
  function outline(one) {
    if (one.tiles > 64 && one.rows > 1) return;
    to.strokeStyle = colors.edge;
    to.lineWidth = 0.7 / camera.scale;
    const single = one.rows === 1 && one.perRow === 1;
    for (let tile = 0; tile < (single ? 1 : one.tiles); tile++) {
      const [u, v] = [(tile % one.perRow) * one.pitchX, Math.floor(tile / one.perRow) * one.pitchY];
      to.strokeRect(
        one.x + u * one.cell,
        one.y + v * one.cell,
        one.columns * one.cell,
        (single ? one.tiles : one.rows) * one.cell,
      );
    }
  }

  /** @param {Block} one @param {number} at */
  function writeLabel(one, at) {
    const [x, y] = [one.x * camera.scale + camera.x, one.y * camera.scale + camera.y];
    to.font = "12px system-ui, sans-serif";
    to.textAlign = "left";
    to.textBaseline = "alphabetic";
    if (one.label && y > 8 && y < camera.height + 20) {
      const room = one.room * camera.scale;
      const size = one.cell * camera.scale;
      const full = atlases[at]?.full ?? 0;
      const scale = size >= KNOB
        ? `knobs from −${ranges.text(one.layer)} to ${ranges.text(one.layer)}`
        : full > 0
        ? `full color ±${full.toPrecision(2)}`
        : "";
      const texts = [
        `${one.label}${one.kind === "weight" && scale ? `, ${scale}` : ""}`,
        one.label,
        one.label.split(/[:,=]/, 2).join(":").trim(),
        one.kind === "bias" ? `biases ${one.layer + 1}` : one.label.split(":")[0],
      ];
      to.fillStyle = colors.quiet;
      to.fillText(texts.find((text) => widthOf(text) <= room) ?? texts[3], Math.max(2, x), y - (one.numbered ? 24 : 6));
    }
    if (!one.numbered || camera.scale > 1) return;
    to.fillStyle = colors.ink;
    to.textAlign = "center";
    for (let tile = 0; tile < one.tiles; tile++) {
      const u = (tile % one.perRow) * one.pitchX + one.columns / 2;
      const v = Math.floor(tile / one.perRow) * one.pitchY;
      to.fillText(places.neuron(one.layer, tile), x + u * one.cell, y + v * one.cell - 4);
    }
  }

  /** A frame round the picked dial and, from afar, round its tile. @param {Plan} ready @param {number} picked @param {boolean} focused */
  function mark(ready, picked, focused) {
    const one = blockOf(ready, picked);
    const room = roomOf(ready, picked);
    const size = room.size * camera.scale;
    const frame = (
      /** @type {number} */ x,
      /** @type {number} */ y,
      /** @type {number} */ w,
      /** @type {number} */ h,
      /** @type {number} */ wide,
    ) => {
      to.beginPath();
      to.roundRect(x, y, w, h, 5);
      to.strokeStyle = colors.panel;
      to.lineWidth = wide + 2;
      to.stroke();
      to.strokeStyle = colors.ink;
      to.lineWidth = wide;
      to.stroke();
    };
    const [x, y] = [room.x * camera.scale + camera.x, room.y * camera.scale + camera.y];
    if (size < KNOB && one.rows > 1 && one.tiles > 1) {
      const tile = Math.floor(((picked - one.offset) * one.tiles) / one.count);
      const [u, v] = [(tile % one.perRow) * one.pitchX, Math.floor(tile / one.perRow) * one.pitchY];
      frame(
        (one.x + u * one.cell) * camera.scale + camera.x - 3,
        (one.y + v * one.cell) * camera.scale + camera.y - 3,
        one.columns * size + 6,
        one.rows * size + 6,
        1.6,
      );
    }
    const grow = Math.max(0, (9 - size) / 2);
    frame(x - grow, y - grow, size + 2 * grow, size + 2 * grow, focused ? 3 : 2);
  }

  return {
    canvas,
    use,
    draw,
    /** Call `draw` when the theme has changed; returns the way to stop. @param {() => void} draw */
    onTheme(draw) {
      return watchTheme(() => {
        colored = false;
        draw();
      });
    },
    get plan() {
      return plan;
    },
    get overlay() {
      return overlay;
    },
    /** @param {Overlay} next */
    show(next) {
      if (next !== overlay) { for (const atlas of atlases) atlas.reset(); }
      overlay = next;
      stale = true;
    },
    /** The numbers have changed. */
    spoil() {
      stale = true;
    },
  };
}
