// The parts of the smile detector that know no page, run by node.
import assert from "node:assert/strict";
import { test } from "node:test";
import { faceParts } from "../../src/turning_dials/boards/faces/face.js";
import { isRight, ordered, twinOf } from "../../src/turning_dials/boards/faces/gallery.js";

test("one half is right for nobody", () => {
  assert.deepEqual([isRight(0.51, 1), isRight(0.5, 1), isRight(0.5, 0), isRight(0.49, 0)], [true, false, false, true]);
});

test("twins take the same place among smiles and frowns", () => {
  const inputs = [[0.9, 0, 0.5, 0.1, 0.1], [0.1, 0, 0.2, 0.3, 0.3], [0.2, 0, 0.5, 0.1, 0.1], [0.8, 0, 0.2, 0.3, 0.3]];
  const targets = [1, 0, 0, 1];
  assert.deepEqual(ordered(inputs, targets, 1), [3, 0]);
  assert.deepEqual(ordered(inputs, targets, 0), [1, 2]);
  assert.deepEqual([0, 1, 2, 3].map((e) => twinOf(inputs, targets, e)), [2, 3, 0, 1]);
  assert.equal(twinOf([[0, 0, 1, 1, 1], [0, 0, 1, 1, 0]], [0, 1], 0), -1);
});

test("a face smiles with its mouth's value, and every feature changes the drawing", () => {
  const corner = (/** @type {number} */ mouth) => {
    const [, y0, , y1] = /** @type {RegExpMatchArray} */ (/M20 ([\d.]+)Q30 ([\d.]+) (40) ([\d.]+)/.exec(
      faceParts([mouth, 0.5, 0.5, 0.5, 0.5]).mouth,
    )).slice(0).map(Number);
    return { corners: y0, end: y1 };
  };
  assert.ok(
    corner(0.9).corners < corner(0.5).corners && corner(0.5).corners < corner(0.1).corners,
    "up is a smaller y",
  );
  const plain = JSON.stringify(faceParts([0.5, 0.5, 0.5, 0.5, 0.5]));
  for (let i = 0; i < 5; i++) {
    const other = [0.5, 0.5, 0.5, 0.5, 0.5];
    other[i] = 0.8;
    assert.notEqual(JSON.stringify(faceParts(other)), plain);
  }
  assert.deepEqual(faceParts([9, 9, 9, 9, 9]), faceParts([1, 1, 1, 1, 1]), "features are held between 0 and 1");
  assert.ok(!JSON.stringify(faceParts([0, 1, 0.333333, 1, 0])).includes("NaN"));
});
