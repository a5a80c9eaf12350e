"""What the book needs from the system, and the one command that installs what is missing.

The Makefile runs this file before anything is installed, so it uses the standard library alone:

    python3 src/publish/needs.py venv chrome
"""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

CHROME_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
CHROME_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "~/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/usr/lib/chromium/chromium",
    "/snap/bin/chromium",
    "/opt/google/chrome/chrome",
)


def find_chrome():
    """The path of a Chrome or Chromium: what CHROME names, else the first in the usual places, else None.

    Raises FileNotFoundError when CHROME names nothing that can be run.
    """
    named = os.environ.get("CHROME")
    if named:
        found = shutil.which(os.path.expanduser(named))
        if not found:
            raise FileNotFoundError(f"CHROME names {named}, which is no program that can be run")
        return found
    places = [*CHROME_NAMES, *map(os.path.expanduser, CHROME_PATHS)]
    return next(filter(None, map(shutil.which, places)), None)


def missing(wanted):
    """Those of `wanted` ("venv", "chrome") that this system lacks."""
    has = {
        # Debian ships venv without ensurepip, which is what makes an environment with pip in it.
        "venv": lambda: importlib.util.find_spec("ensurepip") is not None,
        "chrome": lambda: find_chrome() is not None,
    }
    return [name for name in wanted if not has[name]()]


def command(lacking, system=None, python=sys.version_info[:2]):
    """The one command that installs `lacking` on `system`, one of the names that this_system gives."""
    system = system or this_system()
    if system == "darwin":
        # Homebrew's Python comes with venv; its casks are installed by the same command.
        names = {"venv": f"python@{python[0]}.{python[1]}", "chrome": "google-chrome"}
        return "brew install " + " ".join(names[name] for name in lacking)
    names = {"venv": f"python{python[0]}.{python[1]}-venv", "chrome": "chromium"}
    if system == "ubuntu":
        names["chrome"] = "chromium-browser"
    if system in ("debian", "ubuntu"):
        return "sudo apt-get install -y " + " ".join(names[name] for name in lacking)
    words = {"venv": "Python's venv module", "chrome": "Chrome or Chromium"}
    return "install " + " and ".join(words[name] for name in lacking) + " with your system's package manager"


def this_system():
    """The name of this system: "darwin", or the ID that /etc/os-release gives (its ID_LIKE for relatives of Debian)."""
    if sys.platform == "darwin":
        return "darwin"
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return sys.platform
    release = dict(line.replace('"', "").split("=", 1) for line in lines if "=" in line)
    names = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    return next((name for name in names if name in ("ubuntu", "debian")), names[0])


def main(wanted):
    """Print what is missing and how to install it; the exit code is 1 if anything is."""
    words = {"venv": "Python's venv module", "chrome": "Chrome or Chromium (or name one with CHROME=/path/to/it)"}
    try:
        lacking = missing(wanted)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    if not lacking:
        return 0
    print("Missing: " + " and ".join(words[name] for name in lacking) + ". Install with:\n", file=sys.stderr)
    print("    " + command(lacking) + "\n", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
