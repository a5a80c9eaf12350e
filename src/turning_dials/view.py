"""What boards and questions are: widgets that say in plain text what they show."""

import anywidget


class View(anywidget.AnyWidget):
    """A widget whose plain text is its repr, for GitHub, a terminal and nbval; a subclass writes `__repr__`."""

    def _repr_mimebundle_(self, **kwargs):
        # anywidget would put a memory address there, which differs at every run.
        bundle = super()._repr_mimebundle_(**kwargs)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        if data is not None:
            data["text/plain"] = repr(self)
        return bundle
