"""One small stylesheet for the whole site.

The theme's own is 400 kB, most of it for parts that no page of ours has, and it stands before the first paint. Here
all sheets become one, without the rules whose classes and ids occur in no page and no script of the site.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tinycss2
from sphinx.application import Sphinx

from publish.site.page import SHEET

# The theme imports and links these two itself; everything else is registered with Sphinx.
THEME = ["basic.css", "styles/pydata-sphinx-theme.css"]
OURS = "site.css"
# The scripts that make elements with classes of these sheets. (Boards bring their own styles.)
SCRIPTS = ["site.js", "searchtools.js", "sphinx_highlight.js"]
NAME = re.compile(r"[.#]((?:[\w-]|\\.)+)")
NEGATED = re.compile(r":(?:not|where|is|has)\([^()]*(?:\([^()]*\)[^()]*)*\)")
WORD = re.compile(r"[A-Za-z_][\w-]*")
READ = re.compile(r"var\(\s*(--[\w-]+)")
SET = re.compile(r"(?<=[;{\s])(--[\w-]+)\s*:(?:[^;{}\"']|\"[^\"]*\"|'[^']*')*(?:;|(?=\}))")
URL = re.compile(r"url\(\s*([\"']?)(?!data:|https?:|#|/)([^\"')]+)\1\s*\)")


def bundle(app: Sphinx, exception: Exception | None) -> None:
    """Write the sheet and put its version into every page's link to it."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    pages = [page for page in out.rglob("*.html") if "_static" not in page.parts]
    used = _used(pages, static)
    builder: Any = app.builder  # of HTML, whose list of sheets is not public
    names = [str(css.filename).removeprefix("_static/") for css in builder._css_files]
    names = [*THEME, *(name for name in dict.fromkeys(names) if name not in THEME)]
    text = "\n".join(_slim(static / name, name, used) for name in names if (static / name).is_file())
    text = _without_idle_names(text)
    (static / SHEET).write_text(text, encoding="utf-8")
    version = hashlib.sha256(text.encode()).hexdigest()[:8]
    link = re.compile(rf"(_static/{re.escape(SHEET)})(\?v=\w+)?")
    for page in pages:
        before = page.read_text(encoding="utf-8")
        after = link.sub(rf"\1?v={version}", before)
        if after != before:
            page.write_text(after, encoding="utf-8")


def _used(pages: list[Path], static: Path) -> set[str]:
    words: set[str] = set()
    for page in pages:
        for value in re.findall(r'\b(?:class|id)="([^"]*)"', page.read_text(encoding="utf-8")):
            words.update(value.split())
    for script in SCRIPTS:
        words.update(WORD.findall((static / script).read_text(encoding="utf-8")))
    return words


def _slim(file: Path, name: str, used: set[str]) -> str:
    """The text of one sheet without what is not used; ours has nothing that is not."""
    text = file.read_text(encoding="utf-8")
    if name == OURS:
        return text
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    ours = not name.startswith("styles/")
    text = "".join(filter(None, (_kept(rule, used, ours) for rule in rules)))
    folder = name.rpartition("/")[0]
    return URL.sub(lambda match: f'url("{_from_static(folder, match[2])}")', text)


def _without_idle_names(text: str) -> str:
    """Without the custom properties that nothing reads: the theme sets some hundreds."""
    read = set(READ.findall(text))
    less = SET.sub(lambda match: match[0] if match[1] in read else "", text)
    if less != text:
        return _without_idle_names(less)  # what those were made from may be idle now
    return re.sub(r"(?<=[;{}])[^;{}]*\{\s*\}", "", text)


def _from_static(folder: str, target: str) -> str:
    parts = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


def _kept(rule: Any, used: set[str], ours: bool) -> str | None:
    """The rule as text without what is not used, or None."""
    if rule.type == "error":
        raise ValueError(f"stylesheet: {rule.message} at line {rule.source_line}")
    if rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in ("media", "supports", "layer"):
        inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        body = "".join(filter(None, (_kept(one, used, ours) for one in inner)))
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{body}}}" if body else None
    if rule.type == "at-rule":
        text = rule.serialize()
        return None if rule.lower_at_keyword in ("charset", "import") or "Font Awesome" in text else text
    # Icons are ours (icons.css), so none of Font Awesome's rules is needed in the theme's sheets.
    selectors = [one.strip() for one in _split(tinycss2.serialize(rule.prelude))]
    kept = [one for one in selectors if _wanted(one, used, ours)]
    return f"{','.join(kept)}{{{tinycss2.serialize(rule.content).strip()}}}" if kept else None


def _split(selectors: str) -> Iterator[str]:
    depth, start = 0, 0
    for place, letter in enumerate(selectors):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            yield selectors[start:place]
            start = place + 1
    yield selectors[start:]


def _wanted(selector: str, used: set[str], ours: bool) -> bool:
    names = [name.replace("\\", "") for name in NAME.findall(NEGATED.sub("", re.sub(r"\[[^\]]*\]", "", selector)))]
    if not ours and any(re.match(r"fa($|[srlbd]?$|-|s$)|svg-inline--fa", name) for name in names):
        return False
    return all(name in used for name in names)
