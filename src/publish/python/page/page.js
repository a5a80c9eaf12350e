// @ts-check
// The page's Python and its cells: what runs when, where it is shown, and what is said of it.
import { Cell } from "./cell.js";
import { Edits } from "./edits.js";
import { megabytes } from "./files.js";
import { Models } from "./models.js";
import { offerNotebook } from "./notebook.js";
import { Outputs } from "./outputs.js";
import { Python, Stopped } from "./python.js";

const TWO_WAYS =
  "Two ways work: serve the site's folder (python3 -m http.server in it, then open http://localhost:8000), " +
  "or open the chapter in JupyterLab (make lab).";

class Page {
  /** @param {{ base: string, page: string, setup: import("./python.js").Setup, notebook: any }} given */
  constructor({ base, page, setup, notebook }) {
    this.setup = setup;
    this.edits = new Edits(page);
    this.python = new Python(setup, base, {
      state: (state) => (document.documentElement.dataset.python = state),
      progress: (come, all) => this.current?.cell.progress(come, all),
      heard: (message, buffers) => this.#heard(message, buffers),
    });
    this.models = new Models(
      () => (/** @type {any} */ (window)).tdBoards,
      (...asked) => this.python.ask(...asked),
    );
    /** The cell that runs, and what has come of it. @type {{ cell: Cell, outputs: Outputs, quiet: boolean, places: HTMLElement[] } | null} */
    this.current = null;
    this.queue = Promise.resolve();
    /** How often Python has begun anew: what was asked of the one before is not asked of the next. */
    this.era = 0;
    /** What Python said, handled one after another. */
    this.events = Promise.resolve();
    this.live = document.createElement("div");
    this.live.className = "td-live-region";
    this.live.setAttribute("role", "status");
    const style = document.createElement("style");
    style.textContent = setup.css;
    document.head.append(style);
    document.body.append(this.live);
    /** Every code cell, those without code in view too. @type {Cell[]} */
    this.cells = notebook.cells
      .map((/** @type {any} */ one, /** @type {number} */ number) =>
        one.cell_type === "code" && new Cell(this, one, number)
      )
      .filter(Boolean);
    for (const [cell, text, moved] of this.edits.matched(this.cells)) {
      cell.take(text, moved);
      cell.unfold();
    }
    offerNotebook(notebook, this.cells);
  }

  /** @param {Element} element */
  of(element) {
    return /** @type {Cell} */ (this.cells.find((cell) => cell.element === element));
  }

  /** @param {string} text */
  say(text) {
    this.live.textContent = text;
  }

  /** Run a cell after those above that it needs, or after all above. @param {Cell} cell @param {boolean} [all] */
  run(cell, all = false) {
    const { era } = this;
    cell.waits();
    this.queue = this.queue
      .then(() => era === this.era ? this.#run(cell, all) : cell.ends(false, "Not run: Python was stopped."))
      .catch((error) => this.#failed(cell, error));
    return this.queue;
  }

  /** @param {Cell} target @param {boolean} all */
  async #run(target, all) {
    target.begins();
    this.#now(target, false);
    if (!this.python.ready) {
      this.say(
        `Loading Python, ${megabytes(this.setup.first.reduce((sum, [, , n]) => sum + n, 0))}`,
      );
    }
    await this.python.start();
    const place = this.cells.indexOf(target);
    const above = this.cells.slice(0, place);
    const done = above.flatMap((cell, at) => (cell.ran ? [at] : []));
    const sources = [...above, target].map((cell) => cell.source);
    const wanted = all ? above.keys() : await this.python.ask("plan", { sources, done });
    for (const at of wanted) {
      target.status(`Running cells above: ${at + 1} of ${place}`);
      if (await this.#one(above[at], true)) continue;
      target.ends(false, `Not run: a cell above it failed.`);
      target.pointTo(above[at]);
      this.say("Not run: a cell above it failed.");
      return;
    }
    await this.#one(target, false);
  }

  /** @param {Cell} cell @param {boolean} quiet */
  async #one(cell, quiet) {
    cell.begins();
    const current = this.#now(cell, quiet);
    if (
      !this.python.figures &&
      await this.python.ask("figures", { source: cell.source })
    ) {
      this.say(
        `Loading matplotlib, ${megabytes(this.setup.figures.reduce((sum, [, , n]) => sum + n, 0))}`,
      );
      await this.python.drawing();
    }
    cell.status("Running");
    await this.models.hurry();
    this.ok = false;
    await this.python.ask("run", { source: cell.source });
    await this.events;
    current.outputs.replace();
    cell.ends(this.ok);
    if (!quiet) {
      const words = current.outputs.words.trim();
      this.say(
        this.ok ? `Done. ${words.slice(0, 400)}` : `Error. ${this.last ?? ""}`,
      );
    }
    return this.ok;
  }

  /** @param {Cell} cell @param {boolean} quiet */
  #now(cell, quiet) {
    const outputs = new Outputs(cell.output);
    const places = /** @type {HTMLElement[]} */ ([
      ...cell.output.querySelectorAll(".td-place"),
    ]);
    return this.current = { cell, outputs, quiet, places };
  }

  /** @param {any} message @param {Uint8Array[]} buffers */
  #heard(message, buffers) {
    if (message.kind === "widget") this.models.heard(message, buffers);
    else this.events = this.events.then(() => this.#happened(message));
  }

  /** @param {any} message */
  async #happened(message) {
    const current = this.current;
    if (!current) return;
    const { cell, outputs } = current;
    if (message.kind === "begun") cell.count(message.count);
    else if (message.kind === "stream") {
      outputs.stream(message.name, message.text);
    } else if (message.kind === "clear") outputs.clear(message.wait);
    else if (message.kind === "display" && cell.element) {
      const id = message.data["application/vnd.jupyter.widget-view+json"]
        ?.model_id;
      // What runs quietly leaves the boards where they are, with their dials.
      const stood = id && current.places.shift();
      const kept = current.quiet && id && await this.models.adopt(id, stood);
      outputs.display(
        message.data,
        message.metadata,
        () => kept ? stood : this.models.place(id),
      );
    } else if (message.kind === "error") {
      outputs.error(message.text);
      this.last = message.last;
    } else if (message.kind === "done") this.ok = message.ok;
  }

  /** @param {Cell} target @param {unknown} error */
  async #failed(target, error) {
    const cell = this.current?.cell ?? target;
    const stopped = error instanceof Stopped;
    const why = error instanceof Error ? error.message : String(error);
    const text = stopped
      ? "Stopped. Python has begun anew: what cells had computed is gone, the boards keep their dials."
      : `Python could not go on (${why}). ${TWO_WAYS}`;
    this.current?.outputs.replace();
    for (const one of new Set([cell, target])) one.ends(false, text);
    this.say(text);
    if (!stopped) await this.#anew();
  }

  async #anew() {
    for (const cell of this.cells) cell.forget();
    await this.models.part();
  }

  /** End Python, whatever it does, and begin anew. */
  async restart() {
    const was = document.documentElement.dataset.python;
    this.era += 1;
    this.python.end();
    await this.queue;
    await this.#anew();
    document.documentElement.dataset.python = "idle";
    if (was !== "ready") return;
    await this.python.start().catch(() => {});
    this.say("Python has begun anew. No cell has run in it yet.");
  }
}

/** @param {{ base: string, page: string, setup: import("./python.js").Setup, notebook: any }} given */
export default function start(given) {
  const page = new Page(given);
  return {
    run: (/** @type {Element} */ element) => page.run(page.of(element)),
    edit: (/** @type {Element} */ element) => page.of(element).edit(),
    edited: (/** @type {Element} */ element, /** @type {string} */ text) => page.of(element).take(text),
  };
}
