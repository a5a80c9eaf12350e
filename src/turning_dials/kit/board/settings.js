// @ts-check
// Controls that are not dials: a learning rate, an input, a choice from a list. What they hold is a reader's choice.
import { div } from "./elements.js";

/**
 * @param {object} wanted
 * @param {string} wanted.control the value of data-control
 * @param {string} wanted.label what stands beside it; where it is empty, `spoken` names it and no value is written
 * @param {string} [wanted.spoken]
 * @param {number} wanted.min @param {number} wanted.max @param {number} wanted.value
 * @param {boolean} [wanted.log] the slider runs over powers of ten
 * @param {number} [wanted.step]
 * @param {(value: number) => string} [wanted.read] how the value is written
 * @param {(value: number) => void} wanted.onChange
 */
export function createSlider({ control, label, spoken, min, max, value, log = false, step, read, onChange }) {
  const element = div("td-setting", "label");
  const name = div("", "span");
  name.textContent = label;
  const input = document.createElement("input");
  input.type = "range";
  input.dataset.control = control;
  const output = document.createElement("output");
  const into = log ? Math.log10 : (/** @type {number} */ v) => v;
  const back = log ? (/** @type {number} */ v) => Number((10 ** v).toPrecision(3)) : (/** @type {number} */ v) => v;
  const write = read ?? ((/** @type {number} */ v) => String(Number(v.toPrecision(3))).replace("-", "−"));
  input.min = String(into(min));
  input.max = String(into(max));
  input.step = log ? "0.05" : step ? String(step) : "any";
  if (spoken) input.setAttribute("aria-label", spoken);

  /** @param {number} now */
  function say(now) {
    output.textContent = write(now);
    input.setAttribute("aria-valuetext", write(now));
  }

  /** @param {number} now */
  function show(now) {
    // What the reader holds is where they put it, between two places of the scale.
    const held = document.activeElement === input && back(input.valueAsNumber) === now;
    if (!held) input.value = String(into(now));
    say(now);
  }

  input.addEventListener("input", () => {
    const now = back(input.valueAsNumber);
    say(now);
    onChange(now);
  });
  element.append(...(label ? [name, input, output] : [input]));
  show(value);
  return { element, input, show };
}

/**
 * @param {object} wanted
 * @param {string} wanted.control @param {string} wanted.label @param {string} [wanted.spoken] its name where there is no label
 * @param {[string, string][]} wanted.options value and text of each
 * @param {string} wanted.value
 * @param {(value: string) => void} wanted.onChange
 */
export function createSelect({ control, label, spoken, options, value, onChange }) {
  const element = div("td-setting", "label");
  const name = div("", "span");
  name.textContent = label;
  const select = document.createElement("select");
  select.dataset.control = control;
  if (spoken) select.setAttribute("aria-label", spoken);
  for (const [key, text] of options) select.append(new Option(text, key, key === value, key === value));
  select.addEventListener("change", () => onChange(select.value));
  element.append(...(label ? [name] : []), select);
  const show = (/** @type {string} */ now) => {
    if (select.value !== now) select.value = now;
  };
  return { element, select, show };
}
