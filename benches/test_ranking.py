"""Time and memory of the ranking, for tables like the shipped one and for large ones."""

import tracemalloc

import numpy as np
import pytest
from pysensmcda.smaa import smaa2

from comparisons.ranking.additive import ranks, value
from comparisons.ranking.performance_table import Interval, PerformanceTable
from comparisons.ranking.sampling import concentration
from comparisons.ranking.sensitivity import lead, least_score_change, least_weight_shift, stability_intervals
from comparisons.ranking.smaa import AnyWeights, Bounds, StatedWeights, band, shortlist
from comparisons.ranking.weights import LEVELS, weights

SAMPLES = 2000


@pytest.fixture(scope="module")
def catalogue():
    """17 alternatives on 30 criteria like the shipped ones: 5 % unknown, the rest within 0.05 to 0.2."""
    rng = np.random.default_rng(1)
    middle, half = rng.random((17, 30)), rng.choice([0.05, 0.1, 0.2], size=(17, 30))
    cells = np.stack([np.maximum(middle - half, 0), middle, np.minimum(middle + half, 1)], axis=2).tolist()
    unknown = rng.random((17, 30)) < 0.05
    table = PerformanceTable(
        tuple(f"a{i}" for i in range(17)),
        tuple(f"c{j}" for j in range(30)),
        tuple(
            tuple(None if u else Interval(*c) for u, c in zip(*row, strict=True))
            for row in zip(unknown, cells, strict=True)
        ),
    )
    return table, dict(zip(table.criteria, rng.choice(LEVELS[1:], size=30).tolist(), strict=True))


def page(table, points, stated):
    """Compute everything that a result page needs. The scores of an edition are sampled once, before."""
    table = table.among(table.alternatives)
    own = weights(points)
    valuation = value(table, own)
    leader = table.alternatives[int(valuation.total.argmax())]
    found = stated.first_ranks(table.alternatives, points, leader)
    return (
        ranks(valuation.total.tolist()),
        stability_intervals(lead(table, own, leader)),
        least_weight_shift(lead(table, own, leader)),
        least_score_change(table, own, leader),
        band(found.acceptability.max(), Bounds(clear=90, fairly=70, leaning=50)),
        shortlist(dict(zip(table.alternatives, found.acceptability.tolist(), strict=True)), 0.05),
    )


def sampled_and_ranked(table, points, *, with_scores):
    """The reference: draw and rank 2,000 samples in plain NumPy, the least that SMAA needs."""
    rng = np.random.default_rng(1)
    low, middle, high = table.arrays
    w = np.array(list(weights(points).values()))
    drawn = rng.dirichlet(concentration(points) * w, size=SAMPLES)
    if with_scores:
        values = low + (high - low) * rng.random((SAMPLES, *low.shape))
        totals = np.einsum("saj,sj->sa", values, drawn)
    else:
        totals = drawn @ middle.T
    return (-totals).argsort(axis=1).argsort(axis=1)


@pytest.mark.parametrize("with_scores", [True, False], ids=["to-weights-and-scores", "to-weights"])
def test_a_result_page_takes_at_most_five_times_as_long_as_sampling_and_ranking(
    benchmark, catalogue, ratio, add_line, with_scores
):
    stated = StatedWeights(catalogue[0], method=1, samples=SAMPLES)
    benchmark(page, *catalogue, stated)
    found = ratio(
        lambda: page(*catalogue, stated), lambda: sampled_and_ranked(*catalogue, with_scores=with_scores), rounds=60
    )
    what = "weights and scores" if with_scores else "weights only"
    add_line(f"a result page, 17 x 30, to drawing and ranking {SAMPLES:,} samples ({what}): {found:.2f} (at most 5)")
    assert found <= 5


@pytest.mark.filterwarnings("ignore:Confidence factors are being computed with deterministic")
@pytest.mark.parametrize(("n", "m", "samples"), [(15, 25, 10_000), (17, 30, 2_000)])
def test_smaa_is_at_least_twice_as_fast_as_pysensmcda(benchmark, ratio, add_line, n, m, samples):
    values = np.random.default_rng(1).random((n, m))
    cells = tuple(tuple(Interval(*[cell] * 3) for cell in row) for row in values.tolist())
    table = PerformanceTable(tuple(f"a{i}" for i in range(n)), tuple(f"c{j}" for j in range(m)), cells)
    weights_drawn = AnyWeights(table, method=1, samples=samples).weights

    def ours():
        return AnyWeights(table, method=1, samples=samples).first_ranks(table.alternatives)

    def theirs():
        return smaa2(lambda v, w, _: v @ w, values, np.ones(m), weights=weights_drawn, reverse_ranking=True)

    assert [one.acceptability for one in ours()] == theirs().rank_acceptability[:, 0].tolist()
    benchmark(ours)
    found = ratio(theirs, ours, rounds=20)
    add_line(
        f"pysensmcda on {samples:,} given weights to first ranks with their draws, {n} x {m}: {found:.1f} (at least 2)"
    )
    assert found >= 2


def test_first_ranks_of_a_large_table_take_less_than_200_megabytes(benchmark, add_line):
    low = np.random.default_rng(1).random((1000, 100)) * 0.8
    rows = tuple(tuple(Interval(cell, cell + 0.1, cell + 0.2) for cell in row) for row in low.tolist())
    table = PerformanceTable(tuple(f"a{i}" for i in range(1000)), tuple(f"c{j}" for j in range(100)), rows)
    points = dict.fromkeys(table.criteria, 1.0)
    leader = table.alternatives[int(value(table, weights(points)).total.argmax())]

    def run():
        return StatedWeights(table, method=1, samples=SAMPLES).first_ranks(table.alternatives, points, leader)

    benchmark.pedantic(run, rounds=1)
    tracemalloc.start()
    run()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    add_line(f"first ranks, 1,000 x 100 x {SAMPLES:,}: {peak:.0f} MB at the most (under 200)")
    assert peak < 200
