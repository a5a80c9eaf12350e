// @ts-check
// The picture shown, enlarged, and the way to the next.
import { button, div } from "../../kit/board/elements.js";
import { createSelect } from "../../kit/board/settings.js";
import { t } from "../../kit/model/language.js";
import { createPictureInput } from "../../kit/parts/picture.js";
import { drawPicture } from "./album.js";

/**
 * @param {import("./fields.js").ControlBoard} board @param {import("./album.js").Album} album
 * @param {{shape: number[] | null, ink: boolean, own: boolean, names: string[]}} how own: whether the reader may bring a picture
 */
export function createInHand(board, album, { shape, ink, own, names }) {
  const element = div("td-inhand");
  const canvas = document.createElement("canvas");
  canvas.className = "td-inhand-picture";
  canvas.setAttribute("role", "img");
  const row = div("td-inhand-row");
  const form = shape ?? folded(board.machine.sizes[0]);
  element.append(canvas, row);
  const { element: label, select } = createSelect({
    control: "picture",
    label: "",
    spoken: t`picture shown`,
    value: "0",
    options: album.pictures.map(({ name }, e) => [String(e), name]),
    onChange: (to) => album.show(Number(to)),
  });
  row.append(
    label,
    button("‹", () => album.show(album.shown - 1), t`previous picture`),
    button("›", () => album.show(album.shown + 1), t`next picture`),
  );
  row.hidden = album.pictures.length < 2;
  /** @type {Float64Array | null} */
  let drawn = null;

  // ---- which pictures the cost is over
  const ways = div("td-album-ways");
  const given = album.given;
  if (given > 1 && board.options.album) {
    ways.append(board.choices.together.element);
  }

  // ---- a picture of the reader's own, and what it is
  const meant = document.createElement("select");
  if (own && shape) {
    const { element: own_ } = createPictureInput({
      board,
      shape,
      ink,
      target: board.root,
      fit: board.options.drawing,
      onPicture: (values, name, goesOn) => album.add(values, name, goesOn),
    });
    ways.append(own_);
    element.append(meaning(album, names, meant));
  }

  return {
    element,
    ways,
    paint() {
      const { inputs, name } = album.picture;
      const known = [...select.options].map(({ text }) => text);
      if (album.pictures.length !== known.length || album.pictures.some((each, e) => each.name !== known[e])) {
        select.replaceChildren(...album.pictures.map((each, e) => new Option(each.name, String(e))));
        row.hidden = album.pictures.length < 2;
      }
      select.value = String(album.shown);
      if (meant.parentElement) {
        // Where a pad stands open, the first stroke must not push it from under the pen: the list keeps its room.
        if (board.options.drawing) meant.parentElement.classList.toggle("td-unasked", album.shown < given);
        else meant.parentElement.hidden = album.shown < given;
        const { targets } = album.picture;
        meant.value = targets ? String(targets.indexOf(1)) : "none";
      }
      if (drawn === inputs) return;
      drawn = inputs;
      drawPicture(canvas, inputs, form, ink);
      canvas.setAttribute("aria-label", t`${name}, ${form[0]} by ${form[1]} pixels`);
    },
  };
}

/** What a picture of the reader's own is, as they say. @param {import("./album.js").Album} album @param {string[]} names @param {HTMLSelectElement} list */
function meaning(album, names, list) {
  const element = div("td-setting td-inhand-meant", "label");
  element.append(t`it is`, list);
  list.dataset.control = "own_target";
  list.append(
    new Option(t`not said`, "none"),
    ...names.map((name, k) => new Option(name, String(k))),
    // Answers that share one have to be right about something.
    ...(album.board.machine.costName === "categorical_cross_entropy" ? [] : [new Option(t`none of these`, "-1")]),
  );
  list.addEventListener("change", () => {
    if (list.value === "none") album.add(album.picture.inputs, album.picture.name);
    else album.name(Number(list.value));
  });
  return element;
}

/** Inputs that are no picture, as a strip of cells. @param {number} count */
function folded(count) {
  const wide = Math.min(count, Math.max(8, Math.ceil(Math.sqrt(count))));
  return [Math.ceil(count / wide), wide];
}
