// @ts-check
// The cost over two dials as a map, the point on it, and the ways down from there.
import { defineBoard } from "../../kit/board/define.js";
import { div } from "../../kit/board/elements.js";
import { t } from "../../kit/model/language.js";
import { costText, shown, spoken } from "../../kit/model/text.js";
import { curvatures } from "../../kit/model/walk.js";
import { dialWords, headline } from "../../kit/board/words.js";
import { fields, OPTIONS } from "./fields.js";
import { createMap } from "./map.js";
import { createSide } from "./side.js";
import { AHEAD, Walker } from "./walker.js";

/** @typedef {import("./fields.js").SurfaceBoard} SurfaceBoard */
/** @typedef {import("../../kit/model/walk.js").Place} Place */
/** @typedef {ReturnType<typeof build>} Parts */

/** How many lines of the table are about the place, before those about the walks. */
const READ_OFF = 3;

export default defineBoard({
  name: "surface",
  title: t`cost surface board`,
  options: OPTIONS,
  rates: [0.001, 10],
  fields,
  build,
  changed,
  paint,
  follow: (_, { walker }) => walker.follow(),
  describe: (board, { walker, map }) => [
    headline(board),
    ...dialWords(board),
    inWords(walker, map),
    ...factRows(board, walker, walker.coming()).map((row) => row.join(": ")),
  ],
  legend: () =>
    [
      t`On the map it points straight downhill, across the contours, and a full arrow is a fifth of the map long.`,
      t`Numbers on the contours are costs. ○ the next ${AHEAD} steps at these settings, ● steps taken, □ one dial at a time, × the lowest place in sight.`,
    ].join(" "),
});

/** @param {SurfaceBoard} board */
function build(board) {
  const { choices, options, body } = board;
  const walker = new Walker(board);
  const map = createMap({ onMove: mover(board, walker) });
  const side = createSide(board, walker);
  const limit = createLimit(board, walker);
  const facts = document.createElement("table");
  facts.className = "td-surface-facts";
  const controls = div("td-surface-controls");
  controls.append(choices.learning_rate.element, choices.momentum.element, choices.batch_size.element);
  const panel = div("td-surface-panel");
  panel.append(...(options.compact ? [] : [facts]), controls);
  const right = div("td-surface-right");
  right.append(side.element, options.compact ? panel : side.fit);
  const whole = div("td-surface");
  whole.append(map.element, ...(options.compact ? [facts, right] : [panel, right]));
  whole.classList.toggle("td-compact", Boolean(options.compact));
  body.append(whole);

  choices.race.on(() => walker.restart());
  board.onRun(() => walker.ready());
  const watch = new ResizeObserver(() => {
    if (map.fit()) board.request();
  });
  watch.observe(map.element);
  board.onStop(() => watch.disconnect());
  return { walker, map, side, facts, limit };
}

/** The way from the pointer on the map to the dials. @param {SurfaceBoard} board @param {Walker} walker */
function mover(board, walker) {
  let end = () => {};
  /** @param {Place} to @param {"start" | "move" | "end"} phase */
  return (to, phase) => {
    if (phase === "start") end = board.machine.gesture();
    if (phase === "end") return end();
    const [u, v] = walker.here;
    if (to[0] === u && to[1] === v) return;
    board.attempt(() => board.machine.replace(walker.valuesAt(to), "drag"));
  };
}

/** The walks follow the machine. @param {SurfaceBoard} _ @param {Parts} parts @param {import("../../kit/model/machine.js").Reason} reason */
function changed(_, { walker, side }, reason) {
  if (reason === "step") return;
  walker.diverged = false;
  if (reason === "become") walker.load();
  if (reason === "become" || reason === "refresh") walker.look();
  else walker.turned(reason === "rewind");
  if (reason === "become") side.label();
  if (reason !== "undo" || !walker.stepBack()) walker.restart();
}

/** @param {SurfaceBoard} board @param {Parts} parts */
function paint(board, { walker, map, side, facts, limit }) {
  const { preset, slice, here } = walker;
  // The ground is not measured at every turn, but before it is seen.
  const { unseen } = walker;
  walker.unseen = false;
  if (unseen) map.survey(slice, here, walker.window);
  map.fit();
  const next = walker.coming();
  map.paint({
    at: here,
    slope: slice.slope(here),
    full: board.slopesShown() ? board.fullSlope : 0,
    path: walker.walks.map((walk) => walk.at),
    ahead: next,
    trial: board.choices.race.value ? walker.trials.map((each) => each.at) : [],
    axes: preset.axes,
  });
  const rows = factRows(board, walker, next).slice(board.options.compact ? READ_OFF : 0);
  facts.replaceChildren(...rows.map(tableRow));
  side.paint();
  limit.paint();
  board.root.querySelector('[data-verb="rewind"]')?.classList.toggle("td-go", walker.diverged);
  map.say(inWords(walker, map));
}

/** @param {string[]} row what is read off, and its value */
function tableRow([name, value]) {
  const row = document.createElement("tr");
  for (const [tag, text] of [["th", name], ["td", value]]) {
    row.append(Object.assign(document.createElement(tag), { textContent: text }));
  }
  return row;
}

/** Where on the rate's slider the steps begin to grow, in a bowl as curved as the ground is here. @param {SurfaceBoard} board @param {Walker} walker */
function createLimit(board, walker) {
  const rate = board.choices.learning_rate.element;
  const input = /** @type {HTMLInputElement} */ (rate.querySelector("input"));
  const limit = document.createElement("span");
  limit.className = "td-surface-limit";
  limit.setAttribute("aria-hidden", "true");
  rate.append(limit);

  function paint() {
    const { most: across } = curvatures(walker.slice.bend(walker.here));
    const [low, high] = [Number(input.min), Number(input.max)];
    const share = (Math.log10(2 / across) - low) / (high - low);
    limit.hidden = !(across > 0 && share >= 0 && share <= 1);
    if (limit.hidden) return;
    const late = share > 0.5;
    limit.classList.toggle("td-past", late);
    limit.textContent = late ? t`steps grow ▲` : t`▲ steps grow`;
    limit.style.left = `${input.offsetLeft + 8 + share * (input.offsetWidth - 16)}px`;
  }
  return { paint };
}

/** What can be read off, here and on the ways gone. @param {SurfaceBoard} board @param {Walker} walker @param {Place[]} next */
function factRows({ machine, choices }, { slice, here, walk, trial }, next) {
  const { most: across, least: along } = curvatures(slice.bend(here));
  const landing = next.length ? slice.cost(...next[0]) : Infinity;
  const rows = [
    [t`next step lands at a cost of`, costText(landing)],
    [t`curvature here, most and least`, `${shown(across, 3)}, ${shown(along, 3)}`],
    [
      t`in a bowl so curved, steps grow above a rate of`,
      across > 0 ? Number((2 / across).toPrecision(3)).toString() : t`(it bends down)`,
    ],
    [t`● all at once`, t`${walk.steps} steps, ${evaluations(walk.spent)}, cost ${costText(machine.cost)}`],
  ];
  if (choices.race.value) {
    const turns = t`${trial.tries} turns, ${evaluations(trial.spent)}, cost ${costText(trial.cost)}`;
    rows.push([t`□ one dial at a time`, turns]);
  }
  return rows;
}

/** @param {Walker} walker @param {ReturnType<typeof createMap>} map */
function inWords({ here: [u, v], preset }, map) {
  const bottom = map.lowest
    ? t`The lowest place in sight is at ${map.lowest.map((value) => spoken(value)).join(", ")}.`
    : "";
  const [across, up] = preset.axes;
  return `${t`Map of the cost over ${across} and ${up}. The point is at ${spoken(u)}, ${spoken(v)}.`} ${bottom}`;
}

/** @param {number} spent */
function evaluations(spent) {
  return t`${Number(spent.toFixed(1))} evaluations`;
}
