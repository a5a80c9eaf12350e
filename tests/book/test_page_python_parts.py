"""The parts of the page's Python without a browser: its files, what a cell needs, what travels to a board."""

import base64
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile

import pytest
from support.book_site import BOOK

from publish.python import fetch
from publish.python.carry import carried
from publish.python.site import book

HERE = BOOK / "src" / "publish" / "python"
INSIDE = HERE / "inside"


# ---- fetching


def test_where_it_cannot_be_fetched_one_line_says_so_and_the_site_is_built_without(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TURNING_DIALS_CACHE", str(tmp_path))

    def cut(*_, **__):
        raise OSError("Network is unreachable")

    monkeypatch.setattr(fetch, "_from_npm", cut)
    fetch.main()
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 1
    assert "no Python on its pages" in said[0]
    assert "Network is unreachable" in said[0]
    assert fetch.manifest() is None
    assert [one.name for one in tmp_path.rglob("*") if one.is_file()] == []

    class App:
        def connect(self, *_, **__):
            raise AssertionError("nothing is put into a site without Python")

        add_css_file = connect

    from publish.python import site

    site.setup(App())
    assert "without Python" in capsys.readouterr().out


def test_a_wheel_that_is_not_the_locked_one_is_refused(tmp_path, monkeypatch):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{fetch.INSIDE}numpy.whl", b"another")
    monkeypatch.setattr(fetch, "_supplier", lambda work: zipfile.ZipFile(file))
    one = {"file_name": "numpy.whl", "sha256": hashlib.sha256(b"the locked one").hexdigest()}
    with pytest.raises(ValueError, match=r"numpy\.whl: expected the sha256"):
        fetch._wheels({"numpy": one}, tmp_path)


def test_everything_from_npm_is_pinned_with_its_integrity():
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
    asked = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    for name, version in {**asked["dependencies"], **asked["devDependencies"]}.items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    for path, one in lock["packages"].items():
        assert not path or one["integrity"].startswith("sha512-")


def test_the_cache_is_another_one_when_the_pins_are(tmp_path, monkeypatch):
    monkeypatch.setenv("TURNING_DIALS_CACHE", str(tmp_path))
    before = fetch.cache()
    assert before.parent == tmp_path
    for name in ("package-lock.json", "codemirror.mjs", "fetch.py", "carry.py"):
        (tmp_path / name).write_bytes((HERE / name).read_bytes() + b"\n")
    monkeypatch.setattr(fetch, "HERE", tmp_path)
    assert fetch.cache() != before


# ---- files as scripts


@pytest.mark.parametrize("name", ["all.whl", "text.js"])
def test_a_file_comes_out_of_its_script_as_it_went_in(node, tmp_path, name):
    content = bytes(range(256)) * 40 + b'"\\\n=\r\0' * 9
    file, text = carried(name, content)
    assert file.startswith(name)
    assert len(text) < 1.06 * len(content) + 200
    assert not set(b"\0\n\r") & set(text[:-1]), "a string literal holds no such byte"
    (tmp_path / "script.js").write_bytes(text)
    (tmp_path / "out.mjs").write_text(
        f"""import {{ readFileSync }} from "node:fs";
        import {{ unescaped }} from {json.dumps((HERE / "page" / "files.js").as_uri())};
        globalThis.self = globalThis;
        const bytes = readFileSync(process.argv[2]);
        // As a browser decodes x-user-defined.
        const decoded = [...bytes].map((one) => String.fromCharCode(one < 128 ? one : 0xf700 + one)).join("");
        (0, eval)(decoded);
        const [[name, said]] = Object.entries(tdCarried);
        const low = Uint8Array.from(said, (letter) => letter.charCodeAt(0) & 255);
        const fetched = new Uint8Array(bytes);
        const inside = fetched.subarray(fetched.indexOf(93) + 3, fetched.lastIndexOf(34));
        const texts = [low, inside].map((one) => Buffer.from(unescaped(one)).toString("base64"));
        console.log(JSON.stringify([name, ...texts]));
        """,
        encoding="utf-8",
    )
    run = subprocess.run(
        [node, tmp_path / "out.mjs", tmp_path / "script.js"], capture_output=True, text=True, check=True
    )
    import gzip

    called, registered, fetched = json.loads(run.stdout)
    packed = name.endswith(".whl")
    assert called == (name if packed else f"{name}.gz")
    for one in (registered, fetched):
        got = base64.b64decode(one)
        assert (got if packed else gzip.decompress(got)) == content


def test_the_archive_of_the_book_is_the_same_each_time_and_holds_what_python_imports():
    one = book()
    assert one == book()
    names = zipfile.ZipFile(io.BytesIO(one)).namelist()
    for wanted in (
        "turning_dials/network.py",
        "turning_dials/figures.mplstyle",
        "traitlets/traitlets.py",
        "anywidget.py",
        "IPython/display.py",
        "pagekernel/cells.py",
    ):
        assert wanted in names
    assert not [name for name in names if "__pycache__" in name or "/tests/" in name or name.startswith("publish")]


# ---- what a cell needs


def inside(script, *arguments):
    """Run a script as the page's Python would, with what stands in for Jupyter. Returns what it prints, from JSON."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(INSIDE), str(BOOK / "src")])}
    run = subprocess.run(
        [sys.executable, "-c", script, *arguments], env=env, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


PLAN = "import sys, json; from pagekernel.needs import plan; print(json.dumps(plan(*json.loads(sys.argv[1]))))"


@pytest.mark.parametrize(
    ("sources", "done", "needed"),
    [
        (["import numpy as np", "x = np.ones(3)", "y = 1", "print(x)"], [], [0, 1]),
        (["import numpy as np", "x = np.ones(3)", "y = 1", "print(x)"], [0], [1]),
        (["x = 1", "x = 2", "print(x)"], [], [1]),
        (["x = 1", "x = 2", "print(x)"], [1], []),
        (["x = [1]", "x.append(2)", "print(x)"], [], [0, 1]),
        (["x = [1]", "x[0] = 2", "print(x)"], [], [0, 1]),
        (["n = net()", "n.parameters += 1", "print(n)"], [], [0, 1]),
        (["n = net()", "train(n)", "print(n)"], [], [0, 1]),
        (["n = net()", "print(n.cost)", "n"], [], [0]),
        (["x = 1", "if x:\n    x = 2", "x"], [], [0, 1]),
        (["k = 2", "def f(x):\n    return k * x", "f(1)"], [], [0, 1]),
        (["x = 1", "[x for x in range(3)]"], [], [0]),  # not needed in truth, and harmless
        (["x = 1", "a = x +", "print(x)"], [], [0]),
        (["a, (b, *c) = f()", "c"], [], [0]),
        (["with open('a') as file:\n    text = file.read()", "text"], [], [0]),
    ],
)
def test_the_cells_above_that_a_cell_needs_are_found_in_its_names(sources, done, needed):
    assert inside(PLAN, json.dumps([sources, done])) == needed


def test_whether_a_cell_draws_is_found_through_the_book_s_own_modules():
    script = (
        "import sys, json; from pagekernel.needs import figures;"
        " print(json.dumps([figures(one) for one in sys.argv[1:]]))"
    )
    sources = {
        "import matplotlib.pyplot as plt": True,
        "from turning_dials.figures import show": True,
        "from turning_dials import Network, predict": False,
        "from turning_dials.data import faces": False,
        "import numpy as np": False,
        "x = 'import matplotlib'": False,
        "import (": False,
    }
    assert dict(zip(sources, inside(script, *sources), strict=True)) == sources


# ---- one protocol, two carriers

# The same things happen to a board, in Python and on its page; its messages come in as ipywidgets and the worker hand
# them on.
SCRIPT = """
import json, sys
import numpy as np
from base64 import b64encode
from turning_dials import Network, NeuronBoard

sent = []
def note(method, state, paths, buffers):
    parts = {path[0]: b64encode(bytes(part)).decode() for path, part in zip(paths, buffers, strict=True)}
    own = {name: value for name, value in state.items() if name.startswith("_") or name == "choices"}
    managed = ("_esm", "_css", "_anywidget_id", "_dom_classes")
    own = {name: own[name] for name in own if name not in managed and not name.startswith(("_view", "_model"))}
    if own or parts:
        sent.append([method, own, parts])

@CARRIER@

board = NeuronBoard(Network([2, 1], seed=1), [[0.5, -1]], [[1]])
opened(board)
board.parameters = [1, 2, 3]
hear(board, {}, {"_parameters": np.array([4.0, 5, 6]).tobytes()})
said = [board.parameters.tolist(), round(board.cost, 12)]
hear(board, {"choices": {"step": 2}}, {})
said.append(board.choices)
try:
    hear(board, {}, {"_parameters": b"short"})
except Exception as error:
    pass
said.append(board.parameters.tolist())
board.rewind()
print(json.dumps([sent, said, repr(board)]))
"""
PAGE = """
import anywidget
from pagekernel import channel

def send(text, buffers):
    told = json.loads(text)
    note(told["method"], told["state"], told["buffer_paths"], buffers)
channel.send = send

def opened(board): pass

def hear(board, state, parts):
    message = {"id": board.model_id, "method": "update", "state": state, "buffer_paths": [[name] for name in parts]}
    channel.listeners["widget"](message, [memoryview(one) for one in parts.values()])
"""
JUPYTER = """
from ipywidgets.widgets import widget

class Comm:
    comm_id = "one"
    kernel = True
    def __init__(self, data=None, buffers=(), **_):
        note("open", data["state"], data["buffer_paths"], buffers)
    def on_msg(self, callback): pass
    def close(self, *_, **__): pass
    def send(self, data=None, buffers=(), **_):
        note(data["method"], data["state"], data["buffer_paths"], buffers)
import comm
comm.create_comm = lambda **given: Comm(**given)

def opened(board): pass

def hear(board, state, parts):
    from ipywidgets.widgets.widget import _put_buffers
    state = dict(state)
    _put_buffers(state, [[name] for name in parts], [memoryview(one) for one in parts.values()])
    board.set_state(state)
"""


def test_a_board_says_the_same_to_a_page_s_worker_as_to_jupyter():
    page = inside(SCRIPT.replace("@CARRIER@", PAGE))
    env = {**os.environ, "JUPYTER_PLATFORM_DIRS": "1"}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT.replace("@CARRIER@", JUPYTER)],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    kernel = json.loads(run.stdout)
    assert page[1:] == kernel[1:]
    assert page[1][0] == [4, 5, 6]
    opened = [one for one in page[0] if one[0] == "open"]
    assert opened == [one for one in kernel[0] if one[0] == "open"]
    assert len(opened) == 1

    def told(sent):
        return [(one[1], one[2]) for one in sent if one[0] == "update" and ("_parameters" in one[2])]

    assert told(page[0])[0] == told(kernel[0])[0], "what a cell sets travels alike"
    assert told(page[0])[-1] == told(kernel[0])[-1], "and so does a rewind"
