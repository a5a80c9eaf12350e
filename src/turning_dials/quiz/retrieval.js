// @ts-check
// The view at the head of a chapter: three questions from earlier ones, those that went wrong first. What is answered here is
// kept beside the first answer, not in its place.
import { createQuestion, placeOf } from "./ask.js";
import { chosen } from "./choose.js";
import { kept } from "../kit/board/memory.js";
import { element } from "./text.js";

export default {
  /** @param {{model: {get: (name: string) => any}, el: HTMLElement}} context */
  render({ model, el }) {
    const chapter = model.get("_chapter");
    const again = (/** @type {string} */ name, here = chapter) => `again:${here}:${name}`;
    /** @type {string[]} */
    const chapters = [...model.get("_before"), chapter];
    const questions = chosen(
      model.get("_candidates"),
      (name) => [placeOf(name), ...chapters.map((each) => again(name, each))].map(kept),
    );
    const root = element("div", "td-again");
    root.append(...questions.map((question) => createQuestion(question, again(question.name))));
    el.append(root);
    root.dataset.ready = "";
    return () => root.remove();
  },
};
