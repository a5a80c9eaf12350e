// @ts-check
// The health of a layer as a mark: a shape, a word, and the number that they are made of.
import { div, write } from "../board/elements.js";
import { FAR } from "../model/health.js";
import { t } from "../model/language.js";
import { significant, spoken } from "../model/text.js";

/** @typedef {import("../model/health.js").Health} Health */

/** @type {Record<Health["state"], [string, string]>} */
const MARKS = {
  fine: ["●", t`fine`],
  vanishing: ["▼", t`vanishing`],
  exploding: ["▲", t`exploding`],
  dead: ["✕", t`dead`],
  none: ["○", t`no error`],
};

/** What the marks mean, for a board's legend. */
export const ABOUT_HEALTH =
  t`Mark of a layer: its mean |δ| beside the last layer's; vanishing below 1/${FAR}, exploding above ${FAR}, dead where no neuron lets any through.`;

/** A mark for one layer. */
export function createHealth() {
  const element = div("td-health");
  const [word, number, some] = [div("", "span"), div("", "span"), div("", "span")];
  element.append(word, number, some);
  return {
    element,
    /** @param {Health | null} health null where it is not known yet */
    paint(health) {
      if (!health) {
        write(word, "·");
        for (const line of [number, some]) write(line, "");
        delete element.dataset.health;
        return;
      }
      const { state, ratio, dead, neurons } = health;
      const [shape, text] = MARKS[state];
      write(word, `${shape} ${text}`);
      write(number, state === "dead" || state === "none" ? "" : `δ × ${significant(ratio, 2)}`);
      write(some, dead && neurons > 1 ? t`${dead} of ${neurons} dead` : "");
      element.dataset.health = state;
      element.title = inWords(health);
    },
  };
}

/** A layer's health as a clause. @param {Health} health */
export function inWords({ state, ratio, dead, neurons }) {
  if (state === "none") return t`the last layer has no error to compare with`;
  const said = [MARKS[state][1]];
  if (state !== "dead") said.push(t`errors ${spoken(ratio, 4)} times the last layer's`);
  if (dead) said.push(t`${dead} of ${neurons} neurons let no error through`);
  return said.join(", ");
}
