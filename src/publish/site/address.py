"""What a site needs once it stands at an address: canonical addresses, a map, a page for what is not there, redirects.

The address comes from the environment, TURNING_DIALS_URL=https://example.org/book/; no file of the repository has it.
Without it the site has none of the first two, and opens from anywhere.
"""

import os
import re
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError
from sphinx.util import logging

LOGGER = logging.getLogger(__name__)
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
{head}
</head>
<body style="max-width: 34em; margin: 15vh auto; padding: 0 1.5em; font: 1.1em/1.6 sans-serif;">
{body}
</body>
</html>
"""


def find(app: Sphinx, config: Config) -> None:
    """Take the site's address from the environment. Raises ConfigError if it is no address of a folder."""
    address = os.environ.get("TURNING_DIALS_URL", "")
    if address and not re.fullmatch(r"https?://[^/?#\s]+/([^?#\s]+/)?", address + "/" * (not address.endswith("/"))):
        raise ConfigError(f"TURNING_DIALS_URL={address} is no address of a site, such as https://example.org/book/")
    config.html_baseurl = address.rstrip("/") + "/" if address else ""


def check(app: Sphinx, env: BuildEnvironment) -> None:
    """Fail the build for a redirect that leads from a page, or to none."""
    for old, new in app.config.turning_dials_redirects.items():
        if old in env.found_docs:
            LOGGER.error("turning_dials_redirects: %s is a page, and cannot lead to another", old)
        if new not in env.found_docs:
            LOGGER.error("turning_dials_redirects: %s leads to %s, which is no page", old, new)


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Write what is no page of the book: the way to its first page, redirects, a page for what is not there, a map."""
    if exception or app.builder.format != "html":
        return
    folder = Path(app.outdir)
    moved = {"index": app.config.root_doc, **app.config.turning_dials_redirects}
    for old, new in moved.items():
        if old not in app.env.found_docs:
            _write(folder / f"{old}.html", _redirect(app, old, new))
    _write(folder / "404.html", _not_there(app))
    if app.config.html_baseurl:
        pages = [escape(_canonical(app, page)) for page in sorted(app.env.found_docs)]
        entries = "\n".join(f"<url><loc>{page}</loc></url>" for page in pages)
        schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
        _write(
            folder / "sitemap.xml",
            f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{schema}">\n{entries}\n</urlset>\n',
        )


def _redirect(app: Sphinx, old: str, new: str) -> str:
    """A page that leads on, over http and from a folder, with query and fragment kept."""
    target = escape(app.builder.get_relative_uri(old, new))
    head = (
        f'<script src="{"../" * old.count("/")}_static/front.js" data-to="{target}"></script>\n'
        f'<noscript><meta http-equiv="refresh" content="0; url={target}"></noscript>'
    )
    if app.config.html_baseurl:
        head += f'\n<link rel="canonical" href="{escape(_canonical(app, new))}">'
    title = escape(app.config.html_title)
    return PAGE.format(title=title, head=head, body=f'<p><a href="{target}">{title}</a></p>')


def _not_there(app: Sphinx) -> str:
    # It is shown in place of any address, so that its own links begin at the root of the host.
    root = urlsplit(app.config.html_baseurl).path or "/"
    title, links = escape(app.config.html_title), []
    for page in sorted(app.env.found_docs, key=lambda page: (page != app.config.root_doc, page)):
        target, name = root + app.builder.get_target_uri(page), app.env.titles[page].astext()
        links.append(f'<li><a href="{escape(target)}">{escape(name)}</a></li>')
    body = f"<h1>There is no such page</h1>\n<p>It may have been moved. The pages of {title}:</p>\n<ul>\n"
    head = '<meta name="robots" content="noindex">'
    return PAGE.format(title=f"No such page — {title}", head=head, body=body + "\n".join(links) + "\n</ul>")


def _canonical(app: Sphinx, page: str) -> str:
    return f"{app.config.html_baseurl}{app.builder.get_target_uri(page)}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
