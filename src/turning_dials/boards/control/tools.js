// @ts-check
// Ways to a dial and to another view: by name, by the size of its slope, nearer and farther, another overlay.
import { button, div, write } from "../../kit/board/elements.js";
import { t } from "../../kit/model/language.js";
import { OVERLAYS } from "./fields.js";
import { NetworkModel } from "../../kit/model/machine.js";
import { steepest } from "../../kit/console/places.js";

/** So far down the list of slopes one can step. */
const LIST = 500;

/** @typedef {import("./fields.js").ControlBoard} ControlBoard @typedef {import("../../kit/console/places.js").Places} Places */
/** @typedef {{places: Places, console_: ReturnType<typeof import("../../kit/console/console.js").createConsole>}} Parts */

/** @param {ControlBoard} board @param {Parts} parts */
export function createTools(board, parts) {
  const element = div("td-tools");
  const finder = createFinder(board, parts);
  const slopes = createSlopes(board, parts);
  const zoom = createZoom(parts);
  const key = createKey(parts);
  const note = createNote(board, parts);
  const overlays = createOverlays(board, parts, key.paint);
  element.append(finder, slopes, zoom, overlays, key.element, note);
  return { element };
}

/** Bring a dial into hand, and say which it is. @param {Parts} parts @param {number} index @param {string} [also] */
function go({ places, console_ }, index, also = "") {
  console_.pick(index, { follow: true });
  console_.said.textContent = `${places.name(index)}${also}`;
}

/** To a dial by its name. @param {ControlBoard} board @param {Parts} parts */
function createFinder(board, parts) {
  const { places, console_ } = parts;
  const form = document.createElement("form");
  form.className = "td-tools-find";
  const field = document.createElement("input");
  field.type = "text";
  field.dataset.control = "find";
  field.placeholder = places.name(Math.min(places.count - 1, Math.floor(places.sizes[0] * 0.46) + 3));
  field.size = field.placeholder.length; // the name that it gives as an example is read whole
  field.setAttribute("aria-label", t`find a dial by its name`);
  field.spellcheck = false;
  field.autocomplete = "off";
  const submit = button(t`Find`, () => {});
  submit.type = "submit";
  form.append(field, submit);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    board.attempt(() => {
      go(parts, places.find(field.value || field.placeholder));
      console_.near();
    });
  });
  return form;
}

/** To the dials in the order of their slopes' sizes. @param {ControlBoard} board @param {Parts} parts */
function createSlopes(board, parts) {
  const { machine } = board;
  const { places, console_ } = parts;
  let rank = -1;
  /** @type {number[]} */
  let ranked = [];
  board.onStop(machine.on(() => {
    ranked = [];
  }));
  const element = div("td-tools-group");
  const place = div("td-tools-rank");
  const next = button(t`Next`, () => jump(rank + 1), t`next largest slope`);
  element.append(button(t`Largest slope`, () => jump(0)), next, place);

  /** @param {number} to */
  function jump(to) {
    if (board.noTarget) return board.trouble(board.noTarget);
    if (!ranked.length) ranked = steepest(machine.gradient, LIST);
    rank = Math.max(0, Math.min(ranked.length - 1, to));
    go(parts, ranked[rank], `, ${t`${rank + 1} of ${places.count} by the size of its slope`}`);
    place.textContent = t`${rank + 1}. of ${places.count.toLocaleString("en-US")}`;
    next.disabled = rank >= ranked.length - 1;
  }
  console_.onPick((/** @type {number} */ index) => {
    if (ranked[rank] !== index) place.textContent = "";
  });
  return element;
}

/** Nearer and farther. @param {Parts} parts */
function createZoom({ console_ }) {
  const element = div("td-tools-group");
  const out = button("−", () => console_.zoom(1 / 1.8), t`zoom out`);
  const whole = button(t`Whole`, () => console_.whole(), t`show the whole console`);
  element.append(out, button("+", () => console_.zoom(1.8), t`zoom in`), whole);
  return element;
}

/** What the pictures show: one of several overlays. @param {ControlBoard} board @param {Parts} parts @param {() => void} shown */
function createOverlays(board, { console_ }, shown) {
  const { overlay } = board.choices;
  const element = document.createElement("fieldset");
  element.className = "td-tools-overlays";
  element.innerHTML = `<legend>${t`showing`}</legend>`;
  const name = `td-overlay-${board.key}-${Math.random().toString(36).slice(2, 8)}`;
  const radios = Object.entries(OVERLAYS).map(([value, text]) => {
    const label = document.createElement("label");
    const radio = document.createElement("input");
    radio.type = "radio";
    radio.name = name;
    radio.value = value;
    radio.dataset.control = "overlay";
    radio.addEventListener("change", () => overlay.set(value));
    label.append(radio, document.createTextNode(text));
    element.append(label);
    return radio;
  });

  function show() {
    console_.surface.show(/** @type {import("../../kit/console/surface.js").Overlay} */ (overlay.value));
    for (const radio of radios) radio.checked = radio.value === overlay.value;
    shown();
  }
  overlay.on(show);
  show();
  return element;
}

/** What the ends of the colors mean. @param {Parts} parts */
function createKey({ console_ }) {
  const element = div("td-tools-key");

  function paint() {
    const { overlay } = console_.surface;
    element.dataset.overlay = overlay;
    const ends = overlay === "slopes"
      ? [t`turn down`, t`turn up`]
      : overlay === "change"
      ? [t`turned down`, t`turned up`]
      : [t`negative`, t`positive`];
    element.replaceChildren(
      ...[ends[0], "", ends[1]].map((text) =>
        Object.assign(document.createElement(text ? "span" : "i"), { textContent: text })
      ),
    );
  }
  return { element, paint };
}

/** What the slopes show is the more worth saying the less one expects it. @param {ControlBoard} board @param {Parts} parts */
function createNote(board, { places, console_ }) {
  const { machine } = board;
  const note = div("td-tools-note");
  board.onPaint(() => {
    const one = places.shape && machine.model instanceof NetworkModel && machine.model.count === 1;
    note.hidden = console_.surface.overlay !== "slopes" || !one;
    write(
      note,
      t`A slope is arriving activation × arriving error. So with one picture in hand, the slopes into each first neuron are that picture, weaker or stronger, one way round or the other.`,
    );
  });
  return note;
}
