// The machine's gestures and what Undo holds, run by node.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Machine, NetworkModel, Trouble } from "../../src/turning_dials/kit/model/machine.js";

/** A machine whose dials are all that it is about: its cost is their sum. */
function plain(count) {
  const parameters = new Float64Array(count);
  const gradient = new Float64Array(count).fill(1);
  const model = {
    parameters,
    gradient,
    cost: 0,
    sizes: [count],
    activation: "identity",
    costName: "sum",
    inputs: [[]],
    targets: [[]],
    evaluate() {
      this.cost = parameters[0];
    },
  };
  return new Machine(model);
}

const neuron = () =>
  new Machine(
    new NetworkModel(
      { sizes: [3, 1], activation: "sigmoid", cost: "mean_squared_error" },
      [1, 2, 3, 4],
      Float64Array.of(0.9, 0.2, 0.7),
      Float64Array.of(1),
    ),
  );

/** Bytes that are really held, after what nobody holds was thrown away. */
function held() {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc");
  for (let i = 0; i < 3; i++) gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test("a gesture is one entry of undo, whatever happens in it", () => {
  const machine = neuron();
  const end = machine.gesture();
  machine.set(0, 5);
  machine.set(1, 6);
  machine.step(0.5);
  machine.replace([0, 0, 0, 0]);
  end();
  machine.set(0, 9);
  machine.undo();
  assert.deepEqual([...machine.parameters], [0, 0, 0, 0]);
  machine.undo();
  assert.deepEqual([...machine.parameters], [1, 2, 3, 4]);
  assert.equal(machine.undo(), false);
});

test("a gesture within a gesture is part of it, and one in which nothing moved leaves no entry", () => {
  const machine = neuron();
  const end = machine.gesture();
  const inner = machine.gesture();
  machine.set(0, 5);
  inner();
  inner();
  machine.set(1, 6);
  end();
  assert.equal(machine.undo(), true);
  assert.deepEqual([...machine.parameters], [1, 2, 3, 4]);
  machine.gesture()();
  machine.replace([1, 2, 3, 4]);
  assert.equal(machine.canUndo, false);
});

test("a gesture that is still open can be taken back, and goes on", () => {
  const machine = neuron();
  const end = machine.gesture();
  machine.set(0, 5);
  assert.ok(machine.canUndo);
  machine.undo();
  assert.equal(machine.parameters[0], 1);
  machine.set(0, 7);
  end();
  machine.undo();
  assert.equal(machine.parameters[0], 1);
});

test("who began a gesture is told when it is taken back, once", () => {
  const machine = neuron();
  let told = 0;
  const end = machine.gesture(() => told++);
  machine.step(1);
  end();
  machine.set(0, 3);
  machine.undo();
  assert.equal(told, 0);
  machine.undo();
  machine.undo();
  assert.equal(told, 1);
});

test("every change is told once", () => {
  const machine = neuron();
  /** @type {string[]} */
  const said = [];
  machine.on((reason) => said.push(reason));
  machine.set(0, 5);
  machine.step(0.5);
  machine.rewind();
  machine.undo();
  machine.refresh();
  machine.become(machine.model);
  assert.deepEqual(said, ["set", "step", "rewind", "undo", "refresh", "become"]);
});

test("nobody outside can assign the machine's state", () => {
  const machine = neuron();
  for (const name of ["start", "history", "parameters", "cost", "rewinds", "canUndo"]) {
    assert.throws(
      () => {
        machine[name] = [];
      },
      TypeError,
      name,
    );
  }
  assert.deepEqual(Object.keys(machine), ["model"]);
});

test("another model keeps the way back while the start is the same, and not when there is another", () => {
  const machine = neuron();
  machine.set(0, 5);
  machine.become(/** @type {NetworkModel} */ (machine.model).under({ activation: "tanh" }));
  assert.equal(machine.activation, "tanh");
  machine.undo();
  assert.equal(machine.parameters[0], 1);
  machine.set(0, 5);
  machine.become(machine.model, Float64Array.of(0, 0, 0, 0));
  assert.equal(machine.canUndo, false);
  machine.rewind();
  assert.deepEqual([...machine.parameters], [0, 0, 0, 0]);
  assert.throws(() => machine.become(machine.model, Float64Array.of(1)), /start for 4 dials/);
});

test("a two-million-dial board holds 60 single turns in under 1 MB", () => {
  const machine = plain(2e6);
  const before = held();
  for (let i = 0; i < 60; i++) machine.set(7 * i, 1);
  assert.ok(machine.undoBytes < 1e3, String(machine.undoBytes));
  assert.ok(held() - before < 1e6, `${held() - before} bytes`);
  for (let i = 0; i < 60; i++) assert.equal(machine.undo(), true);
  assert.equal(machine.undo(), false);
  assert.ok(machine.parameters.every((value) => value === 0));
});

test("undo never holds more than 32 MB, and the last gesture can always be taken back", () => {
  const machine = plain(2e6);
  const before = held();
  let most = 0;
  for (let i = 1; i <= 12; i++) {
    const end = machine.gesture();
    machine.step(0.1);
    machine.step(0.1);
    most = Math.max(most, machine.undoBytes);
    machine.set(3, i);
    end();
    most = Math.max(most, machine.undoBytes);
    machine.set(5, 100 + i);
  }
  assert.ok(most <= 32e6, `${most} bytes`);
  // Besides Undo the machine keeps one vector, the last good dials of a step.
  assert.ok(held() - before < 32e6 + 16e6 + 1e6, `${held() - before} bytes`);
  const now = machine.parameters[5];
  machine.undo();
  assert.notEqual(machine.parameters[5], now);
  machine.undo();
  assert.ok(Math.abs(machine.parameters[9] + 2.2) < 1e-9, String(machine.parameters[9]));
});

test("a gesture that turned few dials of many keeps few numbers", () => {
  const machine = plain(1e6);
  const values = machine.parameters.slice();
  values[3] = values[4] = 1;
  machine.replace(values);
  assert.ok(machine.undoBytes < 100);
  machine.undo();
  assert.deepEqual([machine.parameters[3], machine.parameters[4]], [0, 0]);
});

test("limits of the model hold for every way to turn", () => {
  const machine = plain(3);
  machine.model.limits = [-1, 1];
  assert.throws(() => machine.set(0, 2), Trouble);
  assert.throws(() => machine.replace([0, 0, 2]), Trouble);
  machine.step(50);
  assert.deepEqual([...machine.parameters], [-1, -1, -1]);
});
