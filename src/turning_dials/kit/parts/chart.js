// @ts-check
// Lines over a common axis: costs against steps or evaluations. Each line has its own dash and its name at its end, so that
// no color is needed to tell them apart.

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
    const across = (/** @type {number} */ at) =>
      LEFT + (width - LEFT - RIGHT) * (logX ? Math.log10(Math.max(1, at)) / Math.log10(far) : at / far);
    const down = (/** @type {number} */ cost) => TOP + (height - TOP - BOTTOM) * (1 - cost / high);
    const ticks = logX ? powers(far) : [0, far / 2, far];
    const read = (
      /** @type {number} */ v,
    ) => (v >= 1e6
      ? `${Number((v / 1e6).toPrecision(2))} M`
      : v >= 1e4
      ? `${Number((v / 1e3).toPrecision(2))} k`
      : String(Number(v.toPrecision(2))));
    const parts = [
      `<path class="td-axis" d="M${LEFT} ${TOP}V${height - BOTTOM}H${width - RIGHT}"></path>`,
      ...ticks.map((at, i) =>
        `<path class="td-axis" d="M${across(at)} ${height - BOTTOM}v5"></path><text x="${across(at)}" y="${
          height - BOTTOM + 17
        }" text-anchor="${i === ticks.length - 1 && across(at) > width - 40 ? "end" : "middle"}">${read(at)}</text>`
      ),
      ...[0, high / 2, high].map((cost) =>
        `<text x="${LEFT - 6}" y="${down(cost) + 4}" text-anchor="end">${read(cost)}</text>`
      ),
      `<text x="${(LEFT + width - RIGHT) / 2}" y="${height - 2}" text-anchor="middle">${x}</text>`,
      `<text x="${LEFT + 6}" y="${TOP + 6}">${y}</text>`,
      ...lines.map((line, i) =>
        `<path class="td-line" stroke-dasharray="${dashes[i % dashes.length]}" d="${
          course(line, across, down)
        }"></path>`
      ),
      ...names(lines, across, down, width).map(([text, px, py, anchor]) =>
        `<text class="td-line-name" x="${px}" y="${py}" text-anchor="${anchor}">${text}</text>`
      ),
    ];
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("height", String(height));
    svg.innerHTML = parts.join("");
  }

  /** A name at the end of each line, none on top of another. @param {[number, number][][]} lines @param {(v: number) => number} across @param {(v: number) => number} down @param {number} width @returns {[string, number, number, string][]} */
  function names(lines, across, down, width) {
    const ends = lines.map((line, i) => ({ i, end: line[line.length - 1] })).filter(({ end }) =>
      end && Number.isFinite(end[1])
    );
    ends.sort((a, b) => down(a.end[1]) - down(b.end[1]));
    let below = -Infinity;
    return ends.map(({ i, end }) => {
      below = Math.max(below + 13, down(end[1]) - 5);
      const px = across(end[0]);
      return [series[i], px > width * 0.55 ? px - 2 : px + 6, below, px > width * 0.55 ? "end" : "start"];
    });
  }

  return { element, paint, stop: () => watch.disconnect() };
}

/** @param {[number, number][]} line @param {(v: number) => number} across @param {(v: number) => number} down */
function course(line, across, down) {
  return line.filter(([, cost]) => Number.isFinite(cost)).map(([at, cost], i) =>
    `${i ? "L" : "M"}${across(at).toFixed(1)} ${down(cost).toFixed(1)}`
  ).join("");
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
