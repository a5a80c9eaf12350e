// @ts-check
// Prove it: the slope by nudging beside the slope by backpropagation, and how far apart they are for every size of nudge.
import { slopeOf, symbolOf } from "../model/quantities.js";
import { NUDGES, Prover } from "../model/prove.js";
import { significant, superscript } from "../model/text.js";

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
    `<p class="td-title"></p><div class="td-proof-parts"><div><dl><dt>by backpropagation</dt><dd></dd><dt>by nudging</dt><dd></dd><dt>difference</dt><dd></dd></dl>
    <p class="td-proof-nudge"></p><p class="td-proof-all"></p></div>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"></svg></div>
    <details><summary>Every dial, proved</summary><table><thead><tr><th>dial</th><th>backpropagation</th><th>nudging</th><th>difference</th></tr></thead><tbody></tbody></table></details>`;
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
    title.textContent = `Proof for ${name}`;
    ours.textContent = significant(slope, 8);
    theirs.textContent = significant(tried, 8);
    gap.textContent = small(Math.abs(tried - slope));
    formula.textContent = `(C(${name} + h) − C(${name} − h)) / 2h, from two forward passes`;
    const every = by.slopes(parameters, flatInputs, flatTargets, nudge);
    const gaps = every.map((value, k) => Math.abs(value - gradient[k]));
    const worst = gaps.reduce((at, value, k) => (value > gaps[at] ? k : at), 0);
    const scale = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const agree = gaps.filter((value) => value <= NEAR * scale).length;
    all.textContent =
      `${agree} of ${gaps.length} dials agree to a millionth of the largest slope. Largest difference: ${
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
  return { element, paint };
}

/** @param {number} value */
function small(value) {
  return value === 0 ? "0 exactly" : significant(value, 2);
}

/** @param {SVGElement} svg */
function drawAxes(svg) {
  const across = (/** @type {number} */ nudge) => LEFT + ((WIDTH - LEFT - RIGHT) * -Math.log10(nudge)) / 12;
  const up = (/** @type {number} */ error) => {
    const power = Math.max(FLOOR, Math.min(1, error > 0 ? Math.log10(error) : FLOOR));
    return HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * (power - FLOOR)) / (1 - FLOOR);
  };
  const parts = [
    `<rect class="td-plot" x="${LEFT}" y="${TOP}" width="${WIDTH - LEFT - RIGHT}" height="${
      HEIGHT - TOP - BOTTOM
    }"></rect>`,
  ];
  for (let p = 0; p <= 12; p += 3) {
    parts.push(
      `<path class="td-axis" d="M${across(10 ** -p)} ${TOP}V${HEIGHT - BOTTOM}"></path><text x="${
        across(10 ** -p)
      }" y="${HEIGHT - BOTTOM + 17}" text-anchor="${p === 12 ? "end" : "middle"}">${
        p ? `10${superscript(-p)}` : "1"
      }</text>`,
    );
  }
  for (let p = -15; p <= 0; p += 5) {
    parts.push(
      `<path class="td-axis" d="M${LEFT} ${up(10 ** p)}H${WIDTH - RIGHT}"></path><text x="${LEFT - 5}" y="${
        up(10 ** p) + 4
      }" text-anchor="end">${p ? `10${superscript(p)}` : "1"}</text>`,
    );
  }
  parts.push(
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 4}" text-anchor="middle">nudge h, smaller to the right</text>
    <text transform="translate(13 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">difference</text>
    <path class="td-proof-curve"></path><circle class="td-proof-best" r="4"></circle><circle class="td-proof-now" r="6"></circle>
    <text class="td-proof-left" y="${HEIGHT - BOTTOM - 10}"></text><text class="td-proof-right" y="${
      HEIGHT - BOTTOM - 10
    }" text-anchor="end"></text>`,
  );
  svg.innerHTML = parts.join("");
  const get = (/** @type {string} */ css) => /** @type {SVGElement} */ (svg.querySelector(css));
  const [line, best, here, coarse, fine] = [
    ".td-proof-curve",
    ".td-proof-best",
    ".td-proof-now",
    ".td-proof-left",
    ".td-proof-right",
  ].map(get);

  /**
   * @param {{nudge: number, error: number}[]} points @param {number} nudge @param {number} error at it @param {string} name
   */
  return (points, nudge, error, name) => {
    const finite = points.filter((point) => Number.isFinite(point.error));
    line.setAttribute(
      "d",
      finite.map((point, i) => `${i ? "L" : "M"}${across(point.nudge).toFixed(1)} ${up(point.error).toFixed(1)}`).join(
        "",
      ),
    );
    const least = finite.reduce(
      (one, other) => (other.error < one.error ? other : one),
      finite[0] ?? { nudge: NUDGES[0], error: 1 },
    );
    best.setAttribute("cx", across(least.nudge).toFixed(1));
    best.setAttribute("cy", up(least.error).toFixed(1));
    here.setAttribute("cx", across(nudge).toFixed(1));
    here.setAttribute("cy", up(error).toFixed(1));
    coarse.setAttribute("x", String(LEFT + 8));
    coarse.textContent = "← the cost bends";
    fine.setAttribute("x", String(WIDTH - RIGHT - 8));
    fine.textContent = "rounding →";
    svg.setAttribute(
      "aria-label",
      `Difference between nudging and backpropagation for ${name}, by the size of the nudge from 1 to 10⁻¹²: least, ${
        small(least.error)
      }, at a nudge of ${significant(least.nudge, 2)}; for smaller nudges it grows again, by rounding.`,
    );
  };
}
