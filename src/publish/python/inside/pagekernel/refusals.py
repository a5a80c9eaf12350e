"""What a page's Python cannot do, said in words: ask at a terminal, and reach another computer."""

import builtins
import socket
import urllib.request

NETWORK = "This page's Python reaches no other computer. Put the data into the cell, or open the chapter in JupyterLab."
INPUT = "There is no terminal on this page to ask at. Put the answer into the cell instead, as in: name = 'Ada'"


def install():
    """Put the refusals in place."""
    builtins.input = _no_input
    urllib.request.urlopen = socket.create_connection = socket.getaddrinfo = _no_network
    socket.socket.connect = _no_network


def _no_input(prompt="", /):
    raise RuntimeError(INPUT)


def _no_network(*_, **__):
    raise OSError(NETWORK)
