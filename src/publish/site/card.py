"""What is shown of a page where its address is shared (Open Graph): title, sentence, and a card with one of its boards.

A card is named by its whole address, so there are cards only where the site's address is known (see address.py).
"""

import io
from pathlib import Path
from typing import Any

from docutils import nodes
from matplotlib.font_manager import FontProperties, findfont
from PIL import Image, ImageDraw, ImageFont
from sphinx.application import Sphinx

from publish.site.boards import committed

WIDTH, HEIGHT, EDGE = 1200, 630, 60
PAPER, INK, QUIET = "#fdfcf9", "#1f2328", "#5c626b"
FOLDER = "_static/cards"
WORDS = 200  # letters of a description: more is cut off where it is shown


def add(app: Sphinx, page: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give a page's context its description and, where the site's address is known, the address of its card."""
    context["td_description"] = description(doctree) if doctree is not None else ""
    context["td_card"] = None
    if doctree is None or not app.config.html_baseurl:
        return
    still = largest_still(app, page) or largest_still(app, str(app.config.root_doc))
    if still is None:
        return
    name = f"{FOLDER}/{page.replace('/', '-')}.png"
    file = Path(app.outdir) / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(draw(app.env.titles[page].astext(), app.config.html_title, still))
    context["td_card"] = {"address": app.config.html_baseurl + name, "width": WIDTH, "height": HEIGHT}


def description(doctree: nodes.document) -> str:
    """A page's first paragraph, cut after a word where it is long."""
    first = next(iter(doctree.findall(nodes.paragraph)), None)
    text = " ".join(first.astext().split()) if first is not None else ""
    return text if len(text) <= WORDS else text[:WORDS].rpartition(" ")[0] + " …"


def largest_still(app: Sphinx, page: str) -> bytes | None:
    """The largest of the stills of a page's notebook, which is one of a board; None for a page that has none."""
    stills = [png for png, _ in committed(app.env.doc2path(page)).values()]
    return max(stills, key=len) if stills else None


def draw(title: str, book: str, still: bytes) -> bytes:
    """A card as PNG: the book, the page's title, and below them the upper part of the board."""
    card = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(card)
    pen.text((EDGE, 44), book, QUIET, _font(28))
    size = 60
    while pen.textlength(title, _font(size, bold=True)) > WIDTH - 2 * EDGE:
        size -= 4
    pen.text((EDGE, 86), title, INK, _font(size, bold=True))
    with Image.open(io.BytesIO(still)) as board:
        width = WIDTH - 2 * EDGE
        shown = board.convert("RGB").resize(
            (width, round(board.height * width / board.width)), Image.Resampling.LANCZOS
        )
    card.paste(shown, (EDGE, 190))
    out = io.BytesIO()
    card.save(out, "PNG", optimize=True)
    return out.getvalue()


def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(findfont(FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal")), size)
