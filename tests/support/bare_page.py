"""A board on a bare page, with a stand-in for anywidget's model: for tests of one board, and for measurements."""

import base64
import json

PAGE = """<!doctype html><html lang="en" @HTML@><meta charset="utf-8"><title>Board</title>
<meta name="viewport" content="width=device-width"><style>body { margin: 0; } @CSS@</style>
<body @BODY@><main id="el"></main>
<script type="module">
const data = @DATA@;
for (const [name, text] of Object.entries(@BYTES@)) {
  data[name] = new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
}
let heard = [];
const model = { static: true, get: (name) => data[name],
  set(name, value) {
    if (Object.is(data[name], value)) return;
    data[name] = value;
    for (const one of heard) if (one.event === `change:${name}`) one.act();
  },
  save_changes() {}, on(event, act) { heard.push({ event, act }); },
  off(event, act) { heard = heard.filter((one) => one.event !== event || one.act !== act); } };
const view = (await import(URL.createObjectURL(new Blob([@ESM@], { type: "text/javascript" })))).default;
const main = document.getElementById("el");
if (@OUTSIDE@) {
  const el = document.createElement("div");
  view.render({ model, el });
  requestAnimationFrame(() => requestAnimationFrame(() => main.append(el)));
} else window.leave = view.render({ model, el: main });
window.another = () => void view.render({ model, el: main });
</script></body></html>"""
# Where a board may be shown: what the page writes on html and on body, and whether that makes a board light or dark.
# None leaves it to what the reader's system prefers.
HOSTS = {
    "the site, light": ('data-theme="light"', "", "light"),
    "the site, dark": ('data-theme="dark"', "", "dark"),
    "JupyterLab, light": ("", 'data-jp-theme-light="true"', "light"),
    "JupyterLab, dark": ("", 'data-jp-theme-light="false"', "dark"),
    "VS Code, light": ("", 'class="vscode-light" data-vscode-theme-kind="vscode-light"', "light"),
    "VS Code, dark": ("", 'class="vscode-dark" data-vscode-theme-kind="vscode-dark"', "dark"),
    "Colab, light": ('theme="light"', "", "light"),
    "Colab, dark": ('theme="dark"', "", "dark"),
    "any other": ("", "", None),
}
# What a frontend knows of its kernel, and how a test speaks for it.
KERNEL = """const signal = () => {
  const slots = new Set();
  return { connect: (slot) => slots.add(slot), disconnect: (slot) => slots.delete(slot),
    emit: (status) => slots.forEach((slot) => slot(null, status)) };
};
const widget_manager = { kernel: { statusChanged: signal(), connectionStatusChanged: signal() } };
"""
MACHINE = """(root) => ({ parameters: [...root.machine.parameters], start: [...root.machine.start],
  cost: root.machine.cost,
  gradient: [...root.machine.gradient], sizes: root.machine.sizes, activation: root.machine.activation,
  costName: root.machine.costName, inputs: root.machine.inputs, targets: root.machine.targets })"""


def text_of(board, kernel=False, host="the site, light", outside=False):
    """A whole page with the board on it; `window.another()` draws a second view of the same
    model, and `window.leave()` takes the first away.

    With `kernel`, its model is window.model and the view believes in a kernel. `host` is one of HOSTS; with `outside`,
    the board is drawn before its element is in the page, as JupyterLab does it.
    """
    state = board.get_state()
    own = {name: state[name] for name in ("_network", "_options", "choices")}
    binary = {
        name: base64.b64encode(bytes(value)).decode() for name, value in state.items() if isinstance(value, bytes)
    }
    html, body, _ = HOSTS[host]
    parts = {
        "HTML": html,
        "BODY": body,
        "OUTSIDE": json.dumps(outside),
        "CSS": board._css,
        "DATA": json.dumps(own),
        "BYTES": json.dumps(binary),
        "ESM": json.dumps(board._esm),
    }
    text = PAGE
    if kernel:
        text = text.replace("const model = { static: true", "const model = window.model = { static: false")
        text = text.replace("let heard", KERNEL + "let heard").replace("static: false", "static: false, widget_manager")
    for mark, part in parts.items():
        text = text.replace(f"@{mark}@", part.replace("</", "<\\/"))
    return text


def opened(context, board, width=760, height=900, **how):
    """A new page with the board, `how` as in text_of; its `errors` say what went wrong, its `board` is the locator."""
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
    page.set_content(text_of(board, **how))
    page.board = page.locator("[data-board]")
    page.locator("[data-board][data-ready]").wait_for()
    return page
