"""What is shown of a page where its address is shared: a sentence of its own, and a card with one of its boards."""

import io
import re
from types import SimpleNamespace

import numpy as np
import pytest
from docutils import nodes
from docutils.utils import new_document
from PIL import Image
from support.book_site import BOOK, pages

from publish.site import card
from publish.site.boards import committed

ADDRESS = "https://example.org/dials/"


def app_of(folder, address=ADDRESS):
    """What of Sphinx's application a card needs."""
    title = nodes.title("", "Which way is down, and how far?")
    kinds = {page: ".ipynb" if (BOOK / f"{page}.ipynb").is_file() else ".md" for page in pages()}
    env = SimpleNamespace(doc2path=lambda page: BOOK / f"{page}{kinds[page]}", titles=dict.fromkeys(pages(), title))
    config = SimpleNamespace(html_baseurl=address, html_title="Turning Dials", root_doc="chapters/index")
    return SimpleNamespace(outdir=folder, env=env, config=config)


def document(text="How does a dial know which way to turn?"):
    made = new_document("page")
    made += nodes.paragraph("", text)
    return made


def pixels(png):
    with Image.open(io.BytesIO(png)) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


@pytest.mark.parametrize("page", ["chapters/06-gradient-descent", "chapters/glossary"])
def test_a_page_at_a_known_address_has_a_card_with_a_board_of_its_own_or_the_first_page_s(tmp_path, page):
    context = {}
    card.add(app_of(tmp_path), page, context, document())
    assert context["td_card"]["address"] == f"{ADDRESS}_static/cards/{page.replace('/', '-')}.png"
    made = tmp_path / context["td_card"]["address"].removeprefix(ADDRESS)
    shown = pixels(made.read_bytes())
    assert shown.shape == (card.HEIGHT, card.WIDTH, 3)
    name = page if (BOOK / f"{page}.ipynb").is_file() else "chapters/index"
    still = max((png for png, _ in committed(BOOK / f"{name}.ipynb").values()), key=len)
    with Image.open(io.BytesIO(still)) as board:
        width = card.WIDTH - 2 * card.EDGE
        whole = board.convert("RGB").resize(
            (width, round(board.height * width / board.width)), Image.Resampling.LANCZOS
        )
    there = shown[200:600, card.EDGE : card.EDGE + width]
    assert np.array_equal(there, np.asarray(whole).astype(int)[10:410])


@pytest.mark.parametrize(
    "title", ["X", "Which way is down, and how far?", "A title that is longer than any of the book " * 2]
)
def test_a_title_is_there_and_within_the_margins(title):
    paper = np.array([int(card.PAPER[at : at + 2], 16) for at in (1, 3, 5)])
    still = next(png for png, _ in committed(BOOK / "chapters" / "index.ipynb").values())
    ink = (np.abs(pixels(card.draw(title, "Turning Dials", still))[86:188] - paper).sum(axis=2) > 60).any(axis=0)
    assert ink.any() and ink.nonzero()[0].min() >= card.EDGE - 4
    assert ink.nonzero()[0].max() <= card.WIDTH - card.EDGE


def test_without_an_address_there_is_a_description_and_no_card(tmp_path):
    context = {}
    card.add(app_of(tmp_path, ""), "chapters/index", context, document())
    assert context == {"td_description": "How does a dial know which way to turn?", "td_card": None}
    assert list(tmp_path.iterdir()) == []


def test_a_long_first_paragraph_is_cut_after_a_word():
    text = card.description(document("turn every dial " * 40))
    assert len(text) <= card.WORDS + 2 and re.fullmatch(r"(?:turn |every |dial )+…", text)


def test_every_page_is_described_in_words_of_its_own(site):
    said = {}
    for name in pages():
        page = (site / f"{name}.html").read_text(encoding="utf-8")
        [said[name]] = re.findall(r'<meta name="description" content="([^"]{40,})">', page)
        assert ('property="og:image"' in page) == ('rel="canonical"' in page)
    assert len(set(said.values())) == len(said)
