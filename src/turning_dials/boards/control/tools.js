// @ts-check
// Ways to a dial and to another view: by name, by the size of its slope, nearer and farther, another overlay.
import { div, write } from "../../kit/board/elements.js";
import { OVERLAYS } from "./fields.js";
import { NetworkModel } from "../../kit/model/machine.js";
import { steepest } from "../../kit/console/places.js";

/** So far down the list of slopes one can step. */
const LIST = 500;

/**
 * @param {import("./fields.js").ControlBoard} board
 * @param {{places: import("../../kit/console/places.js").Places, console_: ReturnType<typeof import("../../kit/console/console.js").createConsole>}} parts
 */
export function createTools(board, { places, console_ }) {
  const element = div("td-tools");
  const { machine } = board;

  /** @param {string} text @param {() => void} act @param {string} [label] */
  function button(text, act, label) {
    const one = document.createElement("button");
    one.type = "button";
    one.textContent = text;
    if (label) one.setAttribute("aria-label", label);
    one.addEventListener("click", act);
    return one;
  }

  /** @param {number} index @param {string} [also] */
  function go(index, also = "") {
    console_.pick(index, { follow: true });
    console_.said.textContent = `${places.name(index)}${also}`;
  }

  // ---- by name
  const form = document.createElement("form");
  form.className = "td-tools-find";
  const field = document.createElement("input");
  field.type = "text";
  field.dataset.control = "find";
  field.placeholder = places.name(Math.min(places.count - 1, Math.floor(places.sizes[0] * 0.46) + 3));
  field.setAttribute("aria-label", "find a dial by its name");
  field.spellcheck = false;
  field.autocomplete = "off";
  const submit = button("Find", () => {});
  submit.type = "submit";
  form.append(field, submit);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    board.attempt(() => {
      go(places.find(field.value || field.placeholder));
      console_.near();
    });
  });

  // ---- by the size of the slope
  let rank = -1;
  /** @type {number[]} */
  let ranked = [];
  board.onStop(machine.on(() => {
    ranked = [];
  }));
  const place = div("td-tools-rank");
  /** @param {number} to */
  function jump(to) {
    if (!ranked.length) ranked = steepest(machine.gradient, LIST);
    rank = Math.max(0, Math.min(ranked.length - 1, to));
    go(ranked[rank], `, ${rank + 1} of ${places.count} by the size of its slope`);
    place.textContent = `${rank + 1}. of ${places.count.toLocaleString("en-US")}`;
    next.disabled = rank >= ranked.length - 1;
  }
  const slopes = div("td-tools-group");
  const next = button("Next", () => jump(rank + 1), "next largest slope");
  slopes.append(button("Largest slope", () => jump(0)), next, place);
  console_.onPick((/** @type {number} */ index) => {
    if (ranked[rank] !== index) place.textContent = "";
  });

  // ---- what the pictures show
  // No fieldset: WebKit sets its legend on a line of its own.
  const overlays = div("td-tools-overlays");
  overlays.setAttribute("role", "radiogroup");
  overlays.setAttribute("aria-label", "showing");
  const { overlay } = board.choices;
  overlays.innerHTML = `<span aria-hidden="true">showing</span>`;
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
    overlays.append(label);
    return radio;
  });
  const key = div("td-tools-key");
  function tellKey() {
    const shown = console_.surface.overlay;
    key.dataset.overlay = shown;
    const ends = shown === "slopes"
      ? ["turn down", "turn up"]
      : shown === "change"
      ? ["turned down", "turned up"]
      : ["negative", "positive"];
    key.replaceChildren(
      ...[ends[0], "", ends[1]].map((text) =>
        Object.assign(document.createElement(text ? "span" : "i"), { textContent: text })
      ),
    );
  }
  // What the slopes show is the more worth saying the less one expects it.
  const note = div("td-tools-note");
  board.onPaint(() => {
    const one = places.shape && machine.model instanceof NetworkModel && machine.model.count === 1;
    note.hidden = console_.surface.overlay !== "slopes" || !one;
    write(
      note,
      "A slope is arriving activation × arriving error. So with one picture in hand, the slopes into each first neuron are that picture, weaker or stronger, one way round or the other.",
    );
  });
  function showOverlay() {
    console_.surface.show(/** @type {import("../../kit/console/surface.js").Overlay} */ (overlay.value));
    for (const radio of radios) radio.checked = radio.value === overlay.value;
    tellKey();
  }
  overlay.on(showOverlay);
  showOverlay();

  // ---- nearer and farther
  const zoom = div("td-tools-group");
  const out = button("−", () => console_.zoom(1 / 1.8), "zoom out");
  const whole = button("Whole", () => console_.whole(), "show the whole console");
  zoom.append(out, button("+", () => console_.zoom(1.8), "zoom in"), whole);

  element.append(form, slopes, zoom, overlays, key, note);
  return { element };
}
