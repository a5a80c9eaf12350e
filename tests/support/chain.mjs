// One network a line as JSON on stdin, one answer a line: what the page's own modules say of steps, receipts and proofs.
// Called by test_chain.py, test_graph.py, test_health.py and test_facts_07.py.
import { createInterface } from "node:readline";
import { Network } from "../../src/turning_dials/kit/model/engine.js";
import { dialFor, Graph, sharesOf, stepsOf } from "../../src/turning_dials/kit/model/graph.js";
import { healthOf } from "../../src/turning_dials/kit/model/health.js";
import { explain, steps } from "../../src/turning_dials/kit/model/chain.js";
import { keyOf, pathsFrom, receiptsWith, slopeOf } from "../../src/turning_dials/kit/model/quantities.js";
import { multiplications, NUDGES, Prover } from "../../src/turning_dials/kit/model/prove.js";
import {
  activationsFor,
  fittingTargets,
  startingDials,
  startingExample,
} from "../../src/turning_dials/kit/model/start.js";
import { NetworkModel } from "../../src/turning_dials/kit/model/machine.js";
import { asState, fromState } from "../../src/turning_dials/kit/model/netstate.js";

/** @type {Record<string, (asked: any) => any>} */
const KINDS = {
  network({ sizes, activation, cost, parameters, inputs, targets, nudge }) {
    const network = new Network(sizes, activation, cost, parameters);
    network.evaluate(inputs, targets, 1);
    const path = steps(network);
    const made = new Map();
    // A receipt unfolded to the end: every quantity made from its parts, and those from theirs, down to what is given.
    const unfold = (/** @type {import("../../src/turning_dials/kit/model/quantities.js").Quantity} */ q) => {
      const key = keyOf(q);
      if (!made.has(key)) {
        explain(network, targets, q).parts.forEach(unfold);
        made.set(key, explain(network, targets, q, (part) => made.get(keyOf(part))).made);
      }
      return made.get(key);
    };
    const prover = new Prover(network);
    return {
      steps: path.map((q) => ({
        ...q,
        value: explain(network, targets, q).value,
        made: explain(network, targets, q).made,
        equation: explain(network, targets, q).equation,
      })),
      receipts: Array.from(network.parameters, (_, index) => unfold(slopeOf(sizes, index))),
      reached: [...made.keys()],
      texts: path.map((q) => {
        const { symbol, symbols, numbers, words } = explain(network, targets, q);
        return [symbol, symbols, numbers, words];
      }),
      nudged: [...prover.slopes(network.parameters, inputs, targets, nudge)],
      untouched: [...prover.twin.parameters],
      curve: prover.curve(network.parameters, inputs, targets, 0, network.gradient[0]).map(({ error }) => error),
    };
  },
  graph({ sizes, activation, cost, parameters, inputs, targets }) {
    const network = new Network(sizes, activation, cost, parameters);
    network.evaluate(inputs, targets, 1);
    const graph = new Graph(network);
    graph.evaluate(targets);
    graph.evaluate(targets);
    const path = steps(network);
    return {
      nodes: graph.nodes.map((node) => ({
        op: node.op,
        q: node.q,
        symbol: node.symbol,
        words: node.words,
        parts: node.parts.map((part) => graph.nodes.indexOf(part)),
        value: node.value,
        slope: node.slope,
        shares: sharesOf(node).map(({ share }) => share),
        steps: stepsOf(node, sizes).map((q) => q && path.findIndex((step) => keyOf(step) === keyOf(q))),
        dial: dialFor(node, sizes),
      })),
      found: path.map((q) => graph.nodes.indexOf(graph.nodeOf(q))),
    };
  },
  health({ sizes, activation, cost, parameters, inputs, targets }) {
    const network = new Network(sizes, activation, cost, parameters);
    network.evaluate(inputs.flat(), targets.flat(), inputs.length);
    return healthOf(network, inputs.length);
  },
  counts({ sizes }) {
    const layers = [...sizes.keys()].slice(1).map((l) => l - 1);
    return {
      ...multiplications(sizes),
      paths: layers.map((l) => pathsFrom(sizes, l)),
      receipts: layers.map((l) => receiptsWith(sizes, l)),
    };
  },
  nudges: () => NUDGES,
  start({ sizes, activation, cost, kept = [[], []] }) {
    const { inputs, targets } = startingExample(sizes, kept[0], kept[1]);
    const activations = activationsFor(activation, cost, sizes.length - 1);
    const fitting = fittingTargets(cost, targets);
    const dials = startingDials(sizes);
    const model = new NetworkModel({ sizes, activation: activations, cost }, dials, inputs, fitting);
    model.evaluate();
    const { text } = asState(model, dials);
    const back = fromState(text);
    return {
      dials: [...dials],
      inputs: [...inputs],
      targets: [...fitting],
      activations,
      cost: model.cost,
      gradient: [...model.gradient],
      again: back &&
        asState(
            new NetworkModel(
              { sizes: back.sizes, activation: back.activations, cost: back.cost },
              back.start,
              back.inputs,
              back.targets,
            ),
            back.start,
          ).text === text,
    };
  },
  state: ({ text }) => fromState(text) !== null,
};

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(KINDS[asked.kind](asked))}\n`);
}
