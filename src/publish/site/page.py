"""What a page loads, and in which order: nothing that it does not use, the first board's needs first."""

import re
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from publish import record
from publish.site import card, launch
from publish.site.boards import FOLDER, widgets
from publish.site.hoist import hoist, views

# Scripts of Sphinx that its search page needs; the layout writes them only there. The theme's are all left out.
FOR_SEARCH = {"_static/documentation_options.js", "_static/doctools.js", "_static/sphinx_highlight.js"}
SHEET = "site-bundle.css"


def lighten(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Choose the page's scripts and put its boards' data where the layout and mount.js find them."""
    if app.builder.format != "html":
        return
    context["script_files"] = [script for script in context["script_files"] if script.filename in FOR_SEARCH]
    context["css_files"] = []  # `styles` makes one of them all
    context["td_sheet"] = f"_static/{SHEET}"
    # Pictures wait until they are near, so that the first board does not wait for them.
    context["body"] = re.sub(
        r"<img (?![^>]*\bloading=)", '<img loading="lazy" decoding="async" ', context.get("body", "")
    )
    card.add(app, pagename, context, doctree)
    context["td_progress"] = app.config.turning_dials_progress
    context["td_terms"] = 'class="td-term' in context["body"]
    notebook = context.get("page_source_suffix") == ".ipynb"
    context["td_launch"] = launch.places(pagename) if notebook else []
    context["td_chapters"] = _chapters(context, pagename == app.config.root_doc)
    context["td_page"] = None
    context["td_version"] = app.config.turning_dials_package[:8]
    found = widgets(app.env, pagename)
    if found and doctree is not None:
        _bring(app, context, found, doctree["td_head"])


def _chapters(context: dict[str, Any], is_root: bool) -> str:
    """The list of chapters, with the sections of this page below its own entry."""
    root = f'<a href="{context["pathto"](context["root_doc"])}">{escape(context["docstitle"])}</a>'
    chapters = f'<ul><li class="{"current" if is_root else ""}">{root}</li></ul>'
    chapters += context["toctree"](maxdepth=2, collapse=False, includehidden=True, titles_only=True) or ""
    # A page within a chapter stands behind it in the same list, and alone is the current one.
    chapters = re.sub(r"</a>\s*<ul[^>]*>(.*?)</ul>\s*</li>", r"</a></li>\1", chapters, flags=re.DOTALL)
    chapters = re.sub(r'(<li class="[^"]*) current(">\s*<a class="reference)', r"\1\2", chapters)
    # The page's own table of contents is a list of one: its title, and below it the sections.
    inner = (context.get("toc") or "").partition("<ul>")[2].rpartition("</ul>")[0]
    sections = re.search(r"<ul>.*</ul>", inner, re.DOTALL)
    here = re.search(r"<li[^>]*\bcurrent\b[^>]*>\s*<a [^>]*>.*?</a>", chapters, re.DOTALL)
    if not (sections and here):
        return chapters
    return chapters[: here.end()] + sections[0] + chapters[here.end() :]


def _bring(app: Sphinx, context: dict[str, Any], found: dict[str, Any], head: list[str]) -> None:
    folder = Path(app.outdir) / FOLDER
    models, sheets = hoist(found, folder)
    base = context["pathto"](FOLDER, 1) + "/"
    context["td_page"] = record.page_text(models, base, len(head), views(folder))
    context["td_sheets"] = [base + sheet for sheet in sheets]
    files = [name for model in head if model in models for _, name, form in models[model]["far"] if form != "later"]
    context["td_mount"] = context["pathto"]("_static/mount.js", 1) + f"?v={context['td_version']}"
    context["td_first"] = [f"{base}{name}.js" for name in dict.fromkeys(files)]
