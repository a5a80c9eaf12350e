"""What the page on boards and widgets says is what happens, in Python and with Jupyter's own controls."""

import re

import numpy as np
import pytest
from support.prose import BOOK, Prose

from turning_dials import Network, NeuronBoard

SOURCE = (BOOK / "nbsrc" / "12-boards-and-widgets.md").read_text(encoding="utf-8")
INPUTS = [[0, 0], [0, 1], [1, 0], [1, 1]]


@pytest.fixture
def board():
    return NeuronBoard(Network([2, 1], seed=1), INPUTS, [[0], [0], [0], [1]])


def run(board, pattern, /, **names):
    """Run the one block of the page's code that holds `pattern`, with these names. Returns all names."""
    (code,) = [one for one in re.findall(r"^```\S+\n(.*?)^```", SOURCE, re.DOTALL | re.MULTILINE) if pattern in one]
    space = {"board": board, "Network": Network, "NeuronBoard": NeuronBoard, **names}
    exec(code, space)
    return space


def test_a_turn_is_heard_wherever_it_comes_from(board):
    start = board.parameters
    space = run(board, "costs = []")
    assert len(space["costs"]) == 2 and space["costs"][1] == board.cost, "the second led back to the start"
    board.set_state({"_parameters": np.array([1.0, 2, 3]).tobytes()})  # as a page says it
    assert space["costs"][2:] == [board.cost]
    changes = []
    board.unobserve(space["heard"], "parameters")
    board.observe(changes.append, "parameters")
    board.parameters = start
    (change,) = changes
    assert (change.old.tolist(), change.new.tolist()) == ([1, 2, 3], start.tolist())
    assert len(space["costs"]) == 3
    board.parameters = start
    assert len(changes) == 1, "a board that is told what it holds already tells nobody"
    with pytest.raises(ValueError, match="expected the whole vector at once"):
        change.new[0] = 1


def test_two_boards_that_lead_each_other_do_not_chase_each_other(board):
    twin = run(board, "twin = ", network=board.network, inputs=INPUTS)["twin"]
    told = []
    twin.observe(lambda change: (told.append(1), setattr(board, "parameters", change.new)), "parameters")
    board.parameters = [5, 5, -2.5]
    twin.parameters = [5, 5, -7.5]
    assert board.parameters.tolist() == twin.parameters.tolist() == [5, 5, -7.5]
    assert len(told) == 2


def test_the_bias_decides_which_task_is_done(board, capsys):
    twin = run(board, "twin = ", network=board.network, inputs=INPUTS)["twin"]
    run(board, "for bias in", twin=twin)
    costs = {}
    for bias in (-7.5, -2.5):
        board.parameters = [5, 5, bias]
        costs[bias] = board.cost, twin.cost
        answers = board.network.forward(board.inputs) > 0.5
        assert (answers == (board.targets if bias == -7.5 else twin.targets)).all()
    for said, (bias, (one, other)) in zip(capsys.readouterr().out.splitlines(), costs.items(), strict=True):
        assert said == f"bias {bias}: AND costs {one:.4f}, OR {other:.4f}"


def test_jupyter_s_slider_and_button_turn_the_board(board):
    prose = Prose("12-boards-and-widgets")
    prose.plain("at a learning rate of 1", "turn it up to 12, and it is back at 10", "4 minutes at 85 degrees")
    assert prose.left() == []
    space = run(board, "import ipywidgets")
    slider, button = space["slider"], space["button"]
    assert [type(one).__name__ for one in space["ipywidgets"].HBox([slider, button]).children] == [
        "FloatSlider",
        "Button",
    ]
    slider.value = 3
    assert board.parameters[-1] == 3
    board.parameters = [1, 2, -4.5]
    assert slider.value == -4.5
    wanted = board.parameters - board.gradient
    button.click()
    assert board.parameters.tolist() == wanted.tolist()
    assert slider.value == wanted[-1]
    board.parameters = [1, 2, 12]
    assert board.parameters[-1] == slider.value == 10


def test_a_board_of_one_s_own_is_one_of_the_book_s_with_another_question(board):
    majority = run(board, "class MajorityBoard")["majority"]
    assert majority.right == int(((majority.network.forward(majority.inputs) > 0.5) == (majority.targets > 0.5)).sum())
    assert len(majority.inputs) == 8
    majority.parameters = [4, 4, 4, -6]
    assert majority.right == 8, "the dials can do it"
    assert majority._esm == board._esm
    with pytest.raises(
        TypeError, match=r"colour: MajorityBoard has no option of this name; the nearest is .*input_names"
    ):
        run(board, "class MajorityBoard")["MajorityBoard"](colour="red")


def test_two_hidden_neurons_ask_of_two_lines_and_good_lies_between(board, capsys):
    space = run(board, "from_table(")
    space = run(board, "taster = PlaneBoard", **space)
    tea, taster = space["tea"], space["taster"]
    for minutes, degrees, taste in space["cups"]:
        assert taste == ("good" if (degrees > 85) == (minutes < 4) else "bad")
    run(board, "print(to_numpy(", **space)
    trace = taster.network.trace(tea.inputs)
    first, second = (trace.a[1] > 0.5).T
    good = tea.targets[:, 0] == 1
    assert good.sum() == 4 and ((second & ~first) == good).all()
    assert ((trace.a[2][:, 0] > 0.5) == good).all()
    assert tea.middle.tolist() == [4, 85]
    middle = taster.network.forward([[0, 0]])[0, 0]
    capsys.readouterr()
    run(board, "good: {", **space)
    assert capsys.readouterr().out == f"good: {middle:.3f}\n"
    assert taster.network.parameters.tolist() == Network([2, 2, 1], seed=1).parameters.tolist(), (
        "the page opens at the start"
    )
