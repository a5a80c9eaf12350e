"""The whole book on one page, to be printed: boards as stills, questions as text, nothing folded, answers at the end.

It is put together of the pages that were built, so that it says what they say. `publish/pdf.py` prints it, and
`publish/epub.py` makes a book for e-readers of it.
"""

import re
from html import escape
from pathlib import Path

from sphinx.application import Sphinx

from publish.site import asked
from publish.site.boards import widgets
from publish.site.progress import in_order

NAME = "chapters/print"
# Pages that are about the site itself.
LEFT_OUT = {"chapters/progress"}
ARTICLE = re.compile(r'<article class="td-article">(.*?)</article>', re.DOTALL)
SOLUTION = re.compile(r"<details[^>]*>\s*<summary>\s*Solution\s*</summary>(.*?)</details>", re.DOTALL)
PLACE = re.compile(r'<div class="td-place" data-model="([^"]+)"[^>]*>.*?</div>', re.DOTALL)
# What only a page that is read on a screen needs.
SCREEN = re.compile(
    r'<script\b.*?</script>|</?noscript>|<p class="td-note">.*?</p>|<a class="(headerlink".*?|td-onward.*?)</a>',
    re.DOTALL,
)
PAGE = """<!doctype html>
<html lang="{language}" data-theme="light">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}: the whole book</title>
<link rel="stylesheet" href="../_static/site-bundle.css">
<link rel="icon" href="../_static/favicon.svg">
</head>
<body class="td-whole">
<main class="td-article">
<header><p class="td-whole-title">{title}</p><p>{author}</p>
<p>Text and figures: CC BY 4.0. Code: BSD 3-Clause license. In this form of the book, boards are stills
of where they begin, and the answers to the questions and the solutions of the exercises are at the end.</p></header>
<nav aria-label="Pages"><ul>{contents}</ul></nav>
{sheets}
</main>
</body>
</html>
"""


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the page beside those that it is made of."""
    if exception or app.builder.format != "html":
        return
    pages = [page for page in in_order(app.env, str(app.config.root_doc)) if page not in LEFT_OUT]
    titles = {page: app.env.titles[page].astext() for page in pages}
    texts = {
        model: text
        for page in pages
        for model, widget in widgets(app.env, page).items()
        if (text := asked.as_text(widget["state"]))
    }
    folder = Path(app.outdir)
    text = compose(folder, titles, texts, app.config.html_title, f"by {app.config.author}", app.config.language)
    (folder / f"{NAME}.html").write_text(text, encoding="utf-8")


def compose(site: Path, titles: dict[str, str], texts: dict[str, str], title: str, author: str, language: str) -> str:
    """The page's text.

    `titles` are those of the pages that it holds, in their order, by their names; `texts` is what stands in place of a
    widget's still, by the widget's id.
    """
    names = {page.rpartition("/")[2] for page in titles}
    sheets, contents, solutions = [], [], []
    for page, name in ((page, page.rpartition("/")[2]) for page in titles):
        found = ARTICLE.search((site / f"{page}.html").read_text(encoding="utf-8"))
        if found is None:
            raise ValueError(f"{page}.html has no article")
        body = PLACE.sub(lambda place: texts.get(place[1], place[0]), SCREEN.sub("", found[1]))
        held = SOLUTION.findall(body)
        body = SOLUTION.sub("<p><em>The solution is at the end of the book.</em></p>", body)
        solutions += [f"<h3>{escape(titles[page])}</h3>{one}" for one in held]
        sheets.append(f'<div class="td-sheet" id="{name}">{_made_one(body, name, names)}</div>')
        contents.append(f'<li><a href="#{name}">{escape(titles[page])}</a></li>')
    sheets.append(asked.answers(titles))
    sheets.append(
        f'<div class="td-sheet" id="solutions"><h1>Solutions</h1>{_made_one("".join(solutions), "s", names)}</div>'
    )
    contents += ['<li><a href="#answers">Answers</a></li>', '<li><a href="#solutions">Solutions</a></li>']
    return PAGE.format(
        language=language,
        title=escape(title),
        author=escape(author),
        contents="".join(contents),
        sheets="\n".join(sheets),
    )


def _made_one(body: str, name: str, names: set[str]) -> str:
    """A page's body among others: its places named apart from theirs, links to them within this page, all in view."""

    def to(link: re.Match[str]) -> str:
        page, fragment = link[1] or name, link[2]
        if page not in names and link[1]:
            return link[0]
        return f'href="#{page}.{fragment}"' if fragment else f'href="#{page}"'

    body = re.sub(r'href="(?:([\w-]+)\.html)?(?:#([\w.-]*))?"', to, body)
    body = re.sub(r'\bid="([^"]+)"', rf'id="{name}.\1"', body)
    body = re.sub(r'\b(for|aria-labelledby|aria-describedby)="([^"]+)"', rf'\1="{name}.\2"', body)
    body = body.replace(' loading="lazy"', "")
    return re.sub(r"<details\b(?! open)", "<details open", body)
