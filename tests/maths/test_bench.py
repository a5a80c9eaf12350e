"""The bench of the engines does the same work on both sides of a row, and its rows say what they promise."""

import numpy as np
import pytest
from bench import bench_engine
from bench.bench_engine import Row

from turning_dials import Network


def test_the_page_s_engine_and_the_plain_loops_turn_the_same_dials():
    told = bench_engine.in_node(rounds=1)
    assert told["apart"] < 1e-9 and min(told["engine"], told["plain"], told["fused"]) > 0


def test_a_step_is_a_step_of_descent():
    draw = np.random.default_rng(1)
    x, y = draw.random((3, 625)), draw.random((3, 10))
    net, expected = Network(bench_engine.SIZES), Network(bench_engine.SIZES)
    step = bench_engine.numpy_step(net, x, y)
    expected.parameters = expected.parameters - bench_engine.RATE * expected.gradient(x, y)
    assert bench_engine.medians([step], times=1, rounds=1)[0] > 0
    assert np.array_equal(net.parameters, expected.parameters)


def test_a_row_that_falls_short_says_so():
    assert Row("work", "peer", 10, 39, 4).short and Row("work", "peer", 10, 39, 4).ratio == pytest.approx(3.9)
    assert not Row("work", "peer", 10, 40, 4).short and not Row("work", "peer", 10, 1, None).short
