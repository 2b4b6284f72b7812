"""SMAA-2 under any priorities, for any few of many alternatives, without drawing anything anew for each choice.

All mixes of the criteria are equally likely (Lahdelma and Salminen 2001). The weights are drawn once, and each
alternative's scores once, by its own name: who else is compared moves nobody's totals.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comparisons.ranking.additive import TIE, Matrix, Table
from comparisons.ranking.sampling import IntervalScores, seed_of, weights_anywhere

__all__ = ["Anywhere", "FirstAnywhere"]

# An alternative first less often has no central weights to speak of.
_OFTEN = 30
# Alternatives whose totals are held, at 8 bytes a sample.
_HELD = 128


@dataclass(frozen=True)
class FirstAnywhere:
    """How often an alternative came first (0 to 1, shared by those that tie), and its central weights.

    They are the mean weights (m) of the samples in which it was first, alone or not; None if that was fewer than
    30 times.
    """

    share: float
    central_weights: Matrix | None


class Anywhere:
    """Samples for the alternatives of a table. `method` is a part of the seed: a change of it may change the draws.

    Raises ValueError for a table without criteria.
    """

    def __init__(self, table: Table, *, method: int, samples: int) -> None:
        self.table = table
        self.method = method
        self.samples = samples
        rng = np.random.default_rng(seed_of(method, table.criteria))
        self.weights = weights_anywhere(np.ones(len(table.criteria), dtype=np.bool_), samples, rng)
        self._totals: dict[str, Matrix] = {}

    def first_places(self, alternatives: Sequence[str]) -> tuple[FirstAnywhere, ...]:
        """Return how often each of these came first of them, in their order. Raises KeyError for an unknown one."""
        totals = np.stack([self.totals(alternative) for alternative in alternatives])
        is_first = totals == totals.max(axis=0)
        shares = (is_first / is_first.sum(axis=0)).sum(axis=1) / self.samples
        return tuple(
            FirstAnywhere(share=share, central_weights=self._central_weights(times_first))
            for share, times_first in zip(shares.tolist(), is_first, strict=True)
        )

    def totals(self, alternative: str) -> Matrix:
        """Return an alternative's totals (samples) in units of the least difference that counts. Raises KeyError."""
        known = self._totals.get(alternative)
        if known is None:
            if len(self._totals) >= _HELD:
                self._totals.clear()
            known = self._totals[alternative] = np.rint(self._drawn(alternative) / TIE)
        return known

    def _drawn(self, alternative: str) -> Matrix:
        low, _, high = self.table.arrays
        row = self.table.row(alternative)
        rng = np.random.default_rng(seed_of(self.method, alternative))
        scores = IntervalScores(low[row : row + 1], high[row : row + 1], rng).draw(self.samples)
        sums: Matrix = (scores[:, 0] * self.weights).sum(axis=1)
        return sums

    def _central_weights(self, is_first: NDArray[np.bool_]) -> Matrix | None:
        times = int(is_first.sum())
        if times < _OFTEN:
            return None
        central: Matrix = is_first @ self.weights / times
        return central
