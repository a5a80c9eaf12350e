// @ts-check
import { boundedStep, lowest, within } from "../../kit/model/bounded.js";
import { defineBoard, div } from "../../kit/board/board.js";
import { widened } from "../../kit/board/dial.js";
import { activations } from "../../kit/model/activations.js";
import { shown, spoken, subscript } from "../../kit/model/text.js";
import { ANSWERS, createGallery, isRight, twinOf } from "./gallery.js";
import { createHand } from "./hand.js";

/** @type {[number, number]} */
const STORY = [0, 1];

export default defineBoard("faces", (board) => {
  const { machine, options, body } = board;
  const model = /** @type {import("../../kit/model/machine.js").NetworkModel} */ (machine.model);
  const { inputs } = machine;
  const targets = model.flatTargets;
  /** @type {string[]} */
  const names = options.names;
  const count = model.count;
  const width = names.length;
  const [low, high] = STORY.map((end) => Array(width + 1).fill(end));

  /** The features of the reader's own face, once one was bent. @type {number[] | null} */
  let own = board.choice("own", null);
  let picked = own ? -1 : Math.min(board.choice("face", options.face), count - 1);
  const right = (/** @type {number} */ e) => isRight(model.outputs(e)[0], targets[e]);
  const score = () => inputs.filter((_, e) => right(e)).length;

  // ---- the gallery, the dials, and the face in hand
  const room = div("td-faces-room");
  const gallery = createGallery({
    inputs,
    targets,
    onPick: (face) => {
      picked = face;
      own = null;
      board.choose("own", null);
      board.choose("face", face);
      board.request();
    },
  });
  const hand = createHand({
    names,
    onBend: (feature, value) => {
      own ??= [...inputs[picked]];
      own[feature] = value;
      picked = -1;
      board.choose("own", own);
      board.request();
    },
  });
  const left = div("td-faces-left");
  const total = document.createElement("p");
  total.className = "td-faces-score";
  left.append(gallery.element, total);
  const panel = div("td-faces-dials");
  room.append(left, panel, hand.element);
  body.append(room);

  board.onPaint(() => {
    gallery.paint((e) => model.outputs(e)[0], picked);
    total.textContent = `${score()} of ${count} faces right`;
    const features = own ?? inputs[picked];
    const z = features.reduce((sum, value, i) => sum + value * machine.parameters[i], machine.parameters[width]);
    const a = activations.sigmoid.value(z);
    const twin = own ? -1 : twinOf(inputs, targets, picked);
    const says = a === 0.5 ? "neither" : `a ${ANSWERS[Number(a > 0.5)]}`;
    hand.paint({
      features,
      z,
      a,
      parameters: machine.parameters,
      title: own ? "Your own face" : `Face ${picked + 1}`,
      label: own
        ? "no label, not in the gallery, not in the cost"
        : `labeled ${ANSWERS[targets[picked]]}${twin < 0 ? "" : `; its twin: face ${twin + 1}`}`,
      verdict: own ? says : `${says}, ${right(picked) ? "✓ right" : "✗ wrong"}`,
    });
  });

  // Twins balance each other, and where all weights are 0 what is left of three slopes is rounding.
  board.noise = 1e-12;

  // ---- the dials, all on one scale so that they can be compared
  const range = () => widened(4, Math.max(...machine.parameters.map(Math.abs)));
  const dials = [...names, "bias"].map((name, i) => {
    const box = div("td-faces-dial");
    const dial = board.dial({
      index: i,
      range,
      symbol: i < width ? `w${subscript(i + 1)}` : "b",
      spoken: i < width ? `weight ${i + 1}, ${name}` : "bias",
    });
    const caption = document.createElement("span");
    caption.textContent = name;
    box.append(caption, dial.element);
    panel.append(box);
    return dial;
  });

  // ---- the short story's dials: from 0 to 1
  let limited = false;
  const story = document.createElement("p");
  story.className = "td-faces-limited";
  story.hidden = true;
  body.append(story);

  board.wayBack();
  const toggle = board.verb("Dials from 0 to 1 only", () => (limited ? limit(false) : board.attempt(() => {
    board.pause();
    const inside = machine.parameters.map((value) => Math.max(STORY[0], Math.min(STORY[1], value)));
    machine.replace(inside);
    limit(true);
  })));
  toggle.dataset.control = "limited";
  toggle.setAttribute("aria-pressed", "false");

  /** @param {boolean} on */
  function limit(on) {
    limited = on;
    board.choose("limited", on);
    toggle.setAttribute("aria-pressed", String(on));
    for (const dial of dials) dial.limit(on ? STORY : undefined);
    story.hidden = !on;
    story.textContent = on ? bestLeft() : "";
    board.request();
  }

  /** What is the best that dials from 0 to 1 can do with this gallery, in words. */
  function bestLeft() {
    const best = lowest(model.network, model.flatInputs, targets, low, high, [low, high, low.map(() => 0.5)]);
    const [every, answers] = [[...names, "bias"], inputs.map((row) => answer(best.parameters, row))];
    const turned = every.map((name, i) => [name, best.parameters[i]]).filter(([, value]) => Number(value) > 0.0005);
    const where = turned.length
      ? turned.map(([name, value]) => `${name} ${shown(Number(value))}`).join(", ")
      : "nothing";
    const good = answers.filter((a, e) => isRight(a, targets[e])).length;
    return `The best that is left with every dial from 0 to 1: cost ${
      shown(best.cost, 4)
    }, at ${where} and every other dial at 0. ` +
      `Its lowest answer is ${shown(Math.min(...answers), 3)}, its highest ${
        shown(Math.max(...answers), 3)
      }: ${good} of ${count} faces right.`;
  }

  /** @param {Float64Array} parameters @param {number[]} row */
  function answer(parameters, row) {
    return activations.sigmoid.value(row.reduce((sum, value, i) => sum + value * parameters[i], parameters[width]));
  }

  board.follow = () => {
    if (!limited) return board.attempt(() => machine.step(board.rate));
    const next = boundedStep(machine.parameters, machine.gradient, board.rate, low, high);
    // At the best that is left a step changes nothing, and Run ends.
    if (next.every((value, i) => Math.abs(value - machine.parameters[i]) < 1e-9)) return false;
    return board.attempt(() => machine.replace(next, "step"));
  };
  // What comes from elsewhere, such as Undo, Rewind or a cell, may stand outside; then the limit is lifted.
  board.stops.push(machine.on(() => {
    if (limited && !within(machine.parameters, low, high)) limit(false);
  }));

  board.descent();
  board.share();
  board.explain(
    `Slopes and cost are for all ${count} faces together. ✓ and ✗: on the right or the wrong side of one half.`,
  );
  const words = board.describe.bind(board);
  board.describe = () => {
    const wrong = inputs.map((_, e) => e).filter((e) => !right(e)).map((e) => e + 1);
    return `${words()}\n${score()} of ${count} faces right; wrong: ${wrong.join(", ") || "none"}.${
      limited ? ` ${story.textContent}` : ""
    }\n` +
      `${own ? "Your own face" : `Face ${picked + 1}`}: output ${
        spoken(answer(machine.parameters, own ?? inputs[picked]), 3)
      }.`;
  };
  if (board.choice("limited", false) && within(machine.parameters, low, high)) limit(true);
});
