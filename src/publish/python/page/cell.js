// @ts-check
// One code cell as a reader sees it: its text and its editor, its buttons, its output, and what became of its last run.
import { openEditor } from "./editor.js";
import { megabytes } from "./files.js";

/** @param {string} text @param {string} name @param {() => void} act */
function button(text, name, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.dataset[name] = "";
  made.addEventListener("click", act);
  return made;
}

export class Cell {
  /** @param {any} page @param {{ source: string }} told the cell in the notebook @param {number} number its place in the notebook */
  constructor(page, told, number) {
    this.page = page;
    this.number = number;
    this.committed = told.source;
    this.text = told.source;
    this.ran = false;
    this.element = /** @type {HTMLElement | null} */ (document.querySelector(
      `[data-cell="${number}"]`,
    ));
    /** Where a cell whose code its author took out of view would show something. */
    this.output = /** @type {HTMLElement} */ (this.element?.querySelector(
      "[data-output]",
    ) ??
      document.createElement("div"));
    this.first = { output: this.output, children: [...this.output.childNodes] };
    /** @type {import("./editor.js").Editor | null} */
    this.editor = null;
    /** @type {Promise<import("./editor.js").Editor> | undefined} */
    this.opening = undefined;
    if (this.element) this.#furnish(this.element);
  }

  /** @param {HTMLElement} element */
  #furnish(element) {
    this.pre = /** @type {HTMLElement} */ (element.querySelector(".cell_input pre"));
    this.markup = [...this.pre.childNodes];
    const bar = /** @type {HTMLElement} */ (element.querySelector(".td-cell-bar"));
    this.runs = /** @type {HTMLButtonElement} */ (bar.querySelector("[data-run]"));
    this.runs.title = "";
    this.stop = button("Stop", "stop", () => this.page.restart());
    this.back = button("Restore", "restore", () => this.restore());
    this.back.title = "Bring back the book's own cell and output";
    const more = document.createElement("span");
    more.className = "td-cell-more";
    more.hidden = true;
    more.append(
      button("Run all above", "runAbove", () => this.page.run(this, true)),
      button("Restart Python", "restart", () => this.page.restart()),
    );
    const show = (/** @type {boolean} */ shown) => {
      more.hidden = !shown;
      opens.setAttribute("aria-expanded", String(shown));
    };
    const opens = button("More", "more", () => show(Boolean(more.hidden)));
    more.addEventListener("click", () => {
      show(false);
      opens.focus();
    });
    show(false);
    this.state = document.createElement("span");
    this.state.className = "td-cell-state";
    this.bytes = document.createElement("progress");
    this.bytes.setAttribute("aria-label", "Loading");
    this.stop.hidden = this.back.hidden = this.bytes.hidden = true;
    this.runs.after(this.stop);
    bar.append(this.back, opens, more, this.bytes, this.state);
    this.bar = bar;
    const written = /** @type {any} */ (element).source;
    Object.defineProperty(element, "source", {
      get: () => this.source,
      set: (text) => this.take(String(text)),
    });
    if (written !== this.text) this.take(written);
  }

  get source() {
    return this.text;
  }

  get edited() {
    return this.text !== this.committed;
  }

  /** Take another text, from wherever it comes. @param {string} text @param {boolean} [moved] whether the book's cell has changed since it was kept */
  take(text, moved = false) {
    this.text = text;
    if (this.editor) this.editor.text = text;
    else if (this.pre) this.pre.textContent = text;
    this.changed();
    if (moved) {
      this.status(
        "The book has changed this cell since you wrote here; Restore shows its own.",
      );
    }
  }

  /** What a reader wrote is in view again, where the page folds a cell's code. */
  unfold() {
    const folded = this.element?.querySelector("details.td-code");
    if (folded instanceof HTMLDetailsElement) folded.open = true;
  }

  /** The text has changed. */
  changed() {
    this.page.edits.keep(this);
    if (this.back) {
      this.back.hidden = !this.edited && this.output === this.first.output;
    }
  }

  async edit() {
    if (!this.element || !this.pre) return;
    this.opening ??= openEditor(this.page, this.pre, {
      text: this.text,
      label: `Code of cell ${this.number}. Tab indents, Escape leaves, Shift and Enter runs.`,
      changed: (text) => {
        this.text = text;
        this.changed();
      },
      run: () => this.page.run(this),
      leave: () => this.runs?.focus(),
    });
    try {
      const editor = this.editor = await this.opening;
      editor.focus();
    } catch (error) {
      this.opening = undefined;
      this.status(
        `The editor could not be loaded (${error instanceof Error ? error.message : error}).`,
      );
    }
  }

  /** Bring back the book's own cell and output. */
  restore() {
    this.take(this.committed);
    if (!this.editor && this.pre) {
      this.pre.replaceChildren(...(this.markup ?? []));
    }
    const { output, children } = this.first;
    output.replaceChildren(...children);
    output.classList.remove("td-old");
    if (this.output !== output) this.output.replaceWith(output);
    this.output = output;
    delete this.element?.dataset.ran;
    this.status("");
    this.changed();
    this.page.say("Restored the book's own cell and output.");
    this.runs?.focus();
  }

  // ---- what becomes of a run

  waits() {
    this.status("Waiting");
    if (this.runs) this.runs.disabled = true;
  }

  begins() {
    delete this.element?.dataset.ran;
    this.#running(true);
  }

  /** @param {boolean} on */
  #running(on) {
    if (!this.runs || !this.stop || !this.bytes) return;
    const focused = document.activeElement === (on ? this.runs : this.stop);
    this.runs.disabled = false;
    this.runs.hidden = on;
    this.stop.hidden = !on;
    this.bytes.hidden = true;
    if (focused) (on ? this.stop : this.runs).focus();
    this.element?.toggleAttribute("data-running", on);
  }

  /** @param {number} come @param {number} all in bytes */
  progress(come, all) {
    if (!this.bytes || this.stop?.hidden) return;
    this.bytes.hidden = come >= all;
    this.bytes.max = all;
    this.bytes.value = come;
    this.status(
      come < all ? `Loading ${megabytes(come)} of ${megabytes(all)}, once, from this site` : "Starting Python",
    );
  }

  /** @param {string} text */
  status(text) {
    if (this.state) this.state.textContent = text;
  }

  /** @param {number} number of the run */
  count(number) {
    this.counted = number;
  }

  /** @param {boolean} ok @param {string} [text] */
  ends(ok, text) {
    this.ran = ok;
    this.#running(false);
    const output = this.element?.querySelector("[data-output]");
    if (output instanceof HTMLElement) {
      this.output = output;
      output.classList.remove("td-old");
    }
    if (this.element) this.element.dataset.ran = ok ? "ok" : "error";
    this.status(text ?? (this.counted ? `[${this.counted}]` : ""));
    this.changed();
  }

  /** Name the cell that is to blame. @param {Cell} other */
  pointTo(other) {
    const link = document.createElement("a");
    link.href = "#";
    link.textContent = "Go there";
    link.addEventListener("click", (event) => {
      event.preventDefault();
      other.element?.scrollIntoView({ block: "center" });
      other.runs?.focus();
    });
    this.state?.append(" ", link);
  }

  /** Python has begun anew and knows nothing of this cell. */
  forget() {
    this.ran = false;
    this.counted = 0;
    if (this.element && this.element.dataset.ran === "ok") {
      delete this.element.dataset.ran;
    }
    if (/^\[/.test(this.state?.textContent ?? "")) this.status("");
  }
}
