// @ts-check
// Which part of the plan is in view. At scale 1 the whole plan fills the console. No DOM.

export class Camera {
  constructor() {
    this.scale = 1;
    this.x = 0;
    this.y = 0;
    this.width = 1;
    this.height = 1;
    this.most = 1;
  }

  /** The console has this size, and its smallest dials take `cell` pixels. @param {number} width @param {number} height @param {number} cell */
  fit(width, height, cell) {
    this.width = width;
    this.height = height;
    this.most = Math.max(1, 96 / cell);
    this.#hold();
  }

  whole() {
    this.scale = 1;
    this.#hold();
  }

  /** @param {number} times @param {number} [x] @param {number} [y] the point of the console that stays where it is */
  zoom(times, x = this.width / 2, y = this.height / 2) {
    const scale = Math.max(1, Math.min(this.most, this.scale * times));
    const ratio = scale / this.scale;
    this.x = x - (x - this.x) * ratio;
    this.y = y - (y - this.y) * ratio;
    this.scale = scale;
    this.#hold();
  }

  /** @param {number} dx @param {number} dy */
  pan(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.#hold();
  }

  /** Bring a room of the plan into view, moving no more than needed. @param {{x: number, y: number, size: number}} room */
  show(room) {
    const size = room.size * this.scale;
    const [left, top] = [room.x * this.scale + this.x, room.y * this.scale + this.y];
    const rim = Math.min(size, this.width / 4, this.height / 4);
    this.pan(
      left < rim ? rim - left : Math.min(0, this.width - rim - size - left),
      top < rim ? rim - top : Math.min(0, this.height - rim - size - top),
    );
  }

  /** A point of the console as a point of the plan. @param {number} x @param {number} y @returns {[number, number]} */
  toPlan(x, y) {
    return [(x - this.x) / this.scale, (y - this.y) / this.scale];
  }

  #hold() {
    const hold = (/** @type {number} */ at, /** @type {number} */ room) =>
      Math.max(room * (1 - this.scale), Math.min(0, at));
    this.x = hold(this.x, this.width);
    this.y = hold(this.y, this.height);
  }
}
