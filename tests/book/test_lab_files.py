"""What JupyterLab's files keep and leave out: stills stay, captions do not, a view goes when its model is lost."""

import copy

import pytest

from publish import notebooks
from publish.lab import CAPTION, PNG, STATE, VIEW, with_stills, without_lost_views

WORDS = "NeuronBoard 2-1: 3 dials, cost 0.2 (turn a dial, then ask board.cost)"


def shown(data, about=None):
    return {"output_type": "execute_result", "data": {"text/plain": WORDS, **data}, "metadata": about or {}}


def notebook(*outputs):
    return {"cells": [{"id": "a", "cell_type": "markdown"}, {"id": "b", "cell_type": "code", "outputs": [*outputs]}]}


STILL = shown({PNG: "iVBOR"}, {PNG: {"drawn_from": "0123", "alt": "Still picture."}})
LIVE = shown({VIEW: {"model_id": "m1"}})
BOTH = shown({**STILL["data"], **LIVE["data"]}, STILL["metadata"])


def kinds(given):
    return [sorted(output["data"]) for output in given["cells"][1]["outputs"]]


def test_a_saved_run_keeps_the_still_beside_the_view():
    saved = notebook(copy.deepcopy(LIVE))
    with_stills(saved, notebook(STILL))
    assert saved == notebook(BOTH)
    with_stills(saved, notebook(BOTH))
    assert saved == notebook(BOTH)


def test_another_board_does_not_get_the_still_of_the_first():
    other = copy.deepcopy(LIVE)
    other["data"]["text/plain"] = WORDS.replace("0.2", "0.3")
    saved = notebook(other)
    with_stills(saved, notebook(STILL))
    assert kinds(saved) == [sorted(["text/plain", VIEW])]


@pytest.mark.parametrize("before", [{}, {"cells": []}, notebook()])
def test_a_new_file_has_no_stills_to_keep(before):
    saved = notebook(copy.deepcopy(LIVE))
    with_stills(saved, before)
    assert saved == notebook(LIVE)


def test_a_view_is_opened_only_where_its_model_is_found_and_a_still_says_what_it_is():
    opened = notebook(copy.deepcopy(BOTH))
    without_lost_views(opened, {"m1"})
    assert opened == notebook(BOTH)
    without_lost_views(opened, {"m2"})
    assert kinds(opened) == [sorted(["text/plain", PNG]), ["text/markdown"]]
    assert opened["cells"][1]["outputs"][1]["data"]["text/markdown"] == CAPTION
    with_stills(opened, notebook(BOTH))
    assert opened == notebook(STILL), "the caption is on the reader's screen only"


def test_what_was_no_still_has_no_caption():
    opened = notebook(copy.deepcopy(LIVE), {"output_type": "stream", "name": "stdout", "text": "hello"})
    without_lost_views(opened, set())
    assert [output.get("data") for output in opened["cells"][1]["outputs"]] == [{"text/plain": WORDS}, None]


def test_one_word_for_one_thing():
    assert (VIEW, STATE, PNG) == (notebooks.VIEW, notebooks.STATE, notebooks.PNG)


def test_every_notebook_says_first_how_to_begin():
    for name in notebooks.names():
        first, *rest = notebooks.read(notebooks.paths(name)[0]).cells
        assert first.source == notebooks.BEGIN
        assert "remove-cell" in first.metadata["tags"]
        assert notebooks.BEGIN not in [cell.source for cell in rest]
