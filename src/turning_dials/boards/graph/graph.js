// @ts-check
// The computation behind a small network as a graph, beside the network itself: whatever is opened in one lights up in the
// other, in the receipt and in the film.
import { defineBoard } from "../../kit/board/define.js";
import { div } from "../../kit/board/elements.js";
import { dialFor, Graph, sharesOf, stepsOf } from "../../kit/model/graph.js";
import { t } from "../../kit/model/language.js";
import { networkOf } from "../../kit/model/machine.js";
import { quantity, slopeOf } from "../../kit/model/quantities.js";
import { fullSlopeOf } from "../../kit/model/scale.js";
import { significant } from "../../kit/model/text.js";
import { Film } from "../../kit/parts/film.js";
import { createList, examples, modelOf, networkField, PRESETS } from "../../kit/parts/networks.js";
import { createReceipt } from "../../kit/parts/receipt.js";
import { createScene } from "../../kit/parts/scene.js";
import { createNodes } from "./nodes.js";
import { createOpened } from "./opened.js";

/** No layer of the graph is wider, and there are no more layers. */
const WIDEST = 2;
const DEEPEST = 2;

const OPTIONS = { presets: PRESETS };
/** @typedef {import("../../kit/model/graph.js").Node} Node */
/** @typedef {import("../../kit/model/quantities.js").Quantity} Quantity */
/** @typedef {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, ReturnType<typeof fields>>} GraphBoard */
/**
 * @typedef {object} Parts
 * @property {Graph} graph
 * @property {Film} film
 * @property {ReturnType<typeof createScene>} scene
 * @property {ReturnType<typeof createNodes>} nodes
 * @property {ReturnType<typeof createOpened>} opened what the open node is made of
 * @property {ReturnType<typeof createReceipt>} receipt
 * @property {ReturnType<typeof createList>} list of worked examples
 * @property {Node} open the node that is looked at
 * @property {number} picked the dial in hand
 */

export default defineBoard({
  name: "graph",
  title: t`graph board`,
  options: OPTIONS,
  rates: [0.01, 20],
  fields,
  build,
  paint,
  pick: (board, parts, index) => open(board, parts, dialNode(parts.graph, index)),
  changed(board, parts, reason) {
    if (reason === "become") settle(board, parts);
  },
  describe,
  legend: () =>
    t`In a node: its value and, after ∂, its slope. A wire of the graph is as wide as its local slope is large.`,
});

/** What the reader chooses. @param {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, {}>} board */
function fields({ machine }) {
  return { network: networkField(machine, fits) };
}

/** @param {import("../../kit/model/netstate.js").State} state */
function fits({ sizes, cost }) {
  return cost === "mean_squared_error" && sizes.length <= DEEPEST + 1 && sizes.every((n) => n <= WIDEST);
}

/** @param {GraphBoard} board */
function build(board) {
  const { machine, body } = board;
  const graph = new Graph(networkOf(machine).network);
  const first = firstOpen(graph);
  const picked = dialFor(first, machine.sizes);
  const become = (/** @type {import("../../kit/model/netstate.js").State} */ state) =>
    machine.become(modelOf(state), state.start);
  const opened = createOpened(board, (step) => parts.film.jump(step));
  const below = div("td-graph-below");
  /** @type {Parts} */
  const parts = {
    graph,
    film: new Film(board, (q) => {
      parts.scene.travel(q);
      parts.nodes.travel(parts.graph.nodeOf(q), q);
    }, (q) => q && open(board, parts, parts.graph.nodeOf(q))),
    scene: createScene(board, picked, (index) => open(board, parts, dialNode(parts.graph, index)), () => false),
    nodes: createNodes(board, (node) => open(board, parts, node)),
    opened,
    // The receipt that the reader is unfolding stays the one in view.
    receipt: createReceipt(board, (q) => look(board, parts, parts.graph.nodeOf(q))),
    list: createList(examples(machine, board.options.presets, become)),
    open: first,
    picked,
  };
  const { film, scene, nodes, receipt, list } = parts;
  const [projector, beside] = [div("td-film"), div("td-graph-beside")];
  projector.append(scene.hand, film.reel);
  below.append(opened.element, receipt.element);
  beside.append(scene.element, projector);
  body.append(beside, nodes.element, below);
  if (board.options.presets.length) board.settings.append(list.element);

  lay(board, parts);
  film.stand(Math.min(film.path.length, Number(board.traits.get("choices")?.step ?? film.path.length)));
  open(board, parts, first);
  // Which part of the graph is in sight follows from the width.
  const watch = new ResizeObserver(() => board.request());
  watch.observe(body);
  board.onStop(() => {
    watch.disconnect();
    film.halt();
    scene.stop();
    nodes.stop();
  });
  return parts;
}

/** The network, its graph and its film, for the network under the dials. @param {GraphBoard} board @param {Parts} parts */
function lay({ machine }, parts) {
  parts.film.cut(networkOf(machine).network);
  parts.scene.lay();
  parts.nodes.lay(parts.graph);
}

/** Another network stands under the board. @param {GraphBoard} board @param {Parts} parts */
function settle(board, parts) {
  const { machine } = board;
  const { film, list } = parts;
  board.fullSlope = fullSlopeOf(machine.gradient);
  parts.graph = new Graph(networkOf(machine).network);
  lay(board, parts);
  film.stand(film.path.length);
  film.keep();
  open(board, parts, firstOpen(parts.graph));
  list.show();
}

/** A hidden neuron's output, whose slope has come over a wire; of one neuron its sum. @param {Graph} graph */
function firstOpen(graph) {
  return graph.nodeOf(quantity(graph.network.sizes.length > 2 ? "a" : "z", 0));
}

/** @param {Graph} graph @param {number} index */
function dialNode(graph, index) {
  return graph.nodeOf(slopeOf(graph.network.sizes, index));
}

/** Open a node, with the dial in hand whose receipt tells of it. @param {GraphBoard} board @param {Parts} parts @param {Node} node */
function open(board, parts, node) {
  parts.picked = dialFor(node, board.machine.sizes);
  parts.receipt.show(parts.picked);
  parts.scene.hold(parts.picked);
  look(board, parts, node);
}

/** Look at a node, and leave the dial in hand. @param {GraphBoard} board @param {Parts} parts @param {Node} node */
function look(board, parts, node) {
  parts.open = node;
  board.request();
}

/** @param {GraphBoard} board @param {Parts} parts */
function paint(board, { graph, film, scene, nodes, opened, receipt, open, picked }) {
  const { machine } = board;
  const { sizes } = machine;
  graph.evaluate(networkOf(machine).flatTargets, (slope) => board.clean(slope));
  const knows = (/** @type {Quantity | null} */ q) => q === null || film.knows(q);
  const steps = stepsOf(open, sizes);
  const slope = steps[1];
  scene.paint(knows, onStage(open, slope), picked);
  nodes.paint(open, (node) => stepsOf(node, sizes).map(knows));
  film.paint();
  opened.paint(open, steps.map((q) => q && film.placeOf(q)), knows(slope), film.position);
  receipt.paint();
  receipt.light(linesOf(open, sizes));
}

/** What of the network lights up with a node: a sum with the wires that lead to it. @param {Node} node @param {Quantity | null} slope */
function onStage({ op, q }, slope) {
  return op === "sum" || q.kind === "x" || q.kind === "y" ? q : slope;
}

/** The lines of a receipt that are about a node. @param {Node} node @param {number[]} sizes */
function linesOf(node, sizes) {
  const { op, q } = node;
  const [value, slope] = stepsOf(node, sizes);
  if (op === "product") return [quantity("dw", q.layer, q.to, q.from)];
  if (q.kind === "x") return [q];
  const outputs = sizes[sizes.length - 1];
  if (q.kind === "cost") return Array.from({ length: outputs }, (_, j) => quantity("error", q.layer, j));
  return [q, slope, ...(value ? [value] : [])];
}

/** @param {GraphBoard} board @param {Parts} parts */
function describe(board, { graph, film, scene, open }) {
  const { machine } = board;
  const [value, slope] = [significant(open.value), significant(open.slope)];
  const shares = sharesOf(open).map(({ to, share }) => t`${significant(board.clean(share))} through ${to.symbol}`);
  return [
    t`A network ${machine.sizes.join("-")} as a graph of ${graph.nodes.length} nodes. Cost ${
      significant(machine.cost)
    }.`,
    film.words(),
    shares.length
      ? t`Open: ${open.symbol}, ${open.words}: value ${value}, slope ${slope}, which is ${shares.join(` ${t`plus`} `)}.`
      : t`Open: ${open.symbol}, ${open.words}: value ${value}, slope ${slope}.`,
    ...Array.from(
      machine.parameters,
      (value, k) => t`${scene.nameFor(k)}: ${significant(value)}, slope ${significant(board.slopeAt(k))}`,
    ),
  ];
}
