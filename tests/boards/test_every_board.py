"""The list of all boards that other tests go through is whole."""

from support.every_board import BOARDS, kinds


def test_every_kind_of_board_is_on_the_list():
    assert sorted({type(make()).__name__ for make in BOARDS.values()}) == kinds()
