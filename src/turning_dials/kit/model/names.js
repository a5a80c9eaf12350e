// @ts-check
// What activations and costs are called on a board: one list for all of them. No DOM.
import { t } from "./language.js";

/** The activations that a hidden neuron may have. @type {Record<string, string>} */
export const ACTIVATION_NAMES = {
  sigmoid: t`sigmoid`,
  tanh: t`tanh`,
  relu: t`ReLU`,
  leaky_relu: t`leaky ReLU`,
  identity: t`identity (no bend)`,
};

/** @type {Record<string, string>} */
export const COST_NAMES = {
  mean_squared_error: t`mean squared error`,
  binary_cross_entropy: t`binary cross-entropy`,
  categorical_cross_entropy: t`categorical cross-entropy`,
};
