// @ts-check
// An activation's curve, or the slope of that curve, with the z of one neuron or several marked on it.
import { activations, slopeAt } from "../model/activations.js";
import { t } from "../model/language.js";
import { shown } from "../model/text.js";
import { Axis, pathThrough } from "./axes.js";

/**
 * @param {object} [wanted]
 * @param {number} [wanted.width] @param {number} [wanted.height]
 * @param {boolean} [wanted.slope] draw the slope of the curve instead
 */
export function createCurve({ width = 120, height = 120, slope = false } = {}) {
  const element = document.createElement("div");
  element.className = "td-curve";
  element.innerHTML = `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true">
    <rect class="td-plot" x="1" y="1" width="${width - 2}" height="${height - 2}" rx="9"></rect>
    <path class="td-axis"></path><path class="td-bend"></path><text x="8" y="${height - 7}"></text><text x="${
    width - 8
  }" y="${height - 7}" text-anchor="end"></text><text x="9" y="17"></text><g></g></svg>`;
  const [axis, bend] = [...element.querySelectorAll("path")];
  const marks = /** @type {SVGGElement} */ (element.querySelector("g"));
  const [left, right, top] = [...element.querySelectorAll("text")];

  /**
   * @param {string} name of the activation
   * @param {number | number[]} z one neuron's, or several: then each mark carries its neuron's number
   */
  function paint(name, z) {
    const of = (/** @type {number} */ t) => slope ? slopeAt(activations[name], t) : activations[name].value(t);
    const all = Array.isArray(z) ? z : [z];
    let reach = 6;
    while (all.some((one) => Math.abs(one) > reach) && reach < 1e6) reach *= 2;
    const bounded = slope || name === "sigmoid" || name === "tanh";
    const highest = bounded ? 1 : reach;
    const lowest = slope || name === "sigmoid" || name === "relu" ? 0 : -highest;
    const xs = new Axis([-reach, reach], [8, width - 8]);
    const ys = new Axis([lowest, highest], [height - 22, slope ? 36 : 14]);
    const points = xs.spaced(160);
    bend.setAttribute("d", pathThrough(points.map((t) => [xs.at(t), ys.at(of(t))])));
    axis.setAttribute("d", `M${xs.at(0)} 8V${height - 20}M8 ${ys.at(0).toFixed(1)}H${width - 8}`);
    marks.innerHTML = all.map((one, j) => {
      const [x, y] = [xs.at(xs.held(one)), ys.at(of(xs.held(one)))].map((pixel) => pixel.toFixed(1));
      if (!Array.isArray(z)) return `<circle r="5" cx="${x}" cy="${y}"></circle>`;
      return `<circle r="7.5" cx="${x}" cy="${y}"></circle><text class="td-curve-number" x="${x}" y="${
        Number(y) + 4
      }" text-anchor="middle">${j + 1}</text>`;
    }).join("");
    left.textContent = shown(-reach, 0);
    right.textContent = shown(reach, 0);
    if (slope) {
      top.textContent = t`slope, at most ${
        shown(points.reduce((most, t) => Math.max(most, of(t)), 0), name === "sigmoid" ? 2 : 0)
      }`;
    } else if (Array.isArray(z)) top.textContent = t`the bend`;
  }

  return { element, paint };
}
