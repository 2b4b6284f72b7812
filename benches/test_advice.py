"""The time of all computations of a result page, on the shipped catalogue."""

import numpy as np
import pytest

from advisor.advice.confidence import advice_confidence
from advisor.advice.recommendation import recommend
from advisor.advice.scenarios import answers_of
from advisor.result.page import result_page
from comparisons.files import SHIPPED, read_directory
from comparisons.performance import table_of

SAMPLES = 2000


@pytest.fixture(scope="module")
def shipped():
    return read_directory(SHIPPED)


def advice(catalogue, answers):
    recommendation = recommend(catalogue, answers)
    return (
        result_page(catalogue, answers, recommendation),
        advice_confidence(catalogue, answers, recommendation, lambda other: other.query(catalogue)),
    )


def sampled_and_ranked(table, *, with_scores):
    """The reference: sample and rank weights, and scores if asked, with plain NumPy."""
    rng = np.random.default_rng(1)
    low, middle, high = table.arrays
    drawn = rng.dirichlet(np.ones(low.shape[1]), size=SAMPLES)
    if not with_scores:
        return (-(drawn @ middle.T)).argsort(axis=1).argsort(axis=1)
    values = low + (high - low) * rng.random((SAMPLES, *low.shape))
    return (-np.einsum("saj,sj->sa", values, drawn)).argsort(axis=1).argsort(axis=1)


@pytest.mark.parametrize("with_scores", [True, False], ids=["to-weights-and-scores", "to-weights"])
def test_advice_takes_at_most_five_times_as_long_as_sampling_and_ranking(
    benchmark, shipped, ratio, add_line, with_scores
):
    table = table_of(shipped)
    every = [answers_of(scenario) for scenario in shipped.scenarios_in_use]
    benchmark(lambda: advice(shipped, every[0]))

    def reference():
        return sampled_and_ranked(table, with_scores=with_scores)

    ratios = [ratio(lambda a=a: advice(shipped, a), reference, rounds=7) for a in every]
    what = "weights and scores" if with_scores else "weights only"
    add_line(
        f"the whole advice, 17 x 30, {len(every)} scenarios, to drawing and ranking {SAMPLES:,} samples ({what}): "
        f"median {np.median(ratios):.2f}, worst {max(ratios):.2f} (at most 5)"
    )
    # The method samples scores as well as weights, so only that ratio has a limit.
    if with_scores:
        assert np.median(ratios) <= 5
