"""The package's own page, made from its docstrings by Sphinx's autodoc: chapters/api.md says in which order."""

from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import inspect


def setup(app: Sphinx) -> None:
    """Have docstrings read as the house writes them."""
    app.setup_extension("sphinx.ext.autodoc")
    app.connect("config-inited", _settings)
    app.connect("autodoc-process-docstring", _without_the_module_s)
    app.connect("autodoc-process-signature", _as_it_is_made)


def _settings(app: Sphinx, config: Config) -> None:
    config.default_role = "code"  # `name` in a docstring is code
    config.add_module_names = False
    config.autodoc_typehints = "none"  # docstrings say shapes and units, which is more
    config.autodoc_member_order = "groupwise"
    config.toc_object_entries = False  # the list of chapters would be as long as the package
    config.html_domain_indices = False


def _without_the_module_s(app: Sphinx, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    if what == "module":
        lines.clear()  # the page has a heading of its own


def _as_it_is_made(
    app: Sphinx, what: str, name: str, thing: Any, options: Any, signature: str | None, returns: str | None
) -> tuple[str | None, str | None]:
    """The arguments of a board are its `__init__`'s: autodoc finds those of a widget's `__new__`, which say nothing."""
    if what != "class" or signature is None:
        return signature, returns
    made = inspect.signature(thing.__init__, bound_method=True)
    # Boards take any option, so that they can refuse an unknown one in their own words.
    named = [one for one in made.parameters.values() if one.name != "unknown"]
    return inspect.stringify_signature(made.replace(parameters=named), show_annotation=False), None
