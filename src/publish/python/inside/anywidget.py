"""The base class of the book's boards and questions, where there is no Jupyter kernel: on a published page.

It stands in for anywidget's, with the same traits (traitlets' own) and the same messages, `open`, `update` and `custom`
as ipywidgets sends them; what carries them is the worker's channel. The page's side is page/models.js.
"""

import uuid
import weakref
from contextlib import contextmanager
from pathlib import Path

import traitlets
from pagekernel import channel

VIEW = "application/vnd.jupyter.widget-view+json"
BINARY = (bytes, bytearray, memoryview)
# The widgets that the page may still turn a dial of; a widget that nothing in Python holds may go.
living = weakref.WeakValueDictionary()


class AnyWidget(traitlets.HasTraits):
    """A widget with a view of its own, whose traits tagged `sync=True` are shared with the page."""

    def __init__(self, **traits):
        own = {name: getattr(self, name) for name in ("_esm", "_css") if hasattr(self, name)}
        own = {name: value if isinstance(value, str) else Path(value).read_text("utf-8") for name, value in own.items()}
        self.model_id = uuid.uuid4().hex
        self._from_page = {}
        self._held = None
        self._opened = False
        self._callbacks = []
        super().__init__(**traits)
        state, buffers = _parted(self.get_state())
        # By the class that brings the view: a reader's class that adds Python to a board is drawn as that board is.
        drawn = next((kind for kind in type(self).__mro__ if "_esm" in vars(kind)), type(self))
        identity = f"{drawn.__module__}.{drawn.__qualname__}"
        state = {"_anywidget_id": identity, **own, **state}
        self._opened = True
        living[self.model_id] = self
        self._post("open", state, buffers)

    @property
    def keys(self):
        """The names of the traits that are shared with the page."""
        return list(self.traits(sync=True))

    def get_state(self, key=None):
        """Name -> value of the shared traits, of those in `key` (a name or names) where it is given."""
        names = self.keys if key is None else [key] if isinstance(key, str) else key
        return {name: getattr(self, name) for name in names}

    def set_state(self, state):
        """Take values that come from the page; it is told only of what became another value here."""
        with self.hold_sync():
            self._from_page = dict(state)
            try:
                for name, value in state.items():
                    if name in self.keys:
                        setattr(self, name, value)
            except traitlets.TraitError:
                # The page hears what still holds, so that the two do not drift apart.
                self._held.update(state)
            finally:
                self._from_page = {}

    @contextmanager
    def hold_sync(self):
        """Within it, what changes is collected and sent as one update."""
        if self._held is not None:
            yield
            return
        self._held = set()
        try:
            yield
        finally:
            names, self._held = self._held, None
            if names:
                self.send_state(names)

    def send_state(self, key=None):
        """Tell the page the shared traits, or those in `key`."""
        if self._opened:
            self._post("update", *_parted(self.get_state(key)))

    def send(self, content, buffers=None):
        """Send a message of the widget's own to its views."""
        self._post("custom", content, [], buffers or [])

    def on_msg(self, callback, remove=False):
        """Call `callback(widget, content, buffers)` with each message of the widget's own that comes from a view."""
        if remove:
            self._callbacks.remove(callback)
        else:
            self._callbacks.append(callback)

    def handle_custom_msg(self, content, buffers):
        """Such a message has come."""
        for callback in list(self._callbacks):
            callback(self, content, buffers)

    def notify_change(self, change):
        """Called by traitlets: the page is told, unless it said so itself."""
        name = change["name"]
        told = object()
        if self._opened and name in self.keys and _differs(self._from_page.get(name, told), getattr(self, name)):
            if self._held is None:
                self.send_state(name)
            else:
                self._held.add(name)
        super().notify_change(change)

    def _post(self, method, state, parts, more=()):
        content = {"method": method, "state": state, "buffer_paths": [path for path, _ in parts]}
        channel.post("widget", [*(value for _, value in parts), *more], id=self.model_id, **content)

    def _repr_mimebundle_(self, **_):
        return {VIEW: {"version_major": 2, "version_minor": 0, "model_id": self.model_id}, "text/plain": repr(self)}


def _differs(one, other):
    try:
        return bool(bytes(one) != bytes(other) if isinstance(other, BINARY) else one != other)
    except (TypeError, ValueError):
        return True


def _parted(state):
    """The state without its binary values, and these as (path, bytes)."""
    parts = [([name], bytes(value)) for name, value in state.items() if isinstance(value, BINARY)]
    return {name: value for name, value in state.items() if not isinstance(value, BINARY)}, parts


def _hear(message, buffers):
    widget = living.get(message["id"])
    if widget is None:
        return
    state = message["state"]
    if message["method"] == "custom":
        widget.handle_custom_msg(state, [bytes(one) for one in buffers])
        return
    for (name,), content in zip(message["buffer_paths"], buffers, strict=True):
        state[name] = bytes(content)
    widget.set_state(state)


channel.listeners["widget"] = _hear
