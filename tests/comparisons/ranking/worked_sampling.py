"""What the method gives for the outputs of worked cases: SMAA-2."""

from functools import cache

import numpy as np

from comparisons.ranking.additive import TOLERANCE
from comparisons.ranking.performance_table import PerformanceTable
from comparisons.ranking.sampling import LatinHypercube, seed_of
from comparisons.ranking.sensitivity import lead, stability_intervals
from comparisons.ranking.smaa import AnyWeights
from tests.comparisons.ranking import reference
from tests.comparisons.ranking.worked_cases import CASES, output, table_of


class BetaScores(AnyWeights):
    """The engine with scores that follow beta distributions, on linear scales that do not clip."""

    def __init__(self, case, *, samples):
        cells = ((None,) * len(case["criteria"]),) * len(case["alternatives"])
        table = PerformanceTable(tuple(case["alternatives"]), tuple(case["criteria"]), cells)
        super().__init__(table, method=1, samples=samples)
        self._beta = np.array([[cell["beta"] for cell in row] for row in case["matrix"]])
        levels = case["reference_levels"]
        self._worst, self._best = np.array(levels["worst"]), np.array(levels["best"])

    def scores(self, alternative):
        alpha, beta = self._beta[self.table.row(alternative)].T
        rng = np.random.default_rng(seed_of(alternative))
        drawn = rng.beta(alpha, beta, size=(self.samples, len(alpha)))
        return (drawn - self._worst) / (self._best - self._worst)


def engine_of(case):
    """Return the engine with the samples of a case whose weights are all equally likely, drawn once."""
    return engine(case["name"])


@cache
def engine(name):
    case = next(case for case in CASES if case["name"] == name)
    assert set(case["weights"]["dirichlet"]) == {1}
    samples = 1_000_000 if case["tolerance"] == 0.002 else 100_000
    if isinstance(case["matrix"][0][0], dict):
        return BetaScores(case, samples=samples)
    return AnyWeights(table_of(case), method=1, samples=samples)


def first_ranks(case):
    return engine_of(case).first_ranks(case["alternatives"])


def totals(case):
    """Return the engine's totals, samples x n."""
    drawn = engine_of(case)
    return TOLERANCE * np.stack([drawn.totals(alternative) for alternative in case["alternatives"]], axis=1)


@output("rank_acceptability")
def rank_acceptability(case):
    found = reference.rank_acceptability(totals(case))
    assert np.allclose(found[:, 0], first_rank_acceptability(case), rtol=0, atol=1e-12)
    return found.tolist()


@output("first_rank_acceptability")
def first_rank_acceptability(case):
    return [one.acceptability for one in first_ranks(case)]


@output("central_weights")
def central_weights(case):
    found = [one.central_weights for one in first_ranks(case)]
    if case["expected"]["central_weights"][-1] == [None, None]:
        # The case writes "never first" as a row of nulls.
        found = [[None, None] if own is None else own for own in found]
    return [list(own) for own in found]


@output("confidence_factor")
def confidence_factor(case):
    """Return how often each alternative is first under its own central weights, in the engine's samples of scores."""
    drawn = engine_of(case)
    scores = np.stack([drawn.scores(alternative) for alternative in case["alternatives"]])
    found = []
    for place, own in enumerate(first_ranks(case)):
        sums = scores @ own.central_weights
        found.append(float((sums[place] == sums.max(axis=0)).mean()))
    return found


@output("decision_entropy_bits")
def decision_entropy_bits(case):
    first = np.array(first_rank_acceptability(case))
    return -float(first @ np.log2(first))


@output("mean_overall_value")
def mean_overall_value(case):
    return totals(case).mean(axis=0).tolist()


@output("pairwise_winning_index_A_over_copy")
def pairwise_winning_index_over_copy(case):
    return reference.winning_index(totals(case))[0, 1]


@output("pairwise_winning_index")
def pairwise_winning_index(case):
    if "inputs" in case:
        return [duel(**given) for given in case["inputs"]["cases"]]
    # The case writes 0 for an alternative against itself.
    return (reference.winning_index(totals(case)) - np.eye(2) / 2).tolist()


def duel(concentration, stated_weights, values_A, values_B, **_):
    """Return the index over 20 draws of 20,000 samples: the tables of quantiles grow with the samples of a draw."""
    values, found = np.array([values_A, values_B]), []
    for method in range(20):
        drawn = LatinHypercube(["C1", "C2"], method=method, samples=20_000)
        _, weights = drawn.around(np.array(stated_weights), concentration)
        found.append(reference.winning_index((values @ weights).T)[0, 1])
    return float(np.mean(found))


@output("favourable_weight_range_of_C1")
def favourable_weight_range(case):
    """Return between which weights of C1 each alternative stays first, from its own central weights on."""
    table, found = table_of(case), []
    for name, own in zip(table.alternatives, first_ranks(case), strict=True):
        if own.central_weights is None:
            found.append(None)
            continue
        central = dict(zip(table.criteria, own.central_weights.tolist(), strict=True))
        assert reference.firsts(table, central) == (name,)
        interval = stability_intervals(lead(table, central, name))[0]
        found.append([interval.low, interval.high])
    return found


# Moments of the samples.


def moments(case):
    drawn = LatinHypercube(case["criteria"], method=1, samples=20_000)
    _, weights = drawn.around(np.array(case["weights"]), case["inputs"]["concentration"])
    assert np.all(weights >= 0)
    assert np.allclose(weights.sum(axis=0), 1)
    return weights.mean(axis=1).tolist(), weights.std(axis=1).tolist()


@output("mean")
def mean(case):
    return moments(case)[0]


@output("standard_deviation")
def standard_deviation(case):
    return moments(case)[1]
