// @ts-check
// A network's computation for one example as a graph: what is given, every product, every sum, every bend, and the cost. Each
// node knows no more than its parts and how steeply it follows each of them. That is enough for all slopes: this file uses
// none of the formulas of backpropagation, and tests hold the two together. No DOM.
import { activations, slopeAt } from "./activations.js";
import { valueOf } from "./chain.js";
import { t } from "./language.js";
import { arriving, dialOf, keyOf, quantity, symbolOf, upTo, wordsOf } from "./quantities.js";

/** @typedef {import("./quantities.js").Network} Network */
/** @typedef {import("./quantities.js").Quantity} Quantity */
/** @typedef {"given" | "product" | "sum" | "bend" | "cost"} Op */
/**
 * @typedef {object} Node
 * @property {Op} op
 * @property {Quantity} q       what it holds; of a product, the weight in it
 * @property {string} symbol    as "z¹₂"
 * @property {string} words
 * @property {Node[]} parts     what it is made of, earlier in the list
 * @property {Node[]} feeds     the nodes that it is a part of
 * @property {number} column    how far along the way it stands, from 0
 * @property {number} value
 * @property {number[]} locals  how steeply it follows each part, the others held: ∂node/∂part
 * @property {number} slope     ∂C/∂node
 */
/** What a node hands to a part of it: how steeply it follows, times its own slope. @typedef {{to: Node, local: number, share: number}} Share */

export class Graph {
  /** @param {Network} network whose cost is the mean squared error, with no softmax */
  constructor(network) {
    this.network = network;
    /** Every node, each after its parts. @type {Node[]} */
    this.nodes = [];
    const { sizes } = network;
    const given = (/** @type {Quantity} */ q, /** @type {number} */ column) => this.#add("given", q, [], column);
    let before = upTo(sizes[0]).map((i) => given(quantity("x", 0, i), 0));
    for (let l = 0; l + 1 < sizes.length; l++) {
      const column = 3 * l;
      const neurons = upTo(sizes[l + 1]).map((j) => {
        const products = before.map((from, i) => {
          const weight = quantity("w", l, j, i);
          return this.#add("product", weight, [given(weight, column), from], column + 1);
        });
        const bias = given(quantity("b", l, j), column + 1);
        return this.#add("sum", quantity("z", l, j), [...products, bias], column + 2);
      });
      before = neurons.map((sum, j) => this.#add("bend", quantity("a", l, j), [sum], column + 3));
    }
    const { column } = before[0];
    const targets = before.map((_, j) => given(quantity("y", sizes.length - 2, j), column));
    this.#add("cost", quantity("cost", sizes.length - 2), [...before, ...targets], column + 1);
  }

  /** @param {Op} op @param {Quantity} q @param {Node[]} parts @param {number} column */
  #add(op, q, parts, column) {
    const [symbol, words] = op === "product" ? inProduct(this.network, q) : [symbolOf(q), wordsOf(this.network, q)];
    /** @type {Node} */
    const node = { op, q, symbol, words, parts, feeds: [], column, value: 0, locals: parts.map(() => 0), slope: 0 };
    for (const part of parts) part.feeds.push(node);
    this.nodes.push(node);
    return node;
  }

  /**
   * Once forward for the values, once backward for the slopes.
   * @param {ArrayLike<number>} targets of the example that the network has passed forward
   * @param {(slope: number) => number} [clean] what makes a slope 0 that is nothing but rounding
   */
  evaluate(targets, clean = (slope) => slope) {
    for (const node of this.nodes) {
      node.slope = 0;
      if (node.op === "given") {
        node.value = valueOf(this.network, targets, node.q);
        continue;
      }
      const { value, locals } = RULES[node.op];
      const parts = node.parts.map((part) => part.value);
      const name = this.network.activation[node.q.layer];
      node.value = value(parts, name);
      node.locals = locals(parts, name);
    }
    this.cost.slope = 1;
    for (let k = this.nodes.length - 1; k >= 0; k--) {
      const node = this.nodes[k];
      const { parts, locals } = node;
      const slope = node.slope = clean(node.slope);
      parts.forEach((part, i) => part.slope += locals[i] * slope);
    }
  }

  /** The node at the end. */
  get cost() {
    return this.nodes[this.nodes.length - 1];
  }

  /** The node that a quantity of the pass belongs to: its value, or its slope. @param {Quantity} q */
  nodeOf({ kind, layer, to, from }) {
    const held = /** @type {Record<string, import("./quantities.js").Kind>} */ (HOLDS)[kind] ?? kind;
    const key = keyOf(quantity(held, layer, to, from));
    const found = this.nodes.find((node) => node.op !== "product" && keyOf(node.q) === key);
    if (!found) throw new Error(`There is no node for ${key} in a network ${this.network.sizes.join("-")}.`);
    return found;
  }
}

/** What a node's slope is made of: a share from each node that it feeds. @param {Node} node @returns {Share[]} */
export function sharesOf(node) {
  return node.feeds.map((to) => {
    const local = to.locals[to.parts.indexOf(node)];
    return { to, local, share: local * to.slope };
  });
}

/**
 * The quantities of the pass that a node stands for: first the one whose step makes its value, then the one that is, or
 * that brings, its slope. What is given has its value before the first step: null.
 * @param {Node} node @param {number[]} sizes @returns {[Quantity | null, Quantity]}
 */
export function stepsOf({ op, q: { kind, layer, to, from } }, sizes) {
  if (op === "product") return [quantity("z", layer, to), quantity("delta", layer, to)];
  if (kind === "w") return [null, quantity("dw", layer, to, from)];
  if (kind === "b") return [null, quantity("db", layer, to)];
  // Nobody turns an input or a target, so no step is theirs; their slopes are there once their shares are.
  if (kind === "x") return [null, quantity("delta", 0, sizes[1] - 1)];
  if (kind === "y") return [null, quantity("error", layer, to)];
  if (kind === "z") return [quantity("z", layer, to), quantity("delta", layer, to)];
  if (kind === "a") return [quantity("a", layer, to), quantity("error", layer, to)];
  return [quantity("cost", layer), quantity("cost", layer)];
}

/**
 * The dial whose receipt tells of a node in its first lines.
 * @param {Node} node @param {number[]} sizes
 */
export function dialFor({ q }, sizes) {
  const { kind, layer, to, from } = q;
  if (kind === "w" || kind === "b") return dialOf(sizes, q);
  return dialOf(sizes, kind === "x" ? quantity("w", 0, 0, to) : quantity("w", layer, to, from));
}

/** Whose value or slope a quantity is, where it is not a node's own. */
const HOLDS = { dw: "w", db: "b", delta: "z", error: "a", bend: "a" };

/**
 * From the values of the parts, and for a bend the name of its activation.
 * @typedef {{value: (parts: number[], name: string) => number, locals: (parts: number[], name: string) => number[]}} Rule
 */

/** What each kind of node computes, and how steeply it follows its parts. @type {Record<Exclude<Op, "given">, Rule>} */
const RULES = {
  product: { value: ([w, a]) => w * a, locals: ([w, a]) => [a, w] },
  sum: { value: (parts) => parts.reduce((sum, one) => sum + one, 0), locals: (parts) => parts.map(() => 1) },
  bend: { value: ([z], name) => activations[name].value(z), locals: ([z], name) => [slopeAt(activations[name], z)] },
  // The mean of the squares: first the outputs, then the targets.
  cost: {
    value(parts) {
      const n = parts.length / 2;
      return upTo(n).reduce((sum, j) => sum + (parts[j] - parts[n + j]) ** 2, 0) / n;
    },
    locals(parts) {
      const n = parts.length / 2;
      const pulls = upTo(n).map((j) => (2 * (parts[j] - parts[n + j])) / n);
      return [...pulls, ...pulls.map((pull) => -pull)];
    },
  },
};

/** A product's symbol and its words. @param {Network} network @param {Quantity} weight @returns {[string, string]} */
function inProduct(network, weight) {
  const from = arriving(weight.layer, weight.from);
  return [`${symbolOf(weight)}${symbolOf(from)}`, t`${wordsOf(network, weight)}, times ${wordsOf(network, from)}`];
}
