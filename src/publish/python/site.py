"""Put the page's Python into the built site: its files, each page's cells for it, and the list of licenses.

Nothing of it is loaded before a reader asks, but for the few lines of launch.js and launch.css. Where it was not
fetched the site is built without, and no cell can be run.
"""

import hashlib
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from html import escape
from importlib.metadata import files
from pathlib import Path
from typing import Any

import nbformat
import traitlets
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinxcontrib import katex

from publish import record
from publish.python.carry import carried
from publish.python.fetch import cache, manifest
from publish.site.slim import slim
from turning_dials.join import join

HERE = Path(__file__).parent
SRC = HERE.parents[1]
FOLDER = "_static/python"
CELL = re.compile(r'<div class="cell(?= |")')
PYODIDE = "https://github.com/pyodide/pyodide/tree/"


def setup(app: Sphinx) -> None:
    """Connect the parts, if there is a Python to put in; called by publish.site."""
    found = manifest()
    if found is None:
        print("The site is built without Python on its pages, which was not fetched.")
        return
    app.connect("config-inited", _sheet)
    app.connect("html-page-context", mark, priority=960)
    app.connect("html-collect-pages", licenses)
    # Before the style sheets are bundled, which leaves out what no page and no script names.
    app.connect("build-finished", publish, priority=890)


def _sheet(app: Sphinx, config: Config) -> None:
    # Through the settings, since `styles` bundles the sheets that these name and no others.
    config.html_static_path.append(str(HERE / "launch.css"))
    config.html_css_files.append("launch.css")


def mark(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Say on the page which of its cells can be run, and write its notebook for page.js."""
    if app.builder.format != "html":
        return
    link = f'<p><a href="{context["pathto"]("licenses")}">Licenses of the software on this site</a></p>'
    context["theme_extra_footer"] = context.get("theme_extra_footer", "") + link
    notebook = Path(app.env.doc2path(pagename))
    if doctree is None or notebook.suffix != ".ipynb":
        return
    cells = [cell for cell in doctree.findall(nodes.container) if cell.get("nb_element") == "cell_code"]
    places = iter(cells)

    def numbered(match: re.Match[str]) -> str:
        cell = next(places)
        return f'<div data-cell="{cell["cell_index"]}" class="cell' if _has_code(cell) else match[0]

    context["body"], count = CELL.subn(numbered, context["body"])
    if count != len(cells):
        raise ValueError(f"{pagename}: {len(cells)} code cells, but {count} on the page")
    file = Path(app.outdir) / FOLDER / "pages" / f"{pagename}.js"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(record.value_script("python/notebook", _without_outputs(notebook)), encoding="utf-8")


def _fetched() -> dict[str, Any]:
    found = manifest()
    if found is None:
        raise FileNotFoundError(f"{cache()} was there when the build began, and is gone")
    return found


def _has_code(cell: nodes.container) -> bool:
    return any(node.get("nb_element") == "cell_code_source" for node in cell.findall(nodes.container))


def _without_outputs(path: Path) -> Any:
    """A notebook as it goes to the page: the reader's own run will say what it puts out."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({"tags": cell.metadata.tags} if cell.metadata.get("tags") else {})
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Write the files of Python and end site.js with what starts it."""
    if exception or app.builder.format != "html":
        return
    out, found = Path(app.outdir) / FOLDER, _fetched()
    (out / "licenses").mkdir(parents=True, exist_ok=True)
    for path in cache().rglob("*"):
        if path.is_file() and path.name != "manifest.json":
            shutil.copyfile(path, out / path.relative_to(cache()))
    terms = next(path for path in files("traitlets") or () if path.name.startswith("LICENSE"))
    (out / "licenses" / "traitlets.txt").write_text(terms.read_text(encoding="utf-8"), encoding="utf-8")
    shutil.copyfile(SRC.parent / "assets" / "site" / "KATEX-LICENSE", out / "licenses" / "katex.txt")
    name, (file, text) = "book.zip", carried("book.zip", book())
    (out / file).write_bytes(text)
    first = [*found["interpreter"], *found["numpy"], [name, file, len(text)]]
    setup = {
        "worker": (HERE / "worker.js").read_text(encoding="utf-8"),
        "first": first,
        "figures": found["figures"],
        "packages": ["numpy"],
        "book": name,
        "lock": found["lock"],
        "editor": found["editor"],
        "css": (HERE / "page" / "page.css").read_text(encoding="utf-8"),
    }
    content = record.view_script("python/page", join(HERE / "page" / "page.js"))
    content += record.value_script("python/setup", setup)
    (out / "page.js").write_text(content, encoding="utf-8")
    (out / "worker.js").write_text(setup["worker"], encoding="utf-8")
    version = hashlib.sha256(content.encode()).hexdigest()[:8]
    size = f"{sum(size for *_, size in first) / 1e6:.1f} MB"
    script = Path(app.outdir) / "_static" / "site.js"
    launch = slim((HERE / "launch.js").read_text(encoding="utf-8"))
    launch = launch.replace("@VERSION@", version).replace("@SIZE@", size)
    before = script.read_text(encoding="utf-8").partition("\n// ---- python\n")[0]
    script.write_text(f"{before}\n// ---- python\n{launch}", encoding="utf-8")


def book() -> bytes:
    """The archive that the page's Python unpacks: the book's package, traitlets, and what stands in for Jupyter."""
    file = io.BytesIO()
    folders = [
        (SRC / "turning_dials", SRC),
        (Path(traitlets.__file__).parent, Path(traitlets.__file__).parents[1]),
        (HERE / "inside", HERE / "inside"),
    ]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for folder, root in folders:
            for path in sorted(folder.rglob("*")):
                if path.is_file() and not {"__pycache__", "tests"} & set(path.parts[len(root.parts) :]):
                    # Without the time of the file, so that the same content is the same archive.
                    archive.writestr(zipfile.ZipInfo(path.relative_to(root).as_posix()), path.read_bytes(), 8, 9)
    return file.getvalue()


def licenses(app: Sphinx) -> Iterator[tuple[str, dict[str, str], str]]:
    """The page that lists what the site ships besides the book, and under which licenses."""
    rows = [*_fetched()["software"], ["traitlets", traitlets.__version__, "BSD-3-Clause", "licenses/traitlets.txt"]]
    rows.append(["KaTeX (style sheet and fonts)", katex.katex_version, "MIT", "licenses/katex.txt"])
    table = "".join(
        f"<tr><td>{escape(name)}</td><td>{version}</td><td>{escape(terms)}</td><td>{_text(name, file)}</td></tr>"
        for name, version, terms, file in sorted(rows, key=lambda row: row[0].lower())
    )
    pyodide = next(version for name, version, *_ in rows if name == "pyodide")
    body = f"""<section id="licenses"><h1>Licenses</h1>
<p>The text of this book is under CC BY 4.0, its code under the BSD 3-Clause license. Formulas
are set by KaTeX. Where a reader runs a cell, the page loads the rest besides, unchanged and from this site alone:</p>
<div class="pst-scrollable-table-container"><table class="table"><thead><tr><th>software</th><th>version</th>
<th>license</th><th>text</th></tr></thead><tbody>{table}</tbody></table></div>
<p>Pyodide is CPython, compiled for the browser, with what joins it to the page. Its source is at
<a href="{PYODIDE}{pyodide}">github.com/pyodide/pyodide</a>, under the
<a href="https://www.mozilla.org/MPL/2.0/">Mozilla Public License 2.0</a>; CPython is under the
<a href="https://docs.python.org/3/license.html">Python Software Foundation License</a>.</p></section>"""
    yield "licenses", {"title": "Licenses", "body": body}, "page.html"


def _text(name: str, file: str | None) -> str:
    return f'<a href="{FOLDER}/{file}" aria-label="The license of {escape(name)}">read</a>' if file else ""
