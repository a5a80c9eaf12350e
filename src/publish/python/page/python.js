// @ts-check
// The page's Python, seen from the page: its worker, its files, and questions that it answers one after another.
import { load } from "./files.js";

/**
 * @typedef {import("./files.js").Listed} Listed
 * @typedef {object} Setup what publish/python/site.py wrote for this site
 * @property {string} worker the worker's source
 * @property {Listed[]} first what Python itself needs
 * @property {Listed[]} figures what drawing figures needs besides
 * @property {string[]} packages the names to install first
 * @property {string} book the name of the archive with the book's package
 * @property {any} lock
 * @property {[string, number]} editor file and bytes of the editor
 * @property {string} css
 */

export class Python {
  /**
   * @param {Setup} setup @param {string} base the address of the files
   * @param {{ state: (state: string) => void, progress: (come: number, all: number) => void,
   *   heard: (message: any, buffers: Uint8Array[]) => void }} hooks
   */
  constructor(setup, base, hooks) {
    this.setup = setup;
    this.base = base;
    this.hooks = hooks;
    /** @type {Map<string, Promise<Uint8Array>>} kept, so that beginning anew loads nothing */
    this.files = new Map();
    /** @type {Worker | null} */
    this.worker = null;
    /** @type {Promise<void> | null} */
    this.ready = null;
    /** Python's memory when it had just begun: with it, beginning anew takes a fraction. @type {ArrayBuffer | undefined} */
    this.memory = undefined;
    this.figures = false;
    this.count = 0;
    /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
    this.waiting = new Map();
  }

  /** Begin, once; resolves when Python can run a cell. */
  start() {
    this.ready ??= this.#started();
    return this.ready;
  }

  async #started() {
    this.hooks.state("loading");
    try {
      const worker = this.#made();
      const begun = this.#promise(0);
      begun.catch(() => {}); // it is waited for below, once all files are on their way
      const handed = this.#hand(this.setup.first);
      this.memory ??= await remembered(this.setup.first[0][1]);
      const { packages, lock, book } = this.setup;
      worker.postMessage({ kind: "start", setup: { packages, lock, book, memory: this.memory } });
      await Promise.all([begun, handed]);
      this.hooks.state("ready");
    } catch (error) {
      this.end();
      this.hooks.state("failed");
      throw error;
    }
  }

  /** A new worker. It is no module and from no file where the page is opened from a folder, which may start neither. */
  #made() {
    const folder = location.protocol === "file:";
    const source = new Blob(folder ? [this.setup.worker] : [], { type: "text/javascript" });
    const worker = new Worker(folder ? URL.createObjectURL(source) : `${this.base}worker.js`);
    worker.addEventListener("message", ({ data }) => this.worker === worker && this.#heard(data));
    worker.addEventListener("error", (event) => this.#lost(event.message || "its worker could not be started"));
    this.worker = worker;
    return worker;
  }

  /** Load files and hand them to the worker. @param {Listed[]} listed */
  async #hand(listed) {
    const worker = this.worker;
    const lacking = listed.filter(([name]) => !this.files.has(name));
    if (lacking.length) {
      for (
        const [name, content] of load(this.base, lacking, this.hooks.progress)
      ) {
        content.catch(() => this.files.delete(name));
        this.files.set(name, content);
      }
    }
    await Promise.all(listed.map(async ([name]) => {
      const content = /** @type {Uint8Array} */ (await this.files.get(name));
      // A copy: Python may have to begin anew.
      worker?.postMessage({ kind: "file", name, content: content.buffer });
    }));
  }

  /** Load what figures need, once. */
  async drawing() {
    if (this.figures) return;
    const names = Object.keys(this.setup.lock.packages).filter((name) => !this.setup.packages.includes(name));
    const id = this.count += 1;
    const done = this.#promise(id);
    await this.#hand(this.setup.figures);
    this.worker?.postMessage({ kind: "figures", id, packages: names });
    await done;
    this.figures = true;
  }

  /** Ask Python for something, and wait. @param {string} kind @param {any} content @param {ArrayBuffer[]} [buffers] @returns {Promise<any>} */
  ask(kind, content, buffers = []) {
    const id = this.count += 1;
    const answer = this.#promise(id);
    this.worker?.postMessage({
      kind: "python",
      id,
      text: JSON.stringify({ kind, ...content }),
      buffers,
    });
    return answer;
  }

  /** @param {number} id @returns {Promise<any>} */
  #promise(id) {
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  /** @param {any} data */
  #heard(data) {
    if (data.kind === "memory") {
      this.memory = data.content;
      void remember(this.setup.first[0][1], data.content);
      return;
    }
    if (data.kind === "python") {
      return this.hooks.heard(JSON.parse(data.text), data.buffers);
    }
    const id = data.id ?? 0;
    const asked = this.waiting.get(id);
    this.waiting.delete(id);
    if (data.kind === "failed") {
      if (asked) asked.reject(new Error(data.text));
      else this.#lost(data.text);
    } else {asked?.resolve(
        data.value === undefined ? undefined : JSON.parse(data.value),
      );}
  }

  /** Python itself has come to grief. @param {string} why */
  #lost(why) {
    this.end(new Error(why));
    this.hooks.state("failed");
  }

  /** End the worker at once, whatever it does; whoever waits for it is told. @param {Error} [why] */
  end(why = new Stopped()) {
    this.worker?.terminate();
    this.worker = null;
    this.ready = null;
    this.figures = false;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of waiting) reject(why);
  }
}

const SHELF = "turning-dials python";

/** What this browser kept of that version, if it keeps anything. @param {string} version */
async function remembered(version) {
  try {
    return await (await (await caches.open(SHELF)).match(`/${version}`))
      ?.arrayBuffer();
  } catch {
    return undefined; // a page from a folder, or a browser that keeps nothing
  }
}

/** @param {string} version @param {ArrayBuffer} memory */
async function remember(version, memory) {
  try {
    await caches.delete(SHELF); // an older version's
    await (await caches.open(SHELF)).put(`/${version}`, new Response(memory));
  } catch {
    // The next visit begins as this one did.
  }
}

export class Stopped extends Error {
  constructor() {
    super("stopped");
  }
}
