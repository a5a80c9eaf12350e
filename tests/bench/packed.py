"""Serve text packed by gzip, over connections that stay open: as every host of pages does, and Python's server not."""

import gzip
import io
from functools import cache
from pathlib import Path

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
