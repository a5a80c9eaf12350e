"""What chapter 2 says is what the package computes."""

import re

import numpy as np
import pytest
from support.descents import cost_after, steps_below
from support.prose import BOOK, Prose

from turning_dials import FaceBoard, Network
from turning_dials.data import faces
from turning_dials.descent import descend
from turning_dials.exercises import weights as exercise

X, Y = faces.gallery(seed=15)
START = [0, 0, 4, 0, 0, -2.2]
MOUTH, EYES, NOSE, CHIN, HAIR, BIAS = range(6)


def detector(parameters):
    network = Network([5, 1])
    network.parameters = parameters
    return network


def right(network, x=X, y=Y):
    return int(np.sum((network.forward(x) > 0.5) == (y > 0.5)))


def trained(steps, x=X):
    network = detector(START)
    descend(network, x, Y, rate=5, steps=steps, every=max(steps, 1))
    return network


@pytest.fixture(scope="module")
def after():
    return trained(200)


def held(low, high, steps):
    """Descent from 0.5 that stops at bounds, one pair for each dial."""
    network = detector(np.full(6, 0.5))
    for _ in range(steps):
        network.parameters = np.clip(network.parameters - 5 * network.gradient(X, Y), low, high)
    return network


def test_the_numbers_in_the_prose(after):
    prose = Prose("02-weights")
    start, zero = detector(START), detector(np.zeros(6))
    prose.plain("10,000 such detectors")
    smiles = int(Y.sum())
    prose.says(f"Thirty-two labeled faces, {smiles} that smile and {len(Y) - smiles} that frown")
    prose.says(f"Only {right(start)} of {len(Y)} are right")
    prose.says(f"The cost is {start.cost(X, Y):.4f}. With all six dials at 0 it would be {zero.cost(X, Y):.2f}:")
    prose.says(f"turn it up from 4 to 5, and the cost rises to {detector([0, 0, 5, 0, 0, -2.2]).cost(X, Y):.4f}")
    prose.says(f"All answers are {zero.forward(X[0])[0]:.2f}.")
    hand = detector([5, -4, 0, 0, 0, -0.5])
    prose.says(f"With the mouth at 5, the eyes at −4 and the bias at −0.5, the cost is {hand.cost(X, Y):.4f},")
    prose.says(f"and {right(hand)} of {len(Y)} faces are right")
    prose.says("*Take the challenge* asks for a cost below 0.07 with the slopes hidden, in at most ten turns.")
    steps = steps_below(start, X, Y, rate=5, below=0.07)
    prose.says(f"board's rate of 5 needs {steps} steps for it, each a turn of all six dials. Four turns are enough")
    assert cost_after(start, X, Y, [(NOSE, 0), (MOUTH, 6), (EYES, -6), (BIAS, 0)]) < 0.07
    prose.says("This cell takes the same path, 200 steps at the board's learning rate of 5")
    p = after.parameters
    prose.says(f"put {p[MOUTH]:.1f} on the mouth and −{-p[EYES]:.1f} on the eyes")
    prose.says(f"The cost fell to {after.cost(X, Y):.4f} with {right(after)} of {len(Y)} right")
    wrong = np.flatnonzero((after.forward(X) > 0.5)[:, 0] != (Y > 0.5)[:, 0]) + 1
    prose.says("Faces {}, {} and {} stay on the wrong side".format(*wrong))
    assert Y[20] == 1 and wrong[2] == 21
    prose.plain("Face 21, for one, is labeled a smile")
    prose.says(f"with its eyes open at {X[20, EYES]:.2f}")
    prose.says(f"The mouth's {p[MOUTH]:.1f} means")
    prose.says(f"The eyes' −{-p[EYES]:.1f} means")
    prose.says(
        f"Turn the feature $x_i$ up by 0.1, and $z$ changes by $0.1 \\cdot w_i$: by {p[MOUTH] / 10:.2f} for the mouth"
    )
    prose.says(f"by {p[NOSE] / 10:.2f} for the nose")
    assert X[6, EYES] == 0.10
    prose.says("with the dials of step 200, give face 7 its narrow eyes of 0.10")
    # Rounded up: the least mouth of two decimals that does it.
    needed = [-(p[BIAS] + p[EYES] * eyes + p[2:5] @ X[6, 2:]) / p[MOUTH] for eyes in (0.10, 0.90)]
    needed = np.ceil(100 * np.array(needed)) / 100
    prose.says(f"a mouth of {needed[0]:.2f} is then enough to count as a smile")
    prose.says(f"Open the eyes to 0.90, and the mouth has to reach {needed[1]:.2f}")
    slopes = zero.gradient(X, Y)
    prose.says(f"the slope of the mouth is −{-slopes[MOUTH]:.3f}")
    prose.says(f"that of the eyes is {slopes[EYES]:.3f}")
    near = [8, -5.5, 0.3, -0.3, -0.1, -1.2]
    cut = detector(np.clip(near, 0, 1))
    prose.says(f"{right(detector(near))} of {len(Y)} right at a cost of {detector(near).cost(X, Y):.4f}")
    assert cut.parameters[[MOUTH, EYES, BIAS]].tolist() == [1, 0, 0] and cut.forward(X).min() > 0.5
    prose.says(f"every face turns into a smile, and the cost jumps to {cut.cost(X, Y):.4f}")
    best = held(0, 1, 2000)
    prose.says(f"the cost at {best.cost(X, Y):.4f}, hardly better than the {zero.cost(X, Y):.2f} of knowing nothing")
    costs = [detector(np.where(np.arange(6) == i, 0, p)).cost(X, Y) for i in range(5)]
    prose.says(
        f"With the dials of step 200, the cost goes from {after.cost(X, Y):.4f} to {costs[MOUTH]:.4f} without the "
        f"mouth and to {costs[EYES]:.4f} without the eyes"
    )
    prose.says(
        f"the nose it is {costs[NOSE]:.4f}, without the chin {costs[CHIN]:.4f}, without the hair {costs[HAIR]:.4f}"
    )
    prose.says(
        f"has a weight of {-p[EYES]:.1f} there and a bias of −{-(p[BIAS] + p[EYES]):.1f} instead of −{-p[BIAS]:.1f}"
    )
    free = held([0] * 5 + [-99], [99] * 6, 12000)
    prose.says(f"the cost comes down to {free.cost(X, Y):.4f}, with {right(free)} of {len(Y)} right")
    long = trained(20_000)
    fresh = faces.gallery(seed=100, pairs=500)
    prose.says(f"after 20,000 steps the nose stands at −{-long.parameters[NOSE]:.1f}")
    prose.says(f"has then fallen to {long.cost(X, Y):.4f}, but on 1,000 new faces")
    assert len(fresh[0]) == 1000
    prose.says(f"gone up from {after.cost(*fresh):.4f} to {long.cost(*fresh):.4f}")
    assert prose.left() == []


def test_the_start_is_the_board_of_the_chapter():
    source = (BOOK / "nbsrc" / "02-weights.md").read_text(encoding="utf-8")
    assert "gallery(seed=15)" in source and f"parameters = {START}" in source and "face=6" in source
    x = X[6]
    assert x[MOUTH] > 0.7 and detector(START).forward(x)[0] < 0.5 and Y[6] == 1, "it beams and is called a frown"


def test_the_mouth_has_the_longest_arrow_and_the_nose_the_largest_dial():
    slopes = detector(START).gradient(X, Y)
    assert np.argmax(np.abs(slopes)) == MOUTH and slopes[MOUTH] < 0
    assert np.argmax(np.abs(START)) == NOSE and slopes[NOSE] > 0
    assert abs(slopes[BIAS]) < abs(slopes[MOUTH]) / 5


def test_twins_share_nose_chin_and_hair_so_a_nose_gets_half_of_them():
    smiling, frowning = X[Y[:, 0] == 1], X[Y[:, 0] == 0]
    order = [np.lexsort(part[:, :1:-1].T) for part in (smiling, frowning)]
    assert np.array_equal(smiling[order[0], 2:], frowning[order[1], 2:])
    for parameters in ([0, 0, 4, 0, 0, -2.2], [0, 0, -3, 2, 5, 1]):
        assert right(detector(parameters)) == 16
    assert np.array_equal(X[6, 2:], X[25, 2:])
    assert np.abs(detector(np.zeros(6)).gradient(X, Y)[2:]).max() < 1e-15, "at zero dials the pulls of twins cancel"


def test_after_the_mouth_the_arrows_of_eyes_and_bias_grow():
    zero, mouth = detector(np.zeros(6)), detector([2, 0, 0, 0, 0, 0])
    slopes = mouth.gradient(X, Y)
    assert slopes[EYES] > zero.gradient(X, Y)[EYES] > 0 and slopes[BIAS] > abs(zero.gradient(X, Y)[BIAS])


def test_mouth_and_eyes_carry_the_weight(after):
    sizes = np.abs(after.parameters[:5])
    assert sizes[:2].min() > 10 * sizes[2:].max()
    assert after.parameters[MOUTH] > 0 > after.parameters[EYES]


def test_dials_from_0_to_1_call_every_face_a_smile():
    draws = np.random.default_rng(0).uniform(0, 1, size=(300, 6))
    lowest = min(detector(draw).forward(X).min() for draw in draws)
    assert lowest >= 0.5
    best = held(0, 1, 2000)
    assert best.parameters == pytest.approx([1, 0, 0, 0, 0, 0], abs=1e-9) and right(best) == 16
    slopes = best.gradient(X, Y)
    assert slopes[EYES] > 0 and slopes[BIAS] > 0, "their arrows point down, through the end of the scale"
    assert all(detector(draw).cost(X, Y) > best.cost(X, Y) for draw in draws)


def test_what_the_questions_claim(after):
    mouth = Network([1, 1])
    mouth.parameters = [0, 0]
    descend(mouth, X[:, :1], Y, rate=5, steps=200)
    assert right(mouth, X[:, :1]) == 25
    z = detector([8, -5.5, 0, 0, 0, -1.2]).trace([0.54, 0.79, 0.4, 0.4, 0.4]).z[0][0, 0]
    assert z == pytest.approx(-1.225) and 1 / (1 + np.exp(-z)) == pytest.approx(0.227, abs=5e-4)
    narrow = X.copy()
    narrow[:, EYES] = 1 - narrow[:, EYES]
    p = after.parameters.copy()
    p[EYES], p[BIAS] = -p[EYES], p[BIAS] + p[EYES]
    assert detector(p).forward(narrow) == pytest.approx(after.forward(X), abs=1e-12)
    again = detector(np.zeros(6))
    descend(again, narrow, Y, rate=5, steps=400)
    plain = detector(np.zeros(6))
    descend(plain, X, Y, rate=5, steps=400)
    assert again.parameters[EYES] > 4 and again.parameters[BIAS] < plain.parameters[BIAS] - 2
    assert after.parameters[NOSE] == pytest.approx(0.34, abs=0.005)
    assert X[6, :4].tolist() == [0.75, 0.10, 0.17, 0.26]
    halved = detector(after.parameters / 2)
    assert np.array_equal(halved.forward(X) > 0.5, after.forward(X) > 0.5)


# ---- the exercise


def solution():
    text = (BOOK / "nbsrc" / "02-weights.md").read_text(encoding="utf-8")
    space = {"np": np}
    exec(re.search(r"<summary>Solution</summary>\n\n```python\n(.*?)```", text, re.DOTALL)[1], space)
    return space["without"]


def test_the_hidden_solution_is_right():
    assert exercise.check_without(solution())


def test_the_solution_agrees_with_the_package(after):
    p = after.parameters
    costs = [detector(np.where(np.arange(6) == i, 0, p)).cost(X, Y) for i in range(5)]
    assert solution()(X, Y[:, 0], p[:5], p[5]) == pytest.approx(costs, rel=1e-12)


def test_the_unfilled_exercise_says_what_is_to_do():
    verdict = exercise.check_without(lambda x, y, w, b: ...)
    assert not verdict and "Still to do" in verdict.text


@pytest.mark.parametrize(("mistake", "hint"), exercise.MISTAKES)
def test_each_mistake_is_named(mistake, hint):
    verdict = exercise.check_without(mistake)
    assert not verdict and hint in verdict.text


def test_a_weight_that_is_set_to_0_in_place_is_noticed():
    def without(x, y, w, b):
        costs = []
        for i in range(len(w)):
            w[i] = 0
            costs.append(np.mean((1 / (1 + np.exp(-(x @ w + b))) - y) ** 2))
        return costs

    assert "start from a copy" in exercise.check_without(without).text


# ---- the board on Python's side


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: FaceBoard(Network([4, 1]), X[:, :4], Y), r"sizes \[5, 1\] with sigmoid"),
        (lambda: FaceBoard(Network([5, 1], "tanh"), X, Y), "with tanh"),
        (lambda: FaceBoard(Network([5, 1]), X + 0.5, Y), "features from 0 to 1, got 0.52 to 1.48"),
        (lambda: FaceBoard(Network([5, 1]), X, Y / 2), "1 for a smile and 0 for a frown"),
        (lambda: FaceBoard(Network([5, 1]), X, Y, face=32), "from 0 to 31, got 32"),
        (
            lambda: FaceBoard(Network([5, 1]), X, Y, face=True),
            "face: expected a whole number, .* True",
        ),
        (lambda: FaceBoard(Network([5, 1]), X[:, 0], Y), "inputs"),
    ],
)
def test_bad_input_is_named(make, message):
    with pytest.raises((ValueError, TypeError), match=message):
        make()


def test_the_board_answers_from_numpy():
    board = FaceBoard(detector(START), X, Y)
    assert board.cost == detector(START).cost(X, Y)
    assert repr(board).startswith("FaceBoard 5-1: 6 dials, cost 0.3168")
