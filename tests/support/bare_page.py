"""A board on a bare page, with a stand-in for anywidget's model: for tests of one board, and for measurements."""

import base64
import json

PAGE = """<!doctype html><html lang="en" data-theme="light"><meta charset="utf-8"><title>Board</title>
<meta name="viewport" content="width=device-width"><style>body { margin: 0; } @CSS@</style><body><main id="el"></main>
<script type="module">
const data = @DATA@;
for (const [name, text] of Object.entries(@BYTES@)) {
  data[name] = new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
}
const model = { static: true, get: (name) => data[name], set: (name, value) => { data[name] = value; },
  save_changes() {}, on() {}, off() {} };
const view = (await import(URL.createObjectURL(new Blob([@ESM@], { type: "text/javascript" })))).default;
view.render({ model, el: document.getElementById("el") });
</script></body></html>"""
MACHINE = """(root) => ({ parameters: [...root.machine.parameters], start: [...root.machine.start],
  cost: root.machine.cost,
  gradient: [...root.machine.gradient], sizes: root.machine.sizes, activation: root.machine.activation,
  costName: root.machine.costName, inputs: root.machine.inputs, targets: root.machine.targets })"""


def text_of(board, kernel=False):
    """A whole page with the board on it; with `kernel`, its model is window.model and the view believes in a kernel."""
    state = board.get_state()
    own = {name: state[name] for name in ("_network", "_options", "choices")}
    binary = {
        name: base64.b64encode(bytes(value)).decode() for name, value in state.items() if isinstance(value, bytes)
    }
    parts = {"CSS": board._css, "DATA": json.dumps(own), "BYTES": json.dumps(binary), "ESM": json.dumps(board._esm)}
    text = PAGE
    if kernel:
        text = text.replace("const model = { static: true", "const model = window.model = { static: false")
    for mark, part in parts.items():
        text = text.replace(f"@{mark}@", part.replace("</", "<\\/"))
    return text


def opened(context, board, width=760, height=900, kernel=False):
    """A new page with the board; the page's `errors` say what went wrong, its `board` is the board's locator."""
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
    page.set_content(text_of(board, kernel))
    page.board = page.locator("[data-board]")
    page.board.and_(page.locator("[data-ready]")).wait_for()
    return page
