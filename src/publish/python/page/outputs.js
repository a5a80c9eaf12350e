// @ts-check
// What a cell printed and showed, as elements: the same as Sphinx makes of a committed output.
import { plainTable } from "./markup.js";

const VIEW = "application/vnd.jupyter.widget-view+json";

/** @param {string} text @param {string} kind */
function textBlock(text, kind) {
  const block = document.createElement("div");
  block.className = `output ${kind} notranslate`;
  const inner = document.createElement("div");
  inner.className = "highlight";
  const pre = document.createElement("pre");
  pre.textContent = text;
  inner.append(pre);
  block.append(inner);
  return block;
}

/** @param {string} type @param {string} content @param {{ alt?: string, width?: number, height?: number }} about */
function picture(type, content, about) {
  const image = document.createElement("img");
  image.src = type === "image/svg+xml"
    ? `data:${type};charset=utf-8,${encodeURIComponent(content)}`
    : `data:${type};base64,${content}`;
  image.alt = about.alt || "A picture drawn by this cell";
  if (about.width) image.style.width = `${about.width}px`;
  return image;
}

/** One run's outputs, in the place of those that were there. */
export class Outputs {
  /** @param {HTMLElement} old the output element that stands there */
  constructor(old) {
    this.old = old;
    this.element = document.createElement("div");
    this.element.className = "cell_output docutils container td-ran";
    this.element.dataset.output = "";
    this.shown = 0;
    this.clearing = false;
    /** What can be read aloud of it. */
    this.words = "";
    old.classList.add("td-old");
  }

  /** Put the new outputs where the old ones were. */
  replace() {
    if (this.old.isConnected) this.old.replaceWith(this.element);
  }

  /** @param {HTMLElement} element @param {string} words */
  #add(element, words) {
    if (this.clearing) this.element.replaceChildren();
    this.clearing = false;
    this.element.append(element);
    if (this.words && !this.words.endsWith("\n")) this.words += "\n";
    this.words += words;
    this.replace();
  }

  /** @param {string} name @param {string} text */
  stream(name, text) {
    const last = this.clearing ? null : this.element.lastElementChild;
    if (last instanceof HTMLElement && last.dataset.stream === name) {
      last.querySelector("pre")?.append(text);
      this.words += text;
      return;
    }
    const block = textBlock(text, "stream");
    block.dataset.stream = name;
    if (name === "stderr") block.classList.add("td-stderr");
    this.#add(block, text);
  }

  /** @param {string} text */
  error(text) {
    const block = textBlock(text, "td-error");
    this.#add(block, text);
  }

  /** @param {boolean} wait */
  clear(wait) {
    this.words = "";
    if (wait) this.clearing = true;
    else this.element.replaceChildren();
  }

  /**
   * @param {Record<string, any>} data @param {Record<string, any>} metadata
   * @param {(id: string) => HTMLElement | null} place makes the place of a widget's view
   */
  display(data, metadata, place) {
    const plain = String(data["text/plain"] ?? "");
    const element = this.#form(data, metadata, place) ??
      textBlock(plain, "text_plain");
    if (plain) element.dataset.plain = plain;
    this.#add(
      element,
      data["image/png"] ? metadata["image/png"]?.alt ?? plain : plain,
    );
  }

  /** @param {Record<string, any>} data @param {Record<string, any>} metadata @param {(id: string) => HTMLElement | null} place */
  #form(data, metadata, place) {
    if (data[VIEW]) return place(data[VIEW].model_id);
    for (const type of ["image/svg+xml", "image/png", "image/jpeg"]) {
      if (data[type]) return picture(type, data[type], metadata[type] ?? {});
    }
    return data["text/html"] ? plainTable(data["text/html"]) : null;
  }
}
