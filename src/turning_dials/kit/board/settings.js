// @ts-check
// Controls that are not dials: a learning rate, an input, a choice from a list. What they hold is a reader's choice.

/**
 * @param {object} wanted
 * @param {string} wanted.control the value of data-control
 * @param {string} wanted.label
 * @param {number} wanted.min @param {number} wanted.max @param {number} wanted.value
 * @param {boolean} [wanted.log] the slider runs over powers of ten
 * @param {number} [wanted.step]
 * @param {(value: number) => string} [wanted.read] how the value is written
 * @param {(value: number) => void} wanted.onChange
 */
export function createSlider({ control, label, min, max, value, log = false, step, read, onChange }) {
  const element = document.createElement("label");
  element.className = "td-setting";
  const name = document.createElement("span");
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

  /** @param {number} now */
  function show(now) {
    input.value = String(into(now));
    output.textContent = write(now);
    input.setAttribute("aria-valuetext", write(now));
  }

  input.addEventListener("input", () => {
    const now = back(input.valueAsNumber);
    output.textContent = write(now);
    input.setAttribute("aria-valuetext", write(now));
    onChange(now);
  });
  element.append(name, input, output);
  show(value);
  return { element, input, show };
}

/**
 * @param {object} wanted
 * @param {string} wanted.control @param {string} wanted.label
 * @param {[string, string][]} wanted.options value and text of each
 * @param {string} wanted.value
 * @param {(value: string) => void} wanted.onChange
 */
export function createSelect({ control, label, options, value, onChange }) {
  const element = document.createElement("label");
  element.className = "td-setting";
  const name = document.createElement("span");
  name.textContent = label;
  const select = document.createElement("select");
  select.dataset.control = control;
  for (const [key, text] of options) select.append(new Option(text, key, key === value, key === value));
  select.addEventListener("change", () => onChange(select.value));
  element.append(name, select);
  return { element, select };
}
