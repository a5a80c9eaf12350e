// @ts-check
// The gallery: every labeled face with the detector's output, smiles first, then frowns. One of them is in hand.
import { div } from "../../kit/board/elements.js";
import { t } from "../../kit/model/language.js";
import { createFace } from "./face.js";

/** The words for target 0 and 1. */
export const ANSWERS = [t`frown`, t`smile`];

/** Whether an output of `a` answers `target` rightly; one half is neither yes nor no. @param {number} a @param {number} target */
export function isRight(a, target) {
  return target > 0.5 ? a > 0.5 : a < 0.5;
}

/**
 * The faces with target `wanted`, in an order by nose, chin and hair, so that twins, who share these, take the same place
 * among the smiles and among the frowns.
 * @param {number[][]} inputs @param {ArrayLike<number>} targets @param {number} wanted
 */
export function ordered(inputs, targets, wanted) {
  return inputs.map((_, e) => e).filter((e) => targets[e] === wanted)
    .sort((one, other) =>
      [2, 3, 4].map((i) => inputs[one][i] - inputs[other][i]).find((gap) => gap !== 0) || one - other
    );
}

/**
 * The face with the other label and the same nose, chin and hair; −1 if there is none.
 * @param {number[][]} inputs @param {ArrayLike<number>} targets @param {number} face
 */
export function twinOf(inputs, targets, face) {
  return inputs.findIndex((row, e) =>
    targets[e] !== targets[face] && [2, 3, 4].every((i) => row[i] === inputs[face][i])
  );
}

/** @param {{inputs: number[][], targets: ArrayLike<number>, onPick: (face: number) => void}} wanted */
export function createGallery({ inputs, targets, onPick }) {
  const element = div("td-faces-gallery");
  element.setAttribute("role", "radiogroup");
  element.setAttribute("aria-label", t`gallery: choose the face in hand`);
  const groups = [1, 0].map((target) => ({ target, order: ordered(inputs, targets, target) }));
  const sequence = groups.flatMap(({ order }) => order);
  /** @type {{button: HTMLButtonElement, output: HTMLElement, text: string}[]} */
  const cells = [];
  const heads = groups.map(({ target, order }) => {
    const head = document.createElement("p");
    const grid = div("td-faces-grid");
    element.append(head, grid);
    for (const e of order) grid.append(makeCell(e));
    return () => {
      const good = order.filter((e) => cells[e].button.dataset.right === "yes").length;
      head.textContent = t`labeled ${ANSWERS[target]}: ${good} of ${order.length} right`;
    };
  });

  /** @param {number} e */
  function makeCell(e) {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("role", "radio");
    const face = createFace();
    face.paint(inputs[e]);
    const output = document.createElement("span");
    button.append(face.element, output);
    button.addEventListener("click", () => onPick(e));
    button.addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!way) return;
      event.preventDefault();
      const next = sequence[(sequence.indexOf(e) + way + sequence.length) % sequence.length];
      onPick(next);
      cells[next].button.focus();
    });
    cells[e] = { button, output, text: "" };
    return button;
  }

  /** @param {(face: number) => number} answer @param {number} picked −1 for none */
  function paint(answer, picked) {
    const twin = picked < 0 ? -1 : twinOf(inputs, targets, picked);
    cells.forEach((cell, e) => {
      const a = answer(e);
      const good = isRight(a, targets[e]);
      const text = `${good ? "✓" : "✗"} ${a.toFixed(2)}`;
      if (text !== cell.text) {
        cell.output.textContent = cell.text = text;
        cell.button.dataset.right = good ? "yes" : "no";
        const [meant, said] = [ANSWERS[targets[e]], a.toFixed(2)];
        cell.button.setAttribute(
          "aria-label",
          good
            ? t`face ${e + 1}, labeled ${meant}, output ${said}, right`
            : t`face ${e + 1}, labeled ${meant}, output ${said}, wrong`,
        );
      }
      cell.button.classList.toggle("td-twin", e === twin);
      cell.button.setAttribute("aria-checked", String(e === picked));
      cell.button.tabIndex = e === (picked < 0 ? sequence[0] : picked) ? 0 : -1;
    });
    for (const head of heads) head();
  }

  return { element, paint };
}
