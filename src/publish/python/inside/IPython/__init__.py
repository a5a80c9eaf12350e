"""The part of IPython that the book and its cells use; it stands in for the whole on a page."""

from IPython import display

version_info = (0, 0)
__all__ = ["display", "get_ipython"]


def get_ipython():
    """None, as outside of IPython: who asks here, as matplotlib does, wants the whole of it."""
