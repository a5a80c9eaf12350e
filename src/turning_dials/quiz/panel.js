// @ts-check
// The frame around whatever asks something: a named region that keeps its keys.
import { keepKeys } from "../kit/board/keys.js";
import { LANGUAGE } from "../kit/model/language.js";
import { element } from "./text.js";

/** @param {string} name @param {string} label what a screen reader calls it */
export function createPanel(name, label) {
  const root = element("section", "td-quiz");
  root.dataset.quiz = name;
  root.setAttribute("aria-label", label);
  if (LANGUAGE) root.lang = LANGUAGE;
  keepKeys(root);
  return root;
}
