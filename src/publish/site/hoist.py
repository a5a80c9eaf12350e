"""Take out of a page what pages and boards can share: the boards' sources, their styles, their large data.

record.py says what is left on the page and what the shared files hold. A file is named by the hash of its content.
"""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import turning_dials
from publish import record
from publish.site.slim import slim
from turning_dials.quiz.quiz import Question
from turning_dials.quiz.retrieval import Retrieval
from turning_dials.quiz.story import Story

LARGE = 2000


def hoist(widgets: dict[str, Any], folder: str | Path) -> tuple[dict[str, Any], list[str]]:
    """Split the widget state of one page.

    `widgets` is the page's widget state (the "state" of its JSON); `folder` is where the shared files are written.
    Returns ({model id: entry}, stylesheets): entries as record.py describes them, and the names of files in the folder.
    """
    folder = Path(folder)
    models: dict[str, Any] = {}
    styles: dict[str, None] = {}
    for name, widget in widgets.items():
        if widget["model_module"] != "anywidget":
            continue
        own, buffers = record.traits(widget)
        ours = record.widget_class(own)
        if ours:  # a cached execution has the source and the style of its own time
            own |= {"_esm": str(ours._esm), "_css": str(ours._css)}
        style = own.pop("_css", "")
        if style.strip():
            styles[_sheet(folder, style)] = None
        state: dict[str, Any] = {}
        near: list[Any] = []
        far: list[Any] = [[["_esm"], _view(folder, own.pop("_esm")), "view"]]
        for trait, value in own.items():
            if len(text := json.dumps(value)) > LARGE:
                far.append([[trait], _value(folder, value), "value"])
            else:
                state[trait] = json.loads(text)
        for buffer, (path, data) in zip(widget.get("buffers", []), buffers, strict=True):
            text = base64.b64encode(bytes.fromhex(data)).decode() if buffer.get("encoding") == "hex" else data
            if len(text) > LARGE:
                form = "later" if ours and path[0] in ours.later else "bytes"
                far.append([path, _value(folder, text), form])
            else:
                near.append([path, text])
        models[name] = record.entry(ours.kind if ours else "widget", state, near, far)
    return models, list(styles)


def views(folder: str | Path) -> dict[str, str]:
    """{the name by which a state names its class: the file of its view}, for every kind that the package offers."""
    boards = [getattr(turning_dials, name) for name in turning_dials.__all__ if name.endswith("Board")]
    kinds = (*boards, Question, Retrieval, Story)
    return {f"{kind.__module__}.{kind.__name__}": _view(Path(folder), str(kind._esm)) for kind in kinds}


def _view(folder: Path, source: str) -> str:
    return _written(folder, "js", lambda name: record.view_script(name, slim(source)), source)


def _value(folder: Path, value: Any) -> str:
    return _written(folder, "js", lambda name: record.value_script(name, value), json.dumps(value))


def _sheet(folder: Path, text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return _written(folder, "css", lambda name: text, text) + ".css"


def _written(folder: Path, suffix: str, make: Callable[[str], str], content: str) -> str:
    """The name of a file for that content, without its suffix; `make` gives its text for the name."""
    name = hashlib.sha256(content.encode()).hexdigest()[:12]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.{suffix}").write_text(make(name), encoding="utf-8")
    return name
