"""The numbers that the book states about counts and costs, computed anew."""

import numpy as np
import pytest

from turning_dials import Network

BREEDS = ["German shepherd", "Labrador retriever", "Rottweiler", "beagle", "bulldog"]
BREEDS += ["golden retriever", "Great Dane", "poodle", "Doberman", "dachshund"]
OUTPUTS = np.array([0.3, 0.8, 0.5, 0.2, 0.3, 0.6, 0.3, 0.3, 0.4, 0.7])
TARGETS = np.array([float(breed == "beagle") for breed in BREEDS])


def answering(outputs, cost="mean_squared_error"):
    """A network that answers a zero input with `outputs`: its biases are the z that a sigmoid makes them from."""
    net = Network([1, 10], "sigmoid", cost)
    net.biases[0][:] = np.log(outputs / (1 - outputs))
    return net


def on_z(net):
    return net.gradient([0], TARGETS)[10:]


def test_the_dials_of_the_article_are_13150():
    net = Network([625, 20, 20, 10])
    assert [w.size for w in net.weights] == [12500, 400, 200] and sum(w.size for w in net.weights) == 13100
    assert sum(b.size for b in net.biases) == 50
    assert net.parameters.size == 13150


def test_the_other_boards_have_as_many_dials_as_the_book_says():
    assert Network([25, 4, 1]).parameters.size == 109
    assert Network([1, 4, 1]).parameters.size == 13


def test_the_outputs_are_no_probabilities_and_the_beagle_is_last():
    assert OUTPUTS.sum() == pytest.approx(4.4)
    assert OUTPUTS.argsort(kind="stable")[0] == BREEDS.index("beagle")


def test_the_mean_of_the_squares_is_29_hundredths():
    squares = (OUTPUTS - TARGETS) ** 2
    assert squares.sum() == pytest.approx(2.90)
    assert squares.sum() / 2 == pytest.approx(1.45)
    net = answering(OUTPUTS)
    assert np.allclose(net.forward([0]), OUTPUTS, rtol=0, atol=1e-15)
    assert net.cost([0], TARGETS) == pytest.approx(0.29, abs=1e-15)


def test_the_slope_for_each_output():
    slopes = 2 * (OUTPUTS - TARGETS) / 10
    assert np.allclose(slopes, [0.06, 0.16, 0.10, -0.16, 0.06, 0.12, 0.06, 0.06, 0.08, 0.14], rtol=0, atol=1e-15)
    nudge = 1e-6 * np.eye(10)
    cost = lambda a: np.mean((a - TARGETS) ** 2)  # noqa: E731
    tried = [(cost(OUTPUTS + one) - cost(OUTPUTS - one)) / 2e-6 for one in nudge]
    assert np.allclose(slopes, tried, atol=1e-9)


def test_through_the_sigmoid_the_dachshund_leads():
    slopes = on_z(answering(OUTPUTS))
    told = [0.0126, 0.0256, 0.0250, -0.0256, 0.0126, 0.0288, 0.0126, 0.0126, 0.0192, 0.0294]
    assert np.allclose(slopes, told, rtol=0, atol=1e-12)
    assert BREEDS[np.abs(slopes).argmax()] == "dachshund"
    steepness = OUTPUTS * (1 - OUTPUTS)
    assert steepness[[9, 1, 3]] == pytest.approx([0.21, 0.16, 0.16])


def test_with_cross_entropy_the_beagle_and_the_labrador_lead_again():
    slopes = on_z(answering(OUTPUTS, "binary_cross_entropy"))
    assert np.allclose(slopes, (OUTPUTS - TARGETS) / 10, rtol=0, atol=1e-15)
    leaders = sorted(np.abs(slopes).round(12).argsort(kind="stable")[-2:])
    assert [BREEDS[place] for place in leaders] == ["Labrador retriever", "beagle"]
    assert np.abs(slopes[leaders]) == pytest.approx([0.08, 0.08])


def test_a_tenth_more_beagle_keeps_most_of_what_the_slope_promised():
    more = np.where(TARGETS == 1, 0.3, OUTPUTS)
    before, after = (answering(a).cost([0], TARGETS) for a in (OUTPUTS, more))
    assert after == pytest.approx(0.275)
    slope = 2 * (OUTPUTS[3] - TARGETS[3]) / 10
    assert slope * 0.1 == pytest.approx(-0.016)
    assert after - before == pytest.approx(-0.015)


def test_cross_entropy_has_no_upper_end():
    for a in (0.9, 0.999, 0.999999):
        net = answering(np.full(10, a), "binary_cross_entropy")
        assert net.cost([0], np.zeros(10)) == pytest.approx(-np.log(1 - a))
    assert -np.log(1 - 0.999) > 1


def test_the_sigmoid_is_nowhere_steeper_than_a_quarter():
    a = Network([1, 1]).trace([[0.0]]).a[-1]
    assert a * (1 - a) == 0.25
    z = np.linspace(-20, 20, 4001)
    a = 1 / (1 + np.exp(-z))
    assert (a * (1 - a)).max() == 0.25


@pytest.mark.parametrize(("brightness", "low", "high"), [(0.3, 0.0, 0.0), (0.1, 1e-15, 1e-12)])
def test_dials_from_0_to_1_saturate_the_first_layer(brightness, low, high):
    for seed in range(5):
        rng = np.random.default_rng(seed)
        net = Network([625, 20, 20, 10])
        net.parameters = rng.uniform(size=net.parameters.size)
        picture = rng.uniform(0, 2 * brightness, size=625)
        a = net.trace(picture).a[1]
        slope = (a * (1 - a)).max()
        assert low <= slope <= high, (seed, slope)
        if low == high == 0:
            assert not net.gradient(picture, TARGETS)[:12520].any()


def test_turning_the_largest_weights_up_never_helps_and_turning_them_down_always_does():
    alone, up, down = [], 0, 0
    for seed in range(60):
        picture = np.random.default_rng(seed).uniform(size=625)
        net = Network([625, 20, 20, 10], seed=seed)  # weights from N(0, 1/n)
        start, cost = net.parameters.copy(), net.cost(picture, TARGETS)
        kinds = [np.full(rows * columns, kind == "weight") for _, kind, _, rows, columns in net.layout]
        places = np.flatnonzero(np.concatenate(kinds))
        largest = places[np.argsort(-start[places], kind="stable")[:130]]
        for index in largest[::10]:
            net.parameters = start
            net.parameters[index] += 0.1
            alone.append(net.cost(picture, TARGETS) < cost)
        net.parameters = start
        net.parameters[largest] += 0.1
        up += net.cost(picture, TARGETS) < cost
        net.parameters[largest] -= 0.2
        down += net.cost(picture, TARGETS) < cost
    assert 0.25 < np.mean(alone) < 0.42, "alone, up, a third of the time"
    assert (up, down) == (0, 60)
