// @ts-check
// One question: the reader commits to an answer, then reads what speaks for or against it. Works with no kernel; the answer is
// remembered by the browser, and by nobody else.
import { t } from "../kit/model/language.js";
import { judge, missing } from "./judge.js";
import { choiceInput, numberInput, orderInput } from "./inputs.js";
import { keep, kept } from "../kit/board/memory.js";
import { createPanel } from "./panel.js";
import { asks, element, marked } from "./text.js";

/** @typedef {import("./judge.js").Question} Question */
/** @typedef {import("./judge.js").Answer} Answer */

/** What stands above a question, by what quiz.py calls it; another heading is the author's own. @type {Record<string, string>} */
const HEADINGS = {
  Question: t`Question`,
  Predict: t`Predict`,
  "Check yourself": t`Check yourself`,
  "From an earlier chapter": t`From an earlier chapter`,
};
const INPUTS = { choice: choiceInput, number: numberInput, order: orderInput };

/**
 * A question on the page. `place` is the name under which the browser keeps the answer.
 * @param {Question} question @param {string} [place]
 */
export function createQuestion(question, place = placeOf(question.name)) {
  const root = createPanel(question.name, `${headingOf(question)}: ${asks(question.prompt)}`);
  const { form, fieldset, said, commit, forget } = createForm(question);
  const say = (/** @type {(Node | string)[]} */ parts, seen = true) => {
    said.classList.toggle("td-quiz-heard", !seen);
    said.replaceChildren(...parts);
  };
  const input = INPUTS[question.kind](question, (text) => say([text], false));
  fieldset.append(input.element);
  root.append(form);

  /** Show the question unanswered. */
  function open() {
    root.dataset.state = "open";
    fieldset.disabled = false;
    commit.textContent = t`Commit`;
    forget.hidden = true;
    say([]);
    input.mark(null);
  }

  /** Show an answer with its feedback; returns whether it is right. @param {Answer} answer */
  function close(answer) {
    const { right, feedback } = judge(question, answer);
    root.dataset.state = right ? "right" : "wrong";
    fieldset.disabled = true;
    commit.textContent = t`Try again`;
    forget.hidden = false;
    const verdict = element("strong", "", `${right ? t`Right.` : t`Not this time.`} `);
    const [first, ...rest] = paragraphs(feedback);
    first.prepend(verdict);
    say([first, ...rest]);
    input.mark(right);
    return right;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (root.dataset.state !== "open") {
      open();
      input.focus();
      return;
    }
    const answer = input.answer();
    const lacking = missing(question, answer);
    if (lacking) {
      say([lacking]);
      input.focus();
      return;
    }
    keep(place, { digest: question.digest, answer, right: close(answer) });
    // What had the focus may be in the fieldset, which is now disabled.
    commit.focus();
  });
  // The second click of a double click would take the first one back.
  commit.addEventListener("click", (event) => {
    if (event.detail > 1) event.preventDefault();
  });
  forget.addEventListener("click", () => {
    keep(place, null);
    input.restore(null);
    open();
    say([t`Forgotten.`]);
    input.focus();
  });

  open();
  const earlier = answerIn(kept(place), question);
  if (earlier !== null) {
    input.restore(earlier);
    close(earlier);
  }
  root.dataset.ready = "";
  return root;
}

/** The question with its buttons, and room for the answer. @param {Question} question */
function createForm(question) {
  const form = element("form");
  // Feedback must not appear twice to someone who listens: this is the only live part.
  const said = element("div", "td-quiz-said");
  said.setAttribute("role", "status");
  const fieldset = element("fieldset");
  const legend = element("legend");
  legend.append(element("span", "td-quiz-heading", headingOf(question)), ...paragraphs(question.prompt));
  fieldset.append(legend);
  const verbs = element("div", "td-quiz-verbs");
  const commit = element("button", "td-quiz-commit");
  commit.type = "submit";
  const forget = element("button", "", t`Forget my answer`);
  forget.type = "button";
  verbs.append(commit, forget);
  form.append(fieldset, verbs, said);
  return { form, fieldset, said, commit, forget };
}

/** @param {Question} question */
function headingOf({ heading }) {
  return HEADINGS[heading] ?? heading;
}

/** Where the answer to a question is kept. @param {string} name */
export function placeOf(name) {
  return `question:${name}`;
}

/**
 * The kept answer, if it is one to the question as it is asked now. @param {any} record @param {Question} question
 * @returns {Answer | null}
 */
export function answerIn(record, question) {
  return record?.digest === question.digest && !missing(question, record.answer) ? record.answer : null;
}

/** A text's paragraphs, which an empty line parts. @param {string} text */
function paragraphs(text) {
  return text.trim().split(/\n\s*\n/).map((part) => {
    const paragraph = element("span", "td-quiz-paragraph");
    paragraph.append(...marked(part));
    return paragraph;
  });
}
