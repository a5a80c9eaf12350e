"""One small stylesheet for the whole site, and no other.

The frame of a page is ours (templates/layout.html), so nothing of the theme's 400 kB is needed. Boards bring their own.
"""

import hashlib
import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from publish.site.page import SHEET

# What Sphinx writes for highlighted code, in the two styles that _config.yml names; the rest is listed there.
CODE = "pygments.css"


def bundle(app: Sphinx, exception: Exception | None) -> None:
    """Write the sheet and put its version into every page's link to it."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    text = "\n".join((static / name).read_text(encoding="utf-8") for name in (CODE, *sheets(app.config)))
    (static / SHEET).write_text(text, encoding="utf-8")
    version = hashlib.sha256(text.encode()).hexdigest()[:8]
    link = re.compile(rf"(_static/{re.escape(SHEET)})(\?v=\w+)?")
    for page in out.rglob("*.html"):
        if "_static" in page.parts:
            continue
        before = page.read_text(encoding="utf-8")
        after = link.sub(rf"\1?v={version}", before)
        if after != before:
            page.write_text(after, encoding="utf-8")


def sheets(config: Config) -> list[str]:
    """The names of the book's own sheets, in their order."""
    return [name if isinstance(name, str) else name[0] for name in config.html_css_files]
