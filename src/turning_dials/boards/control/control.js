// @ts-check
import { defineBoard } from "../../kit/board/define.js";
import { div } from "../../kit/board/elements.js";
import { t } from "../../kit/model/language.js";
import { place } from "../../kit/model/layout.js";
import { costOf } from "../../kit/board/words.js";
import { spoken } from "../../kit/model/text.js";
import { Album, createGallery } from "./album.js";
import { createAnswers } from "./answers.js";
import { createConsole } from "../../kit/console/console.js";
import { fields, OPTIONS } from "./fields.js";
import { createHand } from "../../kit/console/hand.js";
import { createInHand } from "./inhand.js";
import { Places, steepest } from "../../kit/console/places.js";
import { MOST_KNOBS } from "../../kit/console/plan.js";
import { Ranges } from "../../kit/console/ranges.js";
import { createTools } from "./tools.js";
import { createTraining } from "./training.js";

/** @typedef {import("./fields.js").ControlBoard} ControlBoard */

export default defineBoard({
  name: "control",
  title: t`control board`,
  options: OPTIONS,
  fields,
  build,
  pick: (_, { console_ }, index) => console_.pick(index, { follow: true }),
  run: (board, { training }) => training?.run() ?? { turn: () => board.follow() },
  legend: ({ options }) =>
    options.validation
      ? t`While it runs, it counts as often as your computer manages; the lowest counted is the lowest of those moments.`
      : "",
  describe(board, { console_, places, album, names }) {
    const { machine, noTarget } = board;
    const index = console_.picked;
    const { parameters, sizes } = machine;
    const [name, value] = [places.name(index), spoken(parameters[index])];
    const answers = names.map((name, k) => `${name} ${spoken(album.outputs(album.shown)[k])}`).join(", ");
    return [
      t`Cost ${costOf(board)}. ${places.count} dials in ${sizes.length - 1} layers, sizes ${sizes.join(", ")}.`,
      noTarget
        ? t`In hand: ${name}, value ${value}.`
        : t`In hand: ${name}, value ${value}, slope ${spoken(board.slopeAt(index), 4)}.`,
      t`Shown: ${album.picture.name}. ${answers}.`,
      ...(noTarget ? [noTarget] : []),
    ];
  },
});

/** @param {ControlBoard} board */
function build(board) {
  const { machine, options, body } = board;
  const shape = options.input_shape;
  /** @type {string[]} */
  const names = options.output_names ??
    Array.from({ length: machine.sizes[machine.sizes.length - 1] }, (_, k) => t`output ${k + 1}`);
  const places = new Places(machine.sizes, { shape, outputs: options.output_names });
  const ranges = new Ranges(machine);
  const album = new Album(board);

  const console_ = createConsole(board, { places, ranges, shape, grip: () => hand.grip() });
  const hand = createHand(board, {
    places,
    ranges,
    example: () => album.example,
    leave: () => console_.element.focus({ preventScroll: true }),
  });
  console_.onPick((index) => hand.take(index));

  // ---- what is in hand, what the network answers, the dial in hand
  const picture = createInHand(board, album, { shape, ink: options.ink, own: options.own_picture, names });
  const answers = createAnswers(board, album, {
    names,
    words: names.length === 1 ? options.answers ?? [`no ${names[0]}`, names[0]] : null,
  });
  const gallery = shape && album.pictures.length > 1 ? createGallery(album, shape, options.ink) : null;
  const row = div("td-control-row");
  const seen = div("td-control-seen");
  const strip = div("td-album");
  seen.append(answers.element);
  // A network of one output leaves room for the gallery beside the picture.
  (names.length === 1 ? seen : strip).append(...(gallery ? [gallery.element] : []));
  strip.append(picture.ways);
  strip.classList.toggle("td-album-pad", options.drawing);
  row.append(picture.element, seen, hand.element);
  const large = places.count > MOST_KNOBS;
  if (large) body.append(createTools(board, { places, console_ }).element);
  body.append(console_.element, console_.status, console_.said, row, strip);
  const training = options.training ? createTraining(board) : null;
  if (training) body.append(training.element);
  body.classList.toggle("td-control-single", names.length === 1);
  body.classList.add("td-control");
  body.classList.toggle("td-control-large", large);
  for (const part of [picture, answers, hand, ...(gallery ? [gallery] : []), ...(training ? [training] : [])]) {
    board.onPaint(() => part.paint());
  }

  // The weight that matters most at the start is the first in hand.
  const first = steepest(machine.gradient, 64).find((index) => place(machine.sizes, index).kind === "weight") ?? 0;
  console_.measure();
  console_.pick(first);
  return { console_, places, album, names, training };
}
