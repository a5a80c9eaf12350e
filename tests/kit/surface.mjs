// Contours, slices and walks for cases read as JSON from stdin: called by test_surface.py.
import { readFileSync } from "node:fs";
import { levels, rings, sampled } from "../../src/turning_dials/kit/model/contours.js";
import {
  batchOf,
  begin,
  beginTrial,
  curvatures,
  lowest,
  Slice,
  stepped,
  tried,
} from "../../src/turning_dials/kit/model/walk.js";

const cases = JSON.parse(readFileSync(0, "utf8"));
const answers = cases.map(
  ({ spec, parameters, inputs, targets, dials, window, nodes, places, settings, start, size }) => {
    const slice = new Slice(
      spec,
      parameters,
      Float64Array.from(inputs.flat()),
      Float64Array.from(targets.flat()),
      dials,
    );
    const values = sampled((u, v) => slice.cost(u, v), window, nodes);
    const heights = levels(values, 9);
    let walk = begin(start);
    const walked = [walk];
    const batches = [];
    let trial = beginTrial(slice, start, size);
    const trials = [trial];
    for (let k = 0; k < 40; k++) {
      batches.push(batchOf(slice.count, settings.batch, settings.seed, k));
      walked.push(walk = stepped(slice, walk, settings));
      trials.push(trial = tried(slice, trial));
    }
    return {
      values: [...values],
      contours: heights.map((level) => ({ level, rings: rings(values, nodes, level) })),
      costs: places.map((place) => slice.cost(...place)),
      slopes: places.map((place) => slice.slope(place)),
      bends: places.map((place) => ({ ...slice.bend(place), ...curvatures(slice.bend(place)) })),
      lowest: lowest(slice, values, nodes, window),
      walked,
      batches,
      trials,
    };
  },
);
process.stdout.write(JSON.stringify(answers));
