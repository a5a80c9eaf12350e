"""What a cell needs before it can run: which cells above it, and whether matplotlib. None of the code is run for it."""

import ast
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

# Calls that only look at what they are given.
LOOKING = {"print", "display", "show", "len", "repr"}


def figures(source):
    """Does running `source` import matplotlib, by itself or through a module of the book?"""
    return any(_draws(name) for name in _imported(_parsed(source)))


@cache
def _draws(name):
    top = name.partition(".")[0]
    if top in ("matplotlib", "PIL"):
        return True
    if top != "turning_dials":
        return False
    module = sys.modules.get(name)
    path = getattr(module, "__file__", None) or _path(name)
    return path is not None and any(_draws(other) for other in _imported(_parsed(Path(path).read_text("utf-8"))))


def _path(name):
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:  # `from module import name`, where name is no module
        return None
    return spec.origin if spec else None


def _parsed(source):
    try:
        return ast.parse(source)
    except SyntaxError:
        return ast.Module([], [])  # running it will say so


def _imported(tree):
    found = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
    return found


def plan(sources, done):
    """Which of the cells above the last must be run before it.

    `sources` are the texts of the cells from the first to the one that is wanted, `done` the places among them that
    have run already. Returns places, in order. A cell is needed when it gives, or may have changed, a name that a
    needed one further down uses; a call that stands alone may change what it is called on and what it is given.
    """
    cells = [_Names(source) for source in sources]
    wanted, needed = set(cells[-1].used), []
    for place in reversed(range(len(sources) - 1)):
        cell = cells[place]
        if not (cell.bound | cell.changed) & wanted:
            continue
        # A name that this cell makes anew needs no cell further up.
        wanted -= cell.bound
        if place not in done:
            wanted |= cell.used
            needed.append(place)
    return needed[::-1]


class _Names(ast.NodeVisitor):
    """The names that a cell uses before it makes them, makes (`bound`), and may change (`changed`)."""

    def __init__(self, source):
        self.used, self.bound, self.changed = set(), set(), set()
        self._later = []  # bodies of functions: they run when all else is there
        for statement in _parsed(source).body:
            self.visit(statement)
        for body in self._later:
            inner = {
                node.id for node in ast.walk(body) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
            }
            self.used |= inner - self.bound

    def visit_Name(self, node):
        if not isinstance(node.ctx, ast.Load):
            self.bound.add(node.id)
        elif node.id not in self.bound:
            self.used.add(node.id)

    def visit_Assign(self, node):
        self.visit(node.value)
        for target in node.targets:
            self._target(target)

    def visit_AnnAssign(self, node):
        if node.value:
            self.visit(node.value)
            self._target(node.target)

    def visit_AugAssign(self, node):
        self.visit(node.value)
        if root := _root(node.target):
            self.visit(ast.Name(root, ast.Load()))
            self.changed.add(root)
        self._target(node.target)

    def _target(self, target):
        if isinstance(target, (ast.Attribute, ast.Subscript)):
            self.changed.update(filter(None, [_root(target)]))
            self.generic_visit(target)
        else:
            self.generic_visit(ast.Expr(target))

    def visit_Expr(self, node):
        call = node.value
        if isinstance(call, ast.Call) and _called(call) not in LOOKING:
            touched = [call.func.value] if isinstance(call.func, ast.Attribute) else []
            for one in (*touched, *call.args, *(keyword.value for keyword in call.keywords)):
                self.changed.update(filter(None, [_root(one)]))
        self.generic_visit(node)

    def visit_For(self, node):
        self.visit(node.iter)
        self.generic_visit(node)

    def visit_If(self, node):
        # What only one way gives may still come from above.
        before = set(self.bound)
        self.generic_visit(node)
        self.changed |= self.bound - before
        self.bound = before

    visit_Try = visit_While = visit_Match = visit_If

    def visit_Import(self, node):
        self.bound.update((alias.asname or alias.name).partition(".")[0] for alias in node.names)

    visit_ImportFrom = visit_Import

    def visit_FunctionDef(self, node):
        for outside in (*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.visit(outside)
        self.bound.add(node.name)
        self._later.extend(node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node):
        for outside in (*node.decorator_list, *node.bases):
            self.visit(outside)
        self.bound.add(node.name)
        self._later.extend(node.body)

    def visit_Lambda(self, node):
        self._later.append(node.body)

    def _comprehension(self, node):
        self._later.append(node)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension


def _root(node):
    """The name that an expression such as a.b[0].c begins with, or None."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _called(call):
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", None)
