"""Where the book asks for what runs the cells."""

# pagekernel.cells puts itself here, with the names of the cells in `user_ns`.
shell = None


def get_ipython():
    """What runs the cells, or None outside of them."""
    return shell
