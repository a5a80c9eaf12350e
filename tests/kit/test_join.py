"""The joiner: many small modules in, one module out, and a clear refusal of what it does not understand."""

import base64
import json
import os
import subprocess

import pytest

from turning_dials import ControlBoard, NeuronBoard, RaceBoard, predict
from turning_dials.join import join, modules, styles


@pytest.fixture
def folder(tmp_path):
    """Write modules by name into a folder; the path of the last is returned."""

    def write(**texts):
        path = None
        for name, text in texts.items():
            path = tmp_path / f"{name}.js"
            path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def evaluate(node):
    """The default export of a joined module, as node sees it."""

    def run(text):
        script = "import('data:text/javascript;base64,' + process.argv[1])"
        script += ".then(async (made) => console.log(JSON.stringify(await made.default)))"
        encoded = base64.b64encode(text.encode()).decode()
        done = subprocess.run(
            [str(node), "-e", script, encoded], capture_output=True, text=True, check=True, timeout=60
        )
        return json.loads(done.stdout)

    return run


def test_functions_classes_constants_and_renamed_imports_arrive(folder, evaluate):
    view = folder(
        numbers="export const two = 2;\nexport function twice(x) { return two * x; }\n",
        shapes='import { twice } from "./numbers.js";\nexport class Square { side() { return twice(3); } }\n',
        view="""\
// @ts-check
import {
  two as pair,
  twice,
} from "./numbers.js";
import { Square } from "./shapes.js";
export async function later() { return 5; }
export default later().then((five) => [pair, twice(five), new Square().side()]);
""",
    )
    assert evaluate(join(view)) == [2, 10, 6]


def test_a_module_that_two_need_is_joined_once(folder, evaluate):
    view = folder(
        root="export const made = { times: 0 };\nmade.times += 1;\n",
        left='import { made } from "./root.js";\nexport const left = () => made.times;\n',
        right='import { made } from "./root.js";\nexport const right = () => made.times;\n',
        view='import { left } from "./left.js";\nimport { right } from "./right.js";\nexport default [left(), right()]',
    )
    assert [path.stem for path in modules(view)] == ["root", "left", "right", "view"]
    assert evaluate(join(view)) == [1, 1]


def test_names_that_two_modules_use_for_themselves_do_not_meet(folder, evaluate):
    view = folder(
        one='const word = "one";\nexport function first() { return word; }\n',
        two='import { first } from "./one.js";\nconst word = "two";\nexport const both = () => [first(), word];\n',
        view='import { both } from "./two.js";\nconst word = "three";\nexport default [...both(), word];\n',
    )
    assert evaluate(join(view)) == ["one", "two", "three"]


def test_an_edited_module_is_joined_anew(folder):
    view = folder(part="export const a = 1;\n", view='import { a } from "./part.js";\nexport default a;\n')
    assert "a = 1" in join(view)
    part = view.parent / "part.js"
    part.write_text("export const a = 2;\n", encoding="utf-8")
    later = part.stat().st_mtime_ns + 1_000_000
    os.utime(part, ns=(later, later))
    assert "a = 2" in join(view)


def test_the_sheets_beside_the_modules_come_with_them_in_their_order(folder):
    view = folder(
        bare="export const a = 1;\n",
        part="export const b = 2;\n",
        view='import { a } from "./bare.js";\nimport { b } from "./part.js";\nexport default [a, b];\n',
    )
    assert styles(view) == ""
    for name in ("unused", "view", "part"):
        (view.parent / f"{name}.css").write_text(f".td-{name} {{}}\n", encoding="utf-8")
    assert styles(view) == ".td-part {}\n.td-view {}\n"


def test_a_widget_has_the_theme_and_the_sheets_of_what_its_view_imports(book):
    package = book / "src" / "turning_dials"

    def sheet(name):
        return (package / name).read_text(encoding="utf-8")

    theme, hand, album = (
        sheet(f"{name}.css") for name in ("kit/board/theme", "kit/console/hand", "boards/control/control")
    )
    for board in (ControlBoard, RaceBoard, NeuronBoard):
        assert board._css.startswith(theme)
        assert board._css.endswith(sheet(f"boards/{board.name}/{board.name}.css"))
        assert (hand in board._css) is (board is not NeuronBoard)
        assert (album in board._css) is (board is ControlBoard)
    assert predict("neurons-1")._css == theme + sheet("quiz/panel.css") + sheet("quiz/ask.css")


@pytest.mark.parametrize(
    "line",
    [
        'import everything from "./part.js";',
        'import * as part from "./part.js";',
        'import "./part.js";',
        'import { a } from "part";',
        "import { a } from './part.js';",
        'export { a } from "./part.js";',
        'export * from "./part.js";',
        "const b = 1;\nexport { b };",
        "export let c = 1;",
        "export var c = 1;",
    ],
)
def test_another_form_of_import_or_export_is_refused_by_name(folder, line):
    view = folder(part="export const a = 1;\n", view=f"{line}\nexport default 1;\n")
    with pytest.raises(ValueError, match=r"view\.js: cannot join") as caught:
        join(view)
    assert line.splitlines()[-1] in str(caught.value)


def test_a_circle_of_imports_is_refused_with_its_way(folder):
    view = folder(
        one='import { b } from "./two.js";\nexport const a = 1;\n',
        two='import { a } from "./one.js";\nexport const b = 2;\n',
        view='import { a } from "./one.js";\nexport default a;\n',
    )
    with pytest.raises(ValueError, match=r"circle: one\.js -> two\.js -> one\.js"):
        join(view)


def test_a_missing_module_is_named_with_who_needs_it(folder):
    view = folder(view='import { a } from "./gone.js";\nexport default a;\n')
    with pytest.raises(ValueError, match=r"view\.js needs .*gone\.js, which does not exist"):
        join(view)
    with pytest.raises(ValueError, match=r"the view needs .*absent\.js"):
        join(view.parent / "absent.js")


@pytest.mark.parametrize("text", ["export const a = 1;\n", "export default 1;\nexport default 2;\n"])
def test_a_view_has_one_default_export(folder, text):
    with pytest.raises(ValueError, match="exactly one `export default`"):
        join(folder(view=text))


def test_a_default_export_below_the_view_is_refused(folder):
    view = folder(part="export default 1;\n", view='import { a } from "./part.js";\nexport default 1;\n')
    with pytest.raises(ValueError, match=r"part\.js: cannot join `export default 1;`"):
        join(view)


def test_every_view_of_the_package_joins(book, node, tmp_path):
    package = book / "src" / "turning_dials"
    # A view stands beside the widget that carries it; other modules are parts of one.
    views = [path for path in package.rglob("*.js") if path.with_suffix(".py").is_file()]
    assert len(views) > 1
    for view in views:
        joined = tmp_path / f"{view.stem}.mjs"
        joined.write_text(join(view), encoding="utf-8")
        subprocess.run([str(node), "--check", str(joined)], check=True, timeout=60)
