// The step of engine.mjs by the libraries that one would otherwise take, each as its own introduction writes it. Beside the
// engine's float64, ConvNetJS computes in float64, the others in float32.
import { defaultDevice, init, jit, nn, numpy as np, valueAndGrad } from "@jax-js/jax";
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import convnetjs from "convnetjs";

/**
 * A library at the step: its name in the table, how many steps make a round, and the dials afterwards.
 * @typedef {{steps: number, ready?: () => Promise<unknown>, step: () => number, dials: () => ArrayLike<number>}} Way
 */
/** The work: layer sizes, learning rate, dials to start from, one example. @typedef {{sizes: number[], rate: number, start: Float64Array, x: Float64Array, y: Float64Array}} Work */

/** @param {Work} work @returns {Promise<Record<string, Way>>} */
export default async function peers(work) {
  return {
    ConvNetJS: convnet(work),
    "TensorFlow.js cpu": tensorflow(work, "cpu"),
    "TensorFlow.js wasm-simd": tensorflow(work, "wasm"),
    "jax-js wasm": await jax(work),
  };
}

/** The weights (rows of a flat matrix) and biases of each layer. @param {Work} work */
function layersOf({ sizes, start }) {
  let offset = 0;
  return sizes.slice(1).map((rows, l) => {
    const columns = sizes[l];
    const w = start.subarray(offset, offset + rows * columns);
    const b = start.subarray(offset + rows * columns, offset + rows * (columns + 1));
    offset += rows * (columns + 1);
    return { rows, columns, w, b };
  });
}

/** @param {Work} work @returns {Way} */
function convnet(work) {
  const net = new convnetjs.Net();
  net.layers = [new convnetjs.InputLayer({ out_sx: 1, out_sy: 1, out_depth: work.sizes[0] })];
  const full = layersOf(work).map(({ rows, columns, w, b }) => {
    const layer = new convnetjs.FullyConnLayer({ in_sx: 1, in_sy: 1, in_depth: columns, num_neurons: rows });
    for (let j = 0; j < rows; j++) layer.filters[j].w.set(w.subarray(j * columns, (j + 1) * columns));
    layer.biases.w.set(b);
    net.layers.push(layer, new convnetjs.SigmoidLayer({ in_sx: 1, in_sy: 1, in_depth: rows }));
    return layer;
  });
  const width = work.y.length;
  net.layers.push(new convnetjs.RegressionLayer({ in_sx: 1, in_sy: 1, in_depth: width }));
  // Its slope of a squared miss is the miss itself, where a mean over the outputs has 2/width of it.
  const how = {
    method: "sgd",
    learning_rate: work.rate * 2 / width,
    batch_size: 1,
    momentum: 0,
    l1_decay: 0,
    l2_decay: 0,
  };
  const trainer = new convnetjs.Trainer(net, how);
  const x = new convnetjs.Vol(1, 1, work.x.length, 0);
  x.w.set(work.x);
  return {
    steps: 200,
    step: () => trainer.train(x, work.y).cost_loss,
    dials: () =>
      full.flatMap((layer) => [...layer.filters.flatMap((/** @type {any} */ one) => [...one.w]), ...layer.biases.w]),
  };
}

/** @param {Work} work @param {string} backend @returns {Way} */
function tensorflow(work, backend) {
  // Tensors belong to the backend that is set when they are made.
  /** @type {{w: tf.Variable, b: tf.Variable}[]} */
  let layers = [];
  /** @type {tf.Tensor2D} */ let x;
  /** @type {tf.Tensor2D} */ let y;
  /** @type {tf.SGDOptimizer} */ let descent;
  const cost = () => {
    const out = layers.reduce(
      (a, { w, b }) => tf.sigmoid(tf.add(tf.matMul(a, w, false, true), b)),
      /** @type {tf.Tensor} */ (x),
    );
    return /** @type {tf.Scalar} */ (tf.losses.meanSquaredError(y, out));
  };
  async function ready() {
    await tf.setBackend(backend);
    if (layers.length) return;
    descent = tf.train.sgd(work.rate);
    x = tf.tensor2d(Float32Array.from(work.x), [1, work.x.length]);
    y = tf.tensor2d(Float32Array.from(work.y), [1, work.y.length]);
    layers = layersOf(work).map(({ rows, columns, w, b }) => ({
      w: tf.variable(tf.tensor2d(Float32Array.from(w), [rows, columns])),
      b: tf.variable(tf.tensor1d(Float32Array.from(b))),
    }));
  }
  return {
    steps: 40,
    ready,
    step() {
      const now = /** @type {tf.Scalar} */ (descent.minimize(cost, true));
      const [value] = now.dataSync();
      now.dispose();
      return value;
    },
    dials: () => layers.flatMap(({ w, b }) => [...w.dataSync(), ...b.dataSync()]),
  };
}

/** @param {Work} work @returns {Promise<Way>} */
async function jax(work) {
  await init("wasm");
  defaultDevice("wasm");
  const x = np.array(Float32Array.from(work.x));
  const y = np.array(Float32Array.from(work.y));
  let dials = layersOf(work).flatMap(({ rows, columns, w, b }) => [
    np.array(Float32Array.from(w)).reshape([rows, columns]),
    np.array(Float32Array.from(b)),
  ]);
  const cost = (/** @type {any[]} */ all, /** @type {any} */ input, /** @type {any} */ target) => {
    let a = input;
    for (let l = 0; l < all.length; l += 2) a = nn.sigmoid(np.matmul(all[l], a).add(all[l + 1]));
    return np.square(a.sub(target)).mean();
  };
  const turn = jit((/** @type {any[]} */ all, /** @type {any} */ input, /** @type {any} */ target) => {
    const [now, slopes] = valueAndGrad(cost)(all.map((one) => one.ref), input, target);
    return [now, all.map((one, k) => one.sub(slopes[k].mul(work.rate)))];
  });
  return {
    steps: 60,
    step() {
      const [now, next] = /** @type {any} */ (turn)(dials, x.ref, y.ref);
      dials = next;
      return now.dataSync()[0];
    },
    dials: () => dials.flatMap((one) => [...one.ref.dataSync()]),
  };
}
