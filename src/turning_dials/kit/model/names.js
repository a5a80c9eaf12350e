// @ts-check
// What activations and costs are called on a board: one list for all of them. No DOM.

/** The activations that a hidden neuron may have. @type {Record<string, string>} */
export const ACTIVATION_NAMES = {
  sigmoid: "sigmoid",
  tanh: "tanh",
  relu: "ReLU",
  leaky_relu: "leaky ReLU",
  identity: "identity (no bend)",
};

/** @type {Record<string, string>} */
export const COST_NAMES = {
  mean_squared_error: "mean squared error",
  binary_cross_entropy: "binary cross-entropy",
  categorical_cross_entropy: "categorical cross-entropy",
};
