"""How a file of bytes travels to a page: as a script that registers it, which a page opened from a folder may load.

A page served over http fetches the same file and so can say how much of it has come. The bytes stand in a JavaScript
string, each as one character of the encoding x-user-defined, whose lower eight bits are the byte. The file is then 2 %
larger than what it carries, where base64 would make it 33 % larger. page/files.js is the way back.
"""

import gzip
import hashlib
import re

# The few bytes that a string literal cannot hold travel as "=" and themselves plus 64.
ESCAPED = re.compile(rb'[\x00\n\r"=\\]')
# What is not packed yet; wheels and zips are.
PACKED = (".whl", ".zip", ".gz")


def carried(name: str, content: bytes) -> tuple[str, bytes]:
    """The file name and the text (bytes) of the script that carries `content` (bytes) under `name`.

    Content that is not packed yet is packed, and its name then ends in ".gz".
    """
    if not name.endswith(PACKED):
        # No time of packing, so that the same content is the same file.
        name, content = f"{name}.gz", gzip.compress(content, 9, mtime=0)
    text = ESCAPED.sub(lambda match: b"=" + bytes([(match[0][0] + 64) % 256]), content)
    text = b'(self.tdCarried??={})["' + name.encode() + b'"]="' + text + b'";\n'
    return f"{name}.{hashlib.sha256(text).hexdigest()[:12]}.js", text
