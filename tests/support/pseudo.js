// Mounts views one after another and gathers every text that a reader could see or hear of them, however short it stood there.
const SPOKEN = ["aria-label", "aria-valuetext", "aria-roledescription", "title", "placeholder", "alt"];
const heard = new Set();

function gather(node) {
  if (node.nodeType === Node.TEXT_NODE) heard.add(node.data);
  if (!(node instanceof Element)) return;
  for (const name of SPOKEN) if (node.hasAttribute(name)) heard.add(node.getAttribute(name));
  node.childNodes.forEach(gather);
}

new MutationObserver((changes) => {
  for (const { target, type, addedNodes } of changes) {
    if (type === "childList") addedNodes.forEach(gather);
    else if (type === "characterData") gather(target);
    else for (const name of SPOKEN) if (target.hasAttribute(name)) heard.add(target.getAttribute(name));
  }
}).observe(document.body, {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: SPOKEN,
});
// What is drawn on a canvas is no node.
for (const name of ["fillText", "strokeText"]) {
  const drawn = CanvasRenderingContext2D.prototype[name];
  CanvasRenderingContext2D.prototype[name] = function (text, ...where) {
    heard.add(String(text));
    return drawn.call(this, text, ...where);
  };
}

const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

/** Do once what a reader can do: open what is folded, press, choose, move, and type what is no number. */
async function use(root) {
  const all = (css) => [...root.querySelectorAll(css)];
  for (const one of all("details")) one.open = true;
  for (const one of all("select")) {
    one.selectedIndex = one.options.length - 1;
    one.dispatchEvent(new Event("change", { bubbles: true }));
  }
  for (const one of all("input[type=range]").slice(0, 30)) {
    one.value = String(Number(one.min) + 0.6 * (Number(one.max) - Number(one.min)));
    one.dispatchEvent(new Event("input", { bubbles: true }));
  }
  await frame();
  for (const one of all("form")) one.requestSubmit();
  all(".td-dial-value")[0]?.click();
  for (const field of all(".td-dial input[type=text]")) {
    field.value = "?";
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  }
  for (const one of all("input[type=radio]")) one.click();
  for (const one of all("button").slice(0, 80)) {
    if (one.isConnected && !one.disabled) one.click();
  }
  await frame();
  for (const one of all("details")) one.open = true;
  for (const one of all("[data-verb=run], [data-verb=listen]")) if (!one.disabled) one.click();
  await frame();
  await new Promise((done) => setTimeout(done, 120));
}

/** The texts of a view whose model holds `state` and `bytes`, in base64; and the languages that its parts say they speak. */
window.textsOf = async ({ source, css, state, bytes }) => {
  document.getElementById("css").textContent = css;
  const data = { ...state };
  for (const [name, text] of Object.entries(bytes)) {
    data[name] = new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
  }
  const model = {
    static: true,
    get: (name) => data[name],
    set: (name, value) => void (data[name] = value),
    save_changes() {},
    on() {},
    off() {},
  };
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const view = (await import(address)).default;
  URL.revokeObjectURL(address);
  const el = document.querySelector("main").appendChild(document.createElement("div"));
  heard.clear();
  const leave = view.render({ model, el });
  while (!el.querySelector("[data-ready]")) await frame();
  const languages = [...el.querySelectorAll("[data-board], [data-quiz]")].map((root) => root.lang);
  await use(el);
  gather(el);
  leave?.();
  el.remove();
  await frame();
  return [[...heard], languages];
};
