// @ts-check
// The console: all dials on one surface, under a pointer, two fingers or the arrow keys.
import { div, keepRoom, onWidth, write } from "../board/elements.js";
import { slopeWords } from "../board/words.js";
import { t } from "../model/language.js";
import { shown, signed, spoken } from "../model/text.js";
import { Camera } from "./camera.js";
import { attachPointers } from "./pointers.js";
import { blockOf, dialAt, neighbor, planConsole, roomOf } from "./plan.js";
import { createStandIns } from "./standins.js";
import { createSurface, KNOB } from "./surface.js";

const FINGER = 44;
const MOUSE = 24;

/**
 * @typedef {object} Parts
 * @property {import("./places.js").Places} places
 * @property {import("./ranges.js").Ranges} ranges
 * @property {number[] | null} shape
 * @property {() => void} grip hand the keyboard to the picked dial
 * @property {number} [most] the most height for a large network
 */

/** @param {import("../board/board.js").Board} board @param {Parts} parts */
export function createConsole(board, parts) {
  const console_ = new Console(board, parts);
  listenToPointers(console_);
  listenToKeys(console_);
  const { surface } = console_;
  board.onStop(surface.onTheme(() => console_.request()));
  board.onStop(() => console_.stop());
  board.onStop(board.machine.on((reason) => {
    parts.ranges.spoil(reason);
    surface.spoil();
  }));
  board.onPaint(() => console_.paint());
  return console_;
}

class Console {
  camera = new Camera();
  status = div("td-console-status");
  said = div("td-offscreen");
  element = div("td-console");
  /** The dial in hand. */
  picked = 0;
  #hover = -1;
  #coarse = matchMedia("(pointer: coarse)");
  /** Whether a frame to draw in has been asked for. */
  #due = false;
  #written = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #writing;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #saying;
  /** @type {((index: number) => void)[]} */
  #listeners = [];

  /** @param {import("../board/board.js").Board} board @param {Parts} parts */
  constructor(board, parts) {
    const { element, camera } = this;
    const { places, ranges, grip } = parts;
    this.board = board;
    this.parts = parts;
    this.surface = createSurface(board, { camera, ranges, places });
    element.tabIndex = 0;
    element.setAttribute("role", "application");
    element.setAttribute("aria-roledescription", t`console of dials`);
    element.setAttribute(
      "aria-label",
      t`${
        places.count.toLocaleString("en-US")
      } dials. Arrow keys go from dial to dial, Page Up and Page Down from neuron to neuron, Enter takes the dial, Escape lets go of it.`,
    );
    this.said.setAttribute("aria-live", "polite");
    element.append(this.surface.canvas);
    this.standIns = createStandIns(board, element, {
      places,
      ranges,
      plan: () => this.plan,
      sentence: (index) => this.#sentence(index),
      take: (index) => {
        this.pick(index);
        grip();
      },
    });
    this.unwatch = onWidth(element, () => {
      if (this.plan?.width !== Math.floor(element.clientWidth)) this.measure();
      else this.request(); // back in the page, which may have changed meanwhile
    });
  }

  get plan() {
    return this.surface.plan;
  }

  stop() {
    this.unwatch();
    clearTimeout(this.#saying);
    clearTimeout(this.#writing);
  }

  // ---- the plan follows the width there is
  measure() {
    const { element, camera } = this;
    const { shape, most } = this.parts;
    const width = Math.floor(element.clientWidth);
    if (width < 40) return;
    const least = this.#coarse.matches ? FINGER : MOUSE;
    const plan = planConsole(this.board.machine.sizes, { shape, width, least, most });
    plan.height = Math.ceil(plan.height);
    this.surface.use(plan);
    camera.fit(plan.width, plan.height, plan.blocks.reduce((smallest, one) => Math.min(smallest, one.cell), 96));
    element.classList.toggle("td-near", plan.knobs);
    this.standIns.lay();
    this.#draw();
  }

  #draw() {
    this.#due = false;
    if (!this.plan) return;
    const { element, surface, camera } = this;
    surface.canvas.style.touchAction = element.style.touchAction = camera.scale > 1 ? "none" : "pan-y";
    element.classList.toggle("td-inside", camera.scale > 1);
    surface.draw(this.picked, document.activeElement === element);
  }

  /** Draw again in the next frame: the view has changed, the numbers have not. */
  request() {
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => this.#due && this.#draw());
  }

  paint() {
    if (!this.#written) this.#writeAll();
    else this.#writing ??= setTimeout(() => this.#writeAll(), 200);
    this.#draw();
    this.#tell();
  }

  /** What is spoken need not follow every frame. */
  #writeAll() {
    this.#writing = undefined;
    this.#written = this.plan !== null;
    this.standIns.write();
  }

  // ---- a dial in words
  /** @param {number} index */
  #sentence(index) {
    const { machine } = this.board;
    const value = spoken(machine.parameters[index]);
    if (!this.board.slopesShown()) return t`value ${value}`;
    return t`value ${value}, ${slopeWords(this.board.slopeAt(index), 4)}`;
  }

  #tell() {
    const { machine } = this.board;
    const index = this.#hover >= 0 ? this.#hover : this.picked;
    const which = this.#hover >= 0 ? t`under the pointer` : t`in hand`;
    const slope = this.board.slopesShown() ? `, ${t`slope ${signed(this.board.slopeAt(index), 4)}`}` : "";
    const hint = this.#coarse.matches && this.plan?.knobs ? ` · ${t`drag a knob sideways to turn it`}` : "";
    keepRoom(this.status, this.board.noTarget !== "");
    write(
      this.status,
      `${which}: ${this.parts.places.name(index)}: ${shown(machine.parameters[index], 3)}${slope}${hint}`,
    );
  }

  /** Say which dial it is, to those who do not see it. @param {number} index */
  say(index) {
    this.said.textContent = `${this.parts.places.name(index)}: ${this.#sentence(index)}`;
  }

  // ---- picking
  /** @param {number} index @param {{follow?: boolean, speak?: boolean}} [how] follow: move the view to it */
  pick(index, { follow = false, speak = false } = {}) {
    this.standIns.pick(this.picked, index);
    this.picked = index;
    if (follow) this.#show(index);
    for (const listener of this.#listeners) listener(index);
    this.#tell();
    this.request();
    if (!speak) return;
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => this.say(index), 150);
  }

  /** @param {(index: number) => void} listener */
  onPick(listener) {
    this.#listeners.push(listener);
  }

  /** @param {number} index or -1 */
  hover(index) {
    this.#hover = index;
    this.#tell();
  }

  /** The dial at a point of the surface, or -1. @param {number} x @param {number} y */
  at(x, y) {
    return this.plan ? dialAt(this.plan, ...this.camera.toPlan(x, y)) : -1;
  }

  /** How large a dial is drawn now. @param {number} index */
  sizeOf(index) {
    return this.plan ? blockOf(this.plan, index).cell * this.camera.scale : 0;
  }

  /** Bring a dial into view. @param {number} index */
  #show(index) {
    if (this.plan) this.camera.show(roomOf(this.plan, index));
  }

  // ---- nearer and farther
  /** Come closer to the picked dial, or step back. @param {number} times */
  zoom(times) {
    if (!this.plan) return;
    const { camera } = this;
    const room = roomOf(this.plan, this.picked);
    const clamp = (/** @type {number} */ v, /** @type {number} */ most) => Math.max(0, Math.min(most, v));
    camera.zoom(
      times,
      clamp((room.x + room.size / 2) * camera.scale + camera.x, camera.width),
      clamp((room.y + room.size / 2) * camera.scale + camera.y, camera.height),
    );
    this.request();
  }

  whole() {
    this.camera.whole();
    this.request();
  }

  /** Zoom in until the picked dial is a knob. */
  near() {
    const size = this.sizeOf(this.picked);
    if (size < 60) this.zoom(62 / size);
    this.#show(this.picked);
    this.request();
  }
}

/** @param {Console} console_ */
function listenToPointers(console_) {
  const { board, parts: { ranges }, element, camera } = console_;
  const { machine } = board;
  attachPointers(element, {
    camera,
    request: () => console_.request(),
    at: (x, y) => console_.at(x, y),
    isKnob: (index) => console_.sizeOf(index) >= KNOB,
    isWhole: () => console_.plan?.knobs === true,
    picked: () => console_.picked,
    pick: (index) => console_.pick(index),
    range: (index) => (console_.plan ? ranges.of(blockOf(console_.plan, index).layer) : 1),
    value: (index) => machine.parameters[index],
    turn: (index, value) => board.turn(index, value),
    gesture: () => machine.gesture(),
    reset: (index) => board.turn(index, machine.start[index]),
    hover: (index) => console_.hover(index),
  });
}

/** @param {Console} console_ */
function listenToKeys(console_) {
  const { element } = console_;
  element.addEventListener("keydown", (event) => {
    if (event.target !== element || event.ctrlKey || event.metaKey || event.altKey || !console_.plan) return;
    const act = keys(console_, console_.plan, event.shiftKey)[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  element.addEventListener("focus", () => {
    console_.request();
    console_.say(console_.picked);
  });
  element.addEventListener("blur", () => console_.request());
}

/**
 * What each key does.
 * @param {Console} console_ @param {import("./plan.js").Plan} plan @param {boolean} shift
 * @returns {Record<string, () => void>}
 */
function keys(console_, plan, shift) {
  const { picked, parts: { places, grip } } = console_;
  const one = blockOf(plan, picked);
  const each = one.count / one.tiles;
  const to = (/** @type {number} */ index) =>
    console_.pick(Math.max(0, Math.min(places.count - 1, index)), { follow: true, speak: true });
  const near = (/** @type {number} */ dx, /** @type {number} */ dy) => to(neighbor(plan, picked, dx, dy));
  return {
    ArrowLeft: () => near(-1, 0),
    ArrowRight: () => near(1, 0),
    ArrowUp: () => near(0, -1),
    ArrowDown: () => near(0, 1),
    PageUp: () => to(picked - each),
    PageDown: () => to(picked + each),
    Home: () => to(shift ? 0 : one.offset),
    End: () => to(shift ? places.count - 1 : one.offset + one.count - 1),
    Enter: grip,
    "+": () => console_.zoom(1.6),
    "=": () => console_.zoom(1.6),
    "-": () => console_.zoom(1 / 1.6),
  };
}
