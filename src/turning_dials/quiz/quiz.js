// @ts-check
// A question on the page: the reader commits to an answer, then reads what speaks for or against it. Works with no kernel;
// the answer is remembered by the browser, and by nobody else.
import { keepKeys } from "../kit/board/keys.js";
import { judge, missing } from "./judge.js";
import { choiceInput, numberInput, orderInput } from "./inputs.js";
import { asks, element, marked } from "./text.js";

/** @typedef {import("./judge.js").Question} Question */
/** @typedef {import("./judge.js").Answer} Answer */

const INPUTS = { choice: choiceInput, number: numberInput, order: orderInput };

export default {
  /** @param {{model: {get: (name: string) => any}, el: HTMLElement}} context */
  render({ model, el }) {
    const question = /** @type {Question} */ (model.get("_question"));
    const root = element("section", "td-quiz");
    root.dataset.quiz = question.name;
    root.setAttribute("aria-label", `${question.heading}: ${asks(question.prompt)}`);
    const form = element("form");
    // Feedback must not appear twice to someone who listens: this is the only live part.
    const said = element("div", "td-quiz-said");
    said.setAttribute("role", "status");
    const fieldset = element("fieldset");
    const legend = element("legend");
    legend.append(element("span", "td-quiz-heading", question.heading), ...paragraphs(question.prompt));
    const say = (/** @type {(Node | string)[]} */ parts, seen = true) => {
      said.classList.toggle("td-quiz-heard", !seen);
      said.replaceChildren(...parts);
    };
    const input = INPUTS[question.kind](question, (text) => say([text], false));
    fieldset.append(legend, input.element);
    const verbs = element("div", "td-quiz-verbs");
    const commit = element("button", "td-quiz-commit");
    commit.type = "submit";
    const forget = element("button", "", "Forget my answer");
    forget.type = "button";
    verbs.append(commit, forget);
    form.append(fieldset, verbs, said);
    root.append(form);
    keepKeys(root);

    /** Show the question unanswered. */
    function open() {
      root.dataset.state = "open";
      fieldset.disabled = false;
      commit.textContent = "Commit";
      forget.hidden = true;
      say([]);
      input.mark(null);
    }

    /** Show an answer with its feedback. @param {Answer} answer */
    function close(answer) {
      const { right, feedback } = judge(question, answer);
      root.dataset.state = right ? "right" : "wrong";
      fieldset.disabled = true;
      commit.textContent = "Try again";
      forget.hidden = false;
      const verdict = element("strong", "", right ? "Right. " : "Not this time. ");
      const [first, ...rest] = paragraphs(feedback);
      first.prepend(verdict);
      say([first, ...rest]);
      input.mark(right);
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
      remember(question, answer);
      close(answer);
      // What had the focus may be in the fieldset, which is now disabled.
      commit.focus();
    });
    // The second click of a double click would take the first one back.
    commit.addEventListener("click", (event) => {
      if (event.detail > 1) event.preventDefault();
    });
    forget.addEventListener("click", () => {
      remember(question, null);
      input.restore(null);
      open();
      say(["Forgotten."]);
      input.focus();
    });

    open();
    const earlier = remembered(question);
    if (earlier !== null) {
      input.restore(earlier);
      close(earlier);
    }
    el.append(root);
    root.dataset.ready = "";
    return () => root.remove();
  },
};

/** A text's paragraphs, which an empty line parts. @param {string} text */
function paragraphs(text) {
  return text.trim().split(/\n\s*\n/).map((part) => {
    const paragraph = element("span", "td-quiz-paragraph");
    paragraph.append(...marked(part));
    return paragraph;
  });
}

// A browser may forbid storage, and anything may stand in it. Then a question is unanswered, and nothing else happens.

/** @param {Question} question */
function key(question) {
  return `turning-dials:question:${question.name}`;
}

/** @param {Question} question @param {Answer | null} answer null to forget */
function remember(question, answer) {
  try {
    if (answer === null) localStorage.removeItem(key(question));
    else localStorage.setItem(key(question), JSON.stringify({ digest: question.digest, answer }));
  } catch { /* it stays on the page until the page goes */ }
}

/** @param {Question} question @returns {Answer | null} */
function remembered(question) {
  try {
    const { digest, answer } = JSON.parse(localStorage.getItem(key(question)) ?? "{}");
    return digest === question.digest && !missing(question, answer) ? answer : null;
  } catch {
    return null;
  }
}
