// @ts-nocheck because its stand-ins are less than the real thing.
// What the control board does without a page: names of dials, the plan of the console, the camera, training in slices.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Album } from "../../src/turning_dials/boards/control/album.js";
import { Camera } from "../../src/turning_dials/kit/console/camera.js";
import { Places, steepest } from "../../src/turning_dials/kit/console/places.js";
import { blockOf, dialAt, neighbor, planConsole, roomOf } from "../../src/turning_dials/kit/console/plan.js";
import { Ranges } from "../../src/turning_dials/kit/console/ranges.js";
import { unpack } from "../../src/turning_dials/boards/control/sets.js";
import { Judge, Trainer } from "../../src/turning_dials/boards/control/trainer.js";
import { Network } from "../../src/turning_dials/kit/model/engine.js";
import { index, place } from "../../src/turning_dials/kit/model/layout.js";
import { Machine, NetworkModel, Trouble } from "../../src/turning_dials/kit/model/machine.js";
import { middle } from "../../src/turning_dials/kit/parts/picture.js";
import { reduce } from "../../src/turning_dials/kit/parts/reduce.js";

const DOGS = [625, 20, 20, 10];
const BREEDS = [
  "German shepherd",
  "Labrador retriever",
  "Rottweiler",
  "beagle",
  "bulldog",
  "golden retriever",
  "Great Dane",
  "poodle",
  "Doberman",
  "dachshund",
];
const dogs = new Places(DOGS, { shape: [25, 25], outputs: BREEDS });
const count = (sizes) => sizes.slice(1).reduce((sum, n, l) => sum + n * (sizes[l] + 1), 0);

/** Numbers that look random, the same each time. */
function numbers(n, seed = 1) {
  let state = seed;
  return Float64Array.from({ length: n }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

test("a dial has a name, and the name finds the dial", () => {
  for (let index = 0; index < 13150; index += 7) assert.equal(dogs.find(dogs.name(index)), index, dogs.name(index));
  const faces = new Places([25, 4, 1], { shape: [5, 5], outputs: ["smile"] });
  for (let index = 0; index < 109; index++) assert.equal(faces.find(faces.name(index)), index, faces.name(index));
  const digits = new Places([64, 30, 10], { shape: [8, 8], outputs: [..."0123456789"] });
  for (let index = 0; index < digits.count; index++) {
    assert.equal(digits.find(digits.name(index)), index, digits.name(index));
  }
  assert.throws(() => dogs.find("layer 1, beagle, bias"), /Which neuron of layer 1/);
  const plain = new Places([3, 2, 2]);
  for (let index = 0; index < 14; index++) assert.equal(plain.find(plain.name(index)), index, plain.name(index));
});

test("a name may be said in many ways", () => {
  const pixel = index(DOGS, 0, "weight", 6, 11 * 25 + 2);
  for (
    const said of [
      "layer 1, neuron 7, pixel 12,3",
      "Layer 1 Neuron 7 Pixel 12 3",
      "l1 n7 p12,3",
      "neuron 7, pixel 12, 3",
      "1 7 12 3",
      "pixel (12,3) neuron 7",
      `dial ${pixel}`,
      `#${pixel}`,
      ` ${pixel} `,
    ]
  ) {
    assert.equal(dogs.find(said), pixel, said);
  }
  const bias = index(DOGS, 1, "bias", 2);
  for (const said of ["layer 2, neuron 3, bias", "bias of neuron 3 in layer 2", "l2 n3 b"]) {
    assert.equal(dogs.find(said), bias, said);
  }
  const beagle = index(DOGS, 2, "weight", 3, 3);
  for (const said of ["layer 3, beagle, from neuron 4", "beagle from 4", "layer 3 neuron 4 from 4", "BEAGLE input 4"]) {
    assert.equal(dogs.find(said), beagle, said);
  }
  assert.equal(dogs.find("great dane bias"), index(DOGS, 2, "bias", 6));
});

test("a name that means no dial is answered with a sentence that names one", () => {
  for (
    const said of [
      "",
      "  ",
      "the big one",
      "layer 4, neuron 1, bias",
      "layer 1, neuron 21, bias",
      "layer 1, neuron 7, pixel 26,1",
      "layer 1, neuron 7, pixel 0,1",
      "layer 2, neuron 3, pixel 1,1",
      "layer 2, neuron 3",
      "layer 2, from 3",
      "neuron 3, bias",
      "dial 13150",
      "beagle",
      "<b>",
      "1 2 3 4 5",
    ]
  ) {
    assert.throws(
      () => dogs.find(said),
      (error) => error instanceof Trouble && error.message.length > 25 && /\d|layer/.test(error.message),
      said,
    );
  }
});

for (
  const [sizes, shape] of [
    [[25, 4, 1], [5, 5]],
    [[1, 1], null],
    [[2, 3, 1], null],
    [[40, 3, 2], null],
    [DOGS, [25, 25]],
    [[64, 30, 10], [8, 8]],
    [[300, 40, 9], null],
    [[9000, 2], null],
    [[3, 500, 3], null],
  ]
) {
  for (const width of [240, 694, 1100]) {
    test(`every dial of ${sizes.join("-")} has a room of its own on a console ${width} wide`, () => {
      const plan = planConsole(sizes, { shape, width, least: 24 });
      for (let index = 0; index < count(sizes); index += 1 + Math.floor(count(sizes) / 3000)) {
        const { x, y, size } = roomOf(plan, index);
        assert.equal(dialAt(plan, x + size / 2, y + size / 2), index);
        assert.ok(x >= -1e-9 && x + size <= width + 0.5, `dial ${index} at ${x}, ${size}`);
        assert.ok(y >= 0 && y + size <= plan.height + 0.5, `dial ${index} down at ${y}, ${size} of ${plan.height}`);
        assert.ok(size > 0);
      }
      if (plan.knobs) assert.ok(plan.blocks.every((one) => one.cell >= 24));
    });
  }
}

test("a finger finds knobs of at least 44 pixels on a phone", () => {
  const plan = planConsole([25, 4, 1], { shape: [5, 5], width: 256, least: 44 });
  assert.ok(plan.blocks.every((one) => one.cell >= 44));
});

test("arrow keys reach every dial", () => {
  for (const [sizes, shape] of [[[25, 4, 1], [5, 5]], [[6, 5, 4, 2], null], [[36, 12, 3], [6, 6]]]) {
    const plan = planConsole(sizes, { shape, width: 694, least: 24 });
    const seen = new Set([0]);
    const queue = [0];
    while (queue.length) {
      const index = queue.pop();
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
        const next = neighbor(plan, index, dx, dy);
        if (!seen.has(next)) queue.push(next);
        seen.add(next);
      }
    }
    assert.equal(seen.size, count(sizes), sizes.join("-"));
  }
});

test("the camera keeps the plan in view and a zoomed point in place", () => {
  const camera = new Camera();
  camera.fit(694, 460, 4);
  assert.equal(camera.most, 24);
  const [x, y] = camera.toPlan(200, 100);
  camera.zoom(3, 200, 100);
  assert.deepEqual(camera.toPlan(200, 100).map((v) => Math.round(v * 1e6)), [x, y].map((v) => Math.round(v * 1e6)));
  camera.pan(1e6, -1e6);
  assert.deepEqual(camera.toPlan(0, 460).map(Math.round), [0, 460]);
  camera.zoom(1e-9);
  assert.deepEqual([camera.scale, camera.x, camera.y], [1, 0, 0]);
  camera.zoom(1e9, 0, 0);
  assert.equal(camera.scale, 24);
  camera.show({ x: 690, y: 450, size: 4 });
  const [left, top] = camera.toPlan(0, 0);
  assert.ok(left <= 690 && left + 694 / 24 >= 694 && top <= 450 && top + 460 / 24 >= 454);
});

test("the steepest dials are those that sorting finds", () => {
  const slopes = numbers(5000, 7);
  const sorted = Array.from(slopes.keys()).sort((a, b) => Math.abs(slopes[b]) - Math.abs(slopes[a]));
  assert.deepEqual(steepest(slopes, 60), sorted.slice(0, 60));
  assert.deepEqual(steepest(slopes.subarray(0, 3), 60).length, 3);
});

test("a layer's knobs share a range that doubles, and rewinding brings the first back", () => {
  const sizes = [2, 2, 1];
  const model = new NetworkModel(
    { sizes, activation: "sigmoid", cost: "mean_squared_error" },
    [0.5, -0.7, 0.1, 0.2, 0, 0, 3, 1, 0],
    Float64Array.of(1, 0),
    Float64Array.of(1),
  );
  const machine = new Machine(model);
  const ranges = new Ranges(machine);
  machine.on((reason) => ranges.spoil(reason));
  assert.deepEqual([ranges.of(0), ranges.of(1)], [1, 4]);
  machine.set(4, 3.1);
  assert.deepEqual([ranges.of(0), ranges.of(1)], [4, 4]);
  machine.set(4, 0);
  assert.equal(ranges.of(0), 4);
  machine.rewind();
  assert.equal(ranges.of(0), 1);
});

test("levels of sixteen arrive as they were sent", () => {
  const bytes = Uint8Array.of(0, 5, 16, 16, 0, 0);
  assert.deepEqual(unpack(new DataView(bytes.buffer), { count: 2, kind: "sixteenths" }, 2, 1), {
    inputs: Float64Array.of(0, 5 / 16, 1, 0),
    targets: Float64Array.of(1, 0),
    count: 2,
  });
});

test("sets of pictures arrive as they were sent", () => {
  const bytes = Uint8Array.of(0, 51, 255, 255, 102, 0);
  assert.deepEqual(unpack(new DataView(bytes.buffer), { count: 2, kind: "uint8" }, 2, 1), {
    inputs: Float64Array.of(0, 51 / 255, 1, 102 / 255),
    targets: Float64Array.of(1, 0),
    count: 2,
  });
  const exact = Float64Array.of(9, 0.1, -0.2, 0.3, 0.4, 0.5, 0.6).subarray(1);
  assert.deepEqual(
    unpack(new DataView(exact.buffer, 8), { count: 2, kind: "float64" }, 2, 1).inputs,
    Float64Array.of(0.1, -0.2, 0.4, 0.5),
  );
});

const sizes = [4, 5, 3];
const examples = { inputs: numbers(40 * 4, 3), targets: numbers(40 * 3, 4).map((v) => (v + 1) / 2), count: 40 };
const fresh = () => new Network(sizes, "sigmoid", "mean_squared_error", numbers(count(sizes), 5));

test("training in portions takes the same steps as training in one", () => {
  const [whole, parts] = [
    new Trainer(fresh(), examples, { batch: 8, momentum: 0.5 }),
    new Trainer(fresh(), examples, { batch: 8, momentum: 0.5 }),
  ];
  parts.portion = 3;
  const [a, b] = [fresh().parameters, fresh().parameters];
  while (whole.steps < 12) whole.train(a, 2, -1);
  while (parts.steps < 12) parts.train(b, 2, -1);
  assert.ok(a.every((value, i) => Math.abs(value - b[i]) < 1e-12));
  assert.equal(whole.epochs, 12 * 8 / 40);
});

test("a full batch is plain gradient descent, and every picture is seen once in a round", () => {
  const trainer = new Trainer(fresh(), examples, { batch: 40 });
  const plain = fresh();
  const parameters = fresh().parameters;
  trainer.train(parameters, 3, -1);
  plain.evaluate(examples.inputs, examples.targets, 40);
  assert.ok(parameters.every((value, i) => Math.abs(value - (plain.parameters[i] - 3 * plain.gradient[i])) < 1e-12));
  assert.deepEqual([...trainer.order].sort((x, y) => x - y), Array.from({ length: 40 }, (_, i) => i));
});

test("a weight penalty adds its share of each weight to the weight's slope and leaves the biases", () => {
  const trainer = new Trainer(fresh(), examples, { batch: 40, penalty: 0.1 });
  const plain = fresh();
  const parameters = fresh().parameters;
  trainer.train(parameters, 3, -1);
  plain.evaluate(examples.inputs, examples.targets, 40);
  const isWeight = (i) => place(sizes, i).kind === "weight";
  parameters.forEach((value, i) => {
    const slope = plain.gradient[i] + (isWeight(i) ? 0.1 * plain.parameters[i] : 0);
    assert.ok(Math.abs(value - (plain.parameters[i] - 3 * slope)) < 1e-12, `dial ${i}`);
  });
});

test("a run that overflows leaves the last good dials", () => {
  const huge = { inputs: Float64Array.of(1e200, 1e200), targets: Float64Array.of(0), count: 1 };
  const network = new Network([2, 1], "identity", "mean_squared_error", [1e100, 1e100, 0]);
  const trainer = new Trainer(network, huge, { batch: 1 });
  const parameters = network.parameters.slice();
  assert.equal(trainer.train(parameters, 1e10, -1), false);
  assert.deepEqual([...parameters], [1e100, 1e100, 0]);
});

test("the judge counts whole sets in slices, at the dials it was given", () => {
  const network = fresh();
  const judge = new Judge(network, { training: examples });
  judge.portion = 7;
  const asked = network.parameters.slice();
  judge.begin(asked, 5);
  while (!judge.advance(-1)) asked.fill(0);
  network.forward(examples.inputs, 40);
  assert.ok(Math.abs(judge.readings.training.cost - network.cost(examples.targets, 40)) < 1e-12);
  assert.deepEqual([judge.step, judge.readings.training.count], [5, 40]);
});

test("pictures become gray levels in steps of 1/255, white where nothing is", () => {
  const rgba = new Uint8ClampedArray(4 * 4 * 4);
  for (let i = 0; i < 8; i++) rgba.set([255, 255, 255, 255], 4 * i);
  for (let i = 8; i < 12; i++) rgba.set([0, 0, 0, 255], 4 * i);
  assert.deepEqual([...reduce(rgba, 4, 4, 2, 2)], [1, 1, 128 / 255, 128 / 255]);
  assert.deepEqual(middle(400, 100, 5, 5), { x: 150, y: 0, w: 100, h: 100 });
  assert.deepEqual(middle(30, 90, 5, 10), { x: 0, y: 37, w: 30, h: 15 });
});

test("only one picture is in hand from an album, or all of them", () => {
  const model = new NetworkModel(
    { sizes, activation: "sigmoid", cost: "mean_squared_error" },
    fresh().parameters,
    examples.inputs.slice(0, 4),
    examples.targets.slice(0, 3),
  );
  const machine = new Machine(model);
  const both = new Float64Array(2 * 7);
  for (let e = 0; e < 2; e++) {
    both.set(examples.inputs.subarray(4 * e, 4 * e + 4), 7 * e);
    both.set(examples.targets.subarray(3 * e, 3 * e + 3), 7 * e + 4);
  }
  const choice = (value) => {
    const listeners = [];
    const set = (next) => {
      one.value = next;
      listeners.forEach((listener) => listener(next));
    };
    const one = { value, set, on: (listener) => listeners.push(listener) };
    return one;
  };
  const kept = {};
  const model_ = { get: (name) => (name === "choices" ? kept : new DataView(both.buffer)), static: true };
  const album = new Album({
    machine,
    options: { album: { count: 2, kind: "float64" } },
    traits: model_,
    choices: { picture: choice(0), together: choice("false") },
    onStop() {},
    request() {},
    lackTarget() {},
    remember: (name, value) => kept[name] = value,
  });
  album.show(1);
  assert.deepEqual(machine.inputs, [[...examples.inputs.subarray(4, 8)]]);
  assert.equal(album.example, 0);
  album.gather(true);
  assert.equal(machine.inputs.length, 2);
  assert.equal(album.example, 1);
  album.add(new Float64Array(4), "mine", true);
  assert.deepEqual([album.example, machine.inputs.length, album.right(2)], [-1, 2, null]);
  album.name(2);
  assert.deepEqual(kept.own_picture, ["mine", 2, [0, 0, 0, 0]]);
  assert.deepEqual([album.example, machine.inputs.length, machine.targets[2]], [2, 3, [0, 0, 1]]);
  // A drawing that goes on is still what it was said to be; another picture is not.
  album.add(Float64Array.of(0, 1, 0, 0), "mine", true);
  assert.deepEqual([machine.inputs[2], machine.targets[2]], [[0, 1, 0, 0], [0, 0, 1]]);
  album.add(new Float64Array(4), "mine");
  assert.deepEqual([album.example, machine.inputs.length], [-1, 2]);
  album.name(2);
  const viewer = new Network(sizes, "sigmoid", "mean_squared_error", machine.parameters);
  assert.deepEqual([...album.outputs(2)], [...viewer.forward(new Float64Array(4), 1)]);
});

test("the plan knows which block holds a dial", () => {
  const plan = planConsole(DOGS, { shape: [25, 25], width: 694, least: 24 });
  assert.equal(blockOf(plan, 12500).kind, "bias");
  assert.equal(plan.blocks[0].label, "layer 1: 20 pictures of 625 dials");
  assert.throws(() => blockOf(plan, 13150));
});
