// @ts-check
// The traits a board shares with Python. On a published page there is no kernel: the same traits are read from the page, and
// what is sent stays in its model until a reader starts the page's own Python.
import { NetworkModel } from "../model/machine.js";

/**
 * The part of anywidget's model that boards use; publish/site/mount.js offers the same, and is `static`.
 * @typedef {object} WidgetModel
 * @property {(name: string) => any} get
 * @property {(name: string, value: any) => void} set
 * @property {() => void} save_changes
 * @property {(event: string, callback: (...args: any[]) => void) => void} on
 * @property {(event: string, callback: (...args: any[]) => void) => void} off
 * @property {boolean} [static]
 */

/** A binary trait as numbers. A copy: the bytes may stand anywhere in a message. @param {WidgetModel} model @param {string} name */
export function floats(model, name) {
  const view = /** @type {DataView} */ (model.get(name));
  return new Float64Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

/** @param {Float64Array} values */
function bytes(values) {
  return new DataView(values.slice().buffer);
}

/** The network and the examples that Python handed over, at the starting parameters. @param {WidgetModel} model */
export function networkModel(model) {
  return new NetworkModel(
    model.get("_network"),
    floats(model, "_start"),
    floats(model, "_inputs"),
    floats(model, "_targets"),
  );
}

/**
 * Keep the machine and the traits alike. What belongs together travels in one update.
 * @param {WidgetModel} model @param {import("../model/machine.js").Machine} machine
 * @param {(error: unknown) => void} onTrouble called when what arrives cannot be used
 */
export function connect(model, machine, onTrouble) {
  let pulling = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const due = new Set();
  let sent = -Infinity;

  /** Milliseconds to wait: a small board is sent at once, a large one as often as 400 kB a second allow. */
  function patience() {
    return Math.max(30, sent + machine.parameters.byteLength / 400 - performance.now());
  }

  function send() {
    waiting = undefined;
    sent = performance.now();
    if (due.has("network")) {
      const { sizes, activation, costName } = machine;
      model.set("_network", { sizes: [...sizes], activation, cost: costName });
      model.set("_start", bytes(machine.start));
    }
    if (due.has("examples") && machine.model instanceof NetworkModel) {
      model.set("_inputs", bytes(machine.model.flatInputs));
      model.set("_targets", bytes(machine.model.flatTargets));
    }
    model.set("_parameters", bytes(machine.parameters));
    due.clear();
    model.save_changes();
  }

  const stop = machine.on((reason) => {
    if (pulling) return;
    due.add({ become: "network", refresh: "examples" }[reason] ?? "parameters");
    if (reason === "become") due.add("examples");
    waiting ??= setTimeout(send, patience());
  });

  function pull() {
    const values = floats(model, "_parameters");
    if (values.length === machine.parameters.length && values.every((value, i) => value === machine.parameters[i])) {
      return;
    }
    // A turn of this page that is still on its way is newer than what arrives.
    if (waiting !== undefined) return;
    pulling = true;
    try {
      machine.replace(values, "kernel");
    } catch (error) {
      onTrouble(error);
    } finally {
      pulling = false;
    }
  }

  /** What is still on its way leaves now; a published page asks for it before its Python runs a cell. */
  function hurry() {
    if (waiting === undefined) return;
    clearTimeout(waiting);
    send();
  }

  model.on("change:_parameters", pull);
  model.on("due", hurry);
  pull();
  return () => {
    stop();
    hurry();
    model.off("change:_parameters", pull);
    model.off("due", hurry);
  };
}
