// @ts-check
// The face in hand, enlarged, with its sum built up: one bar for each feature. A slider bends the feature; a bent face is
// the reader's own, and no longer one of the gallery.
import { div, write } from "../../kit/board/elements.js";
import { t } from "../../kit/model/language.js";
import { widened } from "../../kit/model/scale.js";
import { createFace } from "./face.js";
import { createSlider } from "../../kit/board/settings.js";
import { shown, signed } from "../../kit/model/text.js";

/** A row of the sum: what is added, in words, in a number, and as a bar. @param {string} name */
function createRow(name) {
  const element = div("td-faces-row");
  element.innerHTML =
    `<p><span></span><b></b></p><div class="td-faces-line"><div class="td-faces-bar"><i></i></div></div>`;
  const find = (/** @type {string} */ css) => /** @type {HTMLElement} */ (element.querySelector(css));
  const [words, number, bar] = ["span", "b", "i"].map(find);
  words.textContent = name;
  return {
    element,
    line: find(".td-faces-line"),
    words,
    /** A bar from the middle line, as long as `value` is of `reach`. @param {number} value @param {number} reach */
    paint(value, reach) {
      write(number, signed(value, 2));
      const long = 50 * Math.min(1, Math.abs(value) / reach);
      bar.style.width = `${long}%`;
      bar.style.left = `${value < 0 ? 50 - long : 50}%`;
      bar.className = value < 0 ? "td-below" : "td-above";
    },
  };
}

/**
 * What is shown of the face in hand.
 * @typedef {object} Now
 * @property {number[]} features @property {ArrayLike<number>} parameters the weights, then the bias
 * @property {number} z @property {number} a
 * @property {string} title @property {string} label @property {string} verdict
 */

/**
 * @param {object} wanted
 * @param {string[]} wanted.names of the features
 * @param {(feature: number, value: number) => void} wanted.onBend
 */
export function createHand({ names, onBend }) {
  const element = div("td-faces-hand");
  element.innerHTML =
    `<div class="td-faces-top"><div><b></b><p class="td-quiet"></p><p class="td-faces-answer">${t`output`} <b data-output="0"></b><span></span></p></div></div><div class="td-faces-sum"></div>`;
  const find = (/** @type {string} */ css) => /** @type {HTMLElement} */ (element.querySelector(css));
  const [title, label, output, verdict] = ["b", ".td-quiet", "[data-output]", ".td-faces-answer span"].map(find);
  const face = createFace(t`the face in hand`);
  find(".td-faces-top").prepend(face.element);
  const rows = names.map((name, i) => {
    const row = createRow(name);
    const spoken = t`${name} of the face in hand`;
    const onChange = (/** @type {number} */ to) => onBend(i, to);
    const slider = createSlider({
      control: `bend_${name}`,
      label: "",
      spoken,
      min: 0,
      max: 1,
      value: 0,
      step: 0.01,
      onChange,
    });
    row.line.prepend(slider.element);
    return { ...row, slider };
  });
  const [bias, total] = [createRow(t`bias`), createRow(t`z, the sum`)];
  total.element.classList.add("td-faces-total");
  find(".td-faces-sum").append(...[...rows, bias, total].map((row) => row.element));

  /** @param {Now} now */
  function paint(now) {
    face.paint(now.features);
    write(title, now.title);
    write(label, now.label);
    write(output, shown(now.a, 3));
    write(verdict, `: ${now.verdict}`);
    const parts = now.features.map((value, i) => value * now.parameters[i]);
    const held = now.parameters[now.features.length];
    const reach = widened(2, Math.max(...[...parts, held, now.z].map(Math.abs)));
    rows.forEach((row, i) => {
      write(row.words, `${names[i]} ${shown(now.features[i])} × ${shown(now.parameters[i])}`);
      row.paint(parts[i], reach);
      row.slider.show(now.features[i]);
    });
    bias.paint(held, reach);
    total.paint(now.z, reach);
  }

  return { element, paint };
}
