// @ts-check
// Names of dials: what a dial is called, and which dial a reader means. No DOM: node runs this file in the tests.
import { t } from "../model/language.js";
import { index, layout, place } from "../model/layout.js";
import { Trouble } from "../model/machine.js";
import { quoted } from "../model/text.js";

/** Layers, neurons, rows and columns are counted from 1, as a reader counts. */
export class Places {
  /**
   * @param {number[]} sizes
   * @param {{shape?: number[] | null, outputs?: string[] | null}} [names] rows and columns of an input picture; names of the outputs
   */
  constructor(sizes, { shape = null, outputs = null } = {}) {
    this.sizes = sizes;
    this.shape = shape;
    this.outputs = outputs;
    this.layers = sizes.length - 1;
    const last = layout(sizes)[2 * this.layers - 1];
    this.count = last.offset + last.rows;
  }

  /** The name of neuron `to` of a layer, both from 0. @param {number} layer @param {number} to */
  neuron(layer, to) {
    return layer === this.layers - 1 && this.outputs ? this.outputs[to] : t`neuron ${to + 1}`;
  }

  /** Where a weight of the layer comes from. @param {number} layer @param {number} from */
  source(layer, from) {
    if (layer > 0) return t`from neuron ${from + 1}`;
    if (!this.shape) return t`input ${from + 1}`;
    return t`pixel ${this.#pixel(from, this.shape)}`;
  }

  /** Row and column, from 1. @param {number} from @param {number[]} shape */
  #pixel(from, [, columns]) {
    return `${Math.floor(from / columns) + 1},${(from % columns) + 1}`;
  }

  /** @param {number} index */
  name(index) {
    const { layer, kind, to, from } = place(this.sizes, index);
    const head = t`layer ${layer + 1}, ${this.neuron(layer, to)}`;
    return kind === "bias" || from === null ? t`${head}, bias` : `${head}, ${this.source(layer, from)}`;
  }

  /** A name for a small room. @param {number} index */
  short(index) {
    const { layer, kind, to, from } = place(this.sizes, index);
    if (kind === "bias" || from === null) return `b ${to + 1}`;
    return layer === 0 && this.shape ? `${to + 1}: ${this.#pixel(from, this.shape)}` : `${to + 1} ← ${from + 1}`;
  }

  /**
   * The dial that a reader means: "layer 1, neuron 7, pixel 12,3", "l2 n3 bias", "layer 3, beagle, from 4", "dial 105".
   * @param {string} text @returns {number}
   */
  find(text) {
    const said = inEnglish(text.trim().toLowerCase().replace(/\s+/g, " "));
    if (!said) throw new Trouble(t`Name a dial, such as “${this.name(0)}”.`);
    const plain = /^(?:dial|#)?\s*(\d+)$/.exec(said);
    if (plain) return this.#checked(Number(plain[1]), 0, this.count - 1, t`dial`);
    const bare = said.split(/[\s,;/.]+/);
    if ((bare.length === 3 || bare.length === 4) && bare.every((part) => /^\d+$/.test(part))) {
      const [layer, to, ...from] = bare.map(Number);
      return this.#assemble(said, layer, to, from, false);
    }
    let rest = said;
    const take = (/** @type {RegExp} */ pattern) => {
      const match = pattern.exec(rest);
      if (match) rest = rest.replace(match[0], " ");
      return match;
    };
    const pixel = take(/\bp(?:ix(?:el)?)?\s*\(?(\d+)\s*[,;:x×\s]\s*(\d+)\)?/);
    const from = pixel ?? take(/\b(?:from|input|i)(?:\s*(?:neuron|input))?\s*(\d+)/);
    const bias = take(/\bb(?:ias)?\b/) !== null;
    const layer = take(/\bl(?:ayer)?\s*(\d+)/);
    // A number that is called one is one, though an output may be named by it, as a digit is.
    const neuron = take(/\b(?:n(?:euron)?|output|to)\s*(\d+)/);
    const named = neuron || (layer && Number(layer[1]) !== this.layers) ? -1 : this.#outputIn(rest);
    const to = named >= 0 ? named + 1 : neuron ? Number(neuron[1]) : this.#only(layer);
    if (to === null && !layer && !from && !bias) {
      throw new Trouble(
        t`${capital(quoted(text.trim()))} names no dial here. Try “${this.name(0)}” or “${this.name(this.count - 1)}”.`,
      );
    }
    const at = layer ? Number(layer[1]) : named >= 0 ? this.layers : pixel ? 1 : this.layers === 1 ? 1 : null;
    if (at === null) {
      throw new Trouble(
        t`Which layer? ${capital(quoted(text.trim()))} could be in any of ${this.layers}. Try “${this.name(0)}”.`,
      );
    }
    return this.#assemble(said, at, to, from ? from.slice(1).map(Number) : [], bias);
  }

  /** @param {string} said */
  #outputIn(said) {
    const names = (this.outputs ?? []).map((name) => name.toLowerCase());
    // As a word of its own: "neuron 30" does not speak of a 0.
    const words = (/** @type {string} */ text) => ` ${text.replace(/[\s,;/.]+/g, " ").trim()} `;
    const known = names.filter((name) => words(said).includes(words(name))).sort((a, b) => b.length - a.length);
    return known.length ? names.indexOf(known[0]) : -1;
  }

  /** A layer of one neuron needs no number for it. @param {RegExpExecArray | null} layer */
  #only(layer) {
    const at = layer ? Number(layer[1]) : this.layers === 1 ? 1 : 0;
    return at >= 1 && this.sizes[at] === 1 ? 1 : null;
  }

  /** @param {string} said @param {number} layer @param {number | null} to @param {number[]} from @param {boolean} bias */
  #assemble(said, layer, to, from, bias) {
    this.#checked(layer, 1, this.layers, t`layer`);
    if (to === null) {
      throw new Trouble(
        t`Which neuron of layer ${layer}? It has ${this.sizes[layer]}. Try “layer ${layer}, neuron 1, ${
          bias ? t`bias` : this.source(layer - 1, 0)
        }”.`,
      );
    }
    this.#checked(to, 1, this.sizes[layer], t`neuron in layer ${layer}`);
    if (bias) return index(this.sizes, layer - 1, "bias", to - 1);
    if (!from.length) {
      throw new Trouble(
        t`Which dial of ${quoted(said)}? Add where its wire comes from, such as “${
          this.source(layer - 1, 0)
        }”, or “bias”.`,
      );
    }
    if (from.length > 1) {
      if (layer !== 1 || !this.shape) {
        throw new Trouble(
          t`Only the wires into layer 1 of a network with pictures come from pixels. Try “layer ${layer}, neuron ${to}, ${
            this.source(layer - 1, 0)
          }”.`,
        );
      }
      this.#checked(from[0], 1, this.shape[0], t`row of pixels`);
      this.#checked(from[1], 1, this.shape[1], t`column of pixels`);
    }
    const place = from.length > 1 && this.shape ? (from[0] - 1) * this.shape[1] + from[1] : from[0];
    this.#checked(place, 1, this.sizes[layer - 1], layer === 1 ? t`input` : t`neuron in layer ${layer - 1}`);
    return index(this.sizes, layer - 1, "weight", to - 1, place - 1);
  }

  /** @param {number} value @param {number} low @param {number} high @param {string} what */
  #checked(value, low, high, what) {
    if (value >= low && value <= high) return value;
    throw new Trouble(
      Number.isFinite(value)
        ? t`There is no ${what} ${value} here; the numbers go from ${low} to ${high}.`
        : t`There is no ${what} of so many digits here; the numbers go from ${low} to ${high}.`,
    );
  }
}

/** The words by which a dial is named, as this language says them, beside those that are looked for. */
const NAMING = [
  [t`layer`, "layer"],
  [t`neuron`, "neuron"],
  [t`output`, "output"],
  [t`input`, "input"],
  [t`pixel`, "pixel"],
  [t`from`, "from"],
  [t`bias`, "bias"],
  [t`dial`, "dial"],
];

/** A name as `name` writes it, with the English words that `find` looks for. @param {string} said in small letters */
function inEnglish(said) {
  return NAMING.reduce((text, [word, english]) => text.replaceAll(word.toLowerCase(), english), said);
}

/** @param {string} words */
function capital(words) {
  return words[0].toUpperCase() + words.slice(1);
}

/**
 * The dials with the largest slopes, largest first, at most `many` of them. One pass with a small heap: sorting a million
 * numbers would hold up the page.
 * @param {Float64Array} gradient @param {number} many
 */
export function steepest(gradient, many) {
  const room = Math.min(many, gradient.length);
  const heap = new Int32Array(room);
  const size = (/** @type {number} */ at) => Math.abs(gradient[heap[at]]);
  let filled = 0;
  const swap = (/** @type {number} */ a, /** @type {number} */ b) => {
    [heap[a], heap[b]] = [heap[b], heap[a]];
  };
  const sink = (/** @type {number} */ at) => {
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < filled && size(child) < size(least)) least = child;
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  };
  for (let i = 0; i < gradient.length; i++) {
    if (filled < room) {
      let at = filled++;
      heap[at] = i;
      while (at > 0 && size(at) < size((at - 1) >> 1)) {
        swap(at, (at - 1) >> 1);
        at = (at - 1) >> 1;
      }
    } else if (Math.abs(gradient[i]) > size(0)) {
      heap[0] = i;
      sink(0);
    }
  }
  return Array.from(heap.subarray(0, filled)).sort((a, b) => Math.abs(gradient[b]) - Math.abs(gradient[a]) || a - b);
}
