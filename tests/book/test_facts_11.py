"""The last page's verdicts are held by test_story.py; the words around them claim this."""

from support.prose import Prose

from turning_dials.data import dogs


def test_the_numbers_in_the_prose():
    prose = Prose("11-the-story-again")
    prose.says(f"With {dogs.starting_network().parameters.size:,} pegs, hearing")
    prose.plain('Backpropagation", 2021')
    assert prose.left() == []
