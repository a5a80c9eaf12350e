// Run a runner of the race as JSON on stdin asks, and answer with what it reached: called by test_race.py.
import { readFileSync } from "node:fs";
import { BySlopes, LargestTogether, OneAtATime } from "../../src/turning_dials/boards/race/runners.js";
import { Network } from "../../src/turning_dials/kit/model/engine.js";

const { rule, sizes, activation, cost, parameters, inputs, targets, how, rounds, steps } = JSON.parse(
  readFileSync(0, "utf8"),
);
const network = new Network(sizes, activation, cost, parameters);
const examples = {
  inputs: Float64Array.from(inputs),
  targets: Float64Array.from(targets),
  count: inputs.length / sizes[0],
};
let round = 0;
const runner = rule === "story"
  ? new LargestTogether(network, examples, how)
  : rule === "one"
  ? new OneAtATime(network, examples, how, () => rounds[round++])
  : new BySlopes(network, examples, how);
while (runner.steps < steps && !runner.stopped) runner.run(runner.evaluations + 1, 0);
process.stdout.write(JSON.stringify({
  cost: runner.cost,
  accuracy: runner.accuracy(),
  evaluations: runner.evaluations,
  parameters: [...runner.network.parameters],
  stopped: runner.stopped,
  steps: runner.steps,
  curve: runner.curve,
}));
