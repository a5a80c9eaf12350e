"""Control boards on a bare page, for their tests and for the measurements."""

import base64
import json

import numpy as np

from turning_dials import ControlBoard, Network
from turning_dials.data import dogs, faces

PAGE = """<!doctype html><html lang="en" data-theme="light"><meta charset="utf-8"><title>Control</title>
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


def text_of(board):
    """A whole page with the board on it."""
    state = board.get_state()
    own = {name: state[name] for name in ("_network", "_options", "choices")}
    binary = {
        name: base64.b64encode(bytes(value)).decode() for name, value in state.items() if isinstance(value, bytes)
    }
    parts = {"CSS": board._css, "DATA": json.dumps(own), "BYTES": json.dumps(binary), "ESM": json.dumps(board._esm)}
    text = PAGE
    for mark, part in parts.items():
        text = text.replace(f"@{mark}@", part.replace("</", "<\\/"))
    return text


def faces_board(**options):
    """The board of the landing page: 109 dials and 56 faces."""
    parts = faces.split()
    options = {"input_shape": (5, 5), "output_names": ["smile"], "show_slopes": False, "rate": 5, **options}
    return ControlBoard(Network([25, 4, 1], seed=3), parts.train_inputs, parts.train_targets, **options)


def dogs_board(in_hand=None, **options):
    """The dog network, 13,150 dials, with the beagle in hand, or so many training pictures."""
    data = dogs.load(0, 200, 60, 10)
    beagle, target = dogs.beagle().ravel(), np.eye(10)[3]
    if in_hand:
        inputs, targets = data.train.inputs[:in_hand], data.train.targets[:in_hand]
    else:
        inputs, targets = beagle, target
        album = np.vstack([beagle, data.validation.inputs[:11]]), np.vstack([target, data.validation.targets[:11]])
        options = {"album": album, "training": data.train[:2], "validation": data.validation[:2], **options}
    options = {"input_shape": (25, 25), "output_names": dogs.BREEDS, "ink": False, "own_picture": True, **options}
    return ControlBoard(dogs.starting_network(), inputs, targets, **options)


def million_board():
    """A network of 987,210 dials."""
    net = Network([784, 1000, 200, 10], seed=0)
    picture = np.random.default_rng(0).uniform(0, 1, 784)
    return ControlBoard(net, picture, np.eye(10)[2], input_shape=(28, 28))


def opened(context, board, width=760):
    """A new page with the board; the page's `errors` say what went wrong, its `board` is the board's locator."""
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
    page.set_content(text_of(board))
    page.board = page.locator("[data-board='control']")
    page.board.and_(page.locator("[data-ready]")).wait_for()
    return page
