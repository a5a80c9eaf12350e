"""Every exercise of the book: as it stands it is still to do, solved it is right, and the usual mistakes are named.

The same texts are run on the page in test_page_python_chapters.py, and must say the same there.
"""

import nbformat
import pytest
from support.book_site import BOOK, pages
from support.exercises import ATTEMPTS, Here, exercises

NAMES = [name for name in pages() if (BOOK / f"{name}.ipynb").is_file()]
CELLS = {name: nbformat.read(BOOK / f"{name}.ipynb", as_version=4).cells for name in NAMES}


def test_each_exercise_is_known_by_three_attempts_and_no_attempt_is_left_over():
    names = [exercise.name for cells in CELLS.values() for exercise in exercises(cells)]
    assert sorted(names) == sorted(ATTEMPTS)
    assert {len(attempts) for attempts in ATTEMPTS.values()} == {3}


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_solved_is_right_and_each_usual_mistake_is_named(name):
    here = Here()
    for exercise in exercises(CELLS[name]):
        here.read(CELLS[name][: exercise.place + 1])
        for text, hint in exercise.attempts:
            said = here.says(text)
            assert hint in said, f"{exercise.name} says {said!r} of\n{text}"
        said = here.says(exercise.solved)
        assert "Right" in said and "Not yet" not in said and "Still to do" not in said, said
