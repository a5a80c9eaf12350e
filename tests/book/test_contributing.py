"""The board that CONTRIBUTING shows: built from that very text, checked for types, and tested by the test it shows."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def house(book, tmp_path_factory):
    """A copy of the package and of what its tests share, with the board of CONTRIBUTING in it, listed as it says."""
    root = tmp_path_factory.mktemp("house")
    shutil.copytree(book / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(book / "tests" / "support", root / "tests" / "support")
    shutil.copy(book / "tests" / "conftest.py", root / "tests")
    shutil.copy(book / "deno.json", root)
    text = (book / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for name, code in re.findall(r"`((?:boards|tests)/[\w/]+\.(?:py|js))`[^\n]*:\n\n```\w+\n(.*?)```", text, re.DOTALL):
        path = root / ("" if name.startswith("tests") else "src/turning_dials") / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(code, encoding="utf-8")
    package = root / "src" / "turning_dials" / "__init__.py"
    listed = '_ON_DEMAND = {\n    "SumBoard": "turning_dials.boards.sum.sum",'
    package.write_text(package.read_text(encoding="utf-8").replace("_ON_DEMAND = {", listed), encoding="utf-8")
    return root


def run(house, *command):
    environment = {"PYTHONPATH": f"{house / 'src'}:{house / 'tests'}", "PATH": str(Path(sys.executable).parent)}
    done = subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def test_its_test_passes(house):
    where = run(house, sys.executable, "-c", "import turning_dials; print(turning_dials.__file__)")
    assert where.startswith(str(house)), "the copy is what is tested"
    said = run(house, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/boards/test_sum.py")
    assert "2 passed" in said


def test_it_keeps_to_the_rules(house, book):
    tools = Path(sys.executable).parent
    files = [house / "src/turning_dials/boards/sum" / name for name in ("sum.py", "sum.js")]
    run(house, tools / "deno", "check", "--quiet", files[1])
    run(house, tools / "deno", "fmt", "--quiet", "--check", "--config", book / "deno.json", files[1])
    run(
        house,
        tools / "ruff",
        "check",
        "--config",
        book / "pyproject.toml",
        files[0],
        house / "tests/boards/test_sum.py",
    )
    run(house, tools / "ruff", "format", "--check", "--config", book / "pyproject.toml", files[0])
    lines = [len(path.read_text(encoding="utf-8").splitlines()) for path in files]
    assert sum(lines) < 110, "a newcomer sees in a minute how a board is made"
