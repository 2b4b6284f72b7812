"""The same numbers from independent libraries, on random problems."""

from types import SimpleNamespace

import numpy as np
import pytest

from comparisons.ranking.additive import value, vector
from comparisons.ranking.performance_table import Interval, PerformanceTable
from comparisons.ranking.sampling import LatinHypercube, concentration
from comparisons.ranking.smaa import AnyWeights, StatedWeights
from comparisons.ranking.value_functions import Linear
from comparisons.ranking.weights import weights as weights_of
from tests.comparisons.ranking.problems import problem, table_of
from tests.comparisons.ranking.reference import firsts


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
    table = PerformanceTable(tuple(map(str, range(n))), tuple(map(str, range(m))), cells)
    ours = value(table, dict(zip(table.criteria, w.tolist(), strict=True))).total
    assert ours == pytest.approx(1 - theirs, abs=1e-12)


def drawn(values, *, samples):
    """Return the engine with its samples, for values that are certain."""
    return AnyWeights(table_of(values.tolist()), method=1, samples=samples)


@pytest.mark.parametrize("seed", range(5))
def test_the_same_weights_give_the_same_first_places_and_central_weights(libraries, seed):
    values = np.random.default_rng(seed).random((8, 6))
    ours = drawn(values, samples=1000)
    found = ours.first_ranks(ours.table.alternatives)
    theirs = libraries.smaa.simulate(additive, values, np.ones(6), weights=ours.weights, reverse_ranking=True)
    assert [one.acceptability for one in found] == libraries.smaa.rank_acceptability(theirs)[:, 0].tolist()
    for one, their in zip(found, libraries.smaa.central_weights(theirs), strict=True):
        assert (one.central_weights is None) == (one.acceptability * 1000 < 30)
        assert one.central_weights is None or one.central_weights == pytest.approx(their, abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_the_same_weights_and_scores_give_the_same_first_places(libraries, seed):
    table, _ = problem(seed, n=6, m=4, spread=0.2)
    ours = AnyWeights(table, method=1, samples=1000)
    scores = np.stack([ours.scores(alternative) for alternative in table.alternatives], axis=1)
    theirs = libraries.smaa.simulate(
        additive, table.arrays[1], np.ones(4), weights=ours.weights, matrix_samples=scores, reverse_ranking=True
    )
    found = ours.first_ranks(table.alternatives)
    assert [one.acceptability for one in found] == libraries.smaa.rank_acceptability(theirs)[:, 0].tolist()


@pytest.mark.parametrize("seed", range(5))
def test_stated_weights_give_the_same_first_places_and_duels(libraries, seed):
    table, points = problem(seed, n=6, m=4, spread=0.1)
    (leader,) = firsts(table, weights_of(points))
    ours = StatedWeights(table, method=1, samples=1000)
    found = ours.first_ranks(table.alternatives, points, leader)
    stated = vector(table, weights_of(points))
    _, weights = LatinHypercube(table.criteria, method=1, samples=1000).around(stated, concentration(points))
    scores = np.stack([ours.scores(alternative).T for alternative in table.alternatives], axis=1)
    theirs = libraries.smaa.simulate(
        additive, table.arrays[1], np.ones(4), weights=weights.T, matrix_samples=scores, reverse_ranking=True
    )
    row = table.row(leader)
    others = [place for place in range(6) if place != row]
    assert found.acceptability.tolist() == libraries.smaa.rank_acceptability(theirs)[:, 0].tolist()
    assert (
        found.winning[others].tolist()
        == libraries.robustness.pairwise_winning_indices(theirs.rankings)[row, others].tolist()
    )


@pytest.mark.parametrize("seed", range(5))
def test_shares_of_first_places_are_volumes(libraries, seed):
    values = np.random.default_rng(seed).random((5, 4))
    theirs = libraries.smaa.exact_acceptability(values, np.ones(4), scaling="none", weight_bounds=False)
    ours = drawn(values, samples=100_000)
    for one, central, share in zip(
        ours.first_ranks(ours.table.alternatives), theirs.central_weights, theirs.acceptability, strict=True
    ):
        # Four standard errors at most.
        assert one.acceptability == pytest.approx(share, abs=0.0065)
        assert share < 0.05 or one.central_weights == pytest.approx(central, abs=0.02)
