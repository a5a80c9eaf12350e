// @ts-check
// The short story's dials went from 0 to 1. What is the best that such dials can do?
import { lowest } from "../../kit/model/bounded.js";
import { activations } from "../../kit/model/activations.js";
import { t } from "../../kit/model/language.js";
import { shown } from "../../kit/model/text.js";
import { isRight } from "./gallery.js";

/** @type {[number, number]} */
export const ENDS = [0, 1];
/** A dial below this is said to stand at 0. */
const LEAST = 0.0005;

/** What says it in words, searched for when it is first asked. @param {import("../../kit/model/machine.js").NetworkModel} model @param {string[]} names of the features */
export function bestWithin(model, names) {
  let found = "";
  return () => (found ||= search(model, names));
}

/** @param {import("../../kit/model/machine.js").NetworkModel} model @param {string[]} names */
function search(model, names) {
  const { network, inputs, flatInputs, flatTargets, count } = model;
  const [low, high] = ENDS.map((end) => Array(names.length + 1).fill(end));
  const best = lowest(network, flatInputs, flatTargets, low, high, [low, high, low.map(() => 0.5)]);
  const answers = inputs.map((row) => {
    const z = row.reduce((sum, value, i) => sum + value * best.parameters[i], best.parameters[names.length]);
    return activations.sigmoid.value(z);
  });
  const turned = [...names, t`bias`].map((name, i) => ({ name, value: best.parameters[i] }))
    .filter(({ value }) => value > LEAST);
  const where = turned.map(({ name, value }) => `${name} ${shown(value)}`).join(", ") || t`nothing`;
  const good = answers.filter((a, e) => isRight(a, flatTargets[e])).length;
  const [lowestAnswer, highestAnswer] = [Math.min(...answers), Math.max(...answers)].map((a) => shown(a, 3));
  const cost = shown(best.cost, 4);
  return [
    t`The best that is left with every dial from 0 to 1: cost ${cost}, at ${where} and every other dial at 0.`,
    t`Its lowest answer is ${lowestAnswer}, its highest ${highestAnswer}: ${good} of ${count} faces right.`,
  ].join(" ");
}
