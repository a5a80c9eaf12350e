"""Descent does what its steps say, and each way of turning counts what it spends."""

from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from turning_dials import Network, progress
from turning_dials.descent import History, Record, descend, largest_weights_together, one_dial_at_a_time

XOR = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
DIFFER = np.array([[0.0], [1.0], [1.0], [0.0]])
WAYS = [descend, one_dial_at_a_time, largest_weights_together]


def xor(seed=1):
    return Network([2, 3, 1], seed=seed)


class Counting(Network):
    """Counts the passes that a way of turning really makes, each as its share of all the examples."""

    passes = 0

    def cost(self, x, y):
        self.passes += len(x) / 4
        return super().cost(x, y)

    def gradient(self, x, y):
        self.passes += 2 * len(x) / 4
        return super().gradient(x, y)


def test_one_step_turns_each_dial_by_its_slope_times_the_rate():
    net, other = xor(), xor()
    history = descend(net, XOR, DIFFER, rate=0.7, steps=1)
    assert np.allclose(net.parameters, other.parameters - 0.7 * other.gradient(XOR, DIFFER), rtol=0, atol=1e-15)
    assert history[0] == Record(0, other.cost(XOR, DIFFER), 0, None)
    assert history[1] == Record(1, net.cost(XOR, DIFFER), 2, None)


def test_momentum_keeps_a_share_of_the_last_turn():
    net, other = xor(), xor()
    descend(net, XOR, DIFFER, rate=0.5, steps=3, momentum=0.9)
    turn = 0
    for _ in range(3):
        turn = 0.9 * turn - 0.5 * other.gradient(XOR, DIFFER)
        other.parameters += turn
    assert np.allclose(net.parameters, other.parameters, rtol=0, atol=1e-14)


def test_a_weight_penalty_pulls_on_the_weights_and_leaves_the_biases():
    net, other = xor(), xor()
    descend(net, XOR, DIFFER, rate=0.5, steps=3, weight_penalty=0.1)

    def penalized(parameters):
        """The cost with half the penalty times all squared weights, whose slope descent should have followed."""
        at = xor()
        at.parameters = parameters
        return at.cost(XOR, DIFFER) + 0.05 * sum((weights**2).sum() for weights in at.weights)

    for _ in range(3):
        nudges = 1e-6 * np.eye(other.parameters.size)
        slopes = [(penalized(other.parameters + n) - penalized(other.parameters - n)) / 2e-6 for n in nudges]
        other.parameters = other.parameters - 0.5 * np.array(slopes)
    assert np.allclose(net.parameters, other.parameters, rtol=0, atol=1e-8)
    with pytest.raises(ValueError, match="weight_penalty: expected"):
        descend(net, XOR, DIFFER, weight_penalty=-1)


def test_a_round_of_mini_batches_meets_every_example_once():
    seen = []

    class Watching(Network):
        def gradient(self, x, y):
            seen.append(x[:, 0].tolist())
            return super().gradient(x, y)

    x = np.arange(10.0).reshape(10, 1)
    history = descend(Watching([1, 1]), x, x, rate=0.01, steps=8, batch=3)
    assert [len(each) for each in seen] == [3, 3, 3, 1, 3, 3, 3, 1]
    rounds = [list(chain(*seen[:4])), list(chain(*seen[4:]))]
    assert [sorted(each) for each in rounds] == [list(range(10))] * 2 and rounds[0] != rounds[1]
    assert history.evaluations[[4, 8]] == pytest.approx([2, 4])


@pytest.mark.parametrize("settings_", [{"rate": 5}, {"rate": 1, "momentum": 0.9}, {"rate": 5, "batch": 3}])
def test_descent_learns_xor(settings_):
    net = xor()
    history = descend(net, XOR, DIFFER, steps=2000, **settings_)
    assert history.costs[-1] < 0.001 and history.stopped is None
    assert (np.round(net.forward(XOR)) == DIFFER).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["sigmoid", "tanh", "identity"]))
def test_a_small_step_lowers_the_cost(seed, activation):
    net = Network([2, 3, 1], activation, seed=seed)
    steps = descend(net, XOR, DIFFER, rate=0.01, steps=5)
    assert (np.diff(steps.costs) < 1e-15).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 6), st.floats(0.01, 2))
def test_trial_and_error_never_makes_it_worse(seed, k, size):
    for history in (
        one_dial_at_a_time(xor(seed), XOR, DIFFER, size=size, steps=40, seed=seed),
        largest_weights_together(xor(seed), XOR, DIFFER, k=k, size=size, steps=40),
    ):
        assert (np.diff(history.costs) <= 0).all()


@pytest.mark.parametrize("way", WAYS)
def test_the_history_tells_the_cost_of_the_dials_as_they_are(way):
    net = xor()
    few = {"k": 2} if way is largest_weights_together else {}
    history = way(net, XOR, DIFFER, steps=7, every=3, watch=lambda seen: seen.parameters.sum(), **few)
    assert isinstance(history, History)
    assert history.costs[-1] == net.cost(XOR, DIFFER)
    assert history.watched[-1] == net.parameters.sum()
    assert history.steps.tolist()[:2] == [0, 3]
    assert repr(history).startswith(f"{history.steps[-1]} steps, ") and "cost 0.2504 -> 0." in repr(history)


def test_trial_and_error_counts_each_pass_it_makes():
    net = Counting([2, 3, 1], seed=1)
    history = one_dial_at_a_time(net, XOR, DIFFER, steps=60)
    assert history.evaluations[-1] == net.passes
    net = Counting([2, 3, 1], seed=1)
    history = largest_weights_together(net, XOR, DIFFER, k=2, steps=60)
    assert history.evaluations[-1] == net.passes > history.steps[-1] + 1
    net = Counting([2, 3, 1], seed=1)
    history = largest_weights_together(net, XOR, DIFFER, k=2, steps=60, otherwise="back")
    assert history.evaluations[-1] == net.passes == history.steps[-1] + 1


@pytest.mark.parametrize("batch", [None, 1, 3])
def test_descent_counts_its_passes_and_not_those_of_the_history(batch):
    net = Counting([2, 3, 1], seed=1)
    history = descend(net, XOR, DIFFER, steps=12, batch=batch)
    readings = len(history)
    assert history.evaluations[-1] == pytest.approx(net.passes - readings)


def test_one_round_turns_each_dial_at_most_once_and_by_the_size():
    net = xor()
    start = net.parameters.copy()
    history = one_dial_at_a_time(net, XOR, DIFFER, size=0.25)
    assert history.steps[-1] == 13 and 14 <= history.evaluations[-1] <= 27
    turned = np.abs(net.parameters - start)
    assert np.allclose(turned[turned > 0], 0.25) and (turned > 0).any()


def test_a_round_in_vain_halves_the_size():
    net = Network([1, 1], "identity")
    net.parameters = [1.0, 0.4]
    # The best bias is 0, from where a turn by 1 leads further away: half of it helps, in the second round.
    x, y = np.array([[-1.0], [1.0]]), np.array([[-1.0], [1.0]])
    history = one_dial_at_a_time(net, x, y, size=1, steps=4)
    assert history.costs[[0, 2, 4]] == pytest.approx([0.16, 0.16, 0.01])


def test_the_largest_weights_go_up_together_or_down_below_where_they_stood():
    net = Network([3, 1], "identity")
    net.parameters = [3, 1, 2, 0]
    history = largest_weights_together(net, [1, 1, 1], [8], k=2, size=0.5, steps=1)
    assert net.parameters.tolist() == [3.5, 1, 2.5, 0] and history.costs.tolist() == [4, 1]
    assert history.evaluations.tolist() == [1, 2], "up helped, and nothing else was tried"
    history = largest_weights_together(net, [1, 1, 1], [0], k=2, size=0.5, steps=1)
    assert net.parameters.tolist() == [3, 1, 2, 0] and history.costs.tolist() == [49, 36]
    assert history.evaluations.tolist() == [1, 3], "up in vain, then down"
    history = largest_weights_together(net, [1, 1, 1], [6], k=2, size=0.5, steps=9)
    assert net.parameters.tolist() == [3, 1, 2, 0] and history.evaluations[-1] == 5
    assert history.stopped == "no group of 2 weights helps any more" and history.steps[-1] == 2


def test_the_other_reading_goes_up_or_back_to_where_they_stood():
    net = Network([3, 1], "identity")
    net.parameters = [3, 1, 2, 0]
    history = largest_weights_together(net, [1, 1, 1], [0], k=2, size=0.5, steps=9, otherwise="back")
    assert net.parameters.tolist() == [3, 1, 2, 0] and history.evaluations[-1] == 3
    assert history.stopped == "no group of 2 weights helps any more" and history.steps[-1] == 2
    with pytest.raises(ValueError, match="otherwise: expected one of down, back, got 'up'"):
        largest_weights_together(net, [1, 1, 1], [0], k=2, otherwise="up")


@pytest.mark.parametrize("way", WAYS)
def test_an_interrupt_leaves_the_dials_of_the_last_step_done(way):
    class Interrupted(Network):
        left = 6

        def _forward(self, x):
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt
            return super()._forward(x)

    few = {"k": 2} if way is largest_weights_together else {}
    net, stood = xor(), []
    way(net, XOR, DIFFER, steps=8, watch=lambda net: stood.append(net.parameters.copy()), **few)
    net = Interrupted([2, 3, 1], seed=1)
    with pytest.raises(KeyboardInterrupt):
        way(net, XOR, DIFFER, steps=10**12, **few)
    assert any(np.array_equal(net.parameters, dials) for dials in stood[1:])


def test_a_long_run_says_how_far_it_is_and_a_short_one_nothing(monkeypatch, capsys):
    monkeypatch.setattr(progress, "PAUSE", 0)
    descend(xor(), XOR, DIFFER, steps=300, every=300)
    assert capsys.readouterr() == ("", "")

    def interrupt(net):
        if len(seen) == 3:
            raise KeyboardInterrupt
        seen.append(net)

    seen = []
    with pytest.raises(KeyboardInterrupt):
        descend(xor(), XOR, DIFFER, steps=10**12, every=100, watch=interrupt)
    out, err = capsys.readouterr()
    assert out == "" and err.endswith("\n")
    assert "\rstep 200 of 1,000,000,000,000 (0.0 %); interrupt to stop" in err


@pytest.mark.parametrize("every", [1, 7, 100])
def test_a_run_that_diverges_stops_with_finite_dials_and_says_so(every):
    net = Network([2, 3, 1], "identity", seed=1)
    history = descend(net, XOR, DIFFER, rate=20, steps=5000, every=every)
    assert "overflowed; try a smaller rate than 20" in history.stopped and history.stopped in repr(history)
    assert np.isfinite(net.parameters).all() and np.isfinite(history.costs).all()
    assert net.cost(XOR, DIFFER) == history.costs[-1]


def test_no_steps_is_a_reading():
    assert len(descend(xor(), XOR, DIFFER, steps=0)) == 1


@pytest.mark.parametrize(
    ("given_", "kind", "says"),
    [
        ({"rate": 0}, ValueError, "rate: expected a finite number more than 0, got 0"),
        ({"rate": np.inf}, ValueError, "rate: "),
        ({"rate": 10**400}, ValueError, "rate: .* more than 0, got a number too large for a float"),
        ({"rate": "fast"}, TypeError, "rate: expected a number, got 'fast'"),
        ({"rate": True}, TypeError, "rate: "),
        ({"momentum": 1}, ValueError, "momentum: expected a finite number at least 0 and less than 1, got 1"),
        ({"momentum": -0.1}, ValueError, "momentum: "),
        ({"steps": -1}, ValueError, "steps: "),
        ({"steps": 1.5}, TypeError, "steps: "),
        ({"batch": 0}, ValueError, "batch: "),
        ({"batch": 5}, ValueError, "batch: expected at most 4, the examples there are, got 5"),
        ({"seed": None}, TypeError, "seed: "),
        ({"every": 0}, ValueError, "every: "),
        ({"watch": 3}, TypeError, "watch: expected a function"),
    ],
)
def test_wrong_settings_are_refused_before_a_dial_is_turned(given_, kind, says):
    net = xor()
    with pytest.raises(kind, match=says):
        descend(net, XOR, DIFFER, **given_)
    assert np.array_equal(net.parameters, xor().parameters)


@pytest.mark.parametrize("way", WAYS)
def test_every_way_checks_what_it_is_given(way):
    with pytest.raises(TypeError, match="Network, got 'net'"):
        way("net", XOR, DIFFER)
    with pytest.raises(ValueError, match="inputs: expected shape"):
        way(xor(), XOR[:, :1], DIFFER)
    with pytest.raises(ValueError, match="as many rows"):
        way(xor(), XOR, DIFFER[:2])
    with pytest.raises(ValueError, match="every: "):
        way(xor(), XOR, DIFFER, every=0)
    overflowing = Network([1, 1], "identity")
    overflowing.parameters = [1e200, 0]
    with pytest.raises(ValueError, match="overflows before the first step"):
        way(overflowing, [1], [0], **({"k": 1} if way is largest_weights_together else {}))


def test_trial_and_error_checks_its_own_settings():
    with pytest.raises(ValueError, match="size: expected a finite number more than 0"):
        one_dial_at_a_time(xor(), XOR, DIFFER, size=0)
    with pytest.raises(ValueError, match="k: expected at most 9, the weights of this network, got 10"):
        largest_weights_together(xor(), XOR, DIFFER, k=10)
