"""A place in the page for each board: its still until the board is live, and for whoever has no JavaScript.

Whoever writes a place knows what will stand in it, and says so: `data-kind` is "board", "question" or "widget".
"""

import base64
import hashlib
import json
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from publish import record

VIEW = "application/vnd.jupyter.widget-view+json"
STILL = "image/png"
FOLDER = "_static/boards"
NOTE = '<p class="td-note">This is a still picture. With JavaScript turned on, it is live.</p>'
LATER = (
    f'<div class="td-place" data-model="{{model}}" data-kind="{{kind}}">{{picture}}<noscript>{NOTE}</noscript></div>'
)
NOW = f'<div class="td-place" data-model="{{model}}" data-kind="{{kind}}"><noscript>{{picture}}{NOTE}</noscript></div>'
# A PNG, and what the notebook says about it.
Still = tuple[bytes, dict[str, Any]]


class BoardPlaces(SphinxPostTransform):
    """Replace each widget's view by its place, with the still of the committed notebook's same cell.

    The build executes the notebooks anew, and a fresh execution knows no stills: a still is a picture that the board's
    own view drew in a browser when the notebook was made.
    """

    default_priority = 3  # before myst-nb picks one of an output's forms
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        kinds = {name: _kind(widget) for name, widget in widgets(self.env, self.env.docname).items()}
        shown = [
            (model, bundle, cell, order)
            for cell in elements(self.document, "cell_code")
            for order, bundle in enumerate(elements(cell, "mime_bundle"))
            if (model := model_of(bundle)) is not None
        ]
        # The places at the head of the page, up to its first board, which a question may precede. What they need is
        # loaded first, and mount.js stands behind them, so that they do not wait for the rest of the page.
        boards = [at for at, (model, *_) in enumerate(shown) if kinds.get(model) == "board"]
        head = boards[0] + 1 if boards else min(1, len(shown))
        self.document["td_head"] = list(dict.fromkeys(model for model, *_ in shown[:head]))
        stills = committed(self.env.doc2path(self.env.docname)) if shown else {}
        for at, (model, bundle, cell, order) in enumerate(shown):
            text = next((form.astext() for form in _forms(bundle) if form.get("mime_type") == "text/plain"), "")
            picture = self._picture(stills.get((cell["cell_index"], order)), f"{text.partition(' (')[0]}" or "A board")
            # At the head the board comes with the page, and its still would only be in its way.
            shape = NOW if at < head else LATER
            place = shape.format(model=escape(model), kind=kinds.get(model, "widget"), picture=picture)
            mount = f"{self._root()}_static/mount.js?v={self.config.turning_dials_package[:8]}"
            script = f'<script src="{mount}"></script>' if at == head - 1 else ""
            bundle.replace_self([nodes.raw("", place + script, format="html")])
            _fold(cell)

    def _root(self) -> str:
        return "../" * self.env.docname.count("/")

    def _picture(self, still: Still | None, words: str) -> str:
        if not still:
            return f'<p class="td-still">{escape(words)}</p>'
        content, about = still
        name = f"still-{hashlib.sha256(content).hexdigest()[:12]}.png"
        file = Path(self.app.outdir) / FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        width, height = _size(content)
        width, height = about.get("width", width), about.get("height", height)
        return (
            f'<img class="td-still" src="{self._root()}{FOLDER}/{name}" width="{width}" height="{height}"'
            f' alt="{escape(about.get("alt") or f"Still picture of a board: {words}")}"'
            ' loading="lazy" decoding="async" fetchpriority="low">'
        )


def widgets(env: Any, docname: str) -> dict[str, Any]:
    """The widget state that a page's notebook left when the build ran it: {model id: widget}."""
    metadata = getattr(env, "nb_metadata", {}).get(docname, {})
    _, written = metadata.get("js_files", {}).get("ipywidgets_state", (None, None))
    return json.loads(written["body"].replace("<\\/", "</"))["state"] if written else {}


def _kind(widget: dict[str, Any]) -> str:
    ours = record.widget_class(widget["state"])
    return ours.kind if ours else "widget"


def _fold(cell: nodes.Element) -> None:
    """Put the code that makes a board below it, folded: on a page the board comes first."""
    source = cell.children[0]
    if not isinstance(source, nodes.Element) or source.get("nb_element") != "cell_code_source" or "hide_mode" in cell:
        return
    cell.remove(source)
    cell["classes"].append("td-cell")
    opened = '<details class="td-code"><summary>Show the code</summary>'
    cell += [nodes.raw("", opened, format="html"), source, nodes.raw("", "</details>", format="html")]


def elements(within: nodes.Element, name: str) -> list[nodes.container]:
    """Those of an element's containers that myst-nb made for `name`, such as "cell_code"."""
    return [node for node in within.findall(nodes.container) if node.get("nb_element") == name]


def model_of(bundle: nodes.Element) -> str | None:
    """The id of the widget that an output shows, or None for another output."""
    view = next((form for form in _forms(bundle) if form.get("mime_type") == VIEW), None)
    if view is None:
        return None
    return str(json.loads(view.astext().partition(">")[2].rpartition("<")[0])["model_id"])


def _forms(bundle: nodes.Element) -> list[nodes.Element]:
    return [form for form in bundle.children if isinstance(form, nodes.Element)]


def committed(path: str | Path) -> dict[tuple[int, int], Still]:
    """The stills of a page's notebook: (cell, place among its displayed outputs) -> (PNG, what is said about it)."""
    if Path(path).suffix != ".ipynb":
        return {}
    stills: dict[tuple[int, int], Still] = {}
    for index, cell in enumerate(nbformat.read(path, as_version=4).cells):
        shown = [out for out in cell.get("outputs", []) if out.output_type in ("display_data", "execute_result")]
        for order, output in enumerate(shown):
            if STILL in output.data:
                about = output.metadata.get(STILL, {})
                stills[index, order] = base64.b64decode("".join(output.data[STILL])), about
    return stills


def _size(png: bytes) -> tuple[int, int]:
    # The header of a PNG: signature, length and name of the first chunk, then width and height.
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
