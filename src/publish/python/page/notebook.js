// @ts-check
// The chapter as a notebook to take along, with what the reader wrote in it.

/** @param {any} notebook @param {import("./cell.js").Cell[]} cells */
export function offerNotebook(notebook, cells) {
  for (
    const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document
      .querySelectorAll('a[download][href$=".ipynb"]'))
  ) {
    link.addEventListener("click", (event) => {
      const edited = cells.filter((cell) => cell.edited);
      if (!edited.length) return;
      event.preventDefault();
      const texts = new Map(edited.map((cell) => [cell.number, cell.source]));
      const own = {
        ...notebook,
        cells: notebook.cells.map((
          /** @type {any} */ cell,
          /** @type {number} */ number,
        ) => ({
          ...cell,
          source: texts.get(number) ?? cell.source,
        })),
      };
      const saved = document.createElement("a");
      saved.href = URL.createObjectURL(
        new Blob([JSON.stringify(own, null, 1)], {
          type: "application/x-ipynb+json",
        }),
      );
      saved.download = link.pathname.split("/").pop() ?? "chapter.ipynb";
      saved.click();
      setTimeout(() => URL.revokeObjectURL(saved.href), 10_000);
    });
  }
}
