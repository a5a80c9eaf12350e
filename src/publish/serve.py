"""Serve the built site on this computer: `python -m publish.serve --port 8000`.

With --check the Makefile runs this file before anything is installed, so it uses the standard library alone.
"""

import argparse
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# What a page may do, as a header says it to the browser: load its own site's files, and nothing else. There is no eval
# and no script or style sheet that is not a file; formulas alone carry styles in their markup. A picture may be a data
# address, which is how a board reads a reader's own.
RULES = {
    "default-src": ["'self'"],  # Firefox fetches the next chapter ahead, which no rule of its own covers
    "object-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'", "'unsafe-inline'"],  # for browsers that do not know the next two
    "style-src-elem": ["'self'", "'unsafe-inline'"],  # the editor of a cell writes its own style sheet
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],  # the search page reads the pages that it found
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'self'"],
}
POLICY = "; ".join(f"{name} {' '.join(sources)}" for name, sources in RULES.items())
# The worker in which a page's Python runs is handed its files as bytes: it makes programs of those and reaches nothing.
WORKER = "/_static/python/worker.js"
WORKER_POLICY = "default-src 'none'; script-src 'self' blob: 'wasm-unsafe-eval'"


class Handler(SimpleHTTPRequestHandler):
    """Files as they are now, a rebuilt page at the next reload, under the policy that a published site should have."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        of_worker = self.path.partition("?")[0].endswith(WORKER)
        self.send_header("Content-Security-Policy", WORKER_POLICY if of_worker else POLICY)
        super().end_headers()

    def log_request(self, *_: object) -> None:
        """Only errors are worth a line."""


class Server(ThreadingHTTPServer):
    """One that refuses a port on which another program listens."""

    daemon_threads = True
    # On Linux this only frees a port that a server has just left; a listening one still keeps it.
    allow_reuse_address = True


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl-C. With --check, only find out whether the port is free. The exit code is 1 if it is not."""
    parser = argparse.ArgumentParser(prog="python -m publish.serve", description=__doc__)
    parser.add_argument("--port", default="8000")
    parser.add_argument("--site", type=Path, default=Path("_build/html"))
    parser.add_argument("--check", action="store_true", help="only say whether the port is free")
    given = parser.parse_args(arguments)
    if not (given.port.isdecimal() and 1 <= int(given.port) <= 65535):
        print(f"PORT={given.port} is no port: give a number from 1 to 65535, such as PORT=8001", file=sys.stderr)
        return 1
    try:
        server = Server(("127.0.0.1", int(given.port)), partial(Handler, directory=str(given.site)))
    except OSError as error:
        print(f"Cannot serve at port {given.port} ({error.strerror}). Try another, such as PORT=8001", file=sys.stderr)
        return 1
    with server:
        if given.check:
            return 0
        print(f"Turning Dials is at http://localhost:{server.server_port} (Ctrl-C ends)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
