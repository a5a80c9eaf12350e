"""What the site extension does while a page is built."""

import base64
import json
import re
import subprocess
import time

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinxcontrib import katex
from support.book_site import BOOK

from publish import record
from publish.site import execution, math
from publish.site.hoist import LARGE, hoist
from publish.site.slim import slim
from turning_dials.join import join

SMALL = base64.b64encode(b"\x00" * 8).decode()
BIG = base64.b64encode(b"\x01" * 4000).decode()


def widget(view="export default {}", css=".x { }  /* said */", buffers=(), **traits):
    own = {"_esm": view, "_css": css, "_anywidget_id": "elsewhere.X"}
    managed = {"_view_name": "AnyView", "layout": "IPY_MODEL_1"}
    return {"model_module": "anywidget", "state": {**own, **managed, **traits}, "buffers": list(buffers)}


def carried(folder, name):
    text = (folder / f"{name}.js").read_text(encoding="utf-8")
    found = re.fullmatch(r'\(self\.tdCarried \?\?= \{\}\)\["(\w+)"\] = (.*);\n', text, re.DOTALL)
    assert found[1] == name
    return json.loads(found[2])


def test_what_is_large_is_taken_out_and_what_is_small_stays(tmp_path):
    buffers = [
        {"path": ["_parameters"], "encoding": "base64", "data": SMALL},
        {"path": ["_inputs"], "encoding": "base64", "data": BIG},
    ]
    picture = list(range(LARGE))
    models, sheets = hoist({"m": widget(buffers=buffers, title="one", picture=picture)}, tmp_path)
    kept = models["m"]
    assert kept["state"] == {"_anywidget_id": "elsewhere.X", "title": "one"}
    assert kept["buffers"] == [[["_parameters"], SMALL]]
    [[_, view, _]] = [one for one in kept["far"] if one[2] == "view"]
    assert (tmp_path / f"{view}.js").read_text() == record.view_script(view, "export default {}")
    far = {path[0]: (carried(tmp_path, name), kind) for path, name, kind in kept["far"] if kind != "view"}
    assert far == {"picture": (picture, "value"), "_inputs": (BIG, "bytes")}
    assert [(tmp_path / sheet).read_text() for sheet in sheets] == [".x { }  "]


def test_what_boards_share_is_one_file(tmp_path):
    buffers = [{"path": [name], "encoding": "base64", "data": BIG} for name in ("_start", "_parameters")]
    models, sheets = hoist({"a": widget(buffers=buffers), "b": widget(buffers=buffers)}, tmp_path)
    assert len(sheets) == 1
    assert len(list(tmp_path.glob("*.js"))) == 2
    assert models["a"] == models["b"]


def test_a_value_with_any_text_in_it_survives(tmp_path):
    title = '</script>\u2028\u2029 \\" \n' * LARGE
    models, _ = hoist({"m": widget(title=title)}, tmp_path)
    [name] = [name for _, name, form in models["m"]["far"] if form == "value"]
    assert carried(tmp_path, name) == title
    assert "\u2028" not in (tmp_path / f"{name}.js").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "source", ["export const a = 1;\nexport default {};", 'import x from "y";\nexport default {};', "const a = 1;"]
)
def test_a_view_that_a_page_could_not_run_is_refused(source):
    with pytest.raises(ValueError, match="a view on a page is one module"):
        record.view_script("x", source)


def test_other_widgets_are_not_taken_for_boards(tmp_path):
    models, _ = hoist({"m": {"model_module": "@jupyter-widgets/controls", "state": {}}}, tmp_path)
    assert models == {}


@pytest.fixture
def renderer():
    made = math.Renderer()
    yield made
    made.close()


def test_formulas_are_rendered_without_a_stall(renderer):
    # One that waited for an acknowledgement took 86 ms: the book's hundreds of formulas were most of a warm build.
    formulas = [rf"\frac{{\partial C}}{{\partial w_{{{n}}}}}" for n in range(300)]
    renderer.render("z", {})
    began = time.perf_counter()
    rendered = [renderer.render(latex, {"throwOnError": True}) for latex in formulas]
    assert time.perf_counter() - began < 5
    assert all(f">{n}<" in html for n, html in enumerate(rendered))
    assert "katex-display" in renderer.render("σ ∑", {"displayMode": True})


def test_a_formula_that_is_refused_is_named_and_the_next_one_is_rendered(renderer):
    with pytest.raises(katex.KaTeXError, match=r"Undefined control sequence: \\nope"):
        renderer.render(r"\nope", {"throwOnError": True})
    assert "katex" in renderer.render("z", {})


def test_a_formula_keeps_its_punctuation():
    formula, other = nodes.math("", "z"), nodes.math("", "b")
    paragraph = nodes.paragraph("", "", nodes.Text("so "), formula, nodes.Text(", and "), other, nodes.Text(" too."))
    document = new_document("page")
    document += paragraph
    transform = math.Unbroken.__new__(math.Unbroken)
    transform.document = document
    transform.run()
    assert paragraph.astext() == r"so z\text{,} and b too."


def test_a_change_of_the_package_s_python_is_a_new_cache_and_a_change_of_a_view_is_not(tmp_path, monkeypatch):
    package, out = tmp_path / "package", tmp_path / "out" / "html"
    package.mkdir()
    (package / "a.py").write_text("1")
    (package / "a.js").write_text("1")
    monkeypatch.setattr(execution, "SRC", package)

    class App:
        outdir, srcdir = out, tmp_path

    class Config:
        html_static_path = ()

    def named():
        execution.fingerprint(App, Config)
        return Config.nb_execution_cache_path, Config.turning_dials_package

    cache, state = named()
    (package / "a.js").write_text("2")
    assert named()[0] == cache
    assert named()[1] != state
    (package / "a.py").write_text("2")
    assert named()[0] != cache


def test_a_slim_source_says_the_same(node, tmp_path):
    # Node's own reader of JavaScript writes both in one way; what it writes must not differ.
    package = BOOK / "src" / "turning_dials"
    views = [package / "quiz" / "quiz.js", *(package / "boards").glob("*/*.js")]
    sources = [join(view) for view in views if "export default" in view.read_text(encoding="utf-8")]
    sources.append('export default /[/"]/.test(`a ${{ b: "}" }[`c`]} // no`) / 2 // yes\n\n  /* and */ + 1;')
    (tmp_path / "sources.json").write_text(json.dumps([[source, slim(source)] for source in sources]), encoding="utf-8")
    script = """import { stripTypeScriptTypes } from "node:module";
        import { readFileSync } from "node:fs";
        const same = (text) => stripTypeScriptTypes(text, { mode: "transform" }).replaceAll(/^\\s+/gm, "");
        for (const [full, thin] of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
            if (same(full) !== same(thin)) throw new Error(`differs: ${full.slice(-200)}`);
        }"""
    (tmp_path / "compare.mjs").write_text(script, encoding="utf-8")
    run = subprocess.run([node, tmp_path / "compare.mjs", tmp_path / "sources.json"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert all(len(slim(source)) < 0.8 * len(source) for source in sources[:-1])
