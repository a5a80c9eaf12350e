// @ts-check
import { boundedStep, lowest } from "../../kit/model/bounded.js";
import { defineBoard, div } from "../../kit/board/board.js";
import { widened } from "../../kit/board/dial.js";
import { activations } from "../../kit/model/activations.js";
import { shown, spoken } from "../../kit/model/text.js";
import { createLine, threshold } from "./line.js";

const BIAS = 1;
// Where the search for the best weight and bias begins: none, and steep ones of both signs.
const STARTS = [[0.5, 0], [-0.5, 0], [5, 0], [-5, 0]];

export default defineBoard("threshold", (board) => {
  const { machine, options, body } = board;
  const model = /** @type {import("../../kit/model/machine.js").NetworkModel} */ (machine.model);
  const { flatInputs: places, flatTargets: targets, count } = model;
  /** @type {number[]} */
  const span = options.span;
  const answer = (/** @type {number} */ x) =>
    activations.sigmoid.value(machine.parameters[0] * x + machine.parameters[BIAS]);
  const right = (/** @type {number} */ e) => (model.outputs(e)[0] > 0.5) === (targets[e] > 0.5);
  const score = () => Array.from(targets, (_, e) => right(e)).filter(Boolean).length;
  const miss = (/** @type {number} */ e) => (model.outputs(e)[0] - targets[e]) ** 2;
  // The point in hand at first is the one that costs most.
  let picked = Array.from(targets, (_, e) => e).reduce((worst, e) => (miss(e) > miss(worst) ? e : worst), 0);

  const line = createLine({
    span,
    targets,
    answers: options.answers,
    unit: options.unit,
    onPick: (point) => {
      picked = point;
      board.request();
    },
    onMove: (point, x) => {
      picked = point;
      places[point] = x;
      machine.refresh();
    },
  });
  body.append(line.element);
  const watch = new ResizeObserver(() => {
    line.place();
    board.request();
  });
  watch.observe(line.element);

  // At the best weight a slope is rounding and no more.
  board.noise = 1e-12;

  // ---- two dials, and what they come to
  const row = div("td-threshold-row");
  const range = () => widened(4, Math.max(...machine.parameters.map(Math.abs)));
  const weight = board.dial({ index: 0, range, symbol: "w", spoken: "weight" });
  const bias = board.dial({ index: BIAS, range, symbol: "b", spoken: "bias" });
  const said = div("td-threshold-sums");
  row.append(weight.element, bias.element, said);
  body.append(row);
  const story = document.createElement("p");
  story.className = "td-threshold-locked";
  story.hidden = true;
  body.append(story);

  /** The board as formulas with the numbers of this moment. */
  function lines() {
    const [w, b] = machine.parameters;
    const a = model.outputs(picked)[0];
    const x = places[picked];
    const found = threshold(w, b, span);
    return [
      `z = w·x + b = ${shown(w)}·x + ${bracket(b)}`,
      w === 0
        ? `no threshold: with w = 0 every point gets the same answer, ${shown(answer(0), 3)}`
        : `threshold: z = 0 at x = −b/w = −${bracket(b)}/${bracket(w)} = ${
          found.at === null ? shown(-b / w) : shown(found.at)
        }`,
      w === 0 ? "" : `the curve rises there by w/4 = ${shown(w / 4)} for each unit of x`,
      `point ${picked + 1}, ${options.answers[targets[picked]]}: x = ${shown(x)}, output ${shown(a, 3)}, miss² ${
        shown(miss(picked), 3)
      }`,
      `cost = mean of all ${count} = ${shown(machine.cost, 4)}; ${score()} of ${count} on the right side`,
    ].filter(Boolean);
  }

  board.onPaint(() => {
    line.paint({ places, answer, w: machine.parameters[0], b: machine.parameters[BIAS], right, picked });
    said.replaceChildren(
      ...lines().map((text, i) => {
        const p = document.createElement("p");
        p.textContent = text;
        if (text.startsWith("point")) p.dataset.output = "0";
        if (i === 1) p.className = "td-threshold-said";
        return p;
      }),
    );
  });

  // ---- the bias locked at zero
  let locked = false;
  let best = "";
  let bestFor = "";
  function bestLeft() {
    const now = places.join();
    if (now === bestFor) return best;
    bestFor = now;
    const none = [-Infinity, Infinity];
    const search = (/** @type {number[]} */ held) =>
      lowest(model.network, places, targets, [none[0], held[0]], [none[1], held[1]], STARTS);
    const [still, free] = [search([0, 0]), search(none)];
    best =
      `With the bias at 0 the threshold stays at 0, whatever the weight. The best cost that is left: ${
        shown(still.cost, 4)
      }, at w = ${shown(still.parameters[0])}. ` +
      `With the bias free again: ${shown(free.cost, 4)}.`;
    return best;
  }
  board.onPaint(() => {
    if (locked) story.textContent = bestLeft();
  });

  board.wayBack(() => {
    places.set(options.points);
    machine.refresh();
  });
  const toggle = board.verb("Lock the bias at 0", () => {
    board.pause();
    if (locked) lock(false);
    else if (board.attempt(() => machine.set(BIAS, 0))) lock(true);
  });
  toggle.dataset.control = "locked";
  toggle.setAttribute("aria-pressed", "false");

  /** @param {boolean} on */
  function lock(on) {
    locked = on;
    board.choose("locked", on);
    toggle.setAttribute("aria-pressed", String(on));
    bias.lock(on);
    story.hidden = !on;
    board.request();
  }

  board.follow = () =>
    board.attempt(() => {
      if (!locked) return machine.step(board.rate);
      const next = boundedStep(machine.parameters, machine.gradient, board.rate, [-Infinity, 0], [Infinity, 0]);
      return machine.replace(next, "step");
    });
  // What comes from elsewhere, such as Undo, Rewind or a cell, may bring a bias; then the lock opens.
  board.stops.push(machine.on(() => {
    if (locked && machine.parameters[BIAS] !== 0) lock(false);
  }));

  board.descent();
  board.share();
  board.explain(
    `Slopes and cost are for all ${count} points together. Rewind puts moved points back, too; a link holds the dials only.`,
  );
  const dialWords = board.describe.bind(board);
  board.describe = () =>
    [
      dialWords(),
      threshold(machine.parameters[0], machine.parameters[BIAS], span).words,
      ...Array.from(targets, (target, e) =>
        `point ${e + 1}, ${options.answers[target]}: at ${spoken(places[e])}, output ${spoken(model.outputs(e)[0])}, ${
          right(e) ? "right" : "wrong"
        }`),
      ...(locked ? [bestLeft()] : []),
    ].join("\n");
  if (board.choice("locked", false) && machine.parameters[BIAS] === 0) lock(true);
  line.place();
  return () => watch.disconnect();
});

/** A number in a product: negative ones in brackets. @param {number} value */
function bracket(value) {
  const text = shown(value);
  return text.startsWith("−") ? `(${text})` : text;
}
