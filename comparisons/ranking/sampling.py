"""Samples of weights and of scores for SMAA, the same for the same seed. No global random state.

Weights around stated ones are drawn from Dirichlet(K w) by Latin hypercube sampling (McKay, Beckman and Conover 1979),
at a fifth of the cost of drawing them singly, and more evenly. The choice of K (`concentration`) is ours.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import fsum, lgamma, log, sqrt

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from comparisons.ranking.performance_table import Matrix
from comparisons.ranking.reproducible import column_sums, exp
from comparisons.ranking.weights import LEVELS

Singles = NDArray[np.float32]

# The probability that a given answer is one level off, up and down together.
_OFF = 0.4
_LEAST, _MOST = 10.0, 300.0

# Equal steps in which an interval of scores is drawn.
_STEPS = 2**16

# The shapes K w_j of the table of quantiles: K is at most 300, and a weight that counts is hardly ever below 1/200.
_LEAST_SHAPE, _MOST_SHAPE, _SHAPES = 0.05, 301.0, 200
# Points at which a density is integrated, over the logarithm of its variable.
_POINTS = 4000


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

    The model: each criterion with swing points has, with probability q = 0.4 together, one level more or one less.
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
    counting = [given for given in points.values() if given > 0]
    if not counting:
        return _clip(len(points))
    total, variances = fsum(counting), [_answer_variance(given) for given in counting]
    weights, sum_of_variances = [given / total for given in counting], fsum(variances)
    of_weights = [
        (1 - w) * (1 - w) * s2 + w * w * (sum_of_variances - s2) for w, s2 in zip(weights, variances, strict=True)
    ]
    variance = fsum(of_weights) / (total * total)
    return _clip((1 - fsum(w * w for w in weights)) / variance - 1) if variance > 0 else _MOST


def any_weights(criteria: int, samples: int, rng: Generator) -> Matrix:
    """Return samples x m weights of m criteria, all mixes equally likely: Dirichlet(1, ..., 1).

    Raises ValueError if there is no criterion.
    """
    if not criteria:
        raise ValueError("there has to be a criterion that counts")
    return rng.dirichlet(np.ones(criteria), size=samples)


class IntervalScores:
    """Scores drawn uniformly between lowest and highest value (each n x m) in every cell, independently.

    Drawn on 65,536 equal steps, finer than any score is known and twice as quick as on all that a float has.
    """

    def __init__(self, low: Matrix, high: Matrix, rng: Generator) -> None:
        self.shape: tuple[int, int] = (low.shape[0], low.shape[1])
        self._low, self._spread = low.ravel(), (high - low).ravel()
        self._rng = rng
        self._uncertain = np.flatnonzero(self._spread)

    def draw(self, samples: int) -> Matrix:
        """Return the next samples: samples x n x m. Cells that are certain are the same in all of them.

        Even numbers of samples at a time draw the same as all at once.
        """
        if 2 * len(self._uncertain) > len(self._low):
            # Drawing for all cells is quicker than finding most of them by number.
            return self._uniform(samples, slice(None)).reshape(samples, *self.shape)
        drawn = np.tile(self._low, (samples, 1))
        if len(self._uncertain):
            drawn[:, self._uncertain] = self._uniform(samples, self._uncertain)
        return drawn.reshape(samples, *self.shape)

    def _uniform(self, samples: int, cells: slice | NDArray[np.intp]) -> Matrix:
        step = self._spread[cells] / _STEPS
        drawn: Matrix = self._rng.integers(0, _STEPS, size=(samples, len(step)), dtype=np.uint16) * step
        # In the middle of each step.
        drawn += self._low[cells] + step / 2
        return drawn


class LatinHypercube:
    """Samples of weights from Dirichlet(K w) for some criteria; `method` is a part of the seed.

    A Dirichlet is independent gammas divided by their sum. The N samples of each gamma are the middles of its N
    equally likely parts, in an order of their own that is drawn once, by the criterion's name. Quantiles are read
    from a table over shapes; between two shapes their logarithms are interpolated.
    """

    def __init__(self, criteria: Sequence[str], *, method: int, samples: int) -> None:
        generators = (np.random.default_rng(seed_of(method, criterion)) for criterion in criteria)
        orders = [generator.permutation(samples) for generator in generators]
        self.samples = samples
        self._orders = np.array(orders, dtype=np.intp).reshape(len(criteria), samples)

    def around(self, weights: Matrix, concentration: float) -> tuple[NDArray[np.intp], Singles]:
        """Return which criteria count, and their weights: m x samples, columns sum to 1, E W_j = w_j.

        Raises ValueError if no weight is above 0.
        """
        counting = np.flatnonzero(weights)
        if not len(counting):
            raise ValueError("there has to be a criterion that counts")
        quantiles = self._quantiles(concentration * weights[counting])
        # Row by row: numpy's own way to do all at once builds an index as large as the table.
        drawn = np.stack([row[self._orders[j]] for row, j in zip(quantiles, counting, strict=True)])
        drawn -= drawn.max(axis=0)
        gammas = exp(drawn)
        return counting, gammas / column_sums(gammas)

    def _quantiles(self, shapes: Matrix) -> Singles:
        """Return the logarithms of the gammas' quantiles, m x samples, rising in each row."""
        table = _quantile_table(self.samples)
        logarithms = np.array([log(shape / _LEAST_SHAPE) for shape in shapes.tolist()])
        place = np.clip(logarithms / log(_MOST_SHAPE / _LEAST_SHAPE), 0, 1) * (_SHAPES - 1)
        below = np.minimum(place.astype(np.intp), _SHAPES - 2)
        share = (place - below).astype(np.float32)[:, None]
        between: Singles = table[below] * (1 - share) + table[below + 1] * share
        return between


def _answer_variance(points: float) -> float:
    """Return s_j^2 of a criterion's points; the end levels have a neighbour on one side only."""
    up = min((level for level in LEVELS if level > points), default=points) - points
    down = points - max((level for level in LEVELS if level < points), default=points)
    return _OFF / 2 * (up * up + down * down)


def _clip(concentration: float) -> float:
    return min(max(float(concentration), _LEAST), _MOST)


@lru_cache(maxsize=4)
def _quantile_table(samples: int) -> Singles:
    """Return for each shape the logarithms of the quantiles at the middles of `samples` equally likely parts."""
    step = (_MOST_SHAPE / _LEAST_SHAPE) ** (1 / (_SHAPES - 1))
    shapes = [_LEAST_SHAPE * step**number for number in range(_SHAPES)]
    return np.array([_log_quantiles(shape, samples) for shape in shapes], dtype=np.float32)


def _log_quantiles(shape: float, samples: int) -> Matrix:
    """Integrate the density of t = ln x, exp(shape t - e^t) / Gamma(shape), and look the quantiles up in the sum."""
    # From where next to nothing lies below, x^shape / Gamma(shape + 1) = 1 / (20 samples), to twelve deviations above.
    low = (lgamma(shape + 1) - log(20 * samples)) / shape
    high = log(shape + 12 * sqrt(shape) + 30)
    step = (high - low) / (_POINTS - 1)
    t: Matrix = low + step * np.arange(_POINTS, dtype=np.float64)
    density = exp(shape * t - exp(t) - lgamma(shape))
    parts = (density[1:] + density[:-1]) / 2 * step
    below = np.concatenate([[0.0], np.cumsum(parts)]) + density[0] / shape
    return _interpolated((np.arange(samples) + 0.5) / samples, below / below[-1], t)


def _interpolated(x: Matrix, known_x: Matrix, known_y: Matrix) -> Matrix:
    """Return y at each x, on straight lines between known points. `known_x` rises or stays, to the last x or more."""
    right = np.clip(np.searchsorted(known_x, x), 1, len(known_x) - 1)
    left = right - 1
    width = known_x[right] - known_x[left]
    share = np.divide(x - known_x[left], width, out=np.zeros_like(x), where=width > 0)
    between: Matrix = known_y[left] + np.clip(share, 0, 1) * (known_y[right] - known_y[left])
    return between
