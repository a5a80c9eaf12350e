// @ts-check
import { defineBoard, div } from "../../kit/board/board.js";
import { createChart } from "../../kit/parts/chart.js";
import { draws, shuffled } from "../../kit/model/chance.js";
import { spoken } from "../../kit/model/text.js";
import { createConsole } from "../../kit/console/console.js";
import { createHand } from "../../kit/console/hand.js";
import { Places, steepest } from "../../kit/console/places.js";
import { Ranges } from "../../kit/console/ranges.js";
import { createLane } from "./lane.js";
import { BySlopes, LargestTogether, OneAtATime } from "./runners.js";

/** Milliseconds of each task for each runner. */
const SLICE = 4;

/** How far the race goes on in a task: evenly on a scale of powers of ten. */
const FASTER = 1.04;

export default defineBoard("race", (board) => {
  const { machine, options, body } = board;
  const shape = options.input_shape ?? null;
  const places = new Places(machine.sizes, { shape, outputs: options.output_names });
  const ranges = new Ranges(machine);
  const model = () => /** @type {import("../../kit/model/machine.js").NetworkModel} */ (machine.model);
  const examples = () => ({ inputs: model().flatInputs, targets: model().flatTargets, count: model().count });
  const how = {
    k: Number(board.choice("k", options.k)),
    size: Number(board.choice("size", options.size)),
    rate: board.rate,
  };
  let reached = 0;

  function start() {
    const draw = draws(1);
    reached = 0;
    return /** @type {const} */ ([
      new LargestTogether(model().network, examples(), how),
      new OneAtATime(model().network, examples(), how, (n) => shuffled(n, draw)),
      new BySlopes(model().network, examples(), how),
    ]);
  }
  let runners = start();

  // ---- three lanes; in the third stand the board's own dials
  const lanes = div("td-lanes");
  const console_ = createConsole(board, { places, ranges, shape, grip: () => hand.grip(), most: 190 });
  const hand = createHand(board, {
    places,
    ranges,
    example: () => -1,
    leave: () => console_.element.focus({ preventScroll: true }),
  });
  console_.onPick((/** @type {number} */ index) => hand.take(index));
  const about = [
    {
      name: "the story's rule",
      words: () => `turn the ${how.k} largest weights up together by ${how.size}, down again if that did not help`,
    },
    {
      name: "one dial at a time",
      words: () => `one up by ${runners[1].size.toPrecision(2)}; if that did not help, down; else back`,
    },
    { name: "by the slopes", words: () => "all dials at once, each by its slope from backpropagation" },
  ];
  const drawn = about.map(({ name, words }, i) => {
    const lane = createLane(board, {
      name,
      words,
      goal: options.goal,
      most: options.most,
      own: i === 2 ? console_ : null,
      runner: () => runners[i],
      places,
      ranges,
      shape,
    });
    lanes.append(lane.element);
    board.onPaint(lane.paint);
    return lane;
  });
  const chart = createChart({
    label: "cost against evaluations for the three runners, on a scale of powers of ten",
    x: "evaluations (powers of ten)",
    y: "cost",
    logX: true,
    height: 210,
    series: about.map(({ name }) => name),
    dashes: ["2 4", "8 4", ""],
  });
  const foot = div("td-race-foot");
  foot.append(chart.element, hand.element);
  body.append(lanes, console_.status, console_.said, foot);
  body.classList.add("td-control");
  board.onPaint(() => {
    chart.paint(runners.map(({ curve, evaluations, cost }) => [...curve, [evaluations, cost]]));
    hand.paint();
  });
  board.stops.push(chart.stop);

  // ---- running
  let own = false;
  let taken = 0;
  /** Take over what the third runner has done; one entry for Undo. @param {boolean} first whether a run begins @returns {boolean} whether it had done anything */
  function show(first) {
    if (runners[2].evaluations === taken) {
      board.request();
      return false;
    }
    taken = runners[2].evaluations;
    own = true;
    board.attempt(() => machine.replace(runners[2].network.parameters, "train"));
    if (!first) machine.past.pop();
    own = false;
    return true;
  }

  const over = (/** @type {typeof runners[number]} */ runner) =>
    runner.stopped !== "" || runner.cost <= options.goal || runner.evaluations >= options.most;

  /** Let every runner spend as many evaluations as the others. @param {number} upTo @param {number} milliseconds */
  function advance(upTo, milliseconds) {
    how.rate = board.rate;
    for (const runner of runners) if (!over(runner)) runner.run(upTo, milliseconds);
    // A slow runner holds the others back: all are to be seen at the same count.
    reached = Math.min(
      upTo,
      ...runners.filter((runner) => !over(runner)).map((runner) => Math.max(reached, runner.evaluations)),
    );
  }

  board.follow = () => {
    advance(reached + 2, Infinity);
    show(true);
    return true;
  };
  board.run = () => {
    if (runners.every(over)) return board.trouble("The race is over. Rewind to run it again.");
    board.running = true;
    if (board.runButton) board.runButton.textContent = "Pause";
    let first = true;
    const task = () => {
      if (!board.running) return;
      advance(Math.ceil(Math.max(reached + 2, reached * FASTER)), SLICE);
      if (show(first)) first = false;
      if (runners.every(over)) return board.pause();
      requestAnimationFrame(() => setTimeout(task));
    };
    task();
  };

  // A turn by hand, or the way back, moves the third runner; going back to the start brings all three back.
  board.stops.push(machine.on((reason) => {
    if (own) return;
    if (reason === "rewind") {
      runners = start();
      taken = 0;
      for (const lane of drawn) lane.spoil();
      return;
    }
    runners[2].stand(machine.parameters, machine.cost);
  }));

  board.wayBack();
  board.descent({ rates: [0.01, 100] });
  board.settings.append(
    board.slider({
      control: "size",
      label: "size of a try",
      min: 0.01,
      max: 1,
      value: how.size,
      log: true,
      onChange: (to) => {
        how.size = runners[1].size = to;
        board.request();
      },
    }).element,
    board.slider({
      control: "k",
      label: "k largest",
      min: 1,
      max: Math.max(2, runners[0].places.length),
      value: how.k,
      log: true,
      read: (v) => String(Math.round(v)),
      onChange: (to) => {
        how.k = Math.round(to);
        runners[0].stopped = "";
        runners[0].passed = 0;
        board.request();
      },
    }).element,
  );
  board.share();
  board.explain(
    "Dials, cost and slopes are those of the runner by the slopes. A pass through the network is one evaluation, a gradient two.",
  );

  machine.bring = (index) => console_.pick(index, { follow: true });
  board.describe = () =>
    [
      `Three runners from one start, cost now and evaluations so far.`,
      ...runners.map((runner, i) =>
        `${about[i].name}: cost ${spoken(runner.cost, 4)} after ${runner.evaluations} evaluations. ${runner.stopped}`
      ),
      `In hand: ${places.name(console_.picked)}, value ${spoken(machine.parameters[console_.picked])}, slope ${
        spoken(machine.gradient[console_.picked], 4)
      }.`,
    ].join("\n");
  console_.measure();
  console_.pick(steepest(machine.gradient, 1)[0]);
});
