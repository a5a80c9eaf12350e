// @ts-check
// Follow the slopes, and Run: step after step from Run to Pause, one gesture for Undo. A task steps and a frame paints, in
// turns, so that the page can answer between them.

/**
 * One run, from Run to Pause.
 * @typedef {object} Run
 * @property {() => boolean} turn what is done before a frame; false when there is nothing more to do
 * @property {() => void} [undone] told when the whole run is taken back
 * @property {() => void} [ended] told at Pause
 */

export class Runner {
  /** @param {import("../model/machine.js").Machine} machine @param {() => Run | null} begin null: it cannot run, and has said why */
  constructor(machine, begin) {
    this.machine = machine;
    this.begin = begin;
    /** @type {Run | null} */
    this.run = null;
    /** @type {(() => void)[]} told when it starts and when it stops */
    this.listeners = [];
    this.end = () => {};
  }

  get running() {
    return this.run !== null;
  }

  start() {
    if (this.run) return;
    const run = this.begin();
    if (!run) return;
    this.run = run;
    this.end = this.machine.gesture(run.undone);
    this.#tell();
    const task = () => {
      if (this.run !== run) return;
      if (!run.turn()) return this.stop();
      requestAnimationFrame(() => setTimeout(task));
    };
    setTimeout(task);
  }

  stop() {
    const { run } = this;
    if (!run) return;
    this.run = null;
    this.end();
    run.ended?.();
    this.#tell();
  }

  #tell() {
    for (const listener of this.listeners) listener();
  }
}
