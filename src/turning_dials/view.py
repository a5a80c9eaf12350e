"""What boards and questions are: widgets that carry their view, and say in plain text what they show."""

from importlib.resources import files
from typing import Any, ClassVar

import anywidget

from turning_dials.join import join, styles
from turning_dials.words import asked_for

PACKAGE = files("turning_dials")


class View(anywidget.AnyWidget):
    """A widget with a view of its own, whose plain text is its repr, for GitHub, a terminal and nbval.

    A subclass says `view`, the module that draws it, as a path within the package, such as "quiz/quiz.js", and writes
    `__repr__`. Its styles are kit/board/theme.css and the sheets that stand beside the modules the view imports:
    whoever imports kit/console/console.js is styled by kit/console/console.css, and names no sheet. `kind` says what it
    is to a page: a "board", a "question", or a "widget" of another kind. `later` names the binary traits that the view
    can begin without, which a page sends when the rest is there: undefined until then, and null if they never come.
    """

    view: ClassVar[str] = ""
    kind: ClassVar[str] = "widget"
    later: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # Widgets make further subclasses of themselves to hold traits; those have a view already.
        if cls.__dict__.get("view"):
            module = str(PACKAGE / cls.view)
            theme = PACKAGE / "kit" / "board" / "theme.css"
            cls._esm = join(module, asked_for())
            cls._css = theme.read_text(encoding="utf-8") + styles(module)
        super().__init_subclass__(**kwargs)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        # anywidget would put a memory address there, which differs at every run.
        bundle = super()._repr_mimebundle_(**kwargs)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        if data is not None:
            data["text/plain"] = repr(self)
        return bundle
