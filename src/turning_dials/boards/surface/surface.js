// @ts-check
import { defineBoard } from "../../kit/board/define.js";
import { div } from "../../kit/board/elements.js";
import { tidy } from "../../kit/model/scale.js";
import { NetworkModel, Trouble } from "../../kit/model/machine.js";
import { costText, shown, spoken } from "../../kit/model/text.js";
import { batchOf, begin, beginTrial, curvatures, Slice, stepped, tried } from "../../kit/model/walk.js";
import { flag, shaped, text } from "../../kit/board/options.js";
import { dialWords, headline } from "../../kit/board/words.js";
import { flag as flagKind, number, oneOf } from "../../kit/model/kinds.js";
import { createFit } from "./fit.js";
import { createMap } from "./map.js";

/** @typedef {import("../../kit/model/walk.js").Place} Place */

const AHEAD = 30;
const LONGEST = 4000;
const SEED = 1;
/** How many lines of the table are about the place, before those about the walks. */
const READ_OFF = 3;
/** A run is given up when its cost is so many times as high as anything it could see from its start. */
const TOO_HIGH = 1000;
/** The map doubles to hold the point, so many times at most. */
const DOUBLINGS = 6;
/** The first steps of a run are slow enough to be followed, the later ones faster. */
const FIRST_STEP_MS = 260;
const FASTER = 0.94;

/**
 * A ground to walk on, as Python hands it over: see surface.py.
 * @typedef {object} Preset
 * @property {string} title @property {{sizes: number[], activation: string[], cost: string}} network
 * @property {number[]} start @property {number} examples which of the sets of examples
 * @property {number} rate @property {number} momentum @property {number} batch 0: all
 * @property {[number, number]} dials @property {[number, number]} center @property {number} reach
 * @property {[string, string]} axes @property {string[]} held @property {string[] | null} names
 * @property {[string, string]} answers @property {string} caption
 */
const OPTIONS = {
  preset: text(""),
  compact: flag(false),
  presets: shaped(
    (value) => Object.values(value).every((one) => Array.isArray(one?.start) && Array.isArray(one.dials)),
    "a ground for each name",
    /** @type {Record<string, Preset>} */ ({}),
  ),
  examples: shaped(
    (value) => Array.isArray(value) && value.every((one) => Array.isArray(one?.inputs) && Array.isArray(one.targets)),
    "a list of examples",
    /** @type {{inputs: number[][], targets: number[][]}[]} */ ([]),
  ),
};
/** @typedef {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, ReturnType<typeof fields>>} SurfaceBoard */

export default defineBoard({
  name: "surface",
  options: OPTIONS,
  rates: [0.001, 10],
  fields,
  build,
  follow: (_, { follow }) => follow(),
  describe: (board, { inWords, factRows, coming }) => [
    headline(board),
    ...dialWords(board),
    inWords(),
    ...factRows(coming()).map((row) => row.join(": ")),
  ],
  legend: () =>
    "On the map it points straight downhill, across the contours, and a full arrow is a fifth of the map long. " +
    `Numbers on the contours are costs. ○ the next ${AHEAD} steps at these settings, ● steps taken, □ one dial at a time, × the lowest place in sight.`,
});

/** What the reader chooses. @param {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, {}>} board */
function fields(board) {
  const { machine, options } = board;
  const { presets, examples } = options;
  const names = Object.fromEntries(Object.entries(presets).map(([key, preset]) => [key, preset.title]));
  const first = presets[options.preset];
  board.rate = first.rate;
  /** @typedef {import("../../kit/board/choice.js").Field<number>} Count @typedef {import("../../kit/board/choice.js").Field<string>} List */
  /** @type {List} */
  const ground = {
    label: "ground",
    hidden: Object.keys(presets).length < 2,
    kind: oneOf(names),
    first: options.preset,
    dials: (key) => presets[key].start.length,
    write(key) {
      const preset = presets[key];
      const { inputs, targets } = examples[preset.examples];
      const start = Float64Array.from(preset.start);
      const [x, y] = [inputs, targets].map((rows) => Float64Array.from(rows.flat()));
      machine.become(new NetworkModel(preset.network, start, x, y), start);
    },
  };
  /** @type {Count} */
  const momentum = { label: "momentum", kind: number(0, 0.99, { step: 0.01 }), first: first.momentum };
  /** @type {List} */
  const batch_size = {
    label: "batch size",
    kind: oneOf({ 0: "all", 1: "1", 4: "4", 16: "16", [first.batch]: first.batch ? String(first.batch) : "all" }),
    first: String(first.batch),
  };
  /** @type {import("../../kit/board/choice.js").Field<boolean>} */
  const race = { label: "Race one dial at a time", kind: flagKind, first: false };
  return { preset: ground, momentum, batch_size, race };
}

/** @param {SurfaceBoard} board */
function build(board) {
  const { machine, options, choices, body } = board;
  const presets = options.presets;
  const keys = Object.keys(presets);
  let preset = presets[choices.preset.value];

  // ---- what is walked on
  const sliceOf = () => {
    const { network, flatInputs, flatTargets } = /** @type {NetworkModel} */ (machine.model);
    return new Slice(
      { sizes: network.sizes, activation: network.activation, cost: network.costName },
      machine.parameters,
      flatInputs,
      flatTargets,
      preset.dials,
    );
  };
  let slice = sliceOf();
  /** Whether the map has to be drawn anew before it is shown. */
  let unseen = true;
  const batchSize = () => Number(choices.batch_size.value);
  const here = () => /** @type {Place} */ ([machine.parameters[preset.dials[0]], machine.parameters[preset.dials[1]]]);
  const settings = () => ({ rate: board.rate, momentum: choices.momentum.value, batch: batchSize(), seed: SEED });
  let walks = [begin(here())];
  const last = () => walks[walks.length - 1];
  let trials = [beginTrial(slice, here(), 1)];
  const trial = () => trials[trials.length - 1];
  let doublings = 0;
  let diverged = false;

  const map = createMap({ onMove: move });
  const side = div("td-surface-side");
  const facts = document.createElement("table");
  facts.className = "td-surface-facts";
  const panel = div("td-surface-panel");
  const fitBox = div("td-surface-fit");
  const right = div("td-surface-right");
  const whole = div("td-surface");
  right.append(side, options.compact ? panel : fitBox);
  whole.append(map.element, ...(options.compact ? [facts, right] : [panel, right]));
  whole.classList.toggle("td-compact", Boolean(options.compact));
  body.append(whole);
  let fit = createFit(preset, machine);

  // ---- beside the map: the preset, the dials, what can be read off
  const caption = div("td-surface-caption");
  if (keys.length > 1) side.append(choices.preset.element);
  side.append(caption);
  const dialRow = div("td-surface-dials");
  const heldNote = div("td-quiet");
  heldNote.textContent = "";
  side.append(dialRow, heldNote);
  const pair = [0, 1].map((axis) => board.dial({ index: preset.dials[axis], symbol: "", spoken: "", range: 2 }));
  dialRow.append(...pair.map((dial) => dial.element));
  const most = Math.max(...keys.map((key) => presets[key].start.length)) - 2;
  const heldDials = Array.from({ length: most }, () => board.dial({ index: preset.dials[0], symbol: "", spoken: "" }));
  if (!options.compact) panel.append(facts);

  function label() {
    caption.textContent = preset.caption;
    caption.hidden = !preset.caption;
    pair.forEach((dial, axis) => dial.retarget(preset.dials[axis], preset.axes[axis], `weight ${preset.axes[axis]}`));
    const others = machine.parameters.length - 2;
    for (const dial of heldDials) {
      dial.element.remove();
      // One that is not needed stands for a dial that there is, as it is painted all the same.
      dial.retarget(0, "", "");
    }
    let index = 0;
    for (let k = 0; k < others; k++, index++) {
      while (preset.dials.includes(index)) index++;
      heldDials[k].retarget(index, preset.held[k], `held ${preset.held[k]}`);
      dialRow.append(heldDials[k].element);
    }
    for (const option of batchOptions()) option.hidden = option.disabled = Number(option.value) >= slice.count;
    heldNote.hidden = others === 0;
    heldNote.textContent = `Held: ${preset.held.join(", ")}. Descent leaves ${others > 1 ? "them" : "it"}; turn ${
      others > 1 ? "one" : "it"
    }, and the map follows.`;
    fit = createFit(preset, machine);
    fitBox.replaceChildren(fit.element);
  }

  /** The sizes of a batch that are offered. */
  function batchOptions() {
    return [.../** @type {NodeListOf<HTMLOptionElement>} */ (choices.batch_size.element.querySelectorAll("option"))];
  }

  // ---- the ground
  /** Measure it, where that is still to be done: not at every turn, but before it is seen. */
  function survey() {
    if (!unseen) return;
    unseen = false;
    map.survey(slice, here(), { center: preset.center, reach: preset.reach * 2 ** doublings });
  }

  /** Widen the map until the point lies on it. @returns {boolean} whether it did */
  function widen() {
    const away = Math.max(...here().map((value, axis) => Math.abs(value - preset.center[axis])));
    const before = doublings;
    while (doublings < DOUBLINGS && away > preset.reach * 2 ** doublings) doublings++;
    return doublings !== before;
  }

  /** How steep a full arrow is: what most of the ground does not exceed. */
  function scale() {
    const steep = [];
    for (let i = 0; i < 81; i++) {
      const at = /** @type {Place} */ ([i % 9, Math.floor(i / 9)].map((k, axis) =>
        preset.center[axis] + (preset.reach * (k - 4)) / 4
      ));
      steep.push(Math.hypot(...slice.slope(at)));
    }
    board.fullSlope = tidy(steep.sort((a, b) => a - b)[40] ?? 0);
    board.noise = 1e-13 * board.fullSlope;
  }

  /** Begin at the place where the dials stand. */
  function restart() {
    walks = [begin(here())];
    trials = [beginTrial(slice, here(), trialSize())];
  }

  function trialSize() {
    return tidy(preset.reach / 8);
  }

  /** Another ground lies under the dials, with its own settings. */
  function load() {
    board.pause();
    preset = presets[choices.preset.value];
    doublings = 0;
    choices.learning_rate.set(preset.rate);
    choices.momentum.set(preset.momentum);
    choices.batch_size.set(String(preset.batch));
  }

  // ---- the point is moved, the walks follow the machine
  let end = () => {};
  /** @param {Place} to @param {"start" | "move" | "end"} phase */
  function move(to, phase) {
    if (phase === "start") end = machine.gesture();
    if (phase === "end") return end();
    if (to[0] === here()[0] && to[1] === here()[1]) return;
    const values = machine.parameters.slice();
    preset.dials.forEach((/** @type {number} */ index, /** @type {number} */ axis) => {
      values[index] = to[axis];
    });
    board.attempt(() => machine.replace(values, "drag"));
  }

  board.onStop(machine.on((reason) => {
    if (reason === "step") return;
    diverged = false;
    if (reason === "become" || reason === "refresh") {
      if (reason === "become") load();
      slice = sliceOf();
      if (reason === "become") label();
      scale();
      unseen = true;
    } else {
      if (slice.hold(machine.parameters)) unseen = true;
      if (reason === "rewind" && doublings) {
        doublings = 0;
        unseen = true;
      }
      if (widen()) unseen = true;
    }
    const before = walks[walks.length - 2];
    const [u, v] = here();
    if (reason === "undo" && before && before.at[0] === u && before.at[1] === v) {
      walks.pop();
      if (trials.length > 1) trials.pop();
    } else restart();
  }));

  /** Why a step cannot be taken, or nothing. @param {number} cost @param {Place} to */
  function refusal(cost, to) {
    const from = walks[0];
    const start = slice.cost(...from.at);
    if (to.every(Number.isFinite) && cost <= TOO_HIGH * Math.max(start, 1e-6)) return "";
    const now = slice.cost(...last().at);
    const grown = Number.isFinite(cost) ? `the next would cost ${costText(cost)}` : "the next would overflow";
    return `The run diverged: from a cost of ${costText(start)} it climbed to ${
      costText(now)
    } in ${last().steps} steps, and ${grown}. Rewind, then try a smaller learning rate.`;
  }

  let due = 0;
  let gap = FIRST_STEP_MS;
  function follow() {
    const now = performance.now();
    if (board.running && now < due) return;
    due = now + gap;
    gap = board.running ? gap * FASTER : FIRST_STEP_MS;
    const next = stepped(slice, last(), settings());
    const no = refusal(slice.cost(...next.at), next.at);
    diverged = Boolean(no);
    if (no) {
      board.request();
      throw new Trouble(no);
    }
    const values = machine.parameters.slice();
    preset.dials.forEach((/** @type {number} */ index, /** @type {number} */ axis) => {
      values[index] = next.at[axis];
    });
    machine.replace(values, "step");
    walks.push(next);
    if (choices.race.value) trials.push(tried(slice, trial()));
    if (walks.length > LONGEST) walks.splice(1, 1);
    if (trials.length > LONGEST) trials.splice(1, 1);
    if (widen()) unseen = true;
  }

  // ---- the settings
  const rate = choices.learning_rate.element;
  const rateInput = /** @type {HTMLInputElement} */ (rate.querySelector("input"));
  const controls = div("td-surface-controls");
  controls.append(rate, choices.momentum.element, choices.batch_size.element);
  panel.append(controls);
  choices.race.on(restart);
  board.onRun(() => {
    gap = FIRST_STEP_MS;
    due = 0;
  });
  // Where on the slider the steps begin to grow, in a bowl as curved as the ground is here.
  const limit = document.createElement("span");
  limit.className = "td-surface-limit";
  limit.setAttribute("aria-hidden", "true");
  rate.append(limit);
  function paintLimit() {
    const { most: across } = curvatures(slice.bend(here()));
    const [low, high] = [Number(rateInput.min), Number(rateInput.max)];
    const share = (Math.log10(2 / across) - low) / (high - low);
    limit.hidden = !(across > 0 && share >= 0 && share <= 1);
    if (limit.hidden) return;
    const late = share > 0.5;
    limit.classList.toggle("td-past", late);
    limit.textContent = late ? "steps grow ▲" : "▲ steps grow";
    limit.style.left = `${rateInput.offsetLeft + 8 + share * (rateInput.offsetWidth - 16)}px`;
  }

  // ---- painting
  /** The next steps, as far as they are numbers. */
  function coming() {
    const places = [];
    let walk = last();
    for (let k = 0; k < AHEAD; k++) {
      walk = stepped(slice, walk, settings());
      if (!walk.at.every(Number.isFinite)) break;
      places.push(walk.at);
    }
    return places;
  }

  /** @param {Place[]} next */
  function factRows(next) {
    const { most: across, least: along } = curvatures(slice.bend(here()));
    const landing = next.length ? slice.cost(...next[0]) : Infinity;
    const rows = [
      ["next step lands at a cost of", costText(landing)],
      ["curvature here, most and least", `${shown(across, 3)}, ${shown(along, 3)}`],
      [
        "in a bowl so curved, steps grow above a rate of",
        across > 0 ? Number((2 / across).toPrecision(3)).toString() : "(it bends down)",
      ],
      ["● all at once", `${last().steps} steps, ${evaluations(last().spent)}, cost ${costText(machine.cost)}`],
    ];
    if (choices.race.value) {
      rows.push([
        "□ one dial at a time",
        `${trial().tries} turns, ${evaluations(trial().spent)}, cost ${costText(trial().cost)}`,
      ]);
    }
    return rows;
  }

  board.onPaint(() => {
    survey();
    map.fit();
    const next = coming();
    map.paint({
      at: here(),
      slope: slice.slope(here()),
      full: board.slopesShown() ? board.fullSlope : 0,
      path: walks.map((walk) => walk.at),
      ahead: next,
      trial: choices.race.value ? trials.map((each) => each.at) : [],
      axes: preset.axes,
    });
    facts.replaceChildren(
      ...factRows(next).slice(options.compact ? READ_OFF : 0).map(([name, value]) => {
        const row = document.createElement("tr");
        for (const [tag, text] of [["th", name], ["td", value]]) {
          row.append(Object.assign(document.createElement(tag), { textContent: text }));
        }
        return row;
      }),
    );
    fit.paint(batchOf(slice.count, batchSize(), SEED, last().steps));
    paintLimit();
    board.root.querySelector('[data-verb="rewind"]')?.classList.toggle("td-go", diverged);
    map.say(inWords());
  });

  function inWords() {
    const [u, v] = here();
    const bottom = map.lowest
      ? `The lowest place in sight is at ${map.lowest.map((value) => spoken(value)).join(", ")}.`
      : "";
    return `Map of the cost over ${preset.axes.join(" and ")}. The point is at ${spoken(u)}, ${spoken(v)}. ${bottom}`;
  }
  label();
  scale();
  widen();
  restart();
  const watch = new ResizeObserver(() => {
    if (map.fit()) board.request();
  });
  watch.observe(map.element);
  board.onStop(() => watch.disconnect());
  return { follow, inWords, factRows, coming };
}

/** @param {number} spent */
function evaluations(spent) {
  return `${Number(spent.toFixed(1))} evaluations`;
}
