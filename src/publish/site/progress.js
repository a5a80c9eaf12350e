// @ts-check
// How far a reader has come: what was read, answered and won, beside the chapters on every page, and in whole on the page of its
// own, where it can be taken along, brought back and erased. All of it is in this browser, and nothing is sent.
//
// A script that progress.py writes while the site is built says which page asks what and sets which challenges.
(() => {
  "use strict";

  /**
   * @typedef {{ page: string, title: string, seconds: number, questions: Record<string, string>, sentences: string[],
   *   challenges: string[] }} Part a page: how long who reads it is there at least, its questions, each with the digest of how
   *   it is asked now, the sentences that it has marked, and the places of its challenges
   * @typedef {{ read: boolean, answered: number, right: number, asked: number, won: number, set: number }} State
   */

  /** @type {Part[]} */
  const parts = /** @type {any} */ (self).tdProgress ?? [];
  const OURS = "turning-dials:";
  // What else this site keeps: the code that a reader wrote.
  const KEPT = [OURS, "td-code "];
  const FORMAT = "turning-dials progress 1";

  // ---- what this browser keeps

  /** @param {string} name @returns {any} */
  function kept(name) {
    try {
      return JSON.parse(localStorage.getItem(OURS + name) ?? "null");
    } catch {
      return null; // a browser that keeps nothing, or what another program wrote there
    }
  }

  /** Whether it was kept. @param {string} page @param {boolean} read */
  function keepRead(page, read) {
    try {
      if (read) localStorage.setItem(`${OURS}read:${page}`, "true");
      else localStorage.removeItem(`${OURS}read:${page}`);
      return true;
    } catch {
      return false;
    }
  }

  /** Everything that the book keeps here. @returns {Record<string, string>} */
  function all() {
    /** @type {Record<string, string>} */
    const found = {};
    for (let at = 0; at < localStorage.length; at++) {
      const key = localStorage.key(at) ?? "";
      if (KEPT.some((prefix) => key.startsWith(prefix))) found[key] = localStorage.getItem(key) ?? "";
    }
    return found;
  }

  /** @param {Part} part @returns {State} */
  function stateOf({ page, questions, sentences, challenges }) {
    const answers = Object.entries(questions).map(([name, digest]) => {
      const record = kept(`question:${name}`);
      return record?.digest === digest ? record : null;
    });
    const marks = sentences.filter((place) => kept(place) !== null);
    return {
      read: kept(`read:${page}`) === true,
      answered: answers.filter((record) => record).length + marks.length,
      right: answers.filter((record) => record?.right === true).length,
      asked: answers.length + sentences.length,
      won: challenges.filter((place) => kept(place) > 0).length,
      set: challenges.length,
    };
  }

  // ---- beside the chapters

  const root = document.documentElement.dataset.content_root ?? "./";
  const here = parts.find(({ page }) => location.pathname.endsWith(`/${page}.html`));

  /** @type {Map<Part, HTMLElement>} */
  const badges = new Map();
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".td-chapters a"))) {
    const part = parts.find(({ page }) => !link.hash && link.pathname.endsWith(`/${page}.html`));
    if (!part || badges.has(part)) continue;
    const badge = document.createElement("span");
    badge.className = "td-come";
    link.append(" ", badge);
    badges.set(part, badge);
  }

  function paint() {
    for (const [part, badge] of badges) {
      const { read, answered, asked, won, set } = stateOf(part);
      const counted = answered ? `${answered}/${asked}` : "";
      badge.textContent = [counted, "★".repeat(won), read ? "✓" : ""].filter(Boolean).join(" ");
      badge.hidden = !badge.textContent;
      if (badge.hidden) badge.removeAttribute("aria-label");
      else {
        badge.setAttribute("role", "img");
        badge.setAttribute(
          "aria-label",
          [read ? "read" : "", answered ? `${answered} of ${asked} answered` : "", won ? challengesWon(won, set) : ""]
            .filter(Boolean).join(", "),
        );
      }
    }
    table?.paint();
  }

  /** @param {number} won @param {number} set */
  function challengesWon(won, set) {
    if (set > 1) return `${won} of ${set} challenges won`;
    return won ? "challenge won" : "challenge open";
  }

  // ---- a page that was read to its end, by someone who was there for a while

  const end = document.querySelector(".td-onward");
  if (here && end && kept(`read:${here.page}`) !== true) watch(here, end);

  /** @param {Part} part @param {Element} end */
  function watch({ page, seconds }, end) {
    let [there, passed] = [false, 0];
    const seen = new IntersectionObserver((entries) => (there = entries[entries.length - 1].isIntersecting));
    seen.observe(end);
    const clock = setInterval(() => {
      if (document.visibilityState === "visible") passed++;
      if (!there || passed < seconds) return;
      clearInterval(clock);
      seen.disconnect();
      keepRead(page, true);
      paint();
    }, 1000);
  }

  // ---- the page of its own

  const place = document.getElementById("td-progress");
  const table = place && createTable(place);

  /** @param {HTMLElement} place */
  function createTable(place) {
    const list = document.createElement("ul");
    list.className = "td-come-list";
    const lines = parts.map((part) => {
      const item = list.appendChild(document.createElement("li"));
      const label = item.appendChild(document.createElement("label"));
      const box = label.appendChild(document.createElement("input"));
      box.type = "checkbox";
      box.setAttribute("aria-label", `${part.title}: read`);
      box.addEventListener("change", () => {
        if (!keepRead(part.page, box.checked)) tell("This browser keeps nothing, so it cannot remember what you read.");
        paint();
      });
      const link = item.appendChild(document.createElement("a"));
      link.href = `${root}${part.page}.html`;
      link.textContent = part.title;
      const said = item.appendChild(document.createElement("span"));
      return { part, box, said };
    });
    const sum = document.createElement("p");
    place.append(sum, list);
    return {
      paint() {
        const states = lines.map(({ part }) => stateOf(part));
        for (const [at, { box, said, part }] of lines.entries()) {
          const { read, answered, right, asked, won, set } = states[at];
          box.checked = read;
          const mark = part.sentences.length ? "marked" : `answered, ${right} right`;
          said.textContent = [asked ? `${answered} of ${asked} ${mark}` : "", set ? challengesWon(won, set) : ""]
            .filter(Boolean).join("; ");
        }
        const total = (/** @type {"answered" | "asked" | "won" | "set"} */ what) =>
          states.reduce((sum, state) => sum + state[what], 0);
        sum.textContent = `${states.filter(({ read }) => read).length} of ${states.length} pages read, ` +
          `${total("answered")} of ${total("asked")} questions and sentences answered, ` +
          `${total("won")} of ${total("set")} challenges won.`;
      },
    };
  }

  /** @type {(text: string) => void} */
  let tell = () => {};
  if (place) createVerbs(place);

  /** Taking along, bringing back, erasing. @param {HTMLElement} place */
  function createVerbs(place) {
    const verbs = place.appendChild(document.createElement("p"));
    verbs.className = "td-come-verbs";
    const said = place.appendChild(document.createElement("p"));
    said.setAttribute("role", "status");
    tell = (text) => (said.textContent = text);
    const button = (/** @type {string} */ text, /** @type {() => void} */ act) => {
      const made = verbs.appendChild(document.createElement("button"));
      made.type = "button";
      made.textContent = text;
      made.addEventListener("click", act);
      return made;
    };

    button("Save to a file", () => {
      try {
        save();
        tell("Saved. Open this page in another browser and restore it there.");
      } catch {
        tell("This browser keeps nothing, so there is nothing to save.");
      }
    });
    const chooser = document.createElement("input");
    chooser.type = "file";
    chooser.accept = ".json,application/json";
    chooser.hidden = true;
    chooser.addEventListener("change", async () => {
      const file = chooser.files?.[0];
      if (!file) return;
      tell(restored(await file.text(), file.name));
      chooser.value = "";
      paint();
    });
    button("Restore from a file", () => chooser.click());
    verbs.append(chooser);

    let sure = false;
    const erase = button("Erase everything", () => {
      if (!sure) {
        sure = true;
        erase.textContent = "Really erase everything";
        tell("This forgets what you read, answered and wrote in this browser. Press again to do it.");
        return;
      }
      calm();
      tell(erased());
      paint();
    });
    const calm = () => {
      sure = false;
      erase.textContent = "Erase everything";
    };
    erase.addEventListener("blur", calm);
  }

  function save() {
    const text = JSON.stringify({ format: FORMAT, kept: all() }, null, 1);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = "turning-dials-progress.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /** Bring back what a file holds; says what was done, or what is wrong with it. @param {string} text @param {string} name */
  function restored(text, name) {
    /** @type {any} */
    let held;
    try {
      held = JSON.parse(text);
    } catch {
      held = null;
    }
    if (held?.format !== FORMAT || typeof held.kept !== "object" || held.kept === null) {
      return `${name} is no file that this page has saved; nothing was changed.`;
    }
    const entries = Object.entries(held.kept).filter(([key, value]) =>
      typeof value === "string" && KEPT.some((prefix) => key.startsWith(prefix))
    );
    try {
      for (const [key, value] of entries) localStorage.setItem(key, value);
    } catch {
      return "This browser keeps nothing, or is full, so not everything could be restored.";
    }
    return `Restored ${entries.length} ${
      entries.length === 1 ? "entry" : "entries"
    }; what else was kept here has stayed.`;
  }

  function erased() {
    try {
      const keys = Object.keys(all());
      for (const key of keys) localStorage.removeItem(key);
      return `Erased ${keys.length} ${keys.length === 1 ? "entry" : "entries"}.`;
    } catch {
      return "This browser keeps nothing, so there was nothing to erase.";
    }
  }

  // What the views keep on this page they say themselves (kit/board/memory.js); of other tabs the browser says it.
  for (const event of ["td-kept", "storage"]) addEventListener(event, paint);
  paint();
})();
