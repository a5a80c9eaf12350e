// @ts-check
// The cost by ear: off until asked for, and quiet at once on Escape, when the page is left or hidden, and when the reader's
// system begins to ask for less motion.
import { t } from "../model/language.js";
import { tones } from "../model/tones.js";

const LOUD = 0.06;
/** Seconds in which a tone glides to its new place: short, and yet no click. */
const GLIDE = 0.03;

/**
 * Two oscillators at the tones of a cost. Any audio context will do, one that renders offline too.
 * @param {BaseAudioContext} context @param {number} cost
 */
export function createTones(context, cost) {
  const gain = new GainNode(context, { gain: LOUD });
  gain.connect(context.destination);
  const oscillators = tones(cost).map((frequency) => {
    const oscillator = new OscillatorNode(context, { frequency });
    oscillator.connect(gain);
    oscillator.start();
    return oscillator;
  });
  return {
    /** @param {number} now the cost */
    follow(now) {
      tones(now).forEach((frequency, i) =>
        oscillators[i].frequency.setTargetAtTime(frequency, context.currentTime, GLIDE)
      );
    },
  };
}

/** The verb *Listen*. @param {import("./board.js").Board<any, any>} board */
export function listen(board) {
  /** @type {{context: AudioContext, tones: ReturnType<typeof createTones>} | null} */
  let sound = null;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const leaving = new AbortController();
  const { signal } = leaving;

  function hush() {
    if (!sound) return;
    void sound.context.close();
    sound = null;
    show();
  }
  function begin() {
    const context = new AudioContext();
    sound = { context, tones: createTones(context, board.machine.cost) };
    show();
  }
  function show() {
    button.setAttribute("aria-pressed", String(sound !== null));
  }

  const button = board.verb("listen", t`Listen`, () => (sound ? hush() : begin()));
  button.title = t`Two tones that come together as the cost falls, and are one at 0. Escape is silence.`;
  show();
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hush();
  }, { signal, capture: true });
  document.addEventListener("visibilitychange", hush, { signal });
  addEventListener("pagehide", hush, { signal });
  calm.addEventListener("change", hush, { signal });
  board.onPaint(() => {
    if (!board.noTarget) sound?.tones.follow(board.machine.cost);
  });
  board.onStop(() => {
    leaving.abort();
    hush();
  });
}
