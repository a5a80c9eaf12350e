// @ts-check
// What every page of the site can do besides its boards: light and dark, search, the chapters on a narrow screen, copying a cell's code, and showing where in the page one is.
(() => {
  "use strict";

  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  /** @template {Element} T @param {string} selector @returns {T[]} */
  const all = (selector) => /** @type {T[]} */ (/** @type {unknown} */ ([...document.querySelectorAll(selector)]));
  const one = (/** @type {string} */ selector) => /** @type {HTMLElement | null} */ (document.querySelector(selector));

  // ---- light and dark

  function theme() {
    const mode = root.dataset.mode || "auto";
    root.dataset.theme = mode === "auto" ? (system.matches ? "dark" : "light") : mode;
    for (const button of all(".td-theme")) {
      for (const face of /** @type {HTMLElement[]} */ ([...button.children])) face.hidden = face.dataset.mode !== mode;
    }
  }

  for (const button of all(".td-theme")) {
    button.addEventListener("click", () => {
      // From the system's choice to the other one, then to the system's own, then back.
      const order = system.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
      root.dataset.mode = order[(order.indexOf(root.dataset.mode || "auto") + 1) % 3];
      try {
        localStorage.setItem("mode", root.dataset.mode);
      } catch {
        // A browser that keeps nothing: the choice holds for this page.
      }
      theme();
    });
  }
  system.addEventListener("change", theme);
  // Paper is light.
  addEventListener("beforeprint", () => (root.dataset.theme = "light"));
  addEventListener("afterprint", theme);
  theme();

  // A page opened from a folder may not fetch the other pages, which the summaries of what is found are taken from.
  if (one(".td-results") && location.protocol === "file:") {
    // @ts-expect-error: a constant of Sphinx's, which its search page alone has
    DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
  }

  // ---- search

  const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("td-search"));

  function search() {
    const field = one(".td-results input[type=search]");
    if (field) field.focus();
    else if (dialog && !dialog.open) dialog.showModal();
  }

  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  for (const button of all(".td-search")) button.addEventListener("click", search);
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || event.shiftKey || event.altKey || !(mac ? event.metaKey : event.ctrlKey)) {
      return;
    }
    event.preventDefault();
    search();
  });
  dialog?.addEventListener("click", (event) => event.target === dialog && dialog.close());

  // ---- the chapters: beside the text where there is room, else in a drawer

  const side = one("#td-side");
  const chapters = one(".td-chapters");
  const drawer = /** @type {HTMLDialogElement | null} */ (document.getElementById("td-drawer"));
  const room = matchMedia("(min-width: 992px)");
  if (side && chapters && drawer) {
    one(".td-menu")?.addEventListener("click", () => {
      if (room.matches) return void side.toggleAttribute("hidden");
      drawer.append(chapters);
      drawer.showModal();
    });
    drawer.addEventListener("click", (event) => {
      if (event.target === drawer || (event.target instanceof Element && event.target.closest("a"))) drawer.close();
    });
    drawer.addEventListener("close", () => side.append(chapters));
    room.addEventListener("change", () => drawer.close());
  }

  // ---- where one is: this page, and the section of it

  const here = one(".td-chapters li.current > a");
  here?.setAttribute("aria-current", "page");
  const links = new Map(
    /** @type {HTMLAnchorElement[]} */ (all(".td-chapters li.current li > a")).map((
      link,
    ) => [decodeURIComponent(link.hash.slice(1)), link]),
  );
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter((heading) => heading !== null);
  const spy = new IntersectionObserver(
    () => {
      const past = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight * 0.3);
      const now = past.length ? links.get(past[past.length - 1].id) : undefined;
      for (const link of links.values()) {
        if (link === now) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "0px 0px -70% 0px" },
  );
  for (const heading of headings) spy.observe(heading);

  // ---- what scrolls sideways by itself is reached by the keyboard

  const sideways = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth;
      if (scrolls) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }
  });
  for (const wide of all(".td-article pre, .katex-display, .pst-scrollable-table-container")) sideways.observe(wide);

  // ---- where mount.js did not come, no board will: the stills kept for readers without scripts are shown

  if (!("tdBoards" in window)) {
    for (const kept of all(".td-place > noscript")) {
      kept.outerHTML = kept.textContent ?? "";
    }
  }

  // ---- copying code

  for (const code of /** @type {HTMLElement[]} */ (all(".cell_input div.highlight"))) {
    const cell = /** @type {(Element & { source?: string }) | null} */ (code.closest("[data-cell]"));
    const text = () => cell?.source ?? code.querySelector("pre")?.textContent ?? "";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "td-copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text().trimEnd());
        button.textContent = "Copied";
      } catch {
        button.textContent = "Not allowed";
      }
      setTimeout(() => (button.textContent = "Copy"), 1500);
    });
    code.append(button);
  }
})();
