"""Models of scikit-learn and PyTorch, trained in a notebook, stand on a board there, are turned, and leave again.

The cells are those of the page on boards and widgets; neither library comes with the reader's environment, so that no
chapter can run them. PyTorch is not even in the whole one: `make test-torch` runs its part, in an environment with it.
"""

import json
import re
from importlib.util import find_spec

import nbformat
import numpy as np
import pytest
from support.alone import forward_alone
from support.prose import BOOK

from publish import notebooks
from turning_dials import from_json
from turning_dials.checking import difference

SECTION = re.search(
    r"^## Your own table, your own network$.*?(?=^## )",
    (BOOK / "nbsrc" / "12-boards-and-widgets.md").read_text(encoding="utf-8"),
    re.DOTALL | re.MULTILINE,
)[0]


def shown(pattern):
    """The one block of the section's code that holds `pattern`."""
    (code,) = [one for one in re.findall(r"^```\S+\n(.*?)^```", SECTION, re.DOTALL | re.MULTILINE) if pattern in one]
    return code


BEGIN = "import json\nfrom turning_dials import Network, to_json, to_numpy\n" + shown("from_table(")
CURVE = """
import numpy as np
from sklearn.neural_network import MLPRegressor
from turning_dials import CurveBoard, from_model

x = np.linspace(-1, 1, 21)[:, np.newaxis]
model = MLPRegressor(hidden_layer_sizes=[4], activation="tanh", solver="lbfgs", max_iter=1000, random_state=0)
model.fit(x, x.ravel() ** 2)
learned = CurveBoard(from_model(model), x, x**2)
learned
"""
SEQUENTIAL = """
import torch

torch.manual_seed(0)
layers = [torch.nn.Linear(2, 4), torch.nn.Tanh(), torch.nn.Linear(4, 1), torch.nn.Sigmoid()]
sequential = torch.nn.Sequential(*layers).double()
x, y = torch.from_numpy(tea.inputs), torch.from_numpy(tea.targets)
descent = torch.optim.Adam(sequential.parameters(), lr=0.1)
for _ in range(300):
    descent.zero_grad()
    torch.nn.functional.binary_cross_entropy(sequential(x), y).backward()
    descent.step()
"""
# What the model itself says of the board's inputs, then the dials turned.
TURNED = """
said = {said}
arrived = learned.network.forward(learned.inputs)
dials = learned.parameters.copy()
dials[-1] -= 5
learned.parameters = dials
"""
LEFT = """
turned = learned.network.forward(learned.inputs)
numbers = {"inputs": learned.inputs, "targets": learned.targets, "said": said, "arrived": arrived, "turned": turned}
print(json.dumps({key: value.tolist() for key, value in numbers.items()}))
print(json.dumps([to_numpy(learned.network), to_json(learned.network)]))
"""
# The kind of the board, and the cells that come before what the dials are turned by: the last of them shows the board.
MODELS = {
    "MLPClassifier": ("PlaneBoard", [shown("MLPClassifier(")], "model.predict_proba(learned.inputs)[:, 1:]"),
    "MLPRegressor": ("CurveBoard", [CURVE], "model.predict(learned.inputs)[:, np.newaxis]"),
}
if find_spec("torch"):
    MODELS["Sequential"] = (
        "PlaneBoard",
        [SEQUENTIAL, shown("from_model(sequential")],
        "sequential(x).detach().numpy()",
    )


def ran(cells, folder):
    """The notebook of these cells once Jupyter's kernel has run it, and where it shows boards."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    return notebook, list(notebooks.run(notebook, folder))


@pytest.mark.parametrize("kind", MODELS)
def test_a_model_stands_on_a_board_is_turned_and_leaves_again(kind, tmp_path):
    board, trained, said = MODELS[kind]
    cells = [BEGIN, *trained, TURNED.format(said=said), LEFT]
    notebook, boards = ran(cells, tmp_path)
    assert boards == [(len(trained), 0)]
    assert notebook.cells[len(trained)].outputs[0].data["text/plain"].startswith(board)
    numbers, texts = map(json.loads, notebook.cells[-1].outputs[0].text.splitlines())
    inputs, targets, said, arrived, turned = map(np.array, numbers.values())
    assert np.abs(said - targets).max() < 0.1, "it was trained"
    assert difference(arrived, said) <= 1e-12
    assert np.abs(turned - arrived).max() > 0.01, "a turn shows"
    program, text = texts
    (answers,) = forward_alone(program, [inputs], tmp_path)
    assert difference(answers, turned) <= 1e-12
    assert difference(from_json(text).forward(inputs), turned) <= 1e-12


if "Sequential" in MODELS:

    def test_what_was_turned_goes_back_to_pytorch(tmp_path):
        _, trained, said = MODELS["Sequential"]
        compared = "print(abs(back(x).detach().numpy() - learned.network.forward(tea.inputs)).max())"
        cells = [BEGIN, *trained, TURNED.format(said=said), shown("back = to_torch("), compared]
        notebook, _ = ran(cells, tmp_path)
        assert float(notebook.cells[-1].outputs[0].text) <= 1e-12
