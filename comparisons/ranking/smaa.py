"""SMAA-2: what comes first when weights and scores are drawn at random, many times over.

Stochastic multicriteria acceptability analysis: Lahdelma and Salminen 2001; the number of samples: Tervonen and
Lahdelma 2007 (with N samples the 95 % error of a share is at most 0.98 / sqrt N).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from comparisons.ranking.additive import TIE, Matrix, Table, vector
from comparisons.ranking.sampling import IntervalScores, Scores, concentration, weights_anywhere, weights_around
from comparisons.ranking.weights import weights as weights_of

__all__ = [
    "SAMPLES",
    "Simulation",
    "simulate",
    "simulate_anywhere",
    "simulate_around",
    "totals",
]

Integers = NDArray[np.intp]

SAMPLES = 10_000

# An alternative first less often has no central weights to speak of.
_OFTEN = 30
# How many scores are held, or products summed, at a time. BLAS takes on products of this size in one thread;
# several would wait for each other on a busy server.
_AT_A_TIME = 2**17
# How many totals are held at a time.
_TOTALS_HELD = 2**20


@dataclass(frozen=True)
class Simulation:
    """The result of SMAA-2 for n alternatives on m criteria.

    `ranks` (n x n) is rank acceptability: the share of samples in which alternative a has rank r. Those that tie
    share their ranks equally, so rows and columns sum to 1. `winning` (n x n) is the pairwise winning index: the
    share in which a is above b, plus half of the ties; c_ab + c_ba = 1. `central_weights` are the mean weights
    (m) of the samples in which an alternative is first, None if that was fewer than 30 times. `confidence` is the
    share of score samples in which it is first under its central weights; None altogether if no score is
    uncertain, since it would be 1.
    """

    samples: int
    ranks: Matrix
    winning: Matrix
    central_weights: tuple[Matrix | None, ...]
    confidence: tuple[float | None, ...] | None

    @property
    def first(self) -> Matrix:
        """How often each alternative comes first; n shares that sum to 1."""
        column: Matrix = self.ranks[:, 0]
        return column


def simulate_around(table: Table, points: Mapping[str, float], *, seed: int, samples: int = SAMPLES) -> Simulation:
    """Return what happens when the stated points vary as if each could be a level off: Dirichlet(K w).

    Raises KeyError for a criterion without points, ValueError for negative points.
    """
    weights, scores, counting = _around(table, points, seed, samples)
    return _on_all(simulate(weights, scores), counting)


def simulate_anywhere(table: Table, in_play: Collection[str], *, seed: int, samples: int = SAMPLES) -> Simulation:
    """Return what happens under any priorities: all mixes of the criteria in play are equally likely.

    Raises ValueError if no criterion of the table is in play.
    """
    rng = np.random.default_rng(seed)
    counting = np.array([criterion in in_play for criterion in table.criteria], dtype=np.bool_)
    weights = weights_anywhere(counting, samples, rng)[:, counting]
    return _on_all(simulate(weights, _scores(table, counting, rng)), counting)


def simulate(weights: Matrix, scores: Scores) -> Simulation:
    """Return all of SMAA-2 for sampled weights (samples x m, rows sum to 1) and as many samples of scores.

    There has to be an alternative at least, as for all functions here.
    """
    tally = _Tally(*scores.shape)
    for sampled, values in _in_blocks(weights, scores):
        tally.add(sampled, values)
    central = tally.central_weights()
    return Simulation(
        samples=len(weights),
        ranks=tally.at_rank.cumsum(axis=1)[:, :-1] / len(weights),
        winning=tally.won / len(weights),
        central_weights=central,
        confidence=_confidence(scores, central, len(weights)) if scores.is_uncertain else None,
    )


def totals(weights: Matrix, scores: Scores) -> Matrix:
    """Return U^s = V^s W^s, samples x n, for sampled weights (samples x m) and the next samples of scores."""
    n, m = scores.shape
    fixed = None if scores.is_uncertain else scores.draw(1)[0].T
    sampled = np.empty((len(weights), n))
    for part in _parts(len(weights), _AT_A_TIME // (n * m)):
        if fixed is None:
            drawn = scores.draw(part.stop - part.start)
            sampled[part] = (drawn @ weights[part, :, None])[:, :, 0]
        else:
            sampled[part] = weights[part] @ fixed
    return sampled


class _Tally:
    """Counts over samples, added block by block."""

    def __init__(self, n: int, m: int) -> None:
        # By rank from 0: where a rank begins to be held and (negative) where it ends, to be summed up in the end.
        self.at_rank = np.zeros((n, n + 1))
        self.won = np.zeros((n, n))
        self.times_first = np.zeros(n)
        self.first_weights = np.zeros((n, m))

    def add(self, weights: Matrix, values: Matrix) -> None:
        """Count a block of samples: weights samples x m, totals samples x n."""
        above, tied = _places(values)
        self._count_ranks(above, tied)
        self._count_duels(above, has_ties=bool(np.any(tied > 1)))
        first = (above == 0).astype(np.float64)
        self.times_first += first.sum(axis=0)
        for part in _parts(len(weights), _AT_A_TIME // self.first_weights.size):
            self.first_weights += first[part].T @ weights[part]

    def central_weights(self) -> tuple[Matrix | None, ...]:
        rows = zip(self.first_weights, self.times_first.tolist(), strict=True)
        return tuple(total / times if times >= _OFTEN else None for total, times in rows)

    def _count_ranks(self, above: Integers, tied: Integers) -> None:
        n = above.shape[1]
        begin, share = above + np.arange(n) * (n + 1), (1 / tied).ravel()
        counts = np.bincount(begin.ravel(), share, minlength=n * (n + 1))
        counts -= np.bincount((begin + tied).ravel(), share, minlength=n * (n + 1))
        self.at_rank += counts.reshape(n, n + 1)

    def _count_duels(self, above: Integers, *, has_ties: bool) -> None:
        places = np.ascontiguousarray(above.T, dtype=np.int32)
        for row, own in enumerate(places):
            others = places[row + 1 :]
            won = (own < others).sum(axis=1).astype(np.float64)
            if has_ties:
                won += (own == others).sum(axis=1) / 2
            self.won[row, row + 1 :] += won
            self.won[row + 1 :, row] += len(above) - won
            self.won[row, row] += len(above) / 2


def _places(values: Matrix) -> tuple[Integers, Integers]:
    """Return for each total, samples x n, how many are above it and how many are equal to it, itself included."""
    quantised = np.rint(values / -TIE)
    order = quantised.argsort(axis=1)
    falling = np.take_along_axis(quantised, order, axis=1)
    place = np.broadcast_to(np.arange(values.shape[1]), values.shape)
    begins = np.ones(values.shape, dtype=np.bool_)
    begins[:, 1:] = falling[:, 1:] != falling[:, :-1]
    above, tied = np.empty_like(order), np.ones_like(order)
    if begins.all():
        np.put_along_axis(above, order, place, axis=1)
        return above, tied
    # A group of equals is at the place where it begins, and as large as the way to the next group's beginning.
    begin = np.maximum.accumulate(np.where(begins, place, 0), axis=1)
    ends = np.append(begins[:, 1:], np.ones((len(values), 1), dtype=np.bool_), axis=1)
    end = np.minimum.accumulate(np.where(ends, place, values.shape[1])[:, ::-1], axis=1)[:, ::-1]
    np.put_along_axis(above, order, begin, axis=1)
    np.put_along_axis(tied, order, end - begin + 1, axis=1)
    return above, tied


def _confidence(scores: Scores, central_weights: tuple[Matrix | None, ...], samples: int) -> tuple[float | None, ...]:
    """Return how often each alternative is first (alone or not) under its own central weights, in new samples."""
    rows = [row for row, central in enumerate(central_weights) if central is not None]
    own_weights = np.array([central for central in central_weights if central is not None]).T
    n, m = scores.shape
    times = np.zeros(len(rows))
    for part in _parts(samples if rows else 0, _AT_A_TIME // (n * m * (len(rows) or 1))):
        drawn = scores.draw(part.stop - part.start)
        quantised = np.rint((drawn.reshape(-1, m) @ own_weights).reshape(-1, n, len(rows)) / TIE)
        times += (quantised[:, rows, range(len(rows))] == quantised.max(axis=1)).sum(axis=0)
    found = dict(zip(rows, (times / samples).tolist(), strict=True))
    return tuple(found.get(row) for row in range(n))


def _in_blocks(weights: Matrix, scores: Scores) -> Iterator[tuple[Matrix, Matrix]]:
    """Yield weights with their totals, some samples at a time."""
    for part in _parts(len(weights), _TOTALS_HELD // sum(scores.shape)):
        yield weights[part], totals(weights[part], scores)


def _parts(samples: int, at_a_time: int) -> Iterator[slice]:
    """Cut samples into parts of even sizes, two at least, but for the last: scores are then the same as at once."""
    size = max(2, at_a_time - at_a_time % 2)
    return (slice(start, min(start + size, samples)) for start in range(0, samples, size))


def _around(
    table: Table, points: Mapping[str, float], seed: int, samples: int
) -> tuple[Matrix, IntervalScores, NDArray[np.bool_]]:
    """Return sampled weights and scores on the criteria that count, and which they are."""
    rng = np.random.default_rng(seed)
    own = {criterion: points[criterion] for criterion in table.criteria}
    stated = vector(table, weights_of(own))
    counting = stated > 0
    weights = weights_around(stated[counting], concentration(own), samples, rng)
    return weights, _scores(table, counting, rng), counting


def _scores(table: Table, counting: NDArray[np.bool_], rng: np.random.Generator) -> IntervalScores:
    low, _, high = table.arrays
    return IntervalScores(low[:, counting], high[:, counting], rng)


def _on_all(simulation: Simulation, counting: NDArray[np.bool_]) -> Simulation:
    """Give the criteria that do not count their weight of 0 in the central weights."""

    def spread(central: Matrix) -> Matrix:
        whole = np.zeros(len(counting))
        whole[counting] = central
        return whole

    central = tuple(None if own is None else spread(own) for own in simulation.central_weights)
    return replace(simulation, central_weights=central)
