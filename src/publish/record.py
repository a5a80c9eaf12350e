"""What a page carries for its boards: hoist.py and stills.py write it, mount.js reads it, and it is defined here alone.

On the page stands one JSON text, which `page_text` makes:

    {"base": the address of the folder of shared files, with a slash at its end,
     "first": how many places at the head of the page come to life before the rest of it is read,
     "views": {class: file} for the kinds of boards that a page's own Python may make,
     "models": {id: entry}}

An entry is one widget: its "kind", which is "board", "question" or "widget" for one that is not ours; its "state", the
small traits by name; its "buffers", [path, base64] for each small binary trait; and "far", [path, file, form] for each
that has a file of its own, which pages share. The file registers what it carries in `tdCarried`, as a classic script,
since a page opened from a folder may neither fetch a file nor import a module. The form says what that is: a "value",
"bytes" in base64, bytes for "later", without which the view can begin, or a "view", a function that gives the view.
"""

import importlib
import json
import re
from collections.abc import Iterable
from typing import Any

# What a widget has for a widget manager, which a page does not have.
MANAGED = ("layout", "style", "tabbable", "tooltip", "comm")
MANAGED_PREFIXES = ("_model_", "_view_", "_dom_")
EXPORT = re.compile(r"^export\s+default\s+", re.MULTILINE)
LEFT_OVER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def entry(kind: str, state: dict[str, Any], buffers: Iterable[Any] = (), far: Iterable[Any] = ()) -> dict[str, Any]:
    """One widget, as described above."""
    return {"kind": kind, "state": state, "buffers": list(buffers), "far": list(far)}


def page_text(models: dict[str, Any], base: str = "", first: int = 1, views: dict[str, str] | None = None) -> str:
    """The JSON text that stands on the page, in a form that no markup in it can end."""
    page = {"base": base, "first": first, "views": views or {}, "models": models}
    return json.dumps(page, separators=(",", ":")).replace("</", "<\\/")


def value_script(name: str, value: Any) -> str:
    """The text of a file that carries a value, or the base64 of bytes, under `name`."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # In JSON these two are text; in a script that is not yet so everywhere.
    return _registered(name, text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def view_script(name: str, source: str) -> str:
    """The text of a file that carries the view whose module is `source`, under `name`: the module as a function.

    It needs no module and no Blob, so the same file serves over http, from a folder, and where the page's policy allows
    nothing but the site's own files. Raises ValueError for a module with imports or with more than a default export.
    """
    body, count = EXPORT.subn("return ", source)
    left = LEFT_OVER.search(body)
    if count != 1 or left:
        what = f"`{left[0].strip()[:60]}`" if left else f"{count} default exports"
        raise ValueError(f"a view on a page is one module with one `export default` and no import; found {what}")
    return _registered(name, f'() => {{\n"use strict";\n{body}\n}}')


def _registered(name: str, text: str) -> str:
    return f'(self.tdCarried ??= {{}})["{name}"] = {text};\n'


def traits(widget: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """A widget's own traits and its binary ones, [path, base64], from a notebook's widget state."""
    own = {
        name: value
        for name, value in widget["state"].items()
        if name not in MANAGED and not name.startswith(MANAGED_PREFIXES)
    }
    return own, [[buffer["path"], buffer["data"]] for buffer in widget.get("buffers", [])]


def widget_class(state: dict[str, Any]) -> Any:
    """Our class of a widget with that state, or None for one that is not ours."""
    module, _, name = state.get("_anywidget_id", "").rpartition(".")
    return getattr(importlib.import_module(module), name) if module.startswith("turning_dials.") else None
