// Read networks and examples as JSON from stdin, answer with the engine's numbers for each: called by test_parity.py.
import { readFileSync } from "node:fs";
import { Network } from "../../src/turning_dials/kit/model/engine.js";
import { index, layout, place } from "../../src/turning_dials/kit/model/layout.js";

const cases = JSON.parse(readFileSync(0, "utf8"));
const answers = cases.map(({ sizes, activation, cost, parameters, inputs, targets, m }) => {
  const network = new Network(sizes, activation, cost, parameters);
  // A longer pass first, so that its left-overs in the workspaces would be noticed.
  network.evaluate([...inputs, ...inputs], [...targets, ...targets], 2 * m);
  const value = network.evaluate(inputs, targets, m);
  const layers = sizes.length - 1;
  const upTo = (arrays, from) => arrays.map((array, l) => [...array.subarray(0, m * sizes[l + from])]);
  const places = [0, (network.parameters.length / 2) | 0, network.parameters.length - 1].map((dial) => {
    const { layer, kind, to, from } = place(sizes, dial);
    return { place: [layer, kind, to, from], index: index(sizes, layer, kind, to, from) };
  });
  return {
    cost: value,
    gradient: [...network.gradient],
    outputs: [...network.a[layers].subarray(0, m * sizes[layers])],
    z: upTo(network.z, 1),
    a: upTo(network.a, 0),
    delta: upTo(network.delta, 1),
    layout: layout(sizes).map((part) => [part.layer, part.kind, part.offset, part.rows, part.columns]),
    places,
  };
});
// JSON has no Infinity: say it in a word.
process.stdout.write(JSON.stringify(answers, (_, value) => (value === Infinity ? "Infinity" : value)));
