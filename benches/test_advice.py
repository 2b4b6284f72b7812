"""The advice that a visitor gets, on the shipped catalogue: all that a result page works out."""

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
        result_page(catalogue, recommendation),
        advice_confidence(catalogue, answers, recommendation, lambda other: other.query(catalogue)),
    )


def drawn_and_ranked(table, *, with_scores):
    """The yardstick: weights and scores drawn and ranked with plain NumPy, nothing else."""
    rng = np.random.default_rng(1)
    low, middle, high = table.arrays
    drawn = rng.dirichlet(np.ones(low.shape[1]), size=SAMPLES)
    if not with_scores:
        return (-(drawn @ middle.T)).argsort(axis=1).argsort(axis=1)
    values = low + (high - low) * rng.random((SAMPLES, *low.shape))
    return (-np.einsum("saj,sj->sa", values, drawn)).argsort(axis=1).argsort(axis=1)


@pytest.mark.parametrize("with_scores", [True, False], ids=["to-weights-and-scores", "to-weights"])
def test_the_whole_advice(benchmark, shipped, ratio, say, with_scores):
    table = table_of(shipped)
    every = [answers_of(scenario) for scenario in shipped.scenarios]
    benchmark(lambda: advice(shipped, every[0]))

    def yardstick():
        return drawn_and_ranked(table, with_scores=with_scores)

    ratios = [ratio(lambda a=a: advice(shipped, a), yardstick, rounds=7) for a in every]
    what = "weights and scores" if with_scores else "weights only"
    say(
        f"the whole advice, 17 x 30, {len(every)} scenarios, to drawing and ranking {SAMPLES:,} samples ({what}): "
        f"median {np.median(ratios):.2f}, worst {max(ratios):.2f} (at most 5)"
    )
    # The method draws scores as well as weights, so that is its yardstick; the other is told beside it.
    if with_scores:
        assert np.median(ratios) <= 5
