// The parts of the kit that know no page, run by node.
import assert from "node:assert/strict";
import { test } from "node:test";
import { asPython, boardKey, LONGEST_LINK } from "../../src/turning_dials/kit/board/link.js";
import { Machine, NetworkModel, Trouble } from "../../src/turning_dials/kit/model/machine.js";
import { clip } from "../../src/turning_dials/kit/parts/scatter.js";
import { trace } from "../../src/turning_dials/kit/board/screen.js";
import { costText, shown, signed, spoken, subscript, typed } from "../../src/turning_dials/kit/model/text.js";
import { arrow } from "../../src/turning_dials/kit/board/dialface.js";
import { widened } from "../../src/turning_dials/kit/model/scale.js";

const machine = (parameters = [1.1, -0.8, 0.4, -0.6], activation = "sigmoid") =>
  new Machine(
    new NetworkModel(
      { sizes: [3, 1], activation, cost: "mean_squared_error" },
      parameters,
      Float64Array.of(0.9, 0.2, 0.7),
      Float64Array.of(1),
    ),
  );

test("a turn brings cost and slopes up to date before it returns", () => {
  const board = machine();
  const before = board.cost;
  board.set(0, 2);
  const z = 2 * 0.9 - 0.8 * 0.2 + 0.4 * 0.7 - 0.6;
  const a = 1 / (1 + Math.exp(-z));
  assert.ok(Math.abs(board.cost - (a - 1) ** 2) < 1e-15 && board.cost < before);
  assert.ok(Math.abs(board.gradient[3] - 2 * (a - 1) * a * (1 - a)) < 1e-15);
});

test("rewind and undo restore to the last bit", () => {
  const board = machine([0.1 + 0.2, -1 / 3, 1e-17, 5]);
  const start = [...board.parameters];
  board.set(1, 0.7);
  board.set(2, 1.3);
  board.step(0.5);
  board.undo();
  assert.deepEqual([board.parameters[1], board.parameters[2]], [0.7, 1.3]);
  board.undo();
  assert.equal(board.parameters[2], start[2]);
  board.step(1);
  board.rewind();
  assert.deepEqual([...board.parameters], start);
  assert.equal(board.history.length, 1);
  board.undo();
  assert.notDeepEqual([...board.parameters], start, "a rewind can be undone: no work is lost");
  while (board.undo());
  assert.deepEqual([...board.parameters], start);
});

test("one turn of a dial, in many small moves, is one undo", () => {
  const board = machine();
  for (let i = 1; i <= 20; i++) board.set(0, 1.1 + i / 100);
  board.set(1, 0);
  board.undo();
  assert.equal(board.parameters[0], 1.3);
  board.undo();
  assert.equal(board.parameters[0], 1.1);
  assert.equal(board.undo(), false);
});

test("what is no finite number, or no dial, is refused in words and changes nothing", () => {
  const board = machine();
  const before = [...board.parameters];
  for (const value of [NaN, Infinity, "1", undefined]) assert.throws(() => board.set(0, value), Trouble);
  for (const index of [-1, 4, 0.5, "0"]) assert.throws(() => board.set(index, 1), /There is no dial/);
  assert.throws(() => board.replace([1, 2]), /has 4 dials; 2 values came/);
  assert.throws(() => board.replace([1, 2, NaN, 4]), /dial 2 is not a finite number/);
  assert.deepEqual([...board.parameters], before);
  assert.equal(board.undo(), false);
});

test("a run that diverges stops with a sentence and keeps the last good dials", () => {
  const board = machine([1, 1, 1, 1], "identity");
  assert.throws(() => {
    for (let i = 0; i < 5000; i++) board.step(1e3);
  }, /diverged.*Rewind/);
  assert.ok(board.parameters.every(Number.isFinite) && Number.isFinite(board.cost));
});

test("a board's key tells boards apart, and Python lines say what was turned", () => {
  assert.notEqual(boardKey("neuron", [Float64Array.of(1)]), boardKey("neuron", [Float64Array.of(2)]));
  assert.equal(boardKey("neuron", [Float64Array.of(1)]), boardKey("neuron", [Float64Array.of(1)]));
  const lines = asPython([[0, 0.5], [2, -1]], "xor_board", "XOR").split("\n");
  assert.deepEqual(lines, [
    "parameters = xor_board.parameters.copy()",
    "parameters[[0, 2]] = [0.5, -1]",
    "xor_board.parameters = parameters",
  ]);
  assert.equal(asPython([], "xor_board", "XOR"), "xor_board.rewind()");
  assert.match(asPython([], null, "XOR"), /^# The board “XOR”: .* variable .*\nboard\.rewind\(\)$/);
  assert.ok(LONGEST_LINK === 2048);
});

test("numbers as they are seen and heard", () => {
  assert.equal(shown(-0.8), "−0.80");
  assert.equal(shown(-0.0001), "−1.0×10⁻⁴");
  assert.equal(shown(0), "0.00");
  assert.equal(shown(2.5e7), "2.5×10⁷");
  assert.equal(shown(NaN), "–");
  assert.equal(signed(0.158), "+0.158");
  assert.equal(spoken(-0.158, 3), "minus 0.158");
  assert.equal(subscript(12), "₁₂");
  for (const cost of [0, 0.29, 1e-7, 12.5, 3e9]) assert.ok(Math.abs(Number(costText(cost)) - cost) <= cost * 0.01);
  assert.ok(Number.isNaN(Number(costText(Infinity))), "an overflow is said in words");
});

test("what a reader types", () => {
  assert.equal(typed("−0,75"), -0.75);
  assert.equal(typed(" 1.5e-3 "), 0.0015);
  for (const bad of ["", "abc", "1.2.3", "Infinity", "NaN", "0x10", "1,000.5", "--1"]) {
    assert.ok(Number.isNaN(typed(bad)), bad);
  }
});

test("a dial's range doubles, and its arrow points the way the cost falls", () => {
  assert.equal(widened(2, 1.9), 2);
  assert.equal(widened(2, -9), 16);
  assert.equal(widened(2, 3e5), 2 ** 19);
  for (const far of [1e6, 1e7, -1e308]) assert.equal(widened(2, far), 1e6, "and no further than a million");
  const x = (/** @type {string} */ path) => Number(path.split(" ").at(-2));
  assert.ok(x(arrow(0, 0.1, 0.2).shaft) < 42, "a positive slope: turn down, to the left");
  assert.ok(x(arrow(0, -0.1, 0.2).shaft) > 42);
  assert.equal(arrow(0, 0, 0.2).shaft, "");
  assert.equal(arrow(0, NaN, 0.2).shaft, "");
});

test("the screen's trace and the half plane", () => {
  assert.doesNotMatch(trace([1, Infinity, 0.5, NaN]), /NaN|Infinity/);
  const square = [[0, 0], [1, 0], [1, 1], [0, 1]];
  const { inside, cut } = clip(square, ([x]) => x - 0.25);
  assert.deepEqual(cut.map(([x]) => x), [0.25, 0.25]);
  assert.equal(inside.length, 4);
  assert.equal(clip(square, () => -1).inside.length, 0);
});
