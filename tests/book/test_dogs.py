"""Drawn dogs come out the same everywhere, are split cleanly, and ask for more than a linear classifier."""

import hashlib

import numpy as np
import pytest

from turning_dials import Network
from turning_dials.data import dogs

PIXELS = "0498d63001683b2d3ac5bb303d6401849a03334e667effb76966f6275a0c1730"


def test_breeds_stand_in_the_published_order():
    assert dogs.BREEDS == (
        "German shepherd", "Labrador retriever", "Rottweiler", "beagle", "bulldog", "golden retriever", "Great Dane",
        "poodle", "Doberman", "dachshund",
    )  # fmt: skip


def test_parts_have_the_shapes_they_promise():
    data = dogs.load(0, train=40, validation=23, test=10)
    for part, size in zip(data, (40, 23, 10), strict=True):
        assert part.inputs.shape == (size, 625) and part.inputs.dtype == np.float64
        assert part.targets.shape == (size, 10) and np.array_equal(part.targets.argmax(axis=1), part.labels)
        assert np.array_equal(part.targets.sum(axis=1), np.ones(size))
        assert part.inputs.min() >= 0 and part.inputs.max() <= 1
        assert np.bincount(part.labels, minlength=10).min() >= size // 10


def test_same_seed_same_pixels_on_any_machine():
    data = dogs.load(0, 100, 100, 100)
    pixels = dogs.as_bytes(np.concatenate([dogs.beagle().reshape(1, 625), *(part.inputs for part in data)]))
    assert hashlib.sha256(pixels.tobytes()).hexdigest() == PIXELS


def test_another_seed_gives_other_dogs():
    assert not np.array_equal(dogs.draw("poodle", 1), dogs.draw("poodle", 2))
    assert not np.array_equal(dogs.load(0, 10, 1, 1).train.inputs, dogs.load(1, 10, 1, 1).train.inputs)


def test_levels_are_bytes():
    inputs = dogs.load(0, 100, 1, 1).train.inputs
    assert np.array_equal(dogs.as_bytes(inputs) / 255, inputs)


def test_picture_can_be_drawn_alone_and_more_pictures_change_none():
    few, many = dogs.load(2, 30, 5, 5), dogs.load(2, 620, 5, 5)
    assert np.array_equal(few.train.inputs, many.train.inputs[:30])
    assert np.array_equal(dogs.draw(dogs.BREEDS[7], 6_000_017).ravel(), few.train.inputs[17])
    assert np.array_equal(dogs.draw(dogs.BREEDS[3], 8_000_003).ravel(), few.test.inputs[3])


def test_no_picture_is_in_two_parts():
    data = dogs.load(0, 600, 300, 300)
    pictures = dogs.as_bytes(np.concatenate([dogs.beagle().reshape(1, 625), *(part.inputs for part in data)]))
    assert len(np.unique(pictures, axis=0)) == 1201


def test_pictures_that_are_shared_cannot_be_written_to():
    part = dogs.load(0, 10, 1, 1).train
    assert dogs.load(0, 10, 1, 1).train.inputs is part.inputs
    with pytest.raises(ValueError):
        part.inputs[0, 0] = 1.0


@pytest.mark.parametrize("breed", dogs.BREEDS)
def test_every_dog_stands_out_against_its_wall(breed):
    for seed in range(40):
        picture = dogs.draw(breed, seed)
        wall = np.median(picture[[0, -1]][:, [0, -1]])
        assert np.sum(np.abs(picture - wall) > 0.15) > 40


def test_breeds_have_the_build_that_gives_them_away():
    shapes = {}
    for breed in dogs.BREEDS:
        # Pixel by pixel, how often these dogs differ from the wall behind them.
        pictures = np.array([dogs.draw(breed, seed) for seed in range(40)])
        dog = np.abs(pictures[:, :-9] - np.median(pictures[:, :3, ::24], axis=(1, 2))[:, None, None]) > 0.16
        shapes[breed] = dog.any(axis=2).argmax(axis=1).mean()
    lowest, highest = max(shapes, key=shapes.get), min(shapes, key=shapes.get)
    assert lowest == "dachshund" and highest in ("Great Dane", "Doberman")


def test_contact_sheet_shows_every_breed():
    sheet = dogs.contact_sheet(3)
    assert sheet.shape == (261, 79)
    assert np.array_equal(sheet[1 + 3 * 26 : 26 + 3 * 26, 27:52], dogs.draw("beagle", 13))
    assert np.all(sheet[::26] == 1) and np.all(sheet[:, ::26] == 1)


def test_starting_network_gives_the_published_answers():
    net = dogs.starting_network()
    picture, target = dogs.beagle().ravel(), np.eye(10)[dogs.BREEDS.index("beagle")]
    assert np.abs(net.forward(picture) - [0.3, 0.8, 0.5, 0.2, 0.3, 0.6, 0.3, 0.3, 0.4, 0.7]).max() < 1e-12
    assert abs(net.cost(picture, target) - 0.29) < 1e-12
    assert [w.size for w in net.weights] == [12_500, 400, 200] and [b.size for b in net.biases] == [20, 20, 10]
    assert net.parameters.size == 13_150
    plain = Network([625, 20, 20, 10])
    assert np.array_equal(net.parameters[:-10], plain.parameters[:-10])


def test_starting_network_takes_another_seed_and_picture():
    picture = dogs.draw("beagle", 5)
    net = dogs.starting_network(seed=3, picture=picture)
    assert np.abs(net.forward(picture.ravel()) - dogs.ANSWERS).max() < 1e-12


def test_dog_network_beats_a_linear_classifier_on_dogs_it_never_saw():
    data = dogs.load()
    net, linear = dogs.starting_network(cost="binary_cross_entropy"), dogs.linear_classifier()
    watched = []
    costs = dogs.train(net, data.train, watch=lambda net: watched.append(net.cost(*data.validation[:2])))
    dogs.train(linear, data.train)
    assert len(costs) == len(watched) + 1 and costs[-1] < 0.3 * costs[0]
    held_out, linear_held_out = dogs.accuracy(net, data.test), dogs.accuracy(linear, data.test)
    assert held_out >= 0.85
    assert held_out >= linear_held_out + 0.10
    table = dogs.confusion(net, data.test)
    assert table.sum() == 2000 and abs(np.trace(table) / 2000 - held_out) < 1e-12
    # Each breed is learned, not most of them very well and one not at all.
    assert np.diag(table).min() >= 0.7 * 200


def test_tuning_looks_at_validation_pictures_and_puts_the_best_first():
    data = dogs.load(0, 200, 100, 1)
    results = dogs.tune(dogs.linear_classifier, data, rates=(1e-6, 0.1), epochs=(3,))
    assert [rate for _, rate, _ in results] == [0.1, 1e-6]
    net = dogs.linear_classifier()
    dogs.train(net, data.train, 0.1, 3)
    assert results[0][0] == dogs.accuracy(net, data.validation)


def test_training_on_fewer_pictures_than_a_batch_works():
    part = dogs.load(0, 7, 1, 1).train
    assert dogs.train(dogs.starting_network(), part, 1.0, 2).shape == (3,)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: dogs.draw("cat"), ValueError, "breed: expected one of German shepherd"),
        (lambda: dogs.draw(3), TypeError, "breed: expected a name such as 'beagle'"),
        (lambda: dogs.draw("beagle", -1), ValueError, "seed: expected a whole number of at least 0"),
        (lambda: dogs.draw("beagle", 0.5), TypeError, "seed: expected a whole number"),
        (lambda: dogs.load("zero"), TypeError, "seed: expected a whole number"),
        (lambda: dogs.load(0, train=0), ValueError, "train: expected a whole number of at least 1"),
        (lambda: dogs.load(0, validation=[10]), TypeError, "validation: expected a whole number"),
        (lambda: dogs.load(0, test=2_000_000), ValueError, "test: expected at most 1,000,000 pictures"),
        (lambda: dogs.contact_sheet(0), ValueError, "columns: expected a whole number of at least 1"),
        (lambda: dogs.starting_network(picture=np.zeros((8, 8))), ValueError, r"picture: expected shape \(625,\)"),
        (lambda: dogs.train(dogs.linear_classifier(), dogs.load(0, 10, 1, 1).train, -1.0), ValueError, "rate: exp"),
        (lambda: dogs.train(dogs.linear_classifier(), dogs.load(0, 10, 1, 1).train, epochs=0), ValueError, "epochs: "),
    ],
)
def test_wrong_arguments_are_answered_with_a_sentence(call, error, words):
    with pytest.raises(error, match=words):
        call()
