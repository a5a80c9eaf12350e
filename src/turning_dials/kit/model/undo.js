// @ts-check
// The way back: for each gesture of the reader the values that the dials had before it, as few numbers as it turned.
// No DOM.

/** What all entries together may hold, in bytes. */
export const MOST_BYTES = 32e6;
const MOST_ENTRIES = 500;
/** Bytes of a number, and of the place that it belongs to. */
const NUMBER = 8;
const PLACE = 4;

/** One gesture: how the dials stood before it. */
class Entry {
  /** @param {(() => void) | undefined} undone told when this is taken back */
  constructor(undone) {
    /** @type {(() => void)[]} */
    this.undone = undone ? [undone] : [];
    /** The dials that were turned one by one. @type {Map<number, number> | null} */
    this.few = new Map();
    /** All dials, where they were turned together; with `places`, only these. @type {Float64Array | null} */
    this.all = null;
    /** @type {Int32Array | null} */
    this.places = null;
    this.at = 0;
  }

  get bytes() {
    return (this.few ? this.few.size * (NUMBER + PLACE) : 0) + (this.all?.byteLength ?? 0) +
      (this.places?.byteLength ?? 0);
  }

  get empty() {
    return this.few?.size === 0;
  }

  /** One dial is about to be turned. @param {number} index @param {number} before */
  turned(index, before) {
    if (this.few && !this.few.has(index)) this.few.set(index, before);
  }

  /** All dials are about to be turned. @param {Float64Array} parameters */
  turnedAll(parameters) {
    if (!this.few) return;
    this.all = parameters.slice();
    for (const [index, before] of this.few) this.all[index] = before;
    this.few = null;
  }

  /** The gesture is over: keep what it did change. @param {Float64Array} parameters */
  close(parameters) {
    const { all } = this;
    if (!all) return;
    let count = 0;
    for (let i = 0; i < all.length; i++) if (all[i] !== parameters[i]) count++;
    if (count * (NUMBER + PLACE) >= all.byteLength) return;
    const [places, values] = [new Int32Array(count), new Float64Array(count)];
    for (let i = 0, k = 0; i < all.length; i++) {
      if (all[i] === parameters[i]) continue;
      places[k] = i;
      values[k++] = all[i];
    }
    [this.places, this.all] = [places, values];
  }

  /** @param {Float64Array} parameters */
  restore(parameters) {
    const { few, all, places } = this;
    if (few) { for (const [index, before] of few) parameters[index] = before; }
    else if (all && places) { for (let k = 0; k < places.length; k++) parameters[places[k]] = all[k]; }
    else if (all) parameters.set(all);
    for (const tell of this.undone.reverse()) tell();
  }
}

/** The entries, the newest last, and the gesture that is open. */
export class Past {
  /** Turns of one dial that follow each other so soon, in milliseconds, are one turn. */
  static SOON = 700;

  /** @param {() => Float64Array} live the parameters of this moment */
  constructor(live) {
    this.live = live;
    /** @type {Entry[]} */
    this.entries = [];
    /** @type {Entry | null} */
    this.open = null;
    /** How many gestures have begun within each other. */
    this.depth = 0;
    this.age = 0;
  }

  /** Everything that entries hold, in bytes. */
  get bytes() {
    return this.entries.reduce((sum, entry) => sum + entry.bytes, this.open?.bytes ?? 0);
  }

  /** Whether there is something to take back. */
  get any() {
    return this.entries.length > 0 || (this.open !== null && !this.open.empty);
  }

  /**
   * Begin a gesture; what happens until the returned function is called is one entry. One that begins within another is
   * part of it.
   * @param {() => void} [undone] told when the gesture is taken back
   */
  begin(undone) {
    if (this.open) {
      if (undone) this.open.undone.push(undone);
    } else this.open = new Entry(undone);
    this.depth += 1;
    const { age } = this;
    let over = false;
    return () => {
      if (over || age !== this.age) return;
      over = true;
      this.depth -= 1;
      if (this.depth > 0) return;
      this.#seal();
      this.open = null;
    };
  }

  /** @param {number} index @param {number} before */
  turned(index, before) {
    if (this.open) this.open.turned(index, before);
    else {
      const last = this.entries[this.entries.length - 1];
      const now = Date.now();
      if (last?.at && now - last.at < Past.SOON && last.few?.has(index)) last.at = now;
      else {
        const entry = new Entry(undefined);
        entry.turned(index, before);
        entry.at = now;
        this.entries.push(entry);
      }
    }
    this.#bound();
  }

  /** All dials are about to be turned by `change`. @param {() => void} change */
  turnedAll(change) {
    const end = this.begin();
    this.open?.turnedAll(this.live());
    this.#bound();
    try {
      change();
    } finally {
      end();
    }
  }

  /** Take the last gesture back, also one that is still open. @returns {boolean} whether there was one */
  undo() {
    if (this.open) {
      this.#seal();
      this.open = new Entry(undefined);
    }
    const last = this.entries.pop();
    last?.restore(this.live());
    return last !== undefined;
  }

  /** Forget all, an open gesture too. */
  clear() {
    this.entries = [];
    this.open = null;
    this.depth = 0;
    this.age += 1;
  }

  #seal() {
    if (!this.open || this.open.empty) return;
    this.open.close(this.live());
    if (this.open.all?.length !== 0) this.entries.push(this.open);
    this.#bound();
  }

  /** The oldest go first; the last one stays however large, as the reader may be in the midst of it. */
  #bound() {
    const { entries } = this;
    let bytes = this.bytes;
    while (
      entries.length && (bytes > MOST_BYTES || entries.length > MOST_ENTRIES) && (this.open || entries.length > 1)
    ) {
      bytes -= /** @type {Entry} */ (entries.shift()).bytes;
    }
  }
}
