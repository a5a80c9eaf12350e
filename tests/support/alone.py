"""A Python that has numpy and no other installed package: where a network that left the book must give its answers."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

# Isolated and without site: the path is the standard library's, and the folder that is named. It holds numpy as a link.
PROGRAM = """
import json, sys
from importlib.util import find_spec
sys.path.append(sys.argv[1])
here = [name for name in ("turning_dials", "matplotlib", "scipy", "sklearn", "torch", "pip") if find_spec(name)]
assert not here, f"not alone: {here}"
import exported
print(json.dumps([exported.forward(x).tolist() for x in json.load(sys.stdin)]))
"""


def forward_alone(program, inputs, folder):
    """What a program that `to_numpy` wrote answers for each of `inputs`; it is put into `folder`, which is its own."""
    beside = Path(np.__file__).parents[1]
    for name in ("numpy", "numpy.libs"):  # the second holds libraries of the first, where it needs any
        if (beside / name).is_dir():
            (folder / name).symlink_to(beside / name)
    (folder / "exported.py").write_text(program, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", "-c", PROGRAM, folder],
        input=json.dumps([np.asarray(x).tolist() for x in inputs]), text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return [np.array(outputs) for outputs in json.loads(run.stdout)]
