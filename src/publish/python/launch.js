// @ts-check
// Stands at the end of site.js where the site was built with Python: the least that a page needs before a reader asks.
// Everything else is loaded at the first Run or Edit, or when this browser has kept what a reader wrote on this page.
(() => {
  "use strict";

  const root = document.documentElement;
  const site = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const base = new URL("python/", site).href;
  const page = location.pathname.slice(new URL("..", site).pathname.length).replace(
    /\.html$/,
    "",
  ) || "index";
  const carried = (/** @type {any} */ (window)).tdCarried ??= {};
  root.dataset.python = "idle";

  /** @param {string} file */
  const script = (file) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = base + file;
      element.addEventListener("load", resolve);
      element.addEventListener("error", () => reject(new Error(`could not load ${element.src}`)));
      document.head.append(element);
    });

  /** @type {Promise<any> | null} */
  let asked = null;
  /** What runs the cells; it comes when a reader asks for it. */
  function ask() {
    asked ??= Promise.all([
      script("page.js?v=@VERSION@"),
      script(`pages/${page}.js?v=@VERSION@`),
    ]).then(() => {
      const start = carried["python/page"]();
      return start({
        base,
        page,
        setup: carried["python/setup"],
        notebook: carried["python/notebook"],
      });
    });
    asked.catch((error) => {
      asked = null;
      root.dataset.python = "failed";
      console.error(error);
    });
    return asked;
  }

  for (
    const cell of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(
      "[data-cell]",
    ))
  ) {
    const pre = /** @type {HTMLElement} */ (cell.querySelector(".cell_input pre"));
    const committed = (pre.textContent ?? "").replace(/\n$/, "");
    const bar = document.createElement("div");
    bar.className = "td-cell-bar";
    // Every cell has a Run: who hears them one after another is told of which cell, by its last statement.
    bar.setAttribute("role", "group");
    bar.setAttribute(
      "aria-label",
      `Cell: ${committed.match(/^\w.*/gm)?.pop() ?? "empty"}`,
    );
    for (
      const [verb, title] of [[
        "Run",
        "The first run loads Python, @SIZE@, once, from this site",
      ], ["Edit", ""]]
    ) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = verb;
      button.title = title;
      button.dataset[verb.toLowerCase()] = "";
      button.addEventListener(
        "click",
        () => ask().then((python) => python[verb.toLowerCase()](cell)),
      );
      bar.append(button);
    }
    pre.closest(".cell_input")?.append(bar);
    let text = committed;
    Object.defineProperty(cell, "source", {
      configurable: true,
      get: () => text,
      set: (value) => {
        pre.textContent = text = String(value);
        void ask().then((python) => python.edited(cell, text));
      },
    });
    (cell.querySelector(".cell_output") ??
      cell.appendChild(document.createElement("div"))).setAttribute(
        "data-output",
        "",
      );
  }
  try {
    if (localStorage.getItem(`td-code ${page}`)) void ask();
  } catch {
    // A browser that keeps nothing has kept nothing.
  }
})();
