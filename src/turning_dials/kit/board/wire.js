// @ts-check
// Wires: lines between the parts of a board, measured from where the parts really stand, so that they follow every layout.

/** @param {HTMLElement} layer the positioned element that holds all the parts */
export function createWires(layer) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "td-wires");
  svg.setAttribute("aria-hidden", "true");
  layer.prepend(svg);
  /** @type {{path: SVGPathElement, from: Element, to: Element, weight: (() => number) | null}[]} */
  const wires = [];
  const watch = new ResizeObserver(place);
  watch.observe(layer);

  /** Join two parts. With a weight, width is its size and color its sign. @param {Element} from @param {Element} to @param {() => number} [weight] */
  function join(from, to, weight) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.append(path);
    wires.push({ path, from, to, weight: weight ?? null });
    // A part that grows with its text moves the others, though the layer stays as large as it is.
    for (const end of [from, to]) {
      for (let part = /** @type {Element | null} */ (end); part && part !== layer; part = part.parentElement) {
        watch.observe(part);
      }
    }
    return path;
  }

  /** Measure again; call when the layout may have changed. */
  function place() {
    const origin = layer.getBoundingClientRect();
    for (const { path, from, to } of wires) {
      path.setAttribute("d", course(origin, from.getBoundingClientRect(), to.getBoundingClientRect()));
    }
  }

  function paint() {
    for (const { path, weight } of wires) {
      const value = weight ? weight() : 0;
      path.setAttribute("class", weight ? (value < 0 ? "td-minus" : "td-plus") : "td-plain");
      path.setAttribute("stroke-width", weight ? (1 + 5 * Math.min(1.6, Math.abs(value) / 2)).toFixed(2) : "2");
    }
  }

  return { join, place, paint, stop: () => watch.disconnect() };
}

/**
 * Sideways where the parts stand side by side, downwards where they are stacked.
 * @param {DOMRect} origin @param {DOMRect} a @param {DOMRect} b
 */
export function course(origin, a, b) {
  if (b.left >= a.right - 4) {
    const [x0, y0, x1, y1] = [
      a.right - origin.left,
      a.top + a.height / 2 - origin.top,
      b.left - origin.left,
      b.top + b.height / 2 - origin.top,
    ];
    const bend = (x1 - x0) * 0.45;
    return `M${x0} ${y0}C${x0 + bend} ${y0} ${x1 - bend} ${y1} ${x1} ${y1}`;
  }
  const [x0, y0, x1, y1] = [
    a.left + a.width / 2 - origin.left,
    a.bottom - origin.top,
    b.left + b.width / 2 - origin.left,
    b.top - origin.top,
  ];
  const bend = (y1 - y0) * 0.45;
  return `M${x0} ${y0}C${x0} ${y0 + bend} ${x1} ${y1 - bend} ${x1} ${y1}`;
}
