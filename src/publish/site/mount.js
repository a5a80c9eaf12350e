// @ts-check
/**
 * Brings the boards of a published page to life where there is no kernel: an anywidget model for each, and its view.
 *
 * What the page carries is said in record.py. What it shares with other pages arrives as classic scripts, which put what
 * they carry into `tdCarried`: a page opened from a folder may load those, but neither fetch a file nor import a module.
 *
 * @typedef {{kind: string, state: Record<string, any>, buffers: [string[], string][], far: [string[], string, "value" | "bytes" | "later" | "view"][]}} Entry
 * @typedef {{initialize?: Function, render?: Function}} View
 */
(() => {
  "use strict";

  const data = document.getElementById("td-page");
  if (!data) return;
  /** @type {{base: string, first: number, views: Record<string, string>, models: Record<string, Entry>}} */
  const page = JSON.parse(data.textContent || "");
  /** @type {Record<string, any>} */
  const carried = (/** @type {any} */ (window).tdCarried ??= {});
  /** @type {Map<string, Promise<any>>} */
  const loading = new Map();
  /** @type {Map<unknown, Promise<View>>} */
  const views = new Map();
  /** @type {Map<string, Promise<{model: Model, view: View}>>} */
  const models = new Map();
  const leaving = new AbortController();

  /** The value that a shared file carries. @param {string} name */
  function load(name) {
    let value = loading.get(name);
    if (!value) {
      value = name in carried ? Promise.resolve(carried[name]) : fetched(name);
      loading.set(name, value);
    }
    return value;
  }

  /** @param {string} name @returns {Promise<any>} */
  function fetched(name) {
    return new Promise((resolve, reject) => {
      const source = `${page.base}${name}.js`;
      // The first board's scripts stand in the page's head and may be on their way.
      let script = /** @type {HTMLScriptElement | null} */ (document.querySelector(`script[src="${source}"]`));
      const found = script !== null;
      script ??= document.createElement("script");
      script.addEventListener("load", () => resolve(carried[name]));
      script.addEventListener("error", () => reject(new Error(`could not load ${source}`)));
      if (found) return;
      script.src = source;
      document.head.append(script);
    });
  }

  /** @param {string} text in base64 */
  function bytes(text) {
    const binary = atob(text);
    const array = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i += 1) array[i] = binary.charCodeAt(i);
    return new DataView(array.buffer);
  }

  /** @param {Record<string, any>} state @param {(string | number)[]} path @param {any} value */
  function put(state, path, value) {
    let inner = state;
    for (const step of path.slice(0, -1)) inner = inner[step];
    inner[path[path.length - 1]] = value;
  }

  /** What a view knows as its model: the state and its changes, with nobody at the other end. */
  class Model {
    /** There is no kernel behind this model: what a view would ask of Python, it cannot have. */
    static = true;

    /** @param {Record<string, any>} state */
    constructor(state) {
      /** @type {Record<string, any>} */
      this.state = state;
      /** What it was at first. */
      this.start = { ...state };
      /** What was set and not yet saved. @type {Set<string>} */
      this.unsaved = new Set();
      /**
       * Takes what is saved and sent, where a reader has started the page's Python.
       * @type {{ update: (values: Record<string, any>) => void, custom: (content: any, buffers: any[]) => void } | null}
       */
      this.carrier = null;
      /** @type {{event: string, listener: Function}[]} */
      this.listeners = [];
      this.widget_manager = { get_model: async (/** @type {string} */ name) => (await modelOf(name)).model };
    }

    /** @param {string} name */
    get(name) {
      return this.state[name];
    }

    /** @param {string | Record<string, any>} name @param {any} [value] */
    set(name, value) {
      const values = typeof name === "string" ? { [name]: value } : name;
      for (const key of Object.keys(values)) this.unsaved.add(key);
      this.hear(values);
    }

    /** Take values that the other end has already. @param {Record<string, any>} values */
    hear(values) {
      const changed = Object.keys(values).filter((key) => !Object.is(this.state[key], values[key]));
      Object.assign(this.state, values);
      for (const key of changed) this.trigger(`change:${key}`, this, values[key]);
      if (changed.length) this.trigger("change", this);
    }

    save_changes() {
      const values = Object.fromEntries([...this.unsaved].map((key) => [key, this.state[key]]));
      this.unsaved.clear();
      this.carrier?.update(values);
    }

    /** @param {any} content @param {any} [_callbacks] @param {any[]} [buffers] */
    send(content, _callbacks, buffers = []) {
      this.carrier?.custom(content, buffers);
    }

    /** @param {string} events @param {Function} listener */
    on(events, listener) {
      for (const event of events.split(/\s+/)) this.listeners.push({ event, listener });
    }

    /** @param {string | null} [events] @param {Function | null} [listener] */
    off(events, listener) {
      const names = events ? events.split(/\s+/) : null;
      this.listeners = this.listeners.filter(
        (one) => (names && !names.includes(one.event)) || (listener && one.listener !== listener),
      );
    }

    /** @param {string} event @param {...any} details */
    trigger(event, ...details) {
      for (const one of [...this.listeners]) if (one.event === event) one.listener(...details);
    }
  }

  /** The view of a state, made once for each source however many boards it draws. @param {Record<string, any>} state */
  async function viewOf(state) {
    let source = state._esm;
    // A board that the page's own Python made brings its source as text, which is on the site as a script.
    if (typeof source === "string" && state._anywidget_id in page.views) {
      source = await load(page.views[state._anywidget_id]);
    }
    let view = views.get(source);
    if (!view) {
      view = typeof source === "function" ? madeBy(source()) : imported(source);
      views.set(source, view);
    }
    return view;
  }

  /** A view, or what makes one. @param {any} given @returns {Promise<View>} */
  async function madeBy(given) {
    return typeof given === "function" ? await given() : given;
  }

  /** The view of a widget that is not ours, from its text. @param {string} source */
  async function imported(source) {
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    try {
      return madeBy((await import(address)).default);
    } catch (error) {
      // A browser that may not run it names the address that was made for it, which says nothing to a reader.
      if (!String(error).includes("blob:")) throw error;
      throw new Error("a published page runs no script but its site's own; in JupyterLab it is live");
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  /** The model of that id with its view, made once. @param {string} name */
  function modelOf(name) {
    let made = models.get(name);
    if (!made) {
      made = make(name);
      models.set(name, made);
    }
    return made;
  }

  /** @param {string} name @returns {Promise<{model: Model, view: View}>} */
  async function make(name) {
    const entry = page.models[name];
    const state = entry.state;
    for (const [path, text] of entry.buffers) put(state, path, bytes(text));
    const later = entry.far.filter(([_path, _file, kind]) => kind === "later");
    await Promise.all(
      entry.far.map(async ([path, file, kind]) => {
        if (kind === "later") return;
        const value = await load(file);
        put(state, path, kind === "bytes" ? bytes(value) : value);
      }),
    );
    const made = await brought(state);
    // What the board can begin without comes after the page's own work; where it does not come, the board is told.
    for (const [[trait], file] of later) {
      afterwards(() => load(file)).then((text) => bytes(text), (error) => {
        console.error(error);
        return null;
      }).then((value) => made.model.hear({ [trait]: value }));
    }
    return made;
  }

  /** Do something when the page has been read. @template T @param {() => Promise<T>} act @returns {Promise<T>} */
  function afterwards(act) {
    if (document.readyState !== "loading") return act();
    return new Promise((resolve) => addEventListener("DOMContentLoaded", resolve, { once: true })).then(act);
  }

  /** A model of that state, with its view. @param {Record<string, any>} state @returns {Promise<{model: Model, view: View}>} */
  async function brought(state) {
    const view = await viewOf(state);
    const model = new Model(state);
    const cleanup = await view.initialize?.({ model, signal: leaving.signal, experimental: {} });
    if (typeof cleanup === "function") leaving.signal.addEventListener("abort", cleanup);
    return { model, view };
  }

  /** @param {HTMLElement} place */
  async function mount(place) {
    if (place.dataset.mounted !== undefined) return;
    place.dataset.mounted = "";
    const name = place.dataset.model || "";
    // Only what brings its own view can live here, which Jupyter's own controls do not.
    if (!(name in page.models)) {
      return note(place, "This control works where Python does: open the chapter in JupyterLab.");
    }
    await show(place, modelOf(name));
  }

  /** Bring a model's view to life in its place. @param {HTMLElement} place @param {Promise<{model: Model, view: View}>} made */
  async function show(place, made) {
    const live = document.createElement("div");
    live.className = "td-live";
    try {
      const { model, view } = await made;
      place.append(live);
      const cleanup = await view.render?.({ model, el: live, signal: leaving.signal, experimental: {} });
      if (typeof cleanup === "function") leaving.signal.addEventListener("abort", cleanup);
      place.classList.add("td-is-live");
    } catch (error) {
      live.remove();
      console.error(error);
      const reason = error instanceof Error ? error.message : String(error);
      const seen = still(place) ? " What you see is a still picture of it." : "";
      note(place, `This board could not be brought to life (${reason}).${seen}`);
    }
  }

  /** The still picture in a place. That of a first board stands in its noscript, which scripts read as text. @param {HTMLElement} place */
  function still(place) {
    const found = place.querySelector(".td-still");
    if (found) return found;
    const kept = new DOMParser().parseFromString(place.querySelector("noscript")?.textContent ?? "", "text/html");
    const picture = kept.querySelector(".td-still");
    if (picture) place.prepend(picture);
    return picture;
  }

  /** @param {HTMLElement} place @param {string} text */
  function note(place, text) {
    const element = document.createElement("p");
    element.className = "td-note";
    element.setAttribute("role", "status");
    element.textContent = text;
    place.append(element);
  }

  const near = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        near.unobserve(entry.target);
        mount(/** @type {HTMLElement} */ (entry.target));
      }
    },
    { rootMargin: "1200px 0px" },
  );

  const places = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".td-place")]);

  function watch() {
    for (const place of places()) near.observe(place);
    // An address that holds a board's dials may mean any board; the one it means is brought into view.
    if (location.hash.includes("=")) {
      void Promise.all(places().map(mount)).then(() => {
        document.querySelector("[data-board][data-linked]")?.scrollIntoView({ block: "nearest" });
      });
    }
  }

  // For the page's own Python, which a reader may start (see publish/python).
  const knows = (/** @type {string} */ name) => name in page.models;
  Object.assign(window, { tdBoards: { knows, modelOf, brought, show } });

  // This script stands behind the first board of the page, while the rest is still on its way.
  places().slice(0, page.first).forEach(mount);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", watch);
  else watch();
  addEventListener("hashchange", watch);
  addEventListener("pagehide", (event) => event.persisted || leaving.abort());
})();
