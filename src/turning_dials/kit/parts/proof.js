// @ts-check
// Prove it: the slope by nudging beside the slope by backpropagation, and how far apart they are for every size of nudge.
import { t } from "../model/language.js";
import { slopeOf, symbolOf } from "../model/quantities.js";
import { NUDGES, Prover } from "../model/prove.js";
import { significant, superscript } from "../model/text.js";
import { Axis, label, pathThrough, setAttributes, shape } from "./axes.js";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [360, 236, 58, 14, 12, 42];
const FLOOR = -17;
const NEAR = 1e-6;

/** @typedef {import("../model/machine.js").NetworkModel} NetworkModel */

/**
 * @param {() => NetworkModel} model the model of this moment
 * @param {import("../board/choice.js").Choice<number>} choice the size of the nudge
 * @param {() => void} ask for a frame
 */
export function createProof(model, choice, ask) {
  const element = document.createElement("div");
  element.className = "td-proof";
  element.hidden = true;
  element.innerHTML =
    `<p class="td-title"></p><div class="td-proof-parts"><div><dl><dt>${t`by backpropagation`}</dt><dd></dd><dt>${t`by nudging`}</dt><dd></dd><dt>${t`difference`}</dt><dd></dd></dl>
    <p class="td-proof-nudge"></p><p class="td-proof-all"></p></div>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"></svg></div>
    <details><summary>${t`Every dial, proved`}</summary><table><thead><tr><th>${t`dial`}</th><th>${t`backpropagation`}</th><th>${t`nudging`}</th><th>${t`difference`}</th></tr></thead><tbody></tbody></table></details>`;
  const find = (/** @type {string} */ css) => /** @type {HTMLElement} */ (element.querySelector(css));
  const [ours, theirs, gap] = [...element.querySelectorAll("dd")];
  const [title, all, formula] = [find(".td-title"), find(".td-proof-all"), find(".td-proof-nudge")];
  const table = /** @type {HTMLDetailsElement} */ (find("details"));
  const svg = /** @type {SVGElement} */ (element.querySelector("svg"));
  formula.after(choice.element);
  const plot = drawAxes(svg);
  /** @type {Prover | null} */
  let prover = null;
  let proved = "";

  /** The prover for the network of this moment. */
  function current() {
    const { network } = model();
    const key = [network.sizes, network.activation, network.costName].join("|");
    if (!prover || key !== proved) prover = new Prover(network);
    proved = key;
    return prover;
  }

  /** @param {number} picked */
  function paint(picked) {
    if (element.hidden) return;
    const { parameters, gradient, flatInputs, flatTargets, sizes } = model();
    const nudge = choice.value;
    const by = current();
    const name = symbolOf(slopeOf(sizes, picked)).slice(4);
    const slope = gradient[picked];
    const tried = by.slope(parameters, flatInputs, flatTargets, picked, nudge);
    title.textContent = t`Proof for ${name}`;
    ours.textContent = significant(slope, 8);
    theirs.textContent = significant(tried, 8);
    gap.textContent = small(Math.abs(tried - slope));
    formula.textContent = t`(C(${name} + h) − C(${name} − h)) / 2h, from two forward passes`;
    const every = by.slopes(parameters, flatInputs, flatTargets, nudge);
    const gaps = every.map((value, k) => Math.abs(value - gradient[k]));
    const worst = gaps.reduce((at, value, k) => (value > gaps[at] ? k : at), 0);
    const scale = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const agree = gaps.filter((value) => value <= NEAR * scale).length;
    all.textContent =
      t`${agree} of ${gaps.length} dials agree to a millionth of the largest slope. Largest difference: ${
        small(gaps[worst])
      }, at ${symbolOf(slopeOf(sizes, worst)).slice(4)}.`;
    plot(by.curve(parameters, flatInputs, flatTargets, picked, slope), nudge, Math.abs(tried - slope), name);
    if (table.open) fill(every, gaps);
  }

  /** @param {Float64Array} every @param {Float64Array} gaps */
  function fill(every, gaps) {
    const { gradient, sizes } = model();
    const rows = Array.from(every, (value, k) => {
      const row = document.createElement("tr");
      for (
        const text of [
          symbolOf(slopeOf(sizes, k)).slice(4),
          significant(gradient[k], 6),
          significant(value, 6),
          small(gaps[k]),
        ]
      ) row.insertCell().textContent = text;
      return row;
    });
    element.querySelector("tbody")?.replaceChildren(...rows);
  }
  table.addEventListener("toggle", ask);
  return { element, paint, bring: () => element.scrollIntoView({ block: "nearest" }) };
}

/** @param {number} value */
function small(value) {
  return value === 0 ? t`0 exactly` : significant(value, 2);
}

/** Both axes in powers of ten: how large the nudge is, falling, and how large the difference. @param {SVGElement} svg */
function drawAxes(svg) {
  const xs = new Axis([-12, 0], [WIDTH - RIGHT, LEFT]);
  const ys = new Axis([FLOOR, 1], [HEIGHT - BOTTOM, TOP]);
  const tens = (/** @type {number} */ power) => power ? `10${superscript(power)}` : "1";
  const [line, best, here] = [
    shape("path", { class: "td-proof-curve" }),
    shape("circle", { class: "td-proof-best", r: 4 }),
    shape("circle", { class: "td-proof-now", r: 6 }),
  ];
  svg.append(
    shape("rect", { class: "td-plot", x: LEFT, y: TOP, width: WIDTH - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM }),
    ...[0, -3, -6, -9, -12].flatMap((p) => [
      shape("path", { class: "td-axis", d: `M${xs.at(p)} ${TOP}V${HEIGHT - BOTTOM}` }),
      label(xs.at(p), HEIGHT - BOTTOM + 17, tens(p), p === -12 ? "end" : "middle"),
    ]),
    ...[-15, -10, -5, 0].flatMap((p) => [
      shape("path", { class: "td-axis", d: `M${LEFT} ${ys.at(p)}H${WIDTH - RIGHT}` }),
      label(LEFT - 5, ys.at(p) + 4, tens(p), "end"),
    ]),
    label((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 4, t`nudge h, smaller to the right`, "middle"),
    setAttributes(label(0, 0, t`difference`, "middle"), {
      transform: `translate(13 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)`,
    }),
    line,
    best,
    here,
    setAttributes(label(LEFT + 8, HEIGHT - BOTTOM - 10, t`← the cost bends`), { class: "td-proof-left" }),
    setAttributes(label(WIDTH - RIGHT - 8, HEIGHT - BOTTOM - 10, t`rounding →`, "end"), { class: "td-proof-right" }),
  );
  /** @param {number} nudge @param {number} error */
  const spot = (nudge, error) => [xs.at(Math.log10(nudge)), ys.at(ys.held(error > 0 ? Math.log10(error) : FLOOR))];
  /** @param {SVGElement} circle @param {number[]} at */
  const put = (circle, [x, y]) => setAttributes(circle, { cx: x.toFixed(1), cy: y.toFixed(1) });

  /**
   * @param {{nudge: number, error: number}[]} points @param {number} nudge @param {number} error at it @param {string} name
   */
  return (points, nudge, error, name) => {
    const finite = points.filter((point) => Number.isFinite(point.error));
    line.setAttribute("d", pathThrough(finite.map((point) => spot(point.nudge, point.error))));
    const least = finite.reduce(
      (one, other) => (other.error < one.error ? other : one),
      finite[0] ?? { nudge: NUDGES[0], error: 1 },
    );
    put(best, spot(least.nudge, least.error));
    put(here, spot(nudge, error));
    svg.setAttribute(
      "aria-label",
      t`Difference between nudging and backpropagation for ${name}, by the size of the nudge from 1 to 10⁻¹²: least, ${
        small(least.error)
      }, at a nudge of ${significant(least.nudge, 2)}; for smaller nudges it grows again, by rounding.`,
    );
  };
}
