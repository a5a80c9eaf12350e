// @ts-check
// The popular story, sentence by sentence, to be marked true, half true or false: before the book, and again after it. The
// first marks are kept by this browser, so that the second time the reader sees both, and what the book found.
import { keep, kept } from "../kit/board/memory.js";
import { t } from "../kit/model/language.js";
import { createPanel } from "./panel.js";
import { element, marked } from "./text.js";

/** @typedef {"true" | "half true" | "false"} Mark */
/** @typedef {{name: string, text: string, verdict: Mark, because: string}} Sentence */

const MARKS = /** @type {Mark[]} */ (["true", "half true", "false"]);
/** What each is called. @type {Record<Mark, string>} */
const NAMES = { true: t`true`, "half true": t`half true`, false: t`false` };

export default {
  /** @param {{model: {get: (name: string) => any}, el: HTMLElement}} context */
  render({ model, el }) {
    const [again, sentences] = [model.get("_again"), /** @type {Sentence[]} */ (model.get("_sentences"))];
    const root = createPanel(
      again ? "story-again" : "story",
      again ? t`The story, marked again` : t`The story, marked`,
    );
    const count = element("p", "td-story-count");
    count.setAttribute("role", "status");
    const tell = () => {
      count.textContent = summary(sentences, again);
    };
    const lines = sentences.map((sentence, at) => createLine(sentence, at + 1, again, tell));
    const list = element("ol", "td-story");
    list.append(...lines.map((line) => line.element));
    const forget = element("button", "", again ? t`Forget my second marks` : t`Forget my marks`);
    forget.type = "button";
    forget.addEventListener("click", () => {
      for (const line of lines) line.forget();
      tell();
      lines[0].focus();
    });
    const verbs = element("div", "td-quiz-verbs");
    verbs.append(forget);
    root.append(list, count, verbs);
    tell();
    el.append(root);
    root.dataset.ready = "";
    return () => root.remove();
  },
};

/** Where a sentence's mark is kept. @param {Sentence} sentence @param {boolean} again */
function placeOf({ name }, again) {
  return `story:${again ? "again" : "first"}:${name}`;
}

/** The kept mark of a sentence, or null. @param {Sentence} sentence @param {boolean} again @returns {Mark | null} */
function markOf(sentence, again) {
  return MARKS.find((mark) => mark === kept(placeOf(sentence, again))) ?? null;
}

/**
 * One sentence with its three marks and, the second time, what was said before and what is so.
 * @param {Sentence} sentence @param {number} number @param {boolean} again @param {() => void} onMark
 */
function createLine(sentence, number, again, onMark) {
  const item = element("li");
  const fieldset = element("fieldset");
  const legend = element("legend", "", `${number}. `);
  legend.append(...marked(sentence.text));
  const choices = element("div", "td-story-marks");
  const said = element("div", "td-quiz-said");
  const inputs = MARKS.map((mark) => {
    const label = element("label", "td-quiz-option");
    const input = element("input");
    input.type = "radio";
    // Every sentence of every story on a page is a group of its own.
    input.name = placeOf(sentence, again);
    input.value = mark;
    input.checked = markOf(sentence, again) === mark;
    input.addEventListener("change", () => {
      keep(placeOf(sentence, again), mark);
      show();
      onMark();
    });
    label.append(input, element("span", "", NAMES[mark]));
    choices.append(label);
    return input;
  });
  function show() {
    said.replaceChildren(...(again && inputs.some((input) => input.checked) ? verdict(sentence) : []));
  }
  fieldset.append(legend, choices, said);
  item.append(fieldset);
  show();
  return {
    element: item,
    focus: () => inputs[0].focus(),
    forget() {
      keep(placeOf(sentence, again), null);
      for (const input of inputs) input.checked = false;
      show();
    },
  };
}

/** What the book found, and what the reader thought before. @param {Sentence} sentence */
function verdict(sentence) {
  const before = markOf(sentence, false);
  const earlier = before ? t`Before the book you said ${NAMES[before]}.` : t`Before the book you left it open.`;
  const words = element("span");
  words.append(
    element("strong", "", `${t`The book says ${NAMES[sentence.verdict]}.`} `),
    ...marked(sentence.because),
    ` ${earlier}`,
  );
  return [words];
}

/** @param {Sentence[]} sentences @param {boolean} again */
function summary(sentences, again) {
  const [first, second] = [false, true].map((which) => sentences.map((sentence) => markOf(sentence, which)));
  const now = again ? second : first;
  const open = now.filter((mark) => mark === null).length;
  if (open) return t`${sentences.length - open} of ${sentences.length} marked.`;
  if (!again) {
    return t`All ${sentences.length} marked. They are kept in this browser until the last page of the book asks again.`;
  }
  const agree = (/** @type {(Mark | null)[]} */ marks) =>
    marks.filter((mark, at) => mark === sentences[at].verdict).length;
  return t`Before the book you and it agreed on ${agree(first)} of ${sentences.length}, now on ${agree(second)}.`;
}
