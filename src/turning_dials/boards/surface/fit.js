// @ts-check
// What the network does at the point on the map: the border it draws between the examples, or its curve through them.
import { div } from "../../kit/board/elements.js";
import { t } from "../../kit/model/language.js";
import { spoken } from "../../kit/model/text.js";
import { Axis, pathThrough } from "../../kit/parts/axes.js";
import { createScatter } from "../../kit/parts/scatter.js";

/** @typedef {import("../../kit/model/machine.js").NetworkModel} NetworkModel */

const SIZE = 300;
const EDGE = 34;

/**
 * @param {{names: string[] | null, answers: string[]}} preset @param {import("../../kit/model/machine.js").Machine} machine
 * @returns {{element: HTMLElement, paint: (batch: number[] | null) => void}} `batch`: the examples of the next step, if not all
 */
export function createFit(preset, machine) {
  const [n] = machine.sizes;
  if (n === 2 && machine.sizes.length === 2) return border(preset, machine);
  if (n === 1) return curve(machine);
  return { element: div("td-scatter"), paint: () => {} };
}

/** @param {{names: string[] | null, answers: string[]}} preset @param {import("../../kit/model/machine.js").Machine} machine */
function border(preset, machine) {
  const model = /** @type {NetworkModel} */ (machine.model);
  const { parameters, flatTargets } = model;
  // One half lies at z = 0 for a sigmoid, at z = 0.5 without a bend.
  const half = machine.activation === "sigmoid" || machine.activation === "tanh" ? 0 : 0.5;
  const level = machine.activation === "tanh" ? 0 : 0.5;
  const scatter = createScatter({
    inputs: machine.inputs,
    targets: () => flatTargets,
    names: preset.names ?? ["x₁", "x₂"],
    answers: preset.answers,
    onPick: () => {},
  });
  const note = /** @type {HTMLElement} */ (scatter.element.lastElementChild);
  const shaded = t`shaded: output above ${level || "0"}, ringed: on the wrong side`;
  const words = `● ${preset.answers[1]}  □ ${preset.answers[0]}  ${shaded}`;
  note.textContent = words;
  const marks = [...scatter.element.querySelectorAll("g path")];
  const right = (/** @type {number} */ e) => (model.outputs(e)[0] > level) === (flatTargets[e] > level);
  return {
    element: scatter.element,
    /** @param {number[] | null} batch */
    paint(batch) {
      scatter.paint([parameters[0], parameters[1]], parameters[2] - half, right, -1);
      for (const e of batch ?? []) marks[e].classList.add("td-now");
      note.textContent = batch ? `${words}; ${t`bold: in the next step`}` : words;
    },
  };
}

/** @param {import("../../kit/model/machine.js").Machine} machine */
function curve(machine) {
  const model = /** @type {NetworkModel} */ (machine.model);
  const inputs = [...model.flatInputs];
  const targets = [...model.flatTargets];
  const element = div("td-scatter");
  const most = (/** @type {number[]} */ values) => 1.25 * Math.max(...values.map(Math.abs), 1e-9);
  const [wide, high] = [most(inputs), most(targets)];
  const xs = new Axis([-wide, wide], [EDGE, SIZE - 8]);
  const ys = new Axis([-high, high], [SIZE - EDGE, 8]);
  element.innerHTML = `<svg viewBox="0 0 ${SIZE} ${SIZE}" role="img"><rect class="td-plot" x="${EDGE}" y="8" width="${
    SIZE - EDGE - 8
  }" height="${SIZE - EDGE - 8}"></rect>
    <path class="td-axis" d="M${xs.at(0)} 8V${SIZE - EDGE}M${EDGE} ${ys.at(0)}H${
    SIZE - 8
  }"></path><path class="td-border"></path>
    ${
    inputs.map((x, e) => `<circle class="td-one" cx="${xs.at(x)}" cy="${ys.at(targets[e])}" r="5"></circle>`).join("")
  }
    <text x="${(SIZE + EDGE) / 2}" y="${
    SIZE - 12
  }" text-anchor="middle">${t`input`}</text><text transform="translate(18 ${
    (SIZE - EDGE) / 2 + 4
  }) rotate(-90)" text-anchor="middle">${t`output`}</text></svg>
    <p class="td-quiet">${t`● targets, line: the network's output`}</p>`;
  const svg = /** @type {SVGElement} */ (element.firstElementChild);
  const line = /** @type {SVGPathElement} */ (element.querySelector(".td-border"));
  const marks = [...element.querySelectorAll("circle")];
  const places = xs.spaced(40);
  return {
    element,
    /** @param {number[] | null} batch */
    paint(batch) {
      const network = model.network;
      const outputs = network.forward(Float64Array.from(places), places.length).slice(0, places.length);
      // The pass has overwritten the numbers of the examples in hand.
      model.evaluate();
      line.setAttribute("d", pathThrough(places.map((x, i) => [xs.at(x), ys.at(ys.held(outputs[i]))])));
      marks.forEach((mark, e) => mark.classList.toggle("td-now", batch?.includes(e) ?? false));
      const off = Math.max(...inputs.map((_, e) => Math.abs(model.outputs(e)[0] - targets[e])));
      svg.setAttribute(
        "aria-label",
        t`The network's output against its input, and ${inputs.length} targets; the farthest is ${spoken(off)} away`,
      );
    },
  };
}
