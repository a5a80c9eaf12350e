"""The data say in a sentence what they were asked in vain, and how far they are when they were asked for much."""

import numpy as np
import pytest

from turning_dials import Network, progress
from turning_dials.counting import multiplications
from turning_dials.data import digits, dogs, faces, iris


@pytest.mark.parametrize(
    ("act", "kind", "says"),
    [
        (lambda: iris.split(-3), ValueError, "seed: expected a whole number of at least 0, got -3"),
        (lambda: iris.split("a"), TypeError, "seed: expected a whole number, got 'a'"),
        (lambda: iris.split().scale("a"), TypeError, "centimeters: expected real numbers, got text"),
        (lambda: iris.split().unscale([None]), TypeError, "inputs: expected real numbers"),
        (lambda: faces.split("a"), TypeError, "seed: expected a whole number, got 'a'"),
        (lambda: faces.load(None), TypeError, "seed: expected a whole number, got None"),
        (lambda: faces.gallery(-1), ValueError, "seed: expected"),
        (lambda: faces.gallery(pairs=0), ValueError, "pairs: expected a whole number of at least 1, got 0"),
        (lambda: faces.gallery(pairs=1.5), TypeError, "pairs: expected a whole number, got 1.5"),
        (lambda: dogs.load(train="many"), TypeError, "train: expected a whole number, got 'many'"),
        (lambda: dogs.load(test=10**7), ValueError, "test: expected at most 1,000,000 pictures, got 10,000,000"),
        (lambda: dogs.as_bytes("a"), TypeError, "pictures: expected real numbers, got text"),
        (lambda: dogs.starting_network(picture="a"), TypeError, "picture: expected real numbers, got text"),
        (lambda: dogs.starting_network(picture=[1]), ValueError, r"picture: expected shape \(625,\)"),
        (lambda: dogs.accuracy(None, dogs.load(0, 10, 1, 1).train), TypeError, "net: expected a turning_dials.Network"),
        (
            lambda: dogs.accuracy(Network([625, 10]), 3),
            TypeError,
            "part: expected pictures with inputs, targets",
        ),
        (lambda: dogs.confusion(Network([625, 10]), None), TypeError, "part: expected pictures"),
        (lambda: dogs.train(Network([625, 10]), None), TypeError, "part: expected pictures"),
        (lambda: dogs.train(None, dogs.load(0, 10, 1, 1).train), TypeError, "net: expected a turning_dials.Network"),
        (lambda: digits.load(train=1001), ValueError, "expected at most 1,797 digits together, got 1,798"),
        (lambda: digits.load(test=0), ValueError, "test: expected a whole number of at least 1, got 0"),
        (lambda: digits.load(seed=0.5), TypeError, "seed: expected a whole number, got 0.5"),
        (lambda: digits.load().test.first(501), ValueError, "count: expected at most 500 pictures, got 501"),
        (lambda: digits.shifted(np.zeros(63)), ValueError, r"inputs: expected shape \(64,\) or \(m, 64\)"),
        (lambda: digits.shifted(np.zeros(64), right=9), ValueError, "right: expected a whole number of at most 8, got"),
        (lambda: digits.shifted(np.zeros(64), down=0.5), TypeError, "down: expected a whole number, got 0.5"),
        (lambda: faces.gallery(pairs=10**9), ValueError, "pairs: expected at most 10,000, got 1000000000"),
        (
            lambda: iris.split().scale([1, 2, 3]),
            ValueError,
            r"centimeters: expected shape \(..., 2\), petal length",
        ),
        (lambda: iris.split().unscale(1.5), ValueError, r"inputs: expected shape .* got \(\)"),
        (
            lambda: dogs.train(Network([625, 10]), dogs.load(0, 10, 1, 1).train, watch=3),
            TypeError,
            "watch: expected a function of the network, got 3",
        ),
        (lambda: Network([2, 1]).index(0, np.arange(3), 0), ValueError, "kind: expected 'weight' or 'bias', got an"),
        (lambda: multiplications("ab"), TypeError, "sizes: expected a list"),
        (lambda: multiplications([3]), ValueError, "sizes: expected at least two"),
    ],
)
def test_what_is_asked_in_vain_is_said(act, kind, says):
    with pytest.raises(kind, match=says):
        act()


def test_many_dogs_say_how_far_they_are_and_few_say_nothing(monkeypatch, capsys):
    monkeypatch.setattr(progress, "PAUSE", 0)
    few = dogs.load(7, 1003, 1, 1).train
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(progress, "LONG", 1000)
    many = dogs.load(7, 1004, 1, 1).train
    out, err = capsys.readouterr()
    assert out == "" and "\rpicture 100 of 1,004 (10.0 %); interrupt to stop" in err and err.endswith("\n")
    assert np.array_equal(many.inputs[:1003], few.inputs), "asking for more changes none that were there"
