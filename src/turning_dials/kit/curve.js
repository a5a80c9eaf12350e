// @ts-check
// An activation's curve with a neuron's z marked on it.
import { activations } from "./engine.js";
import { shown } from "./text.js";

const SIZE = 120;

export function createCurve() {
  const element = document.createElement("div");
  element.className = "td-curve";
  element.innerHTML = `<svg viewBox="0 0 ${SIZE} ${SIZE}" width="${SIZE}" height="${SIZE}" aria-hidden="true">
    <rect class="td-plot" x="1" y="1" width="${SIZE - 2}" height="${SIZE - 2}" rx="9"></rect>
    <path class="td-axis"></path><path class="td-bend"></path><circle r="5"></circle><text x="8" y="${SIZE - 7}"></text><text x="${SIZE - 8}" y="${SIZE - 7}" text-anchor="end"></text></svg>`;
  const [axis, bend] = [...element.querySelectorAll("path")];
  const dot = /** @type {SVGCircleElement} */ (element.querySelector("circle"));
  const [left, right] = [...element.querySelectorAll("text")];

  /** @param {keyof typeof activations} name @param {number} z */
  function paint(name, z) {
    const { value } = activations[name];
    let reach = 6;
    while (Math.abs(z) > reach && reach < 1e6) reach *= 2;
    const bounded = name === "sigmoid" || name === "tanh";
    const top = bounded ? 1 : reach;
    const bottom = name === "sigmoid" ? 0 : name === "relu" ? 0 : -top;
    const across = (/** @type {number} */ t) => 8 + ((SIZE - 16) * (t + reach)) / (2 * reach);
    const up = (/** @type {number} */ a) => SIZE - 22 - ((SIZE - 36) * (a - bottom)) / (top - bottom);
    const points = Array.from({ length: 81 }, (_, i) => -reach + (i * reach) / 40);
    bend.setAttribute("d", points.map((t, i) => `${i ? "L" : "M"}${across(t).toFixed(1)} ${up(value(t)).toFixed(1)}`).join(""));
    axis.setAttribute("d", `M${across(0)} 8V${SIZE - 20}M8 ${up(0).toFixed(1)}H${SIZE - 8}`);
    const held = Math.max(-reach, Math.min(reach, z));
    dot.setAttribute("cx", across(held).toFixed(1));
    dot.setAttribute("cy", up(value(held)).toFixed(1));
    left.textContent = shown(-reach, 0);
    right.textContent = shown(reach, 0);
  }

  return { element, paint };
}
