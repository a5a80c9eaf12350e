"""Take out of a page what pages and boards can share: the boards' sources, their styles, their large data.

What is taken out travels as classic scripts that register what they carry under the hash of its content, because a
page opened from a folder may load such scripts but neither fetch a file nor import a module.
"""

import base64
import hashlib
import importlib
import json
import re
from pathlib import Path
from typing import Any

from publish.site.slim import slim

LARGE = 2000


def hoist(state: dict[str, Any], folder: str | Path) -> tuple[dict[str, Any], list[str]]:
    """Split the widget state of one page.

    `state` is the page's widget state (the "state" of its JSON); `folder` is where the shared files are written.
    Returns ({model id: {"state", "buffers", "far"}}, stylesheets), where "buffers" holds [path, base64] of small
    buffers, "far" holds [path, hash, "bytes" or "value"] for what the file `<hash>.js` carries, and stylesheets are the
    names of files in the folder.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    models: dict[str, Any] = {}
    styles: dict[str, None] = {}
    for name, model in state.items():
        if model["model_module"] != "anywidget":
            continue
        traits, near, far = {}, [], []
        for trait, value in {**model["state"], **_present(model["state"])}.items():
            if trait == "_css":
                if value.strip():
                    styles[_written(folder, "css", value)] = None
            elif trait.startswith(("_view_", "_model_")) or trait in ("layout", "tabbable", "tooltip", "_dom_classes"):
                continue  # for a widget manager, which the page does not have
            elif trait == "_esm" or len(text := json.dumps(value)) > LARGE:
                far.append([[trait], _carried(folder, slim(value) if trait == "_esm" else value), "value"])
            else:
                traits[trait] = json.loads(text)
        for buffer in model.get("buffers", []):
            path, data = buffer["path"], buffer["data"]
            if buffer.get("encoding") == "hex":
                data = base64.b64encode(bytes.fromhex(data)).decode()
            if len(data) > LARGE:
                far.append([path, _carried(folder, data), "bytes"])
            else:
                near.append([path, data])
        models[name] = {"state": traits, "buffers": near, "far": far}
    return models, list(styles)


def _present(state: dict[str, Any]) -> dict[str, str]:
    """The source and style of one of our boards as they are now: a cached execution has those of its own time."""
    module, _, name = state.get("_anywidget_id", "").rpartition(".")
    if not module.startswith("turning_dials."):
        return {}
    board = getattr(importlib.import_module(module), name)
    return {key: str(getattr(board, key)) for key in ("_esm", "_css") if hasattr(board, key)}


def _carried(folder: Path, value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    name = hashlib.sha256(text.encode()).hexdigest()[:12]
    # In JSON these two are text; in a script that is not yet so everywhere.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    (folder / f"{name}.js").write_text(f'(self.tdCarried ??= {{}})["{name}"] = {text};\n', encoding="utf-8")
    return name


def _written(folder: Path, suffix: str, text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    name = f"{hashlib.sha256(text.encode()).hexdigest()[:12]}.{suffix}"
    (folder / name).write_text(text, encoding="utf-8")
    return name
