"""The whole book on one page, to be printed: boards as stills, nothing folded, answers and solutions at the end.

It is put together of the pages that were built, so that it says what they say. `publish/pdf.py` prints it.
"""

import re
from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from publish.site.progress import in_order
from turning_dials.quiz.quiz import chapters, questions

NAME = "chapters/print"
# Pages that are about the site itself.
LEFT_OUT = {"chapters/progress"}
ARTICLE = re.compile(r'<article class="td-article">(.*?)</article>', re.DOTALL)
SOLUTION = re.compile(r"<details[^>]*>\s*<summary>\s*Solution\s*</summary>(.*?)</details>", re.DOTALL)
# What only a page that is read on a screen needs.
SCREEN = re.compile(
    r'<script\b.*?</script>|<noscript>.*?</noscript>|<a class="headerlink".*?</a>|<a class="td-onward.*?</a>', re.DOTALL
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
<p>Text and figures: CC BY 4.0. Code: BSD 3-Clause license. This is the book as it stands on paper: boards are stills
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
    folder = Path(app.outdir)
    text = compose(folder, titles, app.config.html_title, f"by {app.config.author}", app.config.language)
    (folder / f"{NAME}.html").write_text(text, encoding="utf-8")


def compose(site: Path, titles: dict[str, str], title: str, author: str, language: str) -> str:
    """The page's text. `titles` are those of the pages that it holds, in their order, by their names."""
    names = {page.rpartition("/")[2] for page in titles}
    sheets, contents, solutions = [], [], []
    for page, name in ((page, page.rpartition("/")[2]) for page in titles):
        found = ARTICLE.search((site / f"{page}.html").read_text(encoding="utf-8"))
        if found is None:
            raise ValueError(f"{page}.html has no article")
        body = SCREEN.sub("", found[1])
        held = SOLUTION.findall(body)
        body = SOLUTION.sub("<p><em>The solution is at the end of the book.</em></p>", body)
        solutions += [f"<h3>{escape(titles[page])}</h3>{one}" for one in held]
        sheets.append(f'<div class="td-sheet" id="{name}">{_made_one(body, name, names)}</div>')
        contents.append(f'<li><a href="#{name}">{escape(titles[page])}</a></li>')
    sheets.append(_answers(titles))
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


def _answers(titles: dict[str, str]) -> str:
    """The right answer to every question, with what is said to it."""
    parts = []
    for page, title in titles.items():
        name = page.rpartition("/")[2]
        chapter = name.partition("-")[2] if name[0].isdigit() else name
        if chapter not in chapters():
            continue
        asked = questions(chapter)
        items = "".join(f"<li><p>{_marked(one['prompt'])}</p>{_right(one)}</li>" for one in asked.values())
        parts.append(f"<h2>{escape(title)}</h2><ol>{items}</ol>")
    return f'<div class="td-sheet" id="answers"><h1>Answers</h1>{"".join(parts)}</div>'


def _right(asked: dict[str, Any]) -> str:
    if asked["kind"] == "choice":
        [option] = [one for one in asked["options"] if one.get("right")]
        return f"<p><strong>{_marked(option['text'])}</strong> {_marked(option['feedback'])}</p>"
    said = _marked(asked["feedback"])
    if asked["kind"] == "number":
        return f"<p><strong>{escape(str(asked['value']).replace('-', '−'))}</strong>. {said}</p>"
    return f"<ol>{''.join(f'<li>{_marked(one)}</li>' for one in asked['items'])}</ol><p>{said}</p>"


def _marked(text: str) -> str:
    """A question's tiny markup, as quiz/text.js shows it."""
    text = escape(" ".join(text.split()))
    text = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", text)
    text = re.sub(r"\*([^*\s][^*]*)\*", r"<em>\1</em>", text)
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
