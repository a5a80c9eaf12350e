// @ts-check
// A neuron that tells smiles from frowns by five features, a gallery of faces that judges it, and the face in hand.
import { defineBoard } from "../../kit/board/define.js";
import { div, write } from "../../kit/board/elements.js";
import { number as numberOption, texts } from "../../kit/board/options.js";
import { dialWords, headline } from "../../kit/board/words.js";
import { boundedStep, within } from "../../kit/model/bounded.js";
import { activations } from "../../kit/model/activations.js";
import { flag, number, numbers } from "../../kit/model/kinds.js";
import { t } from "../../kit/model/language.js";
import { networkOf } from "../../kit/model/machine.js";
import { widened } from "../../kit/model/scale.js";
import { spoken, subscript } from "../../kit/model/text.js";
import { ANSWERS, createGallery, isRight, twinOf } from "./gallery.js";
import { createHand } from "./hand.js";
import { bestWithin, ENDS } from "./story.js";

const OPTIONS = { face: numberOption(0), names: texts([]) };
/** @typedef {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, ReturnType<typeof fields>>} FaceBoard */

export default defineBoard({
  name: "faces",
  title: t`Smile detector`,
  options: OPTIONS,
  fields,
  build,
  // What comes from elsewhere, such as Undo, Rewind or a cell, may stand outside; then the limit is lifted.
  changed({ machine, choices }) {
    const { low, high } = ends(machine);
    if (choices.limited.value && !within(machine.parameters, low, high)) choices.limited.set(false);
  },
  paint(board, { gallery, hand, total, dials, story, best }) {
    const { machine, choices } = board;
    const model = networkOf(machine);
    gallery.paint((e) => model.outputs(e)[0], inHand(board));
    write(total, t`${score(board)} of ${model.count} faces right`);
    hand.paint(present(board));
    const limited = choices.limited.value;
    for (const dial of dials) dial.limit(limited ? ENDS : undefined);
    story.hidden = !limited;
    if (limited) write(story, best());
  },
  describe(board, { best }) {
    const { machine, choices } = board;
    const model = networkOf(machine);
    const wrong = model.inputs.map((_, e) => e).filter((e) => !isRight(model.outputs(e)[0], model.flatTargets[e]));
    const { title, a } = present(board);
    return [
      headline(board),
      ...dialWords(board),
      wrong.length
        ? t`${score(board)} of ${model.count} faces right; wrong: ${wrong.map((e) => e + 1).join(", ")}.`
        : t`${score(board)} of ${model.count} faces right; wrong: none.`,
      ...(choices.limited.value ? [best()] : []),
      t`${title}: output ${spoken(a, 3)}.`,
    ];
  },
  follow({ machine, rate, choices }) {
    if (!choices.limited.value) return machine.step(rate);
    const { low, high } = ends(machine);
    const next = boundedStep(machine.parameters, machine.gradient, rate, low, high);
    // At the best that is left a step changes nothing, and Run ends.
    if (next.every((value, i) => Math.abs(value - machine.parameters[i]) < 1e-9)) return false;
    machine.replace(next, "step");
  },
  legend: ({ machine }) =>
    t`Slopes and cost are for all ${
      networkOf(machine).count
    } faces together. ✓ and ✗: on the right or the wrong side of one half.`,
});

/** @param {FaceBoard} board */
function build(board) {
  const { choices, options } = board;
  const { inputs, flatTargets } = networkOf(board.machine);
  const room = div("td-faces-room");
  const gallery = createGallery({
    inputs,
    targets: flatTargets,
    onPick(face) {
      choices.own.set([]);
      choices.face.set(face);
    },
  });
  const hand = createHand({
    names: options.names,
    onBend: (feature, value) => choices.own.set(features(board).map((was, i) => (i === feature ? value : was))),
  });
  const left = div("td-faces-left");
  const total = div("td-faces-score", "p");
  left.append(gallery.element, total);
  const panel = div("td-faces-dials");
  const dials = createDials(board, panel);
  room.append(left, panel, hand.element);
  const story = div("td-faces-limited", "p");
  board.body.append(room, story);
  const best = bestWithin(networkOf(board.machine), options.names);
  return { gallery, hand, total, dials, story, best };
}

/** What the reader chooses. @param {import("../../kit/board/define.js").BoardOf<typeof OPTIONS, {}>} board */
function fields(board) {
  const { machine, options } = board;
  const { count } = networkOf(machine);
  const last = count - 1;
  /** @type {import("../../kit/board/choice.js").Field<number>} */
  const face = { label: "", hidden: true, kind: number(0, last, { step: 1 }), first: Math.min(options.face, last) };
  // The features of the reader's own face, once one was bent.
  /** @type {import("../../kit/board/choice.js").Field<number[]>} */
  const own = { label: "", hidden: true, kind: numbers(options.names.length, ...ENDS), first: [] };
  // The short story's dials.
  /** @type {import("../../kit/board/choice.js").Field<boolean>} */
  const limited = {
    label: t`Dials from 0 to 1 only`,
    kind: flag,
    first: false,
    write(on) {
      board.pause();
      const { low, high } = ends(machine);
      if (on && !within(machine.parameters, low, high)) {
        machine.replace(machine.parameters.map((value, i) => Math.max(low[i], Math.min(high[i], value))));
      }
    },
  };
  return { face, own, limited };
}

/** One bound for each dial. @param {import("../../kit/model/machine.js").Machine} machine */
function ends({ parameters }) {
  const [low, high] = ENDS.map((end) => Array(parameters.length).fill(end));
  return { low, high };
}

/** The face in hand, or −1 for the reader's own. @param {FaceBoard} board */
function inHand({ choices }) {
  return (choices.own.value.length ? -1 : choices.face.value);
}

/** The features of the face in hand. @param {FaceBoard} board */
function features({ machine, choices }) {
  const own = choices.own.value;
  return own.length ? own : networkOf(machine).inputs[choices.face.value];
}

/** @param {FaceBoard} board */
function score({ machine }) {
  const model = networkOf(machine);
  return model.flatTargets.filter((target, e) => isRight(model.outputs(e)[0], target)).length;
}

/** All that is shown of the face in hand. @param {FaceBoard} board */
function present(board) {
  const { machine, choices } = board;
  const { inputs, flatTargets: targets } = networkOf(machine);
  const now = features(board);
  const z = now.reduce((sum, value, i) => sum + value * machine.parameters[i], machine.parameters[now.length]);
  const a = activations.sigmoid.value(z);
  const says = a === 0.5 ? t`neither` : [t`a frown`, t`a smile`][Number(a > 0.5)];
  const shared = { features: now, z, a, parameters: machine.parameters };
  const face = choices.face.value;
  if (inHand(board) < 0) {
    const label = t`no label, not in the gallery, not in the cost`;
    return { ...shared, title: t`Your own face`, label, verdict: says };
  }
  const twin = twinOf(inputs, targets, face);
  const meant = ANSWERS[targets[face]];
  return {
    ...shared,
    title: t`Face ${face + 1}`,
    label: twin < 0 ? t`labeled ${meant}` : t`labeled ${meant}; its twin: face ${twin + 1}`,
    verdict: `${says}, ${isRight(a, targets[face]) ? t`✓ right` : t`✗ wrong`}`,
  };
}

/** A dial for each feature and the bias, all on one scale so that they can be compared. @param {FaceBoard} board @param {HTMLElement} panel */
function createDials(board, panel) {
  const { names } = board.options;
  const range = () => widened(4, Math.max(...board.machine.parameters.map(Math.abs)));
  return [...names, t`bias`].map((name, i) => {
    const box = div("td-faces-dial");
    const caption = div("", "span");
    caption.textContent = name;
    const own = i < names.length ? [`w${subscript(i + 1)}`, t`weight ${i + 1}, ${name}`] : ["b", name];
    const dial = board.dial({ index: i, range, symbol: own[0], spoken: own[1] });
    box.append(caption, dial.element);
    panel.append(box);
    return dial;
  });
}
