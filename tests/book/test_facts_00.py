"""The story's page tells no results: what its sentences claim is settled elsewhere, and held by test_story.py."""

from support.prose import Prose


def test_the_numbers_in_the_prose():
    prose = Prose("00-the-story")
    prose.plain('Network Backpropagation" of 2021', 'Backpropagation", 2021')
    prose.plain("| 10 and 11 |", "6 and 12 |", "[13,150 dials")  # test_story.py
    assert prose.left() == []
