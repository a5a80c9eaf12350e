// @ts-check
// The view of one question.
import { createQuestion } from "./ask.js";

export default {
  /** @param {{model: {get: (name: string) => any}, el: HTMLElement}} context */
  render({ model, el }) {
    const root = createQuestion(model.get("_question"));
    el.append(root);
    return () => root.remove();
  },
};
