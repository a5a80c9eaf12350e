"""How the house is built: who may import whom, no circles, and functions that can be read alone."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

MOST_LINES = 80
PACKAGE = "src/turning_dials"
# What a JavaScript module takes from others: what it imports, and the types that its comments name.
JS_IMPORT = re.compile(r'(?:from\s+|import\()"(\.[^"]+\.js)"')


def js_imports(book):
    """Each JavaScript module of the package and the modules it takes something from, as paths below the package."""
    root = book / PACKAGE
    found = {}
    for path in sorted(root.rglob("*.js")):
        named = JS_IMPORT.findall(path.read_text(encoding="utf-8"))
        targets = [(path.parent / name).resolve() for name in named]
        assert all(target.is_file() for target in targets), path
        found[name_of(path, root)] = {name_of(target, root) for target in targets} - {name_of(path, root)}
    return found


def name_of(path, root):
    return path.relative_to(root).as_posix()


def py_imports(book):
    """Each Python module of src and the modules of src it imports, by their dotted names; types alone count too."""
    root = book / "src"
    paths = {".".join(path.relative_to(root).with_suffix("").parts): path for path in root.rglob("*.py")}
    paths = {name.removesuffix(".__init__"): path for name, path in paths.items()}
    found = {}
    for name, path in paths.items():
        named = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                named |= {one.name for one in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{name}: imports are absolute"
                inner = {f"{node.module}.{one.name}" for one in node.names}
                named |= {one if one in paths else node.module for one in inner}
        found[name] = {one for one in named if one in paths} - {name}
    return found


def circle(imports):
    """A circle of imports as a list, or None."""
    done = set()

    def visit(name, path):
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done:
            return None
        found = next(filter(None, (visit(other, [*path, name]) for other in sorted(imports[name]))), None)
        done.add(name)
        return found

    return next(filter(None, (visit(name, []) for name in sorted(imports))), None)


def room(name):
    """The room that a module of JavaScript stands in, as "kit/model" or "boards/neuron"."""
    first, second = name.split("/")[:2]
    return first if second.endswith(".js") else f"{first}/{second}"


def allowed(room_):
    """The rooms that a room may import from, besides itself."""
    kit = {
        "kit/model": set(),
        "kit/board": {"kit/model"},
        "kit/parts": {"kit/model", "kit/board"},
        "kit/console": {"kit/model", "kit/board"},
    }
    return kit.get(room_, set(kit))


def test_every_module_of_a_page_imports_from_the_floors_below_it(book):
    wrong = [
        f"{name} imports {other}"
        for name, others in js_imports(book).items()
        for other in sorted(others)
        if room(other) != room(name) and room(other) not in allowed(room(name))
    ]
    assert not wrong


def test_what_is_read_by_node_knows_no_page(book):
    for path in sorted((book / PACKAGE / "kit" / "model").glob("*.js")):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"\b(document|window|navigator|location|HTMLElement)\b", code), path.name


@pytest.mark.parametrize("imports", [js_imports, py_imports])
def test_no_modules_go_in_a_circle(book, imports):
    assert circle(imports(book)) is None


def test_a_circle_is_found():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) is None


def test_the_package_knows_nothing_of_what_publishes_it(book):
    for name, others in py_imports(book).items():
        assert not name.startswith("turning_dials") or not any(one.startswith("publish") for one in others), name


def test_mathematics_imports_no_board(book):
    imports = py_imports(book)
    for name in ("network", "activations", "costs", "arguments", "descent", "layout"):
        for other in imports[f"turning_dials.{name}"]:
            assert not re.match(r"turning_dials\.(boards|quiz|view|join|exercises|data)\b", other), f"{name}: {other}"


def test_functions_of_javascript_can_be_read_alone(book):
    config = book / "tests" / "support" / "lint" / "deno.json"
    deno = Path(sys.executable).with_name("deno")
    command = [deno, "lint", "--config", config, "--json", book / "src"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    said = json.loads(run.stdout)
    assert not said["errors"]
    long = {one["filename"].split(f"{PACKAGE}/")[-1] for one in said["diagnostics"]}
    assert not sorted(long), f"a function of more than {MOST_LINES} lines: split it by meaning"


def test_functions_of_python_can_be_read_alone(book):
    for path in (book / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                lines = node.end_lineno - node.lineno + 1
                assert lines <= MOST_LINES, f"{path.name}: {node.name} has {lines} lines"
