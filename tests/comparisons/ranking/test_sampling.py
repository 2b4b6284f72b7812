import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.ranking.sampling import (
    IntervalScores,
    LatinHypercube,
    _log_quantiles,
    any_weights,
    concentration,
    seed_of,
)
from comparisons.ranking.weights import LEVELS, weights
from tests.tables import points

LEVELS_UP = np.array(LEVELS)


def rng(seed=1):
    return np.random.default_rng(seed)


def named(given_points):
    return {f"c{j}": float(own) for j, own in enumerate(given_points)}


# Seeds


def test_a_seed_is_the_first_eight_bytes_of_a_digest():
    canonical = b'[3,{"a":["x"],"b":null},"\\u00e9"]'
    expected = int.from_bytes(hashlib.sha256(canonical).digest()[:8], "big")
    assert seed_of(3, {"b": None, "a": ("x",)}, "é") == expected
    assert 0 <= expected < 2**64


def test_the_order_of_keys_does_not_count_and_that_of_parts_does():
    assert seed_of({"a": 1, "b": 2}) == seed_of({"b": 2, "a": 1})
    assert seed_of(1, 2) != seed_of(2, 1)


@pytest.mark.parametrize("part", [float("nan"), {1, 2}, b"x"])
def test_only_what_has_a_json_form_makes_a_seed(part):
    with pytest.raises((TypeError, ValueError)):
        seed_of(part)


# Concentration


def test_concentration_by_hand():
    # w = (2/3, 1/3); s2 = 0.2 * (16 + 4) = 4 and 0.2 * (4 + 1) = 1; P = 6. Both variances are 8/9 / 36.
    variance = 2 * (4 / 9 * 1 + 1 / 9 * 4) / 36
    assert concentration({"c0": 4, "c1": 2}) == max(10, (1 - 5 / 9) / variance - 1)
    assert concentration(named([4] * 20)) == pytest.approx(
        (1 - 1 / 20) / (20 * (0.95**2 * 4 + 19 * 4 / 400) / 6400) - 1
    )


@pytest.mark.parametrize(
    ("given_points", "expected"),
    [([], 10), ([0, 0], 10), ([0] * 25, 25), ([8], 300), ([0, 4, 0], 300), ([1, 1], 10), ([8] * 80, 300)],
)
def test_concentration_at_the_ends(given_points, expected):
    assert concentration(named(given_points)) == expected


@given(st.lists(points, max_size=30))
def test_criteria_without_points_do_not_count(given_points):
    counting = [own for own in given_points if own > 0]
    assert 10 <= concentration(named(given_points)) <= 300
    if counting:
        assert concentration(named(given_points)) == concentration(named(counting))


def test_negative_points_are_a_mistake():
    with pytest.raises(ValueError, match="0 or more"):
        concentration({"c0": 1, "c1": -1})


def nudged(own, samples, source):
    """Return points each of which is a level higher or lower with probability 0.4 together: the story behind K."""
    level = np.searchsorted(LEVELS_UP, own)
    steps = source.choice([-1, 0, 1], p=[0.2, 0.6, 0.2], size=(samples, len(own)))
    return LEVELS_UP[np.clip(level + steps, 0, len(LEVELS) - 1)]


def test_concentration_agrees_with_the_story_it_stands_for():
    source, ratios = rng(), []
    for _ in range(60):
        own = source.choice(LEVELS_UP[1:], p=[0.25, 0.35, 0.25, 0.15], size=source.integers(6, 26))
        drawn = nudged(own, 4000, source)
        drawn /= drawn.sum(axis=1, keepdims=True)
        w = own / own.sum()
        simulated = (1 - w @ w) / drawn.var(axis=0).sum() - 1
        ratios.append(simulated / concentration(named(own)))
    # Measured for the method: 1.15 in the median, from 1.01 to 1.31.
    assert 1.0 < np.median(ratios) < 1.3
    assert np.quantile(ratios, 0.05) > 0.9
    assert np.quantile(ratios, 0.95) < 1.4


# Weights


def test_moments_of_any_weights():
    drawn = any_weights(4, 100_000, rng())
    assert drawn.mean(axis=0) == pytest.approx(np.full(4, 1 / 4), abs=0.003)
    assert drawn.var(axis=0) == pytest.approx(np.full(4, 3 / (16 * 5)), rel=0.03)


def around(weights, concentration, samples=4000):
    names = [f"c{j}" for j in range(len(weights))]
    return LatinHypercube(names, method=1, samples=samples).around(np.array(weights), concentration)


@given(
    st.lists(st.sampled_from([1, 2, 4, 8]), min_size=2, max_size=12),
    st.floats(10, 300),
)
def test_means_and_variances_are_those_of_the_dirichlet(points, concentration):
    w = np.array(points) / sum(points)
    _, found = around(w, concentration)
    assert found.sum(axis=0) == pytest.approx(np.ones(4000), abs=1e-5)
    assert found.mean(axis=1) == pytest.approx(w, abs=0.002)
    assert found.var(axis=1) == pytest.approx(w * (1 - w) / (concentration + 1), rel=0.1, abs=1e-6)


@pytest.mark.parametrize("shape", [0.06, 0.3, 1.0, 2.5, 17.0, 300.0])
def test_quantiles_are_those_of_gammas_drawn_singly(shape):
    found = np.exp(_log_quantiles(shape, 2500))
    assert found.mean() == pytest.approx(shape, rel=0.005)
    assert found.var() == pytest.approx(shape, rel=0.03)
    drawn_singly = np.random.default_rng(1).standard_gamma(shape, 400_000)
    for share in (0.25, 0.5, 0.75, 0.95):
        assert np.mean(drawn_singly <= found[int(share * 2500)]) == pytest.approx(share, abs=0.005)


def test_the_quantiles_of_the_exponential_are_known_in_closed_form():
    middles = (np.arange(1000) + 0.5) / 1000
    assert np.exp(_log_quantiles(1.0, 1000)) == pytest.approx(-np.log(1 - middles), rel=1e-3, abs=1e-4)


def test_criteria_are_independent_but_for_their_sum():
    _, found = around([0.25] * 4, 60.0, samples=10_000)
    correlations = np.corrcoef(found)[~np.eye(4, dtype=bool)]
    assert correlations == pytest.approx(np.full(12, -1 / 3), abs=0.03)


def test_a_criterion_without_weight_does_not_count():
    counting, found = around([0.5, 0.0, 0.5], 20.0)
    assert counting.tolist() == [0, 2]
    assert found.shape == (2, 4000)


def test_one_criterion_alone_weighs_everything():
    _, found = around([1.0], 300.0)
    assert np.all(found == 1)


def test_the_same_names_give_the_same_order_and_others_another():
    assert np.array_equal(around([0.5, 0.5], 20.0)[1], around([0.5, 0.5], 20.0)[1])
    assert not np.array_equal(around([0.5, 0.5], 20.0)[1][0], around([0.5, 0.5], 20.0)[1][1])


def test_somebody_has_to_count():
    with pytest.raises(ValueError, match="a criterion that counts"):
        around([0.0, 0.0], 10.0)
    with pytest.raises(ValueError, match="a criterion that counts"):
        any_weights(0, 10, rng())


@pytest.mark.parametrize("k", [10, 60, 300])
def test_weights_covary_as_those_of_the_dirichlet(k):
    _, found = around([0.4, 0.3, 0.0, 0.2, 0.1], k, samples=10_000)
    assert np.cov(found)[0, 1] == pytest.approx(-0.4 * 0.3 / (k + 1), rel=0.1)


@given(st.lists(points, min_size=1, max_size=12).filter(any), st.floats(10, 300))
def test_weights_are_shares_of_the_criteria_that_count(given_points, k):
    own = np.array(list(weights(named(given_points)).values()))
    counting, found = around(own, k, samples=20)
    assert counting.tolist() == np.flatnonzero(own).tolist()
    assert np.all(found >= 0)
    assert np.allclose(found.sum(axis=0), 1)


# Scores

LOW = np.array([[0.1, 0.5, 0.2], [0.0, 0.9, 0.3]])


@pytest.mark.parametrize("uncertain", [[[0, 0, 0], [1, 0, 0]], [[1, 1, 1], [1, 1, 0]], [[1, 1, 1], [1, 1, 1]]])
def test_uncertain_cells_are_uniform_and_certain_ones_stay(uncertain):
    spread = np.array(uncertain) * 0.1
    scores = IntervalScores(LOW, LOW + spread, rng())
    drawn = scores.draw(20_000)
    assert drawn.mean(axis=0) == pytest.approx(LOW + spread / 2, abs=0.002)
    assert drawn.std(axis=0) == pytest.approx(spread / 12**0.5, abs=0.001)
    assert drawn.min(axis=0) == pytest.approx(LOW, abs=0.001)
    assert np.all(drawn[:, spread == 0] == LOW[spread == 0])


def test_cells_are_drawn_independently():
    drawn = IntervalScores(LOW, LOW + 0.1, rng()).draw(20_000).reshape(-1, 6)
    assert np.corrcoef(drawn.T) == pytest.approx(np.eye(6), abs=0.03)


def test_certain_scores_need_no_random_numbers():
    source = rng()
    scores = IntervalScores(LOW, LOW, source)
    assert np.all(scores.draw(3) == LOW)
    assert source.random() == rng().random()


@pytest.mark.parametrize("few", [True, False])
def test_drawing_in_parts_draws_the_same(few):
    high = LOW + np.array([[0, 0.1, 0], [0, 0, 0]]) if few else LOW + 0.1
    at_once, in_parts = IntervalScores(LOW, high, rng()), IntervalScores(LOW, high, rng())
    parts = [in_parts.draw(samples) for samples in (2, 4, 3)]
    assert np.array_equal(at_once.draw(9), np.concatenate(parts))
