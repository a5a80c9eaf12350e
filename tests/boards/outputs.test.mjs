// The model under the cost board, run by node.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Machine } from "../../src/turning_dials/kit/model/machine.js";
import { leaders, Outputs } from "../../src/turning_dials/boards/cost/outputs.js";

const ANSWERS = [0.3, 0.8, 0.5, 0.2, 0.3, 0.6, 0.3, 0.3, 0.4, 0.7];
const made = (cost = "mean_squared_error") => {
  const model = new Outputs(Float64Array.from(ANSWERS), Float64Array.from(ANSWERS, (_, j) => Number(j === 3)), cost);
  const machine = new Machine(model);
  return { model, machine };
};

test("the beagle's ten answers cost 0.29, and the dachshund leads at its z", () => {
  const { model, machine } = made();
  assert.ok(Math.abs(machine.cost - 0.29) < 1e-15);
  assert.deepEqual(leaders(model.gradient), [1, 3]);
  assert.deepEqual(leaders(model.delta), [9]);
  assert.deepEqual(leaders(made("binary_cross_entropy").model.delta), [1, 3]);
  assert.deepEqual(leaders([0, 0]), []);
});

for (const cost of ["mean_squared_error", "binary_cross_entropy"]) {
  test(`${cost}: slopes are those of nudging, for the answer and at its z`, () => {
    const { model, machine } = made(cost);
    const sigmoid = (/** @type {number} */ z) => 1 / (1 + Math.exp(-z));
    const at = (/** @type {number} */ j, /** @type {number} */ a) => {
      machine.set(j, a);
      return machine.cost;
    };
    for (let j = 0; j < ANSWERS.length; j++) {
      const a = ANSWERS[j];
      const z = Math.log(a / (1 - a));
      const [slope, slopeZ] = [model.gradient[j], model.delta[j]];
      const nudged = (at(j, a + 1e-6) - at(j, a - 1e-6)) / 2e-6;
      const nudgedZ = (at(j, sigmoid(z + 1e-5)) - at(j, sigmoid(z - 1e-5))) / 2e-5;
      machine.set(j, a);
      assert.ok(Math.abs(slope - nudged) < 1e-8 && Math.abs(slopeZ - nudgedZ) < 1e-8);
      assert.ok(Math.abs(slopeZ - slope * a * (1 - a)) < 1e-16);
    }
    const shares = model.shares.reduce((sum, share) => sum + share, 0);
    assert.ok(Math.abs(shares - machine.cost) < 1e-15);
  });

  test(`${cost}: descent stays within the dials' ends and gets close to the targets`, () => {
    const { machine } = made(cost);
    for (let i = 0; i < 300; i++) machine.step(1);
    assert.ok(machine.parameters.every((a) => a >= 0.001 && a <= 0.999));
    assert.ok(machine.cost < 0.0011 && machine.parameters[3] > 0.99);
    assert.throws(() => machine.set(3, 1), /goes from 0.001 to 0.999/);
  });
}
