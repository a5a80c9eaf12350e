"""The bench: its rows say what they promise, both sides of a row do the same work, and a small run of it measures."""

import gzip
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from urllib.request import urlopen

import numpy as np
import pytest
from bench import __main__ as bench
from bench import default_book, engines
from bench.packed import Packed, served
from bench.table import Row, document, in_turns, number, printed, reasons, row

from turning_dials import Network


def test_a_row_that_falls_short_says_so():
    promise = lambda theirs, least: row("work", "peer", [10] * 5, [theirs] * 5, least)  # noqa: E731
    assert promise(39, 4).short and promise(39, 4).times == pytest.approx(3.9)
    assert not promise(40, 4).short and not promise(1, None).short
    assert row("work", "the limit", [9, 9, 12, 9, 9], 10, 1).times == pytest.approx(10 / 9)
    assert "FALLS SHORT" in printed(promise(39, 4)) and "FALLS SHORT" not in printed(promise(40, 4))


def test_a_row_of_too_few_measurements_is_refused():
    with pytest.raises(ValueError, match="work: expected at least 5 measurements of peer, got 4"):
        row("work", "peer", [1] * 5, [1] * 4, 1)


def test_the_sides_of_a_row_take_turns():
    order = []
    found = in_turns(3, lambda: order.append("a") or 1.0, lambda: order.append("b") or 2.0)
    assert order == ["a", "b"] * 3 and found == [[1.0] * 3, [2.0] * 3]


def test_numbers_keep_three_digits():
    assert list(map(number, [0, 0.01234, 0.5, 1.2345, 17.04, 1234.6])) == [
        "0",
        "0.0123",
        "0.500",
        "1.23",
        "17.0",
        "1,235",
    ]


def test_the_document_holds_every_row_and_note():
    rows = [row("one work", "a peer", [1, 2, 3, 4, 5], [30] * 5, 4), row("another", "its limit", [2] * 5, 1, 1, "s")]
    text = document(rows, ["A note."], ["A computer"])
    assert "| one work | 3.00 ms (1.00 to 5.00) | a peer | 30.0 ms (30.0 to 30.0) | 10.00 | 4 | kept |" in text
    assert "| another | 2.00 s (2.00 to 2.00) | its limit | 1.00 s | 0.50 | 1 | FALLS SHORT |" in text
    assert "* A computer" in text and text.endswith("A note.\n")


def test_a_row_that_falls_short_is_given_its_reason():
    rows = [row(work, "its limit", [2] * 5, limit, 1) for work, limit in (("a b", 1), ("a c", 3), ("d", 1))]
    assert reasons(rows, {"a": "It is late.", "x": "Never."}) == [
        "**Short, a** (1 of the rows): It is late.",
        "**Short, d**: no reason is known.",
    ]


def test_a_small_run_measures_and_says_with_its_exit_code_whether_promises_are_kept():
    # In a process of its own, as a reader runs it: a browser of these tests may be open in this one.
    command = [sys.executable, "-m", "bench", "--small"]
    run = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False)
    for work in ("JavaScript engine in node", "growth of all slopes", "nudging every dial", "turn a dial of 109"):
        assert work in run.stdout, run.stderr
    assert run.returncode == ("FALLS SHORT" in run.stdout), run.stderr


def test_a_part_that_cannot_be_measured_fails_the_run_and_spares_the_others(monkeypatch, capfd):
    def broken(small):
        yield row("a work", "its limit", [1] * 5, 2, 1)
        raise RuntimeError("no such browser")

    monkeypatch.setattr(engines, "rows", broken)
    assert bench.main(["engines", "--small"]) == 1
    told = capfd.readouterr()
    assert "a work" in told.out and "no such browser" in told.err


def test_the_page_s_engine_and_the_plain_loops_turn_the_same_dials():
    told = engines.in_node(rounds=1, steps=10, peers=False)
    assert set(told["apart"]) == {"engine", "plain", "fused"} and max(told["apart"].values()) < 1e-9
    assert min(min(found) for found in told["micros"].values()) > 0


def test_a_step_is_a_step_of_descent():
    draw = np.random.default_rng(1)
    x, y = draw.random((3, 625)), draw.random((3, 10))
    net, expected = Network(engines.SIZES), Network(engines.SIZES)
    step = engines.numpy_step(net, x, y)
    expected.parameters = expected.parameters - engines.RATE * expected.gradient(x, y)
    step()
    assert np.array_equal(net.parameters, expected.parameters)


def test_growth_is_the_exponent():
    dials = [1000, 10_000, 100_000]
    found = engines.growth("an engine", dials, [[n**1.2] * 5 for n in dials])
    assert isinstance(found, Row) and found.ours == pytest.approx([1.2] * 5) and found.short


def test_text_is_sent_packed_and_the_rest_as_it_is(tmp_path):
    class Quiet(Packed, SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    (tmp_path / "page.html").write_text("one word " * 1000, encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"1234")
    with served(partial(Quiet, directory=str(tmp_path))) as root:
        with urlopen(f"{root}/page.html") as page:
            sent = page.read()
        assert page.headers["Content-Encoding"] == "gzip" and len(sent) < 200
        assert gzip.decompress(sent).decode() == "one word " * 1000
        with urlopen(f"{root}/picture.png") as picture:
            assert picture.headers["Content-Encoding"] is None and picture.read() == b"1234"


def test_what_a_default_page_asks_of_a_network_is_found_among_the_packages():
    file = partial(default_book.Handler.translate_path, None)
    modules = default_book.HOME / "node_modules"
    manager = "dist/embed-amd.js"
    for asked, found in {
        "/cdn/mathjax@3/es5/tex-mml-chtml.js": "mathjax/es5/tex-mml-chtml.js",
        f"/cdn/@jupyter-widgets/html-manager@1.0.6/{manager}?v=1": f"@jupyter-widgets/html-manager/{manager}",
        "/cdn/anywidget@~0.11.*/dist/index.js": "anywidget/dist/index.js",
    }.items():
        assert file(asked) == str(modules / found)
