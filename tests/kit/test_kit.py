"""The kit's mathematics and state, in JavaScript: each tests/*/*.test.mjs is one run of node's own test runner."""

import subprocess
from pathlib import Path

import pytest

FILES = sorted(Path(__file__).parents[1].glob("*/*.test.mjs"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_in_node(node, file):
    run = subprocess.run([node, "--test", file], capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert "# pass 0" not in run.stdout, "node ran no test"
