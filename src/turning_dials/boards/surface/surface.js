// @ts-check
import { defineBoard, div, tidy } from "../../kit/board/board.js";
import { NetworkModel, Trouble } from "../../kit/model/machine.js";
import { costText, shown, spoken } from "../../kit/model/text.js";
import { batchOf, begin, beginTrial, curvatures, Slice, stepped, tried } from "../../kit/model/walk.js";
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

export default defineBoard("surface", (board) => {
  const { machine, options, body } = board;
  const presets = options.presets;
  const keys = Object.keys(presets);
  // The network at hand is the one that was chosen, unless it comes from a cell that says otherwise.
  const chosen = board.choice("preset", options.preset);
  const atHand = presets[chosen] && presets[chosen].network.sizes.join() === machine.sizes.join() &&
    String(options.examples[presets[chosen].examples].inputs) === String(machine.inputs);
  let preset = presets[atHand ? chosen : options.preset];

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
  let momentum = Number(board.choice("momentum", preset.momentum));
  let batch = Number(board.choice("batch_size", preset.batch));
  let racing = Boolean(board.choice("race", false));
  const here = () => /** @type {Place} */ ([machine.parameters[preset.dials[0]], machine.parameters[preset.dials[1]]]);
  const settings = () => ({ rate: board.rate, momentum, batch, seed: SEED });
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
  const keyOf = () => /** @type {string} */ (keys.find((key) => presets[key] === preset));
  const ground = board.select({
    control: "preset",
    label: "ground",
    options: keys.map((key) => [key, presets[key].title]),
    value: keyOf(),
    onChange: load,
  });
  if (keys.length > 1) side.append(ground.element);
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
    for (const option of batchSelect.options) option.hidden = option.disabled = Number(option.value) >= slice.count;
    heldNote.hidden = others === 0;
    heldNote.textContent = `Held: ${preset.held.join(", ")}. Descent leaves ${others > 1 ? "them" : "it"}; turn ${
      others > 1 ? "one" : "it"
    }, and the map follows.`;
    fit = createFit(preset, machine);
    fitBox.replaceChildren(fit.element);
  }

  // ---- the ground
  function survey() {
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
    explain();
  }

  function explain() {
    board.explain(
      "On the map it points straight downhill, across the contours, and a full arrow is a fifth of the map long. " +
        `Numbers on the contours are costs. ○ the next ${AHEAD} steps at these settings, ● steps taken, □ one dial at a time, × the lowest place in sight.`,
    );
  }

  /** Begin at the place where the dials stand. */
  function restart() {
    walks = [begin(here())];
    trials = [beginTrial(slice, here(), trialSize())];
  }

  function trialSize() {
    return tidy(preset.reach / 8);
  }

  /** Put another network under the dials. @param {string} key */
  function load(key) {
    board.pause();
    preset = presets[key];
    const { inputs, targets } = options.examples[preset.examples];
    const start = Float64Array.from(preset.start);
    doublings = 0;
    board.rate = preset.rate;
    rate.show(preset.rate);
    momentum = preset.momentum;
    momentumSlider.show(momentum);
    batch = preset.batch;
    batchSelect.value = String(batch);
    ground.select.value = key;
    for (
      const [name, value] of Object.entries({ preset: key, learning_rate: board.rate, momentum, batch_size: batch })
    ) board.choose(name, value);
    machine.start = start;
    board.attempt(() =>
      machine.become(
        new NetworkModel(preset.network, start, Float64Array.from(inputs.flat()), Float64Array.from(targets.flat())),
      )
    );
  }

  // ---- the point is moved, the walks follow the machine
  let mark = 0;
  /** @param {Place} to @param {"start" | "move" | "end"} phase */
  function move(to, phase) {
    if (phase === "start") mark = machine.past.length;
    // One drag is one turn for Undo.
    if (phase === "end") return void machine.past.splice(mark + 1);
    if (to[0] === here()[0] && to[1] === here()[1]) return;
    const values = machine.parameters.slice();
    preset.dials.forEach((/** @type {number} */ index, /** @type {number} */ axis) => {
      values[index] = to[axis];
    });
    board.attempt(() => machine.replace(values, "drag"));
    if (machine.past.length > mark + 1) machine.past.splice(mark + 1);
  }

  board.stops.push(machine.on((reason) => {
    if (reason === "step") return;
    diverged = false;
    if (reason === "become" || reason === "refresh") {
      slice = sliceOf();
      if (reason === "become") label();
      scale();
      survey();
    } else {
      const heldTurned = slice.hold(machine.parameters);
      if (reason === "rewind" && doublings) {
        doublings = 0;
        survey();
      } else if (widen() || heldTurned) survey();
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
  board.follow = () =>
    board.attempt(() => {
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
      if (racing) trials.push(tried(slice, trial()));
      if (walks.length > LONGEST) walks.splice(1, 1);
      if (trials.length > LONGEST) trials.splice(1, 1);
      if (widen()) survey();
    });

  // ---- verbs
  board.wayBack();
  const rate = board.descent({ rates: [0.001, 10] });
  board.rate = Number(board.choice("learning_rate", preset.rate));
  rate.show(board.rate);
  const race = board.verb("Race one dial at a time", () => {
    racing = !racing;
    board.choose("race", racing);
    restart();
    board.request();
  });
  const momentumSlider = board.slider({
    control: "momentum",
    label: "momentum",
    min: 0,
    max: 0.99,
    step: 0.01,
    value: momentum,
    onChange: (to) => {
      momentum = to;
      board.request();
    },
  });
  const sizes = [1, 4, 16];
  const { element: batchLabel, select: batchSelect } = board.select({
    control: "batch_size",
    label: "batch size",
    options: [["0", "all"], ...sizes.map((n) => /** @type {[string, string]} */ ([String(n), String(n)]))],
    value: String(batch),
    onChange: (to) => {
      batch = Number(to);
      board.request();
    },
  });
  const controls = div("td-surface-controls");
  controls.append(rate.element, momentumSlider.element, batchLabel);
  panel.append(controls);
  rate.input.addEventListener("input", () => board.request());
  // Where on the slider the steps begin to grow, in a bowl as curved as the ground is here.
  const limit = document.createElement("span");
  limit.className = "td-surface-limit";
  limit.setAttribute("aria-hidden", "true");
  rate.element.append(limit);
  function paintLimit() {
    const { most: across } = curvatures(slice.bend(here()));
    const [low, high] = [Number(rate.input.min), Number(rate.input.max)];
    const share = (Math.log10(2 / across) - low) / (high - low);
    limit.hidden = !(across > 0 && share >= 0 && share <= 1);
    if (limit.hidden) return;
    const late = share > 0.5;
    limit.classList.toggle("td-past", late);
    limit.textContent = late ? "steps grow ▲" : "▲ steps grow";
    limit.style.left = `${rate.input.offsetLeft + 8 + share * (rate.input.offsetWidth - 16)}px`;
  }

  // A link names its ground, unless that is the one that the board opens with.
  const { encode, decode } = machine;
  machine.encode = () => (keyOf() === options.preset ? "" : `${keyOf()}!`) + encode.call(machine);
  machine.decode = (text) => {
    const [, key, dials] = /^(\w+)!(.*)$/.exec(text) ?? [null, options.preset, text];
    if (Object.hasOwn(presets, key) && key !== keyOf()) load(key);
    decode.call(machine, Object.hasOwn(presets, key) ? dials : text);
  };
  board.share();
  const pauseAfter = board.pause;
  board.pause = () => {
    pauseAfter.call(board);
    gap = FIRST_STEP_MS;
    due = 0;
  };

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
    if (racing) {
      rows.push([
        "□ one dial at a time",
        `${trial().tries} turns, ${evaluations(trial().spent)}, cost ${costText(trial().cost)}`,
      ]);
    }
    return rows;
  }

  board.onPaint(() => {
    map.fit();
    const next = coming();
    map.paint({
      at: here(),
      slope: slice.slope(here()),
      full: board.slopesShown() ? board.fullSlope : 0,
      path: walks.map((walk) => walk.at),
      ahead: next,
      trial: racing ? trials.map((each) => each.at) : [],
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
    fit.paint(batchOf(slice.count, batch, SEED, last().steps));
    paintLimit();
    board.root.querySelector('[data-verb="rewind"]')?.classList.toggle("td-go", diverged);
    race.setAttribute("aria-pressed", String(racing));
    map.say(inWords());
  });

  function inWords() {
    const [u, v] = here();
    const bottom = map.lowest
      ? `The lowest place in sight is at ${map.lowest.map((value) => spoken(value)).join(", ")}.`
      : "";
    return `Map of the cost over ${preset.axes.join(" and ")}. The point is at ${spoken(u)}, ${spoken(v)}. ${bottom}`;
  }
  const describe = board.describe;
  board.describe = () =>
    [describe.call(board), inWords(), ...factRows(coming()).map((row) => row.join(": "))].join("\n");

  label();
  scale();
  widen();
  survey();
  restart();
  if (presets[chosen] && !atHand) load(chosen);
  const watch = new ResizeObserver(() => {
    if (map.fit()) board.request();
  });
  watch.observe(map.element);
  return () => watch.disconnect();
});

/** @param {number} spent */
function evaluations(spent) {
  return `${Number(spent.toFixed(1))} evaluations`;
}
