"""The JupyterLab that the tests here share."""

import pytest
from support.jupyterlab import jupyterlab


@pytest.fixture(scope="session")
def lab(book, tmp_path_factory):
    """The address of a JupyterLab over a copy of the chapters, with settings of its own."""
    with jupyterlab(book, tmp_path_factory.mktemp("lab")) as address:
        yield address
