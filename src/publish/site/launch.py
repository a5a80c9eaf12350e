"""Where else a chapter can be run: plain links, each only where its address is known.

TURNING_DIALS_REPOSITORY=https://github.com/owner/name leads to Binder, and TURNING_DIALS_HUB=https://example.org to a
JupyterHub that has nbgitpuller. TURNING_DIALS_BRANCH is the branch, `main` unless it says otherwise. Colab has nothing
of the book's installed: a chapter that is opened there stops at its first import.
"""

import os
import re
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from sphinx.errors import ConfigError


def places(page: str, environment: Mapping[str, str] = os.environ) -> list[tuple[str, str]]:
    """[(name, address)] of the places where the notebook of that page, such as "chapters/index", can be run.

    Raises ConfigError for an address that is none.
    """
    repository = environment.get("TURNING_DIALS_REPOSITORY", "").removesuffix("/").removesuffix(".git")
    hub = environment.get("TURNING_DIALS_HUB", "").removesuffix("/")
    branch = environment.get("TURNING_DIALS_BRANCH", "") or "main"
    for name, address in [("REPOSITORY", repository), ("HUB", hub)]:
        if address and not re.fullmatch(r"https?://[^\s?#]+", address):
            raise ConfigError(f"TURNING_DIALS_{name}={address} is no address, such as https://example.org/name")
    if not repository:
        return []
    found = []
    on_github = re.fullmatch(r"https://github\.com/([^/]+/[^/]+)", repository)
    if on_github:
        start = urlencode({"urlpath": f"lab/tree/{page}.ipynb"})
        found.append(("Binder", f"https://mybinder.org/v2/gh/{on_github[1]}/{quote(branch)}?{start}"))
    if hub:
        folder = repository.rpartition("/")[2]
        pulled = urlencode({"repo": repository, "branch": branch, "urlpath": f"lab/tree/{folder}/{page}.ipynb"})
        found.append(("your class's JupyterHub", f"{hub}/hub/user-redirect/git-pull?{pulled}"))
    return found
