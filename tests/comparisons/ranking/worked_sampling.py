"""What the method gives for the outputs of worked cases: SMAA-2."""

from functools import cache

import numpy as np

from comparisons.ranking.additive import firsts
from comparisons.ranking.sampling import IntervalScores, weights_anywhere, weights_around
from comparisons.ranking.smaa import simulate, totals
from comparisons.ranking.stability import stability
from tests.comparisons.ranking.worked_cases import CASES, output, table_of


class BetaScores:
    """Measurements that follow beta distributions, on linear scales that do not clip."""

    is_uncertain = True

    def __init__(self, case, rng):
        beta = np.array([[cell["beta"] for cell in row] for row in case["matrix"]])
        levels = case["reference_levels"]
        self._beta, self._rng = beta, rng
        self._worst, self._best = np.array(levels["worst"]), np.array(levels["best"])
        self.shape = beta.shape[:2]

    def draw(self, samples):
        drawn = self._rng.beta(self._beta[:, :, 0], self._beta[:, :, 1], size=(samples, *self.shape))
        return (drawn - self._worst) / (self._best - self._worst)


def scores_of(case, rng):
    if isinstance(case["matrix"][0][0], dict):
        return BetaScores(case, rng)
    low, _, high = table_of(case).arrays
    return IntervalScores(low, high, rng)


def simulation_of(case):
    """Return the simulation of a case whose weights are all equally likely, worked out once."""
    return simulated(case["name"])


@cache
def simulated(name):
    case = next(case for case in CASES if case["name"] == name)
    rng = np.random.default_rng(1)
    in_play = np.array(case["weights"]["dirichlet"]) == 1
    samples = 1_000_000 if case["tolerance"] == 0.002 else 100_000
    return simulate(weights_anywhere(in_play, samples, rng), scores_of(case, rng))


@output("rank_acceptability")
def rank_acceptability(case):
    return simulation_of(case).ranks.tolist()


@output("first_rank_acceptability")
def first_rank_acceptability(case):
    return simulation_of(case).first.tolist()


@output("central_weights")
def central_weights(case):
    found = simulation_of(case).central_weights
    if case["expected"]["central_weights"][-1] == [None, None]:
        # The case writes "never first" as a row of nulls.
        found = [[None, None] if own is None else own for own in found]
    return [list(own) for own in found]


@output("confidence_factor")
def confidence_factor(case):
    return simulation_of(case).confidence


@output("decision_entropy_bits")
def decision_entropy_bits(case):
    first = simulation_of(case).first
    return -float(first @ np.log2(first))


@output("mean_overall_value")
def mean_overall_value(case):
    rng = np.random.default_rng(1)
    in_play = np.array(case["weights"]["dirichlet"]) == 1
    return totals(weights_anywhere(in_play, 100_000, rng), scores_of(case, rng)).mean(axis=0).tolist()


@output("pairwise_winning_index_A_over_copy")
def pairwise_winning_index_over_copy(case):
    return simulation_of(case).winning[0, 1]


@output("pairwise_winning_index")
def pairwise_winning_index(case):
    if "inputs" in case:
        return [duel(**given) for given in case["inputs"]["cases"]]
    # The case writes 0 for an alternative against itself.
    return (simulation_of(case).winning - np.eye(2) / 2).tolist()


def duel(concentration, stated_weights, values_A, values_B, **_):
    rng = np.random.default_rng(1)
    weights = weights_around(np.array(stated_weights), concentration, 200_000, rng)
    values = np.array([values_A, values_B])
    return float(simulate(weights, IntervalScores(values, values, rng)).winning[0, 1])


@output("favourable_weight_range_of_C1")
def favourable_weight_range(case):
    """Return between which weights of C1 each alternative stays first, from its own central weights on."""
    table, found = table_of(case), []
    for name, central in zip(table.alternatives, simulation_of(case).central_weights, strict=True):
        if central is None:
            found.append(None)
            continue
        own = dict(zip(table.criteria, central.tolist(), strict=True))
        assert firsts(table, own) == (name,)
        stable = stability(table, own, name)[0]
        found.append([stable.low, stable.high])
    return found


# Moments of the samples.


def moments(case):
    rng = np.random.default_rng(1)
    weights = weights_around(np.array(case["weights"]), case["inputs"]["concentration"], 200_000, rng)
    assert np.all(weights >= 0)
    assert np.allclose(weights.sum(axis=1), 1)
    return weights.mean(axis=0).tolist(), weights.std(axis=0).tolist()


@output("mean")
def mean(case):
    return moments(case)[0]


@output("standard_deviation")
def standard_deviation(case):
    return moments(case)[1]
