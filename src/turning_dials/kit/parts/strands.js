// @ts-check
// The wires of a layered network: each leads from a circle to a circle, through its dial where that stands on
// it. Values travel along them.
import { course } from "../board/wire.js";

const NS = "http://www.w3.org/2000/svg";
const TRAVEL_MS = 650;

/** @typedef {{key: string, start: number, end: number | null, text: string}} Load */

/** @param {HTMLElement} layer the positioned element that holds all the parts */
export function createStrands(layer) {
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("class", "td-wires");
  svg.setAttribute("aria-hidden", "true");
  layer.prepend(svg);
  const travellers = document.createElementNS(NS, "svg");
  travellers.setAttribute("class", "td-wires td-travellers");
  travellers.setAttribute("aria-hidden", "true");
  layer.append(travellers);
  /** @typedef {{pieces: SVGPathElement[], ends: Element[], weight: () => number, look: string}} Strand */
  /** @type {Map<string, Strand>} */
  const strands = new Map();
  let flight = 0;

  /**
   * @param {string} key
   * @param {Element} from
   * @param {Element} to
   * @param {Element | null} through
   * @param {() => number} weight
   */
  function join(key, from, to, through, weight) {
    const ends = through ? [from, through, to] : [from, to];
    const pieces = ends.slice(1).map(() => {
      const path = document.createElementNS(NS, "path");
      svg.append(path);
      return path;
    });
    strands.set(key, { pieces, ends, weight, look: "" });
  }

  /** Measure again; call when the layout may have changed. */
  function place() {
    const origin = layer.getBoundingClientRect();
    const stacked = getComputedStyle(layer).flexDirection === "column";
    const boxes = new Map();
    const box = (/** @type {Element} */ end) => boxes.get(end) ?? boxes.set(end, end.getBoundingClientRect()).get(end);
    for (const { pieces, ends } of strands.values()) {
      pieces.forEach((path, i) =>
        path.setAttribute(
          "d",
          stacked ? down(origin, box(ends[i]), box(ends[i + 1])) : course(origin, box(ends[i]), box(ends[i + 1])),
        )
      );
    }
  }

  /** @param {string} picked the wire of the dial in hand @param {string[]} used those of the step */
  function paint(picked, used) {
    for (const [key, strand] of strands) {
      const value = strand.weight();
      const width = 1 + 5 * Math.min(1.6, Math.abs(value) / 2);
      const lit = key === picked || used.includes(key);
      const look = `${value < 0 ? "td-minus" : "td-plus"}${lit ? " td-lit" : ""} ${
        (lit ? Math.max(3, width + 1) : width).toFixed(1)
      }`;
      if (look === strand.look) continue;
      strand.look = look;
      const at = look.lastIndexOf(" ");
      for (const path of strand.pieces) {
        path.setAttribute("class", look.slice(0, at));
        path.setAttribute("stroke-width", look.slice(at + 1));
      }
    }
  }

  /**
   * Let values travel, each from one place of its wire to another: 0 is where the wire begins, 1 where it ends, null its
   * dial, or its middle. Those still under way arrive at once.
   * @param {Load[]} loads
   */
  function travel(loads) {
    arrive();
    if (!loads.length || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const moving = loads.flatMap(({ key, start, end, text }) => {
      const strand = strands.get(key);
      if (!strand) return [];
      const group = document.createElementNS(NS, "g");
      const [plate, words] = [document.createElementNS(NS, "rect"), document.createElementNS(NS, "text")];
      words.textContent = text;
      const wide = 10 + 7 * text.length;
      for (const [name, value] of Object.entries({ x: -wide / 2, y: -9, width: wide, height: 18, rx: 9 })) {
        plate.setAttribute(name, String(value));
      }
      words.setAttribute("text-anchor", "middle");
      words.setAttribute("y", "4");
      group.append(plate, words);
      travellers.append(group);
      const lengths = strand.pieces.map((path) => path.getTotalLength());
      const total = lengths.reduce((sum, one) => sum + one, 0);
      const middle = lengths.length > 1 ? lengths[0] : total / 2;
      return [{ group, pieces: strand.pieces, lengths, from: start * total, to: end === null ? middle : end * total }];
    });
    const begun = performance.now();
    const frame = (/** @type {number} */ now) => {
      const t = Math.min(1, Math.max(0, (now - begun) / TRAVEL_MS));
      const eased = t * t * (3 - 2 * t);
      for (const { group, pieces, lengths, from, to } of moving) {
        let rest = from + (to - from) * eased;
        let piece = 0;
        while (piece < pieces.length - 1 && rest > lengths[piece]) rest -= lengths[piece++];
        const { x, y } = pieces[piece].getPointAtLength(rest);
        group.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
      }
      if (t < 1) flight = requestAnimationFrame(frame);
      else arrive();
    };
    frame(begun);
  }

  function arrive() {
    cancelAnimationFrame(flight);
    travellers.replaceChildren();
  }

  const watch = new ResizeObserver(place);
  watch.observe(layer);
  return {
    join,
    place,
    paint,
    travel,
    /** Follow a part whose size may change. @param {Element} part */
    follow(part) {
      watch.observe(part);
    },
    stop() {
      arrive();
      watch.disconnect();
    },
  };
}

/**
 * From the foot of one part to the head of another below it.
 * @param {DOMRect} origin
 * @param {DOMRect} a
 * @param {DOMRect} b
 */
function down(origin, a, b) {
  const [x0, y0, x1, y1] = [
    a.left + a.width / 2 - origin.left,
    a.bottom - origin.top,
    b.left + b.width / 2 - origin.left,
    b.top - origin.top,
  ];
  const bend = (y1 - y0) * 0.45;
  return `M${x0} ${y0}C${x0} ${y0 + bend} ${x1} ${y1 - bend} ${x1} ${y1}`;
}
