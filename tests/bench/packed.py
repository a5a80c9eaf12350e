"""Serve a folder; and pack text by gzip, over connections that stay open, which Python's own server does not."""

import gzip
import io
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Thread

from publish.serve import Server

TEXT = {".html", ".js", ".mjs", ".css", ".svg", ".json", ".txt"}


class Packed:
    """What a handler of http.server puts before its own class, as `class Mine(Packed, SimpleHTTPRequestHandler)`."""

    protocol_version = "HTTP/1.1"

    def send_head(self):
        """The file to send, its head sent already; text is packed."""
        file = Path(self.translate_path(self.path))
        if file.suffix not in TEXT or not file.is_file():
            return super().send_head()
        content = _packed(file, file.stat().st_mtime_ns)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)


@cache
def _packed(file: Path, _stamp: int) -> bytes:
    return gzip.compress(file.read_bytes(), 6)


@contextmanager
def served(handler):
    """The address of a server on this computer."""
    with Server(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
