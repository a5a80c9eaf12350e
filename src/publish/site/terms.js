// @ts-check
// A word that the glossary explains says what it means where it stands. Where there are no popovers it stays what it is: a
// link to the glossary, with the same words as its title.
(() => {
  "use strict";

  if (!("showPopover" in HTMLElement.prototype)) return;

  const meaning = document.createElement("span");
  meaning.popover = "auto";
  meaning.className = "td-meaning";
  const said = meaning.appendChild(document.createElement("span"));
  said.setAttribute("role", "status"); // read aloud when it appears
  const more = meaning.appendChild(document.createElement("a"));
  more.textContent = "In the glossary";

  /** Whose meaning is open. @type {HTMLAnchorElement | null} */
  let owner = null;
  // A press beside an open popover closes it before the click comes, on the very word that opened it too.
  let pressed = false;

  /** @param {HTMLAnchorElement} link */
  function show(link) {
    link.after(meaning); // so that the keyboard goes on from the word into its meaning
    owner = link;
    meaning.showPopover();
    said.textContent = link.dataset.says ?? "";
    more.href = link.href;
    link.setAttribute("aria-expanded", "true");

    // Measured where it has the whole width to itself: what stands at the edge is narrower, and higher.
    meaning.style.left = meaning.style.top = "0";
    const [word, box, room] = [link.getClientRects()[0], meaning.getBoundingClientRect(), document.documentElement];
    const left = Math.max(16, Math.min(word.left, room.clientWidth - box.width - 16));
    const below = word.bottom + 6 + box.height <= room.clientHeight || word.top - 6 - box.height < 0;
    meaning.style.left = `${left + scrollX}px`;
    meaning.style.top = `${(below ? word.bottom + 6 : word.top - 6 - box.height) + scrollY}px`;
  }

  function hide() {
    if (meaning.matches(":popover-open")) meaning.hidePopover();
  }

  meaning.addEventListener("beforetoggle", (event) => {
    if (event.newState === "closed") owner?.setAttribute("aria-expanded", "false");
  });
  addEventListener("resize", hide);

  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.td-term"))) {
    link.dataset.says = link.title;
    link.removeAttribute("title");
    link.setAttribute("aria-expanded", "false");
    const isOpen = () => owner === link && meaning.matches(":popover-open");
    link.addEventListener("pointerdown", () => (pressed = isOpen()));
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // a new tab or window, as asked
      event.preventDefault();
      const close = pressed || isOpen();
      pressed = false;
      hide();
      if (!close) show(link);
    });
  }
})();
