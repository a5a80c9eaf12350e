// @ts-check
// The wires of a layered network: each leads from a circle to a circle, through its dial where that stands on
// it. Values travel along them.
import { course } from "../board/wire.js";

const NS = "http://www.w3.org/2000/svg";
const TRAVEL_MS = 650;

/** @typedef {{key: string, start: number, end: number | null, text: string}} Load */
/** @typedef {{pieces: SVGPathElement[], ends: Element[], weight: () => number, look: string}} Strand */
/** A value under way, from one length along its wire to another. @typedef {{group: SVGGElement, pieces: SVGPathElement[], lengths: number[], from: number, to: number}} Traveller */

/** @param {HTMLElement} layer the positioned element that holds all the parts */
export function createStrands(layer) {
  const svg = drawing("td-wires");
  layer.prepend(svg);
  const travellers = drawing("td-wires td-travellers");
  layer.append(travellers);
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
    const pieces = ends.slice(1).map(() => document.createElementNS(NS, "path"));
    svg.append(...pieces);
    strands.set(key, { pieces, ends, weight, look: "" });
  }

  /**
   * Let values travel, each from one place of its wire to another: 0 is where the wire begins, 1 where it ends, null its
   * dial, or its middle. Those still under way arrive at once.
   * @param {Load[]} loads
   */
  function travel(loads) {
    arrive();
    if (!loads.length || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const moving = loads.flatMap((load) => {
      const strand = strands.get(load.key);
      return strand ? [createTraveller(strand, load)] : [];
    });
    travellers.append(...moving.map(({ group }) => group));
    const begun = performance.now();
    const frame = (/** @type {number} */ now) => {
      const t = Math.min(1, Math.max(0, (now - begun) / TRAVEL_MS));
      for (const traveller of moving) move(traveller, t * t * (3 - 2 * t));
      if (t < 1) flight = requestAnimationFrame(frame);
      else arrive();
    };
    frame(begun);
  }

  function arrive() {
    cancelAnimationFrame(flight);
    travellers.replaceChildren();
  }

  const place = () => lead(layer, strands.values());
  const watch = new ResizeObserver(place);
  watch.observe(layer);
  return {
    join,
    /** Measure again; call when the layout may have changed. */
    place,
    /** @param {string} picked the wire of the dial in hand @param {string[]} used those of the step */
    paint(picked, used) {
      for (const [key, strand] of strands) paintStrand(strand, key === picked || used.includes(key));
    },
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

/** @param {string} name its class, or several */
function drawing(name) {
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("class", name);
  svg.setAttribute("aria-hidden", "true");
  return svg;
}

/** Lead each wire from part to part, where they stand now. @param {HTMLElement} layer @param {Iterable<Strand>} strands */
function lead(layer, strands) {
  const origin = layer.getBoundingClientRect();
  const way = getComputedStyle(layer).flexDirection === "column" ? down : course;
  /** @type {Map<Element, DOMRect>} */
  const boxes = new Map();
  const box = (/** @type {Element} */ end) => {
    const found = boxes.get(end) ?? end.getBoundingClientRect();
    boxes.set(end, found);
    return found;
  };
  for (const { pieces, ends } of strands) {
    pieces.forEach((path, i) => path.setAttribute("d", way(origin, box(ends[i]), box(ends[i + 1]))));
  }
}

/** As wide as its weight is large; written only where that has changed. @param {Strand} strand @param {boolean} lit */
function paintStrand(strand, lit) {
  const value = strand.weight();
  const width = 1 + 5 * Math.min(1.6, Math.abs(value) / 2);
  const name = `${value < 0 ? "td-minus" : "td-plus"}${lit ? " td-lit" : ""}`;
  const stroke = (lit ? Math.max(3, width + 1) : width).toFixed(1);
  const look = `${name} ${stroke}`;
  if (look === strand.look) return;
  strand.look = look;
  for (const path of strand.pieces) {
    path.setAttribute("class", name);
    path.setAttribute("stroke-width", stroke);
  }
}

/** A value on a plate, with the way it goes. @param {Strand} strand @param {Load} load @returns {Traveller} */
function createTraveller({ pieces }, { start, end, text }) {
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
  const lengths = pieces.map((path) => path.getTotalLength());
  const total = lengths.reduce((sum, one) => sum + one, 0);
  const middle = lengths.length > 1 ? lengths[0] : total / 2;
  return { group, pieces, lengths, from: start * total, to: end === null ? middle : end * total };
}

/** @param {Traveller} traveller @param {number} share of its way */
function move({ group, pieces, lengths, from, to }, share) {
  let rest = from + (to - from) * share;
  let piece = 0;
  while (piece < pieces.length - 1 && rest > lengths[piece]) rest -= lengths[piece++];
  const { x, y } = pieces[piece].getPointAtLength(rest);
  group.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
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
