// @ts-check
// What a reader wrote, kept in this browser and nowhere else: for each page the cells that differ from the book's.

/** @typedef {{ number: number, committed: string, text: string }} Kept */

export class Edits {
  /** @param {string} page */
  constructor(page) {
    this.key = `td-code ${page}`;
    this.kept = this.#read();
  }

  /** @returns {Kept[]} */
  #read() {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "[]");
    } catch {
      return []; // a browser that keeps nothing, or what another program wrote there
    }
  }

  /** Keep a cell's text, or forget it when it is the book's own. @param {import("./cell.js").Cell} cell */
  keep({ number, committed, text }) {
    this.kept = this.kept.filter((one) => one.number !== number);
    if (text !== committed) this.kept.push({ number, committed, text });
    try {
      if (this.kept.length) {
        localStorage.setItem(this.key, JSON.stringify(this.kept));
      } else localStorage.removeItem(this.key);
    } catch {
      // The text stays on the page, and goes into the downloaded notebook.
    }
  }

  /**
   * Which cell each kept text belongs to: the one it was written over, or, where the book has changed that one, the one that
   * stands in its place.
   * @param {import("./cell.js").Cell[]} cells @returns {[import("./cell.js").Cell, string, boolean][]} cell, text, whether the cell has changed
   */
  matched(cells) {
    const free = new Set(cells.filter((cell) => cell.element));
    const found = /** @type {[import("./cell.js").Cell, string, boolean][]} */ ([]);
    const lost = [];
    for (const one of this.kept) {
      const cell = [...free].find((cell) => cell.committed === one.committed);
      if (cell && free.delete(cell)) found.push([cell, one.text, false]);
      else lost.push(one);
    }
    for (const one of lost) {
      const cell = [...free].find((cell) => cell.number >= one.number) ??
        [...free].pop();
      if (cell && free.delete(cell)) found.push([cell, one.text, true]);
    }
    this.kept = [];
    return found;
  }
}
