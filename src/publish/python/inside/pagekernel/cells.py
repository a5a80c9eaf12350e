"""Run a page's cells in one namespace, as a kernel does; what they print, show and raise goes to the page."""

import ast
import asyncio
import contextvars
import io
import linecache
import os
import sys
import time
import traceback
import types

from IPython.core import getipython
from IPython.display import display, flush
from pagekernel import channel, needs, refusals

# What is printed leaves in lumps, so that a loop that prints does not drown the page in messages.
LUMP = 0.05  # seconds
MOST = 100_000  # characters that one run of a cell may print
ON_PAGE = "This page's Python has numpy and matplotlib. For other packages open the chapter in JupyterLab."
SITE = os.path.dirname(os.path.dirname(__file__)) + os.sep


class Printed(io.TextIOBase):
    """What a cell prints to one of the two streams."""

    def __init__(self, name):
        self._name = name
        self.other = None
        self.begin()

    def begin(self):
        """Another cell begins."""
        self._waiting, self._left, self._sent = [], MOST, 0.0

    def writable(self):
        return True

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self.other is not None:
            self.other.flush()  # what goes to two streams is shown in the order in which it was printed
        if self._left > 0:
            cut = text[: self._left]
            self._left -= len(cut)
            if self._left == 0:
                cut += f"\n(Cut here: a cell shows at most {MOST:,} characters.)\n"
            self._waiting.append(cut)
            if time.monotonic() - self._sent > LUMP:
                self.flush()
        return len(text)

    def flush(self):
        if self._waiting:
            text, self._waiting = "".join(self._waiting), []
            self._sent = time.monotonic()
            channel.post("stream", name=self._name, text=text)


class Cells:
    """The cells' namespace, and how many were run."""

    def __init__(self):
        self.count = 0
        self.context = contextvars.copy_context()
        main = types.ModuleType("__main__")
        sys.modules["__main__"] = main
        self.names = main.__dict__
        getipython.shell = types.SimpleNamespace(user_ns=self.names)
        self.streams = out, err = Printed("stdout"), Printed("stderr")
        out.other, err.other = err, out
        sys.stdout, sys.stderr = self.streams
        sys.displayhook = self._display
        refusals.install()

    def begin(self, source):
        """Run one cell, in the one context of all cells: what numpy is told about printing holds for the next cell."""
        loop = asyncio.get_running_loop()
        return asyncio.Task(self.run(source), loop=loop, context=self.context)

    async def run(self, source):
        """Run one cell. The page hears of its outputs, and at the end "done" with whether it went well."""
        self.count += 1
        name = f"cell [{self.count}]"
        # A traceback shows the lines of any cell that was ever run.
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        for stream in self.streams:
            stream.begin()
        channel.post("begun", count=self.count)
        error = None
        try:
            await self._run(source, name)
            _show_figures()
        except BaseException as raised:  # whatever it is, its author is to see it
            error = raised
        flush()
        if error is not None:
            channel.post("error", text=told(error), last=_last(error))
        channel.post("done", ok=error is None)

    async def _run(self, source, name):
        tree = ast.parse(source, name)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        silent = source.rstrip().endswith(";")
        await self._do(compile(tree, name, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT))
        if last is not None:
            code = compile(ast.Expression(last.value), name, "eval", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            value = await self._do(code)
            if not silent:
                sys.displayhook(value)

    async def _do(self, code):
        value = eval(code, self.names)
        return await value if code.co_flags & 0x80 else value  # CO_COROUTINE: the code awaits something

    def _display(self, value):
        if value is None:
            return
        self.names["_"] = value
        display(value)


def _show_figures():
    # A figure that was drawn and not shown is shown, as in JupyterLab.
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].show()


def told(error):
    """An error as Python tells it, without the frames of this file."""
    frames = error.__traceback__
    while frames is not None and not frames.tb_frame.f_code.co_filename.startswith("cell ["):
        frames = frames.tb_next
    told = traceback.TracebackException(type(error), error, frames)
    if isinstance(error, SyntaxError) and frames is None:
        told.stack.clear()
    lines = "".join(told.format()).replace(f'File "{SITE}', 'File "').rstrip()
    if isinstance(error, ModuleNotFoundError) and error.name:
        lines += f"\n{ON_PAGE}"
    return lines


def _last(error):
    return traceback.format_exception_only(type(error), error)[-1].strip()


cells = Cells()
channel.listeners["run"] = lambda message, _: cells.begin(message["source"])
channel.listeners["plan"] = lambda message, _: needs.plan(message["sources"], set(message["done"]))
channel.listeners["figures"] = lambda message, _: needs.figures(message["source"])
