// A challenge, run by node: what is a turn, what ends it, and what descent needs beside it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Challenge, descentSteps } from "../../src/turning_dials/kit/model/challenge.js";
import { Machine, NetworkModel } from "../../src/turning_dials/kit/model/machine.js";

/** A neuron without a bend that is to answer 1 to 1: cost (w + b − 1)², 0.64 at first. */
function made(below = 0.05, turns = 3) {
  const spec = { sizes: [1, 1], activation: "identity", cost: "mean_squared_error" };
  const machine = new Machine(new NetworkModel(spec, [0.1, 0.1], Float64Array.of(1), Float64Array.of(1)));
  const challenge = new Challenge(machine, { below, turns });
  machine.on((reason) => challenge.heard(reason));
  return { machine, challenge };
}

test("a dial is one turn until another is moved", () => {
  const { machine, challenge } = made();
  machine.set(0, 0.2);
  assert.deepEqual([challenge.state, challenge.turns], ["ready", []]);
  challenge.begin();
  assert.equal(machine.parameters[0], 0.1);
  machine.set(0, 0.2);
  machine.set(0, 0.3);
  machine.set(1, 0.2);
  assert.deepEqual(challenge.turns, [[0, 0.3], [1, 0.2]]);
  machine.undo();
  assert.deepEqual(challenge.turns, [[0, 0.3], [1, 0.1]]);
  machine.set(0, 0.75);
  assert.deepEqual([challenge.state, challenge.turns.length], ["won", 3]);
  assert.equal(challenge.reached, machine.cost);
  const { reached } = challenge;
  machine.set(1, 5);
  assert.deepEqual([challenge.state, challenge.turns.length, challenge.reached], ["won", 3, reached]);
});

test("one turn too many, or giving up, loses it", () => {
  const { machine, challenge } = made();
  challenge.begin();
  for (const [index, value] of [[0, 0.2], [1, 0], [0, 0.1], [1, 0.9]]) machine.set(index, value);
  assert.deepEqual([challenge.state, challenge.turns.length], ["lost", 3]);
  challenge.begin();
  assert.deepEqual([challenge.state, challenge.turns.length], ["on", 0]);
  challenge.giveUp();
  assert.equal(challenge.state, "lost");
});

test("many dials turned at once are as many turns, and a rewind begins anew", () => {
  const { machine, challenge } = made();
  challenge.begin();
  machine.step(0.01);
  assert.equal(challenge.turns.length, 2);
  machine.rewind();
  assert.deepEqual([challenge.state, challenge.turns.length], ["on", 0]);
  machine.replace([0.5, 0.4]);
  assert.deepEqual([challenge.state, challenge.turns.length], ["won", 2]);
});

test("other examples or another network put it off", () => {
  const { machine, challenge } = made();
  challenge.begin();
  machine.model.hold(Float64Array.of(1), Float64Array.of(0.2));
  machine.refresh();
  assert.equal(challenge.state, "off");
  challenge.begin();
  assert.equal(challenge.state, "easy");
});

test("turns given again bring the same count and the same cost", () => {
  const { machine, challenge } = made();
  challenge.begin();
  machine.set(0, 1 / 3);
  machine.set(1, 0.5);
  const { turns, reached } = challenge;
  const other = made();
  other.challenge.begin("replay");
  turns.forEach((turn, i) => other.challenge.retake(turn, i === turns.length - 1));
  assert.deepEqual([other.challenge.state, other.challenge.turns], ["won", turns]);
  assert.equal(other.challenge.reached, reached);
  other.challenge.begin("replay");
  other.machine.set(1, 0);
  assert.equal(other.challenge.state, "ready");
});

test("descent's steps are those that a run takes, and nothing is turned", () => {
  const { machine } = made();
  machine.set(0, 0.3);
  const before = [machine.parameters.slice(), machine.cost, machine.gradient.slice()];
  const steps = descentSteps(machine, 0.05, 0.1, 100);
  assert.deepEqual([machine.parameters, machine.cost, machine.gradient], before);
  machine.rewind();
  let count = 0;
  for (; machine.cost >= 0.05; count++) machine.step(0.1);
  assert.equal(steps, count);
  assert.equal(descentSteps(machine, 0.05, 0.1, count - 1), null);
  assert.equal(descentSteps(machine, 0.05, 50, 100), null);
});
