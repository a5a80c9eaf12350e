"""Join a view module and everything it imports into one ES module, and the style sheets beside them into one text.

A widget carries its view as one text and imports it from a Blob URL, where a relative import cannot resolve. So each
module that the view reaches becomes a function that returns its exports, in the order of need, and each import becomes
a destructuring of such a result. Only the forms of import and export that CONTRIBUTING names are understood; anything
else is refused by name, which keeps this file small.
"""

import json
import re
from functools import lru_cache
from pathlib import Path

from turning_dials.words import Catalog, texts

IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"(\.[^"]+)";[ \t]*$', re.MULTILINE)
EXPORT = re.compile(r"^export\s+((?:async\s+)?function\*?|class|const)\s+([A-Za-z_$][\w$]*)", re.MULTILINE)
DEFAULT = re.compile(r"^export\s+default\s+", re.MULTILINE)
LEFT_OVER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)
# The module that every text of a view goes through, and where it takes a catalog.
LANGUAGE = Path(__file__).resolve().parent / "kit" / "model" / "language.js"
CATALOG = re.compile(r"^const CATALOG = .*;$", re.MULTILINE)


def join(view: str | Path, catalog: Catalog | None = None) -> str:
    """The text of one ES module with the default export of the module at the path `view`.

    With a catalog, the view speaks its language, and carries those of its texts that it says itself. Raises ValueError
    for an import or export of another form, for a missing file, and for a circle of imports.
    """
    order = modules(view)
    words = "null"
    if catalog:
        said = {text for module in order for text in texts(module.read_text(encoding="utf-8"))}
        own = {text: catalog.texts[text] for text in sorted(said) if text in catalog.texts}
        words = json.dumps({"language": catalog.language, "texts": own}, ensure_ascii=False)
    return _joined(tuple((module, module.stat().st_mtime_ns) for module in order), words)


def styles(view: str | Path) -> str:
    """The style sheets that stand beside the modules that `view` reaches, `x.css` beside `x.js`, as one text.

    They come in the order of the modules, so that a board's own sheet may refine those of the parts it imports.
    """
    sheets = (module.with_suffix(".css") for module in modules(view))
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets if sheet.is_file())


def modules(view: str | Path) -> list[Path]:
    """The paths of every module that `view` reaches, itself last, each before those that import it."""
    order: list[Path] = []
    _visit(Path(view).resolve(), order, path=())
    return order


def _visit(module: Path, order: list[Path], path: tuple[Path, ...]) -> None:
    if module in path:
        circle = " -> ".join(step.name for step in (*path[path.index(module) :], module))
        raise ValueError(f"modules import each other in a circle: {circle}")
    if module in order:
        return
    if not module.is_file():
        raise ValueError(f"{path[-1].name if path else 'the view'} needs {module}, which does not exist")
    for _, relative in IMPORT.findall(module.read_text(encoding="utf-8")):
        _visit((module.parent / relative).resolve(), order, (*path, module))
    order.append(module)


@lru_cache(maxsize=64)
def _joined(stamped: tuple[tuple[Path, int], ...], words: str) -> str:
    # The stamps are part of the key, so an edited module is joined anew.
    order = [module for module, _ in stamped]
    names = {module: f"$module{at}_{re.sub(r'[^0-9A-Za-z]', '_', module.stem)}" for at, module in enumerate(order)}
    parts = [_wrapped(module, names, words, last=module == order[-1]) for module in order]
    return "\n".join(parts)


def _wrapped(module: Path, names: dict[Path, str], words: str, last: bool) -> str:
    text = module.read_text(encoding="utf-8")
    if module == LANGUAGE:
        text = CATALOG.sub(lambda _: f"const CATALOG = {words};", text)

    def imported(match: re.Match[str]) -> str:
        wanted = [" ".join(name.split()).replace(" as ", ": ") for name in match[1].split(",") if name.strip()]
        source = names[(module.parent / match[2]).resolve()]
        return f"const {{ {', '.join(wanted)} }} = {source};"

    exports = [name for _, name in EXPORT.findall(text)]
    body = IMPORT.sub(imported, text)
    body = EXPORT.sub(r"\1 \2", body)
    if last:
        body, count = DEFAULT.subn("return ", body)
        if count != 1:
            raise ValueError(f"{module.name}: a view has exactly one `export default`, found {count}")
    left = LEFT_OVER.search(body)
    if left:
        raise ValueError(
            f'{module.name}: cannot join `{left[0].strip()}`; use `import {{ a, b }} from "./x.js";` '
            "and `export function`, `export class` or `export const`"
        )
    if last:
        return f"export default (() => {{\n{body}\n}})();\n"
    return f"const {names[module]} = (() => {{\n{body}\nreturn {{ {', '.join(exports)} }};\n}})();"
