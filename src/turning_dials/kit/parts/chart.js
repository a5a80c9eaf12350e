// @ts-check
// Lines over a common axis: costs against steps or evaluations. Each line has its own dash and its name at its end, so that
// no color is needed to tell them apart.
import { Axis, label as worded, pathThrough, setAttributes, shape } from "./axes.js";

const DASHES = ["", "7 4", "2 4", "10 3 2 3"];
const [LEFT, RIGHT, TOP, BOTTOM] = [44, 12, 10, 32];

/**
 * @param {object} wanted
 * @param {string} wanted.label what it shows, for those who do not see it
 * @param {string} wanted.x @param {string} wanted.y the axes
 * @param {string[]} wanted.series a name for each line
 * @param {boolean} [wanted.logX] powers of ten along the x axis
 * @param {number} [wanted.least] the x axis reaches so far at least
 * @param {number} [wanted.height]
 * @param {string[]} [wanted.dashes] how each line is dashed
 */
export function createChart({ label, x, y, series, logX = false, least = 10, height = 168, dashes = DASHES }) {
  const element = document.createElement("div");
  element.className = "td-chart";
  element.innerHTML = `<svg role="img"></svg>`;
  const svg = /** @type {SVGSVGElement} */ (element.firstElementChild);
  svg.setAttribute("aria-label", label);
  let drawn = "";
  let width = 320;
  /** @type {[number, number][][]} */
  let last = [];
  // Asking an element for its width while a frame is painted would lay out the page anew each time.
  const watch = new ResizeObserver(([entry]) => {
    width = Math.max(220, Math.round(entry.contentRect.width));
    paint(last);
  });
  watch.observe(element);

  /** @param {[number, number][][]} lines a list of points for each line, x growing */
  function paint(lines) {
    last = lines;
    const all = lines.flat().filter(([, cost]) => Number.isFinite(cost));
    const far = all.reduce((most, [at]) => Math.max(most, at), least);
    const high = tidyUp(all.reduce((most, [, cost]) => Math.max(most, cost), 1e-9));
    const key = `${width} ${far} ${high} ${lines.map((line) => `${line.length} ${line[line.length - 1]}`)}`;
    if (key === drawn) return;
    drawn = key;
    const scale = logX ? (/** @type {number} */ at) => Math.log10(Math.max(1, at)) : (/** @type {number} */ at) => at;
    const xs = new Axis([0, scale(far)], [LEFT, width - RIGHT]);
    const ys = new Axis([0, high], [height - BOTTOM, TOP]);
    const spots = lines.map((line) =>
      line.filter(([, cost]) => Number.isFinite(cost)).map(([at, cost]) => [xs.at(scale(at)), ys.at(cost)])
    );
    const ticks = (logX ? powers(far) : [0, far / 2, far]).map((at) => ({ px: xs.at(scale(at)), words: read(at) }));
    svg.replaceChildren(
      shape("path", { class: "td-axis", d: `M${LEFT} ${TOP}V${height - BOTTOM}H${width - RIGHT}` }),
      ...ticks.flatMap(({ px, words }, i) => [
        shape("path", { class: "td-axis", d: `M${px} ${height - BOTTOM}v5` }),
        worded(
          px,
          height - BOTTOM + 17,
          words,
          i === ticks.length - 1 && px > width - 40 ? "end" : "middle",
        ),
      ]),
      ...[0, high / 2, high].map((cost) => worded(LEFT - 6, ys.at(cost) + 4, read(cost), "end")),
      worded((LEFT + width - RIGHT) / 2, height - 2, x, "middle"),
      worded(LEFT + 6, TOP + 6, y),
      ...spots.map((line, i) =>
        shape("path", { class: "td-line", "stroke-dasharray": dashes[i % dashes.length], d: pathThrough(line) })
      ),
      ...names(spots),
    );
    setAttributes(svg, { viewBox: `0 0 ${width} ${height}`, height });
  }

  /** A name at the end of each line, none on top of another. @param {number[][][]} lines places in pixels */
  function names(lines) {
    const ends = lines.flatMap((
      line,
      i,
    ) => (line.length ? [{ i, px: line[line.length - 1][0], py: line[line.length - 1][1] }] : []));
    ends.sort((a, b) => a.py - b.py);
    let below = -Infinity;
    return ends.map(({ i, px, py }) => {
      below = Math.max(below + 13, py - 5);
      const late = px > width * 0.55;
      return setAttributes(worded(late ? px - 2 : px + 6, below, series[i], late ? "end" : "start"), {
        class: "td-line-name",
      });
    });
  }

  return { element, paint, stop: () => watch.disconnect() };
}

/** A tick's number, in thousands or millions where it is large. @param {number} value */
function read(value) {
  const two = (/** @type {number} */ one) => Number(one.toPrecision(2));
  if (value >= 1e6) return `${two(value / 1e6)} M`;
  return value >= 1e4 ? `${two(value / 1e3)} k` : String(two(value));
}

/** @param {number} far */
function powers(far) {
  const list = [];
  for (let at = 1; at <= far; at *= 10) list.push(at);
  return list;
}

/** The next round number at or above. @param {number} value */
function tidyUp(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((times) => times * power >= value * 0.9999) ?? 10) * power;
}
