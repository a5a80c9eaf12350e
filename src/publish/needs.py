"""What the book needs from the system, and the one command that installs what is missing.

The Makefile runs this file before anything is installed, so it uses the standard library alone:

    python3 src/publish/needs.py venv chrome firefox             says what is missing; the exit code is then 1
    python3 src/publish/needs.py --packages venv chrome firefox  prints the packages that are missing, for .ci/run
"""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

# The environment variable that names the program, the names it goes by, and where it lies when no path leads to it.
PROGRAMS = {
    "chrome": (
        "CHROME",
        ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
        (
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "~/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/usr/lib/chromium/chromium",
            "/snap/bin/chromium",
            "/opt/google/chrome/chrome",
        ),
    ),
    "firefox": (
        "FIREFOX",
        ("firefox-esr", "firefox"),
        (
            "/Applications/Firefox.app/Contents/MacOS/firefox",
            "~/Applications/Firefox.app/Contents/MacOS/firefox",
            "/usr/lib/firefox-esr/firefox-esr",
            "/snap/bin/firefox",
        ),
    ),
    # Chromium without its windows: the same pages in half the time. The tests take it where it is.
    "shell": ("HEADLESS_SHELL", ("chromium-headless-shell", "chrome-headless-shell"), ()),
    # For `make test-webkit` alone: what drives WebKit, and the screen that it is drawn on where there is none.
    "webkit": ("WEBKIT_DRIVER", ("WebKitWebDriver",), ()),
    "xvfb": ("XVFB_RUN", ("xvfb-run",), ()),
}
WORDS = {
    "venv": "Python's venv module",
    "chrome": "Chrome or Chromium",
    "firefox": "Firefox",
    "shell": "Chromium's headless shell",
    "webkit": "WebKit's driver",
    "xvfb": "Xvfb",
}


def find(name: str) -> str | None:
    """The path of one of `PROGRAMS`: what its variable names, else the first in the usual places, else None.

    Raises FileNotFoundError when the variable names nothing that can be run.
    """
    variable, names, paths = PROGRAMS[name]
    named = os.environ.get(variable)
    if named:
        found = shutil.which(os.path.expanduser(named))
        if not found:
            raise FileNotFoundError(f"{variable} names {named}, which is no program that can be run")
        return found
    return next(filter(None, map(shutil.which, [*names, *map(os.path.expanduser, paths)])), None)


def find_chrome() -> str | None:
    """The path of a Chrome or Chromium, as `find` says."""
    return find("chrome")


def find_firefox() -> str | None:
    """The path of a Firefox, as `find` says."""
    return find("firefox")


def missing(wanted: list[str]) -> list[str]:
    """Those of `wanted` ("venv", and the names of `PROGRAMS`) that this system lacks."""
    # Debian ships venv without ensurepip, which is what makes an environment with pip in it.
    venv = importlib.util.find_spec("ensurepip")
    return [name for name in wanted if (venv if name == "venv" else find(name)) is None]


def packages(
    lacking: list[str], system: str | None = None, python: tuple[int, int] = sys.version_info[:2]
) -> list[str] | None:
    """The packages of `lacking` on `system`, one of those that this_system gives; None where there are none for it."""
    version = f"{python[0]}.{python[1]}"
    webkit = {"webkit": "webkit2gtk-driver", "xvfb": "xvfb xauth"}
    names = {
        "debian": {
            "venv": f"python{version}-venv",
            "chrome": "chromium",
            "firefox": "firefox-esr",
            "shell": "chromium-headless-shell",
            **webkit,
        },
        # Both browsers are snaps there, which these packages fetch.
        "ubuntu": {
            "venv": f"python{version}-venv",
            "chrome": "chromium-browser",
            "firefox": "firefox",
            "shell": "",
            **webkit,
        },
        # Homebrew's Python comes with venv; its casks are installed by the same command.
        "darwin": {"venv": f"python@{version}", "chrome": "google-chrome", "firefox": "firefox", "shell": ""},
    }.get(system or this_system())
    if names is None or not names.keys() >= set(lacking):
        return None
    return [package for name in lacking for package in names[name].split()]


def command(lacking: list[str], system: str | None = None, python: tuple[int, int] = sys.version_info[:2]) -> str:
    """The one command that installs `lacking` on `system`."""
    system = system or this_system()
    names = packages(lacking, system, python)
    if not names:
        return "install " + " and ".join(WORDS[name] for name in lacking) + " with your system's package manager"
    return ("brew install " if system == "darwin" else "sudo apt-get install -y ") + " ".join(names)


def this_system() -> str:
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


def main(arguments: list[str]) -> int:
    """Print what is missing and how to install it. The exit code is 1 if anything is."""
    only_packages, wanted = arguments[:1] == ["--packages"], [name for name in arguments if name != "--packages"]
    try:
        lacking = missing(wanted)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    if only_packages:
        print("\n".join(packages(lacking) or ()))
        return 0
    if not lacking:
        return 0
    ways = [f"{PROGRAMS[name][0]}=/path/to/it" for name in lacking if name in PROGRAMS]
    or_name = f" (or name what you have with {' '.join(ways)})" if ways else ""
    print(f"Missing: {' and '.join(WORDS[name] for name in lacking)}{or_name}. Install with:\n", file=sys.stderr)
    print("    " + command(lacking) + "\n", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
