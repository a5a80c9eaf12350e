// @ts-check
// The boards that Python has made, and their models on the page: the same messages as between JupyterLab and a kernel.

/**
 * @typedef {{ state: Record<string, any>, carrier: any, static: boolean,
 *   start: Record<string, any>, hear: (values: Record<string, any>) => void, trigger: (event: string, ...details: any[]) => void }} Model
 * @typedef {{ model: Model, view: any }} Made
 * @typedef {{ start: Record<string, any>, made: Promise<Made> | null }} Widget what Python opened, and what stands for it
 */

const OWN = ["_esm", "_css", "_anywidget_id"];

/** @param {any} value */
function bytesOf(value) {
  return ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : null;
}

/** Are two binary traits the same, or the same float64 numbers but for rounding? @param {Uint8Array} one @param {Uint8Array} other */
function sameBytes(one, other) {
  if (one.length !== other.length) return false;
  if (one.every((byte, i) => byte === other[i])) return true;
  if (one.length % 8) return false;
  const [a, b] = [one, other].map((bytes) => new Float64Array(bytes.slice().buffer));
  const size = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // Another processor rounds otherwise: numbers that Python found anew on this page may differ in their last digits.
  return a.every((value, i) => Math.abs(value - b[i]) <= 1e-9 * size);
}

/** A value as text, whatever the order of its names. @param {any} value */
function text(value) {
  const inOrder = (/** @type {string} */ _, /** @type {any} */ one) =>
    one && typeof one === "object" && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).sort()) : one;
  return JSON.stringify(value, inOrder);
}

/** @param {any} one @param {any} other */
function same(one, other) {
  const [a, b] = [bytesOf(one), bytesOf(other)];
  return a && b ? sameBytes(a, b) : !a && !b && text(one) === text(other);
}

/** @param {any} one @param {any} other bit for bit */
function identical(one, other) {
  const [a, b] = [bytesOf(one), bytesOf(other)];
  if (a && b) {
    return a.length === b.length && a.every((byte, i) => byte === b[i]);
  }
  return !a && !b && text(one) === text(other);
}

export class Models {
  /** @param {() => any} boards what mount.js offers @param {(kind: string, content: any, buffers?: ArrayBuffer[]) => Promise<any>} ask */
  constructor(boards, ask) {
    this.boards = boards;
    this.ask = ask;
    /** @type {Map<string, Widget>} */
    this.widgets = new Map();
    /** @type {Set<string>} */
    this.styles = new Set();
  }

  /** A message of a widget in Python. @param {any} message @param {Uint8Array[]} buffers */
  heard(message, buffers) {
    const state = { ...message.state };
    message.buffer_paths.forEach(
      (/** @type {string[]} */ [name], /** @type {number} */ i) => {
        const part = buffers[i];
        state[name] = new DataView(
          part.buffer,
          part.byteOffset,
          part.byteLength,
        );
      },
    );
    if (message.method === "open") {
      this.widgets.set(message.id, { start: state, made: null });
      return;
    }
    const widget = this.widgets.get(message.id);
    if (!widget) return;
    if (!widget.made) Object.assign(widget.start, state);
    else {
      void widget.made.then(({ model }) =>
        message.method === "custom" ? model.trigger("msg:custom", message.state, buffers) : model.hear(state)
      );
    }
  }

  /**
   * Let a board that stands on the page be the one that Python has just made, dials and all, if the two began alike.
   * @param {string} id @param {HTMLElement | undefined} place
   */
  async adopt(id, place) {
    const widget = this.widgets.get(id);
    if (!widget || widget.made || !place) return false;
    const made = this.#standing(place);
    if (!made) return false;
    const { model } = await made;
    const names = Object.keys(widget.start).filter((name) => !OWN.includes(name));
    if (!names.every((name) => same(model.start[name], widget.start[name]))) {
      return false;
    }
    widget.made = made;
    model.trigger("due");
    const news = names.filter((name) => !identical(model.state[name], widget.start[name]));
    this.#carry(id, model);
    if (news.length) {
      this.#send(
        id,
        Object.fromEntries(news.map((name) => [name, model.state[name]])),
      );
    }
    return true;
  }

  /** @param {HTMLElement} place @returns {Promise<Made> | null} */
  #standing(place) {
    const name = place.dataset.model ?? "";
    return this.widgets.get(name)?.made ??
      (this.boards().knows(name) ? this.boards().modelOf(name) : null);
  }

  /** A place with the view of a widget that Python made. @param {string} id */
  place(id) {
    const widget = this.widgets.get(id);
    if (!widget) return null;
    const css = widget.start._css;
    if (css && !this.styles.has(css)) {
      this.styles.add(css);
      const sheet = document.createElement("style");
      sheet.textContent = css;
      document.head.append(sheet);
    }
    widget.made ??= this.boards().brought({ ...widget.start }).then(
      (/** @type {Made} */ made) => {
        made.model.static = false;
        this.#carry(id, made.model);
        return made;
      },
    );
    const place = document.createElement("div");
    place.className = "td-place";
    place.dataset.model = id;
    void this.boards().show(place, widget.made);
    return place;
  }

  /** @param {string} id @param {Model} model */
  #carry(id, model) {
    model.carrier = {
      update: (/** @type {Record<string, any>} */ values) => this.#send(id, values),
      custom: (/** @type {any} */ state, /** @type {any[]} */ buffers) =>
        this.#ask(
          { id, method: "custom", state, buffer_paths: [] },
          buffers.map((one) => bytesOf(one)?.slice().buffer),
        ),
    };
  }

  /** @param {string} id @param {Record<string, any>} values */
  #send(id, values) {
    const names = Object.keys(values);
    const binary = names.filter((name) => bytesOf(values[name]));
    const state = Object.fromEntries(
      names.filter((name) => !binary.includes(name)).map((name) => [name, values[name]]),
    );
    const buffers = binary.map((name) => bytesOf(values[name])?.slice().buffer);
    this.#ask({ id, method: "update", state, buffer_paths: binary.map((name) => [name]) }, buffers);
  }

  /** @param {any} content @param {any[]} buffers */
  #ask(content, buffers) {
    // Python may have ended meanwhile; the board goes on, and is taken over when its cell runs again.
    this.ask("widget", content, buffers).catch(() => {});
  }

  /** What is still on its way from any board to Python leaves now. */
  async hurry() {
    for (const model of await this.#living()) model.trigger("due");
  }

  /** Python has ended: boards go on by themselves. */
  async part() {
    for (const model of await this.#living()) model.carrier = null;
  }

  /** The models that have come to life; one that could not says so in its place. */
  async #living() {
    const made = await Promise.allSettled([...this.widgets.values()].map((widget) => widget.made));
    return made.flatMap((one) => one.status === "fulfilled" && one.value ? [one.value.model] : []);
  }
}
