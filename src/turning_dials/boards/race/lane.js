// @ts-check
// One runner's lane: its rule, its console, its cost, and what it has spent.
import { div, onWidth, write } from "../../kit/board/elements.js";
import { t } from "../../kit/model/language.js";
import { costText } from "../../kit/model/text.js";
import { Camera } from "../../kit/console/camera.js";
import { planConsole } from "../../kit/console/plan.js";
import { createSurface } from "../../kit/console/surface.js";

/**
 * @param {import("../../kit/board/board.js").Board<any, any>} board
 * @param {object} lane
 * @param {string} lane.name @param {() => string} lane.words the rule
 * @param {number} lane.goal @param {number} lane.most
 * @param {ReturnType<typeof import("../../kit/console/console.js").createConsole> | null} lane.own the board's console, for the runner that has it
 * @param {() => import("./runners.js").Any} lane.runner
 * @param {import("../../kit/console/places.js").Places} lane.places @param {import("../../kit/console/ranges.js").Ranges} lane.ranges
 * @param {number[] | null} lane.shape
 */
export function createLane(board, { name, words, goal, most, own, runner, places, ranges, shape }) {
  const element = div("td-lane");
  const head = div("td-lane-head");
  head.innerHTML = `<b></b><span class="td-quiet"></span>`;
  const [title, rule] = /** @type {HTMLElement[]} */ ([...head.children]);
  title.textContent = name;
  const numbers = div("td-lane-numbers");
  numbers.innerHTML = [t`cost`, t`right`, t`evaluations`, t`seconds`].map((text) =>
    `<div><small>${text}</small><b></b></div>`
  ).join("");
  const [cost, right, spent, seconds] = /** @type {HTMLElement[]} */ ([...numbers.querySelectorAll("b")]);
  const state = div("td-lane-state");
  const place = div("td-lane-console");
  element.append(head, numbers, state, place);

  const camera = new Camera();
  // The surface draws a machine's dials; here they are the runner's, measured from the board's start.
  const dials = {
    get parameters() {
      return runner().network.parameters;
    },
    get gradient() {
      return runner().network.gradient;
    },
    start: board.machine.start,
  };
  const surface = own ? null : createSurface(board, { camera, ranges, places, dials });
  if (own) place.append(own.element);
  if (surface) {
    place.append(surface.canvas);
    surface.canvas.removeAttribute("aria-hidden");
    surface.canvas.setAttribute("role", "img");
    surface.canvas.setAttribute("aria-label", t`the dials of the runner “${name}” as pictures`);
    const measure = () => {
      const width = Math.floor(place.clientWidth);
      if (width < 40) return;
      if (width === surface.plan?.width) return surface.draw(-1, false);
      const plan = planConsole(board.machine.sizes, { shape, width, least: 12, most: 190 });
      plan.height = Math.ceil(plan.height);
      surface.use(plan);
      camera.fit(plan.width, plan.height, 16);
      surface.draw(-1, false);
    };
    board.onStop(onWidth(place, measure));
    board.onStop(surface.onTheme(() => surface.draw(-1, false)));
  }
  const several = board.machine.sizes[board.machine.sizes.length - 1] > 1;
  let last = "";

  function paint() {
    const now = runner();
    write(rule, words());
    write(cost, costText(now.cost));
    write(right, several ? `${Math.round(100 * now.accuracy())} %` : "–");
    write(spent, now.evaluations.toLocaleString("en-US"));
    write(seconds, now.seconds.toFixed(now.seconds < 10 ? 2 : 1));
    write(state, fate(now, goal, most));
    element.classList.toggle("td-arrived", now.cost <= goal);
    if (!surface) return;
    const key = `${now.evaluations} ${now.cost}`;
    if (key !== last) surface.spoil();
    last = key;
    surface.draw(-1, false);
  }

  return {
    element,
    paint,
    spoil() {
      last = "";
    },
  };
}

/** How a runner fares, in words. @param {import("./runners.js").Any} runner @param {number} goal @param {number} most */
function fate(runner, goal, most) {
  const said = [];
  if (runner.cost <= goal) said.push(t`✓ reached ${costText(goal)}`);
  else if (runner.stopped) said.push(t`stands still: ${runner.stopped}`);
  else if (runner.evaluations >= most) said.push(t`out of evaluations`);
  if ("tries" in runner && runner.tries) {
    const [helped, tries] = [runner.helped, runner.tries].map((count) => count.toLocaleString("en-US"));
    said.push(t`${helped} of ${tries} tries helped`);
  }
  return said.join(" · ");
}
