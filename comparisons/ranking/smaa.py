"""SMAA-2: how often each alternative comes first when weights and scores are drawn at random.

Stochastic multicriteria acceptability analysis: Lahdelma and Salminen 2001; with N samples the 95 % error of a share is
at most 0.98 / sqrt N (Tervonen and Lahdelma 2007). The bands, the shortlist and "too close to call" are ours.

All that is random is drawn once for a performance table, each alternative's scores by its own name: who else is
compared changes nobody's totals.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comparisons.ranking.additive import TOLERANCE, vector
from comparisons.ranking.bands import Band
from comparisons.ranking.performance_table import Matrix, PerformanceTable
from comparisons.ranking.reproducible import column_sums, row_sums
from comparisons.ranking.sampling import IntervalScores, LatinHypercube, Singles, any_weights, concentration, seed_of
from comparisons.ranking.weights import weights as weights_of

# Central weights are means over at least this many samples.
_OFTEN = 30
# How many alternatives' totals AnyWeights keeps, at 8 bytes a sample.
_TOTALS_KEPT = 128
# How many bytes of drawn scores StatedWeights keeps; the rest is drawn again when it is asked for.
_BYTES_KEPT = 16 * 2**20
# With more alternatives than these, it pays to find out which can come first at all.
_MANY = 40
# An alternative above the leader less often than this is never too close to call (less than what is left of 1).
_SELDOM = 0.3
# More than a total of single precision is off by rounding.
_ROUNDING = np.float32(1e-5)


@dataclass(frozen=True)
class FirstRank:
    """First-rank acceptability of an alternative (0 to 1, shared by those that tie).

    `is_first` (samples) says in which samples it was first, alone or not, and `weights` (samples x m) are theirs.
    """

    acceptability: float
    is_first: NDArray[np.bool_]
    weights: Matrix

    @property
    def central_weights(self) -> Matrix | None:
        """The mean weights (m) of the samples in which it was first; None if that was fewer than 30 times."""
        times = int(self.is_first.sum())
        if times < _OFTEN:
            return None
        central: Matrix = column_sums(self.weights[self.is_first]) / times
        return central


@dataclass(frozen=True)
class FirstRanks:
    """First-rank acceptability of n alternatives, and the leader's pairwise winning index against each.

    `acceptability` (n) sums to 1: those that tie for first share it. `winning` (n) is the share of samples in which
    the leader is above each alternative, plus half of the ties; 0.5 for itself.
    """

    acceptability: Matrix
    winning: Matrix


class AnyWeights:
    """SMAA-2 without preferences: all mixes of the table's criteria are equally likely.

    `method` is a part of the seed: a change of it may change the draws. Raises ValueError for a table without criteria.
    """

    def __init__(self, table: PerformanceTable, *, method: int, samples: int) -> None:
        self.table = table
        self.method = method
        self.samples = samples
        rng = np.random.default_rng(seed_of(method, table.criteria))
        self.weights = any_weights(len(table.criteria), samples, rng)
        self._totals: dict[str, Matrix] = {}

    def first_ranks(self, alternatives: Sequence[str]) -> tuple[FirstRank, ...]:
        """Return how often each of these came first of them, in their order. Raises KeyError for an unknown one."""
        totals = np.stack([self.totals(alternative) for alternative in alternatives])
        is_first = totals == totals.max(axis=0)
        shares = _shared(is_first)
        return tuple(
            FirstRank(acceptability=share, is_first=own, weights=self.weights)
            for share, own in zip(shares.tolist(), is_first, strict=True)
        )

    def totals(self, alternative: str) -> Matrix:
        """Return an alternative's totals (samples), as multiples of the tolerance. Raises KeyError."""
        known = self._totals.get(alternative)
        if known is None:
            if len(self._totals) >= _TOTALS_KEPT:
                self._totals.clear()
            sums = row_sums(self.scores(alternative) * self.weights)
            known = self._totals[alternative] = np.rint(sums / TOLERANCE)
        return known

    def scores(self, alternative: str) -> Matrix:
        """Return an alternative's drawn scores, samples x m. Raises KeyError."""
        return _drawn_scores(self.table, alternative, self.method, self.samples)


class StatedWeights:
    """SMAA-2 around stated swing points, for one table and many sets of points: Dirichlet(K w).

    `method` is a part of the seed: a change of it may change the draws.
    """

    def __init__(self, table: PerformanceTable, *, method: int, samples: int) -> None:
        self.table = table
        self.method = method
        self.samples = samples
        self._weights = LatinHypercube(table.criteria, method=method, samples=samples)
        self._drawn: dict[str, Singles] = {}

    def first_ranks(self, alternatives: Sequence[str], points: Mapping[str, float], leader: str) -> FirstRanks:
        """Return how often each of these comes first of them, and how often the leader is above it, in their order.

        Those that can neither come first nor come near the leader are not drawn: 0 and 1. Raises KeyError for an
        unknown name or a criterion without points, ValueError for negative points.
        """
        own = {criterion: points[criterion] for criterion in self.table.criteria}
        stated = vector(self.table, weights_of(own))
        counting, weights = self._weights.around(stated, concentration(own))
        drawn, totals = self._likely(alternatives, leader, stated, counting, weights)
        return _counted(totals, drawn, len(alternatives), [alternatives[i] for i in drawn].index(leader))

    def scores(self, alternative: str) -> Singles:
        """Return an alternative's drawn scores, m x samples. Raises KeyError."""
        known = self._drawn.get(alternative)
        if known is None:
            scores = _drawn_scores(self.table, alternative, self.method, self.samples)
            known = np.ascontiguousarray(scores.T, dtype=np.float32)
            if (len(self._drawn) + 1) * known.nbytes > _BYTES_KEPT:
                self._drawn.clear()
            self._drawn[alternative] = known
        return known

    def _likely(
        self,
        alternatives: Sequence[str],
        leader: str,
        stated: Matrix,
        counting: NDArray[np.intp],
        weights: Singles,
    ) -> tuple[list[int], Singles]:
        """Return who has to be drawn, and their totals: of many, the best few and whoever could keep up with them."""
        if len(alternatives) <= _MANY:
            return list(range(len(alternatives))), self._totals(alternatives, counting, weights)
        rows = np.array([self.table.row(alternative) for alternative in alternatives])
        _, point, high = self.table.arrays
        best = np.argsort(-row_sums(point[rows] * stated), kind="stable")[:_MANY].tolist()
        few = sorted({*best, alternatives.index(leader)})
        totals = self._totals([alternatives[i] for i in few], counting, weights)
        # A product of matrices may round in many ways, so it gets more than it can be off.
        highest = high[np.ix_(rows, counting)].astype(np.float32) @ weights + _ROUNDING
        can_be_first = (highest >= totals.max(axis=0)).any(axis=1)
        can_be_near = (highest >= totals[few.index(alternatives.index(leader))]).mean(axis=1) > _SELDOM
        more = [int(i) for i in np.flatnonzero(can_be_first | can_be_near) if i not in few]
        behind = self._totals([alternatives[i] for i in more], counting, weights) if more else totals[:0]
        return few + more, np.concatenate([totals, behind])

    def _totals(self, alternatives: Sequence[str], counting: NDArray[np.intp], weights: Singles) -> Singles:
        """Return U^s = sum_j W_j^s v_j^s of each alternative, n x samples."""
        return np.stack([column_sums(self.scores(a)[counting] * weights) for a in alternatives])


def _drawn_scores(table: PerformanceTable, alternative: str, method: int, samples: int) -> Matrix:
    """Return scores of an alternative, samples x m, each uniform in its interval. Raises KeyError."""
    low, _, high = table.arrays
    row = table.row(alternative)
    rng = np.random.default_rng(seed_of(method, alternative))
    return IntervalScores(low[row : row + 1], high[row : row + 1], rng).draw(samples)[:, 0]


def _counted(totals: Singles, drawn: list[int], n: int, leader: int) -> FirstRanks:
    """Count the totals (rows of `drawn` among n alternatives x samples); `leader` is a row of the totals."""
    acceptability, winning = np.zeros(n), np.ones(n)
    acceptability[drawn] = _shared(totals == totals.max(axis=0))
    own = totals[leader]
    winning[drawn] = _share(own > totals) + _share(own == totals) / 2
    return FirstRanks(acceptability=acceptability, winning=winning)


def _shared(is_first: NDArray[np.bool_]) -> Matrix:
    """Return in how many of the samples each row came first, of 1. Those that tie share a sample."""
    sharing = np.count_nonzero(is_first, axis=0)
    shares: Matrix = (is_first / sharing).mean(axis=1) if sharing.max() > 1 else _share(is_first)
    return shares


def _share(held: NDArray[np.bool_]) -> Matrix:
    """Return in how many of the samples something held, of 1, for each row. A mean takes five times as long."""
    share: Matrix = np.count_nonzero(held, axis=1) / held.shape[1]
    return share


@dataclass(frozen=True)
class Bounds:
    """The least first-rank acceptabilities of the bands, in percent as they are shown."""

    clear: int
    fairly: int
    leaning: int


def in_steps(share: float) -> int:
    """Return a share of 1 in percent, rounded to steps of 5; halves go up. The model's own error is about 5 %.

    >>> in_steps(0.863)
    85
    """
    # A share that is a sum of thirds may fall short of its threshold by a rounding error, here and below.
    return 5 * math.floor(share * 20 + 0.5 + TOLERANCE)


def band(acceptability: float, bounds: Bounds) -> Band:
    """Return the band for the leader's first-rank acceptability as it is shown, in steps of 5 %.

    >>> band(0.68, Bounds(clear=90, fairly=70, leaning=50))
    <Band.FAIRLY: 'fairly'>
    """
    shown = in_steps(acceptability)
    if shown >= bounds.clear:
        return Band.CLEAR
    if shown >= bounds.fairly:
        return Band.FAIRLY
    return Band.LEANING if shown >= bounds.leaning else Band.OPEN


def shortlist(acceptability: Mapping[str, float], least: float) -> tuple[str, ...]:
    """Return those first in at least this share of the samples, most often first; names decide between equals."""
    kept = [(-share, name) for name, share in acceptability.items() if share >= least - TOLERANCE]
    return tuple(name for _, name in sorted(kept))


def is_too_close(winning: float, below: float) -> bool:
    """Tell whether two are too close to call: the leader is above the other in less than this share of the samples."""
    return winning < below - TOLERANCE
