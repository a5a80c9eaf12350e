// The way from a number to a pixel that every picture with axes takes, run by node.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Axis, pathThrough, tickText } from "../../src/turning_dials/kit/parts/axes.js";

test("an axis leads from a number to a pixel, up the page too, and back", () => {
  const [across, up] = [new Axis([-2, 2], [10, 210]), new Axis([0, 1], [100, 20])];
  assert.deepEqual([-2, 0, 2, 4].map((x) => across.at(x)), [10, 110, 210, 310]);
  assert.deepEqual([0, 0.25, 1].map((y) => up.at(y)), [100, 80, 20]);
  for (const y of [0, 0.3, 0.99, 1]) assert.ok(Math.abs(up.back(up.at(y)) - y) < 1e-12);
  assert.deepEqual([up.back(500), up.back(-500), up.held(7), up.held(-7)], [0, 1, 1, 0]);
  assert.deepEqual(across.spaced(4), [-2, -1, 0, 1, 2]);
});

test("ticks are even, inside the axis, few, and as short as a reader would write them", () => {
  assert.deepEqual(new Axis([-0.5, 4], [0, 1]).ticks(6), [0, 1, 2, 3, 4]);
  assert.deepEqual(new Axis([0.1, 0.75], [0, 1]).ticks(6.5), [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
  for (const most of [4.5, 5, 6]) {
    for (const [low, high] of [[-2.3, 2.2], [0, 0.03], [-1e5, 3e5], [17, 18], [-1e-7, 1e-7]]) {
      const axis = new Axis([low, high], [0, 1]);
      const found = axis.ticks(most);
      assert.ok(found.length >= 2 && found.length <= most + 1.01, String(found));
      assert.ok(
        found[0] >= low - 1e-9 * axis.step(most) && found[found.length - 1] <= high * (1 + 1e-9),
        String(found),
      );
      for (let k = 1; k < found.length; k++) {
        assert.ok(Math.abs(found[k] - found[k - 1] - axis.step(most)) < 1e-6 * axis.step(most), String(found));
      }
    }
  }
});

test("a path goes through its places in order, and a tick has a real minus sign", () => {
  assert.equal(pathThrough([[1, 2], [3.04, -4.06]]), "M1.0 2.0L3.0 -4.1");
  assert.equal(pathThrough([]), "");
  assert.deepEqual([tickText(-0.30000000000000004), tickText(1234567, 10), tickText(0)], ["−0.3", "1234567", "0"]);
});
