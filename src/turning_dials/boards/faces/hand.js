// @ts-check
// The face in hand, enlarged, with its sum built up: one bar for each feature. A slider bends the feature; a bent face is
// the reader's own, and no longer one of the gallery.
import { div } from "../../kit/board/elements.js";
import { widened } from "../../kit/model/scale.js";
import { createFace } from "./face.js";
import { createSlider } from "../../kit/board/settings.js";
import { shown, signed } from "../../kit/model/text.js";

/**
 * @param {object} wanted
 * @param {string[]} wanted.names of the features
 * @param {(feature: number, value: number) => void} wanted.onBend
 */
export function createHand({ names, onBend }) {
  const element = div("td-faces-hand");
  element.innerHTML =
    `<div class="td-faces-top"><div><b></b><p class="td-quiet"></p><p class="td-faces-answer"></p></div></div><div class="td-faces-sum"></div>`;
  const top = /** @type {HTMLElement} */ (element.firstElementChild);
  const sum = /** @type {HTMLElement} */ (element.lastElementChild);
  const [title, label, answer] =
    /** @type {HTMLElement[]} */ ([.../** @type {Element} */ (top.firstElementChild).children]);
  const face = createFace("the face in hand");
  top.prepend(face.element);

  const rows = names.map((name, i) => {
    const row = makeRow(name);
    const slider = createSlider({
      control: `bend_${name}`,
      label: "",
      min: 0,
      max: 1,
      value: 0,
      step: 0.01,
      onChange: (to) => onBend(i, to),
    });
    slider.input.setAttribute("aria-label", `${name} of the face in hand`);
    slider.element.querySelector("output")?.remove();
    row.line.prepend(slider.element);
    return { ...row, slider };
  });
  const bias = makeRow("bias");
  const total = makeRow("z, the sum");
  total.element.classList.add("td-faces-total");

  /** @param {string} name */
  function makeRow(name) {
    const row = div("td-faces-row");
    row.innerHTML =
      `<p><span></span><b></b></p><div class="td-faces-line"><div class="td-faces-bar"><i></i></div></div>`;
    /** @type {HTMLElement} */ (row.querySelector("span")).textContent = name;
    sum.append(row);
    return {
      element: row,
      line: /** @type {HTMLElement} */ (row.lastElementChild),
      words: /** @type {HTMLElement} */ (row.querySelector("span")),
      number: /** @type {HTMLElement} */ (row.querySelector("b")),
      bar: /** @type {HTMLElement} */ (row.querySelector("i")),
    };
  }

  /** A bar from the middle line, as long as `value` is of `reach`. @param {HTMLElement} bar @param {number} value @param {number} reach */
  function draw(bar, value, reach) {
    const long = (50 * Math.abs(value)) / reach;
    bar.style.width = `${long}%`;
    bar.style.left = `${value < 0 ? 50 - long : 50}%`;
    bar.className = value < 0 ? "td-below" : "td-above";
  }

  /**
   * @param {object} now
   * @param {number[]} now.features @param {ArrayLike<number>} now.parameters the weights, then the bias
   * @param {number} now.z @param {number} now.a
   * @param {string} now.title @param {string} now.label @param {string} now.verdict
   */
  function paint(now) {
    face.paint(now.features);
    title.textContent = now.title;
    label.textContent = now.label;
    answer.innerHTML = `output <b data-output="0">${shown(now.a, 3)}</b>`;
    answer.append(`: ${now.verdict}`);
    const parts = now.features.map((value, i) => value * now.parameters[i]);
    const held = now.parameters[now.features.length];
    const reach = widened(2, Math.max(...[...parts, held, now.z].map(Math.abs)));
    rows.forEach((row, i) => {
      row.words.textContent = `${names[i]} ${shown(now.features[i])} × ${shown(now.parameters[i])}`;
      row.number.textContent = signed(parts[i], 2);
      draw(row.bar, parts[i], reach);
      if (document.activeElement !== row.slider.input || row.slider.input.valueAsNumber !== now.features[i]) {
        row.slider.show(now.features[i]);
      }
    });
    bias.number.textContent = signed(held, 2);
    draw(bias.bar, held, reach);
    total.number.textContent = signed(now.z, 2);
    draw(total.bar, now.z, reach);
  }

  return { element, paint };
}
