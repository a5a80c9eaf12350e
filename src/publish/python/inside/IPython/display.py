"""Show things in a cell's output, on a page: what IPython.display offers of it."""

import sys
from base64 import b64encode

from pagekernel import channel

FORMS = {
    "_repr_html_": "text/html",
    "_repr_svg_": "image/svg+xml",
    "_repr_png_": "image/png",
    "_repr_jpeg_": "image/jpeg",
}


def display(*things, metadata=None, raw=False, **_):
    """Show each of `things` below the cell; with `raw`, a thing is already a dict from media type to content."""
    for thing in things:
        data, about = (thing, {}) if raw else bundle(thing)
        flush()
        channel.post("display", data=_textual(data), metadata={**about, **(metadata or {})})


def flush():
    """Let what was printed so far come before what is shown now."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()


def bundle(thing):
    """The forms in which an object shows itself: (media type -> content, media type -> what is said of it)."""
    made = _asked(thing, "_repr_mimebundle_")
    data, about = made if isinstance(made, tuple) else (made or {}, {})
    data = dict(data)
    for name, form in FORMS.items():
        if form not in data and (content := _asked(thing, name)) is not None:
            data[form] = content[0] if isinstance(content, tuple) else content
    data.setdefault("text/plain", repr(thing))
    return data, about


def _asked(thing, name):
    method = None if isinstance(thing, type) else getattr(thing, name, None)
    return method() if callable(method) else None


def _textual(data):
    return {form: b64encode(value).decode() if isinstance(value, bytes) else value for form, value in data.items()}


def clear_output(wait=False):
    """Take back what the cell has shown so far."""
    channel.post("clear", wait=bool(wait))


class _Shown:
    def __init__(self, data):
        self.data = data

    def __repr__(self):
        return f"<{type(self).__name__}>"


class HTML(_Shown):
    """A text in HTML; of it the page shows what has no script and no address."""

    def _repr_html_(self):
        return self.data


class SVG(_Shown):
    """A drawing in SVG."""

    def _repr_svg_(self):
        return self.data
