"""The messages between Python and its page: JSON, and beside it the bytes that JSON cannot hold."""

import inspect
import json

# Set by worker.js: called with a text and a list of bytes. A test puts a function of its own here.
send = None
# What is to be called with a message of that kind from the page: kind -> function(message, buffers).
listeners = {}


def post(kind, buffers=(), **content):
    """Send a message to the page."""
    send(json.dumps({"kind": kind, **content}), list(buffers))


async def answer(text, buffers):
    """Take a message of the page; returns what its listener answers, as JSON. Called by worker.js."""
    message = json.loads(text)
    value = listeners[message["kind"]](message, buffers)
    return json.dumps(await value if inspect.isawaitable(value) else value)
