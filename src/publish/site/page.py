"""What a page loads, and in which order: nothing that it does not use, the first board's needs first."""

import json
import re
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from publish.site import launch
from publish.site.boards import FOLDER
from publish.site.hoist import hoist

STATE = "application/vnd.jupyter.widget-state+json"
# Scripts of Sphinx that its search page needs; the layout writes them only there. The theme's are all left out.
FOR_SEARCH = {"_static/documentation_options.js", "_static/doctools.js", "_static/sphinx_highlight.js"}
SHEET = "site-bundle.css"


def lighten(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Choose the page's scripts and put its boards' data where the layout and mount.js find them."""
    if app.builder.format != "html":
        return
    scripts, boards = [], None
    for script in context["script_files"]:
        if script.attributes.get("type") == STATE:
            boards = json.loads(script.attributes["body"].replace("<\\/", "</"))["state"]
        elif script.filename in FOR_SEARCH:
            scripts.append(script)
    context["script_files"] = scripts
    context["css_files"] = []  # `styles` makes one of them all
    context["td_sheet"] = f"_static/{SHEET}"
    # Pictures wait until they are near, so that the first board does not wait for them.
    context["body"] = re.sub(
        r"<img (?![^>]*\bloading=)", '<img loading="lazy" decoding="async" ', context.get("body", "")
    )
    notebook = context.get("page_source_suffix") == ".ipynb"
    context["td_launch"] = launch.places(pagename) if notebook else []
    context["td_chapters"] = _chapters(context, pagename == app.config.root_doc)
    context["td_page"] = None
    context["td_version"] = app.config.turning_dials_package[:8]
    if boards is not None:
        _bring(app, context, boards)


def _chapters(context: dict[str, Any], is_root: bool) -> str:
    """The list of chapters, with the sections of this page below its own entry."""
    root = f'<a href="{context["pathto"](context["root_doc"])}">{escape(context["docstitle"])}</a>'
    chapters = f'<ul><li class="{"current" if is_root else ""}">{root}</li></ul>'
    chapters += context["toctree"](maxdepth=1, collapse=True, includehidden=True, titles_only=True) or ""
    # The page's own table of contents is a list of one: its title, and below it the sections.
    inner = (context.get("toc") or "").partition("<ul>")[2].rpartition("</ul>")[0]
    sections = re.search(r"<ul>.*</ul>", inner, re.DOTALL)
    here = re.search(r"<li[^>]*\bcurrent\b[^>]*>\s*<a [^>]*>.*?</a>", chapters, re.DOTALL)
    if not (sections and here):
        return chapters
    return chapters[: here.end()] + sections[0] + chapters[here.end() :]


def _bring(app: Sphinx, context: dict[str, Any], boards: dict[str, Any]) -> None:
    models, sheets = hoist(boards, Path(app.outdir) / FOLDER)
    base = context["pathto"](FOLDER, 1) + "/"
    head = _first(context["body"], models)
    data = {"base": base, "first": len(head), "models": models}
    context["td_page"] = json.dumps(data, separators=(",", ":")).replace("</", "<\\/")
    context["td_sheets"] = [base + sheet for sheet in sheets]
    # Behind the first board and not at the end, so that this board does not wait for the rest of the page.
    context["td_mount"] = context["pathto"]("_static/mount.js", 1) + f"?v={context['td_version']}"
    body, script = context["body"], f'<script src="{context["td_mount"]}"></script>'
    behind = body.index("</div>", body.index(f'data-model="{head[-1]}"')) + len("</div>") if head else len(body)
    context["body"] = body[:behind] + script + body[behind:]
    files = [name for model in head for _, name, _ in models[model]["far"]]
    context["td_first"] = [f"{base}{name}.js" for name in dict.fromkeys(files)]


def _first(body: str, models: dict[str, Any]) -> list[str]:
    """The ids of the models at the head of the page: those up to the first board, which a question may precede."""
    shown = [name for name in dict.fromkeys(re.findall(r'data-model="(\w+)"', body)) if name in models]
    boards = [place for place, name in enumerate(shown) if "_network" in models[name]["state"]]
    return shown[: boards[0] + 1] if boards else shown[:1]
