// @ts-check
// The graph as it stands on the board: a button for each node, in columns from what is given to the cost, and a wire from each
// part to what is made of it. One tab stop; the arrow keys go along the wires. Where there is no room for all columns, they
// stand in a window that moves with the open node.
import { div, write } from "../../kit/board/elements.js";
import { sharesOf } from "../../kit/model/graph.js";
import { t } from "../../kit/model/language.js";
import { drawable } from "../../kit/model/scale.js";
import { shown, significant, spoken } from "../../kit/model/text.js";
import { createStrands } from "../../kit/parts/strands.js";

/** @typedef {import("../../kit/model/graph.js").Graph} Graph */
/** @typedef {import("../../kit/model/graph.js").Node} Node */
/** Whether a node's value and its slope are known by now. @typedef {(node: Node) => boolean[]} Known */

/** So far from the edge of the window a node is in sight with its ring, in pixels. */
const EDGE = 6;

/** What a node does, where its symbol does not say it. */
const MARKS = { given: "", product: "×", sum: "+", bend: "f", cost: "" };
/**
 * Where an arrow key leads from a node: to what came into it, which is no dial if there is any other; to what it feeds; and to
 * its neighbors in the column, which is in the order of the screen.
 * @type {Record<string, (node: Node, column: Node[]) => Node | undefined>}
 */
const WAYS = {
  ArrowLeft: ({ parts }) => parts.find(({ op, q }) => op !== "given" || q.kind === "x") ?? parts[0],
  ArrowRight: ({ feeds }) => feeds[0],
  ArrowDown: (node, column) => column[column.indexOf(node) + 1],
  ArrowUp: (node, column) => column[column.indexOf(node) - 1],
};

/**
 * @param {import("../../kit/board/board.js").Board<any, any>} board @param {(node: Node) => void} onOpen
 */
export function createNodes(board, onOpen) {
  const [room, element] = [div("td-graph-room"), div("td-graph")];
  element.setAttribute("role", "group");
  // Firefox would make a tab stop of what scrolls, beside that of the nodes.
  room.tabIndex = -1;
  room.append(element);
  /** @type {Map<Node, ReturnType<typeof createNode>>} */
  let made = new Map();
  /** @type {Node[]} */
  let nodes = [];
  /** Each column's nodes, in the order of the screen. @type {Node[][]} */
  let columns = [];
  /** @type {ReturnType<typeof createStrands> | null} */
  let strands = null;
  /** What was brought into sight, in how wide a window. @type {[Node | null, number]} */
  let seen = [null, 0];
  const key = (/** @type {Node} */ from, /** @type {Node} */ to) => `${nodes.indexOf(from)} ${nodes.indexOf(to)}`;

  element.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    const from = nodes.find((node) => made.get(node)?.element === event.target);
    if (!way || !from || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const column = columns.find((one) => one.includes(from)) ?? [];
    const to = way(from, column);
    if (to) made.get(to)?.element.focus();
  });

  return {
    element: room,
    /** Draw the graph of another network. @param {Graph} graph */
    lay(graph) {
      nodes = graph.nodes;
      strands?.stop();
      element.replaceChildren();
      element.setAttribute(
        "aria-label",
        t`the computation as a graph of ${nodes.length} nodes; the left arrow key goes toward the inputs, the right one toward the cost, up and down go to the neighbors`,
      );
      made = new Map(nodes.map((node) => [node, createNode(board, node, () => onOpen(node))]));
      const laid = columnsOf(graph);
      columns = laid.map((ranks) => ranks.flat());
      element.append(...laid.map((ranks) => columnOf(ranks, made)));
      strands = createStrands(element);
      for (const [node, { element: to }] of made) {
        node.parts.forEach((part, i) => {
          const from = /** @type {{element: HTMLElement}} */ (made.get(part)).element;
          strands?.join(key(part, node), from, to, null, () => drawable(node.locals[i]));
        });
      }
      strands.place();
    },
    /** @param {Node} open @param {Known} known */
    paint(open, known) {
      if (seen[0] !== open || seen[1] !== room.clientWidth) reveal(room, made.get(open)?.element);
      seen = [open, room.clientWidth];
      for (const [node, one] of made) one.paint(node === open, known(node));
      strands?.paint("", [
        ...open.parts.map((part) => key(part, open)),
        ...open.feeds.map((to) => key(open, to)),
      ]);
    },
    /**
     * Let the values of a step travel: those of the parts to their node, or the shares of a slope back to theirs.
     * @param {Node} node @param {import("../../kit/model/quantities.js").Quantity} q the step
     */
    travel(node, q) {
      strands?.travel(carried(node, q, key, (slope) => board.clean(slope)));
    },
    stop: () => strands?.stop(),
  };
}

/**
 * Bring a node into sight, with the columns before and after it: there are its parts, and what it feeds.
 * @param {HTMLElement} room that scrolls @param {HTMLElement | undefined} button of the node
 */
function reveal(room, button) {
  const columns = [...room.querySelectorAll(".td-graph-column")];
  const at = columns.findIndex((column) => column.contains(button ?? null));
  if (at < 0) return;
  const [first, last] = [columns[Math.max(0, at - 1)], columns[Math.min(columns.length - 1, at + 1)]];
  const frame = room.getBoundingClientRect();
  const [before, after] = [
    first.getBoundingClientRect().left - EDGE - frame.left,
    last.getBoundingClientRect().right + EDGE - frame.right,
  ];
  if (before < 0) room.scrollBy({ left: before });
  else if (after > 0) room.scrollBy({ left: Math.min(before, after) });
}

/**
 * What travels in a step, and along which wires.
 * @param {Node} node @param {import("../../kit/model/quantities.js").Quantity} q @param {(from: Node, to: Node) => string} key
 * @param {(slope: number) => number} clean
 */
function carried(node, q, key, clean) {
  if (q.kind === "z" || q.kind === "a" || q.kind === "cost") {
    return node.parts.map((part) => ({ key: key(part, node), start: 0, end: 1, text: brief(part.value) }));
  }
  return sharesOf(node).map(({ to, share }) => ({ key: key(node, to), start: 1, end: 0, text: brief(clean(share)) }));
}

/**
 * The nodes by columns, and in each column by ranks: what belongs together.
 * @param {Graph} graph
 */
function columnsOf({ nodes, cost }) {
  return Array.from({ length: cost.column + 1 }, (_, column) => {
    /** @type {Map<string, Node[]>} */
    const ranks = new Map();
    for (const node of nodes.filter((one) => one.column === column)) {
      // The products of a neuron stand with its bias; weights, inputs, outputs and targets each among their own.
      const together = node.op === "product" || node.q.kind === "b" ? `neuron ${node.q.to}` : node.q.kind;
      ranks.set(together, [...(ranks.get(together) ?? []), node]);
    }
    // What was computed stands above what is given anew.
    return [...ranks.values()].sort((one, other) => Number(one[0].q.kind === "w") - Number(other[0].q.kind === "w"));
  });
}

/** @param {Node[][]} ranks @param {Map<Node, {element: HTMLElement}>} made */
function columnOf(ranks, made) {
  const column = div("td-graph-column");
  for (const rank of ranks) {
    const row = div("td-graph-rank");
    row.append(...rank.map((node) => /** @type {{element: HTMLElement}} */ (made.get(node)).element));
    column.append(row);
  }
  return column;
}

/** @param {import("../../kit/board/board.js").Board<any, any>} board @param {Node} node @param {() => void} act */
function createNode(board, node, act) {
  const element = /** @type {HTMLButtonElement} */ (div(`td-node td-node-${node.op}`, "button"));
  element.type = "button";
  element.innerHTML = "<i></i><b></b><span></span>";
  element.title = node.words;
  const [name, value, slope] = [...element.children];
  name.textContent = `${MARKS[node.op]} ${node.symbol}`.trim();
  element.addEventListener("click", act);
  // Whoever walks through the graph opens as they go.
  element.addEventListener("focus", act);

  /** @param {boolean} open @param {boolean[]} known its value, its slope */
  function paint(open, [knowsValue, knowsSlope]) {
    write(value, knowsValue ? brief(node.value) : "·");
    write(slope, `∂\u2009${knowsSlope ? brief(node.slope) : "·"}`);
    element.tabIndex = open ? 0 : -1;
    element.setAttribute("aria-pressed", String(open));
    const said = [knowsValue ? t`value ${spoken(node.value, 4)}` : t`not computed yet`];
    if (knowsSlope && board.slopesShown()) said.push(t`slope ${spoken(node.slope, 4)}`);
    element.setAttribute("aria-label", `${node.symbol}, ${node.words}: ${said.join(", ")}`);
  }
  return { element, paint };
}

/**
 * A number that fits into a node; the open node has its digits. Four decimals, since with fewer the parts of the worked example
 * do not add up to its sums; what is small or large has the digits that count.
 * @param {number} value
 */
function brief(value) {
  const size = Math.abs(value);
  if (size < 100 && (size >= 1e-3 || size === 0)) return shown(value, 4).replace(/\.?0+$/, "");
  const text = significant(value, size < 1e-3 ? 2 : 4);
  return text.length > 8 && text.includes("×") ? shown(Number(value.toPrecision(1))).replace(".0×", "×") : text;
}
