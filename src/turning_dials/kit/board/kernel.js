// @ts-check
// The traits a board shares with Python and with its other views. On a published page there is no kernel: the same traits
// are read from the page, and what is sent stays in its model until a reader starts the page's own Python.
import { NetworkModel } from "../model/machine.js";

/**
 * The part of anywidget's model that boards use; publish/site/mount.js offers the same, and is `static`.
 * @typedef {object} WidgetModel
 * @property {(name: string) => any} get
 * @property {(name: string, value: any) => void} set
 * @property {() => void} save_changes
 * @property {(event: string, callback: (...args: any[]) => void) => void} on
 * @property {(event: string, callback: (...args: any[]) => void) => void} off
 * @property {(content: any) => void} [send]
 * @property {any} [widget_manager]
 * @property {boolean} [static]
 */

/**
 * What Python and the other views hear of.
 * @typedef {object} Heard
 * @property {WidgetModel} traits @property {import("../model/machine.js").Machine} machine
 * @property {Record<string, {field: {derived?: boolean}, restore: (kept: unknown) => boolean}>} choices
 * @property {(act: () => void) => boolean} attempt @property {(error: unknown) => void} report
 */

/** What a change of the machine makes due to be sent. @type {Record<string, string[]>} */
const DUE = { become: ["network", "examples"], refresh: ["examples"] };
/** Bytes that may be sent in a millisecond, and milliseconds between two messages. */
const [SPEED, APART] = [400, 30];
/** Milliseconds that Python has to say what a board is called. */
const ANSWER = 1500;
const TRAITS = ["_network", "_start", "_inputs", "_targets", "_parameters"];

/** A binary trait as numbers. A copy: the bytes may stand anywhere in a message. @param {WidgetModel} traits @param {string} name */
export function floats(traits, name) {
  const view = /** @type {DataView} */ (traits.get(name));
  return new Float64Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

/** @param {Float64Array} values */
function bytes(values) {
  return new DataView(values.slice().buffer);
}

/** The network and the examples that Python handed over, at the starting parameters. @param {WidgetModel} traits */
export function networkModel(traits) {
  return new NetworkModel(
    traits.get("_network"),
    floats(traits, "_start"),
    floats(traits, "_inputs"),
    floats(traits, "_targets"),
  );
}

/** @param {ArrayLike<number>} one @param {ArrayLike<number>} other */
function same(one, other) {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

/** Keeps the machine and the traits alike. What belongs together travels in one update. */
export class Connection {
  /** @param {Heard} board @param {(traits: WidgetModel) => import("../model/machine.js").Model} makeModel */
  constructor(board, makeModel) {
    this.board = board;
    this.makeModel = makeModel;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.waiting = undefined;
    /** @type {Set<string>} */
    this.due = new Set();
    this.sent = -Infinity;
    this.pulling = this.sending = this.pulled = false;
    const { traits, machine } = board;
    this.unhear = machine.on((reason) => {
      if (this.pulling) return;
      this.#wants(DUE[reason] ?? ["parameters"]);
    });
    /** @type {[string, () => void][]} */
    this.events = [
      ...TRAITS.map((name) => /** @type {[string, () => void]} */ ([`change:${name}`, () => this.#pullSoon()])),
      ["change:choices", () => this.#pullChoices()],
      // A published page asks for what is still on its way before its Python runs a cell.
      ["due", () => this.#hurry()],
    ];
    for (const [event, act] of this.events) traits.on(event, act);
    this.#pullChoices();
    this.#pull();
  }

  /** Send all, as after a time without Python. */
  again() {
    this.#wants(["network", "examples", "parameters"]);
  }

  stop() {
    this.unhear();
    this.#hurry();
    for (const [event, act] of this.events) this.board.traits.off(event, act);
  }

  /** Send at once where nothing was sent of late, else as soon as the wire allows for a board of this size. @param {string[]} parts */
  #wants(parts) {
    for (const part of parts) this.due.add(part);
    const { byteLength } = this.board.machine.parameters;
    const patience = Math.max(0, this.sent + Math.max(APART, byteLength / SPEED) - performance.now());
    this.waiting ??= setTimeout(() => this.#send(), patience);
    // A timer would wait for the frame; what one turn changes is together by the end of its task.
    if (patience === 0) queueMicrotask(() => this.#hurry());
  }

  #hurry() {
    if (this.waiting === undefined) return;
    clearTimeout(this.waiting);
    this.#send();
  }

  #send() {
    const { board: { traits, machine }, due } = this;
    this.waiting = undefined;
    this.sent = performance.now();
    this.sending = true;
    if (due.has("network")) {
      const { sizes, activation, costName } = machine;
      traits.set("_network", { sizes: [...sizes], activation, cost: costName });
      traits.set("_start", bytes(machine.start));
    }
    if (due.has("examples") && machine.model instanceof NetworkModel) {
      traits.set("_inputs", bytes(machine.model.flatInputs));
      traits.set("_targets", bytes(machine.model.flatTargets));
    }
    traits.set("_parameters", bytes(machine.parameters));
    this.sending = false;
    due.clear();
    traits.save_changes();
  }

  /** Whether the traits speak of another network, or of another start, than the machine does. */
  #isOther() {
    const { traits, machine } = this.board;
    const { sizes, activation, cost } = traits.get("_network");
    const names = (/** @type {string | string[]} */ given) => String([...new Set([given].flat())]);
    return String(sizes) !== String(machine.sizes) || cost !== machine.costName ||
      names(activation) !== names(machine.activation) || !same(floats(traits, "_start"), machine.start);
  }

  /** Take over what Python or another view of this board has set. */
  #pull() {
    // A turn of this page that is still on its way is newer than what arrives.
    if (this.waiting !== undefined) return;
    const { traits, machine } = this.board;
    this.pulling = true;
    try {
      if (this.#isOther()) machine.become(this.makeModel(traits), floats(traits, "_start"));
      const { model } = machine;
      const [inputs, targets] = [floats(traits, "_inputs"), floats(traits, "_targets")];
      if (model instanceof NetworkModel && !(same(inputs, model.flatInputs) && same(targets, model.flatTargets))) {
        model.hold(inputs, targets);
        machine.refresh();
      }
      const values = floats(traits, "_parameters");
      if (!same(values, machine.parameters)) machine.replace(values, "kernel");
    } catch (error) {
      this.board.report(error);
    } finally {
      this.pulling = false;
    }
  }

  #pullChoices() {
    const { board } = this;
    const kept = board.traits.get("choices") ?? {};
    board.attempt(() => {
      for (const [name, choice] of Object.entries(board.choices)) {
        if (name in kept && !choice.field.derived) choice.restore(kept[name]);
      }
    });
  }

  /** Several traits of one message arrive one after the other; they are taken over together. */
  #pullSoon() {
    if (this.pulled || this.sending) return;
    this.pulled = true;
    queueMicrotask(() => {
      this.pulled = false;
      this.#pull();
    });
  }
}

/**
 * Say when Python no longer hears the board, and when it does again. Only what runs a kernel knows; elsewhere nothing is said.
 * @param {WidgetModel} traits
 * @param {(state: "here" | "away" | "gone") => void} tell gone: its Python was restarted or has ended, and forgot the board
 */
export function watchKernel(traits, tell) {
  const manager = traits.widget_manager;
  const session = manager?.context?.sessionContext ?? manager?.kernel;
  if (traits.static || !session?.statusChanged || !session.connectionStatusChanged) return () => {};
  let gone = false;
  const onStatus = (/** @type {unknown} */ _, /** @type {string} */ status) => {
    if (!["restarting", "autorestarting", "terminating", "dead"].includes(status)) return;
    gone = true;
    tell("gone");
  };
  const onConnection = (/** @type {unknown} */ _, /** @type {string} */ status) => {
    if (!gone) tell(status === "connected" ? "here" : "away");
  };
  session.statusChanged.connect(onStatus);
  session.connectionStatusChanged.connect(onConnection);
  return () => {
    session.statusChanged.disconnect(onStatus);
    session.connectionStatusChanged.disconnect(onConnection);
  };
}

/** The variable that holds the board in Python, or null where Python does not say. @param {WidgetModel} traits @returns {Promise<string | null>} */
export function nameInPython(traits) {
  if (traits.static || !traits.send) return Promise.resolve(null);
  return new Promise((resolve) => {
    const answer = (/** @type {any} */ message) => {
      if (!message || !("variable" in message)) return;
      done(typeof message.variable === "string" ? message.variable : null);
    };
    const done = (/** @type {string | null} */ name) => {
      clearTimeout(waiting);
      traits.off("msg:custom", answer);
      resolve(name);
    };
    const waiting = setTimeout(() => done(null), ANSWER);
    traits.on("msg:custom", answer);
    traits.send?.({ ask: "variable" });
  });
}
