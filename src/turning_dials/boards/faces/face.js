// @ts-check
// A face drawn from five features, each from 0 to 1: mouth (1 smiles), eyes (1 wide open), nose (1 long), chin (1 broad),
// hair (1 much). `faceParts` is pure; node runs it in the tests.

const [LEFT, RIGHT] = [22, 38];

/** @param {number} from @param {number} to @param {number} share */
const mix = (from, to, share) => from + (to - from) * share;

/**
 * The parts of a face in a picture of 60 by 66, as SVG paths, and half the height of an eye.
 * @param {ArrayLike<number>} features mouth, eyes, nose, chin, hair
 */
export function faceParts(features) {
  const [mouth, eyes, nose, chin, hair] = Array.from(features, (value) => Math.max(0, Math.min(1, value)));
  const n = (/** @type {number} */ value) => value.toFixed(1);
  const jaw = mix(6, 16, chin);
  const side = mix(40, 50, chin);
  // Below zero the corners of the mouth hang, above they rise; the middle goes the other way.
  const bend = (mouth - 0.5) * 16;
  const tip = mix(33, 42, nose);
  const [edge, fringe, wide] = [mix(19, 40, hair), mix(9.5, 23, hair), mix(0, 3.5, hair)];
  return {
    head: `M11 27C11 4 49 4 49 27C49 ${n(side)} ${n(30 + jaw)} 62 30 62C${n(30 - jaw)} 62 11 ${n(side)} 11 27Z`,
    hair:
      `M${n(10.5 - wide)} ${n(edge)}C${n(9 - wide)} ${n(2 - wide)} ${n(51 + wide)} ${n(2 - wide)} ${n(49.5 + wide)} ${
        n(edge)
      }` +
      `C48 ${n(fringe + 1)} 40 ${n(fringe)} 30 ${n(fringe)}C20 ${n(fringe)} 12 ${n(fringe + 1)} ${n(10.5 - wide)} ${
        n(edge)
      }Z`,
    nose: `M30.5 30L${n(30 - mix(0.8, 4.5, nose))} ${n(tip)}L31.5 ${n(tip)}`,
    mouth: `M20 ${n(50 - bend / 2)}Q30 ${n(50 + bend)} 40 ${n(50 - bend / 2)}`,
    eye: mix(0.5, 4.2, eyes),
  };
}

/** A drawn face; `paint` gives it features. @param {string} [label] what it is called where it stands alone */
export function createFace(label) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "3 0 54 64");
  svg.setAttribute("class", "td-face");
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else {
    svg.setAttribute("aria-hidden", "true");
  }
  svg.innerHTML =
    `<path class="td-face-head"></path><path class="td-face-hair"></path><ellipse cx="${LEFT}" cy="29" rx="3.6"></ellipse>
    <ellipse cx="${RIGHT}" cy="29" rx="3.6"></ellipse><path class="td-face-line"></path><path class="td-face-mouth"></path>`;
  const [head, hair, nose, mouth] = [...svg.querySelectorAll("path")];

  /** @param {ArrayLike<number>} features */
  function paint(features) {
    const parts = faceParts(features);
    head.setAttribute("d", parts.head);
    hair.setAttribute("d", parts.hair);
    nose.setAttribute("d", parts.nose);
    mouth.setAttribute("d", parts.mouth);
    for (const eye of svg.querySelectorAll("ellipse")) eye.setAttribute("ry", parts.eye.toFixed(2));
  }

  return { element: svg, paint };
}
