// @ts-check
// The part of an output's HTML that a page shows: text, lists and tables. No script, no address, no style of its own.

const KEPT = new Set(
  "A B BR CAPTION CODE DIV EM H1 H2 H3 H4 H5 H6 HR I LI OL P PRE SMALL SPAN STRONG SUB SUP TABLE TBODY TD TFOOT TH THEAD TR UL"
    .split(" "),
);
const ATTRIBUTES = ["colspan", "rowspan", "scope"];

/** @param {string} html */
export function plainTable(html) {
  const block = document.createElement("div");
  block.className = "output text_html td-markup";
  copy(new DOMParser().parseFromString(html, "text/html").body, block);
  return block;
}

/** @param {Node} from @param {Element} to */
function copy(from, to) {
  for (const node of from.childNodes) {
    if (node instanceof Text) to.append(node.data);
    else if (node instanceof Element && KEPT.has(node.tagName)) {
      const made = document.createElement(node.tagName);
      for (const name of ATTRIBUTES) {
        const value = node.getAttribute(name);
        if (value !== null) made.setAttribute(name, value);
      }
      copy(node, made);
      to.append(made);
    } else if (
      node instanceof Element &&
      !/^(SCRIPT|STYLE|TEMPLATE|IFRAME|OBJECT)$/.test(node.tagName)
    ) copy(node, to);
  }
}
