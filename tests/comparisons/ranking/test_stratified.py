import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.ranking.stratified import StratifiedWeights, _log_quantiles


def drawn(weights, concentration, samples=4000):
    names = [f"c{j}" for j in range(len(weights))]
    return StratifiedWeights(names, method=1, samples=samples).around(np.array(weights), concentration)


@given(
    st.lists(st.sampled_from([1, 2, 4, 8]), min_size=2, max_size=12),
    st.floats(10, 300),
)
def test_means_and_variances_are_those_of_the_dirichlet(points, concentration):
    w = np.array(points) / sum(points)
    _, found = drawn(w, concentration)
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
    _, found = drawn([0.25] * 4, 60.0, samples=10_000)
    correlations = np.corrcoef(found)[~np.eye(4, dtype=bool)]
    assert correlations == pytest.approx(np.full(12, -1 / 3), abs=0.03)


def test_a_criterion_without_weight_does_not_count():
    counting, found = drawn([0.5, 0.0, 0.5], 20.0)
    assert counting.tolist() == [0, 2]
    assert found.shape == (2, 4000)


def test_one_criterion_alone_weighs_everything():
    _, found = drawn([1.0], 300.0)
    assert np.all(found == 1)


def test_the_same_names_give_the_same_order_and_others_another():
    assert np.array_equal(drawn([0.5, 0.5], 20.0)[1], drawn([0.5, 0.5], 20.0)[1])
    assert not np.array_equal(drawn([0.5, 0.5], 20.0)[1][0], drawn([0.5, 0.5], 20.0)[1][1])


def test_somebody_has_to_count():
    with pytest.raises(ValueError, match="a criterion that counts"):
        drawn([0.0, 0.0], 10.0)
