// @ts-check
// One dial on its curve: the point can be dragged along it, the tangent shows the slope, and a ring where the next step leads.
import { defineBoard } from "../../kit/board/define.js";
import { div, write } from "../../kit/board/elements.js";
import { floats } from "../../kit/board/kernel.js";
import { oneOf } from "../../kit/model/kinds.js";
import { t } from "../../kit/model/language.js";
import { fullSlopeOf } from "../../kit/model/scale.js";
import { shown, signed, spoken } from "../../kit/model/text.js";
import { CURVES, OneDial } from "./curves.js";
import { createPlot } from "./plot.js";

const NAMES = Object.fromEntries(Object.entries(CURVES).map(([key, { name }]) => [key, name]));
/** @typedef {import("../../kit/board/define.js").BoardOf<{}, ReturnType<typeof fields>>} SlopeBoard */

export default defineBoard({
  name: "slope",
  title: t`slope board`,
  model: (traits) => new OneDial(floats(traits, "_start"), traits.get("_network").cost),
  rates: [0.01, 10],
  fields,
  build,
  changed(board, _, reason) {
    if (reason === "become") board.fullSlope = fullSlopeOf(board.machine.gradient);
  },
  paint(board, { plot, next }) {
    const [w] = board.machine.parameters;
    const slope = board.slopeAt(0);
    const to = w - board.rate * slope;
    plot.paint({
      curve: dialOf(board).curve,
      w,
      slope,
      next: to,
      shown: board.slopesShown(),
    });
    const at = shown(w);
    const sum = `${at} − ${shown(board.rate)} · (${shown(slope)}) = ${shown(to)}`;
    write(next, t`w = ${at}, slope ${signed(slope)}. The next step leads to ${sum}.`);
  },
  describe(board) {
    const { machine, rate } = board;
    const [w, slope] = [machine.parameters[0], board.slopeAt(0)];
    return [
      t`Cost ${spoken(machine.cost, 4)}, by the curve ${NAMES[machine.costName]}.`,
      t`The dial w stands at ${spoken(w)}; the tangent there has slope ${spoken(slope)}.`,
      t`One step at learning rate ${spoken(rate)} leads to ${spoken(w - rate * slope)}.`,
    ];
  },
  legend: () =>
    t`The straight line is the tangent, as steep as the curve at the point. The ring shows where the next step leads.`,
});

/** @param {SlopeBoard} board */
function build(board) {
  const row = div("td-slope-row");
  const dial = board.dial({ index: 0, symbol: "w", spoken: t`dial` });
  const next = div("td-quiet", "p");
  /** @type {() => void} */
  let end = () => {};
  const plot = createPlot({
    onStart() {
      end = board.machine.gesture();
    },
    onMove: (w) => board.turn(0, w),
    onEnd: () => end(),
  });
  board.onStop(plot.stop);
  row.append(dial.element, plot.element);
  board.body.append(row, next);
  return { plot, next };
}

/** What the reader chooses. @param {import("../../kit/board/define.js").BoardOf<{}, {}>} board */
function fields(board) {
  /** @type {import("../../kit/board/choice.js").Field<string>} */
  const curve = {
    label: t`curve`,
    kind: oneOf(NAMES),
    read: () => board.machine.costName,
    write: (name) => board.machine.become(new OneDial(dialOf(board).parameters, name)),
  };
  return { curve };
}

/** @param {{machine: import("../../kit/model/machine.js").Machine}} board */
function dialOf({ machine }) {
  return /** @type {OneDial} */ (machine.model);
}
