// @ts-check
// One step of gradient descent by the page's engine and by plain loops over typed arrays, timed in turns: forward, backward,
// update, one example of a 625-20-20-10 network of sigmoids. Called by engines.py, in node and in Chromium.
import { Network } from "../../src/turning_dials/kit/model/engine.js";

const SIZES = [625, 20, 20, 10];
const RATE = 0.1;

/** The engine, whose gradient the caller takes a step by, as the book's boards do. */
function engine(start, x, y) {
  const network = new Network(SIZES, "sigmoid", "mean_squared_error", start);
  const { parameters, gradient } = network;
  return {
    dials: () => parameters,
    step() {
      const cost = network.evaluate(x, y);
      for (let k = 0; k < parameters.length; k++) parameters[k] -= RATE * gradient[k];
      return cost;
    },
  };
}

/**
 * The loops that anyone would write first. With `keep` the slopes are left in an array, as the engine leaves them, and the
 * update is a loop of its own; without, each weight is turned where its slope is found, and no slope is left to look at.
 */
function plain(start, x, y, keep) {
  const weights = [], biases = [], outputs = [x], deltas = [], weightSlopes = [], biasSlopes = [];
  let offset = 0;
  for (let l = 0; l + 1 < SIZES.length; l++) {
    const columns = SIZES[l], rows = SIZES[l + 1];
    weights.push(start.slice(offset, offset + rows * columns));
    biases.push(start.slice(offset + rows * columns, offset + rows * (columns + 1)));
    offset += rows * (columns + 1);
    outputs.push(new Float64Array(rows));
    deltas.push(new Float64Array(rows));
    weightSlopes.push(new Float64Array(rows * columns));
    biasSlopes.push(new Float64Array(rows));
  }
  const last = weights.length - 1;

  function forward() {
    for (let l = 0; l <= last; l++) {
      const columns = SIZES[l],
        rows = SIZES[l + 1],
        w = weights[l],
        b = biases[l],
        a = outputs[l],
        out = outputs[l + 1];
      for (let j = 0; j < rows; j++) {
        let z = b[j];
        for (let i = 0; i < columns; i++) z += w[j * columns + i] * a[i];
        out[j] = 1 / (1 + Math.exp(-z));
      }
    }
    const out = outputs[last + 1], n = out.length, delta = deltas[last];
    let cost = 0;
    for (let j = 0; j < n; j++) {
      const miss = out[j] - y[j];
      cost += miss * miss;
      delta[j] = (2 * miss / n) * out[j] * (1 - out[j]);
    }
    return cost / n;
  }

  function backward() {
    for (let l = last; l >= 0; l--) {
      const columns = SIZES[l], rows = SIZES[l + 1], w = weights[l], b = biases[l], a = outputs[l], delta = deltas[l];
      if (l > 0) {
        const before = deltas[l - 1];
        for (let i = 0; i < columns; i++) {
          let error = 0;
          for (let j = 0; j < rows; j++) error += w[j * columns + i] * delta[j];
          before[i] = error * a[i] * (1 - a[i]);
        }
      }
      if (keep) {
        const wSlopes = weightSlopes[l], bSlopes = biasSlopes[l];
        for (let j = 0; j < rows; j++) {
          bSlopes[j] = delta[j];
          for (let i = 0; i < columns; i++) wSlopes[j * columns + i] = delta[j] * a[i];
        }
      } else {
        for (let j = 0; j < rows; j++) {
          const turn = RATE * delta[j];
          b[j] -= turn;
          for (let i = 0; i < columns; i++) w[j * columns + i] -= turn * a[i];
        }
      }
    }
  }

  function update() {
    for (let l = 0; l <= last; l++) {
      const w = weights[l], b = biases[l], wSlopes = weightSlopes[l], bSlopes = biasSlopes[l];
      for (let k = 0; k < w.length; k++) w[k] -= RATE * wSlopes[k];
      for (let j = 0; j < b.length; j++) b[j] -= RATE * bSlopes[j];
    }
  }

  return {
    dials: () => Float64Array.from(weights.flatMap((w, l) => [...w, ...biases[l]])),
    step() {
      const cost = forward();
      backward();
      if (keep) update();
      return cost;
    },
  };
}

/** Steps that every way takes before its clock starts, after which their dials are compared. */
const WARM = 50;

/**
 * Microseconds of a step of each way, a list of one number for each round, in which they take turns; and how far the dials
 * of each stand from the engine's, after the same steps.
 * @param {number} [rounds] @param {number} [steps] of each in a round, where the way names no number of its own
 * @param {(work: object) => Promise<Record<string, any>>} [peers] peers.mjs
 */
async function measure(rounds = 25, steps = 1000, peers) {
  let seed = 1;
  const draw = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const count = SIZES.slice(1).reduce((sum, n, l) => sum + n * (SIZES[l] + 1), 0);
  const start = Float64Array.from({ length: count }, () => 0.2 * (draw() - 0.5));
  const x = Float64Array.from({ length: SIZES[0] }, draw);
  const y = Float64Array.from({ length: SIZES[3] }, draw);
  const ways = {
    engine: engine(start.slice(), x, y),
    plain: plain(start, x, y, true),
    fused: plain(start, x, y, false),
    ...(await peers?.({ sizes: SIZES, rate: RATE, start, x, y })),
  };
  const apart = {};
  for (const [name, { ready, step, dials }] of Object.entries(ways)) {
    await ready?.();
    for (let k = 0; k < WARM; k++) step();
    const [here, there] = [ways.engine.dials(), dials()];
    apart[name] = here.reduce((most, dial, k) => Math.max(most, Math.abs(dial - there[k])), 0);
  }
  const micros = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, { ready, step, steps: own = steps }] of Object.entries(ways)) {
      await ready?.();
      const began = performance.now();
      for (let k = 0; k < own; k++) step();
      micros[name].push((performance.now() - began) * 1000 / own);
    }
  }
  return { apart, micros };
}

/** Milliseconds of all slopes of one example, for networks of these sizes, round by round. @param {number[][]} networks @param {number} rounds */
function growing(networks, rounds) {
  const made = networks.map((sizes) => {
    const count = sizes.slice(1).reduce((sum, n, l) => sum + n * (sizes[l] + 1), 0);
    const start = Float64Array.from({ length: count }, (_, k) => 0.1 * Math.sin(k));
    const network = new Network(sizes, "sigmoid", "mean_squared_error", start);
    const x = Float64Array.from({ length: sizes[0] }, (_, k) => Math.abs(Math.cos(k)));
    const y = new Float64Array(sizes[sizes.length - 1]).fill(0.5);
    return { pass: () => network.evaluate(x, y), times: Math.max(2, Math.floor(2e6 / count)) };
  });
  const taken = made.map(() => []);
  // One round more than is kept: in the first the functions are compiled.
  for (let round = -1; round < rounds; round++) {
    made.forEach(({ pass, times }, k) => {
      const began = performance.now();
      for (let i = 0; i < times; i++) pass();
      if (round >= 0) taken[k].push((performance.now() - began) / times);
    });
  }
  return taken;
}

export default { measure, growing };
