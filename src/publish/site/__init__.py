"""The Sphinx extension that turns the executed notebooks into light pages with live boards and no other host.

One file for each thing it does:

* `api` makes a page of the package's docstrings.
* `boards` puts a still and a place for the live board where a notebook shows one.
* `hoist` takes the boards' sources and large data out of the page, into files that pages share.
* `address` writes what a site needs at an address: redirects, a map, a page for what is not there.
* `page` decides what a page loads and in which order; `styles` makes one small stylesheet, which is ours alone.
* `card` is what is shown of a page where its address is shared.
* `glossary` makes a term's first use on a page lead to what the glossary says of it.
* `progress` tells every page what the others ask, so that a reader's answers can be counted.
* `execution` keeps the cache of executed notebooks honest and says which cell failed; `math` renders formulas.
* `whole` puts all pages on one, to be printed.

In the browser, `mount.js` brings the boards to life, `terms.js` says what a word means, `progress.js`
how far the reader has come, and `site.js` does the rest.
"""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

import publish.python.site
from publish.site import address, api, boards, execution, glossary, math, page, progress, styles, whole

HERE = Path(__file__).parent


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the parts; called by Sphinx."""
    app.connect("config-inited", _settings)
    app.connect("config-inited", execution.fingerprint)
    app.connect("config-inited", address.find)
    app.connect("builder-inited", math.prepare)
    app.connect("env-before-read-docs", execution.announce)
    app.add_config_value("turning_dials_package", "", "env")
    app.add_config_value("turning_dials_redirects", {}, "html")  # old page -> new page, both without .html
    app.add_config_value("comments_config", {}, "")  # Jupyter Book sets it for an extension that we leave out
    app.add_post_transform(execution.Failures)
    app.add_post_transform(boards.BoardPlaces)
    app.add_post_transform(math.Unbroken)
    app.add_post_transform(glossary.Terms)
    # Every page is written at every build: Sphinx copies static files only when it writes a page.
    app.connect("env-updated", lambda app, env: list(env.found_docs))
    # After every extension that adds a script to the page, so that the last word is here.
    app.connect("html-page-context", page.lighten, priority=950)
    # After myst-nb's handler, which copies the last stylesheet.
    app.connect("build-finished", styles.bundle, priority=900)
    app.add_config_value("turning_dials_progress", "", "")  # the script that `progress` writes
    app.connect("env-updated", progress.write)
    app.connect("env-updated", address.check)
    app.connect("build-finished", address.finish, priority=900)
    api.setup(app)
    app.connect("build-finished", whole.write, priority=850)  # before `styles` names the sheet's version
    publish.python.site.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": False}


def _settings(app: Sphinx, config: Config) -> None:
    # The folder inside stands first too, because the theme finds its components by their bare names.
    config.templates_path[:0] = [str(HERE / "templates"), str(HERE / "templates" / "components")]
    config.nb_ipywidgets_js = {"mount.js": {}}
    config.html_math_renderer = "katex"
    config.katex_prerender = True
    config.katex_css_path = "katex.css"
    scripts = ("first.js", "front.js", "keeping.js", "mount.js", "progress.js", "site.js", "terms.js")
    config.html_static_path += [str(HERE / name) for name in scripts]
