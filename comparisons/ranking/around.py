"""SMAA-2 around stated points, for one table and many sets of points: first places, and the leader's duels.

The same model as `smaa.simulate_around`. All that is random is drawn once: each alternative's scores by its own name,
so that who else is compared moves nobody's totals, and the orders of the weights (`stratified.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comparisons.ranking.additive import Matrix, Table, vector
from comparisons.ranking.sampling import IntervalScores, concentration, seed_of
from comparisons.ranking.stratified import Singles, StratifiedWeights
from comparisons.ranking.weights import weights as weights_of

__all__ = ["Around", "FirstPlaces"]

# Bytes of drawn scores that are held; the rest is drawn again when it is asked for.
_HELD = 16 * 2**20
# Of more alternatives than these, it pays to find out who can come first at all.
_MANY = 40
# Whoever beats the leader less often than this is never too close to call (bands.py has 35 %).
_SELDOM = 0.3


@dataclass(frozen=True)
class FirstPlaces:
    """How often each of n alternatives came first, and how often one of them was above each other.

    `first` sums to 1: those that tie for first share it. `winning` (n) is the share of samples in which the
    leader is above each alternative, plus half of the ties; 0.5 for itself.
    """

    samples: int
    first: Matrix
    winning: Matrix


class Around:
    """Samples for the alternatives of a table. `method` is a part of the seed: a change of it may change the draws."""

    def __init__(self, table: Table, *, method: int, samples: int) -> None:
        self.table = table
        self.method = method
        self.samples = samples
        self._weights = StratifiedWeights(table.criteria, method=method, samples=samples)
        self._drawn: dict[str, Singles] = {}

    def first_places(self, alternatives: Sequence[str], points: Mapping[str, float], leader: str) -> FirstPlaces:
        """Return how often each of these comes first of them, and how often the leader is above it, in their order.

        Those that can neither come first nor come near the leader are not drawn: 0 and 1. Raises KeyError for an
        unknown name or a criterion without points, ValueError for negative points.
        """
        own = {criterion: points[criterion] for criterion in self.table.criteria}
        stated = vector(self.table, weights_of(own))
        counting, weights = self._weights.around(stated, concentration(own))
        drawn, totals = self._likely(alternatives, leader, stated, counting, weights)
        return self._counted(totals, drawn, len(alternatives), [alternatives[i] for i in drawn].index(leader))

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
        best = np.argsort(-(point[rows] @ stated), kind="stable")[:_MANY].tolist()
        few = sorted({*best, alternatives.index(leader)})
        totals = self._totals([alternatives[i] for i in few], counting, weights)
        highest = high[np.ix_(rows, counting)].astype(np.float32) @ weights
        can_be_first = (highest >= totals.max(axis=0)).any(axis=1)
        can_be_near = (highest >= totals[few.index(alternatives.index(leader))]).mean(axis=1) > _SELDOM
        more = [int(i) for i in np.flatnonzero(can_be_first | can_be_near) if i not in few]
        behind = self._totals([alternatives[i] for i in more], counting, weights) if more else totals[:0]
        return few + more, np.concatenate([totals, behind])

    def _totals(self, alternatives: Sequence[str], counting: NDArray[np.intp], weights: Singles) -> Singles:
        """Return U^s = sum_j W_j^s v_j^s of each alternative, n x samples."""
        return np.stack([np.einsum("js,js->s", self.scores(a)[counting], weights) for a in alternatives])

    def scores(self, alternative: str) -> Singles:
        """Return an alternative's drawn scores, m x samples. Raises KeyError."""
        known = self._drawn.get(alternative)
        if known is None:
            low, _, high = self.table.arrays
            row = self.table.row(alternative)
            rng = np.random.default_rng(seed_of(self.method, alternative))
            scores = IntervalScores(low[row : row + 1], high[row : row + 1], rng).draw(self.samples)
            known = np.ascontiguousarray(scores[:, 0].T, dtype=np.float32)
            if (len(self._drawn) + 1) * known.nbytes > _HELD:
                self._drawn.clear()
            self._drawn[alternative] = known
        return known

    def _counted(self, totals: Singles, drawn: list[int], n: int, leader: int) -> FirstPlaces:
        first, winning = np.zeros(n), np.ones(n)
        is_first = totals == totals.max(axis=0)
        sharing = np.count_nonzero(is_first, axis=0)
        first[drawn] = (is_first / sharing).mean(axis=1) if sharing.max() > 1 else _share(is_first)
        own = totals[leader]
        winning[drawn] = _share(own > totals) + _share(own == totals) / 2
        return FirstPlaces(samples=self.samples, first=first, winning=winning)


def _share(held: NDArray[np.bool_]) -> Matrix:
    """Return in how many of the samples something held, of 1, for each row. A mean takes five times as long."""
    share: Matrix = np.count_nonzero(held, axis=1) / held.shape[1]
    return share
