"""The same numbers from independent libraries, on random problems."""

from types import SimpleNamespace

import numpy as np
import pytest

from comparisons.ranking.additive import Table, value
from comparisons.ranking.intervals import Interval
from comparisons.ranking.sampling import IntervalScores, weights_anywhere
from comparisons.ranking.smaa import simulate
from comparisons.ranking.values import Linear


@pytest.fixture(scope="module")
def libraries():
    """What the libraries have. Importing them takes seconds, which only the process that runs these tests spends."""
    import pymcdm
    from pysensmcda import robustness, smaa

    return SimpleNamespace(spotis=pymcdm.methods.SPOTIS, smaa=smaa, robustness=robustness)


def additive(matrix, weights, types):
    return matrix @ weights


@pytest.mark.parametrize("seed", range(20))
def test_our_value_is_one_minus_spotis(libraries, seed):
    rng = np.random.default_rng(seed)
    n, m = rng.integers(2, 20), rng.integers(2, 30)
    low = rng.normal(scale=100, size=m)
    high = low + rng.uniform(1, 1000, size=m)
    types = rng.choice([-1, 1], size=m)
    figures, w = rng.uniform(low, high, size=(n, m)), rng.dirichlet(np.ones(m))
    theirs = libraries.spotis(np.stack([low, high], axis=1))(figures, w, types)
    functions = [
        Linear(*(ends if t > 0 else ends[::-1])) for ends, t in zip(zip(low, high, strict=True), types, strict=True)
    ]
    cells = tuple(tuple(Interval(*[f(x)] * 3) for f, x in zip(functions, row, strict=True)) for row in figures.tolist())
    table = Table(tuple(map(str, range(n))), tuple(map(str, range(m))), cells)
    ours = value(table, dict(zip(table.criteria, w.tolist(), strict=True))).total
    assert ours == pytest.approx(1 - theirs, abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_the_same_weights_give_the_same_acceptabilities(libraries, seed):
    rng = np.random.default_rng(seed)
    values = rng.random((8, 6))
    weights = weights_anywhere(np.ones(6, dtype=bool), 1000, rng)
    theirs = libraries.smaa.simulate(additive, values, np.ones(6), weights=weights, reverse_ranking=True)
    ours = simulate(weights, IntervalScores(values, values, rng))
    assert np.array_equal(ours.ranks, libraries.smaa.rank_acceptability(theirs))
    off_diagonal = ~np.eye(8, dtype=bool)
    winning = libraries.robustness.pairwise_winning_indices(theirs.rankings)
    assert np.array_equal(ours.winning[off_diagonal], winning[off_diagonal])
    central = libraries.smaa.central_weights(theirs)
    for own, their, times in zip(ours.central_weights, central, ours.first * ours.samples, strict=True):
        assert (own is None) == (times < 30)
        assert own is None or own == pytest.approx(their, abs=1e-12)


class Given:
    """Samples of scores made beforehand, given out over and over."""

    is_uncertain = True

    def __init__(self, samples):
        self.shape, self._samples, self._next = samples.shape[1:], samples, 0

    def draw(self, samples):
        begin = self._next % len(self._samples)
        self._next += samples
        return self._samples[begin : begin + samples]


def test_the_same_scores_give_the_same_acceptabilities_and_confidence(libraries):
    rng = np.random.default_rng(1)
    middle = rng.random((6, 4))
    scores = middle + rng.uniform(-0.2, 0.2, size=(1000, 6, 4))
    weights = weights_anywhere(np.ones(4, dtype=bool), 1000, rng)
    theirs = libraries.smaa.simulate(
        additive, middle, np.ones(4), weights=weights, matrix_samples=scores, reverse_ranking=True
    )
    ours = simulate(weights, Given(scores))
    assert np.array_equal(ours.ranks, libraries.smaa.rank_acceptability(theirs))
    factors = libraries.smaa.confidence_factors(
        additive, libraries.smaa.central_weights(theirs), np.ones(4), matrix_samples=scores, reverse_ranking=True
    )
    known = [row for row, confidence in enumerate(ours.confidence) if confidence is not None]
    assert len(known) >= 3
    assert [ours.confidence[row] for row in known] == pytest.approx(factors[known].tolist(), abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_shares_of_first_places_are_volumes(libraries, seed):
    rng = np.random.default_rng(seed)
    values = rng.random((5, 4))
    theirs = libraries.smaa.exact_acceptability(values, np.ones(4), scaling="none", weight_bounds=False)
    weights = weights_anywhere(np.ones(4, dtype=bool), 100_000, rng)
    ours = simulate(weights, IntervalScores(values, values, rng))
    # Four standard errors at most.
    assert ours.first == pytest.approx(theirs.acceptability, abs=0.0065)
    for own, their, share in zip(ours.central_weights, theirs.central_weights, theirs.acceptability, strict=True):
        assert own is None or share < 0.05 or own == pytest.approx(their, abs=0.02)
