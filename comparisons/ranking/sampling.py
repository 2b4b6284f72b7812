"""Samples of weights and of scores for SMAA, the same for the same seed. No global random state."""

import hashlib
import json
from collections.abc import Mapping
from typing import Protocol

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from comparisons.ranking.additive import Matrix
from comparisons.ranking.weights import LEVELS

__all__ = ["IntervalScores", "Scores", "concentration", "seed_of", "weights_anywhere", "weights_around"]

# How likely a given answer is to be a level off, up or down together.
_OFF = 0.4
_LEAST, _MOST = 10.0, 300.0

_STEPS = 2**16


def seed_of(*parts: object) -> int:
    """Return a seed for what has a JSON form: the first 8 bytes of the SHA-256 of its canonical JSON.

    Keys are sorted, so the order in a mapping does not count; the order of parts does. Raises TypeError or
    ValueError for what has no JSON form.

    >>> seed_of("edition 12", {"build": "api"}) == seed_of("edition 12", {"build": "api"})
    True
    """
    canonical = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return int.from_bytes(hashlib.sha256(canonical.encode("ascii")).digest()[:8], "big")


def concentration(points: Mapping[str, float]) -> float:
    """Return K, so that weights drawn from Dirichlet(K w) vary as if each answer could be one level off.

    The story: each criterion with points has, with probability q = 0.4 together, one level more or one less.
    To first order, with P = sum p and s_j^2 = q/2 ((up_j - p_j)^2 + (p_j - down_j)^2):

        Var_j = ((1 - w_j)^2 s_j^2 + w_j^2 sum_{i != j} s_i^2) / P^2
        K = (1 - sum_j w_j^2) / sum_j Var_j - 1, clipped to [10, 300]

    since the variances of Dirichlet(K w) sum to (1 - sum w^2) / (K + 1). One criterion alone has the weight 1
    whatever K is: the most. No points at all: K is the number of criteria, so that (as far as the clipping lets
    it) all weights are equally likely. Raises ValueError for negative points.

    >>> round(concentration({"admin": 4, "api": 2, "speed": 1}), 1)
    10.4
    """
    if any(given < 0 for given in points.values()):
        raise ValueError("points are 0 or more")
    p = np.array([given for given in points.values() if given > 0], dtype=np.float64)
    if len(p) == 0:
        return _clip(len(points))
    w, s2 = p / p.sum(), _answer_variances(p)
    variance = float(((1 - w) ** 2 * s2 + w**2 * (s2.sum() - s2)).sum()) / float(p.sum()) ** 2
    return _clip((1 - float(w @ w)) / variance - 1) if variance > 0 else _MOST


def weights_around(weights: Matrix, concentration: float, samples: int, rng: Generator) -> Matrix:
    """Return samples x m weights from Dirichlet(K w): E W_j = w_j, Var W_j = w_j (1 - w_j) / (K + 1).

    Weights of 0 stay 0. Raises ValueError if none is above 0.
    """
    return _dirichlet(concentration * weights, samples, rng)


def weights_anywhere(in_play: NDArray[np.bool_], samples: int, rng: Generator) -> Matrix:
    """Return samples x m weights, all mixes of the criteria in play equally likely: Dirichlet(1, ..., 1)."""
    return _dirichlet(in_play.astype(np.float64), samples, rng)


class Scores(Protocol):
    """Where sampled scores come from."""

    @property
    def shape(self) -> tuple[int, int]:
        """The number n of alternatives and the number m of criteria."""
        ...

    @property
    def is_uncertain(self) -> bool:
        """Whether one sample differs from another."""
        ...

    def draw(self, samples: int) -> Matrix:
        """Return the next samples: samples x n x m."""
        ...


class IntervalScores:
    """Scores drawn uniformly between lowest and highest value (each n x m) in every cell, independently.

    Drawn on 65,536 equal steps, finer than any score is known and twice as quick as on all that a float has.
    """

    def __init__(self, low: Matrix, high: Matrix, rng: Generator) -> None:
        self.shape: tuple[int, int] = (low.shape[0], low.shape[1])
        self._low, self._spread = low.ravel(), (high - low).ravel()
        self._rng = rng
        self._uncertain = np.flatnonzero(self._spread)
        self.is_uncertain = bool(len(self._uncertain))

    def draw(self, samples: int) -> Matrix:
        """Return the next samples: samples x n x m. Cells that are certain are the same in all of them.

        Even numbers of samples at a time draw the same as all at once.
        """
        if 2 * len(self._uncertain) > len(self._low):
            # Drawing for all cells is quicker than finding most of them by number.
            return self._uniform(samples, slice(None)).reshape(samples, *self.shape)
        drawn = np.tile(self._low, (samples, 1))
        if self.is_uncertain:
            drawn[:, self._uncertain] = self._uniform(samples, self._uncertain)
        return drawn.reshape(samples, *self.shape)

    def _uniform(self, samples: int, cells: slice | NDArray[np.intp]) -> Matrix:
        step = self._spread[cells] / _STEPS
        drawn: Matrix = self._rng.integers(0, _STEPS, size=(samples, len(step)), dtype=np.uint16) * step
        # In the middle of each step.
        drawn += self._low[cells] + step / 2
        return drawn


def _answer_variances(p: Matrix) -> Matrix:
    """Return s_j^2 of each criterion's points; the end levels have a neighbour on one side only."""
    up = np.array([min((level for level in LEVELS if level > own), default=own) for own in p.tolist()])
    down = np.array([max((level for level in LEVELS if level < own), default=own) for own in p.tolist()])
    variances: Matrix = _OFF / 2 * ((up - p) ** 2 + (p - down) ** 2)
    return variances


def _clip(concentration: float) -> float:
    return min(max(float(concentration), _LEAST), _MOST)


def _dirichlet(alpha: Matrix, samples: int, rng: Generator) -> Matrix:
    counting = alpha > 0
    if not counting.any():
        raise ValueError("there has to be a criterion that counts")
    drawn = np.zeros((samples, len(alpha)))
    drawn[:, counting] = rng.dirichlet(alpha[counting], size=samples)
    return drawn
